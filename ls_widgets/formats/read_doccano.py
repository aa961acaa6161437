"""doccano's JSON lines: spans with relations, classes, and texts that answer a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.reading import Reading, as_count, as_list, as_object, as_text, records
from ls_widgets.formats.sample import Answer, Mark, Sample

COMMENTS = "comment"
LONG = 5
"""Words from which on an answer is taken for a text and not for a class."""
_OURS = {"id", "text", "data", "label", "labels", "entities", "relations", "cats", "Comments", "filename"}


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each line. Other keys of a line stay in the task's data."""
    for where, line in records(reading):
        text = line.get("text", line.get("data"))
        sample = Sample(where, data={name: value for name, value in line.items() if name not in _OURS})
        if text is None and isinstance(line.get("filename"), str):
            sample.picture = line["filename"]
        else:
            sample.text = as_text(text, f"{where}.text")
        if line.get("Comments"):
            comments = as_list(line["Comments"], f"{where}.Comments")
            reading.losses.add(COMMENTS, place=where, count=len(comments))
        for name in ("entities", "label", "labels", "cats"):
            _labels(line.get(name), sample, f"{where}.{name}")
        for at, entry in enumerate(as_list(line.get("relations"), f"{where}.relations")):
            relation = as_object(entry, f"{where}.relations[{at}]")
            kind = [str(relation["type"])] if relation.get("type") else []
            sample.relations.append((str(relation.get("from_id")), str(relation.get("to_id")), kind))
        yield sample


def _labels(listed: Any, sample: Sample, where: str) -> None:
    words: list[str] = []
    entries = listed if isinstance(listed, list | tuple) else [listed] if listed is not None else []
    for at, entry in enumerate(entries):
        place = f"{where}[{at}]"
        match entry:
            case str() if entry:
                words.append(entry)
            case int() if not isinstance(entry, bool):
                words.append(str(entry))
            case [start, end, str(label)]:
                sample.marks.append(_span(sample, start, end, label, "", place))
            case Mapping() if "start_offset" in entry:
                label = as_text(entry.get("label"), f"{place}.label")
                name = str(entry.get("id", ""))
                sample.marks.append(
                    _span(sample, entry["start_offset"], entry.get("end_offset"), label, name, place)
                )
            case _:
                raise FormatError(f"{place}: {str(entry)[:60]!r} is no span, class or text.")
    if words:
        kind = "textarea" if any(len(word.split()) > LONG for word in words) else "choices"
        sample.answers.append(Answer(kind, words))


def _span(sample: Sample, start: Any, end: Any, label: str, name: str, where: str) -> Mark:
    ends = as_count(start, where), as_count(end, where)
    if sample.text is None or not ends[0] < ends[1] <= len(sample.text):
        raise FormatError(f"{where}: {ends[0]} to {ends[1]} is no part of the text.")
    return Mark("span", [label], ends, name, where=where)
