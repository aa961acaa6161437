"""The objects of a JSON list in a file, some at a time: memory stays small, and caches warm."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NoReturn

from ls_widgets.errors import FormatError

Decode = Callable[[Any], Sequence[Any]]
"""Reads a JSON list from a view of bytes, of which it keeps none; ValueError for what is none."""

BLOCK = 128 << 10
"""Bytes read at once; in blocks that leave the processor's cache all is half as fast."""
TAIL = 2 << 10
"""Bytes at the end of a block in which the last whole task is looked for first."""
TRIES = 8
"""Places tried as the end of a task before more is read."""

_BLANK = rb"[ \t\r\n]*"
_TEXT = rb'"(?:[^"\\]|\\.)*"'
_BEGIN = re.compile(rb"(?:%b)?%b\[" % (re.escape(codecs.BOM_UTF8), _BLANK))
_BETWEEN = re.compile(rb"\}%b,%b(?=\{)" % (_BLANK, _BLANK))
_FIRST_KEY = re.compile(rb"\{%b(%b)%b:" % (_BLANK, _TEXT, _BLANK))
_VALUE = rb"%b(?:[^][{}\",\s]+|%b)%b," % (_BLANK, _TEXT, _BLANK)
_NEXT_KEY = re.compile(rb"%b%b(%b)%b:" % (_VALUE, _BLANK, _TEXT, _BLANK))
_object = json.JSONDecoder(strict=False).raw_decode


def read_blocks(path: Path, decode: Decode) -> Iterator[Sequence[Any]]:
    """The elements in order. FormatError with the place of what is no list, no JSON or no UTF-8."""
    with path.open("rb") as stream:
        held = bytearray(BLOCK)
        end = stream.readinto(held)
        begin = _BEGIN.match(held, 0, end)
        if begin is None:
            _refuse(path)
        at = begin.end()
        between = _between(bytes(held[at:end]))
        while True:
            found = _block(held, at, end, decode, between)
            if found is not None:
                elements, at = found
                yield elements
            rest = end - at
            size = 2 * len(held) if found is None else max(2 * rest, BLOCK)
            # Blocks are read to the same place: fresh memory would cost as much as the reading.
            room = held if len(held) == size else bytearray(size)
            room[1 : 1 + rest] = held[at:end]
            held, at = room, 1
            more = stream.readinto(memoryview(held)[at + rest :])
            end = at + rest + more
            if found is None and not more:
                break
        yield _last(path, bytes(held[at:end]), decode, before=stream.tell() - rest)


def _between(held: bytes) -> re.Pattern[bytes]:
    """What is between two tasks that begin with the same keys as the first: a guess, but mostly right."""
    first = _FIRST_KEY.match(held.lstrip(b" \t\r\n"))
    if first is None:
        return _BETWEEN
    begins = rb"\{%b%b%b:" % (_BLANK, re.escape(first[1]), _BLANK)
    second = _NEXT_KEY.match(first.string, first.end())
    if second is not None:
        begins += rb"%b%b%b%b:" % (_VALUE, _BLANK, re.escape(second[1]), _BLANK)
    return re.compile(rb"\}%b,%b(?=%b)" % (_BLANK, _BLANK, begins))


def _block(
    held: bytearray, at: int, end: int, decode: Decode, between: re.Pattern[bytes]
) -> tuple[Sequence[Any], int] | None:
    """The tasks that end in these bytes, and where the rest begins; None where no end of a task is seen."""
    ascii_only = held.isascii()
    for size in (TAIL, 8 * TAIL, end - at):
        start = max(end - size, at)
        for stop, after in chain(_guess(held, start, end, between), _cuts(held, start, end)):
            byte = held[stop]
            held[at - 1], held[stop] = b"[]"
            text = memoryview(held)[at - 1 : stop + 1]
            try:
                if not ascii_only:
                    str(text, "utf-8")  # what a decoder passes over it does not look at
                return decode(text), after
            except (ValueError, RecursionError):  # inside of a task after all, or broken before
                held[stop] = byte
        if start == at:
            break
    return None


def _guess(held: bytearray, start: int, end: int, between: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    """The last place that looks like the end of a task and the beginning of the next."""
    found = [*between.finditer(held, start, end)]
    if found:
        yield found[-1].start() + 1, found[-1].end()


def _cuts(held: bytearray, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Ends of tasks with the beginnings of the next, the last ones first; only wholes are JSON lists."""
    text = held[start:end].decode("latin-1")  # a character for each byte
    places = [(between.start() + 1, between.end()) for between in _BETWEEN.finditer(held, start, end)]
    tried = 0
    for stop, after in reversed(places):
        if tried < TRIES and _is_task(text, after - start):
            tried += 1
            yield stop, after


def _is_task(text: str, at: int) -> bool:
    """Whether a whole task begins here; what is inside of a task mostly has no data."""
    try:
        found, _ = _object(text, at)
    except (ValueError, RecursionError):
        return False
    return type(found.get("data")) is dict


def _last(path: Path, held: bytes, decode: Decode, *, before: int) -> Sequence[Any]:
    text = b"[" + held
    try:
        text.decode()
        return decode(memoryview(text))
    except UnicodeDecodeError as error:
        raise FormatError(f"'{path}' is not UTF-8 (byte {before + error.start - 1}).") from error
    except json.JSONDecodeError as error:
        lines = _lines(path, before)
        raise FormatError(f"'{path}', line {lines + error.lineno}: {error.msg}.") from error
    except RecursionError as error:
        raise FormatError(f"'{path}' is nested too deeply.") from error


def _lines(path: Path, size: int) -> int:
    """Line breaks in the first bytes of a file."""
    with path.open("rb") as stream:
        return stream.read(size).count(b"\n")


def _refuse(path: Path) -> NoReturn:
    try:
        found = json.loads(path.read_bytes())
    except UnicodeDecodeError as error:
        raise FormatError(f"'{path}' is not UTF-8 (byte {error.start}).") from error
    except json.JSONDecodeError as error:
        raise FormatError(f"'{path}', line {error.lineno}: {error.msg}.") from error
    except RecursionError as error:
        raise FormatError(f"'{path}' is nested too deeply.") from error
    raise FormatError(f"'{path}' must hold a list of tasks, not a {type(found).__name__}.")
