"""Labels of other tools on their way into a project: to its tasks, or as tasks of their own."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ls_widgets.model import diff as diffs
from ls_widgets.model import jsontext, lsjson
from ls_widgets.model.ids import derived_id
from ls_widgets.model.wire import Op, OpKind
from ls_widgets.project.matching import NO_TASK, TaskIndex
from ls_widgets.tasks.indexed import FileValues, line_values
from ls_widgets.tasks.source import open_tasks

if TYPE_CHECKING:
    from ls_widgets.project.project import Project

ANNOTATION, PREDICTION = "annotation", "prediction"

BATCH = 500
"""Annotations that are stored at a time."""
IN_MEMORY = 5_000
"""Tasks up to which they are kept in memory."""
_OWN = ("id", "result", "was_cancelled", "completed_by")


def open_labels(
    cls: type[Project],
    source: Any,
    format: str | None,  # noqa: A002
    config: Any,
    *,
    reading: Mapping[str, Any],
    opening: Mapping[str, Any],
) -> Project:
    """See `Project.from_labels`."""
    from ls_widgets.formats.importing import read
    from ls_widgets.formats.progress import on_stderr

    found = read(source, format, config=config, **reading)
    project = cls.__new__(cls)
    project.config = found.config
    project.imported = found.report
    with contextlib.ExitStack() as stack:
        if found.report.tasks > IN_MEMORY:
            room = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lsw-labels-")))
            source = open_tasks(_on_disk(found, room / "tasks.jsonl"))
        else:
            source = open_tasks([*_numbered(found)])
        progress = on_stderr(progress=reading.get("progress"))
        project._open(source, predict=None, order=None, progress=progress, **opening)
        weakref.finalize(project, stack.pop_all().close)
    found.rows.close()
    project.image_roots = found.folders
    return project


def _on_disk(found: Any, path: Path) -> FileValues:
    """The tasks in a file of their own, read from there when they are shown."""
    with path.open("w", encoding="utf-8") as stream:
        for task in _numbered(found):
            stream.write(jsontext.dumps(task) + "\n")
    return line_values(path)


def _numbered(found: Any) -> Iterator[dict[str, Any]]:
    """Tasks with numbers, which the names of exported files are made of."""
    for number, task in enumerate(found.tasks, 1):
        for body in task.get("annotations") or () if found.report.format != "json" else ():
            body.setdefault("id", number)
        yield {"id": number, **task}


def load(
    project: Project,
    source: Any,
    format: str | None,  # noqa: A002
    *,
    as_predictions: bool,
    version: str | None,
    progress: Any,
    reading: Mapping[str, Any],
) -> Any:
    """See `Project.load`."""
    from ls_widgets.formats.importing import ImportReport, open_reading, place_of
    from ls_widgets.formats.progress import followed, on_stderr
    from ls_widgets.formats.read_ls import tasks_of
    from ls_widgets.formats.reader_table import READERS
    from ls_widgets.formats.spool import Spool

    form = READERS.find(source, format)
    given = dict(reading)
    images = given.pop("images", None)
    opened = open_reading(source, form, given, images=images, matched=True, progress=progress)
    report = ImportReport(form.name, place_of(source))
    with Spool() as rows:
        if form.name == "json":
            tasks = followed(tasks_of(opened.source), None, form.name, progress=progress)
            _read_own(project, tasks, opened, report, rows, as_predictions=as_predictions, version=version)
        else:
            samples = followed(form.load().read(opened), None, form.name, progress=progress)
            _read(
                project, samples, opened, report, rows,
                as_predictions=as_predictions, version=version or form.name,
            )  # fmt: skip
        stored = followed(
            rows, len(rows), "storing", progress=on_stderr(progress=progress), unit="labels of tasks"
        )
        report.predictions, report.annotations = _store(project, stored, form.name)
    report.losses, report.notes = list(opened.losses), [*opened.notes]
    return report


def _read(
    project: Project,
    samples: Iterator[Any],
    opened: Any,
    report: Any,
    rows: Any,
    *,
    as_predictions: bool,
    version: str,
) -> None:
    """What a file says of the project's tasks, as rows to store."""
    from ls_widgets.formats.building import Builder
    from ls_widgets.formats.importing import body_of
    from ls_widgets.formats.targets import ConfigTargets

    index = TaskIndex(project)
    builder = Builder(ConfigTargets(index.layout), opened.losses, opened.notes)
    kind = PREDICTION if as_predictions else ANNOTATION
    for sample in samples:
        found = index.find(sample)
        if isinstance(found, str):
            opened.losses.add(found, place=sample.picture or sample.where)
            continue
        key, place = found
        result = builder.result(sample, place)
        body = body_of(sample, result, as_predictions=as_predictions, version=version)
        report.tasks += 1
        if body is not None:
            rows.add((kind, key, body, sample.author or report.format))
    report.carried = builder.carried


def _read_own(
    project: Project,
    tasks: Iterator[tuple[str, Mapping[str, Any]]],
    opened: Any,
    report: Any,
    rows: Any,
    *,
    as_predictions: bool,
    version: str | None,
) -> None:
    """Annotations and predictions of Label Studio tasks, results as they are."""
    from ls_widgets.formats.read_ls import OwnLabels

    index = TaskIndex(project)
    labels = OwnLabels(opened.losses, as_predictions=as_predictions, version=version)
    for where, task in tasks:
        key = index.of_task(task)
        if key is None:
            opened.losses.add(NO_TASK, place=where)
            continue
        report.tasks += 1
        annotations, predictions = labels.of(task, where)
        for body in annotations:
            rows.add((ANNOTATION, key, body, body.get("completed_by")))
        for body in predictions:
            rows.add((PREDICTION, key, body, None))
    report.carried = labels.carried


def _store(project: Project, rows: Iterable[Any], name: str) -> tuple[int, int]:
    """How many predictions and annotations were stored."""
    waiting, counts = iter(rows), Counter[str]()
    while batch := list(islice(waiting, BATCH)):
        for kind, store in _STORES.items():
            found = [row for row in batch if row[0] == kind]
            if found:
                store(project, found, name)
                counts[kind] += len(found)
    return counts[PREDICTION], counts[ANNOTATION]


def _store_predictions(project: Project, rows: list[Any], name: str) -> None:
    project.store.add_predictions([(key, f"loaded/{name}/{_mark(body)}", body) for _, key, body, _ in rows])


def _store_annotations(project: Project, rows: list[Any], name: str) -> None:
    for author, run in groupby(rows, key=lambda row: _author(row[3]) or name):  # in their order
        project.apply([_op(key, body, name) for _, key, body, _ in run], author)


_STORES = {PREDICTION: _store_predictions, ANNOTATION: _store_annotations}


def _author(by: Any) -> str:
    if isinstance(by, Mapping):
        by = by.get("email") or by.get("username") or by.get("id")
    return "" if by is None else str(by).encode("utf-8", "replace").decode()  # halves of characters


def _mark(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(jsontext.dumps(body).encode()).hexdigest()[:24]


def _op(key: str, body: Mapping[str, Any], name: str) -> Op:
    """One step that submits the annotation. The same labels are the same step, which is stored once."""
    mark = _mark(body)
    skipped = bool(body.get("was_cancelled"))
    kind: OpKind = "skip" if skipped else "submit"
    fields = {field: value for field, value in body.items() if field not in _OWN}
    fields["status"] = "skipped" if skipped else "submitted"
    return {
        "client": f"load-{derived_id(key, mark, length=16)}",
        "seq": 1,
        "task": key,
        "annotation": derived_id("loaded", key, mark),
        "base_rev": 0,
        "kind": kind,
        "label": f"Load {name}",
        "diff": diffs.between([], lsjson.with_ids(body["result"], mark), new_fields=fields),
        "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "target": None,
    }
