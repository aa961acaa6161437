"""Large JSON and JSONL files: places of their values in the file, each value read when it is asked for."""

from __future__ import annotations

import codecs
import json
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ls_widgets.errors import TaskError

LARGE = 32 << 20
"""Bytes from which on a file is not read at once."""
PIECE = 1 << 20
_MARK = codecs.BOM_UTF8


class FileValues(Sequence[Any]):
    """The values of a file by position; 16 bytes of memory for each. TaskError once the file changed."""

    def __init__(self, path: Path, spans: array[int]) -> None:
        self._path, self._spans = path, spans
        self._seen = self._state()

    def __len__(self) -> int:
        return len(self._spans) // 2

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return list(self._values(range(*at.indices(len(self)))))
        if at < 0 or at >= len(self):
            raise IndexError(f"value {at} of {len(self)}")
        return next(self._values((at,)))

    def __iter__(self) -> Iterator[Any]:
        return self._values(range(len(self)))

    def _values(self, places: Iterable[int]) -> Iterator[Any]:
        if self._state() != self._seen:
            raise TaskError(f"'{self._path}' was changed after it was opened: open it again.")
        with self._path.open("rb") as stream:
            for at in places:
                start, end = self._spans[2 * at], self._spans[2 * at + 1]
                stream.seek(start)
                yield _parsed(stream.read(end - start), f"'{self._path}', value {at},")

    def _state(self) -> tuple[int, int]:
        about = self._path.stat()
        return about.st_size, about.st_mtime_ns

    def __repr__(self) -> str:
        return f"<{len(self):,} values of '{self._path}'>"


def line_values(path: Path) -> FileValues:
    """The lines of a JSONL file that are not blank; each is looked at once, so that a broken one shows."""
    spans = array("Q")
    at = 0
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            start, content = at, line
            if number == 1 and line.startswith(_MARK):
                start, content = at + len(_MARK), line[len(_MARK) :]
            at += len(line)
            if content.strip():
                spans.extend((start, at))
                _parsed(content, f"'{path}' line {number}")
    return FileValues(path, spans)


def list_values(path: Path) -> FileValues | None:
    """The elements of a JSON list; None for a file that holds no list."""
    spans = array("Q")
    decode = json.JSONDecoder().raw_decode
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        base = len(_MARK) if stream.read(len(_MARK)) == _MARK else 0
        stream.seek(base)
        try:
            text = decoder.decode(stream.read(PIECE))
            at = _after(text, 0)
            if text[at : at + 1] != "[":
                return None
            base, text, at = base + at + 1, text[at + 1 :], 0
            while True:
                begun = at
                at = _after(text, at)
                base += at - begun  # what is between values is ASCII
                if text[at : at + 1] == "]":
                    return FileValues(path, spans)
                end = _end(decode, text, at)
                if end is not None:
                    size = len(text[at:end].encode("utf-8"))
                    spans.extend((base, base + size))
                    base, at = base + size, end
                    continue
                piece = stream.read(max(PIECE, len(text) - at))
                if not piece:
                    _parsed(text[at:].encode(), f"'{path}' after {len(spans) // 2:,} values")
                    raise TaskError(f"'{path}' ends before its list does, after {len(spans) // 2:,} values.")
                text, at = text[at:] + decoder.decode(piece), 0
        except UnicodeDecodeError as error:
            raise TaskError(f"'{path}' is not UTF-8 after {len(spans) // 2:,} values.") from error


def _end(decode: Callable[[str, int], tuple[Any, int]], text: str, at: int) -> int | None:
    """Where the value that begins at a place ends; None where the piece is too short to tell."""
    try:
        end = decode(text, at)[1]
    except (ValueError, RecursionError):
        return None
    return end if end < len(text) else None


def _after(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\r\n,":
        at += 1
    return at


def _parsed(content: bytes, place: str) -> Any:
    try:
        return json.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise TaskError(f"{place} is not UTF-8 (byte {error.start}).") from error
    except (ValueError, RecursionError) as error:
        raise TaskError(f"{place} is no JSON: {error}.") from error
