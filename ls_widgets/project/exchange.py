"""A project's labels going in and out: Label Studio's JSON, frames, summaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from os import PathLike
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import FormatError, TaskError
from ls_widgets.model import lsjson
from ls_widgets.model.collecting import fewer_collections
from ls_widgets.model.records import copied
from ls_widgets.model.state import EXPORTED
from ls_widgets.project.columns import annotation_columns, control_columns, region_columns, result_of
from ls_widgets.project.frames import Column, build_frame
from ls_widgets.stores.base import Store, Stored
from ls_widgets.tasks.indexed import FileValues
from ls_widgets.tasks.source import TaskSource, open_tasks

if TYPE_CHECKING:
    from ls_widgets.config import LabelConfig
    from ls_widgets.project.project import Project

BLOCK = 5_000
"""Rows read at once where all are read."""

_SHOWN = frozenset({"draft"}) | EXPORTED


def open_export(items: Any, config: LabelConfig) -> TaskSource:
    """The tasks of a Label Studio export, keyed by their ids where each has one of its own."""
    try:
        source = open_tasks(items, config)
    except TaskError:
        # What is labeled already may lack data: the config's columns are not demanded.
        source = open_tasks(items)
    if len(source) and source.envelope(0) is None:
        raise FormatError("this is no Label Studio export: its tasks must be objects with data.")
    ids = [str((task or {}).get("id")) for _, task in source.rows.pairs(0, len(source))]
    if ids and "None" not in ids and len(set(ids)) == len(ids):
        return TaskSource(source.rows, None, "id")
    return source


def import_annotations(store: Store, source: TaskSource, *, progress: bool | None = None) -> int:
    """Puts annotations that came with the tasks into the store, once; how many were new."""
    if not len(source) or source.envelope(0) is None or not store.info.writable:
        return 0
    known = store.imported_sources()
    with fewer_collections():
        if len(source) > INCOMING:  # all is looked at once before anything is stored, and never held at once
            _check(source, known, progress=progress)
        return sum(store.add_imported(rows) for rows in _incoming(source, known, progress=progress))


INCOMING = 1_000
"""Tasks whose annotations are stored at once."""


def _check(source: TaskSource, known: set[str], *, progress: bool | None) -> None:
    """Raises FormatError for what is no annotation."""
    decoded = _is_decoded(source)
    for i, task in _tasks(source, "checking", progress=progress):
        if decoded:
            lsjson.check_decoded(task, source.key(i))
            continue
        for _ in lsjson.read_annotations(task, source.key(i), known=known):
            pass


def _incoming(
    source: TaskSource, known: set[str], *, progress: bool | None
) -> Iterator[list[lsjson.Incoming]]:
    decoded, found, after = _is_decoded(source), list[lsjson.Incoming](), INCOMING
    for i, task in _tasks(source, "importing", progress=progress):
        if i >= after:
            yield found
            found, after = [], i + INCOMING
        found.extend(lsjson.read_annotations(task, source.key(i), known=known, decoded=decoded))
    yield found


def _tasks(
    source: TaskSource, title: str, *, progress: bool | None
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    from ls_widgets.formats.progress import followed

    count = len(source)
    for i, (_, task) in enumerate(followed(source.rows.pairs(0, count), count, title, progress=progress)):
        if task is not None:
            yield i, task


def _is_decoded(source: TaskSource) -> bool:
    """Whether the tasks were read from JSON, so that they hold nothing else."""
    return isinstance(source.native, str | PathLike | FileValues)


def outgoing(record: Stored) -> lsjson.Outgoing:
    """An annotation of the store as the export takes it."""
    state, envelope = record.state, record.envelope
    draft = state["fields"]["status"] == "draft"
    return lsjson.Outgoing(
        state["id"],
        record.number,
        state["fields"]["status"],
        record.snapshot,
        state["result"] if state["pending"] or draft else None,
        state["fields"],
        record.author,
        record.created_at,
        record.updated_at,
        role=envelope and envelope.role,
        envelope=envelope and envelope.body,
        touched=envelope is None or state["rev"] > 1,
    )


def to_ls(project: Project) -> list[dict[str, Any]]:
    """See `Project.to_ls`."""
    by_task: dict[str, list[lsjson.Outgoing]] = {}
    for record in project.store.stored():
        by_task.setdefault(record.state["task"], []).append(outgoing(record))
    stored = project.store.all_predictions()
    source, tasks = project.source, []
    parts = zip(_keys(source), source.pairs(0, len(source)), strict=True)
    for i, (key, (data, task)) in enumerate(parts):
        envelope = None if task is None else _own(task)
        found = project._predictions.bodies(key, i, envelope=envelope, stored=stored)
        bodies = [body for _, body in found]
        tasks.append(
            lsjson.write_task(
                i, data, envelope=envelope, annotations=by_task.get(key, []), predictions=bodies
            )
        )
    return tasks


def _own(task: Mapping[str, Any]) -> dict[str, Any]:
    """A copy for the caller, without what the store has and what is copied already."""
    elsewhere = ("data", "annotations", "completions")
    return {name: value if name in elsewhere else copied(value) for name, value in task.items()}


def _keys(source: TaskSource) -> Iterator[str]:
    """All keys in order, computed a block at a time."""
    for start in range(0, len(source), BLOCK):
        stop = min(start + BLOCK, len(source))
        source.key(stop - 1)
        yield from (source.key(i) for i in range(start, stop))


def to_frame(project: Project, kind: str) -> Any:
    """See `Project.to_frame`."""
    records = [r for r in project.store.stored() if r.state["fields"]["status"] in _SHOWN]
    source = project.source
    if kind == "tasks":
        newest: dict[str, Stored] = {}
        for record in records:
            if record.state["fields"]["status"] == "submitted":
                newest[record.state["task"]] = record
        keys = _keys(source) if newest else ()
        results = [result_of(newest[key]) if key in newest else [] for key in keys]
        results = results or [[] for _ in range(len(source))]
        return build_frame(source, control_columns(project.config, results), rows=range(len(source)))
    placed = [(source.index_of(record.state["task"]), record) for record in records]
    here = [(at, record) for at, record in placed if at is not None]
    here.sort(key=lambda pair: pair[0])
    if kind == "annotations":
        columns = annotation_columns(project.config, [record for _, record in here])
        return build_frame(source, columns, rows=[at for at, _ in here])
    if kind == "regions":
        keys, columns = region_columns([record for _, record in here])
        places = {record.state["task"]: at for at, record in here}
        return build_frame(source, columns, rows=[places[key] for key in keys])
    raise FormatError(f"kind={kind!r} is none of tasks, annotations, regions.")


def history_frame(project: Project) -> Any:
    """See `Project.history`."""
    changes = project.store.history()
    last: dict[str, datetime] = {}
    seconds: list[float | None] = []
    for change in changes:
        now, before = datetime.fromisoformat(change.at), last.get(change.author)
        seconds.append(None if before is None else (now - before).total_seconds())
        last[change.author] = now

    def texts(name: str) -> Column:
        return Column([getattr(change, name) for change in changes], "string")

    def parts(*names: str) -> list[list[Any]]:
        return [[p for name in names for p in c.diff.get(name, ())] for c in changes]

    def items(placed: list[Any], side: int) -> list[Any]:
        return [entry["item"] if isinstance(entry, dict) else entry[side] for entry in placed]

    columns = {
        "at": Column([change.at for change in changes], "datetime"),
        **{name: texts(name) for name in ("author", "task", "annotation", "kind", "label", "client")},
        "rev": Column([change.rev for change in changes], "int"),
        "old": Column([items(placed, 0) for placed in parts("removed", "updated")], "object"),
        "new": Column([items(placed, 1) for placed in parts("updated", "added")], "object"),
        "fields": Column([change.diff.get("fields", {}) for change in changes], "object"),
        "seconds": Column(seconds, "float"),
        "note": texts("note"),
    }
    return build_frame(project.source, columns, rows=None)


def summary(project: Project) -> dict[str, Any]:
    """See `Project.summary`."""
    records = project.store.stored()
    labels: dict[str, Counter[str]] = {}
    for record in records:
        if record.state["fields"]["status"] != "submitted":
            continue
        for item in record.snapshot:
            if names := list(_names(item.get("value"))):
                labels.setdefault(str(item.get("from_name")), Counter()).update(names)
    live = [record for record in records if record.state["fields"]["status"] in _SHOWN]
    tasks = {record.state["task"] for record in live}
    return {
        **project.progress,
        "annotations": len(live),
        "annotators": dict(Counter(record.author for record in live)),
        "labels": {name: dict(counts) for name, counts in labels.items()},
        "not_here": sorted(task for task in tasks if project.source.index_of(task) is None),
        "store": project.store.info.location,
    }


def _names(value: Any) -> Iterator[str]:
    """What a result's value chooses: labels, choices, paths of a taxonomy, a side, stars; no free text."""
    for key, given in value.items() if isinstance(value, dict) else ():
        if key == "selected" or (key == "rating" and given):
            yield str(given)
        for one in given if isinstance(given, list) and key != "text" else ():
            if isinstance(one, str):
                yield one
            elif isinstance(one, list) and one and all(isinstance(step, str) for step in one):
                yield " / ".join(one)


def read_cursor(store: Store, source: TaskSource, annotator: str) -> int | None:
    """The position of the task shown last, also when rows have moved; None when there is none."""
    text = store.get_meta(f"cursor {annotator}")
    number, _, key = (text or "").partition(" ")
    if not number.isdigit() or not len(source):
        return None
    index = min(int(number), len(source) - 1)
    if source.key(index) == key:
        return index
    return source.index_of(key)


def write_cursor(store: Store, source: TaskSource, annotator: str, *, index: int) -> None:
    """Notes the task that is shown, by position and key."""
    store.set_meta(f"cursor {annotator}", f"{index} {source.key(index)}")
