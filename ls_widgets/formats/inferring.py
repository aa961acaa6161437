"""A config that fits Label Studio results: controls by name and type, objects by what tasks hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from ls_widgets.config import LabelConfig
from ls_widgets.config.spec import TagSpec
from ls_widgets.config.tags import TAGS
from ls_widgets.config.tree import Tag, TagName
from ls_widgets.config.write import write_xml
from ls_widgets.formats.making import can_write, option, relations
from ls_widgets.formats.shown_data import OBJECTS, Shown, find_shown, kind_of_item

MOST = 500
"""Names of controls or objects of one config."""
DEEPEST = 20
"""Levels of a taxonomy."""
TASKS = 50
"""Tasks with an object that are looked at to find what it shows."""
_LEFT_OUT = ("Pairwise", "Ranker", "Relations", "MagicWand", "ChatMessage")
_BY_TYPE: dict[str, TagSpec] = {
    spec.result_type: spec
    for spec in TAGS.values()
    if spec.role == "control" and spec.result_type and spec.tag not in _LEFT_OUT
}


@dataclass(slots=True)
class _Control:
    spec: TagSpec
    to_name: str
    options: dict[tuple[str, ...], None] = field(default_factory=dict)
    """Paths of what was chosen, of one step where nothing is nested."""
    most: int = 1
    """Options of a result."""
    per_region: bool = False


@dataclass(slots=True)
class _Object:
    kind: str = ""
    seen: list[tuple[Mapping[str, Any], list[Mapping[str, Any]]]] = field(default_factory=list)
    """Data and results of the first tasks."""


class InferredConfig:
    """Takes tasks with their results, and makes the config that offers all that they use."""

    def __init__(self) -> None:
        self._controls: dict[str, _Control] = {}
        self._objects: dict[str, _Object] = {}
        self._relations: dict[str, None] = {}
        self._first: Mapping[str, Any] = {}
        self._notes: dict[str, None] = {}

    @property
    def notes(self) -> list[str]:
        """What the config made does not offer."""
        return [*self._notes]

    def add(self, data: Mapping[str, Any], results: Iterable[list[Mapping[str, Any]]]) -> None:
        """Looks at one task."""
        self._first = self._first or data
        for result in results:
            regions = {str(item.get("id")) for item in result if kind_of_item(item)}
            by_object: dict[str, list[Mapping[str, Any]]] = {}
            for item in result:
                if item.get("type") == "relation":
                    labels = item.get("labels")
                    self._relations |= dict.fromkeys(map(str, labels if isinstance(labels, list) else ()))
                elif self._take(item, regions):
                    by_object.setdefault(item["to_name"], []).append(item)
            for name, items in by_object.items():
                seen = self._objects[name].seen
                if len(seen) < TASKS:
                    seen.append((data, items))

    def _take(self, item: Mapping[str, Any], regions: set[str]) -> bool:
        name, to_name, value = item.get("from_name"), item.get("to_name"), item.get("value")
        spec = _BY_TYPE.get(str(item.get("type")))
        if not (_is_name(name) and _is_name(to_name) and isinstance(value, Mapping)):
            return False
        if spec is None or (name not in self._controls and len(self._controls) == MOST):
            self._notes[
                f"the config made has no control {name!r} for results of type {item.get('type')!r}"
            ] = None
            return False
        control = self._controls.setdefault(name, _Control(spec, to_name))
        found = self._objects.setdefault(to_name, _Object())
        kind = kind_of_item(item) or (spec.surfaces[0] if len(spec.surfaces) == 1 else "")
        found.kind = found.kind or kind
        chosen = value.get(spec.payload or "") if spec.child else None
        if isinstance(chosen, list):
            for one in chosen:
                control.options[tuple(map(str, one)) if isinstance(one, list) else (str(one),)] = None
            control.most = max(control.most, len(chosen))
        if spec.classification and str(item.get("id")) in regions and kind_of_item(item):
            control.per_region = True
        return True

    def config(self) -> LabelConfig:
        """The config; what it cannot offer is in ``notes``."""
        root = Tag("0", TagName("View"))
        taken: set[str] = set()
        for name, found in (self._objects or {"shown": _Object(seen=[(self._first, [])])}).items():
            shown = find_shown(found.kind, name, found.seen, taken)
            taken.add(shown.key)
            root.children.append(_object(name, shown))
        for name, control in self._controls.items():
            root.children.append(self._control(name, control))
        root.children.extend(relations(self._relations, self._notes))
        return LabelConfig(write_xml(root), strict=False)

    def _control(self, name: str, control: _Control) -> Tag:
        tag = Tag("", TagName(control.spec.tag), name, [control.to_name])
        if control.spec.child:
            tag.children = self._branches(control.spec.child, [*control.options])
        if control.spec.tag == "Choices":
            tag.attrs["choice"] = "multiple" if control.most > 1 else "single"
        if control.per_region:
            tag.attrs["perRegion"] = True
        return tag

    def _branches(self, child: str, paths: list[tuple[str, ...]], depth: int = 0) -> list[Tag]:
        below: dict[str, list[tuple[str, ...]]] = {}
        for path in paths:
            if depth < min(len(path), DEEPEST):
                below.setdefault(path[depth], []).append(path)
        found = []
        for name, deeper in below.items():
            made = option(child, name, self._notes)
            if made is not None:
                made.children = self._branches(child, deeper, depth + 1)
                found.append(made)
        return found


def _is_name(name: Any) -> TypeGuard[str]:
    return isinstance(name, str) and bool(name.strip()) and can_write(name)


def _object(name: str, shown: Shown) -> Tag:
    tag = Tag("", TagName(OBJECTS[shown.kind]), name)
    tag.attrs["valueList" if shown.pages else "value"] = f"${shown.key}"
    tag.attrs |= shown.attrs
    return tag
