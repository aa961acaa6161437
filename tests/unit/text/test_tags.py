from __future__ import annotations

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ls_widgets.errors import FormatError, ResultError
from ls_widgets.text import Span, from_tags, locate, to_tags, words

TEXTS = st.text(st.sampled_from("ab \t\r\n😀é\u0301שж漢\u200d🏽👩"), max_size=40)
LABELS = st.sampled_from(["PER", "ORG", "B-X", "ö ü"])
SCHEMES = st.sampled_from(["bio", "biluo", "bioes"])


@st.composite
def aligned(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and spans of whole words that do not overlap."""
    text = draw(TEXTS)
    tokens = words(text)
    spans, at = [], 0
    while at < len(tokens):
        size = draw(st.integers(0, 3))
        last = min(at + size, len(tokens)) - 1
        if size and last >= at:
            spans.append(Span(tokens[at][0], tokens[last][1], draw(LABELS)))
        at += max(size, 1)
    return text, spans


@settings(deadline=None)
@given(aligned(), SCHEMES)
def test_aligned_spans_come_back(case: tuple[str, list[Span]], scheme: str) -> None:
    text, spans = case
    tagged = to_tags(text, spans, scheme=scheme, on_loss="raise")
    assert from_tags(tagged.tags, tagged.tokens, strict=True) == spans
    assert from_tags(tagged.tags, [text[a:b] for a, b in tagged.tokens], text=text) == spans


@settings(deadline=None)
@given(TEXTS, SCHEMES, st.data())
def test_tags_come_back(text: str, scheme: str, data: st.DataObject) -> None:
    """Every well-formed list of tags is that of its spans."""
    tokens = words(text)
    tags: list[str] = []
    while len(tags) < len(tokens):
        size = min(data.draw(st.integers(0, 3)), len(tokens) - len(tags))
        label = data.draw(LABELS)
        last, only = {"bio": "IB", "biluo": "LU", "bioes": "ES"}[scheme]
        letters = {0: ["O"], 1: [only]}.get(size) or ["B", *"I" * (size - 2), last]
        tags += [letter if letter == "O" else f"{letter}-{label}" for letter in letters]
    again = to_tags(text, from_tags(tags, tokens, strict=True), tokens=tokens, scheme=scheme, on_loss="raise")
    assert again.tags == tags


@settings(deadline=None)
@given(TEXTS, st.lists(st.tuples(st.integers(0, 39), st.integers(1, 40), LABELS), max_size=8), SCHEMES)
def test_no_span_is_lost_silently(text: str, given_spans: list[tuple[int, int, str]], scheme: str) -> None:
    """Each is in the tags exactly, or named; what is in the tags is a span or a widened one."""
    spans = [Span(a, b, label) for a, b, label in given_spans if a < b <= len(text)]
    for align in ("widen", "strict"):
        tagged = to_tags(text, spans, scheme=scheme, align=align, on_loss="ignore")
        found = from_tags(tagged.tags, tagged.tokens, strict=True)
        for span in spans:
            assert span in found or span in tagged.unaligned or span in tagged.left_out
        expected = len(spans) - len(tagged.left_out) - (len(tagged.unaligned) if align == "strict" else 0)
        assert len(found) == expected
        if align == "strict":
            assert set(found) <= set(spans)


def test_a_span_that_cuts_a_token_is_widened_and_told() -> None:
    text = "Googling in Paris, France"
    spans = [Span(0, 6, "ORG"), Span(12, 17, "LOC")]
    with pytest.warns(UserWarning, match=r"2 spans that cut a token.*first: 0–6 ORG"):
        tagged = to_tags(text, spans)
    assert tagged.tags == ["B-ORG", "O", "B-LOC", "O"]
    assert tagged.unaligned == spans
    strict = to_tags(text, spans, align="strict", on_loss="ignore")
    assert (strict.tags, strict.unaligned) == (["O"] * 4, spans)
    with pytest.raises(FormatError, match="cut a token"):
        to_tags(text, spans, on_loss="raise")


def test_of_overlapping_spans_the_first_counts() -> None:
    tagged = to_tags("a b c", [Span(2, 5, "Y"), Span(0, 3, "X"), Span(0, 1, "Z")], on_loss="ignore")
    assert tagged.tags == ["B-X", "I-X", "O"]
    assert tagged.left_out == [Span(0, 1, "Z"), Span(2, 5, "Y")]


def test_a_span_of_blanks_alone_is_told() -> None:
    assert to_tags("a   b", [Span(1, 3, "X")], on_loss="ignore").left_out == [Span(1, 3, "X")]


@pytest.mark.parametrize(
    "tokens",
    [
        ["Ann", "'s", "song"],
        [(0, 3), (3, 5), (6, 10)],
        lambda text: locate(text, ["Ann", "'s", "song"]),
        [(0, 0), (0, 3), (3, 5), (6, 10), (0, 0)],
    ],
)
def test_any_tokenizer_will_do(tokens: object) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        tagged = to_tags("Ann's song", [Span(0, 5, "PER")], tokens=tokens)  # type: ignore[arg-type]
    real = [tag for (start, end), tag in zip(tagged.tokens, tagged.tags, strict=True) if start < end]
    assert real == ["B-PER", "I-PER", "O"]
    assert from_tags(tagged.tags, tagged.tokens) == [Span(0, 5, "PER")]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["I-A", "I-A", "O"], [Span(0, 3, "A")]),
        (["I-A", "I-B", "I-B"], [Span(0, 1, "A"), Span(2, 5, "B")]),
        (["I-A", "B-A", "I-A"], [Span(0, 1, "A"), Span(2, 5, "A")]),
        (["U-A", "L-A", None], [Span(0, 1, "A"), Span(2, 3, "A")]),
        (["B-A", "-", "E-A"], [Span(0, 1, "A"), Span(4, 5, "A")]),
        (["S-A", "I-A", "E-A"], [Span(0, 1, "A"), Span(2, 5, "A")]),
    ],
)
def test_loose_tags_are_read(tags: list[str | None], spans: list[Span]) -> None:
    assert from_tags(tags, ["x", "y", "z"]) == spans


def test_bad_input_is_named() -> None:
    with pytest.raises(FormatError, match="tag 1 'PER' is none of"):
        from_tags(["O", "PER"], ["a", "b"])
    with pytest.raises(FormatError, match="2 tags for 1 tokens"):
        from_tags(["O", "O"], ["a"])
    with pytest.raises(FormatError, match="tag 1 'I-A' continues"):
        from_tags(["O", "I-A"], ["a", "b"], strict=True)
    with pytest.raises(FormatError, match="token 1 'c' is not at character 1"):
        to_tags("a b c", [], tokens=["a", "c"])
    with pytest.raises(FormatError, match="out of order or outside"):
        to_tags("ab", [], tokens=[(0, 3)])
    with pytest.raises(ResultError, match="0 to 9"):
        to_tags("ab", [Span(0, 9, "A")])
    with pytest.raises(FormatError, match="scheme='iob'"):
        to_tags("ab", [], scheme="iob")  # type: ignore[arg-type]
