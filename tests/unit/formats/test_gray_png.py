"""PNG files of masks, read by Pillow."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ls_widgets.formats.gray_png import gray_png


@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 2**32 - 1), st.sampled_from([2, 5, 256]))
def test_every_pixel_is_kept(height: int, width: int, seed: int, values: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, values, (height, width), np.uint8)
    for shown in (pixels, pixels.T, pixels[::-1, ::2]):
        read = Image.open(io.BytesIO(gray_png(shown)), formats=("PNG",))
        assert read.mode == "L"
        assert np.array_equal(np.asarray(read), shown)


def test_a_fault_in_transit_is_seen() -> None:
    content = bytearray(gray_png(np.full((9, 9), 7, np.uint8)))
    content[45] ^= 1
    with pytest.raises((OSError, SyntaxError)):
        Image.open(io.BytesIO(content)).load()


def test_a_mask_takes_no_more_room_than_pillow_makes_of_it() -> None:
    y, x = np.mgrid[:480, :640]
    disc = np.clip(200 - np.hypot(x - 320, y - 240), 0, 4).astype(np.uint8) * 63
    stream = io.BytesIO()
    Image.fromarray(disc).save(stream, "PNG")
    assert len(gray_png(disc)) <= len(stream.getvalue())
