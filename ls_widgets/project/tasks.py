"""A project's tasks as a sequence that reads a row when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

from ls_widgets.model.records import Task
from ls_widgets.tasks.source import TaskSource


class Tasks(Sequence[Task]):
    """``tasks[i]`` is a `Task`; a slice is a list of them."""

    def __init__(self, source: TaskSource) -> None:
        self._source = source

    def __len__(self) -> int:
        return len(self._source)

    @overload
    def __getitem__(self, index: int) -> Task: ...

    @overload
    def __getitem__(self, index: slice) -> list[Task]: ...

    def __getitem__(self, index: int | slice) -> Task | list[Task]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(f"task {index} of {len(self)}")
        return Task(self._source.key(at), at, self._source.data(at))

    def __iter__(self) -> Iterator[Task]:
        return (self[i] for i in range(len(self)))

    def __repr__(self) -> str:
        return f"<{len(self)} tasks>"
