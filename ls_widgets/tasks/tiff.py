"""The pages of a TIFF, read from its directories: no pixel, no long tag, no trust in its chain."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from ls_widgets.errors import TaskError

PAGES_LIMIT = 10_000
TAGS_LIMIT = 4096

_ORDERS = {b"II": "<", b"MM": ">"}
_SUBFILE, _WIDTH, _HEIGHT, _PHOTOMETRIC, _TURN, _SAMPLES, _EXTRA = 254, 256, 257, 262, 274, 277, 338
_READ = frozenset({_SUBFILE, _WIDTH, _HEIGHT, _PHOTOMETRIC, _TURN, _SAMPLES, _EXTRA})
_LONG8 = 16
_NUMBERS = {1: "B", 3: "H", 4: "I", _LONG8: "Q"}
_REDUCED_OR_MASK = 1 | 4
_RGB, _GRAYS = 2, (0, 1)


@dataclass(frozen=True, slots=True)
class Page:
    """One picture of the file, as seen."""

    index: int
    """Its directory, counting those that are no pages."""
    width: int
    height: int
    channels: int
    """1, 3 or 4: what it is shown with."""


def tiff_pages(stream: IO[bytes], size: int) -> list[Page]:
    """Pages in order, without reduced copies and masks; empty for what is no TIFF.

    A chain of directories that breaks or runs in circles ends there. Raises :class:`TaskError` when
    not even the first one can be read, and for absurd numbers of tags or pages.
    """
    pages: list[Page] = []
    for index, tags in enumerate(_directories(stream, size)):
        if index >= PAGES_LIMIT:
            raise TaskError(f"a TIFF of more than {PAGES_LIMIT} pages; at most {PAGES_LIMIT} are shown")
        if tags.get(_SUBFILE, 0) & _REDUCED_OR_MASK and pages:
            continue
        width, height = tags.get(_WIDTH, 0), tags.get(_HEIGHT, 0)
        if tags.get(_TURN, 1) >= 5:
            width, height = height, width
        pages.append(Page(index, width, height, _channels(tags)))
    return pages


def _channels(tags: dict[int, int]) -> int:
    samples = tags.get(_SAMPLES, 1)
    if tags.get(_PHOTOMETRIC) in _GRAYS:
        return 1 if samples == 1 else 4
    return 4 if tags.get(_PHOTOMETRIC) == _RGB and samples > 3 and tags.get(_EXTRA, 2) != 0 else 3


def _directories(stream: IO[bytes], size: int) -> Iterator[dict[int, int]]:
    """The tags of each directory that matter here."""
    stream.seek(0)
    head = stream.read(16)
    order = _ORDERS.get(head[:2])
    if order is None or len(head) < 8:
        return
    version = struct.unpack(f"{order}H", head[2:4])[0]
    if version not in (42, 43):
        return
    big = version == 43
    if big and len(head) < 16:
        raise TaskError("a TIFF without a first page")
    at = struct.unpack(f"{order}Q" if big else f"{order}I", head[8:16] if big else head[4:8])[0]
    seen: set[int] = set()
    while at not in seen:
        found = _directory(stream, at, order, big=big) if 0 < at < size else None
        if found is None and not seen:
            raise TaskError("a TIFF without a first page")
        if found is None:
            return
        seen.add(at)
        tags, at = found
        yield tags


def _directory(stream: IO[bytes], at: int, order: str, *, big: bool) -> tuple[dict[int, int], int] | None:
    """Tags and the place of the next directory; None where the file ends before."""
    word, entry, offset = ("Q", 20, "Q") if big else ("H", 12, "I")
    stream.seek(at)
    head = stream.read(struct.calcsize(f"={word}"))
    if len(head) < struct.calcsize(f"={word}"):
        return None
    count = struct.unpack(f"{order}{word}", head)[0]
    if count > TAGS_LIMIT:
        raise TaskError(f"a TIFF whose page has {count} tags; at most {TAGS_LIMIT} are read")
    body = stream.read(count * entry)
    rest = stream.read(struct.calcsize(f"={offset}"))
    if len(body) < count * entry:
        return None
    tags = {}
    for start in range(0, count * entry, entry):
        tag, kind = struct.unpack_from(f"{order}HH", body, start)
        if tag in _READ and kind in _NUMBERS and (big or kind != _LONG8):
            tags[tag] = struct.unpack_from(f"{order}{_NUMBERS[kind]}", body, start + (12 if big else 8))[0]
    whole = len(rest) == struct.calcsize(f"={offset}")
    return tags, struct.unpack(f"{order}{offset}", rest)[0] if whole else 0
