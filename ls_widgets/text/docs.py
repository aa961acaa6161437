"""spaCy's documents: spans out of one, and into one. Any object with the same attributes will do."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.text.spans import Span, check_spans, relabelled, without_overlaps
from ls_widgets.text.tags import OnLoss

SPANS_KEY = "sc"
"""Where spaCy's span categoriser looks."""


def is_doc(value: Any) -> bool:
    """Whether a value is a spaCy ``Doc``, or enough like one."""
    return isinstance(getattr(value, "text", None), str) and hasattr(value, "ents")


def from_doc(
    doc: Any, *, key: str | None = None, labels: Mapping[str, str | None] | None = None
) -> list[Span]:
    """The entities of a spaCy ``Doc``, or the spans of its group ``key``, in code points.

    ``labels`` renames: ``{"PERSON": "PER", "CARDINAL": None}`` leaves out what becomes None. FormatError
    for a group that is not there.
    """
    if key is None:
        group = doc.ents
    elif key in doc.spans:
        group = doc.spans[key]
    else:
        raise FormatError(f"the doc has no spans {key!r}; there are {', '.join(doc.spans) or 'none'}.")
    return relabelled([Span(one.start_char, one.end_char, one.label_) for one in group], labels)


def to_doc(doc: Any, spans: Iterable[Span], *, key: str = SPANS_KEY, on_loss: OnLoss = "warn") -> Any:
    """Puts spans into a ``Doc`` (``nlp.make_doc(text)``) and returns it.

    All go to ``doc.spans[key]``; ``doc.ents`` cannot overlap and gets the first of those that do. A span
    that cuts a token goes to whole tokens: ``on_loss`` says what then, as for `to_tags`.
    """
    every: list[Any] = []
    widened = 0
    for span in sorted(check_spans(spans, doc.text)):
        made = doc.char_span(span.start, span.end, label=span.label, alignment_mode="expand")
        if made is None:
            raise FormatError(f"{span.start} to {span.end} ({span.label}) holds no token of the doc.")
        widened += (made.start_char, made.end_char) != (span.start, span.end)
        every.append(made)
    places = {
        Span(made.start_char, made.end_char, f"{at}"): made for at, made in enumerate(every)
    }  # numbered: equal spans with equal labels stay apart
    kept, lost = without_overlaps(list(places))
    doc.spans[key] = every
    doc.set_ents([places[span] for span in kept])
    if on_loss != "ignore" and (widened or lost):
        message = f"{widened} spans widened to whole tokens, {len(lost)} overlapping ones not in doc.ents."
        if on_loss == "raise":
            raise FormatError(message)
        warnings.warn(message, stacklevel=2)
    return doc
