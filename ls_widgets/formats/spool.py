"""Rows held back until all of them are known, on disk where they are many."""

from __future__ import annotations

import tempfile
import weakref
from collections.abc import Iterator
from typing import IO, Any, Self

from ls_widgets.formats import jsonio

IN_MEMORY = 1_000
BLOCK = 1 << 18
"""Bytes that are read at once."""


class Spool:
    """JSON values in order; those beyond the first 1,000 wait in a temporary file."""

    def __init__(self) -> None:
        self._held: list[Any] = []
        self._count = 0
        self._file: IO[bytes] | None = None

    def add(self, row: Any) -> None:
        self._count += 1
        if self._file is None and len(self._held) < IN_MEMORY:
            self._held.append(row)
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile("a+b")  # noqa: SIM115 - closed with the spool
            weakref.finalize(self, self._file.close)
        self._file.write(jsonio.dumps(row) + b"\n")

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Any]:
        yield from self._held
        at = 0
        while self._file is not None:
            self._file.seek(at)  # others may read, too
            lines = self._file.readlines(BLOCK)
            at = self._file.tell()
            if not lines:
                break
            yield from map(jsonio.loads, lines)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
