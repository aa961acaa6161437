"""CVAT for images 1.1: one XML file with the shapes of all pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.losses import LABELS_ALONE, NO_FLAGS, NO_GROUPS, NO_SUCH_SHAPE, Left
from ls_widgets.formats.read_xml import attribute, attribute_count, attribute_number, children_of
from ls_widgets.formats.reading import Reading, as_count, as_number, as_size
from ls_widgets.formats.sample import Answer, Mark, Sample
from ls_widgets.geometry.boxes import Box, box_about
from ls_widgets.geometry.rle import PIXELS_LIMIT

TRACK = Left("track of a video", "the file of a video's frames has no pictures to show")
ATTRIBUTE = Left("attribute of a {}", LABELS_ALONE)
DEPTH = Left("depth of a region (z_order)", "regions lie in the order of the file")
OCCLUDED = Left("occluded (a flag of a region)", NO_FLAGS)
GROUP = Left("group of regions", NO_GROUPS)
CUBOID = Left("cuboid", NO_SUCH_SHAPE)
OUTSIDE = Left("point of a skeleton that is outside", "it is not to be seen in the picture")
_SHAPES = {"box", "polygon", "polyline", "points", "ellipse", "mask", "skeleton", "cuboid", "tag"}


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each image, in the order of the file."""
    where = f"'{reading.path}'"
    anywhere: list[str] = []
    tags: list[str] = []
    shapes: dict[str, None] = {}
    for element in children_of(reading.path, root="annotations"):
        if element.tag == "meta":
            _labels(reading, element, anywhere, tags)
        elif element.tag == "track":
            reading.losses.add(TRACK, place=f"{where}, line {element.sourceline}")
        elif element.tag == "image":
            sample = _sample(reading, element, where, tags)
            shapes |= dict.fromkeys(mark.shape for mark in sample.marks)
            yield sample
    for shape in shapes or ("rectangle",):
        reading.declare(shape, anywhere)


def _labels(reading: Reading, meta: Any, anywhere: list[str], tags: list[str]) -> None:
    """Declares the labels of a task; those of any shape, and those of whole pictures, are listed."""
    for label in meta.iterfind(".//labels/label"):
        name, kind = label.findtext("name"), (label.findtext("type") or "").strip()
        shape = {"rectangle": "rectangle", "bbox": "rectangle", "polygon": "polygon", "polyline": "vector",
                 "points": "keypoint", "ellipse": "ellipse", "mask": "mask"}.get(kind)  # fmt: skip
        if name and shape:
            reading.declare(shape, [name])
        if name and kind in ("any", ""):
            anywhere.append(name)
        if name and kind == "tag":
            tags.append(name)
        if name and (label.findtext("color") or "").startswith("#"):
            reading.colours.setdefault(name, label.findtext("color"))


def _sample(reading: Reading, image: Any, where: str, offered: list[str]) -> Sample:
    place = f"{where}, line {image.sourceline}"
    size = as_size(image.get("width"), image.get("height"), place)
    sample = Sample(place, picture=attribute(image, "name", where), size=size)
    tags: list[str] = []
    for element in image:
        if element.tag not in _SHAPES:
            continue
        here = f"{where}, line {element.sourceline}"
        label = attribute(element, "label", where)
        for inner in element.iterfind("attribute"):
            if (inner.text or "").strip():
                reading.losses.add(
                    ATTRIBUTE.of("tag" if element.tag == "tag" else "region"),
                    place=f"{where}, line {inner.sourceline}",
                )
        if element.tag == "tag":
            tags.append(label)
            continue
        if (element.get("z_order") or "0") != "0":
            reading.losses.add(DEPTH, place=here)
        if element.get("occluded") == "1":
            reading.losses.add(OCCLUDED, place=here)
        if element.get("group_id"):
            reading.losses.add(GROUP, place=here)
        if element.tag == "cuboid":
            reading.losses.add(CUBOID, place=here)
            continue
        sample.marks.extend(_MAKERS[element.tag](reading, element, label, where, size))
    if tags:
        sample.answers.append(Answer("choices", tags, multiple=True, choices=offered))
    return sample


def _box(_: Reading, element: Any, label: str, where: str, __: Any) -> Iterator[Mark]:
    left, top, right, bottom = (
        attribute_number(element, name, where) for name in ("xtl", "ytl", "xbr", "ybr")
    )
    turn = attribute_number(element, "rotation", where) if element.get("rotation") else 0.0
    width, height = right - left, bottom - top
    # CVAT turns a box about its middle.
    box = box_about(((left + right) / 2, (top + bottom) / 2), width, height, rotation=turn)
    upright = Box(left, top, width, height)
    yield Mark(
        "rectangle", [label], box if turn % 360 else upright, where=f"{where}, line {element.sourceline}"
    )


def _points(element: Any, where: str) -> list[tuple[float, float]]:
    place = f"{where}, line {element.sourceline}: points"
    found = []
    for pair in attribute(element, "points", where).split(";"):
        x, comma, y = pair.partition(",")
        if not comma:
            raise FormatError(f"{place}: must be x,y;x,y;…, not {pair[:40]!r}.")
        found.append((as_number(x, place), as_number(y, place)))
    return found


def _polygon(_: Reading, element: Any, label: str, where: str, __: Any) -> Iterator[Mark]:
    yield Mark("polygon", [label], _points(element, where), where=f"{where}, line {element.sourceline}")


def _line(_: Reading, element: Any, label: str, where: str, __: Any) -> Iterator[Mark]:
    yield Mark("vector", [label], _points(element, where), where=f"{where}, line {element.sourceline}")


def _single(_: Reading, element: Any, label: str, where: str, __: Any) -> Iterator[Mark]:
    for point in _points(element, where):
        yield Mark("keypoint", [label], point, where=f"{where}, line {element.sourceline}")


def _ellipse(_: Reading, element: Any, label: str, where: str, __: Any) -> Iterator[Mark]:
    x, y, across, down = (attribute_number(element, name, where) for name in ("cx", "cy", "rx", "ry"))
    turn = attribute_number(element, "rotation", where) if element.get("rotation") else 0.0
    yield Mark("ellipse", [label], (x, y, across, down, turn), where=f"{where}, line {element.sourceline}")


def _skeleton(reading: Reading, element: Any, _: str, where: str, __: Any) -> Iterator[Mark]:
    for part in element.iterfind("points"):
        if part.get("outside") == "1":
            reading.losses.add(OUTSIDE, place=f"{where}, line {part.sourceline}")
            continue
        yield from _single(reading, part, attribute(part, "label", where), where, None)


def _mask(_: Reading, element: Any, label: str, where: str, size: tuple[int, int] | None) -> Iterator[Mark]:
    import numpy as np

    place = f"{where}, line {element.sourceline}"
    left, top, width, height = (
        attribute_count(element, name, where) for name in ("left", "top", "width", "height")
    )
    if size is None or left + width > size[0] or top + height > size[1] or size[0] * size[1] > PIXELS_LIMIT:
        raise FormatError(f"{place}: the mask lies outside of the picture.")
    runs = [as_count(run, f"{place}: rle") for run in attribute(element, "rle", where).split(",")]
    if sum(runs) != width * height:
        raise FormatError(f"{place}: the runs of the mask add up to {sum(runs)}, not to {width}×{height}.")
    inside = np.repeat(np.arange(len(runs)) % 2 == 1, runs).reshape(height, width)
    mask = np.zeros((size[1], size[0]), bool)
    mask[top : top + height, left : left + width] = inside
    yield Mark("mask", [label], mask, where=place)


_MAKERS: dict[str, Callable[..., Iterator[Mark]]] = {
    "box": _box,
    "polygon": _polygon,
    "polyline": _line,
    "points": _single,
    "ellipse": _ellipse,
    "skeleton": _skeleton,
    "mask": _mask,
}
