"""How far the tasks are, kept up to date change by change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

from ls_widgets.model.wire import Progress

if TYPE_CHECKING:
    from ls_widgets.stores.base import Store
    from ls_widgets.tasks.source import TaskSource

TaskStatus = Literal["new", "draft", "submitted", "skipped"]

_RANKED: tuple[TaskStatus, ...] = ("submitted", "skipped", "draft")

LOOK_UP_LIMIT = 20_000
"""Tasks up to which stored keys are looked for among them; beyond, they are taken to be there."""


def task_status(counts: Mapping[str, int]) -> TaskStatus:
    """The status of a task from the statuses of its annotations."""
    for status in _RANKED:
        if counts.get(status):
            return status
    return "new"


class Tally:
    """Statuses of the touched tasks and their counts; reads the store once, then follows it."""

    def __init__(self, store: Store, source: TaskSource) -> None:
        self._store, self._source = store, source
        self._statuses: dict[str, TaskStatus] | None = None
        self._counts: dict[str, int] = {}

    def statuses(self) -> dict[str, TaskStatus]:
        """Task key -> status, for tasks of this project that have annotations."""
        if self._store.others_wrote():
            self._statuses = None
        if self._statuses is None:
            found: dict[str, TaskStatus] = {
                key: task_status(counts) for key, counts in self._store.statuses().items()
            }
            if len(self._source) <= LOOK_UP_LIMIT:
                found = {k: s for k, s in found.items() if self._source.index_of(k) is not None}
            self._counts = {"submitted": 0, "skipped": 0, "draft": 0, "new": 0}
            for status in found.values():
                self._counts[status] += 1
            self._statuses = found
        return self._statuses

    def update(self, task: str) -> None:
        """Follows a change of one task."""
        if self._statuses is None:
            return
        before = self._statuses.get(task)
        if before is not None:
            self._counts[before] -= 1
        after = task_status(self._store.statuses(task).get(task, {}))
        self._statuses[task] = after
        self._counts[after] += 1

    def progress(self) -> Progress:
        """Counts of tasks, from memory."""
        self.statuses()
        counts = self._counts
        return {
            "total": len(self._source),
            "submitted": counts["submitted"],
            "skipped": counts["skipped"],
            "draft": counts["draft"],
        }
