"""What the tests of pictures share."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from PIL import Image

from ls_widgets.tasks.media import MediaBox


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def exif(orientation: int) -> bytes:
    data = Image.Exif()
    data[0x0112] = orientation
    return data.tobytes()


def content(box: MediaBox, found: dict) -> bytes:
    """Reads in pieces, as the view does."""
    parts = [box.read(found["media"], offset, 1000) for offset in range(0, found["size"], 1000)]
    assert box.read(found["media"], found["size"], 1000) == b""
    joined = b"".join(parts)
    assert len(joined) == found["size"]
    return joined


def shown(box: MediaBox, found: dict) -> Image.Image:
    assert "media" in found, found
    image = Image.open(io.BytesIO(content(box, found)))
    image.load()
    return image


def error(value: object, **options) -> str:
    found = MediaBox(**options).add(value)
    assert set(found) == {"error"}, found
    assert 0 < len(found["error"]) < 700
    return found["error"]


def tiff_of(*pages: list[tuple[int, int, int, int]], order: str = "<", rest: bytes = b"") -> bytes:
    """A TIFF of directories with ``(tag, type, count, value)``, and ``rest`` behind its header."""
    at = 8 + len(rest)
    parts = [b"II*\0" if order == "<" else b"MM\0*", struct.pack(f"{order}I", at), rest]
    for nth, tags in enumerate(pages):
        at += 2 + 12 * len(tags) + 4
        body = b"".join(
            struct.pack(f"{order}HHI", *tag[:3])
            + (
                struct.pack(f"{order}HH", tag[3], 0)
                if tag[1:3] == (3, 1)
                else struct.pack(f"{order}I", tag[3])
            )
            for tag in tags
        )
        more = at if nth + 1 < len(pages) else 0
        parts += [struct.pack(f"{order}H", len(tags)), body, struct.pack(f"{order}I", more)]
    return b"".join(parts)


def planar_tiff(array: np.ndarray) -> bytes:
    """An uncompressed RGB TIFF with one strip for each channel."""
    height, width, _ = array.shape
    planes = np.moveaxis(array, 2, 0).tobytes()
    sizes = struct.pack(
        "<9I", *(8 + 36 + i * width * height for i in range(3)), *[width * height] * 3, 0, 0, 0
    )
    bits = struct.pack("<4H", 8, 8, 8, 0)
    end = 8 + len(sizes) + len(planes)
    tags = [
        (256, 4, 1, width), (257, 4, 1, height), (258, 3, 3, end), (259, 3, 1, 1), (262, 3, 1, 2),
        (273, 4, 3, 8), (277, 3, 1, 3), (278, 4, 1, height), (279, 4, 3, 20), (284, 3, 1, 2),
    ]  # fmt: skip
    return tiff_of(tags, rest=sizes + planes + bits)


PHOTO = Image.effect_noise((64, 48), 40).convert("RGB")


def at_once(work: Callable[[], object], threads: int = 4) -> None:
    """Does the same in several threads, and raises what one of them raises."""
    with ThreadPoolExecutor(threads) as pool:
        for done in [pool.submit(work) for _ in range(threads)]:
            done.result()
