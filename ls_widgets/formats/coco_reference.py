"""COCO as Label Studio's converter writes it, for ``compat="label-studio"``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, radians, sin
from typing import TYPE_CHECKING, Any

from ls_widgets.formats import pictures
from ls_widgets.formats.coco_points import DEFAULT
from ls_widgets.formats.pictures import LEFT_OUT, Picture, numbers, points, texts
from ls_widgets.formats.shapes import bounds_of
from ls_widgets.geometry.polygons import area
from ls_widgets.model.wire import Item

if TYPE_CHECKING:
    from ls_widgets.formats.coco import Writer

KINDS = ("rectanglelabels", "polygonlabels", "keypointlabels", "labels")


class Points:
    """The key point labels of a config: one category of all, and their places in an object."""

    def __init__(self, writer: Writer) -> None:
        found: dict[str, Any] = {}
        for tag in writer.job.layout.labels(writer.job.layout.controls("keypointlabels", on="Image")):
            found.setdefault(tag.stored or "", tag.attrs.get("model_index"))
        self.names = [*found]
        self.places = places_of(found)
        self._listed = len(writer.categories.ids)
        self.number = writer.categories.reserve() if found else None
        self._ids = writer.categories.ids

    def categories(self) -> list[dict[str, Any]]:
        """All categories as COCO lists them; labels that the config does not have come last."""
        listed: list[dict[str, Any]] = [{"id": number, "name": name} for name, number in self._ids.items()]
        if self.number is not None:
            points = {"keypoints": self.names, "skeleton": []}
            all_points = {"id": self.number, "name": DEFAULT, "supercategory": DEFAULT, **points}
            listed.insert(self._listed, all_points)
        return listed

    def object(self, items: Sequence[Item], image: int) -> dict[str, Any]:
        """All key points of a picture as one object; of a label that repeats the last."""
        held = [0] * (3 * len(self.places))
        for item in items:
            at, size = numbers(item["value"], "x", "y"), pictures.size_of(item)
            if at is None or size is None:
                continue
            for label in texts(item["value"], "keypointlabels"):
                if label in self.places:
                    place = 3 * self.places[label]
                    held[place : place + 3] = [round(at[0] / 100 * size[0]), round(at[1] / 100 * size[1]), 2]
        seen = [(held[at], held[at + 1]) for at in range(0, len(held), 3) if held[at + 2]]
        return {
            "image_id": image,
            "category_id": self.number,
            "keypoints": held,
            "num_keypoints": len(seen),
            "bbox": bounds_of(seen) if seen else [0, 0, 0, 0],
            "iscrowd": 0,
        }


def places_of(indices: Mapping[str, Any]) -> dict[str, int]:
    """Label -> place of its key point, by ``model_index``; labels without a number of their own have none."""
    found: dict[int, str] = {}
    for label, index in indices.items():
        try:
            found.setdefault(int(index), label)
        except (TypeError, ValueError):
            continue
    return {found[index]: at for at, index in enumerate(sorted(found))}


def write(writer: Writer, points: Points, picture: Picture) -> None:
    """A picture of a record; it is left out where nothing on it has both a label and sizes."""
    job = writer.job
    image = None if picture.items else _picture(writer, picture)
    late: list[Item] = []
    for item in picture.items:
        value, size = item["value"], pictures.size_of(item)
        kind = next((name for name in KINDS if texts(value, name)), "")
        if not kind or size is None:
            job.losses.add(LEFT_OUT if size else pictures.NO_SIZE, picture.record, item)
            continue
        if image is None:
            image = _picture(writer, picture)
        label = texts(value, kind)[0]
        if "keypointlabels" in value:
            if label not in points.names:
                writer.categories[label]  # it is listed all the same
            late.append(item)
            continue
        category = writer.categories[label]
        # A polygon of other labels is a box without sides, which is left out.
        geometry = _box if "rectanglelabels" in value or "labels" in value else _polygon
        body = geometry(value, *size)
        if body is None:
            job.losses.add(LEFT_OUT, picture.record, item)
            continue
        writer.annotation({"image_id": image, "category_id": category, **body})
    if late and image is not None:
        writer.annotation(points.object(late, image))


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
