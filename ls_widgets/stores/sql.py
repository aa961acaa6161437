"""The store on any SQL connection: ops are the record, annotations are derived from them."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from ls_widgets.errors import StoreError
from ls_widgets.model import jsontext
from ls_widgets.model.lsjson import Incoming
from ls_widgets.model.state import State
from ls_widgets.model.wire import AnnotationState, Op
from ls_widgets.stores import imports, ledger, reading
from ls_widgets.stores import statements as sql
from ls_widgets.stores.base import Applied, Change, Database, Stored, StoreInfo, Version
from ls_widgets.stores.checks import checked

CACHED_STATES = 64


def now() -> str:
    """The store's clock, ISO 8601 UTC."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class SqlStore:
    """See `ls_widgets.stores.base.Store`."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._lock = threading.RLock()
        self._pid = os.getpid()
        self._cache: OrderedDict[str, State] = OrderedDict()

    @property
    def info(self) -> StoreInfo:
        return self._db.info

    # ---- transactions ----

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Database]:
        if os.getpid() != self._pid:
            # A fork may have copied the lock while another thread held it.
            self._lock, self._pid = threading.RLock(), os.getpid()
        with self._lock:
            for former in self._db.ready():
                self._cache.clear()
                self._carry_over(former)
            self._db.execute(begin)
            try:
                yield self._db
                self._db.execute(sql.COMMIT)
            except BaseException:
                self._cache.clear()
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        # After some faults SQLite has rolled back by itself.
        with suppress(StoreError):
            self._db.execute(sql.ROLLBACK)

    @contextmanager
    def _writing(self) -> Iterator[Database]:
        if not self.info.writable:
            raise StoreError(f"{self.info.location} is read-only: {self.info.notice}")
        with self._transaction(sql.BEGIN_WRITE) as db:
            yield db

    def _reading(self):
        return self._transaction(sql.BEGIN_READ)

    def _carry_over(self, former: Database) -> None:
        """Brings into the file of now what the file before had, op by op."""
        try:
            self._db.execute(sql.BEGIN_WRITE)
            for author, op in ledger.stored_ops(former):
                ledger.Ledger(self._db, self._cache, author=author, at=now()).settle(op)
            for add, query, names in sql.CARRIED:
                self._db.executemany(
                    add, [dict(zip(names, row, strict=True)) for row in former.execute(query)]
                )
            self._db.execute(sql.COMMIT)
        except BaseException:
            self._roll_back()
            raise
        finally:
            former.close()

    # ---- writing ----

    def apply(self, ops: Sequence[Op], author: str) -> list[Applied]:
        safe = [checked(op) for op in ops]
        if not safe:
            return []
        with self._writing() as db:
            book = ledger.Ledger(db, self._cache, author=author, at=now())
            applied = [one for op in safe for one in book.settle(op)]
            book.acknowledge()
        while len(self._cache) > CACHED_STATES:
            self._cache.popitem(last=False)
        return applied

    def add_imported(self, rows: Sequence[Incoming]) -> int:
        if not rows:
            return 0
        with self._writing() as db:
            return imports.add_imported(db, rows, now())

    def add_predictions(self, rows: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
        with self._writing() as db:
            db.executemany(
                sql.ADD_PREDICTION,
                (
                    {"task": task, "source": source, "body": jsontext.dumps(body)}
                    for task, source, body in rows
                ),
            )

    def set_meta(self, name: str, value: str) -> None:
        with self._writing() as db:
            db.execute(sql.SET_META, {"name": name, "value": value})

    def rebuild(self) -> None:
        """Derives all annotations from the ops anew."""
        with self._writing() as db:
            self._cache.clear()
            ledger.rebuild(db)

    # ---- reading ----

    def state(self, annotation: str) -> AnnotationState | None:
        with self._reading() as db:
            found = ledger.load(db, annotation)
        return None if found is None else found.wire()

    def states(self, task: str) -> list[AnnotationState]:
        with self._reading() as db:
            return [ledger.state_of(db, row).wire() for row in db.execute(sql.ANNOTATIONS_OF, {"task": task})]

    def stored(self, task: str | None = None) -> list[Stored]:
        with self._reading() as db:
            return reading.stored(db, task)

    def stored_among(self, tasks: Sequence[str]) -> dict[str, list[Stored]]:
        with self._reading() as db:
            return reading.stored_among(db, tasks)

    def versions(self, annotation: str) -> list[Version]:
        with self._reading() as db:
            return reading.versions(db, annotation)

    def statuses(self, task: str | None = None) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        with self._reading() as db:
            rows = db.execute(sql.STATUSES) if task is None else db.execute(sql.STATUSES_OF, {"task": task})
        for key, status, count in rows:
            found.setdefault(key, {})[status] = count
        return found

    def predictions(self, task: str) -> list[tuple[str, dict[str, Any]]]:
        with self._reading() as db:
            rows = db.execute(sql.PREDICTIONS_OF, {"task": task})
        return [(source, jsontext.loads(body)) for source, body in rows]

    def all_predictions(self) -> dict[str, list[tuple[str, dict[str, Any]]]]:
        found: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        with self._reading() as db:
            rows = db.execute(sql.ALL_PREDICTIONS)
        for task, source, body in rows:
            found.setdefault(task, []).append((source, jsontext.loads(body)))
        return found

    def predictions_among(self, tasks: Sequence[str]) -> dict[str, list[tuple[str, dict[str, Any]]]]:
        with self._reading() as db:
            return reading.predictions_among(db, tasks)

    def imported_sources(self) -> set[str]:
        with self._reading() as db:
            return {source for (source,) in db.execute(sql.IMPORTED)}

    def undo_stack(self, author: str, limit: int) -> list[Op]:
        return self._stack(sql.STACK, author, limit)

    def redo_stack(self, author: str, limit: int) -> list[Op]:
        return self._stack(sql.UNDONE, author, limit)

    def _stack(self, query: str, author: str, limit: int) -> list[Op]:
        with self._reading() as db:
            rows = db.execute(query, {"author": author, "limit": limit})
        return [reading.op_from_row(row) for row in reversed(rows)]

    def history(self) -> list[Change]:
        with self._reading() as db:
            return reading.history(db)

    def acked(self, client: str) -> int:
        with self._reading() as db:
            rows = db.execute(sql.ACKED, {"client": client})
        return rows[0][0] if rows else 0

    def get_meta(self, name: str) -> str | None:
        with self._reading() as db:
            rows = db.execute(sql.GET_META, {"name": name})
        return rows[0][0] if rows else None

    def others_wrote(self) -> bool:
        with self._lock:
            return self._db.others_wrote()

    def close(self) -> None:
        with self._lock:
            self._db.close()
