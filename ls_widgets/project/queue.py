"""In which order tasks come, and which come next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import TaskError
from ls_widgets.model.records import Task
from ls_widgets.tasks.source import TaskSource

if TYPE_CHECKING:
    from ls_widgets.project.progress import Tally

Order = str | Callable[[Task], Any] | None


class Queue:
    """The tasks that nobody has submitted or skipped, in order; iterating gives `Task`."""

    def __init__(self, source: TaskSource, tally: Tally, order: Order) -> None:
        if isinstance(order, str) and order not in source.columns:
            raise TaskError(f"order={order!r} is no column; columns: {', '.join(source.columns)[:200]}.")
        self._source, self._tally, self._order = source, tally, order
        self._positions: Sequence[int] | None = range(len(source)) if order is None else None

    @property
    def positions(self) -> Sequence[int]:
        """Positions of all tasks, in order. An order of one's own reads every task once."""
        if self._positions is None:
            ranked = [(_rank(self._value(i)), i) for i in range(len(self._source))]
            self._positions = [i for _, i in sorted(ranked)]
        return self._positions

    def __iter__(self) -> Iterator[Task]:
        for i in self.positions:
            key = self._source.key(i)
            if self._tally.statuses().get(key, "new") in ("new", "draft"):
                yield Task(key, i, self._source.data(i))

    def next(self) -> Task | None:
        """The first open task, or None when all are done."""
        return next(iter(self), None)

    def _value(self, i: int) -> Any:
        data = self._source.data(i)
        if callable(self._order):
            return self._order(Task(self._source.key(i), i, data))
        return data.get(self._order) if self._order else i

    def __repr__(self) -> str:
        return f"<queue of {len(self._source)} tasks, order {self._order or 'as given'}>"


def _rank(value: Any) -> tuple[int, float, str]:
    """Numbers first, then texts, then nothing: any mixture can be sorted."""
    if isinstance(value, (int, float)) and value == value:
        return (0, float(value), "")
    return (2, 0.0, "") if value is None or isinstance(value, float) else (1, 0.0, str(value))
