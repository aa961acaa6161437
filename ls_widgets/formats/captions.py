"""Segments of recordings as captions: WebVTT, SRT, and Audacity's labels."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.names import Unique, media_name, safe_name
from ls_widgets.formats.pictures import stem_of
from ls_widgets.formats.records import Record

OTHER = "answer that belongs to no segment"
BROKEN = "segment without a start and an end"
CHANNEL = "channel of a segment"
FIRST_CHANNEL = (None, 0)


@dataclass(slots=True)
class Segment:
    """Seconds, labels, and what was said."""

    start: float
    end: float
    labels: list[str]
    text: list[str]


def why_not(layout: Layout) -> str:
    """An Audio with Labels."""
    if not layout.objects("Audio"):
        return "it has no Audio."
    return "" if layout.controls("Labels", on="Audio") else "it has no Labels on an Audio."


def write(job: Job) -> None:
    """A file for each annotation, named like the recording."""
    suffix = job.options["suffix"]
    make = _MAKERS[job.options["kind"]]
    audio = job.layout.objects("Audio")[0].name or ""
    names = Unique()
    for record in job.records():
        if record.annotation is None:
            continue
        segments = sorted(_segments(job, record), key=lambda one: (one.start, one.end))
        address = job.layout.shown(record.data, audio)
        stem = stem_of(media_name(address)) if isinstance(address, str) and address else f"task-{record.id}"
        name = names(safe_name(stem), suffix)
        job.folder.write(name, "".join(make(segments)).encode("utf-8", "replace"))


def _segments(job: Job, record: Record) -> list[Segment]:
    found: dict[object, Segment] = {}
    for at, item in enumerate(record.items):
        value, region = item["value"], item.get("id") or at
        try:
            start, end = float(value["start"]), float(value["end"])
        except (KeyError, TypeError, ValueError):
            job.losses.add(BROKEN if "labels" in value else OTHER, record, item)
            continue
        if not 0 <= start <= end < float("inf"):
            job.losses.add(BROKEN, record, item)
            continue
        if value.get("channel") not in FIRST_CHANNEL:
            job.losses.add(CHANNEL, record, item)
        segment = found.setdefault(region, Segment(start, end, [], []))
        text = value.get("text")
        segment.text.extend(map(str, text if isinstance(text, list) else [text] if text else []))
        segment.labels.extend(map(str, value.get("labels") or ()))
        if not {"labels", "text"} & value.keys():
            job.losses.add("answer about a segment", record, item)
    return list(found.values())


def _webvtt(segments: list[Segment]) -> Iterator[str]:
    yield "WEBVTT\n"
    for segment in segments:
        voice = f"<v {_escaped(', '.join(segment.labels))}>" if segment.labels else ""
        words = _escaped("\n".join(_line(line) for line in segment.text) or ", ".join(segment.labels))
        yield f"\n{_clock(segment.start, '.')} --> {_clock(segment.end, '.')}\n{voice}{words}\n"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _srt(segments: list[Segment]) -> Iterator[str]:
    for number, segment in enumerate(segments, 1):
        words = "\n".join(_line(line) for line in segment.text) or ", ".join(map(_line, segment.labels))
        words = words.replace("-->", "→")
        yield f"{number}\n{_clock(segment.start, ',')} --> {_clock(segment.end, ',')}\n{words}\n\n"


def _audacity(segments: list[Segment]) -> Iterator[str]:
    for segment in segments:
        words = ": ".join(part for part in (", ".join(segment.labels), " ".join(segment.text)) if part)
        yield f"{segment.start:.6f}\t{segment.end:.6f}\t{_line(words)}\n"


def _line(text: str) -> str:
    """One line: an empty one would end a caption, a tab a field."""
    return re.sub(r"[\s\x00-\x1f\x85\u2028\u2029]+", " ", text).strip()


def _clock(seconds: float, point: str) -> str:
    whole = round(seconds * 1000)
    rest, thousandths = divmod(whole, 1000)
    minutes, second = divmod(rest, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours:02d}:{minute:02d}:{second:02d}{point}{thousandths:03d}"


_MAKERS: dict[str, Callable[[list[Segment]], Iterator[str]]] = {
    "webvtt": _webvtt,
    "srt": _srt,
    "audacity": _audacity,
}
