"""Tasks of an export in blocks, read again at each pass; those of a file are never all in memory."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct

from ls_widgets.errors import FormatError
from ls_widgets.formats import jsonio
from ls_widgets.formats.json_blocks import Decode, read_blocks
from ls_widgets.formats.progress import Progress, followed

SOME = 64
"""Tasks of a list that are handed on at once."""


def loads(tasks: memoryview | Sequence[Any]) -> Sequence[Any]:
    """Reads JSON; what is no text is read already."""
    return jsonio.loads(tasks) if isinstance(tasks, memoryview) else tasks


@dataclass(frozen=True, slots=True)
class Source:
    """Tasks in Label Studio's JSON, from the first one at each pass."""

    read: Callable[[Decode], Iterator[Sequence[Any]]]
    """Blocks of tasks: what the function makes of JSON lists, or of what was read from such."""
    total: int | None = None
    """How many there are, where that is known."""
    place: str = "the tasks"

    def __call__(self) -> Iterator[Mapping[str, Any]]:
        return chain.from_iterable(self.blocks())

    def blocks(self, decode: Decode = loads) -> Iterator[Sequence[Any]]:
        """Some tasks at a time: mappings with data, or the structs that ``decode`` makes.

        FormatError for what is neither.
        """
        start = 0
        for block in self.read(decode):
            if not all(issubclass(kind, Struct) for kind in {*map(type, block)}):
                self._check(block, start)
            yield block
            start += len(block)

    def _check(self, block: Sequence[Any], start: int) -> None:
        for at, task in enumerate(block, start):
            # The exact type first: asking for any Mapping costs as much as reading the task.
            if type(task) is dict and type(task.get("data")) is dict:
                continue
            known = isinstance(task, Mapping) and isinstance(task.get("data"), Mapping)
            if not known and not isinstance(task, Struct):
                raise FormatError(f"{self.place}, element {at}: a task must be an object with data.")

    def followed(self, title: str, *, progress: Progress | bool | None) -> Source:
        """The same tasks; how far they are is told at each pass."""

        def read(decode: Decode) -> Iterator[Sequence[Any]]:
            return followed(self.read(decode), self.total, title, progress=progress, size=len)

        return replace(self, read=read)


def open_source(tasks: Any) -> Source:
    """The path of a Label Studio JSON export, or a list of tasks. FormatError for what is neither.

    What is wrong inside shows when it is read.
    """
    if isinstance(tasks, str | os.PathLike):
        path = Path(tasks)
        if not path.is_file():
            raise FormatError(f"'{path}' is no file.")
        return Source(lambda decode: read_blocks(path, decode), place=f"'{path}'")
    if isinstance(tasks, Sequence):
        places = range(0, len(tasks), SOME)
        return Source(lambda decode: (decode(tasks[at : at + SOME]) for at in places), total=len(tasks))
    raise FormatError(f"tasks must be a list or the path of a JSON export, not {type(tasks).__name__}.")
