"""What the regions of a control hold, by its declaration: the fields of their structs before any is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ls_widgets.config.tags.geometry import PLAIN_LABELS

if TYPE_CHECKING:
    from ls_widgets.config import LabelConfig
    from ls_widgets.config.spec import Key, ValueSpec
    from ls_widgets.config.tree import Tag

_WHOLE = frozenset({"frame", "framesCount", "channel", "pageIndex", "startOffset", "endOffset"})
_ENDS = frozenset({"start", "end"})
_POSITIONS = {"text": "int", "timeseries": "float"}
"""Surface -> what its positions are; elsewhere they are texts such as XPaths."""


def region_fields(config: LabelConfig, tag: Tag) -> dict[str, Any]:
    """Field -> its type: a word, ``[type]`` for a list, ``{field: type}`` for a struct."""
    objects = (config.objects.get(name) for name in tag.to_name)
    surfaces = [found.spec.surface for found in objects if found is not None and found.spec is not None]
    surface = surfaces[0] if len(set(surfaces)) == 1 else None
    spec = tag.spec
    value = None if spec is None else spec.value or PLAIN_LABELS.get(surface or "")
    fields: dict[str, Any] = {"id": "string"}
    if spec is None or value is None:
        return fields
    for name, key in value.keys.items():
        found = _field(name, key, value, surface)
        if found is not None:
            fields[name] = found
    return {**fields, spec.payload: ["string"]} if spec.payload else fields


def _field(name: str, key: Key, value: ValueSpec, surface: str | None) -> Any:
    match key.kind:
        case "list":
            return _elements(value.items.get(name, {}), value, surface)
        case "bytes":
            return ["int"]
        case "position":
            return _POSITIONS.get(surface or "", "string")
        case "string" | "boolean":
            return key.kind
        case "number" | "integer":
            return "int" if name in _WHOLE or (name in _ENDS and key.low is None) else "float"
    return None


def _elements(keys: Mapping[str, Key], value: ValueSpec, surface: str | None) -> Any:
    if all(name.isdecimal() for name in keys):
        return [["float"]] if keys else None
    found = {name: _field(name, key, value, surface) for name, key in keys.items()}
    return [{name: one for name, one in found.items() if one is not None}]
