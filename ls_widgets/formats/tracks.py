"""Boxes on videos frame by frame: MOT Challenge, and a table of interpolated tracks."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats import pictures
from ls_widgets.formats.categories import Categories
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.names import Unique, media_name, safe_name
from ls_widgets.formats.pictures import numbers, stem_of
from ls_widgets.formats.records import Record
from ls_widgets.geometry.boxes import bounds, box_corners
from ls_widgets.model.wire import Item

OTHER = "result that is no box on a video"
BROKEN = "track without a sound sequence"
TURNED = "turn of a box, of which the upright box around it is written"
MOST_FRAMES = 1_000_000
SIDES = ("x", "y", "width", "height")
COLUMNS = ("task", "annotation", "region", "label", "frame", "time", *SIDES, "rotation", "keyframe")


@dataclass(slots=True)
class Frame:
    """A box on one frame: percent of the video, degrees, seconds."""

    number: int
    time: float | None
    box: tuple[float, float, float, float]
    rotation: float
    key: bool


def why_not(layout: Layout) -> str:
    """A Video with VideoRectangle."""
    if not layout.objects("Video"):
        return "it has no Video."
    return "" if layout.controls("VideoRectangle") else "it has no VideoRectangle."


def write(job: Job) -> None:
    """``tracks.csv``: percent, interpolated. MOT: ``<video>/gt/gt.txt`` in pixels, and ``classes.txt``."""
    if job.options["kind"] == "mot":
        _write_mot(job)
        return
    with job.folder.open("tracks.csv") as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        for record in job.records():
            annotation = (record.annotation or {}).get("id")
            for item, labels, frames in _tracks(job, record):
                about = (record.id, annotation, item.get("id"), "|".join(labels))
                for one in frames:
                    writer.writerow((*about, one.number, one.time, *one.box, one.rotation, one.key))
        text.detach()


def _write_mot(job: Job) -> None:
    given = job.options["size"]
    if given is not None and not (len(given) == 2 and all(side > 0 for side in given)):
        raise FormatError(f"size={given!r}: give the videos' (width, height) in pixels.")
    categories = Categories(job, job.layout.controls("VideoRectangle", "Labels", on="Video"))
    names = Unique()
    for record in job.records():
        lines: list[str] = []
        for number, (item, labels, frames) in enumerate(_tracks(job, record), 1):
            size = given or pictures.size_of(item)
            if size is None:
                raise FormatError(
                    f"{record.where(item)}: MOT is in pixels and the results do not say how large the video "
                    "is: give size=(width, height)."
                )
            kind = categories[labels[0]] + 1 if labels else -1
            for one in frames:
                if one.rotation % 360:
                    job.losses.add(TURNED, record, item)
                x, y, width, height = _pixels(one, size)
                lines.append(f"{one.number},{number},{x:.2f},{y:.2f},{width:.2f},{height:.2f},1,{kind},1\n")
        if record.annotation is None:
            continue
        lines.sort(key=lambda line: [int(part) for part in line.split(",", 2)[:2]])
        job.folder.write(f"{_name(job, record, names)}/gt/gt.txt", "".join(lines).encode())
    listed = "".join(f"{number + 1} {' '.join(label.split())}\n" for number, label in categories.by_number())
    job.folder.write("classes.txt", listed.encode("utf-8", "replace"))


def _pixels(one: Frame, size: Sequence[float]) -> Sequence[float]:
    x, y, width, height = (n / 100 * side for n, side in zip(one.box, (*size, *size), strict=True))
    if not one.rotation % 360:
        return x, y, width, height
    return bounds(box_corners((x, y, width, height, one.rotation)))[:4]


def _name(job: Job, record: Record, names: Unique) -> str:
    address = job.layout.shown(record.data, job.layout.objects("Video")[0].name or "")
    stem = stem_of(media_name(address)) if isinstance(address, str) and address else f"task-{record.id}"
    return names(safe_name(stem))


def _tracks(job: Job, record: Record) -> Iterator[tuple[Item, list[str], list[Frame]]]:
    for item in record.items:
        value = item["value"]
        if "sequence" not in value or item.get("type") != "videorectangle":
            job.losses.add(OTHER, record, item)
            continue
        frames = interpolated(value["sequence"], value.get("framesCount"))
        if not frames:
            job.losses.add(BROKEN, record, item)
            continue
        yield item, [str(label) for label in value.get("labels") or ()], frames


def interpolated(sequence: Any, count: Any = None) -> list[Frame]:
    """Every frame on which a box is seen: straight between key frames, turned the shorter way round.

    After the last key frame it stays to the end where that is known; after one that is not enabled it is
    gone until the next. Nothing for what is no sequence.
    """
    keys = _keys(sequence)
    found: list[Frame] = []
    if not keys:
        return found
    for (one, enabled), (after, _) in zip(keys, [*keys[1:], (None, False)], strict=True):
        found.append(one)
        if not enabled:
            continue
        if after is not None:
            found.extend(_between(one, after))
        elif type(count) is int and one.number < count <= MOST_FRAMES:
            rate = one.number / one.time if one.time else None
            found.extend(
                Frame(number, number / rate if rate else None, one.box, one.rotation, key=False)
                for number in range(one.number + 1, count + 1)
            )
    return found


def _keys(sequence: Any) -> list[tuple[Frame, bool]]:
    found: dict[int, tuple[Frame, bool]] = {}
    for entry in sequence if isinstance(sequence, list) else ():
        box = numbers(entry, *SIDES) if isinstance(entry, dict) else None
        number = numbers(entry, "frame") if isinstance(entry, dict) else None
        if box is None or number is None or not 1 <= number[0] <= MOST_FRAMES:
            continue
        time = numbers(entry, "time")
        turn = numbers({"rotation": entry.get("rotation") or 0}, "rotation") or [0.0]
        frame = Frame(
            int(number[0]), time[0] if time else None, (box[0], box[1], box[2], box[3]), turn[0], key=True
        )
        found[frame.number] = (frame, entry.get("enabled", True) is not False)
    return [found[number] for number in sorted(found)]


def _between(one: Frame, after: Frame) -> Iterator[Frame]:
    turn = (after.rotation - one.rotation + 180) % 360 - 180
    for number in range(one.number + 1, after.number):
        part = (number - one.number) / (after.number - one.number)
        x, y, width, height = (a + part * (b - a) for a, b in zip(one.box, after.box, strict=True))
        timed = one.time is not None and after.time is not None
        time = one.time + part * (after.time - one.time) if timed else None  # type: ignore[operator]
        yield Frame(number, time, (x, y, width, height), one.rotation + part * turn, key=False)
