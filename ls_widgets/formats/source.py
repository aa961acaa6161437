"""Tasks of an export file or list, read again at each pass; those of a file are never all in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.json_blocks import read_blocks

Tasks = Callable[[], Iterator[Mapping[str, Any]]]


def open_source(tasks: Any) -> tuple[Tasks, int | None]:
    """Passes over the tasks, and how many there are where that is known.

    ``tasks``: the path of a Label Studio JSON export, or a list of tasks. FormatError for what is
    neither; what is wrong inside shows when it is read.
    """
    if isinstance(tasks, str | os.PathLike):
        path = Path(tasks)
        if not path.is_file():
            raise FormatError(f"'{path}' is no file.")
        return (lambda: _checked(chain.from_iterable(read_blocks(path)), f"'{path}'")), None
    if isinstance(tasks, Sequence):
        return (lambda: _checked(tasks, "the tasks")), len(tasks)
    raise FormatError(f"tasks must be a list or the path of a JSON export, not {type(tasks).__name__}.")


def _checked(tasks: Iterable[Any], place: str) -> Iterator[Mapping[str, Any]]:
    for at, task in enumerate(tasks):
        # The exact type first: asking for any Mapping costs as much as reading the task.
        if type(task) is dict and type(task.get("data")) is dict:
            yield task
            continue
        if not isinstance(task, Mapping) or not isinstance(task.get("data"), Mapping):
            raise FormatError(f"{place}, element {at}: a task must be an object with data.")
        yield task
