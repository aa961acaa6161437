"""Media for one view: described from their headers, read in byte ranges under unguessable ids."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
import warnings
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ls_widgets.errors import TaskError
from ls_widgets.tasks.addresses import Url
from ls_widgets.tasks.pictures import Picture, picture_of, stamp_of
from ls_widgets.tasks.pyramid import level_sizes
from ls_widgets.tasks.tiff import PAGES_LIMIT
from ls_widgets.tasks.tiles import Tiles

CACHE_LIMIT = 128 * 2**20
"""Bytes of converted pictures that are kept."""


class MediaBox:
    """The media that one widget may read: only what was added here has an id, and ids are random.

    ``roots`` are the folders that paths in task data may point into; the working directory is
    always one. Safe to use from several threads.
    """

    def __init__(self, *, roots: Sequence[str | os.PathLike[str]] = ()) -> None:
        self._roots = [Path.cwd(), *(Path(root).expanduser().resolve() for root in roots)]
        self._pictures: dict[str, Picture] = {}
        self._known: dict[tuple[str, Any], list[str | TaskError]] = {}
        self._held: list[Any] = []
        self._made: OrderedDict[str, bytes] = OrderedDict()
        self._made_bytes = 0
        self._tiles = Tiles()
        self._lock = threading.RLock()

    def add(self, value: Any, *, again: Callable[[], Any] | None = None) -> Any:
        """Describes an image for the view; never raises for a bad one.

        Gives ``{"media", "type", "width", "height", "size"}`` (pixels as seen, exact bytes); for a
        large picture ``"tiles": {"size", "levels"}`` (pixels along a side, number of levels) in place
        of ``"size"``; ``{"url": address}`` for http and https (the kernel never fetches); or
        ``{"error": message}``. For a list, and for a TIFF of several pages, it is a list of these; in
        a list a TIFF stands for its first page. Only headers are read. The same value keeps its id.
        ``again`` gives the value once more, so that bytes need not be kept; without it they are.
        """
        if isinstance(value, list | tuple):
            if len(value) > PAGES_LIMIT:
                return {"error": f"A list of {len(value)} images; at most {PAGES_LIMIT} are shown."}
            found = [self._one(item, None) for item in value]
            return [page[0] if isinstance(page, list) else page for page in found]
        return self._one(value, again)

    def read(self, media: str, offset: int, length: int) -> bytes:
        """Bytes ``offset`` to ``offset + length - 1``, fewer at the end.

        Raises :class:`TaskError` for an unknown id, and when the source is gone, changed or broken.
        """
        with self._lock:
            picture = self._picture(media)
            if offset < 0 or length < 0:
                raise TaskError(f"{length} bytes from {offset} on are no range.")
            try:
                if picture.large is not None:
                    raise TaskError("This image is not sent whole, but by tiles.")
                if picture.make is None:
                    return _file_range(picture, offset, min(length, picture.size))
                return self._content(media, picture.make)[offset : offset + length]
            except OSError as error:
                raise TaskError(f"The image cannot be read: {error.strerror or error}.") from error

    def tile(self, media: str, level: int, x: int, y: int) -> bytes | float:
        """A tile of a large picture, or how far the work is that it waits for (0 to 1): ask again then.

        Level 0 is the full size and each further one half of it; ``x`` and ``y`` count tiles from the
        top left corner as seen. Never waits itself. Raises :class:`TaskError` for an unknown id, a
        picture without tiles, a place outside, and a picture that cannot be decoded.
        """
        with self._lock:
            large = self._picture(media).large
            if large is None:
                raise TaskError("This image has no tiles: it is sent whole.")
            return self._tiles.tile(media, large, (level, x, y))

    def overview(self, media: str) -> bytes | None:
        """The smallest level of a large picture, if its tiles were asked for and it is there by now.

        Raises :class:`TaskError` for an unknown id.
        """
        with self._lock:
            large = self._picture(media).large
            return None if large is None else self._tiles.overview(media, large)

    def close(self) -> None:
        """Let the levels of large pictures go; work on them ends."""
        with self._lock:
            self._tiles.close()

    def _picture(self, media: str) -> Picture:
        picture = self._pictures.get(media)
        if picture is None:
            raise TaskError("This image is not known here any more: show the task again.")
        try:
            if picture.file is not None and stamp_of(picture.file) != picture.stamp:
                raise TaskError(f"'{picture.file}' has changed: show the task again.")
        except OSError as error:
            raise TaskError(f"The image cannot be read: {error.strerror or error}.") from error
        return picture

    def _one(self, value: Any, again: Callable[[], Any] | None) -> Any:
        try:
            with self._lock, warnings.catch_warnings(action="ignore"):  # Pillow's, which name no file
                return self._described(value, again)
        except TaskError as error:
            return {"error": str(error)}
        except Exception as error:  # noqa: BLE001 - pictures and the objects that hold them are foreign and hostile
            return {"error": f"The image cannot be read ({type(error).__name__}: {str(error)[:200]})."}

    def _described(self, value: Any, again: Callable[[], Any] | None) -> Any:
        name = _name(value)
        known = self._known.get(name)
        if known is None or not _unchanged(self._pictures, known):
            fetch = again if again is not None and name[0] == "bytes" else (lambda: value)
            picture = picture_of(fetch, roots=self._roots)
            if isinstance(picture, Url):
                return {"url": picture.address}
            pages = picture if isinstance(picture, list) else [picture]
            known = self._known[name] = [
                page if isinstance(page, TaskError) else self._new(page) for page in pages
            ]
            if name[0] == "object":
                self._held.append(value)  # an id() names it only while it lives
        found = [self._wire(page) for page in known]
        return found if len(found) > 1 else found[0]

    def _new(self, picture: Picture) -> str:
        media = secrets.token_urlsafe(16)
        self._pictures[media] = picture
        return media

    def _wire(self, page: str | TaskError) -> dict[str, Any]:
        if isinstance(page, TaskError):
            return {"error": str(page)}
        picture = self._pictures[page]
        found = {"media": page, "type": picture.type, "width": picture.width, "height": picture.height}
        if picture.large is None:
            return {**found, "size": picture.size}
        side = picture.large.tile
        return {
            **found,
            "tiles": {"size": side, "levels": len(level_sizes(picture.width, picture.height, side))},
        }

    def _content(self, media: str, make: Callable[[], bytes]) -> bytes:
        content = self._made.get(media)
        if content is None:
            try:
                with warnings.catch_warnings(action="ignore"):
                    content = make()
            except (TaskError, OSError):
                raise
            except Exception as error:  # decoders raise errors of every kind for broken pictures
                raise TaskError(f"The image cannot be read: {error}.") from error
            self._made[media] = content
            self._made_bytes += len(content)
        self._made.move_to_end(media)
        while self._made_bytes > CACHE_LIMIT and len(self._made) > 1:
            self._made_bytes -= len(self._made.popitem(last=False)[1])
        return content


def _name(value: Any) -> tuple[str, Any]:
    if isinstance(value, str):
        return "text", value
    if isinstance(value, os.PathLike):
        return "path", os.fspath(value)
    if isinstance(value, bytes | bytearray | memoryview):
        return "bytes", hashlib.sha256(value).digest()
    return "object", id(value)


def _unchanged(pictures: Mapping[str, Picture], pages: list[str | TaskError]) -> bool:
    picture = next((pictures[page] for page in pages if isinstance(page, str)), None)
    try:
        return picture is None or picture.file is None or stamp_of(picture.file) == picture.stamp
    except OSError:
        return False


def _file_range(picture: Picture, offset: int, length: int) -> bytes:
    if picture.file is None:
        return b""
    with picture.file.open("rb") as stream:
        stream.seek(offset)
        return stream.read(length)
