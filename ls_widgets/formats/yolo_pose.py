"""YOLO's key points: a line for each box, its points after it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ls_widgets.config.tree import Tag
from ls_widgets.formats import pictures
from ls_widgets.formats.categories import Categories
from ls_widgets.formats.coco_points import model_index
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.pictures import Picture, Region, id_of, numbers

LOOSE = "key point that belongs to no box"
REPEATED = "further key point of one label in a box"
OUTSIDE = "key point outside of the picture"
ABSENT = "0.0 0.0 0"

Framed = Callable[[Region], Sequence[float]]
"""Centre and sides of a box in fractions, none where nothing of it is in the picture."""


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
        labels = sorted(job.layout.labels([*controls]), key=model_index)
        self.names = dict.fromkeys(tag.stored for tag in labels if tag.stored is not None)

    def lines(self, categories: Categories, picture: Picture, framed: Framed) -> Iterator[str]:
        """Box and points, which belong to it by ``parentID``."""
        job, record = self._job, picture.record
        boxes: list[Region] = []
        owned: dict[Any, dict[str, str]] = {}
        points: list[Region] = []
        for region in pictures.regions_of(job, picture, "rectangle", "keypoint"):
            (points if region.shape == "keypoint" else boxes).append(region)
        known = {id_of(region.item) for region in boxes}
        for region in points:
            parent, label, at = (
                id_of(region.item, "parentID"),
                region.labels[0],
                numbers(region.value, "x", "y"),
            )
            if parent is None or parent not in known or at is None or label not in self.names:
                job.losses.add(LOOSE, record, region.item)
                continue
            held = owned.setdefault(parent, {})
            if label in held:
                job.losses.add(REPEATED, record, region.item)
                continue
            x, y = at[0] / 100, at[1] / 100
            if not (0 <= x <= 1 and 0 <= y <= 1):
                job.losses.add(OUTSIDE, record, region.item)
                x, y = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
            held[label] = f"{x!r} {y!r} 2"
        for region in boxes:
            held = owned.get(id_of(region.item), {})
            box = framed(region)
            if not box:
                if held:
                    job.losses.add(LOOSE, record, region.item, count=len(held))
                continue
            figures = " ".join(map(repr, box))
            rest = " ".join(held.get(label, ABSENT) for label in self.names)
            for label in region.labels:
                yield f"{categories[label]} {figures} {rest}"
