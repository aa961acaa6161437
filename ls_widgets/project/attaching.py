"""Labels of other tools on their way into a project: to its tasks, or as tasks of their own."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
import weakref
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import FormatError
from ls_widgets.model import diff as diffs
from ls_widgets.model import jsontext
from ls_widgets.model.ids import derived_id
from ls_widgets.model.wire import Op, OpKind
from ls_widgets.project.matching import NO_TASK, TaskIndex
from ls_widgets.tasks.indexed import FileValues, line_values
from ls_widgets.tasks.source import open_tasks

if TYPE_CHECKING:
    from ls_widgets.project.project import Project

BATCH = 500
"""Annotations that are stored at a time."""
IN_MEMORY = 20_000
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
        project._open(source, predict=None, order=None, **opening)
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
        for body in task.get("annotations") or ():
            body.setdefault("id", number)
        yield {"id": number, **task}


def load(
    project: Project,
    source: Any,
    format: str | None,  # noqa: A002
    *,
    as_predictions: bool,
    version: str | None,
    reading: Mapping[str, Any],
) -> Any:
    """See `Project.load`."""
    from ls_widgets.formats.importing import ImportReport, body_of, open_reading
    from ls_widgets.formats.reader_table import READERS
    from ls_widgets.formats.spool import Spool

    form = READERS.find(source, format)
    given = dict(reading)
    opened = open_reading(source, form, given, images=given.pop("images", None))
    name = f"'{source}'" if isinstance(source, str | os.PathLike) else f"a {type(source).__name__}"
    report = ImportReport(form.name, name)
    notes: dict[str, None] = {}
    with Spool() as rows:
        if form.name == "json":
            for key, body in _own_json(project, opened, report, as_predictions=as_predictions):
                rows.add((key, body, body.get("completed_by")))
        else:
            from ls_widgets.formats.building import Builder
            from ls_widgets.formats.targets import ConfigTargets

            index = TaskIndex(project)
            builder = Builder(ConfigTargets(index.layout), opened.losses, notes)
            for sample in form.load().read(opened):
                found = index.find(sample)
                if isinstance(found, str):
                    opened.losses.add(found, place=sample.picture or sample.where)
                    continue
                key, place = found
                body = body_of(
                    sample,
                    builder.result(sample, place),
                    as_predictions=as_predictions,
                    version=version or form.name,
                )
                report.tasks += 1
                if body is not None:
                    rows.add((key, body, sample.author or form.name))
            report.carried = builder.carried
        count = _store(project, rows, as_predictions=as_predictions, name=form.name)
    report.predictions, report.annotations = (count, 0) if as_predictions else (0, count)
    report.losses, report.notes = list(opened.losses), [*notes]
    return report


def _own_json(
    project: Project, opened: Any, report: Any, *, as_predictions: bool
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Annotations (or predictions) of Label Studio tasks, results as they are."""
    from ls_widgets.formats.source import open_source

    index = TaskIndex(project)
    passes, _ = open_source(opened.source)
    name = "predictions" if as_predictions else "annotations"
    for at, task in enumerate(passes()):
        key = index.of_task(task)
        if key is None:
            opened.losses.add(NO_TASK, place=f"[{at}]")
            continue
        report.tasks += 1
        for number, body in enumerate(task.get(name) or ()):
            where = f"[{at}].{name}[{number}]"
            result: Any = body.get("result") if isinstance(body, Mapping) else None
            if not isinstance(result, list):
                raise FormatError(f"{where}: must be an object with a list called result.")
            for item in result:
                if not isinstance(item, dict):
                    raise FormatError(f"{where}.result: must be a list of objects.")
                kind = str(item.get("type"))
                report.carried[kind] = report.carried.get(kind, 0) + 1
            yield key, dict(body)


def _store(project: Project, rows: Any, *, as_predictions: bool, name: str) -> int:
    count = 0
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        count += 1
        if len(batch) == BATCH:
            _store_batch(project, batch, as_predictions=as_predictions, name=name)
            batch = []
    if batch:
        _store_batch(project, batch, as_predictions=as_predictions, name=name)
    return count


def _store_batch(project: Project, batch: list[Any], *, as_predictions: bool, name: str) -> None:
    if as_predictions:
        project.store.add_predictions([(key, f"loaded/{name}/{_mark(body)}", body) for key, body, _ in batch])
        return
    for author, run in groupby(batch, key=lambda row: _author(row[2]) or name):  # in their order
        project.apply([_op(key, body, name) for key, body, _ in run], author)


def _author(by: Any) -> str:
    if isinstance(by, Mapping):
        by = by.get("email") or by.get("username") or by.get("id")
    return "" if by is None else str(by)


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
        "diff": diffs.between([], list(body["result"]), new_fields=fields),
        "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "target": None,
    }
