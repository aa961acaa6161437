"""One picture, from whatever a task holds: its size from the header, its bytes when they are asked for."""

from __future__ import annotations

import io
import os
import struct
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ls_widgets.errors import TaskError
from ls_widgets.tasks.addresses import Url, cut, regular_file, resolve
from ls_widgets.tasks.cells import is_null
from ls_widgets.tasks.pixels import array_pixels, array_shape, image_channels, image_pixels, upright
from ls_widgets.tasks.png import png_bytes, png_size
from ls_widgets.tasks.svg import BYTES_LIMIT as SVG_LIMIT
from ls_widgets.tasks.svg import checked_svg, looks_svg

if TYPE_CHECKING:
    from PIL import Image

SEND_LIMIT = 64 * 2**20
"""Bytes that are sent to the view for one picture."""
PIXEL_LIMIT = 100_000_000

_SHOWN = {
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


@dataclass(frozen=True, slots=True)
class Picture:
    """What the view needs to know, and where the bytes are: in ``file`` as they are, or made."""

    type: str
    width: int
    height: int
    """Size in pixels as seen, after the EXIF orientation."""
    size: int
    """Exact number of bytes."""
    make: Callable[[], bytes] | None
    file: Path | None = None
    stamp: tuple[int, int] | None = None
    """Modification time (ns) and size of ``file`` when it was looked at."""


def picture_of(fetch: Callable[[], Any], *, roots: Sequence[Path]) -> Picture | Url:
    """Looks at the picture that ``fetch`` gives, reading a header at most where it has one.

    Texts are addresses or paths under the roots (:func:`~ls_widgets.tasks.addresses.resolve`);
    ``pathlib.Path`` objects are the caller's own and may lie anywhere. Bytes, PIL images and arrays
    (H×W, H×W×3, H×W×4) are pictures themselves. Raises :class:`TaskError` with a message for the
    view for whatever cannot be shown.
    """
    value = fetch()
    if isinstance(value, str):
        target = resolve(value, roots=roots)
        if isinstance(target, bytes):
            return _from_bytes(lambda: _bytes(resolve(fetch(), roots=roots)), "the data address")
        return target if isinstance(target, Url) else _from_file(target)
    if isinstance(value, os.PathLike):
        return _from_file(regular_file(value))
    if isinstance(value, bytes | bytearray | memoryview):
        return _from_bytes(lambda: bytes(fetch()), "the bytes")
    images = sys.modules.get("PIL.Image")
    if images is not None and isinstance(value, images.Image):
        return _converted(value, lambda: fetch().copy())
    if hasattr(value, "__array__") or hasattr(value, "__array_interface__"):
        return _from_array(value, fetch)
    if is_null(value):
        raise TaskError("There is no image: the value is missing.")
    raise TaskError(f"A value of type {type(value).__name__} is no image.")


def stamp_of(path: Path) -> tuple[int, int]:
    """Modification time (ns) and size: whether a file is still the one that was looked at."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size


def _bytes(target: Url | bytes | Path) -> bytes:
    if not isinstance(target, bytes):
        raise TaskError("The data address has changed.")
    return target


def _from_file(path: Path) -> Picture:
    place = f"'{cut(str(path))}'"
    try:
        stamp = stamp_of(path)
        with path.open("rb") as stream:
            return _look(stream, stamp[1], place, path.read_bytes, file=path, stamp=stamp)
    except OSError as error:
        raise TaskError(f"{place} cannot be read: {error.strerror or error}.") from error


def _from_bytes(fetch: Callable[[], bytes], place: str) -> Picture:
    content = fetch()
    return _look(io.BytesIO(content), len(content), place, fetch)


def _look(
    stream: IO[bytes],
    size: int,
    place: str,
    read: Callable[[], bytes],
    *,
    file: Path | None = None,
    stamp: tuple[int, int] | None = None,
) -> Picture:
    if size == 0:
        raise TaskError(f"{place} is empty (0 bytes).")
    head = stream.read(1024)
    if looks_svg(head):
        if size > SVG_LIMIT:
            raise TaskError(f"{place}: the SVG has {size} bytes; at most {SVG_LIMIT} are shown.")
        try:
            content, width, height = checked_svg(read())
        except TaskError as error:
            raise TaskError(f"{place}: {error}") from error
        made = Picture("image/svg+xml", width, height, len(content), lambda: checked_svg(read())[0])
        return _of_file(made, file, stamp)
    stream.seek(0)
    with _opened(stream, head, place) as image:
        _check_pixels(image.size, place)
        if image.format not in _SHOWN:
            return _of_file(_converted(image, lambda: _reopened(read(), place)), file, stamp)
        if size > SEND_LIMIT:
            raise TaskError(
                f"{place} has {size / 2**20:.0f} MB; at most {SEND_LIMIT // 2**20} MB are sent. "
                "Give a smaller or more compressed copy."
            )
        if _looks_cut_off(stream, size, str(image.format)):
            _decode(image, place)
        width, height = _as_seen(image.size, orientation(image))
        return Picture(_SHOWN[image.format], width, height, size, None if file else read, file, stamp)


def _of_file(made: Picture, file: Path | None, stamp: tuple[int, int] | None) -> Picture:
    return Picture(made.type, made.width, made.height, made.size, made.make, file, stamp)


def _reopened(content: bytes, place: str) -> Image.Image:
    image = _opened(io.BytesIO(content), content[:1024], place)
    _check_pixels(image.size, place)
    return image


def _opened(stream: IO[bytes], head: bytes, place: str) -> Image.Image:
    from PIL import Image, UnidentifiedImageError, features

    formats = (*_READ, "AVIF") if "avif" in features.modules and features.check("avif") else _READ
    try:
        return Image.open(stream, formats=formats)
    except UnidentifiedImageError as error:
        kind = next((name for start, name in _NAMES if head.lstrip().lower().startswith(start.lower())), "")
        if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"):
            kind = "a HEIC picture"
        known = ", ".join([*formats, "SVG"])
        what = f"is {kind}, not an image that is shown" if kind else "is broken or no image that is shown"
        raise TaskError(f"{place} {what} ({known}).") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TaskError(f"{place}: {_too_many()}.") from error
    except Exception as error:  # broken headers make the decoders raise errors of every kind
        raise TaskError(f"{place} is broken: {error}.") from error


def _check_pixels(size: tuple[int, int], place: str) -> None:
    if size[0] * size[1] > PIXEL_LIMIT:
        raise TaskError(f"{place} has {size[0]}×{size[1]} pixels: {_too_many()}.")
    if 0 in size:
        raise TaskError(f"{place} is an image of {size[0]}×{size[1]} pixels.")


def _too_many() -> str:
    return f"images over {PIXEL_LIMIT // 1_000_000} megapixels are not shown; give a reduced copy"


def _decode(image: Image.Image, place: str) -> None:
    try:
        image.load()
    except Exception as error:  # the decoders raise errors of every kind
        raise TaskError(f"{place} is broken or cut off: {error}.") from error


def _looks_cut_off(stream: IO[bytes], size: int, kind: str) -> bool:
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


def _as_seen(size: tuple[int, int], turned: int) -> tuple[int, int]:
    return (size[1], size[0]) if turned >= 5 else size


def _converted(image: Image.Image, again: Callable[[], Image.Image]) -> Picture:
    """A picture that is made from pixels: lossless and only when read, unless it is too large for that."""
    _check_pixels(image.size, "the image")
    channels, turned = image_channels(image), orientation(image)
    width, height = _as_seen(image.size, turned)
    size = png_size(width, height, channels)
    if size > SEND_LIMIT:
        return _compressed(upright(image, turned, channels=channels))
    return Picture(
        "image/png",
        width,
        height,
        size,
        lambda: png_bytes(image_pixels(again(), channels, turned), width, height, channels),
    )


def _from_array(value: Any, fetch: Callable[[], Any]) -> Picture:
    import numpy as np

    try:
        array = np.asarray(value)
    except Exception as error:  # the conversion is foreign code
        raise TaskError(f"A value of type {type(value).__name__} is no array: {error}.") from error
    width, height, channels = array_shape(array)
    _check_pixels((width, height), "the array")
    size = png_size(width, height, channels)
    if size > SEND_LIMIT:
        from PIL import Image

        mode = {1: "L", 3: "RGB", 4: "RGBA"}[channels]
        return _compressed(Image.frombytes(mode, (width, height), array_pixels(array)))
    return Picture(
        "image/png",
        width,
        height,
        size,
        lambda: png_bytes(array_pixels(np.asarray(fetch())), width, height, channels),
    )


def _compressed(image: Image.Image) -> Picture:
    """Over 64 MB of pixels: JPEG, or PNG where it has transparency, made at once and kept."""
    stream = io.BytesIO()
    if image.mode == "RGBA":
        image.save(stream, "PNG", compress_level=1)
    else:
        image.save(stream, "JPEG", quality=92)
    content = stream.getvalue()
    if len(content) > SEND_LIMIT:
        raise TaskError(
            f"An image of {image.width}×{image.height} pixels has {len(content) / 2**20:.0f} MB "
            f"even when compressed; at most {SEND_LIMIT // 2**20} MB are sent. Give a smaller copy."
        )
    kind = "image/png" if image.mode == "RGBA" else "image/jpeg"
    return Picture(kind, image.width, image.height, len(content), lambda: content)
