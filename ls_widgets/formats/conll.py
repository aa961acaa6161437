"""CoNLL-2003: a line for each token with its tag, a blank line after each task."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from ls_widgets.formats import spans
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.pictures import numbers, texts
from ls_widgets.formats.plain_spans import PlainText, read_texts
from ls_widgets.formats.records import Record
from ls_widgets.formats.spans import Labelled, Span
from ls_widgets.formats.treebank import chunks, may_contract, parts, words
from ls_widgets.model.wire import Item

OVERLAP = "span that overlaps an earlier one"
_MIDDLE = " -X- _ "
_OUTSIDE = f"{_MIDDLE}O\n"
_MEMORY = 1 << 13


def why_not(layout: Layout) -> str:
    """A Text with Labels."""
    return spans.why_not(layout)


def write(job: Job) -> None:
    """``result.conll``. A token that a span touches has its tag; the first label of a span counts.

    Only the first Labels control of an annotation is written, as there is one column of tags.
    """
    name = spans.text_names(job.layout)[0]
    with job.folder.open("result.conll") as stream:
        stream.write(b"-DOCSTART- -X- O\n")
        for read in read_texts(job, name):
            if isinstance(read, PlainText):
                lines = _lines(read.text, read.spans)
            else:
                shown = job.layout.shown(read.data, name)
                if shown is None:
                    job.losses.add(spans.NO_TEXT, read)
                    continue
                text = shown if isinstance(shown, str) else str(shown)
                if job.reference:
                    lines = _each_line(text, _reference_spans(job, read))
                else:
                    lines = _lines(text, _spans(job, read, text, name))
            stream.write(f"{lines}\n".encode("utf-8", "replace"))


def _first_control(job: Job, record: Record) -> list[Item]:
    """The results of the Labels control that comes first."""
    first = next(
        (one["from_name"] for one in record.items if job.layout.kind(one["from_name"]) == "labels"), None
    )
    items = [item for item in record.items if item["from_name"] == first]
    if len(items) < len(record.items):
        job.losses.add(spans.OTHER, record, count=len(record.items) - len(items))
    return items


def _reference_spans(job: Job, record: Record) -> list[Span]:
    """None where one lacks a place. One without labels hides what is below it."""
    found: list[Span] = []
    for item in _first_control(job, record):
        value, places = item["value"], numbers(item["value"], "start", "end")
        if places is None:
            job.losses.add(spans.BROKEN, record, item)
            return []
        start, end = map(int, places)
        found.append(Span(start, end, texts(value, "labels")))
    found.sort(key=lambda span: span.start)
    return found


def _spans(job: Job, record: Record, text: str, name: str) -> list[Span]:
    items = _first_control(job, record)
    found = spans.spans_of(job, Record(record.index, record.task, record.data, None, items), text, name)
    found = [span for span in found if span.labels]
    found.sort(key=lambda span: span.start)
    kept = spans.without_overlaps(found)[1]
    more = sum(len(span.labels) - 1 for span in found)
    if kept:
        job.losses.add(OVERLAP, record, count=kept)
    if more:
        job.losses.add(spans.LABELS, record, count=more)
    return found


def _lines(text: str, found: Sequence[Labelled]) -> str:
    """The lines of a text, with the tags of `tagged`."""
    starts, around = chunks(text)
    if not around:
        return _each_line(text, found)
    simple = not may_contract(text)
    lines = [one[0] + _OUTSIDE if simple and one[0].isalnum() else _untagged(*one) for one in around]
    free = 0
    for span in found:
        at = max(bisect_right(starts, span.start) - 1, 0)
        if at < free:  # two spans in words that no space parts
            return _each_line(text, found)
        tag = "B-" + span.labels[0]
        while at < len(starts) and (start := starts[at]) < span.end:
            chunk = around[at][0]
            if simple and chunk.isalnum() and span.start < start + len(chunk):
                lines[at], tag = f"{chunk}{_MIDDLE}{tag}\n", "I" + tag[1:]
            else:
                lines[at], tag = _marked(tag, max(span.start - start, 0), span.end - start, *around[at])
            at += 1
        free = at
    return "".join(lines)


def _each_line(text: str, found: Sequence[Labelled]) -> str:
    return "".join([f"{text[start:end]}{_MIDDLE}{tag}\n" for start, end, tag in tagged(text, found)])


@lru_cache(_MEMORY)
def _untagged(*chunk: Any) -> str:
    """The lines of a part of a text without white space that no span touches."""
    return "".join([chunk[0][start:end] + _OUTSIDE for start, end in parts(*chunk)])


@lru_cache(_MEMORY)
def _marked(tag: str, start: int, end: int, *chunk: Any) -> tuple[str, str]:
    """The lines of a part that a span touches between these places, and the tag of the span's next word."""
    lines = ""
    for first, stop in parts(*chunk):
        inside = start < stop and first < end
        lines += f"{chunk[0][first:stop]}{_MIDDLE}{tag if inside else 'O'}\n"
        if inside:
            tag = "I" + tag[1:]
    return lines, tag


def tagged(text: str, found: Sequence[Labelled]) -> Iterator[tuple[int, int, str]]:
    """Start, end and tag of each token; ``found`` by start, the first of overlapping spans counts."""
    at, inside = 0, False
    for start, end in words(text):
        while at < len(found) and found[at].end <= start:
            at, inside = at + 1, False
        if at < len(found) and found[at].start < end and found[at].labels:
            yield start, end, f"{'I' if inside else 'B'}-{found[at].labels[0]}"
            inside = True
        else:
            yield start, end, "O"
