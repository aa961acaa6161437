"""COCO as Label Studio's converter writes it, for ``compat="label-studio"``."""

from __future__ import annotations

from math import cos, radians, sin
from typing import TYPE_CHECKING, Any

from ls_widgets.formats import pictures
from ls_widgets.formats.pictures import Picture, numbers, points
from ls_widgets.formats.shapes import bounds_of
from ls_widgets.geometry.polygons import area

if TYPE_CHECKING:
    from ls_widgets.formats.coco import Writer

KINDS = ("rectanglelabels", "polygonlabels", "keypointlabels", "labels")
LEFT_OUT = "region that Label Studio's converter leaves out"


def write(writer: Writer, picture: Picture) -> None:
    """A picture of a record; it is left out where nothing on it has both a label and sizes."""
    job = writer.job
    image = None if picture.items else _picture(writer, picture)
    found: dict[str, tuple[float, float]] = {}
    for item in picture.items:
        value, size = item["value"], pictures.size_of(item)
        kind = next((name for name in KINDS if value.get(name)), "")
        if not kind or size is None:
            job.losses.add(LEFT_OUT if size else pictures.NO_SIZE, picture.record, item)
            continue
        if image is None:
            image = _picture(writer, picture)
        label, (width, height) = value[kind][0], size
        if kind == "keypointlabels":
            at = numbers(value, "x", "y")
            if at is not None and label in writer.points.places:
                found[label] = (at[0] / 100 * width, at[1] / 100 * height)
            continue
        body = _box(value, width, height) or _polygon(value, width, height)
        if body is None:
            job.losses.add(LEFT_OUT, picture.record, item)
            continue
        writer.annotation({"image_id": image, "category_id": writer.categories[label], **body})
    if found and image is not None:
        writer.annotation(writer.points.object(found, image))


def _picture(writer: Writer, picture: Picture) -> int:
    return writer.picture(picture, pictures.reference_path(picture, pictures.file_name(picture)))


def _box(value: dict[str, Any], width: float, height: float) -> dict[str, Any] | None:
    found = numbers(value, "x", "y", "width", "height")
    if found is None:
        return None
    x, y, across, down = found
    turn = value.get("rotation") or 0
    if turn:
        # Percent are turned as if they were as long across as down.
        c, s = cos(radians(turn)), sin(radians(turn))
        corners = [(0.0, 0.0), (across * c, across * s)]
        corners += [(-down * s, down * c), (across * c - down * s, across * s + down * c)]
        left, top, across, down = bounds_of(corners)
        x, y = x + left, y + top
    bbox = [x / 100 * width, y / 100 * height, across / 100 * width, down / 100 * height]
    return {"segmentation": [], "bbox": bbox, "ignore": 0, "iscrowd": 0, "area": bbox[2] * bbox[3]}


def _polygon(value: dict[str, Any], width: float, height: float) -> dict[str, Any] | None:
    found = points(value)
    if found is None:
        return None
    corners = [(x / 100 * width, y / 100 * height) for x, y in found]
    flat = [number for point in corners for number in point]
    body = {"segmentation": [flat], "bbox": bounds_of(corners), "ignore": 0, "iscrowd": 0}
    return {**body, "area": area(corners)}
