"""Masks of COCO, whose vectors come from pycocotools, and masks as PNG."""

from __future__ import annotations

import base64
import io
import json
import zlib
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from PIL import Image

from ls_widgets.errors import ResultError
from ls_widgets.geometry import coco_from_mask, mask_from_coco, mask_from_png_url, png_url_from_mask

BOOLS = arrays(np.bool_, array_shapes(min_dims=2, max_dims=2, max_side=30))
CORNER = np.zeros((400, 300), bool)
CORNER[183:, 161:] = True

COCO = [
    ([[1, 0, 0, 0, 1, 0], [0, 0, 0, 1, 0, 0]], "0161M"),
    (
        [[1, 1, 1, 0, 1, 0, 1, 0, 1], [0, 1, 1, 1, 0, 0, 1, 0, 0], [1, 1, 1, 1, 0, 1, 1, 1, 1]],
        "01160L31NNOO",
    ),
    ([[v] for v in (0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 1)], "11342L"),
    (CORNER, "WRo1i6g5" + "0" * 275),
]


@pytest.mark.parametrize(("mask", "text"), COCO, ids=range(len(COCO)))
def test_coco_text_is_that_of_pycocotools(mask: Any, text: str) -> None:
    inside = np.asarray(mask) > 0
    assert coco_from_mask(inside, compressed=True) == {"size": list(inside.shape), "counts": text}
    assert np.array_equal(mask_from_coco({"size": [*inside.shape], "counts": text.encode()}), inside)


@given(BOOLS)
def test_coco_both_ways(mask: np.ndarray[Any, Any]) -> None:
    for compressed in (True, False):
        written = json.loads(json.dumps(coco_from_mask(mask, compressed=compressed)))
        assert np.array_equal(mask_from_coco(written), mask)


@pytest.mark.parametrize(
    "bad",
    [
        None,
        {"counts": [4]},
        {"size": [2, 2]},
        {"size": [2, 2], "counts": [3]},
        {"size": [2, 2], "counts": [-1, 5]},
        {"size": [2, 2], "counts": [1.0, 3]},
        {"size": [2, 2], "counts": "0P"},
        {"size": [2, 2], "counts": "\x00"},
        {"size": [2, 2], "counts": "o" * 100},
        {"size": [2, True], "counts": [2]},
        {"size": [10**6, 10**6], "counts": [10**12]},
    ],
)
def test_a_corrupt_coco_mask_is_one_error(bad: Any) -> None:
    with pytest.raises(ResultError):
        mask_from_coco(bad)


@given(st.text("0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmno", max_size=12))
def test_any_coco_text_is_a_mask_or_a_result_error(text: str) -> None:
    try:
        assert mask_from_coco({"size": [3, 4], "counts": text}).shape == (3, 4)
    except ResultError:
        return


@given(arrays(np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=20)))
def test_a_bitmask_comes_back_with_its_alpha(alpha: np.ndarray[Any, Any]) -> None:
    url = png_url_from_mask(alpha)
    assert np.array_equal(mask_from_png_url(url, (alpha.shape[1], alpha.shape[0])), alpha)
    picture = Image.open(io.BytesIO(base64.b64decode(url.partition(",")[2])))
    assert picture.mode == "RGBA"
    assert not np.asarray(picture)[..., :3].any(), "black, as the editor writes them"


def test_bitmasks_of_the_reference(corpus: Any) -> None:
    recorded = json.loads((corpus / "editor" / "image-bitmask-stroke.json").read_text("utf-8"))
    item = recorded["result"][0]
    size = (item["original_width"], item["original_height"])
    alpha = mask_from_png_url(item["value"]["imageDataURL"], size)
    assert alpha.shape == size[::-1]
    assert 0 < np.count_nonzero(alpha) < alpha.size


def png(mode: str, pixels: Any) -> str:
    stream = io.BytesIO()
    Image.fromarray(np.array(pixels, np.uint8)).convert(mode).save(stream, "PNG")
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()


@pytest.mark.parametrize("mode", ["L", "1", "RGB"])
def test_a_png_without_alpha_counts_where_it_is_not_black(mode: str) -> None:
    assert mask_from_png_url(png(mode, [[0, 255]])).tolist() == [[0, 255]]


def huge_png() -> str:
    """A header that claims 60,000 × 60,000 pixels over a handful of bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        crc = zlib.crc32(kind + body).to_bytes(4, "big")
        return len(body).to_bytes(4, "big") + kind + body + crc

    side = (60_000).to_bytes(4, "big")
    body = chunk(b"IHDR", side + side + bytes([8, 6, 0, 0, 0])) + chunk(b"IDAT", zlib.compress(bytes(99)))
    content = b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(content).decode()


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/mask.png",
        "file:///etc/passwd",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:image/png;base64,####",
        "data:image/png;base64,",
        png("L", np.eye(40))[:-60],
        None,
        huge_png(),
    ],
)
def test_what_is_no_png_is_refused(url: Any) -> None:
    with pytest.raises(ResultError):
        mask_from_png_url(url)


def test_a_bitmask_of_another_size_is_refused() -> None:
    with pytest.raises(ResultError, match="2×1 pixels; the picture 3×1"):
        mask_from_png_url(png_url_from_mask([[True, False]]), (3, 1))
