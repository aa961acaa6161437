"""PNG without compression: its size is known before a pixel is read."""

from __future__ import annotations

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_BLOCK = 65_535
_COLOR_TYPES = {1: 0, 3: 2, 4: 6}


def png_size(width: int, height: int, channels: int) -> int:
    """Bytes that :func:`png_bytes` gives for 8-bit pixels of 1 (gray), 3 (RGB) or 4 (RGBA) channels."""
    raw = height * (1 + width * channels)
    return len(_SIGNATURE) + 25 + 12 + 2 + raw + 5 * -(-raw // _BLOCK) + 4 + 12


def png_bytes(pixels: bytes, width: int, height: int, channels: int) -> bytes:
    """Encodes rows of 8-bit pixels, one after the other without padding."""
    step = width * channels
    raw = b"".join(b"\0" + pixels[start : start + step] for start in range(0, step * height, step))
    parts = [b"\x78\x01"]
    for start in range(0, len(raw), _BLOCK):
        block = raw[start : start + _BLOCK]
        last = start + _BLOCK >= len(raw)
        parts += [struct.pack("<BHH", last, len(block), len(block) ^ 0xFFFF), block]
    parts.append(struct.pack(">I", zlib.adler32(raw)))
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOR_TYPES[channels], 0, 0, 0)
    return b"".join([_SIGNATURE, *_chunk(b"IHDR", [header]), *_chunk(b"IDAT", parts), *_chunk(b"IEND", [])])


def _chunk(name: bytes, parts: list[bytes]) -> list[bytes]:
    check = zlib.crc32(name)
    for part in parts:
        check = zlib.crc32(part, check)
    length = sum(map(len, parts))
    return [struct.pack(">I", length), name, *parts, struct.pack(">I", check)]
