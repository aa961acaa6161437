"""doccano's JSON lines: spans with relations, classes, and texts that answer a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.losses import Left
from ls_widgets.formats.reading import (
    Reading,
    as_count,
    as_list,
    as_number,
    as_numbers,
    as_object,
    as_text,
    records,
)
from ls_widgets.formats.sample import Answer, Mark, Sample
from ls_widgets.geometry.boxes import Box

COMMENTS = Left("comment", "it is no label")
LONG = 5
"""More words than this make an answer a text and no class."""
BARE = ("label", "labels")
LEAST_OUTLINE = 6
"""Numbers of an outline."""
_OURS = {
    "id", "text", "data", "label", "labels", "entities", "relations", "cats", "annotations", "Comments",
    "filename", "bbox", "segmentation",
}  # fmt: skip


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each line. Other keys of a line stay in the task's data.

    ``texts`` says whether bare labels are texts or classes; where it is None they are texts if one of
    the file is long.
    """
    texts = reading.options["texts"]
    if texts is None:
        texts = any(_has_long(line) for _, line in records(reading))
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
        for name in ("entities", "label", "labels", "cats", "annotations"):
            _labels(line.get(name), sample, f"{where}.{name}", texts=texts and name in BARE)
        if sample.picture:
            sample.marks.extend(_shapes(line, where))
        for at, entry in enumerate(as_list(line.get("relations"), f"{where}.relations")):
            relation = as_object(entry, f"{where}.relations[{at}]")
            kind = [str(relation["type"])] if relation.get("type") else []
            sample.relations.append((str(relation.get("from_id")), str(relation.get("to_id")), kind))
        yield sample


def _has_long(line: Mapping[str, Any]) -> bool:
    bare = [one for name in BARE for one in _entries(line.get(name))]
    return any(isinstance(one, str) and len(one.split()) > LONG for one in bare)


def _entries(listed: Any) -> list[Any]:
    return [*listed] if isinstance(listed, list | tuple) else [listed] if listed is not None else []


def _labels(listed: Any, sample: Sample, where: str, *, texts: bool) -> None:
    words: list[str] = []
    said: list[str] = []
    for at, entry in enumerate(_entries(listed)):
        place = f"{where}[{at}]"
        match entry:
            case str() if entry:
                words.append(entry)
            case int() if not isinstance(entry, bool):
                words.append(str(entry))
            case [start, end, str(label)]:
                sample.marks.append(_span(sample, start, end, label, "", place))
            case Mapping() if "start_offset" in entry:
                label = entry.get("label")
                label = str(label) if type(label) is int else as_text(label, f"{place}.label")
                name = str(entry.get("id", ""))
                sample.marks.append(
                    _span(sample, entry["start_offset"], entry.get("end_offset"), label, name, place)
                )
            case Mapping() if isinstance(entry.get("text"), str):
                said.append(entry["text"])
            case Mapping() if isinstance(entry.get("label"), int | str):
                words.append(str(entry["label"]))
            case _:
                raise FormatError(f"{place}: {str(entry)[:60]!r} is no span, class or text.")
    if words:
        sample.answers.append(Answer("textarea" if texts else "choices", words))
    if said:
        sample.answers.append(Answer("textarea", said))


def _shapes(line: Mapping[str, Any], where: str) -> Iterator[Mark]:
    """Boxes and outlines on a picture, in pixels."""
    for at, entry in enumerate(as_list(line.get("bbox"), f"{where}.bbox")):
        place = f"{where}.bbox[{at}]"
        box = as_object(entry, place)
        sides = [as_number(box.get(name), f"{place}.{name}") for name in ("x", "y", "width", "height")]
        yield Mark("rectangle", [as_text(box.get("label"), f"{place}.label")], Box(*sides), where=place)
    for at, entry in enumerate(as_list(line.get("segmentation"), f"{where}.segmentation")):
        place = f"{where}.segmentation[{at}]"
        outline = as_object(entry, place)
        flat = as_numbers(outline.get("points"), f"{place}.points")
        if len(flat) % 2 or len(flat) < LEAST_OUTLINE:
            raise FormatError(f"{place}.points: needs x and y of at least three points.")
        points = list(zip(flat[::2], flat[1::2], strict=True))
        yield Mark("polygon", [as_text(outline.get("label"), f"{place}.label")], points, where=place)


def _span(sample: Sample, start: Any, end: Any, label: str, name: str, where: str) -> Mark:
    ends = as_count(start, where), as_count(end, where)
    if sample.text is None or not ends[0] < ends[1] <= len(sample.text):
        raise FormatError(f"{where}: {ends[0]} to {ends[1]} is no part of the text.")
    return Mark("span", [label], ends, name, where=where)
