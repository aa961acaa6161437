"""Rows held back until all of them are known, on disk where they are many."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Any, Self

from ls_widgets.formats import jsonio

IN_MEMORY = 20_000


class Spool:
    """JSON values in order; those beyond the first 20,000 wait in a temporary file."""

    def __init__(self) -> None:
        self._held: list[Any] = []
        self._file: IO[bytes] | None = None

    def add(self, row: Any) -> None:
        if self._file is None and len(self._held) < IN_MEMORY:
            self._held.append(row)
            return
        if self._file is None:
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the spool
        self._file.write(jsonio.dumps(row) + b"\n")

    def __iter__(self) -> Iterator[Any]:
        yield from self._held
        if self._file is not None:
            self._file.seek(0)
            for line in self._file:
                yield jsonio.loads(line)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
