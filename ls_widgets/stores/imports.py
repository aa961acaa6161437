"""Annotations from outside become rows, each as its first op, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ls_widgets.model import jsontext
from ls_widgets.model.ids import new_id
from ls_widgets.model.lsjson import Incoming
from ls_widgets.stores import checksum
from ls_widgets.stores import statements as sql
from ls_widgets.stores.base import Database


def add_imported(db: Database, rows: Sequence[Incoming], at: str) -> int:
    """Stores what is not there yet, as JSON that is only put together; how many were new."""
    new = _new(db, rows)
    if not new:
        return 0
    first = max([db.execute(sql.NEXT_N)[0][0], *(row.number + 1 for row in rows)])
    client = f"import-{new_id()}"
    ops, annotations, imports = [], [], []
    names = _names(db, new)
    for seq, (row, identity) in enumerate(zip(new, names, strict=True), 1):
        op, annotation = _written(row, identity, n=first + seq - 1, at=at)
        op |= {"client": client, "seq": seq}
        op["crc"] = checksum.of(op, checksum.OP_PARTS)
        ops.append(op)
        annotations.append(annotation)
        imports.append(
            {"source": row.source, "annotation": identity, "role": row.role, "envelope": row.envelope}
        )
    db.executemany(sql.ADD_OP, ops)
    db.executemany(sql.PUT_ANNOTATION, annotations)
    db.executemany(sql.ADD_IMPORT, imports)
    return len(new)


def _new(db: Database, rows: Sequence[Incoming]) -> list[Incoming]:
    known = _among(db, sql.IMPORTED_AMONG, [row.source for row in rows])
    found: list[Incoming] = []
    for row in rows:
        if row.source not in known:
            known.add(row.source)
            found.append(row)
    return found


def _names(db: Database, rows: Sequence[Incoming]) -> list[str]:
    """The ids under which the rows are stored: their own where these are free."""
    taken = _among(db, sql.ANNOTATIONS_NAMED, [row.id for row in rows])
    names: list[str] = []
    for row in rows:
        name = row.id
        if name in taken:
            name = f"{row.id}@{row.task}"
        while name != row.id and (name in taken or db.execute(sql.ANNOTATION_REV, {"id": name})):
            name = f"{row.id}-{new_id(4)}"
        taken.add(name)
        names.append(name)
    return names


def _among(db: Database, query: str, values: Sequence[str]) -> set[str]:
    """The first column of a query on many values, a number of them at a time."""
    found: set[str] = set()
    for start in range(0, len(values), sql.AMONG):
        found.update(name for (name,) in db.execute(query, sql.many(values[start : start + sql.AMONG])))
    return found


def _written(row: Incoming, identity: str, *, n: int, at: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A row of ``ops`` and one of ``annotations``."""
    fields = {"status": jsontext.dumps(row.status), **row.fields}
    placed = [f'{{"at":{place},"item":{item}}}' for place, item in enumerate(row.items)]
    parts = {"added": f"[{','.join(placed)}]"} if placed else {}
    snapshot = jsontext.joined(parts) if placed and row.status != "draft" else None
    changes = {name: f"[null,{text}]" for name, text in fields.items() if text != "null"}
    diff = jsontext.joined({**parts, "fields": jsontext.joined(changes)})
    result = f"[{','.join(row.items)}]"
    op = {
        "n": n, "task": row.task, "annotation": identity, "kind": "create", "label": "Import",
        "author": row.author, "base_rev": 0, "seen": 0, "rev": 1, "diff": diff, "snapshot": snapshot,
        "target_client": None, "target_seq": None, "at_client": at, "at_store": at, "undone": -1,
        "kept_as": None, "note": None,
    }  # fmt: skip
    annotation = {
        "id": identity, "task": row.task, "status": row.status, "number": n, "rev": 1, "size": len(result),
        "result": result, "snapshot": "[]" if placed and row.status == "draft" else None,
        "fields": jsontext.joined(fields), "author": row.author, "at": at,
    }  # fmt: skip
    annotation["result_crc"] = checksum.of(annotation, checksum.RESULT_PARTS)
    annotation["fields_crc"] = checksum.of(annotation, checksum.FIELD_PARTS)
    return op, annotation
