"""A labelled span of a text, and where such spans may lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ls_widgets.errors import ResultError


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters from ``start`` to before ``end`` of a text, in code points: ``text[start:end]``.

    ``score``: from 0 to 1, where a model says so.
    """

    start: int
    end: int
    label: str
    score: float | None = None


def check_spans(spans: Iterable[Span], text: str) -> list[Span]:
    """The spans as a list. ResultError for one that has no place in the text."""
    found = list(spans)
    for span in found:
        if not 0 <= span.start < span.end <= len(text):
            raise ResultError(
                f"{span.start} to {span.end} ({span.label}) is no span of a text of {len(text)} characters."
            )
    return found


def relabelled(spans: Iterable[Span], labels: Mapping[str, str | None] | None) -> list[Span]:
    """The spans under other labels; those whose label becomes None are left out, others stay.

    >>> relabelled([Span(0, 4, "PERSON"), Span(5, 6, "MISC")], {"PERSON": "PER", "MISC": None})
    [Span(start=0, end=4, label='PER', score=None)]
    """
    if not labels:
        return list(spans)
    found = []
    for span in spans:
        label = labels.get(span.label, span.label)
        if label is not None:
            found.append(span if label == span.label else replace(span, label=label))
    return found


def without_overlaps(spans: Sequence[Span], *, longest: bool = False) -> tuple[list[Span], list[Span]]:
    """Spans that do not overlap, by start, and those left out: later ones, or shorter ones if ``longest``."""
    order = sorted(spans, key=lambda one: (one.start, -one.end))
    kept: list[Span] = []
    lost: list[Span] = []
    if longest:
        taken: set[int] = set()
        for span in sorted(order, key=lambda one: one.start - one.end):
            # A shorter one that overlaps has an end inside of what is taken.
            free = span.start not in taken and span.end - 1 not in taken
            taken.update(range(span.start, span.end) if free else ())
            (kept if free else lost).append(span)
        return sorted(kept, key=lambda one: one.start), lost
    for span in order:
        (kept if not kept or span.start >= kept[-1].end else lost).append(span)
    return kept, lost
