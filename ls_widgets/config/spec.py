"""The language in which tags are declared: roles, attributes and the values that results hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Role = Literal["object", "control", "label", "visual"]
"""``object`` shows data, ``control`` produces results, ``label`` is a child of those, ``visual`` lays out."""

AttrKind = Literal["text", "name", "bool", "flag", "number", "choice", "list", "color", "css", "value"]
"""``flag`` is true, false or text; ``value`` may hold ``$variables`` and is never made a boolean."""

KeyKind = Literal["number", "string", "boolean", "integer", "object", "list", "position", "bytes"]
"""``position`` is a number, or a string such as an XPath, a phrase index or a time stamp."""


@dataclass(frozen=True, slots=True)
class Attr:
    """One attribute of a tag; ``default`` is what the editor assumes when it is not written."""

    kind: AttrKind = "text"
    default: Any = None
    choices: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a result's ``value``; ``low`` and ``high`` are inclusive."""

    kind: KeyKind = "number"
    low: float | None = None
    high: float | None = None
    required: bool = True


@dataclass(frozen=True, slots=True)
class ValueSpec:
    """Geometry of a result's ``value`` without its payload; ``items`` describes the elements of its lists."""

    keys: Mapping[str, Key] = field(default_factory=dict)
    items: Mapping[str, Mapping[str, Key]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TagSpec:
    """Everything that the config language says about one tag."""

    tag: str
    role: Role
    attrs: Mapping[str, Attr]
    surface: str | None = None
    """What an object shows: ``text``, ``image``, ``audio``…"""
    shape: str | None = None
    """What a control draws; None for plain Labels, which takes the shape of its object."""
    payload: str | None = None
    """Key of ``value`` that holds labels or the answer."""
    result_type: str | None = None
    value: ValueSpec | None = None
    """Geometry of its results; None where there is none, or where the object decides."""
    surfaces: tuple[str, ...] = ()
    """Objects that a control works on; empty for any."""
    child: str | None = None
    """Tag of its labels or choices, also of those that come from task data."""
    parents: tuple[str, ...] = ()
    """Where a child tag makes sense; empty for anywhere."""
    labels: bool = False
    """Gives labels to regions."""
    classification: bool = False
    """Answers without geometry of its own."""
    self_control: bool = False
    """An object whose results name itself as control."""

    def facts(self) -> dict[str, Any]:
        """What the view needs to know of the tag, ready for JSON."""
        return {
            "role": self.role,
            "surface": self.surface,
            "shape": self.shape,
            "payload": self.payload,
            "result_type": self.result_type,
            "labels": self.labels,
            "classification": self.classification,
            "defaults": {name: attr.default for name, attr in self.attrs.items() if attr.default is not None},
        }
