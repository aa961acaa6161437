"""Dictionaries as Hugging Face's token classification gives them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ls_widgets.errors import FormatError
from ls_widgets.text import Span, from_pipeline, to_pipeline

TEXT = "Wolfgang lives in Bad Homburg-Nord"


def piece(entity: str, word: str, start: int | None, end: int | None, index: int, score: float = 0.5) -> Any:
    return {
        "entity": entity, "score": np.float32(score), "index": index, "word": word, "start": start, "end": end
    }  # fmt: skip


def test_aggregated_output() -> None:
    output = [
        {"entity_group": "PER", "score": np.float32(0.75), "word": "Wolfgang", "start": 0, "end": 8},
        {"entity_group": "LOC", "score": np.float32(0.5), "word": "Bad Homburg", "start": 18, "end": 29},
        {"entity_group": "LOC", "score": np.float32(0.5), "word": "Nord", "start": 30, "end": 34},
    ]
    spans = from_pipeline(output, text=TEXT)
    assert spans == [Span(0, 8, "PER", 0.75), Span(18, 29, "LOC", 0.5), Span(30, 34, "LOC", 0.5)]
    assert all(type(span.score) is float for span in spans)
    assert from_pipeline(output, labels={"PER": "Person", "LOC": None}) == [Span(0, 8, "Person", 0.75)]


def test_word_pieces_are_put_together() -> None:
    """The first piece says the label, whatever the others say."""
    output = [
        piece("B-PER", "Wolf", 0, 4, 1, 1.0),
        piece("B-LOC", "##gang", 4, 8, 2, 0.5),
        piece("B-LOC", "Bad", 18, 21, 5),
        piece("I-LOC", "Ho", 22, 24, 6),
        piece("I-LOC", "##mburg", 24, 29, 7),
    ]
    assert from_pipeline(output) == [Span(0, 8, "PER", 0.75), Span(18, 29, "LOC", 0.5)]
    assert from_pipeline(output, text=TEXT) == from_pipeline(output)


def test_pieces_with_marks_of_beginnings() -> None:
    output = [
        piece("B-PER", "▁Wolf", 0, 4, 1),
        piece("B-PER", "gang", 4, 8, 2),
        piece("B-LOC", "▁Bad", 17, 21, 5),
        piece("I-LOC", "▁Homburg", 21, 29, 6),
        piece("B-ORG", "Nord", 30, 34, 8),
    ]
    assert from_pipeline(output, text=TEXT) == [
        Span(0, 8, "PER", 0.5), Span(18, 29, "LOC", 0.5), Span(30, 34, "ORG", 0.5)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("entities", "spans"),
    [
        (["PER", "PER"], [(0, 3, "PER")]),
        (["B-PER", "B-PER"], [(0, 1, "PER"), (2, 3, "PER")]),
        (["I-PER", "I-ORG"], [(0, 1, "PER"), (2, 3, "ORG")]),
        (["B-PER", "L-PER"], [(0, 3, "PER")]),
        (["U-PER", "I-PER"], [(0, 1, "PER"), (2, 3, "PER")]),
        (["O", "B-PER"], [(2, 3, "PER")]),
    ],
)
def test_tags_of_tokens_side_by_side(entities: list[str], spans: list[tuple[int, int, str]]) -> None:
    output = [piece(entity, "a", 2 * at, 2 * at + 1, at + 1) for at, entity in enumerate(entities)]
    assert [(one.start, one.end, one.label) for one in from_pipeline(output, text="a a")] == spans


def test_tokens_apart_are_spans_apart() -> None:
    output = [piece("I-PER", "a", 0, 1, 1), piece("I-PER", "a", 4, 5, 3)]
    assert len(from_pipeline(output)) == 2
    for one in output:
        del one["index"]
    assert len(from_pipeline(output, text="a b a")) == 2


def test_without_offsets_the_words_are_looked_for() -> None:
    output = [piece("B-PER", "Wolf", None, None, 1), piece("I-PER", "##gang", None, None, 2)]
    assert from_pipeline(output, text=TEXT) == [Span(0, 8, "PER", 0.5)]
    with pytest.raises(FormatError, match="entry 0 'Wolf' has no start and end: give text="):
        from_pipeline(output)
    with pytest.raises(FormatError, match=r"entry 0 'Wolf' .*not in the text"):
        from_pipeline(output, text="someone else")


def test_other_dictionaries_are_refused() -> None:
    with pytest.raises(FormatError, match="entry 0 has no entity"):
        from_pipeline([{"label": "PER"}])


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 33), st.integers(1, 34)), max_size=6))
def test_spans_come_back(places: list[tuple[int, int]]) -> None:
    spans = [Span(a, b, "X", 0.5) for a, b in places if a < b and TEXT[a:b] == TEXT[a:b].strip()]
    output = to_pipeline(spans, TEXT)
    assert [row["word"] for row in output] == [TEXT[span.start : span.end] for span in spans]
    assert from_pipeline(output, text=TEXT) == spans
