"""A large picture in levels, made once in the background: the small ones are there early."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from ls_widgets.errors import TaskError
from ls_widgets.tasks.levels import Box, ImageLevel, Level, PixelLevel, decoded, eighth, half
from ls_widgets.tasks.pixels import depth_of
from ls_widgets.tasks.scratch import forget, scratch

if TYPE_CHECKING:
    import mmap

    from PIL import Image

EIGHTH = 3
"""Level that JPEG decoders make at once."""
_PAGE = 4096
_RELIEF = 0.05
"""Seconds between giving memory back."""
_READING = 0.6
"""Part of the work that is decoding; the rest is halving."""


@dataclass(frozen=True, slots=True)
class Large:
    """A picture that is shown by tiles: how to get at it, and how it is shown."""

    source: Callable[[], AbstractContextManager[tuple[Any, IO[bytes] | None]]]
    """Opens a Pillow image at its header with its stream, or gives an array or a decoded image."""
    width: int
    height: int
    """As stored, before the orientation."""
    channels: int
    orientation: int
    bytes: int
    """Of the file; 0 when there is none."""
    tile: int
    lossless: int
    """Levels below this one have the very pixels of their level, the others are JPEGs."""


def level_sizes(width: int, height: int, tile: int) -> list[tuple[int, int]]:
    """Sizes of the levels: each half of the one before, rounded up, to the first that is one tile."""
    sizes = [(width, height)]
    while max(sizes[-1]) > tile:
        sizes.append((-(-sizes[-1][0] // 2), -(-sizes[-1][1] // 2)))
    return sizes


class Pyramid:
    """The levels of one picture; work starts at once, in a thread of its own."""

    def __init__(self, large: Large) -> None:
        self.large = large
        self.sizes = level_sizes(large.width, large.height, large.tile)
        self.error: str | None = None
        self._levels: list[Level | None] = [None] * len(self.sizes)
        self._halved = 0.0
        self._read = False
        self._stream: IO[bytes] | None = None
        self._dropped = False
        self._rooms: list[mmap.mmap] = []
        self._thread = threading.Thread(target=self._work, name="lsw-tiles", daemon=True)
        self._thread.start()

    @property
    def room(self) -> int:
        """Bytes on disk, at most."""
        large = self.large
        return large.width * large.height * (4 + 1 + large.channels // 3)

    @property
    def done(self) -> float:
        """How much of the work is done, 0 to 1."""
        if self._read:
            pixels = self.large.width * self.large.height * 4 / 3
            return _READING + (1 - _READING) * min(1.0, self._halved / pixels)
        stream, size = self._stream, self.large.bytes
        try:
            at = 0 if stream is None else _place(stream)
        except (OSError, ValueError):  # closed just now
            at = 0
        return _READING * min(1.0, at / size) if size else 0.0

    def part(self, level: int, box: Box) -> Image.Image | None:
        """Pixels of a level as stored, None as long as it is not there. TaskError when it cannot be made."""
        if self.error is not None:
            raise TaskError(self.error)
        found = self._levels[level]
        return None if found is None else found.part(box)

    def wait(self) -> None:
        """Until all levels are there, or an error."""
        self._thread.join()

    def drop(self) -> None:
        """Nobody wants it any more: the work ends at the next band of pixels."""
        self._dropped = True

    def _work(self) -> None:
        over = threading.Event()
        threading.Thread(target=self._relieve, args=(over,), name="lsw-tiles-relief", daemon=True).start()
        try:
            self._fill()
        except _DroppedError:
            pass
        except TaskError as error:
            self.error = str(error)
        except MemoryError:
            self.error = "The image cannot be decoded: the memory is not enough."
        except Exception as error:  # noqa: BLE001 - decoders raise errors of every kind for broken pictures
            self.error = f"The image is broken or cut off: {error}."
        finally:
            self._stream = None
            over.set()

    def _fill(self) -> None:
        import numpy as np

        large = self.large
        starts, end = [0], 0
        for width, height in self.sizes[1:]:
            starts.append(end)
            end += -(-width * height * large.channels // _PAGE) * _PAGE
        room = scratch(max(end, _PAGE))
        self._rooms.append(room)

        def target(level: int) -> np.ndarray[Any, Any]:
            width, height = self.sizes[level]
            count = width * height * large.channels
            flat = np.frombuffer(room, np.uint8, count, starts[level])
            return flat.reshape(height, width, large.channels)

        if large.bytes and len(self.sizes) > EIGHTH:
            with large.source() as (image, _):
                pixels = eighth(image, self.sizes[EIGHTH], large.channels)
            if pixels is not None:
                kept = target(EIGHTH)
                kept[...] = pixels.reshape(kept.shape)
                self._levels[EIGHTH] = PixelLevel(kept)
                self._halve(EIGHTH + 1, target)
        self._levels[0] = self._first()
        self._read = True
        self._halve(1, target)

    def _first(self) -> Level:
        large = self.large
        with large.source() as (found, stream):
            self._stream = stream
            if hasattr(found, "dtype"):
                level: Level = PixelLevel(found, depth_of([found]))
            elif stream is None:
                level = ImageLevel(found, large.channels)
            else:
                level = decoded(found, large.channels, self._rooms.append)
        if level.size != self.sizes[0]:
            raise TaskError(f"The image changed its size to {level.size[0]}×{level.size[1]} pixels.")
        return level

    def _halve(self, start: int, target: Callable[[int], Any]) -> None:
        """Makes the missing levels from ``start`` on."""
        for at in range(start, len(self.sizes)):
            below = self._levels[at - 1]
            if self._levels[at] is None and below is not None:
                self._levels[at] = half(below, self.large.channels, target(at), self._progress)

    def _progress(self, pixels: float) -> None:
        self._halved += pixels
        if self._dropped:
            raise _DroppedError

    def _relieve(self, over: threading.Event) -> None:
        """Pixels on their way to the file need not stay in memory."""
        while True:
            ended = over.wait(_RELIEF)
            for room in tuple(self._rooms):
                forget(room)
            if ended:
                return


class _DroppedError(Exception):
    """Nobody wants the picture any more."""


def _place(stream: IO[bytes]) -> int:
    """How far a stream was read; decoders read files behind Python's back."""
    try:
        return os.lseek(stream.fileno(), 0, os.SEEK_CUR)
    except OSError:
        return stream.tell()
