"""Pixels of any depth as the 8-bit gray, RGB or RGBA ones that a browser shows."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import TaskError

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

MODES = {1: "L", 3: "RGB", 4: "RGBA"}
"""Pillow's modes of what is shown, by the number of channels."""
_DEPTHS = (8, 10, 12, 14, 16)
_DEEP_MODES = frozenset({"I", "F", "I;16", "I;16B", "I;16L", "I;16N"})
_GRAY_MODES = _DEEP_MODES | {"1", "L"}
_ALPHA_MODES = frozenset({"LA", "La", "PA", "RGBA", "RGBa"})
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""EXIF orientation -> ``PIL.Image.Transpose``."""


@dataclass(frozen=True, slots=True)
class Depth:
    """How values become 8 bits: ``low`` black, ``low + span`` white; those beyond the limits are cut."""

    low: float
    span: float
    least: float
    most: float
    blank: float
    """What stands for NaN."""


def array_shape(array: np.ndarray[Any, Any]) -> tuple[int, int, int]:
    """Width, height and channels (1, 3 or 4) of an array that is a picture; else a TaskError."""
    shape = array.shape
    text = "×".join(map(str, shape)) or "no axis"
    if array.dtype.kind not in "buif":
        raise TaskError(f"An array of {array.dtype} is no image: give bool, integer or float values.")
    if len(shape) == 3 and shape[0] in (1, 3, 4) and shape[2] not in (1, 3, 4):
        raise TaskError(
            f"An array of shape {text} is no image: the channels come last (numpy.moveaxis(a, 0, -1))."
        )
    if not (len(shape) == 2 or (len(shape) == 3 and shape[2] in (1, 3, 4))):
        raise TaskError(f"An array of shape {text} is no image: give H×W, H×W×3 or H×W×4.")
    if 0 in shape:
        raise TaskError(f"An array of shape {text} is an empty image.")
    return shape[1], shape[0], 1 if len(shape) == 2 else shape[2]


def array_pixels(array: np.ndarray[Any, Any]) -> bytes:
    """The array as 8-bit pixels, as :func:`depth_of` says."""
    import numpy as np

    return np.ascontiguousarray(eight_bits(array, depth_of([array]))).tobytes()


def depth_of(parts: Iterable[np.ndarray[Any, Any]]) -> Depth | None:
    """How the values of a picture, given in parts of one type, are shown; None for 8 bits and bool.

    Gray deeper than 8 bits goes from its least value (black) to its greatest (white), as microscopy
    programs show it. Colour keeps its balance: black is 0, white the largest value of the smallest of
    8, 10, 12, 14 and 16 bits that holds the maximum. Floats go from 0 to 1, or as they are when they
    go up to 255. Whatever is negative or larger is stretched from its minimum to its maximum. NaN is 0.
    """
    import numpy as np

    low, high, kind, color = math.inf, -math.inf, "u", False
    for part in parts:
        kind, color = part.dtype.kind, part.ndim == 3 and part.shape[2] > 1
        if part.dtype == np.uint8 or kind == "b":
            return None
        values = part[np.isfinite(part)] if kind == "f" else part
        if values.size:
            low, high = min(low, float(values.min())), max(high, float(values.max()))
    if low > high:
        low, high = 0.0, 0.0
    black, white = low, high
    if kind == "f" and low >= 0 and high <= 255:
        black, white = 0.0, 1.0 if high <= 1 else 255.0
    elif kind != "f" and low >= 0 and high <= 255:
        black, white = 0.0, 255.0
    elif kind != "f" and color and low >= 0 and high <= 65_535:
        black, white = 0.0, next(2.0**bits - 1 for bits in _DEPTHS if high < 2**bits)
    return Depth(black, white - black, low, high, min(0.0, low))


def eight_bits(values: np.ndarray[Any, Any], depth: Depth | None) -> np.ndarray[Any, Any]:
    """Values as 8 bits, in the shape they have."""
    import numpy as np

    if depth is None:
        return values.astype(np.uint8) * 255 if values.dtype.kind == "b" else values
    exact = values.astype(np.float64 if values.dtype.itemsize > 2 else np.float32)
    if values.dtype.kind == "f":
        exact = np.where(np.isnan(exact), depth.blank, exact).clip(depth.least, depth.most)
    scale = 255 / depth.span if depth.span > 0 else 0.0
    return np.rint((exact - depth.low) * scale).clip(0, 255).astype(np.uint8)


def is_deep(image: Image.Image) -> bool:
    """Whether the picture is gray of more than 8 bits."""
    return image.mode in _DEEP_MODES


def image_channels(image: Image.Image) -> int:
    """Channels (1, 3 or 4) that the picture is shown with; reads no pixels."""
    if "transparency" in image.info and image.mode not in _DEEP_MODES:
        return 4
    return 1 if image.mode in _GRAY_MODES else 4 if image.mode in _ALPHA_MODES else 3


def image_pixels(image: Image.Image, channels: int, orientation: int) -> bytes:
    """The picture upright, as 8-bit pixels with the given channels."""
    depth = None
    if is_deep(image):
        import numpy as np

        depth = depth_of([np.asarray(image)])
    return upright(plain(image, channels, depth), orientation).tobytes()


def plain(image: Image.Image, channels: int, depth: Depth | None) -> Image.Image:
    """The picture in a browser's mode (L, RGB, RGBA); ``depth`` counts for deep ones."""
    from PIL import Image

    if is_deep(image):
        import numpy as np

        image = Image.fromarray(eight_bits(np.asarray(image), depth))
    return image if image.mode == MODES[channels] else image.convert(MODES[channels])


def upright(image: Image.Image, orientation: int) -> Image.Image:
    """The picture turned as its EXIF orientation says."""
    from PIL import Image

    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(Image.Transpose(turn))
