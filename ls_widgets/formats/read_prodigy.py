"""JSON lines of Prodigy, and those of spaCy that look alike: spans, shapes on pictures, choices."""

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
    as_object,
    as_points,
    as_size,
    as_text,
    records,
)
from ls_widgets.formats.sample import Answer, Mark, Sample
from ls_widgets.geometry.boxes import Box

REJECTED = Left("label of an example that was rejected", "it says what is not there")
HALF = 0.5
AUDIO = Left("spans of a recording", "texts and pictures alone are read")
_AUTHORS = ("_annotator_id", "_session_id")


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each line. What was ignored is skipped; what was rejected has no labels."""
    for where, line in records(reading, texts=True):
        sample = _sample(line, where)
        answer = line.get("answer", "accept")
        sample.skipped = answer == "ignore"
        for name in _AUTHORS:
            if isinstance(line.get(name), str):
                sample.author = line[name]
                break
        if line.get("audio") or line.get("audio_spans"):
            reading.losses.add(AUDIO, place=where, count=len(line.get("audio_spans") or ()) or 1)
        _spans(line, sample, where)
        _older(line, sample, where)
        _relations(line, sample, where)
        _choices(line, sample, where)
        lost = len(sample.marks) + len(sample.answers)
        if answer == "reject" and lost:
            reading.losses.add(REJECTED, place=where, count=lost)
        if answer in ("reject", "ignore"):
            sample.marks, sample.answers, sample.relations = [], [], []
        yield sample


def _sample(line: Mapping[str, Any], where: str) -> Sample:
    sample = Sample(where)
    if line.get("text") is not None and line.get("image") is None:
        sample.text = as_text(line["text"], f"{where}.text")
    if line.get("image") is not None:
        sample.picture = as_text(line.get("path") or line["image"], f"{where}.image")
        sample.size = as_size(line.get("width"), line.get("height"), where)
    meta = line.get("meta")
    if isinstance(meta, dict) and meta:
        sample.data["meta"] = meta
        if {"task", "annotation"} <= meta.keys():
            sample.data = {}
            sample.task, sample.author = meta["task"], str(meta.get("annotator") or "")
    return sample


def _spans(line: Mapping[str, Any], sample: Sample, where: str) -> None:
    for at, entry in enumerate(as_list(line.get("spans"), f"{where}.spans")):
        place = f"{where}.spans[{at}]"
        span = as_object(entry, place)
        label = span.get("label")
        labels = [as_text(label, f"{place}.label")] if label else []
        if sample.picture:
            sample.marks.append(_shape(span, labels, place))
            continue
        ends = tuple(as_count(span.get(name), f"{place}.{name}") for name in ("start", "end"))
        if sample.text is None or not ends[0] < ends[1] <= len(sample.text):
            raise FormatError(f"{place}: {ends[0]} to {ends[1]} is no part of the text.")
        sample.marks.append(Mark("span", labels, ends, _name(*ends), where=place))


def _older(line: Mapping[str, Any], sample: Sample, where: str) -> None:
    """What spaCy's examples say: ``entities`` as [start, end, label], ``cats`` with numbers from 0 to 1."""
    for at, entry in enumerate(as_list(line.get("entities"), f"{where}.entities")):
        place = f"{where}.entities[{at}]"
        parts = as_list(entry, place)
        if len(parts) != 3 or sample.text is None:
            raise FormatError(f"{place}: must have a start, an end and a label in a text.")
        ends = as_count(parts[0], place), as_count(parts[1], place)
        if not ends[0] < ends[1] <= len(sample.text):
            raise FormatError(f"{place}: {ends[0]} to {ends[1]} is no part of the text.")
        sample.marks.append(Mark("span", [as_text(parts[2], place)], ends, _name(*ends), where=place))
    cats = as_object(line.get("cats") or {}, f"{where}.cats")
    chosen = [name for name, part in cats.items() if as_number(part, f"{where}.cats.{name}") >= HALF]
    if chosen:
        sample.answers.append(Answer("choices", chosen, choices=[*cats]))


def _name(start: int, end: int) -> str:
    return f"{start}-{end}"


def _shape(span: Mapping[str, Any], labels: list[str], where: str) -> Mark:
    if span.get("type", "polygon") == "rect" and "width" in span:
        sides = [as_number(span.get(name), f"{where}.{name}") for name in ("x", "y", "width", "height")]
        return Mark("rectangle", labels, Box(*sides), where=where)
    points = as_points(span.get("points"), f"{where}.points")
    if len(points) < 3:
        raise FormatError(f"{where}.points: a shape needs at least three points.")
    return Mark("corners" if span.get("type") == "rect" else "polygon", labels, points, where=where)


def _relations(line: Mapping[str, Any], sample: Sample, where: str) -> None:
    for at, entry in enumerate(as_list(line.get("relations"), f"{where}.relations")):
        place = f"{where}.relations[{at}]"
        relation = as_object(entry, place)
        ends = [
            as_object(relation.get(name) or {}, f"{place}.{name}") for name in ("head_span", "child_span")
        ]
        one, other = (_name(end.get("start", -1), end.get("end", -1)) for end in ends)
        sample.relations.append((one, other, [str(relation["label"])] if relation.get("label") else []))


def _choices(line: Mapping[str, Any], sample: Sample, where: str) -> None:
    options = [
        as_object(one, f"{where}.options[{at}]") for at, one in enumerate(as_list(line.get("options"), where))
    ]
    chosen = [str(one) for one in as_list(line.get("accept"), f"{where}.accept")]
    if chosen:
        about = line.get("config")
        multiple = isinstance(about, dict) and about.get("choice_style") == "multiple"
        offered = [str(one.get("id")) for one in options]
        sample.answers.append(Answer("choices", chosen, multiple=multiple, choices=offered))
    elif isinstance(line.get("label"), str) and not line.get("spans"):
        sample.answers.append(Answer("choices", [line["label"]]))
    name = line.get("field_id")
    said = line.get(name) if isinstance(name, str) else line.get("user_input")
    if isinstance(said, str) and said:
        sample.answers.append(Answer("textarea", [said], control=str(name or "")))
