"""One op becomes one row and one new revision, inside the caller's transaction."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from ls_widgets.errors import ResultError
from ls_widgets.model import diff as diffs
from ls_widgets.model import jsontext
from ls_widgets.model.ids import new_id
from ls_widgets.model.state import State, advance, replay
from ls_widgets.model.wire import Op
from ls_widgets.stores import checksum
from ls_widgets.stores import statements as sql
from ls_widgets.stores.base import Applied, Conflict, Database
from ls_widgets.stores.conflicts import Unseen, Verdict, judge

SMALL = 16_384
"""Results up to this many characters are written whole at each revision..."""
REVISIONS_UNWRITTEN = 64
"""...longer ones once in so many: until then the ops since then are replayed when read."""


def state_of(db: Database, row: tuple[Any, ...]) -> State:
    """The state of a row of ``annotations``, with ops that are newer than its written result."""
    identity, task, _, rev, base, result, snapshot, fields, *_ = row
    items = jsontext.loads(result)
    submitted = items if snapshot is None else jsontext.loads(snapshot)
    if base == rev:
        return State(identity, task, rev, items, submitted, jsontext.loads(fields))
    state = State(identity, task, base, items, submitted)
    for _, _, _, _, diff, change, _ in db.execute(sql.OPS_OF, {"annotation": identity, "rev": base}):
        state = replay(state, jsontext.loads(diff), change and jsontext.loads(change))
    state.fields = jsontext.loads(fields)
    return state


def load(db: Database, annotation: str) -> State | None:
    """The stored state of an annotation, or None."""
    rows = db.execute(sql.ANNOTATION, {"id": annotation})
    return state_of(db, rows[0]) if rows else None


class Ledger:
    """Settles the ops of one batch."""

    def __init__(self, db: Database, cache: OrderedDict[str, State], *, author: str, at: str) -> None:
        self._db = db
        self._cache = cache
        self._author = author
        self._at = at
        self._next = db.execute(sql.NEXT_N)[0][0]
        self._clients: set[str] = set()

    def settle(self, op: Op) -> list[Applied]:
        """Stores one op unless it is stored already; the step that kept an earlier version comes after."""
        self._clients.add(op["client"])
        known = self._db.execute(sql.FIND_OP, {"client": op["client"], "seq": op["seq"]})
        if known:
            return [self._as_before(op, known[0])]
        state = self._state(op)
        verdict, seen = self._judge(op, state)
        kept = [self._keep(state)] if verdict.keep else []
        kept_as = kept[0].annotation if kept else op["annotation"]
        target = self._target(op)
        step = advance(state, op["kind"], verdict.diff, target=target)
        n = self._number()
        if op["kind"] in ("undo", "redo"):
            if op["target"]:
                mark = n if op["kind"] == "undo" else 0
                self._db.execute(sql.MARK_UNDONE, {**op["target"], "undone": mark})
        else:
            self._db.execute(sql.CLEAR_REDO, {"author": self._author})
        conflict = Conflict(op["annotation"], kept_as, verdict.message) if verdict.message else None
        self._write(op, step.state, n=n, seen=seen, diff=step.diff, snapshot=step.snapshot, conflict=conflict)
        made: Op = {**op, "base_rev": state.rev, "diff": step.diff}
        return [_applied(made, step.state, merged=verdict.merged, conflict=conflict), *kept]

    def acknowledge(self) -> None:
        """Moves each client's mark over everything that is stored without a gap."""
        for client in self._clients:
            rows = self._db.execute(sql.ACKED, {"client": client})
            acked = before = rows[0][0] if rows else 0
            while self._db.execute(sql.HAS_OP, {"client": client, "seq": acked + 1}):
                acked += 1
            if acked > before:
                self._db.execute(sql.SET_ACKED, {"client": client, "acked": acked})

    def _as_before(self, op: Op, row: tuple[Any, ...]) -> Applied:
        annotation, task, rev, kept_as, note, kind = row
        state = load(self._db, annotation) or State(annotation, task)
        conflict = Conflict(annotation, kept_as, note) if note else None
        return Applied(
            op["client"],
            op["seq"],
            kind,
            task,
            annotation,
            rev,
            state.wire(),
            duplicate=True,
            conflict=conflict,
        )

    def _state(self, op: Op) -> State:
        name = op["annotation"]
        rows = self._db.execute(sql.ANNOTATION_REV, {"id": name})
        cached = self._cache.get(name)
        if cached is None or not rows or cached.rev != rows[0][0]:
            cached = (load(self._db, name) if rows else None) or State(name, op["task"])
        if cached.task != op["task"]:
            raise ResultError(
                f"op {op['seq']} of client {op['client']!r}: annotation {name!r} belongs to task "
                f"{cached.task!r}, not {op['task']!r}."
            )
        return cached

    def _judge(self, op: Op, state: State) -> tuple[Verdict, int]:
        """The change to make here, and the revision up to which the author knew the annotation."""
        seen = min(op["base_rev"], state.rev)
        if seen == state.rev:
            mine = None
        else:
            key = {"annotation": op["annotation"], "client": op["client"], "seq": op["seq"]}
            mine = self._db.execute(sql.PREVIOUS_OF_CLIENT, key)
        if mine:
            base_rev, seen_then, rev = mine[0]
            # A client that has not heard of others counts its own ops on from what it saw.
            if base_rev == op["base_rev"] - 1 and rev != op["base_rev"]:
                seen = min(seen, seen_then)
        if seen == state.rev:
            return Verdict(op["diff"], merged=False), seen
        others = {"annotation": op["annotation"], "client": op["client"], "seen": seen}
        rows = self._db.execute(sql.OTHERS_SINCE, others)
        if not rows:
            return Verdict(op["diff"], merged=False), seen
        return judge(
            state, op["diff"], [Unseen(jsontext.loads(diff), author) for diff, author, _ in rows]
        ), seen

    def _target(self, op: Op) -> Any:
        if op["kind"] not in ("undo", "redo") or not op["target"]:
            return None
        rows = self._db.execute(sql.TARGET, {**op["target"], "annotation": op["annotation"]})
        if not rows or (rows[0][1] > 0) == (op["kind"] == "undo"):
            return None
        return rows[0][0] and jsontext.loads(rows[0][0])

    def _keep(self, state: State) -> Applied:
        """Stores the state before as an annotation of its own."""
        kept = new_id()
        author = self._db.execute(sql.OPS_OF, {"annotation": state.id, "rev": state.rev - 1})[0][3]
        fields = {**state.fields, "parent_annotation": state.id}
        n = self._number()
        op: Op = {
            "client": f"store-{kept}",
            "seq": 1,
            "task": state.task,
            "annotation": kept,
            "base_rev": 0,
            "kind": "create",
            "label": "Keep earlier version",
            "diff": diffs.between([], state.result, new_fields=fields),
            "at": self._at,
            "target": None,
        }
        after = State(kept, state.task, 1, state.result, state.snapshot, fields)
        self._write(
            op, after, n=n, seen=0,
            diff=op["diff"],
            snapshot=diffs.between([], state.snapshot), author=author, undone=-1,
        )  # fmt: skip
        return _applied(op, after)

    def _number(self) -> int:
        self._next += 1
        return self._next - 1

    def _write(
        self,
        op: Op,
        state: State,
        *,
        n: int,
        seen: int,
        diff: diffs.Diff,
        snapshot: diffs.Diff | None,
        conflict: Conflict | None = None,
        author: str | None = None,
        undone: int = 0,
    ) -> None:
        author = self._author if author is None else author
        target = op["target"] or {"client": None, "seq": None}
        add_op(
            self._db,
            {
                "client": op["client"], "seq": op["seq"], "n": n, "task": op["task"],
                "annotation": op["annotation"], "kind": op["kind"], "label": op["label"], "author": author,
                "base_rev": op["base_rev"], "seen": seen, "rev": state.rev, "diff": jsontext.dumps(diff),
                "snapshot": jsontext.dumps(snapshot) if snapshot else None,
                "target_client": target["client"], "target_seq": target["seq"],
                "at_client": op["at"], "at_store": self._at, "undone": undone,
                "kept_as": conflict and conflict.kept_as, "note": conflict and conflict.message,
            },
        )  # fmt: skip
        put_annotation(self._db, state, n=n, author=author, at=self._at)
        self._cache[state.id] = state
        self._cache.move_to_end(state.id)


def _applied(op: Op, state: State, *, merged: bool = False, conflict: Conflict | None = None) -> Applied:
    return Applied(
        op["client"], op["seq"], op["kind"], op["task"], op["annotation"], state.rev, state.wire(),
        merged=merged, conflict=conflict, op=op,
    )  # fmt: skip


def add_op(db: Database, row: dict[str, Any]) -> None:
    """Writes a row of ``ops``."""
    db.execute(sql.ADD_OP, {**row, "crc": checksum.of(row, checksum.OP_PARTS)})


def put_annotation(db: Database, state: State, *, n: int, author: str, at: str) -> None:
    """Writes the derived row; a long result only now and then."""
    values = {
        "id": state.id,
        "status": state.status,
        "rev": state.rev,
        "fields": jsontext.dumps(state.fields),
        "at": at,
    }
    values["fields_crc"] = checksum.of(values, checksum.FIELD_PARTS)
    rows = db.execute(sql.WRITTEN, {"id": state.id}) if state.rev > 1 else []
    if rows and rows[0][1] > SMALL and state.rev - rows[0][0] < REVISIONS_UNWRITTEN:
        db.execute(sql.TOUCH_ANNOTATION, values)
        return
    same = state.snapshot is state.result or state.snapshot == state.result
    result = jsontext.dumps(state.result)
    row = {
        **values,
        "task": state.task,
        "number": n,
        "author": author,
        "size": len(result),
        "result": result,
        "snapshot": None if same else jsontext.dumps(state.snapshot),
    }
    db.execute(sql.PUT_ANNOTATION, {**row, "result_crc": checksum.of(row, checksum.RESULT_PARTS)})


def rebuild(db: Database) -> None:
    """Derives ``annotations`` from ``ops`` anew."""
    db.execute(sql.CLEAR_ANNOTATIONS)
    state: State | None = None
    made: tuple[int, str, str] = (0, "", "")
    updated = ""

    def put(done: State) -> None:
        n, author, created = made
        put_annotation(db, done, n=n, author=author, at=updated)
        db.execute(sql.SET_CREATED, {"id": done.id, "at": created})

    for name, task, n, rev, diff, snapshot, author, at in db.execute(sql.ALL_OPS):
        if state is None or state.id != name:
            if state is not None:
                put(state)
            state, made = State(name, task), (n, author, at)
        state, updated = replay(state, jsontext.loads(diff), snapshot and jsontext.loads(snapshot)), at
        state.rev = rev
    if state is not None:
        put(state)


def stored_ops(db: Database) -> Iterator[tuple[str, Op]]:
    """Author and op of every row, in the order they were stored."""
    for row in db.execute(sql.RAW_OPS):
        client, seq, task, annotation, base_rev, kind, label, diff, at, of, of_seq, author = row
        op: Op = {
            "client": client, "seq": seq, "task": task, "annotation": annotation, "base_rev": base_rev,
            "kind": kind, "label": label, "diff": jsontext.loads(diff), "at": at,
            "target": None if of is None else {"client": of, "seq": of_seq},
        }  # fmt: skip
        yield author, op
