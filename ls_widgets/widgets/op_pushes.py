"""Stored changes on their way to the views: told at once, and bundled when many come."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ls_widgets.widgets.sendable import size_of

if TYPE_CHECKING:
    from ls_widgets.model.wire import Op
    from ls_widgets.project import Project
    from ls_widgets.stores.base import Applied

PAUSE = 0.05
"""Seconds between pushes at least: the server drops what comes faster than 1,000 messages a second."""
STACK = 100
"""Steps of undo that a view gets..."""
STACK_BYTES = 1 << 18
"""...and their bytes."""


class OpPushes:
    """Pushes changes to the views that have not made them themselves; safe for threads."""

    def __init__(self, project: Project, push: Callable[[dict[str, Any]], None]) -> None:
        self._project = project
        self._push = push
        self._clients: set[str] = set()
        self._waiting: list[Applied] = []
        self._pushed_at = 0.0
        self._timer: threading.Timer | None = None
        self._lock = threading.RLock()

    def heard(self, client: str) -> None:
        """A view is there."""
        with self._lock:
            self._clients.add(client)

    def add(self, applied: Sequence[Applied]) -> None:
        """Changes that were stored, from whomever."""
        with self._lock:
            steps = [step for step in applied if step.op is not None]
            if not self._clients - {step.client for step in steps} and not self._waiting:
                return
            self._waiting.extend(steps)
            rest = self._pushed_at + PAUSE - time.monotonic()
            if rest <= 0:
                self.flush()
            elif self._timer is None:
                self._timer = threading.Timer(rest, self.flush)
                self._timer.daemon = True
                self._timer.start()

    def flush(self) -> None:
        """Push what waits."""
        with self._lock:
            self.stop()
            steps = _in_order(self._waiting)
            self._waiting = []
            if not steps:
                return
            self._pushed_at = time.monotonic()
            self._push(
                {
                    "push": "ops",
                    "ops": [step.op for step in steps],
                    "revs": {step.annotation: step.rev for step in steps},
                    "progress": self._project.progress,
                    **self.stacks(),
                }
            )

    def stop(self) -> None:
        """Forget the timer."""
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
                self._timer = None

    def stacks(self) -> dict[str, list[Op]]:
        """The newest steps that can be undone and done again."""
        project = self._project
        return {"undo": _newest(project.undo_stack(STACK)), "redo": _newest(project.redo_stack(STACK))}


def _in_order(steps: list[Applied]) -> list[Applied]:
    """Threads report in any order; the ops of one annotation must come in that of its revisions."""
    by_annotation: dict[str, list[Applied]] = {}
    for step in sorted(steps, key=lambda step: -step.rev):
        by_annotation.setdefault(step.annotation, []).append(step)
    return [by_annotation[step.annotation].pop() for step in steps]


def _newest(ops: list[Op]) -> list[Op]:
    left = STACK_BYTES
    for count, op in enumerate(reversed(ops)):
        left -= size_of(op)
        if left < 0 and count:
            return ops[len(ops) - count :]
    return ops
