"""Whether the regions of a picture have an extent: broken masks, and shapes without any area."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

from ls_widgets.config.words import quote
from ls_widgets.errors import ResultError

_SIDES = ("original_width", "original_height")
_LENGTHS = {"rectangle": ("width", "height"), "ellipse": ("radiusX", "radiusY")}
_POINTS = {"polygon": ("points", 3), "vector": ("vertices", 1)}


def check_extent(shape: str | None, item: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a result on a picture beyond its keys; ``shape`` is what its control draws."""
    sizes = [item[side] for side in _SIDES if item.get(side) is not None]
    if not all(_is_length(size) for size in sizes):
        yield f"original_width and original_height must be numbers of pixels, got {quote(sizes)}."
        return
    value = item["value"]
    if shape in _LENGTHS:
        for name in _LENGTHS[shape]:
            if value.get(name) == 0:
                yield f"the region has no area: value.{name} is 0."
    elif shape in _POINTS and sizes:  # without them the reference takes any points
        name, least = _POINTS[shape]
        points = value.get(name)
        if value.get("closed") is False:
            least = 1  # not finished yet
        if isinstance(points, list) and len(points) < least:
            yield f"value.{name} must have at least {least} points, got {len(points)}."
    elif shape in ("brush", "bitmask") and len(sizes) == len(_SIDES):
        yield from _check_mask(value, (int(sizes[0]), int(sizes[1])))


def _check_mask(value: Mapping[str, Any], size: tuple[int, int]) -> Iterator[str]:
    try:
        if isinstance(value.get("imageDataURL"), str):
            from ls_widgets.geometry.bitmask import png_url_size

            claimed = png_url_size(value["imageDataURL"])
            if claimed != size:
                yield f"the bitmask has {claimed[0]}×{claimed[1]} pixels; the picture {size[0]}×{size[1]}."
        elif isinstance(value.get("rle"), list):
            from ls_widgets.geometry.rle import painted

            if value.get("format") != "rle":
                yield f'value.format must be "rle", got {quote(value.get("format"))}.'
            elif not painted(value["rle"], *size):
                yield "the mask is empty."
    except ResultError as error:
        yield str(error)


def _is_length(size: Any) -> bool:
    number = isinstance(size, int | float) and not isinstance(size, bool)
    return number and isfinite(size) and size >= 1 and size == int(size)
