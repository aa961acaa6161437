from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ls_widgets import rules
from ls_widgets.errors import PredictionError
from ls_widgets.text import Span

WORDS = st.lists(st.text("ab-. é", min_size=1, max_size=5).filter(str.strip), min_size=1, max_size=8)


def found(text: str, **more: object) -> list[tuple[str, str]]:
    patterns = {
        "PER": ["Anna", "Ann Lee", "Anna Lee Smith"],
        "DATE": re.compile(r"\d{4}-\d\d-\d\d"),
        "ID": [re.compile(r"no\. (?P<label>\d+)"), "C++"],
    }
    return [(text[span.start : span.end], span.label) for span in rules(patterns, **more).find(text)]  # type: ignore[arg-type]


def test_words_and_expressions() -> None:
    text = "Anna and Ann\n Lee met on 2024-05-01: no. 17, C++."
    assert found(text) == [
        ("Anna", "PER"), ("Ann\n Lee", "PER"), ("2024-05-01", "DATE"), ("17", "ID"), ("C++", "ID")
    ]  # fmt: skip


def test_only_whole_words_count_unless_told() -> None:
    assert found("Joanna, Annabel, Anna's, _Anna") == [("Anna", "PER")]
    assert len(found("Annabel Anna", whole_words=False)) == 2
    assert found("ANNA") == []
    assert found("ANNA", ignore_case=True) == [("ANNA", "PER")]


def test_the_longest_match_counts() -> None:
    assert found("Anna Lee Smith") == [("Anna Lee Smith", "PER")]
    both = rules({"A": ["x y"], "B": ["y z w"]})
    assert both.find("x y z w") == [Span(2, 7, "B")]
    assert rules({"A": ["x y"], "B": ["y z w"]}, overlaps=True).find("x y z w") == [
        Span(0, 3, "A"), Span(2, 7, "B")
    ]  # fmt: skip


@settings(deadline=None)
@given(WORDS, st.text("ab-. é", max_size=30))
def test_a_dictionary_finds_what_comparing_finds(words: list[str], text: str) -> None:
    spans = rules({"X": words}, whole_words=False).find(text)
    normal = {" ".join(word.split()) for word in words}
    assert all(" ".join(text[span.start : span.end].split()) in normal for span in spans)
    covered = {at for span in spans for at in range(span.start, span.end)}
    for word in normal:
        at = text.find(word)
        assert at < 0 or covered & set(range(at, at + len(word)))


def test_a_large_dictionary_with_long_entries() -> None:
    names = [f"name {n} {'x' * (n % 50)}" for n in range(5_000)] + ["y" * 3_000]
    assert rules({"X": names}).find(f"the name 4999 {'x' * 49} and {'y' * 3_000}") == [
        Span(4, 63, "X"), Span(68, 3_068, "X")
    ]  # fmt: skip


def test_patterns_that_are_none_are_refused() -> None:
    with pytest.raises(PredictionError, match="'PER' hold 5"):
        rules({"PER": ["Anna", 5]})  # type: ignore[list-item]
    with pytest.raises(PredictionError, match="'PER' hold ' '"):
        rules({"PER": " "})
    with pytest.raises(PredictionError, match="mapping of label -> patterns, not list"):
        rules(["Anna"])  # type: ignore[arg-type]
