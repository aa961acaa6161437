"""Files of masks: a PNG or NumPy array as one array, and what its numbers are."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.geometry.rle import PIXELS_LIMIT

PALETTE, COLOURS = "palette", "colours"


def load_mask(path: Path, where: str, *, named: bool) -> tuple[Any, str]:
    """The array of a file, and what its numbers are: of a palette, colours, or empty for plain ones.

    ``named``: its colours have names, so that a single one is a class too.
    """
    import numpy as np

    if path.suffix.lower() == ".npy":
        return _array_file(path, where), ""
    with _opened(path, where) as image:
        if image.mode in ("LA", "RGBA") and image.getchannel("A").getextrema() != (255, 255):
            return np.asarray(image.getchannel("A")), ""
        if image.mode in ("RGB", "RGBA"):
            numbers = _colours(image)
            plain = len(np.unique(numbers)) <= 2 and not named
            return (numbers > 0, "") if plain else (numbers, COLOURS)
        grey = image.convert("L") if image.mode == "LA" else image
        return np.asarray(grey), PALETTE if image.mode == "P" else ""


def load_classes(path: Path, where: str, *, known: Container[int]) -> tuple[Any, bool]:
    """The array of a picture of classes, and whether its numbers are colours, ``0xRRGGBB``.

    ``known``: the colours of classes. A palette without any of them gives its own numbers.
    """
    import numpy as np

    with _opened(path, where) as image:
        if image.mode not in ("P", "RGB", "RGBA"):
            return as_mask_array(np.asarray(image), where), False
        numbers = _colours(image)
        if image.mode == "P" and not any(one in known for one in np.unique(numbers).tolist() if one):
            return np.asarray(image), False
        return numbers, True


def _array_file(path: Path, where: str) -> Any:
    import numpy as np

    try:
        array = np.load(path, allow_pickle=False)
    except Exception as error:
        raise _broken(where, error) from error
    return as_mask_array(array, where)


@contextmanager
def _opened(path: Path, where: str) -> Iterator[Any]:
    from PIL import Image

    try:
        with Image.open(path) as image:
            if image.width * image.height > PIXELS_LIMIT:
                raise FormatError(f"{where}: {image.width}×{image.height} pixels are too many for a mask.")
            yield image
    except FormatError:
        raise
    except Exception as error:
        raise _broken(where, error) from error


def _broken(where: str, error: Exception) -> FormatError:
    return FormatError(f"{where}: is no mask that can be read: {error}.")


def _colours(image: Any) -> Any:
    """Each colour as one number, ``0xRRGGBB``; black is the background."""
    import numpy as np

    array = np.asarray(image.convert("RGB"))
    red, green, blue = (array[..., at].astype(np.int32) for at in range(3))
    return (red << 16) | (green << 8) | blue


def as_mask_array(value: Any, where: str) -> Any:
    """A mask or classes in an array of two dimensions; FormatError for anything else."""
    import numpy as np

    try:
        array = np.asarray(value)
    except Exception as error:
        raise FormatError(f"{where}: is no array: {error}.") from error
    if array.ndim != 2 or 0 in array.shape or array.dtype.kind not in "biu":
        raise FormatError(
            f"{where}: must be an array of shape (height, width) of booleans or whole numbers, "
            f"not {array.shape} of {array.dtype}."
        )
    return array
