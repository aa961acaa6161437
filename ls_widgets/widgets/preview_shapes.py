"""Regions on a picture as SVG, in pixels of the original."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ls_widgets.widgets.preview_regions import Region
from ls_widgets.widgets.preview_words import numbers

POINTS = 300
"""Points of one shape that are drawn."""
_DOT = 3.0
"""Least radius of a key point, and that of a vertex, in pixels of the screen."""

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """Size of the original in pixels, and the (width, height) at which it is shown."""

    width: int
    height: int
    shown: tuple[int, int]

    @property
    def pixel(self) -> float:
        """One pixel of the screen in pixels of the original."""
        return self.width / self.shown[0]

    def at(self, x: float, y: float) -> Point:
        """Percent as pixels."""
        return x * self.width / 100, y * self.height / 100

    def holds(self, *points: Point) -> bool:
        """Whether points are near enough to be drawn."""
        far = 10 * (self.width + self.height)
        return all(abs(x) <= far and abs(y) <= far for x, y in points)


def figure(region: Region, frame: Frame) -> str | None:
    """A region's shape; None for what has none here, and for numbers that cannot be drawn."""
    value = region.value
    for keys, draw in _FIGURES:
        if all(key in value for key in keys):
            return draw(value, frame, region.color)
    return None


def place_of(region: Region, frame: Frame) -> Point | None:
    """Where a region's label stands: its first point, or the top left of its shape."""
    value = region.value
    if region.begin:
        return region.begin
    if "points" in value or "vertices" in value:
        listed = list(_points(value.get("points"), frame)) or [at for at, _ in _vertices(value, frame)]
        x, y = min(listed, key=lambda point: (point[1], point[0]), default=(0, 0))
        return (x, y - 2 * _DOT * frame.pixel) if listed else None
    place = numbers(value, ("x", "y"))
    if place is None:
        return None
    x, y = frame.at(*place)
    radii = numbers(value, ("radiusX", "radiusY"))
    across, down = frame.at(*radii) if radii else (0.0, 0.0)
    return x - across, y - down - 2 * frame.pixel


def _look(color: str, *, fill: str = ".15") -> str:
    return (
        f'fill="{color}" fill-opacity="{fill}" stroke="{color}" stroke-width="2" '
        'vector-effect="non-scaling-stroke"'
    )


def _turn(value: Mapping[str, Any], x: float, y: float) -> str:
    held = numbers(value, ("rotation",))
    return f' transform="rotate({held[0] % 360:.2f} {x:.2f} {y:.2f})"' if held and held[0] % 360 else ""


def _rectangle(value: Mapping[str, Any], frame: Frame, color: str) -> str | None:
    found = numbers(value, ("x", "y", "width", "height"))
    if found is None:
        return None
    (x, y), (width, height) = frame.at(*found[:2]), frame.at(*found[2:])
    if width < 0 or height < 0 or not frame.holds((x, y), (width, height)):
        return None
    size = f'x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
    return f"<rect {size}{_turn(value, x, y)} {_look(color)}/>"


def _ellipse(value: Mapping[str, Any], frame: Frame, color: str) -> str | None:
    found = numbers(value, ("x", "y", "radiusX", "radiusY"))
    if found is None:
        return None
    (x, y), (across, down) = frame.at(*found[:2]), frame.at(*found[2:])
    if across < 0 or down < 0 or not frame.holds((x, y), (across, down)):
        return None
    size = f'cx="{x:.2f}" cy="{y:.2f}" rx="{across:.2f}" ry="{down:.2f}"'
    return f"<ellipse {size}{_turn(value, x, y)} {_look(color)}/>"


def _key_point(value: Mapping[str, Any], frame: Frame, color: str) -> str | None:
    found = numbers(value, ("x", "y"))
    if found is None or "height" in value or "radiusX" in value or not frame.holds(frame.at(*found)):
        return None
    x, y = frame.at(*found)
    width = numbers(value, ("width",))
    radius = min(max(width[0] * frame.width / 200 if width else 0, _DOT * frame.pixel), frame.width / 8)
    return f'<circle cx="{x:.2f}" cy="{y:.2f}" r="{radius:.2f}" {_look(color, fill=".9")}/>'


def _polygon(value: Mapping[str, Any], frame: Frame, color: str) -> str | None:
    points = list(_points(value["points"], frame))
    if not points:
        return None
    path = " ".join(f"{x:.2f},{y:.2f}" for x, y in _thinned(points, frame))
    if value.get("closed") is False:
        return f'<polyline points="{path}" {_look(color, fill="0")}/>'
    return f'<polygon points="{path}" {_look(color)}/>'


def _points(given: Any, frame: Frame) -> Iterator[Point]:
    """The points of a polygon; none at all where one of them is no place."""
    found: list[Point] = []
    for point in given if isinstance(given, list) else ():
        if not isinstance(point, list | tuple) or len(point) < 2:
            return
        pair = numbers({"x": point[0], "y": point[1]}, ("x", "y"))
        if pair is None or not frame.holds(frame.at(*pair)):
            return
        found.append(frame.at(*pair))
    yield from found


def _thinned(points: Sequence[Point], frame: Frame) -> list[Point]:
    """Without points that are no pixel of the screen away from the one before."""
    kept = list(points[:1])
    for x, y in points[1:]:
        if max(abs(x - kept[-1][0]), abs(y - kept[-1][1])) >= 0.75 * frame.pixel:
            kept.append((x, y))
    return kept[:: -(-len(kept) // POINTS)]


def _vertices(value: Mapping[str, Any], frame: Frame) -> list[tuple[Point, Mapping[str, Any]]]:
    found: list[tuple[Point, Mapping[str, Any]]] = []
    given = value.get("vertices")
    for vertex in given if isinstance(given, list) else ():
        pair = numbers(vertex, ("x", "y")) if isinstance(vertex, Mapping) else None
        if pair is None or not frame.holds(frame.at(*pair)):
            return []
        found.append((frame.at(*pair), vertex))
    return found[:POINTS]


def _vector(value: Mapping[str, Any], frame: Frame, color: str) -> str | None:
    """Lines and curves between vertices that name the one before them, and a dot at each."""
    vertices = _vertices(value, frame)
    if not vertices:
        return None
    at = {
        vertex["id"]: n for n, (_, vertex) in reversed(list(enumerate(vertices))) if _is_id(vertex.get("id"))
    }
    closed = value.get("closed") is True and len(vertices) > 1
    path: list[str] = []
    last = -1
    first = [0] if closed else []
    for end in [*range(1 if closed else 0, len(vertices)), *first]:
        before = vertices[end][1].get("prevPointId")
        start = at.get(before, -1) if _is_id(before) else -1
        if closed and end == 0 and start < 0:
            start = len(vertices) - 1
        if start not in (-1, end):
            path.append(
                ("" if start == last else _move(vertices[start][0])) + _edge(vertices, start, end, frame)
            )
            last = end
    fill = ".15" if closed else "0"
    lines = f'<path d="{"".join(path)}" {_look(color, fill=fill)}/>' if path else ""
    dots = "".join(_dot(point, frame, color) for point, _ in vertices)
    return lines + dots


def _move(point: Point) -> str:
    return f"M{point[0]:.2f} {point[1]:.2f}"


def _dot(point: Point, frame: Frame, color: str) -> str:
    return f'<circle cx="{point[0]:.2f}" cy="{point[1]:.2f}" r="{_DOT * frame.pixel:.2f}" fill="{color}"/>'


def _edge(vertices: Sequence[tuple[Point, Mapping[str, Any]]], start: int, end: int, frame: Frame) -> str:
    """A line, or the curve that the control points between two vertices make."""
    (one, from_vertex), (other, to_vertex) = vertices[start], vertices[end]
    leaving = _control(from_vertex, "controlPoint2", frame)
    arriving = _control(to_vertex, "controlPoint1", frame)
    if leaving is None and arriving is None:
        return f"L{other[0]:.2f} {other[1]:.2f}"
    pair = (leaving or _between(one, other, 0.3), arriving or _between(other, one, 0.3), other)
    return "C" + " ".join(f"{x:.2f} {y:.2f}" for x, y in pair)


def _between(one: Point, other: Point, part: float) -> Point:
    return one[0] + (other[0] - one[0]) * part, one[1] + (other[1] - one[1]) * part


def _control(vertex: Mapping[str, Any], key: str, frame: Frame) -> Point | None:
    held = vertex.get(key)
    pair = numbers(held, ("x", "y")) if vertex.get("isBezier") is True and isinstance(held, Mapping) else None
    return frame.at(*pair) if pair and frame.holds(frame.at(*pair)) else None


def _is_id(given: Any) -> bool:
    return isinstance(given, str)


_FIGURES: tuple[tuple[tuple[str, ...], Callable[[Mapping[str, Any], Frame, str], str | None]], ...] = (
    (("vertices",), _vector),
    (("points",), _polygon),
    (("radiusX", "radiusY"), _ellipse),
    (("x", "y", "width", "height"), _rectangle),
    (("x", "y"), _key_point),
)
"""Keys that a shape is told by, and how it is drawn; the first that fits."""
