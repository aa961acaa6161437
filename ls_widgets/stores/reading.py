"""Rows of the store as records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ls_widgets.model import diff as diffs
from ls_widgets.model import jsontext
from ls_widgets.model.wire import Op
from ls_widgets.stores import ledger
from ls_widgets.stores import statements as sql
from ls_widgets.stores.base import Change, Database, Envelope, Stored, Version


def stored(db: Database, task: str | None) -> list[Stored]:
    """Annotations with author, times and envelope, in order of creation."""
    if task is None:
        rows = db.execute(sql.ALL_ANNOTATIONS)
        envelopes = {row[0]: _envelope(row[1:]) for row in db.execute(sql.ALL_IMPORTS)}
    else:
        rows = db.execute(sql.ANNOTATIONS_OF, {"task": task})
        envelopes = {}
        for row in rows:
            for found in db.execute(sql.IMPORT_OF, {"annotation": row[0]}):
                envelopes[row[0]] = _envelope(found)
    return _records(db, rows, envelopes)


def stored_among(db: Database, tasks: Sequence[str]) -> dict[str, list[Stored]]:
    """Task -> annotations as of `stored`, for those of these tasks that have any."""
    found: dict[str, list[Stored]] = {}
    for start in range(0, len(tasks), sql.AMONG):
        params = sql.many(tasks[start : start + sql.AMONG])
        rows = db.execute(sql.ANNOTATIONS_AMONG, params)
        if rows:
            envelopes = {row[0]: _envelope(row[1:]) for row in db.execute(sql.IMPORTS_AMONG, params)}
            for record in _records(db, rows, envelopes):
                found.setdefault(record.state["task"], []).append(record)
    return found


def predictions_among(db: Database, tasks: Sequence[str]) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Task -> source and body of its predictions, for those of these tasks that have any."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
    for start in range(0, len(tasks), sql.AMONG):
        for task, source, body in db.execute(
            sql.PREDICTIONS_AMONG, sql.many(tasks[start : start + sql.AMONG])
        ):
            found.setdefault(task, []).append((source, jsontext.loads(body)))
    return found


def _records(
    db: Database, rows: Sequence[tuple[Any, ...]], envelopes: Mapping[str, Envelope]
) -> list[Stored]:
    records = []
    for row in rows:
        state = ledger.state_of(db, row)
        identity, _, number, *_, author, created_at, updated_at = row
        records.append(
            Stored(
                state.wire(), state.snapshot, number, author, created_at, updated_at, envelopes.get(identity)
            )
        )
    return records


def _envelope(row: tuple[Any, ...]) -> Envelope:
    source, role, body = row
    return Envelope(source, role, jsontext.loads(body))


def versions(db: Database, annotation: str) -> list[Version]:
    """The submitted results, oldest first."""
    found: list[Version] = []
    result: list[dict[str, Any]] = []
    for rev, kind, _, author, _, snapshot, at in db.execute(sql.OPS_OF, {"annotation": annotation, "rev": 0}):
        if snapshot is not None or kind in ("submit", "update", "skip"):
            if snapshot is not None:
                result, _ = diffs.apply(result, {}, jsontext.loads(snapshot))
            found.append(Version(rev, at, author, kind, result))
    return found


def op_from_row(row: tuple[Any, ...]) -> Op:
    """A stored op as the view knows it, with what it did in truth."""
    client, seq, task, annotation, base_rev, kind, label, diff, at = row
    return {
        "client": client,
        "seq": seq,
        "task": task,
        "annotation": annotation,
        "base_rev": base_rev,
        "kind": kind,
        "label": label,
        "diff": jsontext.loads(diff),
        "at": at,
        "target": None,
    }


def history(db: Database) -> list[Change]:
    """All changes in the order of the store."""
    changes = []
    for row in db.execute(sql.HISTORY):
        n, at, at_client, author, task, annotation, rev, kind, label, client, seq, diff, note = row
        changes.append(
            Change(
                n, at, at_client, author, task, annotation, rev, kind, label, client, seq,
                jsontext.loads(diff), note or "",
            )
        )  # fmt: skip
    return changes
