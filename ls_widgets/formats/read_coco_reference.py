"""COCO as Label Studio's importer reads it, for ``compat="label-studio"``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ls_widgets.formats.palette import background
from ls_widgets.formats.reading import Reading, as_list, as_numbers
from ls_widgets.formats.sample import Mark
from ls_widgets.geometry.boxes import Box

if TYPE_CHECKING:
    from ls_widgets.formats.read_coco import Category

FIELDS = {"keypoints": "keypoint", "segmentation": "polygon", "bbox": "rectangle"}
"""Fields of an annotation -> the shape that they become, in the order of the config."""
RLE = "mask as RLE, which Label Studio's importer leaves out"


def naming(reading: Reading) -> dict[str, Any]:
    """Names of its controls and of its object."""
    name = reading.options["from_name"]
    names = {"rectangle": f"{name}_rectangles", "polygon": f"{name}polygons", "keypoint": f"{name}_keypoints"}
    return {"names": names, "objects": {"Image": reading.options["to_name"]}}


def declare(reading: Reading, categories: Mapping[Any, Category], shapes: list[str]) -> None:
    """Each of these shapes, for which annotations have fields, has all labels."""
    labels = [categories[number].label for number in sorted(categories, key=number_first)]
    for shape in shapes:
        reading.declare(shape, labels)
    reading.colours.clear()
    for number, category in categories.items():
        reading.colours[category.label] = background(number)


def number_first(name: Any) -> tuple[bool, str]:
    """Sorts ids by number; texts come last."""
    return not isinstance(name, int), str(name).zfill(20)


def marks(reading: Reading, annotation: Mapping[str, Any], label: str, where: str) -> Iterator[Mark]:
    """Box, polygons and key points of an annotation, each as a region with the category's name."""
    if annotation.get("bbox"):
        yield Mark(
            "rectangle", [label], Box(*as_numbers(annotation["bbox"], f"{where}.bbox", count=4)), where=where
        )
    segmentation = annotation.get("segmentation")
    if isinstance(segmentation, dict):
        reading.losses.add(RLE, place=where)
        segmentation = None
    for at, ring in enumerate(as_list(segmentation, f"{where}.segmentation")):
        flat = as_numbers(ring, f"{where}.segmentation[{at}]")
        yield Mark("polygon", [label], list(zip(flat[::2], flat[1::2], strict=False)), where=where)
    flat = as_numbers(annotation.get("keypoints"), f"{where}.keypoints")
    for x, y, seen in zip(flat[::3], flat[1::3], flat[2::3], strict=False):
        extra = {"width": reading.options["point_width"], **({"hidden": True} if seen < 2 else {})}
        yield Mark("keypoint", [label], (x, y), extra=extra, where=where)
