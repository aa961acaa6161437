"""How far an export is: a line on stderr once it takes longer than a moment, or a callable."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

MOMENT = 0.5
"""Seconds that need no progress."""
STEP = 0.1
"""Seconds between two reports."""
EVERY = 64
"""Tasks between two looks at the clock."""

Progress = Callable[[int, int | None], None]
Item = TypeVar("Item")


def followed(
    items: Iterable[Item],
    total: int | None,
    title: str,
    *,
    progress: Progress | bool | None,
    size: Callable[[Item], int] | None = None,
    unit: str = "tasks",
) -> Iterator[Item]:
    """The items, while the progress is told: ``progress(done, total)``, or on stderr; False is silent.

    An item counts as one ``unit``, or as many as its ``size``.
    """
    if progress is False:
        yield from items
        return
    tell = progress if callable(progress) else _Line(title, unit)
    done, look_at, next_at = 0, EVERY, time.monotonic() + (0 if callable(progress) else MOMENT)
    for item in items:
        yield item
        done += 1 if size is None else size(item)
        if done >= look_at:
            look_at = done + EVERY
            if time.monotonic() >= next_at:
                tell(done, total)
                next_at = time.monotonic() + STEP
    if callable(progress):
        tell(done, total)
    elif isinstance(tell, _Line):
        tell.end(done)


def on_stderr(*, progress: Progress | bool | None) -> bool | None:
    """How a further step is told: a callable counts the tasks that are read, and hears of nothing else."""
    return False if progress is False or callable(progress) else None


class _Line:
    def __init__(self, title: str, unit: str) -> None:
        self._title, self._unit = title, unit
        self._shown = False

    def __call__(self, done: int, total: int | None) -> None:
        self._shown = True
        of = f" of {total:,}" if total is not None else ""
        self._write(f"{done:,}{of} {self._unit}")

    def end(self, done: int) -> None:
        if self._shown:
            self._write(f"{done:,} {self._unit}, done\n")

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r{self._title}: {text}")
        sys.stderr.flush()  # before what the caller prints next
