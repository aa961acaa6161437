"""COCO of brush masks as Label Studio's converter writes it, for ``compat="label-studio"``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError
from ls_widgets.formats import pictures
from ls_widgets.formats.job import Job
from ls_widgets.formats.pictures import LEFT_OUT, Picture, numbers, points, texts
from ls_widgets.model.wire import Item

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = ("brushlabels", "polygonlabels", "rectanglelabels", "labels")
LEAST_POINTS = 3

SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".bmp")

Size = tuple[int, int]


def address_of(picture: Picture) -> str:
    """The first of a task's data that looks like the name of a picture; empty where none does."""
    shown = (text for text in picture.record.data.values() if isinstance(text, str))
    return next((text for text in shown if text.lower().endswith(SUFFIXES)), "")


def objects(job: Job, picture: Picture, ids: dict[str, int]) -> Iterator[dict[str, Any]]:
    """An object for each label of each outline; all labels are numbered, also those of what is left out."""
    for item in picture.items:
        kind = next((name for name in KINDS if name in item["value"]), "")
        shapes: list[dict[str, Any]] | None = None
        for label in texts(item["value"], kind):
            number = ids.setdefault(label, len(ids) + 1)
            if shapes is None:
                shapes = _shapes(job, kind, item)
            yield from ({"category_id": number, **shape} for shape in shapes)
        if not shapes:
            job.losses.add(LEFT_OUT, picture.record, item)


def _shapes(job: Job, kind: str, item: Item) -> list[dict[str, Any]]:
    value, size = item["value"], pictures.size_of(item)
    if size is None:
        return []
    if kind == "brushlabels":
        return _outlines(value, size) if "rle" in value else []
    if kind == "polygonlabels":
        corners = points(value)
        return [] if corners is None else [_rounded(corners, size)]
    if kind == "rectanglelabels" and job.layout.kind(item["from_name"]) != kind:
        return []
    box = numbers(value, "x", "y", "width", "height")
    if box is None:
        return []
    place = [n * side / 100 for n, side in zip(box, (*size, *size), strict=True)]
    return [{"segmentation": [], "area": place[2] * place[3], "bbox": place}]


def _outlines(value: dict[str, Any], size: Size) -> list[dict[str, Any]]:
    from ls_widgets.geometry.contours import pixel_contour_arrays
    from ls_widgets.geometry.rle import mask_from_rle

    try:
        alpha = mask_from_rle(value["rle"], *size)
    except ResultError:
        return []
    return [_outline(one) for one in pixel_contour_arrays(alpha) if len(one) >= LEAST_POINTS]


def _rounded(corners: list[tuple[float, float]], size: Size) -> dict[str, Any]:
    import numpy as np

    whole = [[round(x * size[0] / 100), round(y * size[1] / 100)] for x, y in corners]
    return _outline(np.asarray(whole))


def _outline(corners: NDArray[Any]) -> dict[str, Any]:
    """A polygon of whole pixels with the box about it, and the area inside of it."""
    import numpy as np

    first, last = corners.min(axis=0), corners.max(axis=0)
    (x, y), (to_x, to_y) = corners.T, np.roll(corners, -1, axis=0).T
    return {
        "segmentation": [corners.ravel().tolist()],
        "area": abs(int(x @ to_y - to_x @ y)) // 2,
        "bbox": [*first.tolist(), *(last - first + 1).tolist()],
    }
