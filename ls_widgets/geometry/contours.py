"""Masks as polygons: along the borders of pixels, or through the middles of border pixels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ls_widgets.geometry.boxes import Point

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def mask_polygons(mask: Any, *, tolerance: float = 0.0, smallest: float = 0.0) -> list[list[Point]]:
    """The outlines of a mask's parts, largest first; holes are not cut out.

    ``mask``: an array of shape (height, width), where > 0 is inside. Points are pixels, whole numbers
    on the borders: without ``tolerance`` and holes `polygon_mask` gives back the very mask.
    ``tolerance`` leaves out points that lie within that many pixels of the line; parts of less than
    ``smallest`` pixels are left out.

    >>> mask_polygons([[0, 1, 1], [0, 1, 1]])
    [[(1.0, 0.0), (3.0, 0.0), (3.0, 2.0), (1.0, 2.0)]]
    """
    borders = _borders(mask)
    found = sorted(zip(borders.areas(), borders.rings(), strict=True), key=lambda pair: -pair[0])
    kept = [simplified(ring, tolerance) for size, ring in found if size > 0 and size >= smallest]
    return [ring for ring in kept if len(ring) >= 3]


def mask_rings(mask: Any) -> list[list[Point]]:
    """Every border of a mask: clockwise around its parts, counter-clockwise around their holes.

    Pixels that touch at a corner belong to one part. `polygon_mask` of all rings gives the mask.
    """
    return _borders(mask).rings()


def mask_parts(mask: Any) -> tuple[list[list[float]], int]:
    """The rings of `mask_rings` around parts, each as x, y, x, y…; and how many go around holes."""
    import numpy as np

    borders = _borders(mask)
    flat = np.stack([borders.xs, borders.ys], axis=1).astype(float).ravel().tolist()
    sizes = borders.areas()
    places = zip(borders.places(), sizes, strict=True)
    parts = [flat[2 * start : 2 * end] for (start, end), size in places if size > 0]
    return parts, len(sizes) - len(parts)


@dataclass(slots=True)
class _Borders:
    """The corners of all rings, one ring after the other; from even to odd ones borders are level."""

    xs: NDArray[np.int64]
    ys: NDArray[np.int64]
    starts: list[int]
    """Where each ring begins."""

    def places(self) -> list[tuple[int, int]]:
        """Where each ring begins, and before which corner it ends."""
        return [*pairwise([*self.starts, len(self.xs)])]

    def rings(self) -> list[list[Point]]:
        points = [*zip(self.xs.astype(float).tolist(), self.ys.astype(float).tolist(), strict=True)]
        return [points[start:end] for start, end in self.places()]

    def areas(self) -> list[int]:
        """Pixels inside of each ring, below zero for holes."""
        import numpy as np

        if not self.starts:
            return []
        level = (self.xs[::2] - self.xs[1::2]) * self.ys[::2]
        return np.add.reduceat(level, np.array(self.starts) // 2).tolist()


def _borders(mask: Any) -> _Borders:
    import numpy as np

    whole = np.asarray(mask) > 0
    rows = np.flatnonzero(whole.any(axis=1))
    if not rows.size:
        return _Borders(np.zeros(0, np.int64), np.zeros(0, np.int64), [])
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    columns = np.flatnonzero(whole[top:bottom].any(axis=0))
    left, right = int(columns[0]), int(columns[-1]) + 1
    inside = np.pad(whole[top:bottom, left:right], 1)
    upright = inside[:, 1:] ^ inside[:, :-1]
    # At a corner an odd number of the four pixels about it is inside, or two that touch only there.
    double = inside[1:, 1:] ^ inside[:-1, 1:]
    double &= upright[1:]
    double &= upright[:-1]
    corners = upright[1:] ^ upright[:-1]
    corners |= double
    at = np.flatnonzero(corners)
    at = np.repeat(at, 1 + double.ravel()[at])
    ys, xs = np.divmod(at, corners.shape[1])
    walk, starts = _linked(inside, xs, ys)
    return _Borders(xs[walk] + left, ys[walk] + top, starts)


def _linked(
    inside: NDArray[np.bool_], xs: NDArray[np.int64], ys: NDArray[np.int64]
) -> tuple[NDArray[np.int64], list[int]]:
    """Rings through the corners, which come sorted by y and x, those of two borders twice.

    The corners in the order of the rings, and where rings start in it.
    """
    import numpy as np

    count = len(xs)
    order = np.arange(count)
    beside = order ^ 1  # in a row, each odd corner ends the level border that the even one begins
    second = np.zeros(count, bool)
    second[1:] = (xs[1:] == xs[:-1]) & (ys[1:] == ys[:-1])
    # At a doubled corner the first copy is joined to the left and the second to the right. Which of
    # them goes up decides that pixels touching at the corner are one part.
    doubled = second | np.append(second[1:], False)
    downward = second ^ (inside[ys, xs] & doubled)
    sideways = np.lexsort((downward, ys, xs))
    above = np.empty(count, np.int64)
    above[sideways] = sideways[beside]
    start_right = inside[ys + 1, xs + 1] & ~inside[ys, xs + 1]
    rights = (order[::2])[start_right[::2]].tolist()
    walk, starts = _walked(above[beside].tolist(), rights)
    begun = np.array(walk, np.int64)
    return np.stack([begun, beside[begun]], axis=1).ravel(), [2 * start for start in starts]


def _walked(following: list[int], begins: list[int]) -> tuple[list[int], list[int]]:
    """The corners at which level borders begin, ring by ring, and where each ring starts.

    A border leads on to the ``following`` one; with the part below it, it always leads to the right,
    so that a ring can be begun at any of these.
    """
    seen = bytearray(len(following))
    walk: list[int] = []
    starts: list[int] = []
    for begin in begins:
        if seen[begin]:
            continue
        starts.append(len(walk))
        at = begin
        while not seen[at]:
            seen[at] = 1
            walk.append(at)
            at = following[at]
    return walk, starts


def pixel_contours(mask: Any) -> list[list[tuple[int, int]]]:
    """The outer borders of a mask's parts through the middles of their pixels, as OpenCV gives them.

    Label Studio's COCO export of brushes uses these (``RETR_EXTERNAL``, ``CHAIN_APPROX_SIMPLE``): only
    pixels at which the border turns are listed, and a part of one pixel is one point.
    """
    return [[*map(tuple, contour.tolist())] for contour in pixel_contour_arrays(mask)]


def pixel_contour_arrays(mask: Any) -> list[NDArray[np.int64]]:
    """The `pixel_contours` of a mask, each of shape (points, 2)."""
    borders = _borders(mask)
    sizes = borders.areas()
    rings = [place for place, size in zip(borders.places(), sizes, strict=True) if size > 0]
    if 1 < len(rings) < len(sizes):
        rings = _outermost(borders, rings)
    return [_through_pixels(borders.xs[start:end], borders.ys[start:end]) for start, end in reversed(rings)]


def _outermost(borders: _Borders, rings: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The outlines that lie in no hole of another part."""
    import numpy as np

    xs, ys = borders.xs - borders.xs.min(), borders.ys - borders.ys.min()
    steps = np.zeros((int(ys.max()) + 1, int(xs.max()) + 1), np.int32)
    for start, end in rings:
        # A part begins to the right of a border that goes up, between the ends of it.
        x, y = xs[start + 1 : end : 2], ys[start + 1 : end : 2]
        to_y = _after(ys[start:end:2])
        np.add.at(steps, (y, x), -1)
        np.add.at(steps, (to_y, x), 1)
    depth = steps.cumsum(axis=0).cumsum(axis=1)
    return [(start, end) for start, end in rings if depth[ys[start], xs[start]] == 1]


def _through_pixels(xs: NDArray[np.int64], ys: NDArray[np.int64]) -> NDArray[np.int64]:
    """The pixels inside a clockwise border, in the other direction from its first pixel on."""
    import numpy as np

    across, down = _after(xs) - xs, _after(ys) - ys
    dx, dy = np.sign(across), np.sign(down)
    steps = np.abs(across + down) - 1
    left, top = xs - ((dx < 0) | (dy > 0)), ys - ((dy < 0) | (dx < 0))
    xs = np.stack([left, left + dx * steps], axis=1).ravel()
    ys = np.stack([top, top + dy * steps], axis=1).ravel()
    other = (xs != _after(xs)) | (ys != _after(ys))
    other[-1] |= not other.any()
    xs, ys = _before(xs[other][::-1]), _before(ys[other][::-1])
    if len(xs) > 2:
        ways = 3 * np.sign(_after(xs) - xs) + np.sign(_after(ys) - ys)
        turns = ways != _before(ways)
        xs, ys = xs[turns], ys[turns]
    return np.stack([xs, ys], axis=1)


def _after(ring: NDArray[np.int64]) -> NDArray[np.int64]:
    """What follows each value of a ring."""
    import numpy as np

    return np.concatenate([ring[1:], ring[:1]])


def _before(ring: NDArray[np.int64]) -> NDArray[np.int64]:
    """What each value of a ring follows."""
    import numpy as np

    return np.concatenate([ring[-1:], ring[:-1]])


def simplified(points: list[Point], tolerance: float) -> list[Point]:
    """A closed polygon without the points that lie within ``tolerance`` pixels of their neighbours' line."""
    if tolerance <= 0 or len(points) < 4:
        return points
    far = max(range(len(points)), key=lambda at: _square(points[0], points[at]))
    closed = [*points, points[0]]
    return _thinned(closed[: far + 1], tolerance)[:-1] + _thinned(closed[far:], tolerance)[:-1]


def _square(a: Point, b: Point) -> float:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _thinned(line: list[Point], tolerance: float) -> list[Point]:
    """Douglas and Peucker's way for an open line; its ends stay."""
    import numpy as np

    points = np.array(line, float)
    keep = np.zeros(len(points), bool)
    keep[[0, -1]] = True
    stack = [(0, len(points) - 1)]
    while stack:
        start, end = stack.pop()
        if end - start < 2:
            continue
        base = points[end] - points[start]
        inner = points[start + 1 : end] - points[start]
        length = float(np.hypot(*base))
        if length:
            away = np.abs(base[0] * inner[:, 1] - base[1] * inner[:, 0]) / length
        else:
            away = np.hypot(inner[:, 0], inner[:, 1])
        worst = int(away.argmax())
        if away[worst] > tolerance:
            middle = start + 1 + worst
            keep[middle] = True
            stack += [(start, middle), (middle, end)]
    return [line[at] for at in np.flatnonzero(keep)]
