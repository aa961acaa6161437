"""The objects of a JSON list in a file, some at a time: memory stays small, and caches warm."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

from ls_widgets.errors import FormatError
from ls_widgets.formats import jsonio

BLOCK = 64 << 10
"""Bytes read at once; in blocks that leave the processor's cache all is half as fast."""
TAIL = 8 << 10
"""Bytes at the end of a block in which the last whole task is looked for first."""
TRIES = 8
"""Places tried as the end of a task before more is read."""

_BETWEEN = re.compile(rb"\}[ \t\r\n]*,[ \t\r\n]*(?=\{)")
_object = json.JSONDecoder(strict=False).raw_decode


def read_blocks(path: Path) -> Iterator[list[Any]]:
    """The elements in order. FormatError with the place of what is no list, no JSON or no UTF-8."""
    with path.open("rb") as stream:
        held = stream.read(BLOCK).removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
        if not held.startswith(b"["):
            _refuse(path)
        held = held[1:]
        while True:
            found = _block(held)
            if found is not None:
                elements, held = found
                yield elements
                held += stream.read(BLOCK)
                continue
            more = stream.read(max(BLOCK, len(held)))
            if not more:
                break
            held += more
        yield _last(path, held, before=stream.tell() - len(held))


def _block(held: bytes) -> tuple[list[Any], bytes] | None:
    """The tasks that end in these bytes, and the rest; None where no end of a task is seen."""
    for size in (TAIL, len(held)):
        start = max(len(held) - size, 0)
        for end, after in _cuts(held, start):
            try:
                return jsonio.loads(b"[%b]" % held[:end]), held[after:]
            except (ValueError, RecursionError):  # inside of a task after all, or broken before
                continue
        if start == 0:
            break
    return None


def _cuts(held: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Ends of tasks with the beginnings of the next, the last ones first; only wholes are JSON lists."""
    text = held[start:].decode("latin-1")  # a character for each byte
    places = [(between.start() + 1, between.end()) for between in _BETWEEN.finditer(held, start)]
    nexts = [*(at for _, at in places[1:]), len(held)]
    likely = [
        place for place, to in zip(places, nexts, strict=False) if held.find(b'"data"', place[1], to) > 0
    ]
    tried = 0
    for end, after in (*reversed(likely), *reversed(places)):
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


def _last(path: Path, held: bytes, *, before: int) -> list[Any]:
    try:
        return jsonio.loads(b"[" + held)
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
