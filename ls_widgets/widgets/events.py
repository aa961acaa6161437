"""User callbacks: queued by the hub, run on the main thread after the ack."""

from __future__ import annotations

import threading
import traceback
from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ls_widgets.model.records import Applied

Callback = Callable[..., Any]
KINDS = ("change", "submit", "skip", "task")


class Events:
    """Callbacks by kind, and the queue between the comm's thread and the main one.

    ``later`` runs a job on the main thread; ``seen`` is told first of what happened, so that
    traits are up to date when a callback reads them; ``failed`` is told of a raised error.
    """

    def __init__(
        self,
        later: Callable[[Callable[[], None]], None],
        *,
        applied: Callable[[Sequence[Applied]], None],
        moved: Callable[[int, str | None, list[str]], bool],
        failed: Callable[[str, str], None],
    ) -> None:
        self._later = later
        self._applied = applied
        self._moved = moved
        self._failed = failed
        self._jobs: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._running = False
        self._callbacks: dict[str, list[Callback]] = {kind: [] for kind in KINDS}

    def add(self, kind: str, callback: Callback) -> Callback:
        """Register ``callback``; returned unchanged, so it serves as a decorator."""
        if not callable(callback):
            raise TypeError(f"on_{kind} takes a function, not {type(callback).__name__}")
        self._callbacks[kind].append(callback)
        return callback

    def remove(self, kind: str, callback: Callback) -> None:
        """Forget a callback; ValueError when it is not registered."""
        self._callbacks[kind].remove(callback)

    def applied(self, steps: Sequence[Applied]) -> None:
        """Stored changes, from a view or from Python."""
        self._jobs.append(lambda: self._tell_applied(steps))

    def moved(self, index: int, annotation: str | None, selection: list[str]) -> None:
        """The view shows another task, annotation or selection."""
        self._jobs.append(lambda: self._tell_moved(index, annotation, selection))

    def drain(self) -> None:
        """Have the queued jobs run on the main thread, in order."""
        if self._jobs:
            self._later(self._run)

    def _run(self) -> None:
        with self._lock:
            if self._running:  # a callback changed something: the loop below goes on to it
                return
            self._running = True
        try:
            while self._jobs:
                self._jobs.popleft()()
        finally:
            self._running = False

    def _tell_applied(self, steps: Sequence[Applied]) -> None:
        fresh = [step for step in steps if step.fresh]
        if not fresh:
            return
        self._applied(fresh)
        for step in fresh:
            self._call("change", step.task, step.state)
            if step.op["kind"] in ("submit", "update"):
                self._call("submit", step.task, step.state)
            elif step.op["kind"] == "skip":
                self._call("skip", step.task, step.state)

    def _tell_moved(self, index: int, annotation: str | None, selection: list[str]) -> None:
        if self._moved(index, annotation, selection):
            self._call("task", index)

    def _call(self, kind: str, *args: Any) -> None:
        for callback in list(self._callbacks[kind]):
            try:
                callback(*args)
            except Exception as error:
                name = getattr(callback, "__name__", "callback")
                self._failed(f"on_{kind}: {name} raised {type(error).__name__}: {error}", traceback.format_exc())
