"""Media for one view: described from their headers, read in byte ranges under unguessable ids."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
import warnings
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ls_widgets.errors import TaskError
from ls_widgets.tasks.addresses import Url
from ls_widgets.tasks.pictures import Picture, picture_of, stamp_of

CACHE_LIMIT = 128 * 2**20
"""Bytes of converted pictures that are kept."""
PAGES_LIMIT = 10_000


class MediaBox:
    """The media that one widget may read: only what was added here has an id, and ids are random.

    ``roots`` are the folders that paths in task data may point into; the working directory is
    always one. Safe to use from several threads.
    """

    def __init__(self, *, roots: Sequence[str | os.PathLike[str]] = ()) -> None:
        self._roots = [Path.cwd(), *(Path(root).expanduser().resolve() for root in roots)]
        self._pictures: dict[str, Picture] = {}
        self._ids: dict[tuple[str, Any], str] = {}
        self._held: list[Any] = []
        self._made: OrderedDict[str, bytes] = OrderedDict()
        self._made_bytes = 0
        self._lock = threading.RLock()

    def add(self, value: Any, *, again: Callable[[], Any] | None = None) -> Any:
        """Describes an image for the view; never raises for a bad one.

        Gives ``{"media", "type", "width", "height", "size"}`` (pixels as seen, exact bytes),
        ``{"url": address}`` for http and https (the kernel never fetches), or ``{"error": message}``;
        for a list a list of these. Only headers are read. The same value keeps its id. ``again``
        gives the value once more, so that bytes need not be kept; without it they are.
        """
        if isinstance(value, list | tuple):
            if len(value) > PAGES_LIMIT:
                return {"error": f"A list of {len(value)} images; at most {PAGES_LIMIT} are shown."}
            return [self._one(item, None) for item in value]
        return self._one(value, again)

    def read(self, media: str, offset: int, length: int) -> bytes:
        """Bytes ``offset`` to ``offset + length - 1``, fewer at the end.

        Raises :class:`TaskError` for an unknown id, and when the source is gone, changed or broken.
        """
        with self._lock:
            picture = self._pictures.get(media)
            if picture is None:
                raise TaskError("This image is not known here any more: show the task again.")
            if offset < 0 or length < 0:
                raise TaskError(f"{length} bytes from {offset} on are no range.")
            try:
                if picture.file is not None and stamp_of(picture.file) != picture.stamp:
                    raise TaskError(f"'{picture.file}' has changed: show the task again.")
                if picture.make is None:
                    return _file_range(picture, offset, min(length, picture.size))
                return self._content(media, picture.make)[offset : offset + length]
            except OSError as error:
                raise TaskError(f"The image cannot be read: {error.strerror or error}.") from error

    def _one(self, value: Any, again: Callable[[], Any] | None) -> dict[str, Any]:
        try:
            with self._lock, warnings.catch_warnings(action="ignore"):  # Pillow's, which name no file
                return self._described(value, again)
        except TaskError as error:
            return {"error": str(error)}
        except Exception as error:  # noqa: BLE001 - pictures and the objects that hold them are foreign and hostile
            return {"error": f"The image cannot be read ({type(error).__name__}: {str(error)[:200]})."}

    def _described(self, value: Any, again: Callable[[], Any] | None) -> dict[str, Any]:
        name = _name(value)
        known = self._ids.get(name)
        if known is not None and _unchanged(self._pictures[known]):
            return _wire(known, self._pictures[known])
        fetch = again if again is not None and name[0] == "bytes" else (lambda: value)
        picture = picture_of(fetch, roots=self._roots)
        if isinstance(picture, Url):
            return {"url": picture.address}
        media = secrets.token_urlsafe(16)
        self._pictures[media] = picture
        self._ids[name] = media
        if name[0] == "object":
            self._held.append(value)  # an id() names it only while it lives
        return _wire(media, picture)

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


def _unchanged(picture: Picture) -> bool:
    try:
        return picture.file is None or stamp_of(picture.file) == picture.stamp
    except OSError:
        return False


def _wire(media: str, picture: Picture) -> dict[str, Any]:
    return {
        "media": media,
        "type": picture.type,
        "width": picture.width,
        "height": picture.height,
        "size": picture.size,
    }


def _file_range(picture: Picture, offset: int, length: int) -> bytes:
    if picture.file is None:
        return b""
    with picture.file.open("rb") as stream:
        stream.seek(offset)
        return stream.read(length)
