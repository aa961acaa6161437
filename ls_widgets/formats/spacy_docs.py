"""spaCy: a DocBin to train with, or JSON lines with the spans of each text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ls_widgets.extras import need
from ls_widgets.formats import jsonio, spans
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.records import Record
from ls_widgets.formats.spans import Span

OVERLAP = "span that overlaps another: in doc.spans['sc'], not in doc.ents"
WIDENED = "span that cut a token, widened to whole tokens"
SPANS = "sc"
"""The key that spaCy's span categoriser reads."""


def why_not(layout: Layout) -> str:
    """A Text with Labels."""
    return spans.why_not(layout)


def write(job: Job) -> None:
    """``result.spacy``, or ``result.jsonl``: ``{"text", "spans": [{"start", "end", "label"}], "meta"}``."""
    if job.options["lines"]:
        with job.folder.open("result.jsonl") as stream:
            for record, text, found in _texts(job):
                stream.write(jsonio.dumps(_line(record, text, found)) + b"\n")
        return
    spacy = need("spacy", extra="spacy", what="the spacy format")
    tokens = need("spacy.tokens", extra="spacy", what="the spacy format")
    language = spacy.blank(job.options["language"])
    docs = tokens.DocBin(store_user_data=True)
    for record, text, found in _texts(job):
        docs.add(_doc(job, record, language.make_doc(_sound(text)), found))
    job.folder.write("result.spacy", docs.to_bytes())


def _sound(text: str) -> str:
    """Halves of characters become question marks, one for one."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _texts(job: Job) -> Iterator[tuple[Record, str, list[Span]]]:
    for record in job.records():
        for name, text, part in spans.parts(job, record):
            yield record, text, spans.spans_of(job, part, text, name)


def _line(record: Record, text: str, found: list[Span]) -> dict[str, Any]:
    listed = [
        {"start": span.start, "end": span.end, "label": label} for span in found for label in span.labels
    ]
    annotation = record.annotation or {}
    meta = {"task": record.id, "annotation": annotation.get("id"), "annotator": record.annotator}
    return {"text": text, "spans": listed, "meta": meta}


def _doc(job: Job, record: Record, doc: Any, found: list[Span]) -> Any:
    every: list[Any] = []
    for span in found:
        for label in span.labels:
            made = doc.char_span(span.start, span.end, label=_sound(label), alignment_mode="expand")
            if not made:  # none, or of no token, as for blanks alone
                job.losses.add(spans.BROKEN, record)
                continue
            if (made.start_char, made.end_char) != (span.start, span.end):
                job.losses.add(WIDENED, record)
            every.append(made)
    apart: list[Any] = []
    for made in sorted(every, key=lambda one: (one.start, -one.end)):
        if not apart or made.start >= apart[-1].end:
            apart.append(made)
    if len(apart) < len(every):
        job.losses.add(OVERLAP, record, count=len(every) - len(apart))
    doc.spans[SPANS] = every
    doc.set_ents(apart)
    doc.user_data["task"] = record.id
    return doc
