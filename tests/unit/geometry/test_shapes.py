from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from ls_widgets import geometry as g
from ls_widgets.errors import ResultError

BOOLS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=14))
SIDES = st.floats(0.5, 500)
TURNS = st.floats(0, 359.9) | st.sampled_from([0, 90, 180, 270])


def close(points: Any, wanted: Any) -> bool:
    return bool(np.allclose(points, wanted, atol=1e-6))


def test_a_box_turns_about_its_corner_in_pixels() -> None:
    """On 200×100 a turn in percent would give something else."""
    box = g.box_of({"x": 50, "y": 10, "width": 20, "height": 30, "rotation": 90}, (200, 100))
    assert close(g.box_corners(box), [(100, 10), (100, 50), (70, 50), (70, 10)])
    half = g.box_of({"x": 0, "y": 0, "width": 50, "height": 10, "rotation": 30}, (200, 100))
    assert close(g.box_corners(half)[1], (100 * math.cos(math.pi / 6), 50))


@given(SIDES, SIDES, SIDES, SIDES, TURNS)
def test_corners_and_centre_give_the_box_back(x: float, y: float, w: float, h: float, turn: float) -> None:
    box = g.Box(x, y, w, h, turn)
    corners = g.box_corners(box)
    again = g.box_from_corners(corners)
    assert close(again[:4], box[:4])
    assert min(abs(again.rotation - turn), 360 - abs(again.rotation - turn)) < 1e-3
    assert close(g.box_about(g.box_centre(box), w, h, rotation=turn)[:2], (x, y))
    mirrored = g.box_from_corners([corners[1], corners[0], corners[3], corners[2]])
    assert close(
        sorted(map(tuple, np.round(g.box_corners(mirrored), 6))), sorted(np.round(corners, 6).tolist())
    )


@given(SIDES, SIDES, SIDES, SIDES, TURNS, st.integers(1, 5000), st.integers(1, 5000))
def test_values_give_their_boxes_back(
    x: float, y: float, w: float, h: float, turn: float, width: int, height: int
) -> None:
    box = g.Box(x, y, w, h, turn)
    assert close(g.box_of(g.box_value(box, (width, height)), (width, height)), box)


def test_overlap() -> None:
    assert g.box_iou((0, 0, 2, 2), (1, 0, 2, 2)) == pytest.approx(1 / 3)
    assert g.box_iou((0, 0, 2, 2), (5, 5, 2, 2)) == 0
    assert g.box_iou((2, 0, 2, 2, 90), (0, 0, 2, 2)) == pytest.approx(1)
    # A square and itself turned by 45 degrees share a regular octagon.
    diamond = g.box_about((1, 1), 2, 2, rotation=45)
    octagon = 8 * (math.sqrt(2) - 1)
    assert g.box_iou((0, 0, 2, 2), diamond) == pytest.approx(octagon / (8 - octagon))
    assert g.mask_iou([[1, 1, 0]], [[0, 1, 1]]) == pytest.approx(1 / 3)
    assert g.mask_iou([[0]], [[0]]) == 0


def test_a_polygon_holds_the_pixels_whose_middle_is_inside() -> None:
    triangle = [(0, 0), (4, 0), (0, 4)]
    assert g.polygon_mask(triangle, 4, 4).sum(axis=1).tolist() == [3, 2, 1, 0]
    assert g.area(triangle) == 8
    outside = g.polygon_mask([(-10, -10), (50, -10), (50, 50), (-10, 50)], 3, 2)
    assert outside.all()
    ring = g.polygon_mask([[(0, 0), (5, 0), (5, 5), (0, 5)], [(1, 1), (4, 1), (4, 4), (1, 4)]], 5, 5)
    assert ring.sum() == 16
    assert not ring[2, 2]


@pytest.mark.parametrize(
    "points",
    [[(0, 0), (1, math.nan), (1, 1)], [(0, 0), (1e300, 1), (1, 1)], "abc", [[1, 2, 3]], 5, [["a", 1]]],
)
def test_points_that_are_none_are_one_error(points: Any) -> None:
    with pytest.raises(ResultError):
        g.polygon_mask(points, 10, 10)


@given(BOOLS)
def test_rings_fill_the_mask_they_come_from(mask: np.ndarray[Any, Any]) -> None:
    rings = g.mask_rings(mask)
    if rings:
        assert np.array_equal(g.polygon_mask(rings, mask.shape[1], mask.shape[0]), mask)
    assert sum(map(g.signed_area, rings)) == np.count_nonzero(mask)
    whole = np.zeros_like(mask)
    for polygon in g.mask_polygons(mask):
        whole |= g.polygon_mask(polygon, mask.shape[1], mask.shape[0])
    assert (whole >= mask).all()


def test_parts_come_largest_first_and_thin_out() -> None:
    y, x = np.ogrid[:100, :120]
    disc = (x - 60) ** 2 + (y - 50) ** 2 < 40**2
    disc[2:5, 2:5] = True
    large, small = g.mask_polygons(disc)
    assert g.area(large) == np.count_nonzero(disc) - 9
    assert g.area(small) == 9
    (only,) = g.mask_polygons(disc, tolerance=1.0, smallest=20)
    assert len(only) < len(large) / 3
    assert g.mask_iou(g.polygon_mask(only, 120, 100), g.polygon_mask(large, 120, 100)) > 0.97
    assert g.mask_polygons(np.zeros((3, 3), bool)) == []


def test_contours_are_those_of_opencv() -> None:
    picture = ["......", "...#..", "...#..", "#..###", "..#.#.", ".##..#", "..###.", ".#...#"]
    mask = [[character == "#" for character in row] for row in picture]
    assert g.pixel_contours(mask) == [
        [(0, 3)],
        [
            *[(3, 1), (3, 3), (1, 5), (2, 6), (1, 7), (2, 6), (4, 6), (5, 7), (4, 6), (5, 5)],
            *[(4, 4), (5, 3), (4, 3), (3, 2)],
        ],
    ]
    island = np.ones((7, 7), bool)
    island[1:6, 1:6] = False
    island[3, 3] = True
    assert g.pixel_contours(island) == [[(0, 0), (0, 6), (6, 6), (6, 0)]]


@given(BOOLS)
def test_contours_go_around_parts_in_no_hole(mask: np.ndarray[Any, Any]) -> None:
    height, width = mask.shape
    filled = np.zeros_like(mask)
    for polygon in g.mask_polygons(mask):
        filled |= g.polygon_mask(polygon, width, height)
    contours = g.pixel_contours(mask)
    assert contours == g.pixel_contours(filled)
    assert len(contours) == sum(g.signed_area(ring) > 0 for ring in g.mask_rings(filled))
    moved = np.pad(mask, ((2, 0), (3, 1)))
    assert g.pixel_contours(moved) == [[(x + 3, y + 2) for x, y in contour] for contour in contours]


SIZE = (200, 100)
SHAPES: list[tuple[dict[str, Any], float]] = [
    ({"x": 10, "y": 10, "width": 20, "height": 40, "rotation": 0}, 40 * 40),
    ({"x": 50, "y": 50, "width": 20, "height": 20, "rotation": 30}, 40 * 20),
    ({"x": 50, "y": 50, "radiusX": 10, "radiusY": 20, "rotation": 0}, math.pi * 20 * 20),
    ({"x": 50, "y": 50, "radiusX": 10, "radiusY": 10, "rotation": 45}, math.pi * 20 * 10),
    ({"points": [[0, 0], [50, 0], [0, 50]], "closed": True}, 100 * 50 / 2),
    ({"vertices": [{"x": 0, "y": 0}, {"x": 50, "y": 0}, {"x": 0, "y": 50}], "closed": True}, 100 * 50 / 2),
]


@pytest.mark.parametrize(("value", "pixels"), SHAPES)
def test_every_outline_covers_its_area(value: dict[str, Any], pixels: float) -> None:
    mask = g.value_mask(value, SIZE)
    assert mask.shape == (100, 200)
    assert np.count_nonzero(mask) == pytest.approx(pixels, rel=0.03)


def test_masks_polygons_and_boxes_become_each_other() -> None:
    mask = np.zeros((100, 200), bool)
    mask[20:60, 40:90] = True
    for value in (g.brush_value(mask), g.bitmask_value(mask)):
        assert np.array_equal(g.value_mask(value, SIZE), mask)
    (points,) = g.mask_polygons(mask)
    assert np.array_equal(g.value_mask(g.polygon_value(points, SIZE), SIZE), mask)
    box = g.box_value(g.bounds(points), SIZE)
    assert box == {"x": 20.0, "y": 20.0, "width": 25.0, "height": 40.0, "rotation": 0.0}
    assert np.array_equal(g.value_mask(box, SIZE), mask)


def test_a_curve_of_a_vector_bulges() -> None:
    straight = {"vertices": [{"x": 0, "y": 0}, {"x": 100, "y": 0}, {"x": 100, "y": 50}], "closed": True}
    bent = {
        "vertices": [
            {"x": 0, "y": 50, "isBezier": True, "controlPoint2": {"x": 0, "y": 0}},
            {"x": 100, "y": 50, "isBezier": True, "controlPoint1": {"x": 100, "y": 0}},
        ],
        "closed": True,
    }
    assert len(g.outline(straight, SIZE)) == 3
    assert min(y for _, y in g.outline(bent, SIZE)) == pytest.approx(12.5)


@pytest.mark.parametrize(
    "value",
    [
        {"x": 1, "y": 2, "width": 1},
        {"x": math.nan, "y": 2, "width": 1, "height": 1},
        {"x": "1", "y": 2, "width": 1, "height": 1},
        {"x": 1, "y": 2, "height": 1},
        {"points": [[0, math.inf], [1, 1], [2, 0]]},
        {"points": [[0], [1, 1], [2, 0]]},
        {"points": []},
        {"vertices": [1, 2]},
        {"vertices": [{"x": 0, "y": 0}], "closed": False},
        {"rle": [1, 2], "format": "rle"},
        {"imageDataURL": "x"},
        {},
    ],
)
def test_a_broken_value_is_one_error(value: dict[str, Any]) -> None:
    with pytest.raises(ResultError):
        g.value_mask(value, SIZE)
