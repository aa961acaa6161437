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
"""Reads a JSON list from bytes; ValueError for what is none."""

BLOCK = 128 << 10
"""Bytes read at once; in blocks that leave the processor's cache all is half as fast."""
TAIL = 2 << 10
"""Bytes at the end of a block in which the last whole task is looked for first."""
TRIES = 8
"""Places tried as the end of a task before more is read."""

_BLANK = rb"[ \t\r\n]*"
_TEXT = rb'"(?:[^"\\]|\\.)*"'
_BETWEEN = re.compile(rb"\}%b,%b(?=\{)" % (_BLANK, _BLANK))
_FIRST_KEY = re.compile(rb"\{%b(%b)%b:" % (_BLANK, _TEXT, _BLANK))
_VALUE = rb"%b(?:[^][{}\",\s]+|%b)%b," % (_BLANK, _TEXT, _BLANK)
_NEXT_KEY = re.compile(rb"%b%b(%b)%b:" % (_VALUE, _BLANK, _TEXT, _BLANK))
_object = json.JSONDecoder(strict=False).raw_decode


def read_blocks(path: Path, decode: Decode) -> Iterator[Sequence[Any]]:
    """The elements in order. FormatError with the place of what is no list, no JSON or no UTF-8."""
    with path.open("rb") as stream:
        held = stream.read(BLOCK).removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
        if not held.startswith(b"["):
            _refuse(path)
        held = held[1:]
        between = _between(held)
        while True:
            found = _block(held, decode, between)
            if found is not None:
                elements, held = found
                yield elements
                held += stream.read(BLOCK)
                continue
            more = stream.read(max(BLOCK, len(held)))
            if not more:
                break
            held += more
        yield _last(path, held, decode, before=stream.tell() - len(held))


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


def _block(held: bytes, decode: Decode, between: re.Pattern[bytes]) -> tuple[Sequence[Any], bytes] | None:
    """The tasks that end in these bytes, and the rest; None where no end of a task is seen."""
    for size in (TAIL, 8 * TAIL, len(held)):
        start = max(len(held) - size, 0)
        for end, after in chain(_guess(held, start, between), _cuts(held, start)):
            try:
                return decode(b"[%b]" % held[:end]), held[after:]
            except (ValueError, RecursionError):  # inside of a task after all, or broken before
                continue
        if start == 0:
            break
    return None


def _guess(held: bytes, start: int, between: re.Pattern[bytes]) -> Iterator[tuple[int, int]]:
    """The last place that looks like the end of a task and the beginning of the next."""
    found = [*between.finditer(held, start)]
    if found:
        yield found[-1].start() + 1, found[-1].end()


def _cuts(held: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Ends of tasks with the beginnings of the next, the last ones first; only wholes are JSON lists."""
    text = held[start:].decode("latin-1")  # a character for each byte
    places = [(between.start() + 1, between.end()) for between in _BETWEEN.finditer(held, start)]
    tried = 0
    for end, after in reversed(places):
        if tried < TRIES and _is_task(text, after - start):
            tried += 1
            yield end, after


def _is_task(text: str, at: int) -> bool:
    """Whether a whole task begins here; what is inside of a task mostly has no data."""
    try:
        found, _ = _object(text, at)
    except (ValueError, RecursionError):
        return False
    return type(found.get("data")) is dict


def _last(path: Path, held: bytes, decode: Decode, *, before: int) -> Sequence[Any]:
    try:
        return decode(b"[" + held)
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
