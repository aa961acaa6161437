"""A labeling config: the one object that tasks, projects and views read it through."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from html import unescape
from typing import Any

from ls_widgets.config.check import capped, find_faults, find_warnings
from ls_widgets.config.data_keys import DataKey, check_columns, check_data, find_data_keys
from ls_widgets.config.instance import Instance, Instantiator
from ls_widgets.config.names import find_names
from ls_widgets.config.parser import parse, sample_of
from ls_widgets.config.results import check_results
from ls_widgets.config.sample import sample_data
from ls_widgets.config.schema import is_schema, schema_xml
from ls_widgets.config.source import read_source
from ls_widgets.config.tree import Tag
from ls_widgets.config.write import write_xml
from ls_widgets.errors import ConfigError, Problem

_TO_NAME = re.compile(r'\btoName\s*=\s*"([^"]*)"', re.IGNORECASE)


class LabelConfig:
    """A Label Studio labeling config, read and checked.

    ``source`` is XML text, bytes, the path of a file, the name of a template, a class as
    :meth:`from_schema` takes it, or another LabelConfig. A config that cannot work raises
    :class:`ConfigError` with all faults; what is merely odd is in :attr:`warnings`.
    ``strict=False`` refuses malformed XML alone: for data that were labeled with the config already.

    >>> config = LabelConfig('<View><Text name="txt" value="$text"/>'
    ...     '<Choices name="mood" toName="txt"><Choice value="good"/><Choice value="bad"/></Choices></View>')
    >>> config.controls["mood"].to_name, config.labels("mood"), list(config.data_keys)
    (['txt'], ['good', 'bad'], ['text'])
    """

    def __init__(self, source: object, *, strict: bool = True) -> None:
        if isinstance(source, LabelConfig):
            self.__dict__.update(source.__dict__)
            return
        text = schema_xml(source) if is_schema(source) else read_source(source)
        parsed = parse(text)
        quoted = frozenset(unescape(name) for name in _TO_NAME.findall(text))
        names = find_names(parsed.root, quoted)
        faults = find_faults(parsed.root, names)
        if faults and strict:
            raise ConfigError(capped(faults))
        self.tree: Tag = parsed.root
        """The root tag."""
        self.controls: dict[str, Tag] = names.controls
        """Controls by name, Repeater's with their placeholder: ``answer_{{idx}}``."""
        self.objects: dict[str, Tag] = names.objects
        """Objects by name, as ``controls``."""
        self.warnings: list[Problem] = capped([*parsed.warnings, *faults, *find_warnings(parsed.root, names)])
        """What works here but is odd, has no effect, or is refused by Label Studio's server."""
        self.comment_task: dict[str, Any] | None = sample_of(parsed.comment)
        """The sample task that a comment of the config holds: ``data``, perhaps ``annotations``."""
        self._comment = parsed.comment
        self._offered: dict[str, dict[str, None]] = {}

    @classmethod
    def from_schema(cls, schema: Any, *, data: str = "text", object: str = "Text") -> LabelConfig:  # noqa: A002
        """A config that asks for each field of a dataclass, TypedDict or pydantic model.

        An Enum, a Literal or a mapping of names to types will do as well. Enum and Literal become
        Choices (a list or set of them takes several), bool yes or no, int and float a Number within the
        limits of its annotation, str a TextArea, date and datetime a DateTime; an Optional may stay
        empty. The one object is an ``object`` tag that shows the column ``data``.

        >>> from typing import Literal
        >>> config = LabelConfig.from_schema({"mood": Literal["good", "bad"], "sure": bool}, data="review")
        >>> list(config.controls), config.labels("mood"), list(config.data_keys)
        (['mood', 'sure'], ['good', 'bad'], ['review'])
        """
        return cls(schema_xml(schema, data=data, shown=object))

    @cached_property
    def data_keys(self) -> dict[str, DataKey]:
        """Variables that the config reads from a task, in order of appearance."""
        return find_data_keys(self.tree)

    @cached_property
    def digest(self) -> str:
        """Hex digest of the config's meaning: layout, comments and the order of attributes do not count."""
        return sha256(write_xml(self.tree, sort=True).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _instantiator(self) -> Instantiator:
        return Instantiator(self.tree, self.data_keys)

    def find_control(self, name: str) -> Tag | None:
        """The control that a result's ``from_name`` means: ``answer_3`` finds ``answer_{{idx}}``."""
        return self.controls.get(name) or _repeated(self.tree, self.controls, name)

    def find_object(self, name: str) -> Tag | None:
        """The object that a result's ``to_name`` means, as :meth:`find_control`."""
        return self.objects.get(name) or _repeated(self.tree, self.objects, name)

    def labels(self, name: str) -> list[str]:
        """Labels or choices of a control as results hold them; those from task data are not among them."""
        control = self.find_control(name)
        if control is None:
            raise KeyError(f"no control {name!r}; controls: {', '.join(self.controls) or 'none'}")
        return control.labels

    def offered(self, control: Tag) -> dict[str, None]:
        """The labels of a control as an ordered set, found once."""
        known = self._offered.get(control.id)
        if known is None:
            known = self._offered[control.id] = dict.fromkeys(control.labels)
        return known

    def to_xml(self) -> str:
        """The config in canonical spelling; unknown tags and attributes are kept."""
        return write_xml(self.tree, comment=self._comment)

    def sample_task(self, seed: int = 0) -> dict[str, Any]:
        """Made-up task data that fit the config; equal seeds give equal data."""
        return sample_data(self.data_keys, seed)

    def validate_task(self, data: Any) -> list[Problem]:
        """What keeps task data from fitting the config; empty when they fit."""
        return check_data(self.data_keys, data)

    def validate_result(self, items: Any) -> list[Problem]:
        """What is wrong with a ``result`` list by the rules of the reference's validator."""
        return check_results(self, items)

    def check(self, frame: Any) -> list[Problem]:
        """Dry run: variables that no column of the frame, or of a list of dicts, answers."""
        return check_columns(self.data_keys, _columns(frame))

    def instantiate(self, data: Any) -> Instance:
        """The config with one task's data: variables resolved, Repeaters and dynamic labels expanded."""
        return self._instantiator(data)

    def __repr__(self) -> str:
        return f"LabelConfig(controls=[{', '.join(self.controls)}], objects=[{', '.join(self.objects)}])"


def _repeated(root: Tag, tags: Mapping[str, Tag], name: str) -> Tag | None:
    flags = [str(tag.get("indexFlag")) for tag in root.walk() if tag.tag == "Repeater"]
    for pattern, tag in tags.items():
        if any(_matches(name, pattern, flags, len(flags)) for flag in flags if flag and flag in pattern):
            return tag
    return None


def _matches(name: str, pattern: str, flags: Sequence[str], depth: int) -> bool:
    """Whether digits in place of the flags turn the pattern into the name."""
    flag = next((flag for flag in flags if flag and flag in pattern), None)
    if flag is None or depth == 0:
        return name == pattern
    before, after = pattern.split(flag, 1)
    if not name.startswith(before):
        return False
    rest = name[len(before) :]
    digits = len(rest) - len(rest.lstrip("0123456789"))
    return digits > 0 and _matches(rest[digits:], after, flags, depth - 1)


def _columns(frame: Any) -> list[str]:
    columns = getattr(frame, "columns", None)
    if columns is not None:
        return [str(column) for column in columns]
    rows = frame if isinstance(frame, list) else [frame]
    dicts = [row for row in rows[:1000] if isinstance(row, Mapping)]
    return list(dict.fromkeys(str(key) for row in dicts for key in row))
