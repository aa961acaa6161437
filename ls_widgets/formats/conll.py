"""CoNLL-2003: a line for each token with its tag, a blank line after each task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ls_widgets.formats import spans
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.records import Record
from ls_widgets.formats.spans import Span
from ls_widgets.formats.treebank import words

OVERLAP = "span that overlaps an earlier one"


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
        for record in job.records():
            text = job.layout.shown(record.data, name)
            if text is None:
                job.losses.add(spans.NO_TEXT, record)
                continue
            text = text if isinstance(text, str) else str(text)
            lines = (
                f"{text[start:end]} -X- _ {tag}\n"
                for start, end, tag in tagged(text, _spans(job, record, text, name))
            )
            stream.write("".join([*lines, "\n"]).encode("utf-8", "replace"))


def _spans(job: Job, record: Record, text: str, name: str) -> list[Span]:
    first = next(
        (one["from_name"] for one in record.items if job.layout.kind(one["from_name"]) == "labels"), None
    )
    items = [item for item in record.items if item["from_name"] == first]
    if len(items) < len(record.items):
        job.losses.add(spans.OTHER, record, count=len(record.items) - len(items))
    broken = job.losses[spans.BROKEN]
    found = spans.spans_of(job, Record(record.index, record.task, record.data, None, items), text, name)
    if job.reference and job.losses[spans.BROKEN] > broken:
        return []
    found = [span for span in found if span.labels]
    found.sort(key=lambda span: span.start)
    kept = spans.without_overlaps(found)[1]
    more = sum(len(span.labels) - 1 for span in found)
    if kept:
        job.losses.add(OVERLAP, record, count=kept)
    if more:
        job.losses.add(spans.LABELS, record, count=more)
    return found


def tagged(text: str, found: Sequence[Span]) -> Iterator[tuple[int, int, str]]:
    """Start, end and tag of each token; ``found`` by start, the first of overlapping spans counts."""
    at, inside = 0, False
    for start, end in words(text):
        while at < len(found) and found[at].end <= start:
            at, inside = at + 1, False
        if at < len(found) and found[at].start < end:
            yield start, end, f"{'I' if inside else 'B'}-{found[at].labels[0]}"
            inside = True
        else:
            yield start, end, "O"
