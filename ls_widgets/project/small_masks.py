"""Masks of results at the size of a small picture, without more work than that is worth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError
from ls_widgets.geometry.bitmask import mask_from_png_url, png_url_size
from ls_widgets.geometry.rle import mask_from_rle

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PIXELS_LIMIT = 30_000_000
"""Pixels of a mask that is worth decoding."""
CODE_LIMIT = 4_000_000
"""Values of a run-length code, or letters of an address, that are worth reading."""

_FAINTEST = 96
_PNG_WORK = 10
"""Unpacking a PNG takes so many times as long as a run-length code."""


def small_mask(
    value: Mapping[str, Any], size: tuple[Any, Any], *, shown: tuple[int, int]
) -> NDArray[np.uint8]:
    """Alpha, 0 to 255, of a brush's or bitmask's value as an array of the ``shown`` (width, height).

    ``size`` is that of the picture, which a brush must have. What is thinner than a pixel is still seen.
    ResultError for a corrupt mask and for one too large to look at.
    """
    import numpy as np
    from PIL import Image

    width, height = _size(value, size)
    whole = mask_from_rle(value["rle"], width, height) if "rle" in value else mask_from_png_url(_code(value))
    small = np.asarray(Image.fromarray(whole).resize(shown, Image.Resampling.BOX))
    return np.where(small > 0, np.maximum(small, _FAINTEST), small).astype(np.uint8)


def mask_work(value: Mapping[str, Any], size: tuple[Any, Any]) -> int:
    """How much work `small_mask` has with a mask, in pixels; 0 for one that it refuses to look at."""
    try:
        width, height = _size(value, size)
    except ResultError:
        return 0
    return width * height * (1 if "rle" in value else _PNG_WORK)


def _size(value: Mapping[str, Any], size: tuple[Any, Any]) -> tuple[int, int]:
    """Width and height of a mask that is worth decoding."""
    code = _code(value)
    width, height = size if "rle" in value else png_url_size(code)
    sides = all(isinstance(side, int) and not isinstance(side, bool) and side > 0 for side in (width, height))
    if not sides or width * height > PIXELS_LIMIT:
        raise ResultError(f"a mask of more than {PIXELS_LIMIT} pixels, or of none, is not shown small.")
    return width, height


def _code(value: Mapping[str, Any]) -> Any:
    code = value.get("rle", value.get("imageDataURL"))
    if not isinstance(code, list | str | bytes) or len(code) > CODE_LIMIT:
        raise ResultError("the mask has no code, or one that is too long to be shown small.")
    return code
