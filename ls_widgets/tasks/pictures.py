"""One picture, from whatever a task holds: its size from the header, its bytes when they are asked for."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ls_widgets.errors import TaskError
from ls_widgets.tasks.addresses import Url, cut, regular_file, resolve
from ls_widgets.tasks.cells import is_null
from ls_widgets.tasks.opened import (
    SHOWN,
    as_seen,
    check_pixels,
    decode,
    is_animated,
    looks_cut_off,
    opened,
    orientation,
)
from ls_widgets.tasks.pixels import array_pixels, array_shape, image_channels, image_pixels, is_deep
from ls_widgets.tasks.png import png_bytes, png_size
from ls_widgets.tasks.pyramid import Large
from ls_widgets.tasks.svg import BYTES_LIMIT as SVG_LIMIT
from ls_widgets.tasks.svg import checked_svg, looks_svg
from ls_widgets.tasks.tiff import Page, tiff_pages
from ls_widgets.tasks.tiles import tile_side

if TYPE_CHECKING:
    from PIL import Image

SEND_LIMIT = 64 * 2**20
"""Bytes that are sent to the view for one picture; larger ones are shown by tiles."""
TILE_PIXELS = 50_000_000
"""Decoded, more pixels take over 200 MB of the browser: such pictures are shown by tiles."""

Source = Callable[[], AbstractContextManager[tuple[Any, IO[bytes] | None]]]


@dataclass(frozen=True, slots=True)
class Picture:
    """What the view needs to know, and where the bytes are: in ``file`` as they are, or made."""

    type: str
    width: int
    height: int
    """Size in pixels as seen, after the EXIF orientation."""
    size: int
    """Exact number of bytes; 0 for what is shown by tiles."""
    make: Callable[[], bytes] | None = None
    large: Large | None = None
    """Set for what is shown by tiles."""
    file: Path | None = None
    stamp: tuple[int, int] | None = None
    """Modification time (ns) and size of ``file`` when it was looked at."""


Pages = list[Picture | TaskError]
"""The pages of one file; an error in place of one that cannot be shown."""


def picture_of(fetch: Callable[[], Any], *, roots: Sequence[Path]) -> Picture | Pages | Url:
    """Looks at the picture that ``fetch`` gives, reading a header at most where it has one.

    A TIFF of several pages gives a list; an animation is its first frame.

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
        return _from_image(value, fetch)
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


def _from_file(path: Path) -> Picture | Pages:
    place = f"'{cut(str(path))}'"
    try:
        return _look(_Origin(place, lambda: path.open("rb"), path, stamp_of(path)))
    except OSError as error:
        raise TaskError(f"{place} cannot be read: {error.strerror or error}.") from error


def _from_bytes(fetch: Callable[[], bytes], place: str) -> Picture | Pages:
    return _look(_Origin(place, lambda: io.BytesIO(fetch())))


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where encoded bytes come from, each time anew."""

    place: str
    open: Callable[[], IO[bytes]]
    file: Path | None = None
    stamp: tuple[int, int] | None = None

    def read(self) -> bytes:
        with self.open() as stream:
            return stream.read()


def _look(origin: _Origin) -> Picture | Pages:
    with origin.open() as stream:
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        if size == 0:
            raise TaskError(f"{origin.place} is empty (0 bytes).")
        if looks_svg(stream.read(1024)):
            return _svg(origin, size)
        try:
            pages = tiff_pages(stream, size)
        except TaskError as error:
            raise TaskError(f"{origin.place} is {error}.") from error
        image = opened(stream, origin.place, size=size)
        if len(pages) > 1:
            return [_page(origin, page, size) for page in pages]
        return _one(origin, stream, image, size)


def _svg(origin: _Origin, size: int) -> Picture:
    if size > SVG_LIMIT:
        raise TaskError(f"{origin.place}: the SVG has {size} bytes; at most {SVG_LIMIT} are shown.")
    try:
        content, width, height = checked_svg(origin.read())
    except TaskError as error:
        raise TaskError(f"{origin.place}: {error}") from error
    make = lambda: checked_svg(origin.read())[0]  # noqa: E731
    return Picture("image/svg+xml", width, height, len(content), make, None, origin.file, origin.stamp)


def _one(origin: _Origin, stream: IO[bytes], image: Image.Image, size: int) -> Picture:
    width, height = image.size
    channels, turned = image_channels(image), orientation(image)
    as_it_is = image.format in SHOWN and not is_deep(image) and not is_animated(image)
    if width * height > TILE_PIXELS or (size if as_it_is else png_size(width, height, channels)) > SEND_LIMIT:
        lossless = 0 if image.format in ("JPEG", "MPO") else 99 if image.mode in ("1", "P") else 1
        large = _large(_encoded(origin), image.size, channels, turned, size=size, lossless=lossless)
        return _tiled(large, origin)
    if looks_cut_off(stream, size, str(image.format)):
        decode(image, origin.place)
    if not as_it_is:
        return _converted(_encoded(origin), image.size, channels, turned, origin)
    seen = as_seen(image.size, turned)
    read = None if origin.file else origin.read
    return Picture(SHOWN[str(image.format)], *seen, size, read, None, origin.file, origin.stamp)


def _page(origin: _Origin, page: Page, size: int) -> Picture | TaskError:
    """A page of a TIFF, of which only the directory was read."""
    measures = page.width, page.height
    try:
        check_pixels(measures, f"Page {page.index + 1} of {origin.place}", size=size)
    except TaskError as error:
        return error
    source = _encoded(origin, page=page.index)
    if page.width * page.height > TILE_PIXELS or png_size(*measures, page.channels) > SEND_LIMIT:
        return _tiled(_large(source, measures, page.channels, 1, size=size, lossless=1), origin)
    return _converted(source, measures, page.channels, 1, origin)


def _encoded(origin: _Origin, *, page: int = 0) -> Source:
    """Opens the picture at its header."""

    @contextmanager
    def source() -> Iterator[tuple[Image.Image, IO[bytes]]]:
        with origin.open() as stream:
            size = stream.seek(0, io.SEEK_END)
            yield opened(stream, origin.place, size=size, page=page), stream

    return source


def _held(fetch: Callable[[], Any]) -> Source:
    """What is in memory already."""

    @contextmanager
    def source() -> Iterator[tuple[Any, None]]:
        yield fetch(), None

    return source


def _from_image(image: Image.Image, fetch: Callable[[], Image.Image]) -> Picture:
    """A Pillow image of the caller's, which may still be an open file."""
    check_pixels(image.size, "the image", size=None)
    channels, turned = image_channels(image), orientation(image)

    def loaded() -> Image.Image:
        found = fetch()
        found.load()
        return found

    if image.width * image.height > TILE_PIXELS or png_size(*image.size, channels) > SEND_LIMIT:
        return _tiled(_large(_held(loaded), image.size, channels, turned))
    return _converted(_held(lambda: fetch().copy()), image.size, channels, turned)


def _from_array(value: Any, fetch: Callable[[], Any]) -> Picture:
    import numpy as np

    try:
        array = np.asarray(value)
    except Exception as error:  # the conversion is foreign code
        raise TaskError(f"A value of type {type(value).__name__} is no array: {error}.") from error
    width, height, channels = array_shape(array)
    check_pixels((width, height), "the array", size=None)
    size = png_size(width, height, channels)
    if width * height > TILE_PIXELS or size > SEND_LIMIT:
        return _tiled(_large(_held(lambda: np.asarray(fetch())), (width, height), channels, 1))
    make = lambda: png_bytes(array_pixels(np.asarray(fetch())), width, height, channels)  # noqa: E731
    return Picture("image/png", width, height, size, make)


def _converted(
    source: Source, stored: tuple[int, int], channels: int, turned: int, origin: _Origin | None = None
) -> Picture:
    """A picture that is made from pixels: lossless, its size known, and only when read."""
    width, height = as_seen(stored, turned)

    def make() -> bytes:
        with source() as (image, _):
            return png_bytes(image_pixels(image, channels, turned), width, height, channels)

    size = png_size(width, height, channels)
    file, stamp = (origin.file, origin.stamp) if origin else (None, None)
    return Picture("image/png", width, height, size, make, None, file, stamp)


def _large(
    source: Source, stored: tuple[int, int], channels: int, turned: int, *, size: int = 0, lossless: int = 1
) -> Large:
    return Large(source, *stored, channels, turned, size, tile_side(channels), lossless)


def _tiled(large: Large, origin: _Origin | None = None) -> Picture:
    width, height = as_seen((large.width, large.height), large.orientation)
    kind = "image/png" if large.lossless else "image/jpeg"
    file, stamp = (origin.file, origin.stamp) if origin else (None, None)
    return Picture(kind, width, height, 0, None, large, file, stamp)
