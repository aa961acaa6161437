"""Masks at the size of a small picture."""

from __future__ import annotations

import numpy as np
import pytest

from ls_widgets.errors import ResultError
from ls_widgets.geometry.shapes import bitmask_value, brush_value
from ls_widgets.project.small_masks import PIXELS_LIMIT, mask_work, small_mask

MASK = np.zeros((40, 60), bool)
MASK[:20, :30] = True


@pytest.mark.parametrize("value", [brush_value(MASK), bitmask_value(MASK)])
def test_both_kinds_shrink_alike(value):
    small = small_mask(value, (60, 40), shown=(6, 4))
    assert (small > 0).tolist() == [[True] * 3 + [False] * 3] * 2 + [[False] * 6] * 2


def test_one_pixel_of_many_is_seen():
    mask = np.zeros((400, 600), bool)
    mask[200, 300] = True
    large = small_mask(brush_value(mask), (600, 400), shown=(60, 40))
    assert large[20, 30] >= 96
    line = np.zeros((400, 600), bool)
    line[200] = True
    assert small_mask(brush_value(line), (600, 400), shown=(60, 40))[20].min() >= 96


@pytest.mark.parametrize(
    "size", [(60, 41), (None, None), (0, 0), (10**9, 10**9), ("60", "40"), (10**5000, 1)]
)
def test_a_brush_of_another_size_is_refused(size):
    with pytest.raises(ResultError):
        small_mask(brush_value(MASK), size, shown=(6, 4))


def test_work_is_known_before_it_is_done():
    assert mask_work(brush_value(MASK), (60, 40)) == 2400
    assert mask_work(bitmask_value(MASK), (1, 1)) == 24_000
    assert mask_work({"rle": "no"}, (PIXELS_LIMIT, 2)) == 0
    assert mask_work({"imageDataURL": "https://host.org/a.png"}, (60, 40)) == 0
