"""Output of Hugging Face's token classification: dictionaries in, spans out, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.text.spans import Span, check_spans, relabelled

_WORD_MARKS = ("▁", "Ġ")
_PIECE_MARK = "##"
_PREFIXES = frozenset("BILUES")
_OPENING = frozenset("BUS")
_CLOSING = frozenset("LEUS")


@dataclass(slots=True)
class _Open:
    """A span that may grow."""

    start: int
    end: int
    label: str
    scores: list[float]
    word: str = ""
    index: int | None = None
    closed: bool = False


def is_pipeline_output(value: Any) -> bool:
    """Whether a value is the pipeline's output for one text."""
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, Mapping) and ("entity_group" in one or "entity" in one) for one in value)
        and not any("value" in one or "from_name" in one for one in value)
    )


def from_pipeline(
    output: Sequence[Mapping[str, Any]],
    *,
    text: str | None = None,
    labels: Mapping[str, str | None] | None = None,
) -> list[Span]:
    """Spans of what ``pipeline("token-classification")`` says of one text.

    Args:
        output: Aggregated (``entity_group``) or not (``entity``): then pieces of words are put together
            and ``B-``/``I-`` tags followed; the first piece of a word says its label, and the score is
            the mean of the pieces.
        text: The text. Needed where the tokenizer gives no offsets; else it takes blanks off the ends.
        labels: Renames labels; what becomes None is left out.

    Raises:
        FormatError: For dictionaries of another kind, and words that are not in the text.

    >>> from_pipeline([{"entity": "B-PER", "score": 0.5, "word": "An", "start": 0, "end": 2},
    ...     {"entity": "I-PER", "score": 1.0, "word": "##na", "start": 2, "end": 4}])
    [Span(start=0, end=4, label='PER', score=0.75)]
    """
    rows = list(output)
    places = _places(rows, text)
    marked = any(str(row.get("word", "")).startswith(_WORD_MARKS) for row in rows)
    found: list[_Open] = []
    for row, (start, end) in zip(rows, places, strict=True):
        scores = [] if row.get("score") is None else [float(row["score"])]
        word = str(row.get("word", ""))
        last = found[-1] if found else None
        if "entity_group" in row:
            found.append(_Open(start, end, str(row["entity_group"]), scores, closed=True))
            continue
        letter, label = _read(str(row.get("entity")))
        piece = last is not None and start == last.end and _is_piece(word, last.word, marked=marked)
        if last is not None and (piece or _continues(last, row, start, letter, label, text)):
            last.end, last.index, last.word = end, row.get("index"), word
            last.scores += scores
        else:
            found.append(_Open(start, end, label, scores, word, row.get("index")))
        if not piece:
            found[-1].closed = letter in _CLOSING
    spans = [
        Span(one.start, one.end, one.label, sum(one.scores) / len(one.scores) if one.scores else None)
        for one in found
        if one.label != "O"
    ]
    spans = [span for span in (_trimmed(span, text) for span in spans) if span.start < span.end]
    if text is not None:
        check_spans(spans, text)
    return relabelled(spans, labels)


def to_pipeline(spans: Iterable[Span], text: str) -> list[dict[str, Any]]:
    """Spans as the pipeline says them when it aggregates: ``entity_group, score, word, start, end``."""
    return [
        {
            "entity_group": span.label,
            "score": span.score,
            "word": text[span.start : span.end],
            "start": span.start,
            "end": span.end,
        }
        for span in check_spans(spans, text)
    ]


def _places(rows: Sequence[Mapping[str, Any]], text: str | None) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = 0
    for number, row in enumerate(rows):
        if not isinstance(row, Mapping) or not ("entity" in row or "entity_group" in row):
            raise FormatError(f"entry {number} has no entity and no entity_group: {row!r:.80}")
        start, end = row.get("start"), row.get("end")
        if start is None or end is None:
            word = _bare(str(row.get("word", "")))
            start = -1 if text is None or not word else text.find(word, at)
            if start < 0:
                why = "give text=" if text is None else "the word is not in the text after the one before"
                raise FormatError(f"entry {number} {row.get('word')!r} has no start and end: {why}.")
            end = start + len(word)
        at = int(end)
        found.append((int(start), at))
    return found


def _read(entity: str) -> tuple[str, str]:
    if entity[:1] in _PREFIXES and entity[1:2] == "-" and entity[2:]:
        return entity[0], entity[2:]
    return "I", entity


def _continues(
    last: _Open, row: Mapping[str, Any], start: int, letter: str, label: str, text: str | None
) -> bool:
    if last.closed or letter in _OPENING or label != last.label:
        return False
    index = row.get("index")
    if index is not None and last.index is not None:
        return index == last.index + 1
    return start <= last.end + 1 if text is None else not text[last.end : start].strip()


def _is_piece(word: str, before: str, *, marked: bool) -> bool:
    """Whether a token right behind another goes on with its word; ``marked``: beginnings have a mark."""
    if word.startswith(_PIECE_MARK):
        return True
    return marked and not word.startswith(_WORD_MARKS) and word[:1].isalnum() and before[-1:].isalnum()


def _bare(word: str) -> str:
    return word.removeprefix(_PIECE_MARK).lstrip("".join(_WORD_MARKS)).strip()


def _trimmed(span: Span, text: str | None) -> Span:
    if text is None:
        return span
    held = text[span.start : span.end]
    start = span.start + len(held) - len(held.lstrip())
    return Span(start, max(start, span.end - (len(held) - len(held.rstrip()))), span.label, span.score)
