"""Samples become Label Studio's results: percent of the picture, code points of the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import atan2, degrees, hypot, isclose
from typing import Any

from ls_widgets.errors import FormatError, ResultError
from ls_widgets.formats.losses import Left, Losses
from ls_widgets.formats.pictures import NO_SIZE
from ls_widgets.formats.sample import Answer, Mark, Sample
from ls_widgets.formats.targets import Target, Targets
from ls_widgets.geometry.boxes import Box, box_corners, box_from_corners
from ls_widgets.geometry.rle import check_size, rle_from_mask
from ls_widgets.model.ids import derived_id
from ls_widgets.model.span_text import saved_text
from ls_widgets.model.wire import Item

NO_CONTROL = "{} for which the config has no control"
NO_LABEL = Left("{} without a label", "no control of the config takes one without")
NO_TEXT = "span of a text that the task does not have"
OUTSIDE = "span outside of its text"
RELATED = "relation of a region that was not carried"
CUT = "corners that are no box (cut at the picture's edge?), of which the box around them is carried"
CORNER_COUNT = 4
SIDE = 1e-6
"""Parts of a side by which corners of a box may be off."""


@dataclass(slots=True)
class Place:
    """The object that a sample belongs to: in a task that is there, or in one that is made."""

    to_name: str = ""
    page: int | None = None
    size: tuple[int, int] | None = None
    text: str | None = None
    """The text as the task shows it; it may differ from the file's in white space."""


class Builder:
    """Makes results of samples, and counts what cannot be carried."""

    def __init__(self, targets: Targets, losses: Losses, notes: dict[str, None], *, reference: bool = False):
        self._targets = targets
        self._losses = losses
        self._notes = notes
        self._reference = reference
        self.carried: dict[str, int] = {}
        """Type of result -> how many were made."""

    def result(self, sample: Sample, place: Place) -> list[Item]:
        """The results of a sample, in its order."""
        made: list[Item] = []
        ids: dict[str, str] = {}
        names = (sample.picture, sample.text or "", sample.task)
        for at, mark in enumerate(sample.marks):
            identity = derived_id(*names, at)
            items = self._mark(sample, mark, place)
            for item in items:
                item["id"] = identity
                if mark.parent in ids:
                    item["parentID"] = ids[mark.parent]
            if items and mark.id:
                ids[mark.id] = identity
            made.extend(items)
        homes = {item["id"]: item for item in made}
        for at, answer in enumerate(sample.answers):
            item = self._answer(sample, answer, place, homes.get(ids.get(answer.mark, "")))
            if item is not None:
                item.setdefault("id", derived_id(*names, "answer", at))
                made.append(item)
        for item in made:
            self._count(item["type"])
        for one, other, labels in sample.relations:
            if one in ids and other in ids:
                ends = {"from_id": ids[one], "to_id": ids[other]}
                made.append({"type": "relation", "direction": "right", **ends, "labels": labels})
                self._targets.relation(labels)
                self._count("relation")
            else:
                self._losses.add(RELATED, place=sample.where)
        return made

    def _count(self, kind: str) -> None:
        self.carried[kind] = self.carried.get(kind, 0) + 1

    def _mark(self, sample: Sample, mark: Mark, place: Place) -> list[Item]:
        where = mark.where or sample.where
        if mark.shape == "span":
            return self._span(sample, mark, place, where)
        size = _mask_size(mark, where) or sample.size or place.size
        if sample.fractions and size is not None:
            mark = replace(mark, geometry=_in_pixels(mark, size))
        scale = (100.0, 100.0) if size is None else (100 / size[0], 100 / size[1])
        if size is None and not (sample.fractions and _is_unturned(mark)):
            self._losses.add(NO_SIZE, place=where)
            return []
        target, mark = self._target(mark, place, exact=size is not None)
        if target is None:
            self._losses.add(_homeless(mark), place=where)
            return []
        if not target.known:
            self._note_labels(mark.labels, target)
        try:
            value = self._value(mark, target, scale)
        except ResultError as error:
            raise FormatError(f"{where}: {error}") from error
        head: Item = {"id": "", "from_name": target.from_name, "to_name": target.to_name, "type": target.kind}
        if size is not None:
            head |= {"original_width": size[0], "original_height": size[1], "image_rotation": 0}
        if place.page is not None:
            head["item_index"] = place.page
        return self._labelled(head, value, mark, target)

    def _labelled(self, head: Item, value: dict[str, Any], mark: Mark, target: Target) -> list[Item]:
        head = {**head, **({} if mark.score is None else {"score": mark.score})}
        if mark.note:
            head["meta"] = {"text": [mark.note]}
        bare = not target.kind.endswith("labels")
        first: Item = {**head, "value": value if bare else {**value, target.kind: mark.labels}}
        if not bare or not target.labels_name or not mark.labels:
            return [first]
        beside = {**head, "from_name": target.labels_name, "type": "labels"}
        return [first, {**beside, "value": {**value, "labels": mark.labels}}]

    def _target(self, mark: Mark, place: Place, *, exact: bool) -> tuple[Target | None, Mark]:
        """The control, and the mark as it takes it.

        ``corners`` become a turned box, or a polygon where they are none; four points of a polygon may
        go to a control for boxes where only that one offers their label. ``exact``: pixels are known.
        """
        turned = mark.shape == "corners"
        ways = [replace(mark, shape="polygon") if turned else mark]
        if exact and mark.shape in ("corners", "polygon") and not self._reference:
            box = box_of_corners(mark.geometry, loose=turned)
            boxed = [] if box is None else [replace(mark, shape="rectangle", geometry=box)]
            ways = boxed + ways if turned else ways + boxed
            if turned and box is None and len(mark.geometry) == CORNER_COUNT:
                ways.append(replace(mark, shape="rectangle", geometry=box_around(mark.geometry)))
        first: tuple[Target | None, Mark] = (None, ways[-1])
        for way in ways:
            target = self._targets.mark(way.shape, way.labels, place.to_name)
            if target is not None and target.known:
                first = (target, way)
                break
            if first[0] is None:
                first = (target, way)
        if turned and first[0] is not None and ways[0].shape == "polygon" and first[1] is not ways[0]:
            self._losses.add(CUT, place=mark.where)
        return first

    def _note_labels(self, labels: list[str], target: Target) -> None:
        for label in labels:
            self._notes[
                f"the config does not offer the label {label!r} for {target.from_name}: kept as it is"
            ] = None

    def _value(self, mark: Mark, target: Target, scale: tuple[float, float]) -> dict[str, Any]:
        across, down = scale
        match mark.shape:
            case "rectangle":
                x, y, width, height, turn = Box(*mark.geometry)
                if width < 0 or height < 0:
                    raise ResultError(f"a box of {width:g}×{height:g} is none.")
                value = {"x": x * across, "y": y * down, "width": width * across, "height": height * down}
                value["rotation"] = turn % 360
            case "ellipse":
                x, y, one, other, turn = mark.geometry
                value = {"x": x * across, "y": y * down, "radiusX": one * across, "radiusY": other * down}
                value["rotation"] = turn % 360
            case "keypoint":
                x, y = mark.geometry
                value = {"x": x * across, "y": y * down, "width": 0.5}
            case "polygon":
                value = {"points": [[x * across, y * down] for x, y in mark.geometry], "closed": True}
                if self._reference:
                    del value["closed"]
            case "vector":
                value = {
                    "vertices": _chain([(x * across, y * down) for x, y in mark.geometry]),
                    "closed": False,
                }
            case _ if target.kind.startswith("bitmask"):
                from ls_widgets.geometry.shapes import bitmask_value

                value = bitmask_value(mark.geometry)
            case _:
                value = {"format": "rle", "rle": rle_from_mask(mark.geometry)}
        return {**value, **mark.extra}

    def _span(self, sample: Sample, mark: Mark, place: Place, where: str) -> list[Item]:
        text = place.text if place.text is not None else sample.text
        if text is None:
            self._losses.add(NO_TEXT, place=where)
            return []
        start, end = mark.geometry
        if place.text is not None and sample.text is not None and place.text != sample.text:
            start, end = moved_span(sample.text, place.text, (start, end))
        if not 0 <= start < end <= len(text):
            self._losses.add(OUTSIDE, place=where)
            return []
        target = self._targets.mark("span", mark.labels, place.to_name)
        if target is None:
            self._losses.add(_homeless(mark), place=where)
            return []
        if not target.known:
            self._note_labels(mark.labels, target)
        value = {"start": start, "end": end, "text": saved_text(text, start, end), **mark.extra}
        head: Item = {"id": "", "from_name": target.from_name, "to_name": target.to_name, "type": target.kind}
        return self._labelled(head, value, mark, target)

    def _answer(
        self, sample: Sample, answer: Answer, place: Place, home: Mapping[str, Any] | None
    ) -> Item | None:
        target = self._targets.answer(answer, place.to_name) if home or not answer.mark else None
        if target is None:
            self._losses.add(NO_CONTROL.format("answer"), place=sample.where)
            return None
        value: dict[str, Any] = {}
        item: Item = {"from_name": target.from_name, "to_name": target.to_name, "type": target.kind}
        if home is not None:
            known = ("original_width", "original_height", "image_rotation", "item_index")
            item |= {"id": home["id"], **{name: home[name] for name in known if name in home}}
            value |= {k: v for k, v in home["value"].items() if k != home["type"]}
        key = "text" if target.kind == "textarea" else target.kind
        value[key] = answer.values if target.kind in ("choices", "textarea") else answer.values[0]
        return {**item, "value": value}


def _mask_size(mark: Mark, where: str) -> tuple[int, int] | None:
    if mark.shape != "mask":
        return None
    shape = getattr(mark.geometry, "shape", ())
    if len(shape) != 2:
        raise FormatError(f"{where}: a mask must have the shape (height, width), not {shape}.")
    try:
        check_size(shape[1], shape[0])
    except ResultError as error:
        raise FormatError(f"{where}: {error}") from error
    return shape[1], shape[0]


def _is_unturned(mark: Mark) -> bool:
    """Whether parts of the sides are enough, without the picture's size."""
    if mark.shape == "rectangle":
        return not Box(*mark.geometry).rotation
    return mark.shape in ("polygon", "corners", "keypoint", "vector")


def _in_pixels(mark: Mark, size: tuple[int, int]) -> Any:
    width, height = size
    match mark.shape:
        case "rectangle":
            x, y, across, down, turn = Box(*mark.geometry)
            return Box(x * width, y * height, across * width, down * height, turn)
        case "keypoint":
            return mark.geometry[0] * width, mark.geometry[1] * height
        case "polygon" | "corners" | "vector":
            return [(x * width, y * height) for x, y in mark.geometry]
    return mark.geometry


def _chain(points: list[tuple[float, float]]) -> list[dict[str, Any]]:
    """Vertices that each follow the one before."""
    found: list[dict[str, Any]] = []
    for at, (x, y) in enumerate(points):
        vertex: dict[str, Any] = {"id": derived_id("vertex", at, x, y, length=21), "x": x, "y": y}
        if found:
            vertex["prevPointId"] = found[-1]["id"]
        found.append({**vertex, "isBezier": False})
    return found


def box_of_corners(points: Any, *, loose: bool = False) -> Box | None:
    """The box that four points are the corners of; None for any other outline.

    ``loose`` lets the corners be off by what rounding to six digits does.
    """
    if len(points) != CORNER_COUNT:
        return None
    try:
        box = box_from_corners(points)
    except ResultError:
        return None
    slack = 0.01 + 1e-4 * (box.width + box.height) if loose else SIDE * max(1.0, box.width + box.height)
    for corner in box_corners(box):
        if not any(
            isclose(corner[0], x, abs_tol=slack) and isclose(corner[1], y, abs_tol=slack) for x, y in points
        ):
            return None
    return box if box.width > slack and box.height > slack else None


def box_around(points: Sequence[tuple[float, float]]) -> Box:
    """The smallest turned box that has a side along an edge of an outline and holds all of it."""
    found: list[tuple[float, Box]] = []
    for (x, y), (next_x, next_y) in zip(points, [*points[1:], points[0]], strict=True):
        length = hypot(next_x - x, next_y - y)
        across, down = ((next_x - x) / length, (next_y - y) / length) if length else (1.0, 0.0)
        along = [px * across + py * down for px, py in points]
        beside = [py * across - px * down for px, py in points]
        left, top = min(along), min(beside)
        width, height = max(along) - left, max(beside) - top
        corner = left * across - top * down, left * down + top * across
        found.append((width * height, Box(*corner, width, height, degrees(atan2(down, across)))))
    return min(found, key=lambda one: one[0])[1]


def moved_span(text: str, other: str, span: tuple[int, int]) -> tuple[int, int]:
    """A span of one text in another that differs from it in white space alone."""
    start, end = span
    before = sum(not char.isspace() for char in text[:start])
    inside = sum(not char.isspace() for char in text[start:end])
    places = [at for at, char in enumerate(other) if not char.isspace()]
    if not inside or before + inside > len(places):
        return 0, 0
    return places[before], places[before + inside - 1] + 1


def _homeless(mark: Mark) -> str | Left:
    return NO_CONTROL.format(mark.shape) if mark.labels else NO_LABEL.of(mark.shape)
