from __future__ import annotations

import json
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from ls_widgets.errors import ResultError
from ls_widgets.geometry import decode, encode, mask_from_rle, rle_from_mask
from tests.conftest import ROOT

FOLDER = ROOT / "tests" / "contract" / "rle"
MASKS = json.loads((FOLDER / "masks.json").read_text("utf-8"))
VALUES = json.loads((FOLDER / "values.json").read_text("utf-8"))

ALPHAS = arrays(
    np.uint8, array_shapes(min_dims=2, max_dims=2, max_side=40), elements=st.sampled_from([0, 0, 255, 7])
)
RUNS = st.lists(st.tuples(st.integers(0, 255), st.sampled_from([1, 1, 2, 3, 8, 9, 16, 17, 256, 257, 65_536])))


@pytest.mark.parametrize("case", MASKS["cases"], ids=lambda case: case["name"])
def test_masks_are_written_and_read_as_both_languages_agree(case: dict[str, Any]) -> None:
    alpha = np.array(case["alpha"], np.uint8).reshape(case["height"], case["width"])
    assert rle_from_mask(alpha) == case["encoded"]
    for rle in (case["encoded"], *case["also"]):
        assert np.array_equal(mask_from_rle(rle, case["width"], case["height"]), alpha)


@pytest.mark.parametrize("case", MASKS["bad"], ids=lambda case: case["name"])
def test_a_corrupt_code_is_one_clear_error(case: dict[str, Any]) -> None:
    with pytest.raises(ResultError):
        mask_from_rle(case["rle"], case["width"], case["height"])


@pytest.mark.parametrize("case", VALUES["cases"], ids=lambda case: case["name"])
def test_values_are_written_as_the_editor_writes_them(case: dict[str, Any]) -> None:
    assert list(encode(case["values"])) == case["encoded"]
    assert decode(case["encoded"]).tolist() == case["values"]


@given(ALPHAS)
def test_a_mask_comes_back(alpha: np.ndarray[Any, Any]) -> None:
    rle = rle_from_mask(alpha)
    assert np.array_equal(mask_from_rle(rle, alpha.shape[1], alpha.shape[0]), alpha)
    assert decode(rle).reshape(*alpha.shape, 4)[..., 3].tolist() == alpha.tolist()
    assert rle == list(encode(np.repeat(alpha.ravel(), 4)))


@given(RUNS)
def test_values_come_back(runs: list[tuple[int, int]]) -> None:
    values = np.repeat(np.array([v for v, _ in runs], np.uint8), [n for _, n in runs])
    assert np.array_equal(decode(encode(values)), values)


@given(st.lists(st.integers(-1, 256), max_size=40), st.integers(1, 4), st.integers(1, 4))
def test_any_list_is_a_mask_or_a_result_error(rle: list[int], width: int, height: int) -> None:
    whole = [0, 0, 0, width * height * 4, 57, 27, *rle]
    for code in (rle, whole):
        try:
            assert mask_from_rle(code, width, height).shape == (height, width)
        except ResultError:
            continue


def code(count: int, blocks: str) -> bytes:
    """The code of so many values with these blocks, in bits."""
    bits = f"{count:032b}{7:05b}{2:04b}{3:04b}{7:04b}{15:04b}{blocks}"
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def test_values_beyond_the_count_need_not_be_there() -> None:
    five, claims_eight = f"{5:08b}", "000" + "111"
    assert decode(code(2, claims_eight + five * 2)).tolist() == [5, 5]
    assert decode(code(3, "100" + "000" + five + claims_eight + five * 2)).tolist() == [5, 5, 5]
    assert decode(code(2, "100" + "111" + five + "111" * 9)).tolist() == [5, 5]
    with pytest.raises(ResultError, match="end at value 1 of 9"):
        decode(code(9, "100" + "000" + five + claims_eight + five * 2))


def test_booleans_are_written_as_opaque() -> None:
    mask = np.eye(3, dtype=bool)
    assert mask_from_rle(rle_from_mask(mask), 3, 3).tolist() == (mask * 255).tolist()
    assert rle_from_mask(mask.tolist()) == rle_from_mask(mask)
    assert rle_from_mask(np.asfortranarray(mask)[:, ::-1]) == rle_from_mask(mask[:, ::-1].copy())


@pytest.mark.parametrize(
    ("mask", "words"),
    [
        (np.zeros((2, 2)), "booleans"),
        (np.array([[0, 256]]), "booleans"),
        (np.zeros((2, 2, 4), np.uint8), "(height, width)"),
        (np.zeros((0, 4), bool), "(height, width)"),
        ("mask", "(height, width)"),
        ([[1], [1, 2]], "array"),
    ],
)
def test_what_is_no_mask_is_refused(mask: Any, words: str) -> None:
    with pytest.raises(ResultError, match=words.replace("(", r"\(").replace(")", r"\)")):
        rle_from_mask(mask)


def test_a_mask_of_4000_by_4000_needs_no_rgba() -> None:
    """64 million values as RGBA would take 64 MB for the pixels alone."""
    y, x = np.ogrid[:4000, :4000]
    mask = (x - 2000) ** 2 + (y - 1900) ** 2 < 1500**2
    rle = bytes(rle_from_mask(mask))
    tracemalloc.start()
    alpha = mask_from_rle(rle, 4000, 4000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert np.array_equal(alpha > 0, mask)
    assert peak < 24e6


def test_a_few_bytes_cannot_claim_a_large_mask() -> None:
    width = height = 30_000
    rle = [*(width * height * 4 % 2**32).to_bytes(4, "big"), 57, 27, 255, 255, 255, 0]
    with pytest.raises(ResultError, match="too large"):
        mask_from_rle(rle, width, height)
    with pytest.raises(ResultError, match="cut off"):
        mask_from_rle([*(4 * 10_000**2).to_bytes(4, "big"), 57, 27, 255, 255, 255, 0], 10_000, 10_000)


def test_the_codes_of_the_reference_are_written_again_byte_for_byte(corpus: Any) -> None:
    seen = 0
    for name in ("image-brush-stroke", "image-brush-erase"):
        recorded = json.loads((corpus / "editor" / f"{name}.json").read_text("utf-8"))
        for item in recorded["result"]:
            alpha = mask_from_rle(item["value"]["rle"], item["original_width"], item["original_height"])
            assert rle_from_mask(alpha) == item["value"]["rle"]
            assert len(np.unique(alpha)) > 2, "edges are smooth"
            seen += 1
    assert seen
