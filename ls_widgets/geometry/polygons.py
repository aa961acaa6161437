"""Polygons in pixels: area, bounds, overlap, and the pixels inside. y points down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError
from ls_widgets.geometry.boxes import Point
from ls_widgets.geometry.rle import check_size

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Points = Sequence[Sequence[float]]

_FARTHEST = 1e9


def signed_area(points: Points) -> float:
    """The area inside, positive where the points go clockwise as seen."""
    ends = [*points[1:], *points[:1]]
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, ends, strict=True)) / 2


def area(points: Points) -> float:
    """The area inside, by the shoelace formula.

    >>> area([(0, 0), (4, 0), (4, 3)])
    6.0
    """
    return abs(signed_area(points))


def clipped(points: Points, convex: Points) -> list[Point]:
    """The part of a polygon inside a convex one; no points where there is none."""
    kept = [(float(x), float(y)) for x, y, *_ in points]
    side = 1 if signed_area(convex) >= 0 else -1
    for start, end in zip(convex, [*convex[1:], *convex[:1]], strict=True):
        depths = [
            side * ((end[0] - start[0]) * (y - start[1]) - (end[1] - start[1]) * (x - start[0]))
            for x, y in kept
        ]
        was, kept = kept, []
        for at, (point, depth) in enumerate(zip(was, depths, strict=True)):
            before, depth_before = was[at - 1], depths[at - 1]
            if (depth >= 0) != (depth_before >= 0):
                part = depth_before / (depth_before - depth)
                kept.append(
                    (before[0] + part * (point[0] - before[0]), before[1] + part * (point[1] - before[1]))
                )
            if depth >= 0:
                kept.append(point)
    return kept


def polygon_mask(points: Any, width: int, height: int) -> NDArray[np.bool_]:
    """The pixels whose middle lies inside, as a bool array of shape (height, width).

    ``points``: one polygon in pixels, or a list of rings of which every second one is a hole where it
    lies inside another. What lies outside of the picture is cut off. Raises ResultError for points
    that are no finite numbers.

    >>> polygon_mask([(1, 0), (3, 0), (3, 2), (1, 2)], 4, 2).astype(int).tolist()
    [[0, 1, 1, 0], [0, 1, 1, 0]]
    """
    import numpy as np

    check_size(width, height)
    crossed = np.zeros((height, width + 1), bool)
    for ring in _rings(points):
        _cross(crossed, ring)
    return np.logical_xor.accumulate(crossed, axis=1)[:, :width]


def mask_iou(first: Any, second: Any) -> float:
    """Common pixels of two bool masks over those of both together; 0 where both are empty.

    ResultError for masks of different shapes.
    """
    import numpy as np

    one, other = np.asarray(first) > 0, np.asarray(second) > 0
    if one.shape != other.shape:
        raise ResultError(f"masks of shapes {one.shape} and {other.shape} cannot be compared.")
    both = int(np.count_nonzero(one | other))
    return int(np.count_nonzero(one & other)) / both if both else 0.0


def _rings(points: Any) -> list[NDArray[np.float64]]:
    import numpy as np

    try:
        nested = bool(len(points)) and np.ndim(points[0]) == 2
        rings = [np.asarray(ring, np.float64) for ring in (points if nested else [points])]
    except (TypeError, ValueError, OverflowError):
        raise ResultError("a polygon must be a list of points (x, y).") from None
    for ring in rings:
        if ring.ndim != 2 or ring.shape[1] != 2:
            raise ResultError("a polygon must be a list of points (x, y).")
        if not (np.abs(ring) < _FARTHEST).all():  # NaN is not less
            raise ResultError(f"the points of a polygon must be numbers of less than {_FARTHEST:g} pixels.")
    return rings


def _cross(crossed: NDArray[np.bool_], ring: NDArray[np.float64]) -> None:
    """Notes in each row the columns at which the inside begins or ends."""
    import numpy as np

    height, width = crossed.shape[0], crossed.shape[1] - 1
    if len(ring) < 3:
        return
    ends = np.roll(ring, -1, axis=0)
    flip = ring[:, 1] > ends[:, 1]
    upper, lower = np.where(flip[:, None], ends, ring), np.where(flip[:, None], ring, ends)
    first = np.clip(np.ceil(upper[:, 1] - 0.5), 0, height).astype(np.int64)
    stop = np.clip(np.ceil(lower[:, 1] - 0.5), 0, height).astype(np.int64)
    for top, bottom, row, end in zip(upper, lower, first, stop, strict=True):
        if row >= end:
            continue
        rows = np.arange(row, end)
        x = top[0] + (rows + 0.5 - top[1]) * ((bottom[0] - top[0]) / (bottom[1] - top[1]))
        columns = np.clip(np.ceil(x - 0.5), 0, width).astype(np.int64)
        crossed[rows, columns] ^= True
