"""Values of image results (percent of the picture) as outlines and masks in pixels, and the reverse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, isfinite, pi, radians, sin
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError
from ls_widgets.geometry.bitmask import mask_from_png_url, png_url_from_mask
from ls_widgets.geometry.boxes import Box, Point, box_corners
from ls_widgets.geometry.polygons import polygon_mask
from ls_widgets.geometry.rle import mask_from_rle, rle_from_mask

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ELLIPSE_POINTS = 128
_STEPS = 16
"""Straight pieces that stand for one curve of a vector."""

Size = tuple[int, int]
"""Width and height of the picture in pixels."""


def box_of(value: Mapping[str, Any], size: Size) -> Box:
    """A rectangle's value as a box in pixels. ResultError for numbers that are missing or not finite."""
    x, y, width, height = _numbers(value, ("x", "y", "width", "height"))
    turn = _numbers({"rotation": 0, **value}, ("rotation",))[0]
    return Box(x * size[0] / 100, y * size[1] / 100, width * size[0] / 100, height * size[1] / 100, turn)


def box_value(box: Sequence[float], size: Size) -> dict[str, float]:
    """A box in pixels as a rectangle's value.

    >>> box_value((10, 20, 30, 40), (200, 100))
    {'x': 5.0, 'y': 20.0, 'width': 15.0, 'height': 40.0, 'rotation': 0.0}
    """
    x, y, width, height, turn = Box(*box)
    return {
        "x": x * 100 / size[0],
        "y": y * 100 / size[1],
        "width": width * 100 / size[0],
        "height": height * 100 / size[1],
        "rotation": turn,
    }


def point_of(value: Mapping[str, Any], size: Size) -> Point:
    """The place of a key point, or an ellipse's middle, in pixels."""
    x, y = _numbers(value, ("x", "y"))
    return (x * size[0] / 100, y * size[1] / 100)


def point_value(point: Sequence[float], size: Size, *, diameter: float = 5.0) -> dict[str, float]:
    """A place in pixels as a key point's value; ``diameter`` is the size of its dot in pixels."""
    return {
        "x": point[0] * 100 / size[0],
        "y": point[1] * 100 / size[1],
        "width": diameter * 100 / size[0],
    }


def polygon_value(points: Sequence[Sequence[float]], size: Size) -> dict[str, Any]:
    """Points in pixels as a polygon's value."""
    percents = [[float(x) * 100 / size[0], float(y) * 100 / size[1]] for x, y in points]
    return {"points": percents, "closed": True}


def brush_value(mask: Any) -> dict[str, Any]:
    """An array of shape (height, width) as a brush's value."""
    return {"format": "rle", "rle": rle_from_mask(mask)}


def bitmask_value(mask: Any) -> dict[str, Any]:
    """An array of shape (height, width) as a bitmask's value."""
    return {"imageDataURL": png_url_from_mask(mask)}


def outline(value: Mapping[str, Any], size: Size) -> list[Point]:
    """The corners of a rectangle, polygon, ellipse (128 points) or vector (curves in pieces), in pixels.

    Told apart by their keys. ResultError for a value without an outline and for numbers that are none.
    """
    if "points" in value:
        return _points(value["points"], size)
    if "vertices" in value:
        return _vector(value["vertices"], size, closed=value.get("closed") is True)
    if "radiusX" in value:
        return _ellipse(value, size)
    if "height" in value:
        return box_corners(box_of(value, size))
    raise ResultError(f"a region with {', '.join(map(str, value)) or 'no keys'} has no outline.")


def value_mask(value: Mapping[str, Any], size: Size) -> NDArray[np.bool_]:
    """The pixels of a region's value as a bool array of shape (height, width).

    Of a brush or bitmask what has any alpha, of an outline the pixels whose middle lies inside.
    ResultError for a key point and whatever else has no area, and for a corrupt mask.

    >>> value_mask({"x": 50, "y": 0, "width": 50, "height": 100}, (4, 1)).tolist()
    [[False, False, True, True]]
    """
    if "rle" in value:
        return mask_from_rle(value["rle"], *size) > 0
    if "imageDataURL" in value:
        return mask_from_png_url(value["imageDataURL"], size) > 0
    if "vertices" in value and value.get("closed") is not True:
        raise ResultError("an open vector has no area.")
    return polygon_mask(outline(value, size), *size)


def _points(points: Any, size: Size) -> list[Point]:
    try:
        found = [(float(x) * size[0] / 100, float(y) * size[1] / 100) for x, y in points]
    except (TypeError, ValueError):
        found = []
    if not found or not all(isfinite(x) and isfinite(y) for x, y in found):
        raise ResultError("points must be a list of pairs of finite numbers.")
    return found


def _ellipse(value: Mapping[str, Any], size: Size) -> list[Point]:
    x, y = point_of(value, size)
    across, down = _numbers(value, ("radiusX", "radiusY"))
    turn = radians(_numbers({"rotation": 0, **value}, ("rotation",))[0])
    found = []
    for step in range(_ELLIPSE_POINTS):
        angle = 2 * pi * step / _ELLIPSE_POINTS
        dx, dy = across * size[0] / 100 * cos(angle), down * size[1] / 100 * sin(angle)
        found.append((x + dx * cos(turn) - dy * sin(turn), y + dx * sin(turn) + dy * cos(turn)))
    return found


def _vector(vertices: Any, size: Size, *, closed: bool) -> list[Point]:
    """The vertices in their order, with the curves between them; a closed line comes back to its first."""
    if not isinstance(vertices, list | tuple) or not all(isinstance(one, Mapping) for one in vertices):
        raise ResultError("vertices must be a list of objects with x and y.")
    found: list[Point] = []
    before: Mapping[str, Any] | None = None
    for vertex in vertices:
        if before is not None:
            found += _between(before, vertex, size)
        found.append(point_of(vertex, size))
        before = vertex
    if closed and before is not None:
        found += _between(before, vertices[0], size)
    return found


def _between(start: Mapping[str, Any], end: Mapping[str, Any], size: Size) -> list[Point]:
    """Points of the curve that leaves by the second control point and arrives by the first; [] for a line."""
    leaves, arrives = _control(start, "controlPoint2", size), _control(end, "controlPoint1", size)
    if leaves is None and arrives is None:
        return []
    a, b = point_of(start, size), point_of(end, size)
    return _curve([a, leaves or _towards(a, b), arrives or _towards(b, a), b])


def _control(vertex: Mapping[str, Any], key: str, size: Size) -> Point | None:
    held = vertex.get(key)
    return point_of(held, size) if vertex.get("isBezier") is True and isinstance(held, Mapping) else None


def _towards(a: Point, b: Point) -> Point:
    """Where the editor puts a control point that is not given."""
    return a[0] + 0.3 * (b[0] - a[0]), a[1] + 0.3 * (b[1] - a[1])


def _curve(points: Sequence[Point]) -> list[Point]:
    """Points between the ends of a cubic Bézier curve."""
    found = []
    for step in range(1, _STEPS):
        t = step / _STEPS
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        x, y = (sum(w * p[axis] for w, p in zip(weights, points, strict=True)) for axis in (0, 1))
        found.append((x, y))
    return found


def _numbers(value: Mapping[str, Any], names: Sequence[str]) -> list[float]:
    found = []
    for name in names:
        number = value.get(name)
        if not isinstance(number, int | float) or isinstance(number, bool) or not isfinite(number):
            raise ResultError(f"value.{name} must be a finite number, not {str(number)[:40]!r}.")
        found.append(float(number))
    return found
