"""Reads an export back and compares it with the labels that it was made of, region by region."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ls_widgets.config import LabelConfig
from ls_widgets.config.words import listing
from ls_widgets.errors import FormatError
from ls_widgets.formats import expected, jsonio
from ls_widgets.formats.expected import Entry, Kept
from ls_widgets.formats.importing import open_reading
from ls_widgets.formats.job import Job, Media, NoMedia
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.losses import Loss, Losses
from ls_widgets.formats.progress import Progress, followed, on_stderr
from ls_widgets.formats.read_ls import tasks_of
from ls_widgets.formats.reader_table import READERS
from ls_widgets.formats.sample import Mark, Sample
from ls_widgets.formats.shelf import Shelf
from ls_widgets.formats.source import Source
from ls_widgets.formats.staging import Staging
from ls_widgets.formats.table import Format
from ls_widgets.geometry.boxes import Box, box_corners

MOST_DIFFERENCES = 100


@dataclass(slots=True)
class Verdict:
    """What reading an export back showed; true where every region that it can carry is there."""

    format: str
    path: Path
    compared: int = 0
    """Regions of the labels that were looked for in the files."""
    differences: list[str] = field(default_factory=list)
    """Regions that are missing, or that are only in the files, with their places; the first 100."""
    losses: list[Loss] = field(default_factory=list)
    """What the format cannot carry, which was not looked for."""

    def __bool__(self) -> bool:
        return not self.differences

    def __repr__(self) -> str:
        told = "as labeled" if self else f"{len(self.differences)} differences"
        lines = [f"<{self.format} in {self.path}: {self.compared:,} regions compared, {told}>"]
        lines += [f"- {one}" for one in self.differences[:10]]
        lines += [f"- not carried: {loss}" for loss in self.losses]
        return "\n".join(lines)


def verify(
    form: Format,
    path: str | os.PathLike[str],
    tasks: Source,
    config: LabelConfig,
    *,
    media: Media | None = None,
    annotations: str | None = None,
    progress: Progress | bool | None = None,
) -> Verdict:
    """Compares an export with the tasks that it was made of. FormatError where it cannot be read back.

    What the files should hold waits on disk until the files say it: they may have another order.
    """
    check_readable(form)
    target, name = Path(path).expanduser(), _name(form)
    reader = READERS.find(target, name)
    verdict = Verdict(form.name, target)
    told = on_stderr(progress=progress)
    tasks = tasks.followed(f"verifying {form.name}, labels", progress=told)
    if name == "json":
        return _same_json(verdict, reader.file(target), tasks)
    losses = Losses()
    newest = annotations == "newest" or (annotations is None and form.newest)
    job = Job(
        Layout(config), tasks, Staging(target), losses, media or NoMedia(), False, newest, form.chosen({})
    )
    with Shelf() as wanted:
        for entry in expected.ENTRIES[name](job):
            wanted.add(entry)
        samples = reader.load().read(open_reading(target, reader, {}))
        samples = followed(samples, None, f"verifying {form.name}, files", progress=told)
        _compare_all(verdict, wanted, enumerate(samples), name)
    verdict.losses = list(losses)
    return verdict


def _compare_all(verdict: Verdict, wanted: Shelf, samples: Iterable[tuple[int, Sample]], name: str) -> None:
    seen: set[Any] = set()
    for at, sample in samples:
        key = expected.key_of(name, sample, at)
        if key in wanted:
            seen.add(key)
            _compare(verdict, wanted[key], sample)
        elif sample.marks or name == "coco":
            _tell(verdict, f"{sample.where}: no task of the labels is written there")
    for key in wanted:
        if key not in seen and (entry := wanted[key]).marks:
            verdict.compared += len(entry.marks)
            _tell(verdict, f"{entry.where}: its {len(entry.marks)} regions are missing")


def check_readable(form: Format) -> None:
    """FormatError for a format that cannot be read back."""
    if _name(form) not in ("json", *expected.ENTRIES):
        able = listing(["json", *expected.ENTRIES])
        raise FormatError(f"{form.name} cannot be read back; these can: {able}.")


def _name(form: Format) -> str:
    return form.name.removesuffix("_with_images")


def _same_json(verdict: Verdict, path: Path, tasks: Source) -> Verdict:
    for at, (found, task) in enumerate(zip_longest(tasks_of(path), tasks())):
        if found is None or task is None:
            _tell(
                verdict, f"'{path}' {'lacks' if found is None else 'has more than'} the tasks from [{at}] on"
            )
            break
        verdict.compared += sum(len(body.get("result") or ()) for body in task.get("annotations") or ())
        if found[1] != task and found[1] != jsonio.loads(jsonio.dumps(task)):  # NaN is null in JSON
            _tell(verdict, f"{found[0]}, task {task.get('id')}: differs")
    return verdict


def _tell(verdict: Verdict, text: str) -> None:
    if len(verdict.differences) < MOST_DIFFERENCES:
        verdict.differences.append(text)


def _compare(verdict: Verdict, entry: Entry, sample: Sample) -> None:
    got = [kept for mark in sample.marks if (kept := _kept(mark, sample, entry)) is not None]
    free = dict(enumerate(got))
    # What may be missing comes last, so that it takes nothing from a region that must be there.
    for at, mark in sorted(enumerate(entry.marks), key=lambda pair: pair[1].slight):
        verdict.compared += 1
        match = next((i for i in (at, *free) if i in free and mark.equals(free[i])), None)
        if match is None and not mark.slight:
            _tell(verdict, f"{entry.where}: {mark} is missing")
        elif match is not None:
            del free[match]
    for one in free.values():
        _tell(verdict, f"{sample.where}: {one} is in no label")


def _kept(mark: Mark, sample: Sample, entry: Entry) -> Kept | None:
    """A mark of a file in pixels, or in code points of the text that was labeled."""
    across, down = entry.size if sample.fractions else (1, 1)
    label = mark.labels[0] if mark.labels else ""
    match mark.shape:
        case "rectangle":
            points = [(x * across, y * down) for x, y in box_corners(Box(*mark.geometry))]
        case "polygon" | "corners" | "vector":
            points = [(x * across, y * down) for x, y in mark.geometry]
        case "keypoint":
            points = [(mark.geometry[0] * across, mark.geometry[1] * down)]
        case "mask":
            return Kept(label, mask=mark.geometry)
        case "span":
            return Kept(label, span=entry.moved(mark.geometry, sample.text or ""))
        case _:
            return None
    return Kept(label, points=points)
