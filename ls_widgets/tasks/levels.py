"""One large picture at full size and halved again and again; any part of any level can be had."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol

from ls_widgets.errors import TaskError
from ls_widgets.tasks.pixels import Depth, depth_of, eight_bits, is_deep, plain
from ls_widgets.tasks.scratch import scratch

if TYPE_CHECKING:
    import mmap

    import numpy as np
    from PIL import Image

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""
MEMORY_LIMIT = 2 * 2**30
"""Bytes of memory that decoding may take where it cannot go to a file."""
_BAND = 4_000_000
"""Pixels that are worked on at a time."""
_MAPPED = {
    **{mode: mode for mode in ("L", "P", "RGBA", "CMYK", "I;16", "I;16B")},
    **dict.fromkeys(("RGB", "RGBX", "YCbCr", "LAB", "HSV", "LA", "I", "F"), "RGBX"),
    "1": "L",
}
"""Mode of a picture -> mode with pixels of the same bytes that Pillow can keep in a buffer of ours."""
_BYTES = {"L": 1, "P": 1, "I;16": 2, "I;16B": 2}
_IN_MEMORY_BYTES = 12
"""Bytes of memory for each pixel that does not go to a file: the picture and what it is made from."""
_IN_MEMORY = frozenset({"WEBP", "AVIF", "GIF"})
"""Formats whose decoders bring memory of their own."""


class Level(Protocol):
    """``part(box)`` gives an 8-bit picture of the pixels in the box, as stored (not turned)."""

    size: tuple[int, int]

    def part(self, box: Box) -> Image.Image: ...


class PixelLevel:
    """A level in an array; ``depth`` says how its values become 8 bits."""

    def __init__(self, values: np.ndarray[Any, Any], depth: Depth | None = None) -> None:
        self.size = (values.shape[1], values.shape[0])
        self._values = values
        self._depth = depth

    def part(self, box: Box) -> Image.Image:
        from PIL import Image

        left, top, right, bottom = box
        values = eight_bits(self._values[top:bottom, left:right], self._depth)
        return Image.fromarray(values[..., 0] if values.ndim == 3 and values.shape[2] == 1 else values)


class ImageLevel:
    """A decoded picture, whose bytes may lie under another mode (:func:`decoded`)."""

    def __init__(self, image: Image.Image, channels: int) -> None:
        self.size = image.size
        self._image = image
        self._channels = channels
        self._depth: Depth | None = None
        if is_deep(image):
            import numpy as np

            self._depth = depth_of(np.asarray(self._raw(box)) for box in bands(self.size))

    def part(self, box: Box) -> Image.Image:
        return plain(self._raw(box), self._channels, self._depth)

    def _raw(self, box: Box) -> Image.Image:
        from PIL import Image

        found, meant = self._image.crop(box), self._image.mode
        if found.mode == meant or meant == "1":
            return found
        if meant in ("I", "F"):
            return Image.frombytes(meant, found.size, found.tobytes())
        if meant == "RGB":
            return found.convert("RGB")
        first, second, third, fourth = found.split()
        return Image.merge(meant, (first, fourth) if meant == "LA" else (first, second, third))


def bands(size: tuple[int, int]) -> Iterator[Box]:
    """The picture from top to bottom, an even number of rows at a time."""
    width, height = size
    rows = max(2, _BAND // width // 2 * 2)
    for top in range(0, height, rows):
        yield 0, top, width, min(height, top + rows)


def decoded(image: Image.Image, channels: int, watch: Callable[[mmap.mmap], None]) -> Level:
    """Level 0 of a picture at its header, with its pixels in a file wherever Pillow lets them.

    ``watch`` is told the room in the file. Raises :class:`TaskError` for pictures that would take too
    much memory, and whatever the decoder raises for broken ones.
    """
    from PIL import Image

    width, height = image.size
    stored = None if _brings_memory(image) else _MAPPED.get(image.mode)
    progressive = image.info.get("progressive")
    needed = width * height * (6 if progressive else 0 if stored else _IN_MEMORY_BYTES)
    if needed > MEMORY_LIMIT:
        kind = "progressive JPEG" if progressive else f"{image.format or 'picture'} of this kind"
        raise TaskError(
            f"An image of {width}×{height} pixels in a {kind} would take {needed / 2**30:.1f} GB of memory. "
            "Save it as a baseline JPEG, a PNG or a TIFF."
        )
    if stored:
        room: Any = scratch(width * height * _BYTES.get(stored, 4))
        watch(room)
        image.im = Image.frombuffer(stored, image.size, room, "raw", stored, 0, 1).im
    image.load()
    return ImageLevel(image, channels)


def half(below: Level, channels: int, target: np.ndarray[Any, Any], done: Callable[[float], None]) -> Level:
    """The next level, each pixel the mean of up to four, written into ``target``."""
    import numpy as np

    for box in bands(below.size):
        part = below.part(box)
        # Colour under full transparency must not show at edges.
        small = part.convert("RGBa").reduce(2).convert("RGBA") if channels == 4 else part.reduce(2)
        pixels = np.asarray(small)
        start = box[1] // 2
        target[start : start + pixels.shape[0]] = pixels.reshape(*pixels.shape[:2], channels)
        done((box[3] - box[1]) * below.size[0])
    return PixelLevel(target)


def eighth(image: Image.Image, size: tuple[int, int], channels: int) -> np.ndarray[Any, Any] | None:
    """The pixels of a JPEG of an eighth of its size, which decoders make at once; None where they cannot."""
    import numpy as np

    if image.format not in ("JPEG", "MPO") or image.info.get("progressive"):
        return None
    image.draft(None, size)
    if image.size != size:
        return None
    return np.asarray(plain(image, channels, None))


def _brings_memory(image: Image.Image) -> bool:
    """Whether the decoder keeps pixels of its own: some formats, TIFFs in planes or turned."""
    tags = getattr(image, "tag_v2", {})
    return image.format in _IN_MEMORY or tags.get(284, 1) != 1 or tags.get(274, 1) != 1
