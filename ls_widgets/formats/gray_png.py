"""Masks as PNG. Pillow tries five filters on each row, of which a mask needs none: half of all the time."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_HEAD = bytes((8, 0, 0, 0, 0))
"""Eight bits of gray; the one way to compress and to filter; rows in order."""
_LEVEL = 6


def gray_png(pixels: NDArray[Any]) -> bytes:
    """The file of rows × columns of uint8, as https://www.w3.org/TR/png-3/ has it."""
    import numpy as np

    height, width = pixels.shape
    rows = np.zeros((height, 1 + width), np.uint8)  # each begins with its filter: none
    rows[:, 1:] = pixels
    # A mask is runs of few values, and looking for anything else takes longer.
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS, zlib.DEF_MEM_LEVEL, zlib.Z_RLE)
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + _HEAD
    parts = [(b"IHDR", head), (b"IDAT", packer.compress(rows.data) + packer.flush()), (b"IEND", b"")]
    return _SIGNATURE + b"".join(_chunk(name, content) for name, content in parts)


def _chunk(name: bytes, content: bytes) -> bytes:
    return (
        len(content).to_bytes(4, "big")
        + name
        + content
        + zlib.crc32(content, zlib.crc32(name)).to_bytes(4, "big")
    )
