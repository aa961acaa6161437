"""jupyter-bbox-widget: dicts of boxes in pixels, for one picture or for many."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.losses import Left
from ls_widgets.formats.reading import Reading, as_list, as_number, as_object
from ls_widgets.formats.sample import Mark, Sample
from ls_widgets.geometry.boxes import Box

FURTHER = Left("further key of a box", "a region has a place and a label")
_KNOWN = {"x", "y", "width", "height", "label"}


def read(reading: Reading) -> Iterator[Sample]:
    """``{picture: [box, …]}``, or a list of ``{"image": …, "bboxes": […]}``."""
    place = reading.place
    body = reading.json
    if isinstance(body, Mapping) and "bboxes" not in body:
        for name, boxes in body.items():
            yield _sample(reading, str(name), boxes, f"{place}, {name}")
        return
    for at, entry in enumerate(as_list([body] if isinstance(body, Mapping) else body, place)):
        where = f"{place}[{at}]"
        held = as_object(entry, where)
        name = held.get("image") or held.get("path") or held.get("file")
        if not isinstance(name, str | os.PathLike):
            raise FormatError(f"{where}: needs image, the picture's name, beside bboxes.")
        yield _sample(reading, os.fspath(name), held.get("bboxes"), f"{where}.bboxes")


def _sample(reading: Reading, name: str, boxes: Any, where: str) -> Sample:
    sample = Sample(where, picture=name)
    for at, entry in enumerate(as_list(boxes, where)):
        place = f"{where}[{at}]"
        box = as_object(entry, place)
        sides = (as_number(box.get(key), f"{place}.{key}") for key in ("x", "y", "width", "height"))
        label = box.get("label")
        if box.keys() - _KNOWN:
            reading.losses.add(FURTHER, place=place, count=len(box.keys() - _KNOWN))
        sample.marks.append(Mark("rectangle", [str(label)] if label else [], Box(*sides), where=place))
    return sample
