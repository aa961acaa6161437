"""Key points of COCO: parts of a box where they belong to one, else an object of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from ls_widgets.config.tree import Tag
from ls_widgets.formats.pictures import Picture, Region, id_of, numbers

if TYPE_CHECKING:
    from ls_widgets.formats.coco import Writer

DEFAULT = "default"


def model_index(tag: Tag) -> tuple[int, int]:
    """Sorts labels by ``model_index``; those without come last, in document order."""
    try:
        return 0, int(tag.attrs["model_index"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return 1, 0


class Points:
    """The key point labels of a config by their place, and what was drawn with them."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self.places: dict[str, int] = {}
        for tag in writer.point_labels:
            if tag.stored is not None:
                self.places.setdefault(tag.stored, len(self.places))
        self._with_parents: set[int] = set()
        self._default: int | None = None

    def placed(
        self, regions: Iterable[Region], boxes: Mapping[Any, dict[str, Any]], picture: Picture, image: int
    ) -> list[dict[str, Any]]:
        """Adds points to the boxes that they belong to; objects of the others, more where labels repeat."""
        objects: list[dict[str, tuple[float, float]]] = []
        owned: dict[Any, dict[str, tuple[float, float]]] = {}
        for region in regions:
            label, at = region.labels[0], numbers(region.value, "x", "y")
            if at is None:
                self._writer.job.losses.add("key point that is broken", picture.record, region.item)
                continue
            self.places.setdefault(label, len(self.places))
            point = (at[0] / 100 * picture.width, at[1] / 100 * picture.height)
            parent = id_of(region.item, "parentID")
            if parent in boxes and label not in owned.setdefault(parent, {}):
                owned[parent][label] = point
                continue
            free = next((one for one in objects if label not in one), None)
            if free is None:
                free = {}
                objects.append(free)
            free[label] = point
        for parent, found in owned.items():
            body = boxes[parent]
            body["keypoints"], body["num_keypoints"] = self.numbers(found), len(found)
            self._with_parents.add(body["category_id"])
        return [self.object(found, image) for found in objects]

    def numbers(self, found: Mapping[str, tuple[float, float]]) -> list[int]:
        """x, y and 2 for each point in the order of the labels; zeros for one that is not there."""
        held = [0] * (3 * len(self.places))
        for label, (x, y) in found.items():
            at = 3 * self.places[label]
            held[at : at + 3] = [round(x), round(y), 2]
        return held

    def object(self, found: Mapping[str, tuple[float, float]], image: int) -> dict[str, Any]:
        """Points without a box, as an object of the category ``default``."""
        xs, ys = [round(x) for x, _ in found.values()], [round(y) for _, y in found.values()]
        return {
            "image_id": image,
            "category_id": self.default,
            "keypoints": self.numbers(found),
            "num_keypoints": len(found),
            "bbox": [min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)],
            "iscrowd": 0,
        }

    @property
    def default(self) -> int:
        """The number of the category of points without a box."""
        if self._default is None:
            self._default = self._writer.categories.reserve()
        return self._default

    def categories(self) -> list[dict[str, Any]]:
        """All categories as COCO lists them."""
        names = list(self.places)
        listed: list[dict[str, Any]] = []
        for label, number in self._writer.categories.ids.items():
            parts = {"keypoints": names, "skeleton": []} if number in self._with_parents else {}
            listed.append({"id": number, "name": label, **parts})
        if self._default is not None:
            points = {"keypoints": names, "skeleton": []}
            listed.append({"id": self.default, "name": DEFAULT, "supercategory": DEFAULT, **points})
        return listed
