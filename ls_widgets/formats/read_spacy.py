"""spaCy's DocBin as it is read: entities and the spans of one group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.extras import need
from ls_widgets.formats.losses import Left
from ls_widgets.formats.reading import Reading
from ls_widgets.formats.sample import Answer, Mark, Sample

GROUP = Left("span of another group than {!r}", "key= names the group that is read")
LINK = Left("dependencies and parts of speech", "they are about each word")


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each doc; ``doc.cats`` of at least one half are choices."""
    spacy = need("spacy", extra="spacy", what="reading spaCy's format")
    tokens = need("spacy.tokens", extra="spacy", what="reading spaCy's format")
    path, key = reading.path, reading.options["key"]
    try:
        docs = list(
            tokens.DocBin()
            .from_bytes(path.read_bytes())
            .get_docs(spacy.blank(reading.options["language"]).vocab)
        )
    except Exception as error:
        raise FormatError(f"'{path}' is no DocBin: {error}.") from error
    for number, doc in enumerate(docs):
        where = f"'{path}', doc {number}"
        sample = Sample(where, text=doc.text, task=doc.user_data.get("task"))
        found = [*_spans(doc.spans.get(key, ()))]
        found += [one for one in _spans(doc.ents) if one not in found]
        sample.marks = [Mark("span", [label], (start, end), where=where) for start, end, label in found]
        for group, spans in doc.spans.items():
            if group != key and len(spans):
                reading.losses.add(GROUP.of(key), place=where, count=len(spans))
        if any(token.dep_ or token.pos_ for token in doc):
            reading.losses.add(LINK, place=where)
        chosen = [label for label, score in doc.cats.items() if score >= 0.5]
        if doc.cats:
            sample.answers.append(Answer("choices", chosen, choices=list(doc.cats))) if chosen else None
        yield sample


def _spans(spans: Any) -> Iterator[tuple[int, int, str]]:
    return ((span.start_char, span.end_char, span.label_) for span in spans)
