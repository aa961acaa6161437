"""Regions in pixels, for the formats that know boxes, polygons and masks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError
from ls_widgets.formats.pictures import Region
from ls_widgets.geometry.boxes import Point, bounds
from ls_widgets.geometry.shapes import outline

if TYPE_CHECKING:
    from numpy.typing import NDArray

CORNERS = 3
MOST = 1e9
_NUMBERS = (int, float)
MASKS = ("brush", "bitmask")


def upright_box(region: Region, size: tuple[int, int]) -> tuple[float, float, float, float] | None:
    """x, y, width and height in pixels of a rectangle that is not turned; None for any other shape.

    ResultError for a broken one.
    """
    if region.shape != "rectangle":
        return None
    value = region.value
    turn = value.get("rotation") or 0
    if type(turn) not in _NUMBERS or turn % 360:
        return None
    try:
        x, y, across, down = value["x"], value["y"], value["width"], value["height"]
        if not (-MOST < x < MOST and -MOST < y < MOST and -MOST < across < MOST and -MOST < down < MOST):
            raise ResultError("numbers of a box must be finite.")
        width, height = size
        x, y, across, down = min(x, x + across), min(y, y + down), abs(across), abs(down)
        return x * width / 100, y * height / 100, across * width / 100, down * height / 100
    except (KeyError, TypeError):
        raise ResultError("a box needs the numbers x, y, width and height.") from None


def outline_of(region: Region, size: tuple[int, int]) -> list[Point]:
    """The corners of a region that has an area, in pixels. ResultError for one without."""
    value = region.value
    if region.shape == "vector" and value.get("closed") is not True:
        raise ResultError("an open vector has no area.")
    if "rotation" in value and value["rotation"] is None:
        value = {**value, "rotation": 0}
    found = outline(value, size)
    if len(found) < CORNERS:
        raise ResultError("fewer than three points have no area.")
    if not all(abs(x) < MOST and abs(y) < MOST for x, y in found):
        raise ResultError("numbers of an outline must be finite.")
    return found


def bounds_of(corners: Sequence[Sequence[float]]) -> list[float]:
    """x, y, width and height of the upright box about points."""
    return [*bounds(corners)[:4]]


def alpha_of(region: Region, size: tuple[int, int]) -> NDArray[Any]:
    """The mask of a brush or bitmask region: alpha of shape (height, width). ResultError for a broken one."""
    from ls_widgets.geometry.bitmask import mask_from_png_url
    from ls_widgets.geometry.rle import mask_from_rle

    if region.shape == "bitmask":
        return mask_from_png_url(region.value.get("imageDataURL"), size)  # type: ignore[arg-type]
    return mask_from_rle(region.value.get("rle"), *size)  # type: ignore[arg-type]
