"""Values by a key, on disk: memory holds where each of them lies."""

from __future__ import annotations

import pickle
import tempfile
import zlib
from collections.abc import Iterator
from typing import Any, Self

LARGE = 1 << 16
"""Bytes from which a value is compressed: masks become a hundredth."""


class Shelf:
    """A mapping that can be filled and read; its file has no name and ends with it."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the shelf
        self._places: dict[Any, tuple[int, int, bool]] = {}
        self._end = 0

    def __setitem__(self, key: Any, value: Any) -> None:
        content = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        packed = len(content) > LARGE
        if packed:
            content = zlib.compress(content, 1)
        self._file.seek(self._end)
        self._file.write(content)
        self._places[key] = self._end, len(content), packed
        self._end += len(content)

    def __getitem__(self, key: Any) -> Any:
        start, size, packed = self._places[key]
        self._file.seek(start)
        content = self._file.read(size)
        return pickle.loads(zlib.decompress(content) if packed else content)  # noqa: S301 - written above

    def __contains__(self, key: Any) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[Any]:
        return iter(self._places)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
