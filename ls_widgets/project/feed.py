"""What views and scripts share of a project: ops in, states out, and who is told."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from typing import Any

from ls_widgets.errors import StoreError, TaskError
from ls_widgets.model.wire import AnnotationState, Op, PredictionState, Progress
from ls_widgets.project import exchange
from ls_widgets.project.predictions import Predictions
from ls_widgets.project.progress import Tally, TaskStatus
from ls_widgets.stores.base import Applied, Store
from ls_widgets.tasks.source import TaskSource

Listener = Callable[[list[Applied]], None]

_log = logging.getLogger("ls_widgets")


class Feed:
    """The part of a `Project` that a view works with; safe for threads."""

    def __init__(self, source: TaskSource, store: Store, *, annotator: str, predictions: Predictions) -> None:
        self.source = source
        """The tasks as they are read: rows, keys, raw cells."""
        self.store = store
        self.annotator = annotator
        self._predictions = predictions
        self._tally = Tally(store, source)
        self._listeners: list[Listener] = []
        self._cursor: int | None = None
        self._lock = threading.RLock()

    @property
    def progress(self) -> Progress:
        """Counts of tasks; costs nothing."""
        with self._lock:
            return self._tally.progress()

    def apply(self, ops: Sequence[Op], author: str | None = None) -> list[Applied]:
        """Stores a batch of ops, each once; returns when they are durable. Safe for threads."""
        applied = self.store.apply(ops, author or self.annotator)
        self.committed(applied)
        return applied

    def committed(self, applied: Sequence[Applied]) -> None:
        """Follows what was stored, and tells the listeners."""
        fresh = [one for one in applied if not one.duplicate]
        with self._lock:
            for task in {one.task for one in fresh}:
                self._tally.update(task)
        if fresh:
            for listener in list(self._listeners):
                try:
                    listener(fresh)
                except Exception:  # noqa: BLE001 (a listener may raise anything)
                    _log.exception("a listener of %r failed; the labels are stored", self)

    def listen(self, callback: Listener) -> Callable[[], None]:
        """Calls back after each commit with what was applied; returns the way to stop it."""
        self._listeners.append(callback)

        def stop() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return stop

    def states(self, key: str) -> list[AnnotationState]:
        """All annotations of a task, void and deleted ones included, in order of creation."""
        return self.store.states(key)

    def prediction_states(self, key: str, *, ask: bool = True) -> list[PredictionState]:
        """Predictions of a task; asks the model of ``predict=`` about tasks not asked yet."""
        return self._predictions.states(key, self.source.index_of(key), ask=ask)

    def waits_for_model(self, key: str) -> bool:
        """Whether the model of ``predict=`` has yet to be asked about a task."""
        return self._predictions.waits(key)

    def undo_stack(self, limit: int = 100, author: str | None = None) -> list[Op]:
        """Steps that can be undone, newest last; they outlive the kernel."""
        return self.store.undo_stack(author or self.annotator, limit)

    def redo_stack(self, limit: int = 100, author: str | None = None) -> list[Op]:
        """Steps that can be done again, newest last."""
        return self.store.redo_stack(author or self.annotator, limit)

    def acked(self, client: str) -> int:
        """The highest seq up to which everything of a client is stored."""
        return self.store.acked(client)

    def status(self, key: str) -> TaskStatus:
        """Whether a task is new, a draft, submitted or skipped."""
        with self._lock:
            return self._tally.statuses().get(key, "new")

    def statuses(self) -> dict[str, TaskStatus]:
        """Task key -> status, for tasks that were touched."""
        with self._lock:
            return dict(self._tally.statuses())

    @property
    def cursor(self) -> int:
        """Position of the task shown last; kept in the store where it can be written."""
        if self._cursor is None:
            found = exchange.read_cursor(self.store, self.source, self.annotator)
            self._cursor = self._first() if found is None else found
        return self._cursor

    @cursor.setter
    def cursor(self, index: int) -> None:
        if not 0 <= index < max(len(self.source), 1):
            raise TaskError(f"there is no task {index}; there are {len(self.source)}.")
        if index == self._cursor:
            return
        self._cursor = index
        try:
            exchange.write_cursor(self.store, self.source, self.annotator, index=index)
        except StoreError:
            _log.debug("the cursor was not stored", exc_info=True)

    def _first(self) -> int:
        """Position of the task that is shown first."""
        return 0

    @property
    def store_state(self) -> dict[str, Any]:
        """Where labels are kept: ``location``, ``durable``, ``writable``, ``notice``."""
        info = self.store.info
        return {
            "location": info.location,
            "durable": info.durable,
            "writable": info.writable,
            "notice": info.notice,
        }
