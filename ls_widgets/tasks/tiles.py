"""Tiles of large pictures: cut from their levels, upright, and encoded when asked for."""

from __future__ import annotations

import io
from collections import OrderedDict
from typing import TYPE_CHECKING

from ls_widgets.errors import TaskError
from ls_widgets.tasks.levels import Box
from ls_widgets.tasks.opened import as_seen
from ls_widgets.tasks.pixels import upright
from ls_widgets.tasks.pyramid import Large, Pyramid

if TYPE_CHECKING:
    from PIL import Image

TILE = 512
"""Pixels along a side of a tile; half of it with transparency, so that none exceeds a message."""
ROOM_LIMIT = 8 * 2**30
"""Bytes on disk for the levels of pictures seen lately."""
TILES_LIMIT = 64 * 2**20
"""Bytes of encoded tiles that are kept."""
QUALITY = 90


class Tiles:
    """The pyramids of one view's large pictures. Not safe to use from several threads at once."""

    def __init__(self) -> None:
        self._pyramids: OrderedDict[str, Pyramid] = OrderedDict()
        self._kept: OrderedDict[tuple[str, int, int, int], bytes] = OrderedDict()
        self._bytes = 0

    def tile(self, media: str, large: Large, place: tuple[int, int, int]) -> bytes | float:
        """The tile at ``(level, x, y)``, or how much of the work it waits for is done, 0 to 1.

        Level 0 is the full size, each further one half of it; tiles are counted from the top left
        corner of the picture as seen. Raises :class:`TaskError` for a place outside, and for a picture
        that cannot be decoded; asking again tries again.
        """
        known = self._kept.get((media, *place))
        if known is not None:
            self._kept.move_to_end((media, *place))
            return known
        pyramid = self._pyramid(media, large)
        level, x, y = place
        box = tile_box(pyramid.sizes, large, level, x, y)
        try:
            part = pyramid.part(level, box)
        except TaskError:
            del self._pyramids[media]
            raise
        if part is None:
            return pyramid.done
        content = encoded(upright(part, large.orientation), lossless=level < large.lossless)
        self._keep((media, *place), content)
        return content

    def overview(self, media: str, large: Large) -> bytes | None:
        """The smallest level, which is one tile; None when it is not there. Begins no work."""
        pyramid = self._pyramids.get(media)
        if pyramid is None or pyramid.error is not None:
            return None
        found = self.tile(media, large, (len(pyramid.sizes) - 1, 0, 0))
        return found if isinstance(found, bytes) else None

    def wait(self, media: str, large: Large) -> None:
        """Until the levels of a picture are there or cannot be made; for scripts."""
        self._pyramid(media, large).wait()

    def close(self) -> None:
        """Let everything go."""
        for pyramid in self._pyramids.values():
            pyramid.drop()
        self._pyramids.clear()
        self._kept.clear()
        self._bytes = 0

    def _pyramid(self, media: str, large: Large) -> Pyramid:
        found = self._pyramids.get(media)
        if found is None:
            found = self._pyramids[media] = Pyramid(large)
            room = sum(one.room for one in self._pyramids.values())
            while room > ROOM_LIMIT and len(self._pyramids) > 1:
                _, oldest = self._pyramids.popitem(last=False)
                room -= oldest.room
                oldest.drop()
        self._pyramids.move_to_end(media)
        return found

    def _keep(self, name: tuple[str, int, int, int], content: bytes) -> None:
        self._kept[name] = content
        self._bytes += len(content)
        while self._bytes > TILES_LIMIT and len(self._kept) > 1:
            self._bytes -= len(self._kept.popitem(last=False)[1])


def tile_side(channels: int) -> int:
    """Pixels along a side of the tiles of a picture."""
    return TILE // 2 if channels == 4 else TILE


def tile_box(sizes: list[tuple[int, int]], large: Large, level: int, x: int, y: int) -> Box:
    """The pixels of a tile as stored, from its place in the picture as seen."""
    if not 0 <= level < len(sizes):
        raise TaskError(f"There is no level {level}: the image has {len(sizes)}.")
    width, height = as_seen(sizes[level], large.orientation)
    left, top = x * large.tile, y * large.tile
    if not (0 <= left < width and 0 <= top < height):
        raise TaskError(f"There is no tile {x}, {y}: level {level} has {width}×{height} pixels.")
    seen = left, top, min(width, left + large.tile), min(height, top + large.tile)
    return _as_stored(seen, sizes[level], large.orientation)


def _as_stored(seen: Box, size: tuple[int, int], orientation: int) -> Box:
    """The box before the picture was turned as its orientation says."""
    left, top, right, bottom = seen
    if orientation >= 5:
        left, top, right, bottom = top, left, bottom, right
    width, height = size
    if orientation in (2, 3, 7, 8):
        left, right = width - right, width - left
    if orientation in (3, 4, 6, 7):
        top, bottom = height - bottom, height - top
    return left, top, right, bottom


def encoded(image: Image.Image, *, lossless: bool) -> bytes:
    """PNG for what is lossless or has transparency, else JPEG without losses of colour resolution."""
    stream = io.BytesIO()
    if lossless or image.mode == "RGBA":
        image.save(stream, "PNG", compress_level=1)
    else:
        image.save(stream, "JPEG", quality=QUALITY, subsampling=0)
    return stream.getvalue()
