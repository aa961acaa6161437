"""A Python type as a labeling config: each field becomes the control that asks for it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import ROUND_CEILING, Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Required, Union, get_args, get_origin, get_type_hints

from ls_widgets.config.tags import TAGS, find_spec
from ls_widgets.config.tree import Tag, TagName
from ls_widgets.config.variables import read_template, root_of
from ls_widgets.config.words import did_you_mean, quote
from ls_widgets.config.write import write_xml
from ls_widgets.errors import ConfigError, Problem

_MOST_WRAPPERS = 32
_FITTING = "Use an Enum, a Literal, a list of one of them, bool, int, float, str, date or datetime."


@dataclass(slots=True)
class _Asked:
    """One field: its type without wrappers, and what the wrappers said."""

    name: str
    kind: Any
    where: str
    required: bool = True
    description: str = ""
    bounds: dict[str, float] = field(default_factory=dict)

    def note(self, extra: Any) -> None:
        """Takes in metadata of pydantic or annotated-types: limits and a description."""
        for key in ("ge", "gt", "le", "lt", "multiple_of"):
            bound = getattr(extra, key, None)
            if isinstance(bound, int | float) and not isinstance(bound, bool) and math.isfinite(bound):
                self.bounds[key] = bound
        for key in ("description", "documentation"):
            self.describe(getattr(extra, key, None))
        inner = getattr(extra, "metadata", None)
        for part in inner if isinstance(inner, list | tuple) else ():
            self.note(part)

    def describe(self, text: Any) -> None:
        """Keeps the first description that is text."""
        if isinstance(text, str) and not self.description:
            self.description = " ".join(text.split())


def is_schema(source: object) -> bool:
    """Whether a value is a type, or a mapping of names to types."""
    if isinstance(source, Mapping):
        return any(_is_type(value) for value in source.values())
    return _is_type(source)


def schema_xml(schema: Any, *, data: str = "text", shown: str = "Text") -> str:
    """The config that asks for a schema; raises :class:`ConfigError` with every field that has no control."""
    asked, problems = _read(schema)
    target = _object(data, shown, {one.name for one in asked}, problems)
    root = Tag("0", TagName("View"), children=[target])
    for one in asked:
        control = _control(one, problems)
        if control is None:
            continue
        if one.description:
            if read_template(one.description):
                problems.append(_variable(one.where, one.description, "description"))
            root.children.append(Tag("", TagName("Header"), attrs={"value": one.description}))
        control.name, control.to_name = one.name, [target.name or ""]
        control.attrs["required"] = one.required
        root.children.append(control)
    if problems:
        raise ConfigError(problems)
    return write_xml(root)


def _is_type(value: object) -> bool:
    return isinstance(value, type) or get_origin(value) is not None or _renamed(value) is not None


def _renamed(kind: Any) -> Any:
    """What a NewType or a ``type`` statement stands for; None for anything else."""
    if type(kind).__name__ == "TypeAliasType":
        return kind.__value__
    return None if isinstance(kind, type) else getattr(kind, "__supertype__", None)


def _read(schema: Any) -> tuple[list[_Asked], list[Problem]]:
    owner = getattr(schema, "__name__", "schema")
    single = _unwrapped("", schema, owner)
    kind = single.kind[0] if isinstance(single.kind, list) else single.kind
    if _options(kind) is not None:
        single.name = kind.__name__.lower() if isinstance(kind, type) else "choice"
        return [single], []
    try:
        fields = list(_fields(schema, owner))
    except (NameError, AttributeError, TypeError, SyntaxError, ValueError) as error:
        hint = "Define the types that it names in the module, outside of functions."
        return [], [Problem(owner, f"its types cannot be resolved: {error}.", None, hint)]
    if not fields:
        hint = "Pass a dataclass, TypedDict, pydantic model, Enum, Literal or a mapping of names to types."
        return [], [Problem(owner, "is no schema: it has no fields to ask for.", None, hint)]
    return fields, []


def _fields(schema: Any, owner: str) -> Iterator[_Asked]:
    if isinstance(schema, Mapping):
        for name, kind in schema.items():
            yield _titled(_unwrapped(str(name), kind, f"field {quote(name)}"))
        return
    # A pydantic model is known by its fields, so pydantic is never imported here.
    models = getattr(schema, "__pydantic_fields__", None) or getattr(schema, "model_fields", None)
    if isinstance(schema, type) and isinstance(models, Mapping):
        for name, info in models.items():
            one = _unwrapped(name, info.annotation, f"{owner}.{name}", notes=[info])
            yield _titled(one)
    elif isinstance(schema, type) and dataclasses.is_dataclass(schema):
        hints = get_type_hints(schema, include_extras=True)
        for declared in dataclasses.fields(schema):
            words = [declared.metadata.get(key) for key in ("description", "help")]
            words.append(getattr(declared, "doc", None))
            yield _titled(
                _unwrapped(declared.name, hints[declared.name], f"{owner}.{declared.name}", words=words)
            )
    elif isinstance(schema, type) and issubclass(schema, dict) and hasattr(schema, "__total__"):
        left_out = getattr(schema, "__optional_keys__", frozenset())
        for name, kind in get_type_hints(schema, include_extras=True).items():
            yield _titled(_unwrapped(name, kind, f"{owner}.{name}", required=name not in left_out))


def _titled(one: _Asked) -> _Asked:
    """Several controls need titles to be told apart: the name, where nothing describes the field."""
    one.describe(one.name[:1].upper() + one.name[1:].replace("_", " "))
    return one


def _unwrapped(
    name: str,
    kind: Any,
    where: str,
    *,
    required: bool = True,
    words: Iterable[Any] = (),
    notes: Iterable[Any] = (),
) -> _Asked:
    """The field with Annotated, Optional and renaming taken off; a list's type becomes ``[type]``."""
    one = _Asked(name, kind, where, required)
    for word in words:
        one.describe(word)
    for extra in notes:
        one.note(extra)
    for _ in range(_MOST_WRAPPERS):
        origin, args = get_origin(one.kind), get_args(one.kind)
        present = [arg for arg in args if arg is not NoneType]
        if origin is Annotated:
            one.kind = args[0]
            for extra in args[1:]:
                one.note(extra)
        elif origin is NotRequired or origin is Required:
            one.kind, one.required = args[0], origin is Required
        elif origin in (Union, UnionType) and len(present) == 1:
            one.kind, one.required = present[0], False
        elif origin is Literal and None in args:
            one.required = False
            break
        elif (renamed := _renamed(one.kind)) is not None:
            one.kind = renamed
        elif origin in (list, set, frozenset) and len(args) == 1:
            inner = _unwrapped(name, args[0], where).kind
            one.kind = [args[0] if isinstance(inner, list) else inner]
            break
        else:
            break
    return one


def _options(kind: Any) -> list[str] | None:
    """What an Enum or a Literal offers; None for other types."""
    if isinstance(kind, type) and issubclass(kind, Enum):
        return [_word(member) for member in kind]
    if get_origin(kind) is Literal:
        return [_word(arg) for arg in get_args(kind) if arg is not None]
    return None


def _word(option: Any) -> str:
    """An option as it is shown and stored: an Enum's member by its text, else by its name."""
    if isinstance(option, Enum):
        return option.value if isinstance(option.value, str) else option.name
    if isinstance(option, bool):
        return "yes" if option else "no"
    return str(option)


def _control(one: _Asked, problems: list[Problem]) -> Tag | None:
    several = isinstance(one.kind, list)
    kind = one.kind[0] if several else one.kind
    options = ["yes", "no"] if kind is bool and not several else _options(kind)
    if options is not None:
        problems.extend(_variable(one.where, option, "option") for option in options if read_template(option))
        if not options or "" in options:
            problems.append(Problem(one.where, "has an empty option." if options else "offers no option."))
        children = [Tag("", TagName("Choice"), attrs={"value": option}) for option in options]
        attrs = {"choice": "multiple" if several else "single"}
        return Tag("", TagName("Choices"), attrs=attrs, children=children)
    if not several and isinstance(kind, type):
        if issubclass(kind, int | float):
            return Tag("", TagName("Number"), attrs=_limits(one.bounds, whole=issubclass(kind, int)))
        if issubclass(kind, str):
            return Tag("", TagName("TextArea"), attrs={"rows": 1, "maxSubmissions": 1})
        if issubclass(kind, date):
            return Tag("", TagName("DateTime"), attrs={} if issubclass(kind, datetime) else {"only": "date"})
    inner = (
        getattr(kind, "__qualname__", None) if isinstance(kind, type) and not get_args(kind) else str(kind)
    )
    shown = quote(f"list[{inner}]" if several else inner)
    given = "has no control that asks for" if _is_type(kind) else "needs a type, got"
    problems.append(Problem(one.where, f"{given} {shown}.", None, _FITTING))
    return None


def _limits(bounds: Mapping[str, float], *, whole: bool) -> dict[str, float]:
    """Attributes min, max and step; a Number's steps count from its min, so that is a multiple too.

    Whole numbers keep to ``gt`` and ``lt`` exactly; others can only have the bound itself as limit.
    """
    low, high = bounds.get("ge"), bounds.get("le")
    step = bounds.get("multiple_of", 0)
    if "gt" in bounds:
        above = math.floor(bounds["gt"]) + 1 if whole else bounds["gt"]
        low = above if low is None else max(low, above)
    if "lt" in bounds:
        below = math.ceil(bounds["lt"]) - 1 if whole else bounds["lt"]
        high = below if high is None else min(high, below)
    if step <= 0:
        step = 1 if whole else None
    if low is not None and step is not None:
        unit = Decimal(str(step))
        low = float((Decimal(str(low)) / unit).to_integral_value(ROUND_CEILING) * unit)
    limits = {"min": low, "max": high, "step": step}
    return {key: _plain(value) for key, value in limits.items() if value is not None}


def _plain(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _object(data: str, shown: str, taken: set[str], problems: list[Problem]) -> Tag:
    spec = find_spec(shown)
    if spec is None or spec.role != "object":
        objects = [name for name, known in TAGS.items() if known.role == "object"]
        hint = did_you_mean(shown, objects) or "Write Text or Image."
        problems.append(Problem("object", f"{quote(shown)} is no tag that shows data.", None, hint))
    column = data.removeprefix("$")
    template = read_template(f"${column}")
    if template is None or not template.whole:
        hint = "Variables have the letters A-Z, digits, _ and dots: rename the column."
        problems.append(Problem("data", f"{quote(data)} cannot be a variable of a config.", None, hint))
    tag = spec.tag if spec else shown
    root = root_of(column)
    candidates = [root, tag.lower(), *(f"{root}{count}" for count in range(2, len(taken) + 3))]
    name = next(candidate for candidate in candidates if candidate not in taken)
    return Tag("", TagName(tag), name, attrs={"value": f"${column}"})


def _variable(where: str, text: str, what: str) -> Problem:
    hint = "Put a blank after the $, or leave it out."
    return Problem(where, f"{what} {quote(text)} would be read as a variable of the task.", None, hint)
