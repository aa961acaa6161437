"""YOLO lines as Label Studio's converter writes them, for ``compat="label-studio"``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ls_widgets.config.tree import Tag
from ls_widgets.errors import ResultError
from ls_widgets.formats import pictures
from ls_widgets.formats.coco_reference import places_of
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.pictures import LEFT_OUT, Picture, id_of, numbers, points, texts
from ls_widgets.formats.yolo_pose import ABSENT
from ls_widgets.geometry.boxes import box_corners
from ls_widgets.geometry.shapes import box_of
from ls_widgets.model.wire import Item

if TYPE_CHECKING:
    from ls_widgets.formats.yolo import Writer

KINDS = ("rectanglelabels", "polygonlabels", "labels")
SIDES = ("x", "y", "width", "height")


def lines(writer: Writer, picture: Picture) -> Iterator[str]:
    """Boxes as if they were not turned; as corners only where turn and sizes are written."""
    if writer.reference_pose is not None:
        yield from writer.reference_pose.lines(writer, picture)
        return
    for item in picture.items:
        value = item["value"]
        known = [writer.categories[label] for kind in KINDS for label in texts(value, kind)]
        figures = _figures(value, pictures.size_of(item), oriented=writer.kind == "obb") if known else None
        if figures is None:
            writer.job.losses.add(LEFT_OUT, picture.record, item)
            continue
        text = " ".join(map(repr, figures))
        for number in known:
            yield f"{number} {text}"


class Pose:
    """The key point labels of a config: names in document order, places by ``model_index``."""

    def __init__(self, controls: list[Tag], layout: Layout) -> None:
        self.names = numbered(controls, layout)
        self._places = places_of(
            {tag.stored or "": tag.attrs.get("model_index") for tag in layout.labels(controls)}
        )

    def lines(self, writer: Writer, picture: Picture) -> Iterator[str]:
        """Boxes by id, the last of those that share one; of each label the last key point."""
        kind, losses = writer.layout.kind, writer.job.losses
        boxes: dict[Any, tuple[list[float], dict[str, str]]] = {}
        points: list[Item] = []
        for item in picture.items:
            value = item["value"]
            if kind(item["from_name"]) == "keypointlabels":
                points.append(item)
                continue
            labels, box = texts(value, "rectanglelabels"), numbers(value, *SIDES)
            number = writer.categories.ids.get(labels[0]) if labels else None
            if number is None or box is None:
                losses.add(LEFT_OUT, picture.record, item)
                continue
            x, y, across, down = (n / 100 for n in box)
            boxes[id_of(item)] = ([number, x + across / 2, y + down / 2, across, down], {})
        for item in points:
            at, held = numbers(item["value"], "x", "y"), boxes.get(id_of(item, "parentID"))
            labels = texts(item["value"], "keypointlabels")
            if at is None or held is None or not labels:
                losses.add(LEFT_OUT, picture.record, item)
                continue
            held[1][labels[0]] = f"{at[0] / 100!r} {at[1] / 100!r} 2"
        for figures, held in boxes.values():
            yield " ".join([*map(repr, figures), *(held.get(label, ABSENT) for label in self._places)])


def numbered(controls: list[Tag], layout: Layout) -> dict[str, int]:
    """The labels of controls, numbered as they come."""
    names = dict.fromkeys(tag.stored for tag in layout.labels(controls) if tag.stored is not None)
    return {name: at for at, name in enumerate(names)}


def _figures(value: dict, size: tuple[int, int] | None, *, oriented: bool) -> list[float] | None:
    if "rectanglelabels" not in value and "labels" not in value:
        found = points(value)
        return None if found is None else [n / 100 for point in found for n in point]
    box = numbers(value, *SIDES)
    if box is not None and oriented:
        if "rotation" not in value or size is None:
            return None
        try:
            corners = box_corners(box_of(value, size))
        except ResultError:
            return None
        return [n for x, y in corners for n in (x / size[0], y / size[1])]
    if box is None:
        return None
    x, y, across, down = (number / 100 for number in box)
    return [x + across / 2, y + down / 2, across, down]
