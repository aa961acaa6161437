"""Boxes in pixels, turned about their top-left corner as Label Studio turns them. y points down."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, degrees, dist, radians, sin
from typing import NamedTuple

from ls_widgets.errors import ResultError

Point = tuple[float, float]

_QUARTERS = (1.0, 0.0, -1.0, 0.0)


class Box(NamedTuple):
    """Pixels and degrees clockwise; ``x`` and ``y`` are where the top-left corner is after the turn."""

    x: float
    y: float
    width: float
    height: float
    rotation: float = 0.0


def box_corners(box: Sequence[float]) -> list[Point]:
    """Top-left, top-right, bottom-right and bottom-left of a box (x, y, width, height[, rotation]).

    >>> box_corners((10, 10, 4, 2))
    [(10, 10), (14, 10), (14, 12), (10, 12)]
    """
    x, y, width, height, turn = Box(*box)
    if turn % 360 == 0:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    across = (width * _cos(turn), width * _sin(turn))
    down = (-height * _sin(turn), height * _cos(turn))
    return [
        (x, y),
        (x + across[0], y + across[1]),
        (x + across[0] + down[0], y + across[1] + down[1]),
        (x + down[0], y + down[1]),
    ]


def box_from_corners(corners: Sequence[Sequence[float]]) -> Box:
    """The box with these corners, in the order of `box_corners`; a mirrored order is put right.

    ResultError for anything but four points.
    """
    if len(corners) != 4:
        raise ResultError(f"a box has four corners, not {len(corners)}.")
    first, second, third, fourth = ((float(x), float(y)) for x, y in corners)
    cross = (second[0] - first[0]) * (fourth[1] - first[1]) - (second[1] - first[1]) * (fourth[0] - first[0])
    if cross < 0:
        first, second, third, fourth = second, first, fourth, third
    turn = degrees(atan2(second[1] - first[1], second[0] - first[0])) % 360
    return Box(*first, dist(first, second), dist(first, fourth), turn)


def box_centre(box: Sequence[float]) -> Point:
    """The middle of a box."""
    x, y, width, height, turn = Box(*box)
    return (
        x + width / 2 * _cos(turn) - height / 2 * _sin(turn),
        y + width / 2 * _sin(turn) + height / 2 * _cos(turn),
    )


def box_about(centre: Sequence[float], width: float, height: float, *, rotation: float = 0.0) -> Box:
    """The box of a size and turn about its middle."""
    x = centre[0] - width / 2 * _cos(rotation) + height / 2 * _sin(rotation)
    y = centre[1] - width / 2 * _sin(rotation) - height / 2 * _cos(rotation)
    return Box(x, y, width, height, rotation % 360)


def bounds(points: Sequence[Sequence[float]]) -> Box:
    """The upright box about points. ResultError where there are none.

    >>> bounds(box_corners((0, 0, 200, 100, 90)))
    Box(x=-100.0, y=0, width=100.0, height=200.0, rotation=0.0)
    """
    if not len(points):
        raise ResultError("no points have no bounds.")
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return Box(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def box_iou(first: Sequence[float], second: Sequence[float]) -> float:
    """Common area of two boxes over that of both together; turned boxes too. 0 for boxes without area."""
    from ls_widgets.geometry.polygons import area, clipped

    common = area(clipped(box_corners(first), box_corners(second)))
    both = abs(first[2] * first[3]) + abs(second[2] * second[3]) - common
    return common / both if both > 0 else 0.0


def _cos(turn: float) -> float:
    return _QUARTERS[round(turn % 360) // 90 % 4] if turn % 90 == 0 else cos(radians(turn))


def _sin(turn: float) -> float:
    return _cos(turn - 90) if turn % 90 == 0 else sin(radians(turn))
