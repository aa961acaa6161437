"""Keys that find a task again: the caller's id, or a digest of the task's data."""

from __future__ import annotations

import hashlib
import json
import threading
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import Any

from ls_widgets.tasks.cells import is_null, json_value
from ls_widgets.tasks.rows import BLOCK, Row, Rows

FAR = 20_000
"""Rows beyond the last read one from which looking for equal rows beats reading all between."""

_PLAIN = (str, bool)
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def row_digest(row: Row) -> int:
    """64 bits of the SHA-256 of the row's canonical JSON.

    Empty cells count as absent and integral floats as integers, so that a column that a merge or a
    file turned into floats, or a dict without the key, is the same task.
    """
    cells = {}
    for name, cell in row.items():
        value = cell if type(cell) in _PLAIN else _canonical(cell)
        if value is not None:
            cells[name] = value
    text = _encode(cells)
    if "\\ud" in text:
        text = _encode({name: json_value(value) for name, value in cells.items()})
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")


def _canonical(cell: Any) -> Any:
    value = json_value(cell)
    if type(value) is float and value.is_integer() and abs(value) < 2**53:
        return int(value)
    return value


class DigestKeys:
    """Keys from data: ``digest``, and ``digest#2``, … for rows equal to earlier ones.

    Rows are hashed in order and only as far as asked for, about 5 µs each, once; a key costs about
    120 bytes. A key far beyond that point is found without hashing the rows between, where the
    source can name the rows that may be equal. A key that no row has makes :meth:`find` hash all.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._digests = array("Q")
        self._places: dict[int, int | array] = {}
        self._far: dict[int, str] = {}
        self._far_places: dict[str, int] = {}
        self._lock = threading.RLock()

    def key(self, i: int) -> str:
        with self._lock:
            if i - len(self._digests) >= FAR:
                far = self._far.get(i) or self._far_key(i)
                if far:
                    return far
            self._extend(i + 1)
            digest = self._digests[i]
            places = self._places[digest]
            return _numbered(digest, 1 if isinstance(places, int) else bisect_left(places, i) + 1)

    def find(self, key: str) -> int | None:
        base, _, number = key.partition("#")
        try:
            digest, nth = int(base, 16), int(number) if number else 1
        except ValueError:
            return None
        if nth < 1 or _numbered(digest, nth) != key:
            return None
        with self._lock:
            if key in self._far_places:
                return self._far_places[key]
            while True:
                places = self._places.get(digest)
                if isinstance(places, int) and nth == 1:
                    return places
                if isinstance(places, array) and nth <= len(places):
                    return places[nth - 1]
                if len(self._digests) >= len(self._rows):
                    return None
                self._extend(len(self._digests) + BLOCK)

    def _extend(self, stop: int) -> None:
        stop = min(stop, len(self._rows))
        while (start := len(self._digests)) < stop:
            for row in self._rows.block(start, min(start + BLOCK, stop)):
                digest = row_digest(row)
                i = len(self._digests)
                places = self._places.get(digest)
                if places is None:
                    self._places[digest] = i
                elif isinstance(places, int):
                    self._places[digest] = array("Q", (places, i))
                else:
                    places.append(i)
                self._digests.append(digest)

    def _far_key(self, i: int) -> str | None:
        twins = self._rows.twins(i)
        if twins is None or len(twins) > FAR // 10:
            return None
        digest = row_digest(self._rows.row(i))
        same = sum(row_digest(self._rows.row(j)) == digest for j in twins)
        key = _numbered(digest, same + 1)
        self._far[i], self._far_places[key] = key, i
        return key


def _numbered(digest: int, nth: int) -> str:
    return f"{digest:016x}" if nth == 1 else f"{digest:016x}#{nth}"


class IdKeys:
    """Keys from the caller's id column: ``x``, and ``x#2``, … where an id comes again.

    The column is read as far as asked for. A row without an id has the digest of its data.
    """

    def __init__(self, rows: Rows, ids: Iterable[Any]) -> None:
        self._rows = rows
        self._ids = iter(ids)
        self._keys: list[str] = []
        self._places: dict[str, int] = {}
        self._next: dict[str, int] = {}
        self.repeated: dict[int, str] = {}
        """Row -> the id that an earlier row has too, as far as rows were read."""
        self._lock = threading.RLock()

    def key(self, i: int) -> str:
        with self._lock:
            self._extend(i + 1)
            return self._keys[i]

    def find(self, key: str) -> int | None:
        with self._lock:
            while key not in self._places:
                if len(self._keys) >= len(self._rows):
                    return None
                self._extend(len(self._keys) + BLOCK)
            return self._places[key]

    def _extend(self, stop: int) -> None:
        for i in range(len(self._keys), min(stop, len(self._rows))):
            value = next(self._ids)
            base = f"{row_digest(self._rows.row(i)):016x}" if is_null(value) else id_text(value)
            key = base
            if key in self._places:
                self.repeated[i] = base
                n = self._next.get(base, 2)
                while (key := f"{base}#{n}") in self._places:
                    n += 1
                self._next[base] = n + 1
            self._places[key] = i
            self._keys.append(key)


def id_text(value: Any) -> str:
    """An id as text; an integral float counts as an integer."""
    plain = _canonical(value)
    return plain if isinstance(plain, str) else _encode(plain)
