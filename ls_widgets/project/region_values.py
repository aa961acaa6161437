"""Geometry and object facts of regions, as the view writes them."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ls_widgets.config.spec import TagSpec
from ls_widgets.errors import ResultError
from ls_widgets.model.ids import new_id
from ls_widgets.model.records import PAYLOADS
from ls_widgets.model.wire import AnnotationState, Item
from ls_widgets.project.region_controls import Controls
from ls_widgets.tasks.media import MediaBox
from ls_widgets.text.reading import SURFACES, Page, Reading, read

_SIZE = ("original_width", "original_height")
_ENDS = ("start", "end", "startOffset", "endOffset", "globalOffsets")
_VERTEX_ID = 21
"""Characters of a vertex's id, as the editor makes them."""


@dataclass(slots=True)
class Shown:
    """What an object shows for the task, as far as regions need to know it."""

    surface: str | None = None
    reading: Reading | None = None
    """Of text, a dialogue or a page that the task holds."""
    elsewhere: bool = False
    """Whether the text is not in the task but at an address."""
    saves_text: bool = True
    here: bool = True
    """False for a task that is not in the project any more."""
    media: Any = None
    """The picture's description, or a list of them."""

    @property
    def text(self) -> str | None:
        """What is read."""
        return self.reading.text if self.reading else None


def shown_of(controls: Controls, name: str, *, roots: Sequence[str | Path]) -> Shown:
    """Looks at an object's value; of pictures only headers are read."""
    tag = controls.tag(name)
    shown = Shown(controls.surface(name), here=controls.instance is not None)
    if tag is None or not shown.here:
        return shown
    if shown.surface in SURFACES:
        shown.reading = read(shown.surface, controls.value(name), tag.get)
        shown.elsewhere = tag.get("valueType") == "url" or "value" not in tag.attrs
        shown.saves_text = tag.get("saveTextResult") not in ("no", False)
    elif shown.surface == "image":
        shown.media = MediaBox(roots=roots).add(controls.value(name))
    return shown


def completed(controls: Controls, name: str, given: Mapping[str, Any], *, width: Any) -> dict[str, Any]:
    """New geometry with what the editor writes when nothing is said; ``width`` is the picture's."""
    shape = controls.spec(name).shape
    message = given.get("chatmessage")
    if shape == "message" and isinstance(message, Mapping):
        return {**given, "chatmessage": {**message, "createdAt": message.get("createdAt", _now())}}
    if shape == "polygon":
        return {"closed": True, **given}
    if shape == "vector":
        vertices = given.get("vertices")
        listed = isinstance(vertices, list) and all(isinstance(one, Mapping) for one in vertices)
        return {"closed": False, **given, **({"vertices": _chained(vertices)} if listed else {})}
    if shape == "keypoint" and isinstance(width, int) and width > 0:
        tag = controls.tag(name)
        stroke = tag.get("strokeWidth") if tag else None
        return {"width": (stroke if isinstance(stroke, int | float) else 2) * 100 / width, **given}
    return dict(given)


def _now() -> int:
    """Milliseconds since 1970."""
    return round(time.time() * 1000)


def _chained(vertices: Any) -> list[dict[str, Any]]:
    """Vertices with ids; each follows the one before it where nothing else is said."""
    found: list[dict[str, Any]] = []
    for vertex in vertices:
        before = {"prevPointId": found[-1]["id"]} if found else {}
        made = {"id": new_id(_VERTEX_ID), **before, "isBezier": False, **vertex}
        found.append({name: made.pop(name) for name in ("x", "y") if name in made} | made)
    return found


def geometry_of(spec: TagSpec, given: Mapping[str, Any], shown: Shown, *, to_name: str) -> dict[str, Any]:
    """New geometry with its keys in the order of the editor, and what follows from the others."""
    if shown.surface in SURFACES:
        return _span(given, shown, to_name)
    known = spec.value.keys if spec.value else {}
    whole = {**({"rotation": 0} if "rotation" in known else {}), **given}
    return {name: whole[name] for name in (*known, *whole) if name in whole}


def reshaped(controls: Controls, main: Item, changes: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    """The keys of a region's geometry that change. ResultError for keys that it does not have."""
    value = main.get("value")
    held = value if isinstance(value, Mapping) else {}
    old = [name for name in held if name != payload_of(controls, main)]
    tag = controls.tag(str(main.get("from_name")))
    known = tag.spec.value.keys if tag and tag.spec and tag.spec.value else {}
    odd = [name for name in changes if name not in old and name not in known]
    if odd:
        raise ResultError(f"region {main.get('id')!r} has no {odd[0]}; it has {', '.join(old)}.")
    if shown.reading is None:
        return dict(changes)
    ends: dict[str, Any] = {name: held[name] for name in _ENDS if name in held}
    if isinstance(shown.reading, Page) and not isinstance(changes.get("start"), str):
        ends = dict(zip(("start", "end"), shown.reading.place(ends), strict=True))
    return _span({**ends, **changes}, shown, str(main.get("to_name")))


def facts_of(
    shown: Shown, states: Sequence[AnnotationState], to_name: str, *, page: Any = None
) -> dict[str, Any]:
    """Pixel size of the picture as seen, for results on an image; nothing where nobody knows it."""
    if shown.surface != "image":
        return {}
    at = page if isinstance(page, int) else 0
    described = shown.media
    turn: dict[str, Any] = {"image_rotation": 0}
    if isinstance(described, list):
        described = described[at] if 0 <= at < len(described) else None
        turn["item_index"] = at
    if isinstance(described, Mapping) and "width" in described:
        return {**dict(zip(_SIZE, (described["width"], described["height"]), strict=True)), **turn}
    for state in reversed(states):
        for item in state["result"]:
            same = item.get("to_name") == to_name and item.get("item_index", 0) == at
            if same and all(isinstance(item.get(name), int) for name in _SIZE):
                return {**{name: item[name] for name in _SIZE}, **turn}
    return {}


def payload_of(controls: Controls, item: Item) -> str:
    """The key of ``value`` that holds a result's labels or answer."""
    tag = controls.tag(str(item.get("from_name")))
    kind = str(item.get("type"))
    if tag is None or tag.spec is None or kind != tag.spec.result_type:
        return PAYLOADS.get(kind, kind)
    return tag.spec.payload or PAYLOADS.get(kind, kind)


def _span(given: Mapping[str, Any], shown: Shown, to_name: str) -> dict[str, Any]:
    reading = shown.reading
    if reading is None:
        if shown.here and not shown.elsewhere:
            raise ResultError(f"The task has no text at {to_name!r}.")
        return dict(given)
    start, end = reading.place(given)
    value = reading.value(start, end)
    if not value["text"].strip():
        raise ResultError(f"Nothing of the text shows from {start} to {end}: it is blanks only.")
    if not shown.saves_text:
        del value["text"]
    others = {name: held for name, held in given.items() if name not in (*_ENDS, "text")}
    return {**value, **others}
