"""Large JSON and JSONL files: places of their values in the file, each value read when it is asked for."""

from __future__ import annotations

import codecs
import json
import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any

from ls_widgets.errors import TaskError
from ls_widgets.model.jsontext import loads

LARGE = 32 << 20
"""Bytes from which on a file is not read at once."""
PIECE = 1 << 20
LONGEST = 16
"""Characters of the longest word or escape of JSON: what is wrong before them is wrong whatever follows."""
_MARK = codecs.BOM_UTF8
_BLANK = re.compile(r"[ \t\r\n]*")


class FileValues(Sequence[Any]):
    """The values of a file by position; 16 bytes of memory for each. TaskError once the file changed."""

    def __init__(self, path: Path, spans: array[int]) -> None:
        self._path, self._spans = path, spans
        self.keep: Any = None
        """What the file is there for as long as it lives."""
        self._seen = self._state()

    def __len__(self) -> int:
        return len(self._spans) // 2

    def __getitem__(self, at: Any) -> Any:
        if isinstance(at, slice):
            return list(self._values(range(*at.indices(len(self)))))
        if at < 0 or at >= len(self):
            raise IndexError(f"value {at} of {len(self)}")
        return next(self._values((at,)))

    def between(self, start: int, stop: int) -> Iterator[Any]:
        """The values from ``start`` to before ``stop``, one in memory at a time."""
        return self._values(range(start, min(stop, len(self))))

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
    """The elements of a JSON list; None for a file that holds no list. Each is looked at once."""
    spans = array("Q")
    with path.open("rb") as stream:
        scan = _Scan(stream, path)
        if scan.peek() != "[":
            return None
        scan.step()
        following = scan.peek()
        while following != "]":
            spans.extend(scan.value())
            following = scan.peek()
            if following == ",":
                scan.step()
                following = ""  # a value has to come
            elif following != "]":
                raise scan.error("a comma is missing" if following else "it ends before its list does")
        scan.step()
        if scan.peek():
            raise scan.error("the list is followed by something else")
    return FileValues(path, spans)


class _Scan:
    """The text of a file piece by piece; places are in bytes."""

    def __init__(self, stream: IO[bytes], path: Path) -> None:
        self._stream, self._path = stream, path
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._decode = json.JSONDecoder().raw_decode
        self._text, self._at, self._line = "", 0, 1
        self._place = len(_MARK) if stream.read(len(_MARK)) == _MARK else 0
        stream.seek(self._place)

    def peek(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            self._go(_BLANK.match(self._text, self._at).end())  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def step(self) -> None:
        """Goes past the character that `peek` gave."""
        self._go(self._at + 1)

    def value(self) -> tuple[int, int]:
        """Where the value that comes next begins and ends."""
        self.peek()
        while True:
            try:
                end = self._decode(self._text, self._at)[1]
            except json.JSONDecodeError as error:
                whole = not error.msg.startswith("Unterminated") and error.pos < len(self._text) - LONGEST
                if whole or not self._more():
                    raise self.error(error.msg, error.pos) from error
                continue
            except RecursionError as error:
                raise self.error("it is nested too deeply") from error
            if end < len(self._text) or not self._more():
                start = self._place
                self._go(end)
                return start, self._place

    def error(self, reason: str, at: int | None = None) -> TaskError:
        """What is wrong, with its line."""
        line = self._line + self._text.count("\n", 0, self._at if at is None else at)
        return TaskError(f"'{self._path}' line {line} is no JSON: {reason}.")

    def _go(self, to: int) -> None:
        self._place += len(self._text[self._at : to].encode("utf-8"))
        self._at = to

    def _more(self) -> bool:
        rest = len(self._text) - self._at
        piece = self._stream.read(max(PIECE, rest))  # as much again, so that a long value is not slow
        self._line += self._text.count("\n", 0, self._at)
        self._text = self._text[self._at :] + self._decoder.decode(piece, final=not piece)
        self._at = 0
        return bool(piece)


def _parsed(content: bytes, place: str) -> Any:
    try:
        return loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise TaskError(f"{place} is not UTF-8 (byte {error.start}).") from error
    except (ValueError, RecursionError) as error:
        raise TaskError(f"{place} is no JSON: {json_fault(error)}.") from error


def json_fault(error: Exception) -> str:
    """What is wrong with a text that is no JSON, and where in it."""
    if not isinstance(error, json.JSONDecodeError):
        return str(error)
    line = f"line {error.lineno}, " if error.lineno > 1 else ""
    return f"{error.msg} at {line}column {error.colno}"
