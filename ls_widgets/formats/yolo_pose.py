"""YOLO's key points: a line for each box, its points after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ls_widgets.config.tree import Tag
from ls_widgets.formats import pictures
from ls_widgets.formats.categories import Categories
from ls_widgets.formats.coco_points import model_index
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.pictures import Picture, Region, numbers

LOOSE = "key point that belongs to no box"
REPEATED = "further key point of one label in a box"
TURNED = "turn of a box with key points"
ABSENT = "0.0 0.0 0"


def why_not(layout: Layout) -> str:
    """KeyPointLabels and RectangleLabels on one Image."""
    if not layout.controls("KeyPointLabels", on="Image"):
        return "it has no KeyPointLabels on an Image."
    if not layout.controls("RectangleLabels", on="Image"):
        return "its key points have no boxes to belong to: add RectangleLabels."
    return ""


def write(job: Job) -> None:
    """The files of `yolo.write`."""
    from ls_widgets.formats import yolo

    yolo.write(job)


class Pose:
    """The key point labels of a config, by their place on a line."""

    def __init__(self, controls: Sequence[Tag], job: Job) -> None:
        self._job = job
        self.places: dict[str, int] = {}
        for tag in sorted(job.layout.labels([*controls]), key=model_index):
            if tag.stored is not None:
                self.places.setdefault(tag.stored, len(self.places))

    def lines(self, categories: Categories, picture: Picture) -> Iterator[str]:
        """Box and points, which belong to it by ``parentID``. Points have no size to be turned about."""
        job, record = self._job, picture.record
        boxes: list[Region] = []
        owned: dict[Any, dict[str, str]] = {}
        points: list[Region] = []
        for region in pictures.regions_of(job, picture, "rectangle", "keypoint"):
            (points if region.shape == "keypoint" else boxes).append(region)
        known = {region.item.get("id") for region in boxes}
        for region in points:
            parent, label, at = region.item.get("parentID"), region.labels[0], numbers(region.value, "x", "y")
            if parent is None or parent not in known or at is None or label not in self.places:
                job.losses.add(LOOSE, record, region.item)
                continue
            held = owned.setdefault(parent, {})
            if label in held and not job.reference:
                job.losses.add(REPEATED, record, region.item)
                continue
            held[label] = f"{at[0] / 100!r} {at[1] / 100!r} 2"
        for region in boxes:
            box = numbers(region.value, "x", "y", "width", "height")
            if box is None:
                job.losses.add("region whose geometry is broken", record, region.item)
                continue
            if region.value.get("rotation"):
                job.losses.add(TURNED, record, region.item)
            x, y, width, height = (number / 100 for number in box)
            held = owned.get(region.item.get("id"), {})
            figures = f"{x + width / 2!r} {y + height / 2!r} {width!r} {height!r}"
            rest = " ".join(held.get(label, ABSENT) for label in self.places)
            for label in region.labels:
                yield f"{categories[label]} {figures} {rest}"
