"""Which data a config needs, and whether a task or a frame has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ls_widgets.config.tree import Tag
from ls_widgets.config.variables import find, from_json, read_template, root_of
from ls_widgets.config.words import did_you_mean, listing, quote
from ls_widgets.errors import Problem

PLACEHOLDER = "$undefined$"
"""Key under which Label Studio stores a file upload until the config names its first variable."""

_TEXTS = (str,)
_ROWS = (list, str)
_MEDIA = (str, list, dict)
_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str, int, float, list),
    "hypertext": _TEXTS,
    "image": _MEDIA,
    "audio": (str, dict),
    "video": (str, dict),
    "pdf": (str, dict),
    "paragraphs": _ROWS,
    "list": _ROWS,
    "chat": _ROWS,
    "table": (dict, list, str),
    "timeseries": (dict, list, str),
}
_NAMES = {str: "text", int: "a number", float: "a number", list: "a list", dict: "an object"}


@dataclass(frozen=True, slots=True)
class Need:
    """One attribute that reads a variable; ``types`` is empty where any value will do."""

    tag: Tag
    attr: str
    types: tuple[type, ...]

    @property
    def is_label(self) -> bool:
        """Whether it is the text of a label or choice, which may be meant as it stands."""
        return self.tag.spec is not None and self.tag.spec.role == "label"


@dataclass(frozen=True, slots=True)
class DataKey:
    """One variable and what needs it. Inside a Repeater it is the list that is repeated over."""

    name: str
    needs: tuple[Need, ...]

    @property
    def column(self) -> str:
        """The column that the variable's path begins with."""
        return root_of(self.name)

    @property
    def required(self) -> bool:
        """False where only the text of labels or choices mentions it: it may be meant as it stands."""
        return not all(need.is_label for need in self.needs)


def find_data_keys(root: Tag) -> dict[str, DataKey]:
    """Variables of a tree in order of appearance."""
    found: dict[str, list[Need]] = {}
    for tag in root.walk():
        for attr, template in templates_of(tag):
            types = _types(tag, attr) if template.whole else ()
            for variable in template.variables:
                name = _key(variable)
                if name:
                    inside = name != variable
                    found.setdefault(name, []).append(Need(tag, attr, () if inside else types))
    return {name: DataKey(name, tuple(needs)) for name, needs in found.items()}


def templates_of(tag: Tag) -> Iterator[tuple[str, Any]]:
    """Attributes of a tag that hold variables, with their templates."""
    spec = tag.spec
    for attr, value in tag.attrs.items():
        declared = spec.attrs.get(attr) if spec else None
        holds = declared.kind == "value" if declared else spec is None and attr == "value"
        template = read_template(value) if holds else None
        if template:
            yield attr, template


def is_dynamic(tag: Tag) -> bool:
    """Whether labels or choices of the tag come from task data."""
    spec = tag.spec
    return bool(spec and spec.role == "control" and spec.child in {"Label", "Choice"}) and bool(
        read_template(tag.attrs.get("value"))
    )


def missing(name: str, tag: str, columns: Sequence[str]) -> str:
    """The sentence for a variable that nothing answers."""
    column = root_of(name)
    have = f"the data have no {quote(column)}; there are {listing(columns)}"
    return f"{tag} needs ${name}, and {have}. {did_you_mean(column, columns)}".rstrip()


def check_columns(keys: Mapping[str, DataKey], columns: Sequence[str]) -> list[Problem]:
    """A problem for each variable without a column, at the tag that needs it."""
    known = set(columns)
    if PLACEHOLDER in known:
        return []
    return [
        _absent(key, columns)
        for key in keys.values()
        if key.required and not any(cut in known for cut in _beginnings(key.name))
    ]


def check_data(keys: Mapping[str, DataKey], data: Any) -> list[Problem]:
    """Missing variables and values of a type that the tag cannot show."""
    if not isinstance(data, Mapping):
        return [Problem("task", f"data must be an object, got {type(data).__name__}.")]
    problems: list[Problem] = []
    columns = [str(key) for key in data]
    for key in keys.values():
        found, value = find(data, key.name)
        if not found and PLACEHOLDER in data and key is next(iter(keys.values())):
            found, value = True, data[PLACEHOLDER]
        if not found:
            if key.required:
                problems.append(_absent(key, columns))
            continue
        problems.extend(_mistyped(key, value))
    return problems


def _mistyped(key: DataKey, value: Any) -> Iterator[Problem]:
    for need in key.needs:
        shown = from_json(value) if need.types == (list,) else value
        if need.types and not isinstance(shown, need.types):
            wanted = " or ".join(dict.fromkeys(_NAMES[kind] for kind in need.types))
            message = f"${key.name} must be {wanted}, got {_describe(value)}."
            yield Problem(str(need.tag), message, need.tag.line)
            return


def _describe(value: Any) -> str:
    return "null" if value is None else _NAMES.get(type(value), type(value).__name__)


def _absent(key: DataKey, columns: Sequence[str]) -> Problem:
    need = next(
        (need for need in key.needs if need.tag.spec is None or need.tag.spec.role != "label"), key.needs[0]
    )
    message = f"needs ${key.name}, and the data have no {quote(key.column)}; there are {listing(columns)}."
    return Problem(str(need.tag), message, need.tag.line, did_you_mean(key.column, columns))


def _types(tag: Tag, attr: str) -> tuple[type, ...]:
    spec = tag.spec
    if tag.tag == "Repeater" and attr == "on":
        return (list,)
    if is_dynamic(tag) and attr == "value":
        return _ROWS
    if spec is None or spec.surface is None or attr not in {"value", "valueList"}:
        return ()
    return _TYPES.get(spec.surface, ())


def _key(variable: str) -> str:
    """The variable without a Repeater's placeholder and without punctuation of a sentence around it."""
    name = variable.split("{", 1)[0]
    name = name.rstrip(".[" if "[" in name and "]" in name else ".[]")
    return name if any(char not in ".[]}" for char in name) else ""


def _beginnings(name: str) -> Iterable[str]:
    yield name
    for index, char in enumerate(name[:256]):
        if char in ".[":
            yield name[:index]
