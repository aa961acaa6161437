"""Masks as polygons: along the borders of pixels, or through the middles of border pixels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ls_widgets.geometry.boxes import Point
from ls_widgets.geometry.polygons import area, signed_area

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
    outlines = [ring for ring in mask_rings(mask) if signed_area(ring) > 0]
    found = sorted(((area(ring), ring) for ring in outlines), key=lambda pair: -pair[0])
    kept = [simplified(ring, tolerance) for size, ring in found if size >= smallest]
    return [ring for ring in kept if len(ring) >= 3]


def mask_rings(mask: Any) -> list[list[Point]]:
    """Every border of a mask: clockwise around its parts, counter-clockwise around their holes.

    Pixels that touch at a corner belong to one part. `polygon_mask` of all rings gives the mask.
    """
    import numpy as np

    inside = np.pad(np.asarray(mask) > 0, 1)
    across = inside[1:, 1:] ^ inside[:-1, 1:]  # a border runs from this lattice point to the right
    down = inside[1:, 1:] ^ inside[1:, :-1]
    up, left = np.zeros_like(down), np.zeros_like(across)
    up[1:], left[:, 1:] = down[:-1], across[:, :-1]
    double = across & down & up & left
    ys, xs = np.nonzero(((across ^ left) & (down ^ up)) | double)
    twice = double[ys, xs]
    ys, xs = np.repeat(ys, 1 + twice), np.repeat(xs, 1 + twice)
    return _linked(inside, xs, ys)


def _linked(inside: NDArray[np.bool_], xs: NDArray[np.int64], ys: NDArray[np.int64]) -> list[list[Point]]:
    """Rings through the corners, which come sorted by y and x, those of two borders twice."""
    import numpy as np

    count = len(xs)
    order = np.arange(count)
    beside = order ^ 1  # in a row, each odd corner ends what the even one before it begins
    second = np.zeros(count, bool)
    second[1:] = (xs[1:] == xs[:-1]) & (ys[1:] == ys[:-1])
    # At a doubled corner the first copy is joined to the left and the second to the right. Which of
    # them goes up decides that pixels touching at the corner are one part.
    doubled = second | np.append(second[1:], False)
    downward = second ^ (inside[ys, xs] & doubled)
    sideways = np.lexsort((downward, ys, xs))
    above = np.empty(count, np.int64)
    above[sideways] = sideways[order ^ 1]
    start_right = inside[ys + 1, xs + 1] & ~inside[ys, xs + 1]
    return _walked(xs, ys, beside, above, (order % 2 == 0) & start_right)


def _walked(
    xs: NDArray[np.int64],
    ys: NDArray[np.int64],
    beside: NDArray[np.int64],
    above: NDArray[np.int64],
    starts: NDArray[np.bool_],
) -> list[list[Point]]:
    points = list(zip(xs.astype(float).tolist(), ys.astype(float).tolist(), strict=True))
    across, along = beside.tolist(), above.tolist()
    seen = bytearray(len(points))
    rings: list[list[Point]] = []
    for begin in starts.nonzero()[0].tolist():
        if seen[begin]:
            continue
        ring: list[Point] = []
        at = begin
        while not seen[at]:
            other = across[at]
            seen[at] = seen[other] = 1
            ring += (points[at], points[other])
            at = along[other]
        rings.append(ring)
    return rings


def pixel_contours(mask: Any) -> list[list[tuple[int, int]]]:
    """The outer borders of a mask's parts through the middles of their pixels, as OpenCV gives them.

    Label Studio's COCO export of brushes uses these (``RETR_EXTERNAL``, ``CHAIN_APPROX_SIMPLE``): only
    pixels at which the border turns are listed, and a part of one pixel is one point.
    """
    rings = mask_rings(mask)
    outer = [ring for ring in rings if signed_area(ring) > 0]
    if len(outer) < len(rings):
        outer = _outermost(outer)
    return [_through_pixels(ring) for ring in reversed(outer)]


def _outermost(outlines: list[list[Point]]) -> list[list[Point]]:
    """The outlines that lie in no hole of another part."""
    import numpy as np

    right = int(max(x for ring in outlines for x, _ in ring))
    bottom = int(max(y for ring in outlines for _, y in ring))
    steps = np.zeros((bottom, right + 1), np.int32)
    for ring in outlines:
        for (x, y), (to_x, to_y) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if x == to_x:
                steps[int(min(y, to_y)) : int(max(y, to_y)), int(x)] += 1 if to_y < y else -1
    depth = np.cumsum(steps, axis=1, dtype=np.int32)
    return [ring for ring in outlines if depth[int(ring[0][1]), int(ring[0][0])] == 1]


def _through_pixels(ring: list[Point]) -> list[tuple[int, int]]:
    """The pixels inside a clockwise border, in the other direction from its first pixel on."""
    pixels: list[tuple[int, int]] = []
    for (x, y), (to_x, to_y) in zip(ring, [*ring[1:], ring[0]], strict=True):
        dx, dy = (to_x > x) - (to_x < x), (to_y > y) - (to_y < y)
        steps = int(abs(to_x - x) + abs(to_y - y))
        left, top = int(x) - (dx < 0 or dy > 0), int(y) - (dy < 0 or dx < 0)
        for pixel in ((left, top), (left + dx * (steps - 1), top + dy * (steps - 1))):
            if not pixels or pixel != pixels[-1]:
                pixels.append(pixel)
    if len(pixels) > 1 and pixels[-1] == pixels[0]:
        pixels.pop()
    pixels = [pixels[0], *pixels[:0:-1]]
    around = zip([pixels[-1], *pixels], pixels, [*pixels[1:], pixels[0]], strict=False)
    turns = [here for before, here, after in around if _way(before, here) != _way(here, after)]
    return turns if len(pixels) > 2 else pixels


def _way(start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    dx, dy = end[0] - start[0], end[1] - start[1]
    return (dx > 0) - (dx < 0), (dy > 0) - (dy < 0)


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
