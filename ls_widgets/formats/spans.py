"""Labelled spans of texts: what CoNLL, spaCy and token frames have in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.records import Record
from ls_widgets.model.wire import Item

NO_TEXT = "task whose text is missing"
NOT_A_SPAN = "result that is no span of the text"
BROKEN = "span without a start and an end inside the text"
OTHER = "span of another text or control than the first"
LABELS = "further label of a span"
PAYLOADS = ("labels", "hypertextlabels")


@dataclass(slots=True)
class Span:
    """Code points from ``start`` to before ``end`` of a text, with all labels."""

    start: int
    end: int
    labels: list[str]
    id: str = ""


class Labelled(Protocol):
    """What spans are, however they were read."""

    start: int
    end: int
    labels: list[str]


def why_not(layout: Layout) -> str:
    """Spans need a Text, shown from the task itself, with Labels on it."""
    texts = layout.objects("Text")
    if not texts:
        return "it has no Text."
    if all(str(text.get("valueType")).lower() == "url" for text in texts):
        return 'its Text has valueType="url": the text is not in the task.'
    if not layout.controls("Labels", on="Text"):
        return "it has no Labels on a Text."
    return ""


def spans_of(job: Job, record: Record, text: str, to_name: str) -> list[Span]:
    """The labelled spans of one text, in the order of the results; what is none is counted as lost."""
    found: list[Span] = []
    for item in record.items:
        names = _labels(item)
        if item.get("to_name") != to_name:
            job.losses.add(OTHER, record, item)
        elif names is None:
            job.losses.add(NOT_A_SPAN, record, item)
        else:
            span = _span(item, names, len(text))
            if span is None:
                job.losses.add(BROKEN, record, item)
            else:
                found.append(span)
    return found


def _labels(item: Item) -> list[str] | None:
    for name in PAYLOADS:
        held = item["value"].get(name)
        if isinstance(held, list):
            return [str(label) for label in held]
    return None


def _span(item: Item, labels: list[str], length: int) -> Span | None:
    try:
        start, end = int(item["value"]["start"]), int(item["value"]["end"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    end = min(end, length)
    return Span(start, end, labels, str(item.get("id", ""))) if 0 <= start < end else None


def texts(job: Job, record: Record) -> Iterator[tuple[str, str]]:
    """Name and text of each Text that has labels, as the record's task shows them."""
    for name in text_names(job.layout):
        text = job.layout.shown(record.data, name)
        if text is None or text == "":
            job.losses.add(NO_TEXT, record)
        else:
            yield name, text if isinstance(text, str) else str(text)


def parts(job: Job, record: Record) -> Iterator[tuple[str, str, Record]]:
    """Each text with the results on it; those on none of them are with the first, and told there."""
    shown = [*texts(job, record)]
    names = [name for name, _ in shown]
    for at, (name, text) in enumerate(shown):
        mine = [
            item
            for item in record.items
            if item.get("to_name") == name or (at == 0 and item.get("to_name") not in names)
        ]
        yield name, text, Record(record.index, record.task, record.data, record.annotation, mine)


def text_names(layout: Layout) -> list[str]:
    """The Texts that have Labels, in document order."""
    marked = {name for control in layout.controls("Labels", on="Text") for name in control.to_name}
    return [tag.name for tag in layout.objects("Text") if tag.name and tag.name in marked]


def without_overlaps(spans: Sequence[Span]) -> tuple[list[Span], int]:
    """Spans by start, the first of those that overlap; and how many were left out."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept, len(spans) - len(kept)
