"""Tokens with BIO or BILUO tags, a row for each."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ls_widgets.formats import spans
from ls_widgets.formats.conll import OVERLAP, tagged
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.spans import Span

COLUMNS = ("task", "annotation", "annotator", "object", "token", "start", "end", "tag")

Row = tuple[int, int, str]


def why_not(layout: Layout) -> str:
    """A Text with Labels."""
    return spans.why_not(layout)


def write(job: Job) -> None:
    """``tokens.csv``. Words are those of CoNLL; a token that a span touches has its tag."""
    whole = job.options["scheme"] == "biluo"
    with job.folder.open("tokens.csv") as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for record in job.records():
            annotation = (record.annotation or {}).get("id")
            for name, shown, part in spans.parts(job, record):
                found = [span for span in spans.spans_of(job, part, shown, name) if span.labels]
                kept, lost = spans.without_overlaps(found)
                if lost:
                    job.losses.add(OVERLAP, record, count=lost)
                more = sum(len(span.labels) - 1 for span in kept)
                if more:
                    job.losses.add(spans.LABELS, record, count=more)
                about = (record.id, annotation, record.annotator, name)
                for start, end, tag in tags(shown, kept, whole=whole):
                    writer.writerow((*about, shown[start:end], start, end, tag))
        text.detach()


def tags(text: str, found: Sequence[Span], *, whole: bool) -> list[Row]:
    """Start, end and tag of each token of a text.

    >>> [tag for _, _, tag in tags("Ann Lee sings", [Span(0, 7, ["PER"])], whole=True)]
    ['B-PER', 'L-PER', 'O']
    """
    rows = list(tagged(text, found))
    if not whole:
        return rows
    ends = [at + 1 == len(rows) or not rows[at + 1][2].startswith("I-") for at in range(len(rows))]
    return [
        (start, end, _last(tag) if last else tag) for (start, end, tag), last in zip(rows, ends, strict=True)
    ]


def _last(tag: str) -> str:
    return {"B": "U", "I": "L"}.get(tag[0], tag[0]) + tag[1:]
