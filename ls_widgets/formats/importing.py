"""The run of an import: read, turned into tasks with results, told what could not be carried."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ls_widgets.config import LabelConfig
from ls_widgets.errors import FormatError
from ls_widgets.formats.building import Builder, Place
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.losses import Loss, Losses
from ls_widgets.formats.making import MadeTargets
from ls_widgets.formats.picture_files import PictureFiles
from ls_widgets.formats.progress import Progress, followed
from ls_widgets.formats.reader_table import READERS, ReaderFormat
from ls_widgets.formats.reading import Reading
from ls_widgets.formats.sample import Sample
from ls_widgets.formats.spool import Spool
from ls_widgets.formats.targets import ConfigTargets, Targets
from ls_widgets.model.wire import Item

REFERENCE = "label-studio"
NO_NAME = "task without a picture or text"


@dataclass(slots=True)
class ImportReport:
    """What an import carried, and what it could not carry."""

    format: str
    source: str
    tasks: int = 0
    annotations: int = 0
    predictions: int = 0
    carried: dict[str, int] = field(default_factory=dict)
    """Type of result -> how many were carried."""
    losses: list[Loss] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __repr__(self) -> str:
        made = {"annotations": self.annotations, "predictions": self.predictions}
        some = {what: count for what, count in made.items() if count} or {"annotations": 0}
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in self.carried.items())
        counts = ", ".join(f"{count:,} {what}" for what, count in {"tasks": self.tasks, **some}.items())
        head = f"<{self.format}: {counts} from {self.source}: {kinds or 'no results'}>"
        lost = "".join(f"\n- not carried: {loss}" for loss in self.losses)
        return head + lost + "".join(f"\n- note: {note}" for note in self.notes)


@dataclass
class Imported:
    """Labels that were read: tasks as Label Studio has them, a config that fits, and the report."""

    config: LabelConfig
    report: ImportReport
    rows: Spool
    """The tasks, on disk where they are many; those that nobody labeled have neither list."""
    folders: list[Path] = field(default_factory=list)
    """Folders in which pictures were found."""

    @property
    def tasks(self) -> Iterator[dict[str, Any]]:
        """The tasks in order, from the first one at each call."""
        return iter(self.rows)

    def __repr__(self) -> str:
        return repr(self.report)


def open_reading(
    source: Any,
    form: ReaderFormat,
    options: Mapping[str, Any],
    *,
    images: str | os.PathLike[str] | None = None,
    reference: bool = False,
    matched: bool = False,
    progress: Progress | bool | None = False,
) -> Reading:
    """What a reader of this format reads from."""
    source = form.file(source)
    chosen = form.chosen(options, reference=reference)
    reading = Reading(source, Losses(), chosen, reference, matched, progress=progress)
    if isinstance(source, str | os.PathLike):
        root = reading.options.get("image_root_url") if reference else images
        labels = reading.path.stem if reading.path.is_file() else ""
        reading.pictures = PictureFiles(reading.folder, root, labels=labels, always=reference)
        if reference:
            reading.pictures.look_in(reading.folder)
    elif images is not None:
        reading.pictures = PictureFiles(None, images)
    return reading


def read(
    source: Any,
    format: str | None = None,  # noqa: A002
    *,
    config: Any = None,
    as_predictions: bool = False,
    images: str | os.PathLike[str] | None = None,
    model_version: str | None = None,
    compat: str | None = None,
    progress: Progress | bool | None = None,
    **options: Any,
) -> Imported:
    """See `Formats.read`."""
    if compat not in (None, REFERENCE):
        raise FormatError(f"compat={compat!r} is none of None, {REFERENCE!r}.")
    form = READERS.find(source, format)
    reference = compat == REFERENCE
    reading = open_reading(source, form, options, images=images, reference=reference, progress=progress)
    known = None if config is None else _config(config)
    if form.name == "json":
        return _own(reading, known, as_predictions=as_predictions, version=model_version, progress=progress)
    made = MadeTargets(**form.naming(reading, reference=reference)) if known is None else None
    layout = None if known is None else Layout(known)
    targets: Targets = made if layout is None else ConfigTargets(layout)  # type: ignore[assignment]
    pictures = reading.pictures
    builder = Builder(targets, reading.losses, reading.notes, reference=reference)
    report = ImportReport(form.name, place_of(source))
    writer = _Writer(
        report, pictures, layout, made, version=model_version or form.name,
        as_predictions=as_predictions, reference=reference,
    )  # fmt: skip
    rows = Spool()
    for sample in followed(form.load().read(reading), None, form.name, progress=progress):
        row = writer.row(sample, builder)
        if row is None:
            reading.losses.add(NO_NAME, place=sample.where)
            continue
        rows.add(row)
        report.tasks += 1
    if made is not None:
        made.declare(reading.labels)
        made.colours.update(reading.colours)
        known = made.config()
        reading.notes |= made.notes
    report.carried, report.losses = builder.carried, list(reading.losses)
    report.notes = [*reading.notes]
    return Imported(known, report, rows, pictures.folders)  # type: ignore[arg-type]


def _own(
    reading: Reading,
    config: LabelConfig | None,
    *,
    as_predictions: bool,
    version: str | None,
    progress: Progress | bool | None,
) -> Imported:
    """Tasks of Label Studio as they are, their labels checked and counted."""
    from ls_widgets.formats.inferring import InferredConfig
    from ls_widgets.formats.read_ls import OwnLabels, tasks_of

    report, rows, inferred = ImportReport("json", place_of(reading.source)), Spool(), InferredConfig()
    labels = OwnLabels(reading.losses, as_predictions=as_predictions, version=version)
    for where, task in followed(tasks_of(reading.source), None, "json", progress=progress):
        annotations, predictions = labels.of(task, where)
        if config is None:
            inferred.add(task["data"], [body["result"] for body in annotations + predictions])
        rows.add({**task, "annotations": annotations, "predictions": predictions})
        report.tasks += 1
        report.annotations += len(annotations)
        report.predictions += len(predictions)
    known = inferred.config() if config is None else config
    report.carried, report.losses, report.notes = labels.carried, list(reading.losses), inferred.notes
    return Imported(known, report, rows, reading.pictures.folders)


def place_of(source: Any) -> str:
    """What a source is called in messages."""
    return f"'{source}'" if isinstance(source, str | os.PathLike) else f"a {type(source).__name__}"


def _config(config: Any) -> LabelConfig:
    return config if isinstance(config, LabelConfig) else LabelConfig(config, strict=False)


@dataclass(slots=True)
class _Writer:
    """Makes the tasks of samples."""

    report: ImportReport
    pictures: PictureFiles
    layout: Layout | None
    made: MadeTargets | None
    version: str
    as_predictions: bool
    reference: bool

    def row(self, sample: Sample, builder: Builder) -> dict[str, Any] | None:
        data = dict(sample.data)
        place = Place(size=self.pictures.size(sample.picture) if sample.size is None else sample.size)
        if sample.picture and not self._show("Image", self.pictures.shown(sample.picture), data, place):
            return None
        if sample.text is not None and not self._show("Text", sample.text, data, place):
            return None
        if not data:
            return None
        row: dict[str, Any] = {"data": data}
        result = builder.result(sample, place)
        body = body_of(sample, result, as_predictions=self.as_predictions, version=self.version)
        if self.reference:
            if body is None:
                return row
            body = {"result": result, "ground_truth": False}  # for predictions too
        if self.as_predictions:
            row["predictions"] = [] if body is None else [body]
            self.report.predictions += body is not None
        else:
            row["annotations"] = [] if body is None else [body]
            self.report.annotations += body is not None
        return row

    def _show(self, kind: str, value: str, data: dict[str, Any], place: Place) -> bool:
        if self.made is not None:
            self.made.shown[kind] = None
            data["image" if kind == "Image" else "text"] = value
            return True
        layout = self.layout
        for tag in layout.objects(kind) if layout is not None else ():
            variable = layout.variable(tag.name or "") if layout is not None else None
            if variable is not None:
                data[variable] = [value] if variable.endswith("[0]") and tag.attrs.get("valueList") else value
                return True
        return False


def body_of(
    sample: Sample, result: list[Item], *, as_predictions: bool, version: str
) -> dict[str, Any] | None:
    """The annotation or prediction of a sample; None where nobody labeled it."""
    if not sample.labeled:
        return None
    if as_predictions:
        scores = [mark.score for mark in sample.marks if mark.score is not None]
        score = sample.score if sample.score is not None else sum(scores) / len(scores) if scores else None
        return {"result": result, "score": score, "model_version": version}
    body: dict[str, Any] = {"result": result, "ground_truth": False, **sample.fields}
    if sample.skipped:
        body["was_cancelled"] = True
    if sample.author:
        body["completed_by"] = sample.author
    return body
