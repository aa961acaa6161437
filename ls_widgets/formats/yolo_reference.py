"""YOLO lines as Label Studio's converter writes them, for ``compat="label-studio"``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ls_widgets.errors import ResultError
from ls_widgets.formats import pictures
from ls_widgets.formats.pictures import Picture, numbers, points
from ls_widgets.geometry.boxes import box_corners
from ls_widgets.geometry.shapes import box_of

if TYPE_CHECKING:
    from ls_widgets.formats.yolo import Writer

KINDS = ("rectanglelabels", "polygonlabels", "labels")
LEFT_OUT = "region that Label Studio's converter leaves out"


def lines(writer: Writer, picture: Picture) -> Iterator[str]:
    """Boxes as if they were not turned; as corners only where turn and sizes are written."""
    if writer.pose is not None:
        yield from writer.pose.lines(writer.categories, picture)
        return
    for item in picture.items:
        value = item["value"]
        kind = next((name for name in KINDS if value.get(name)), "")
        figures = _figures(value, pictures.size_of(item), oriented=writer.kind == "obb") if kind else None
        if figures is None:
            writer.job.losses.add(LEFT_OUT, picture.record, item)
            continue
        text = " ".join(map(repr, figures))
        for label in value[kind]:
            yield f"{writer.categories[label]} {text}"


def _figures(value: dict, size: tuple[int, int] | None, *, oriented: bool) -> list[float] | None:
    box = numbers(value, "x", "y", "width", "height")
    if box is not None and oriented:
        if "rotation" not in value or size is None:
            return None
        try:
            corners = box_corners(box_of(value, size))
        except ResultError:
            return None
        return [n for x, y in corners for n in (x / size[0], y / size[1])]
    if box is not None:
        x, y, across, down = (number / 100 for number in box)
        return [x + across / 2, y + down / 2, across, down]
    found = points(value)
    return None if found is None else [n / 100 for point in found for n in point]
