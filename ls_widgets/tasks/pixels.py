"""Pixels of any depth as the 8-bit gray, RGB or RGBA ones that a browser shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ls_widgets.errors import TaskError

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

_DEPTHS = (8, 10, 12, 14, 16)
_DEEP_MODES = frozenset({"I", "F", "I;16", "I;16B", "I;16L", "I;16N"})
_GRAY_MODES = _DEEP_MODES | {"1", "L"}
_ALPHA_MODES = frozenset({"LA", "La", "PA", "RGBA", "RGBa"})
_TURNS = {2: 0, 3: 3, 4: 1, 5: 5, 6: 4, 7: 6, 8: 2}
"""EXIF orientation -> ``PIL.Image.Transpose``."""


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
    """The array as 8-bit pixels.

    Integers are scaled by the smallest of 8, 10, 12, 14 and 16 bits that holds their maximum, floats
    from 0 to 1, or as they are when they go up to 255. Anything else (negative, larger) is stretched
    from its minimum to its maximum. NaN is 0.
    """
    import numpy as np

    kind = array.dtype.kind
    if array.dtype == np.uint8:
        return np.ascontiguousarray(array).tobytes()
    if kind == "b":
        return (array.astype(np.uint8) * 255).tobytes()
    values = array.astype(np.float64 if array.dtype.itemsize > 4 else np.float32)
    finite = np.isfinite(values)
    low, high = (float(values[finite].min()), float(values[finite].max())) if finite.any() else (0.0, 0.0)
    values = np.where(np.isnan(values), min(0.0, low), values).clip(low, high)
    if low < 0 or high > 65_535 or (kind == "f" and high > 255):
        values = (values - low) * (255 / (high - low)) if high > low else values * 0
    elif kind == "f":
        values = values * 255 if high <= 1 else values
    else:
        bits = next(bits for bits in _DEPTHS if high < 2**bits)
        values = values * (255 / (2**bits - 1))
    return np.rint(values).astype(np.uint8).tobytes()


def image_channels(image: Image.Image) -> int:
    """Channels (1, 3 or 4) that the picture is shown with; reads no pixels."""
    if "transparency" in image.info and image.mode not in _DEEP_MODES:
        return 4
    return 1 if image.mode in _GRAY_MODES else 4 if image.mode in _ALPHA_MODES else 3


def image_pixels(image: Image.Image, channels: int, orientation: int) -> bytes:
    """The picture upright, as 8-bit pixels with the given channels."""
    return upright(image, orientation, channels=channels).tobytes()


def upright(image: Image.Image, orientation: int, *, channels: int) -> Image.Image:
    """The picture in a browser's mode (L, RGB, RGBA), turned as its EXIF orientation says."""
    import numpy as np
    from PIL import Image

    if image.mode in _DEEP_MODES:
        gray = array_pixels(np.asarray(image))
        plain = Image.frombytes("L", image.size, gray)
    else:
        plain = image.convert({1: "L", 3: "RGB", 4: "RGBA"}[channels])
    turn = _TURNS.get(orientation)
    return plain if turn is None else plain.transpose(Image.Transpose(turn))
