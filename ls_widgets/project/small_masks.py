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


def small_mask(
    value: Mapping[str, Any], size: tuple[Any, Any], *, shown: tuple[int, int]
) -> NDArray[np.uint8]:
    """Alpha, 0 to 255, of a brush's or bitmask's value as an array of the ``shown`` (width, height).

    ``size`` is that of the picture, which a brush must have. What is thinner than a pixel is still seen.
    ResultError for a corrupt mask and for one too large to look at.
    """
    import numpy as np
    from PIL import Image

    alpha = _alpha(value, size)
    small = Image.fromarray(alpha).resize(shown, Image.Resampling.BOX)
    held = np.asarray(small)
    return np.where(held > 0, np.maximum(held, _FAINTEST), held).astype(np.uint8)


def _alpha(value: Mapping[str, Any], size: tuple[Any, Any]) -> NDArray[np.uint8]:
    code = value.get("rle", value.get("imageDataURL"))
    if not isinstance(code, list | str | bytes) or len(code) > CODE_LIMIT:
        raise ResultError("the mask has no code, or one that is too long to be shown small.")
    width, height = png_url_size(code) if "rle" not in value else size
    sides = all(isinstance(side, int) and not isinstance(side, bool) and side > 0 for side in (width, height))
    if not sides or width * height > PIXELS_LIMIT:
        raise ResultError(f"a mask of {width}×{height} pixels is not shown small.")
    if "rle" in value:
        return mask_from_rle(value["rle"], width, height)
    return mask_from_png_url(value["imageDataURL"])
