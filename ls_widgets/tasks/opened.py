"""Picture files, opened without trust: a header may lie, and a small file may hold a huge picture."""

from __future__ import annotations

import struct
from typing import IO, TYPE_CHECKING

from ls_widgets.errors import TaskError

if TYPE_CHECKING:
    from PIL import Image

PIXEL_LIMIT = 2_000_000_000
SIDE_LIMIT = 1_000_000
"""Pixels along one side."""
BOMB_PIXELS = 100_000_000
BOMB_RATIO = 10_000
"""Pixels per byte of the file; a blank 1-bit PNG has 8,000. From ``BOMB_PIXELS`` on more are a bomb."""

SHOWN = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
    "AVIF": "image/avif",
}
"""Formats that browsers show as they are; others are converted."""
_READ: tuple[str, ...] = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_ANIMATED = frozenset({"PNG", "GIF", "WEBP", "AVIF"})
_TURNED = frozenset({"PNG", "JPEG", "MPO", "AVIF"})
"""Formats whose EXIF orientation counts: Chromium ignores that of WebP, Pillow itself turns TIFF."""
_NAMES = (
    (b"%PDF", "a PDF"),
    (b"8BPS", "a Photoshop file"),
    (b"\0\0\0\x0cjP  ", "a JPEG 2000"),
    (b"%!PS", "an EPS"),
    (b"\0\0\1\0", "an icon file"),
    (b"version https://git-lfs", "a Git LFS pointer (run git lfs pull)"),
    (b"<!doctype html", "an HTML page"),
    (b"<html", "an HTML page"),
    (b"PK\3\4", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
)
_TAIL = 65_536
_ORIENTATION = 0x0112


def opened(stream: IO[bytes], place: str, *, size: int | None, page: int = 0) -> Image.Image:
    """The picture of ``size`` bytes at its header, no pixel decoded. TaskError for what is not shown."""
    from PIL import UnidentifiedImageError

    stream.seek(0)
    head = stream.read(1024)
    try:
        image = _identified(stream, head)
        check_pixels(image.size, place, size=size)
        if page:
            image.seek(page)
            check_pixels(image.size, place, size=size)
    except UnidentifiedImageError as error:
        raise TaskError(f"{place} {_what(head)} ({', '.join([*_formats(), 'SVG'])}).") from error
    except TaskError:
        raise
    except Exception as error:  # broken headers make the decoders raise errors of every kind
        raise TaskError(f"{place} is broken: {error}.") from error
    return image


def check_pixels(measures: tuple[int, int], place: str, *, size: int | None) -> None:
    """TaskError for pictures that are too large, and for ones that ``size`` bytes cannot hold."""
    width, height = measures
    pixels = width * height
    if pixels == 0:
        raise TaskError(f"{place} is an image of {width}×{height} pixels.")
    if pixels > PIXEL_LIMIT or max(measures) > SIDE_LIMIT:
        raise TaskError(
            f"{place} has {width}×{height} pixels: images over {PIXEL_LIMIT // 1_000_000} megapixels or "
            f"{SIDE_LIMIT:,} pixels a side are not shown; give a reduced copy."
        )
    if size is not None and pixels > BOMB_PIXELS and pixels > BOMB_RATIO * size:
        raise TaskError(
            f"{place} claims {width}×{height} pixels ({pixels // 1_000_000} megapixels) in {size} bytes: "
            "that looks like a decompression bomb and is not opened. Give a copy in another format."
        )


def is_animated(image: Image.Image) -> bool:
    """Whether a browser would play the file."""
    return image.format in _ANIMATED and bool(getattr(image, "is_animated", False))


def decode(image: Image.Image, place: str) -> None:
    """TaskError when the pixels cannot all be read."""
    try:
        image.load()
    except Exception as error:  # the decoders raise errors of every kind
        raise TaskError(f"{place} is broken or cut off: {error}.") from error


def looks_cut_off(stream: IO[bytes], size: int, kind: str) -> bool:
    """Whether the end of the file is not that of its format; then it is worth decoding."""
    stream.seek(0)
    head = stream.read(16)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    if kind == "PNG":
        return b"IEND" not in tail
    if kind in ("JPEG", "MPO"):
        return b"\xff\xd9" not in tail
    if kind == "GIF":
        return not tail.rstrip(b"\0").endswith(b";")
    if kind in ("WEBP", "BMP"):
        start = 4 if kind == "WEBP" else 2
        return struct.unpack_from("<I", head, start)[0] + (8 if kind == "WEBP" else 0) > size
    return False


def orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8, that browsers follow; XMP's they do not."""
    from PIL import Image

    if image.format not in _TURNED:
        return 1
    try:
        exif = Image.Exif()
        exif.load(image.info.get("exif") or b"")
        found = exif.get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001 - broken EXIF raises errors of every kind; browsers ignore it
        return 1
    return found if found in range(1, 9) else 1


def as_seen(size: tuple[int, int], turned: int) -> tuple[int, int]:
    """Width and height after the EXIF orientation; and back again."""
    return (size[1], size[0]) if turned >= 5 else size


def _formats() -> tuple[str, ...]:
    from PIL import features

    return (*_READ, "AVIF") if "avif" in features.modules and features.check("avif") else _READ


def _identified(stream: IO[bytes], head: bytes) -> Image.Image:
    """As ``Image.open`` without its limit of pixels, which is one for the whole process."""
    from PIL import Image, UnidentifiedImageError

    Image.init()
    for name in _formats():
        factory, accept = Image.OPEN[name]
        if accept is not None and accept(head[:16]) is not True:
            continue
        stream.seek(0)
        try:
            return factory(stream, "")
        except (SyntaxError, IndexError, TypeError, struct.error):  # what Pillow takes for another format
            continue
    raise UnidentifiedImageError


def _what(head: bytes) -> str:
    kind = next((name for start, name in _NAMES if head.lstrip().lower().startswith(start.lower())), "")
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
        kind = "a HEIC picture"
    return f"is {kind}, not an image that is shown" if kind else "is broken or no image that is shown"
