"""Tasks of an export file or list, read again at each pass and never all at once where it is large."""

from __future__ import annotations

import gc
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats import jsonio

WHOLE = 32 << 20
"""Bytes of a file up to which it is read at once, which is quicker."""
PIECE = 1 << 20

Tasks = Callable[[], Iterator[Mapping[str, Any]]]


def open_source(tasks: Any) -> tuple[Tasks, int | None]:
    """Passes over the tasks, and how many there are where that is known.

    ``tasks``: the path of a Label Studio JSON export, or a list of tasks. FormatError for what is
    neither; what is wrong inside shows when it is read.
    """
    if isinstance(tasks, str | os.PathLike):
        path = Path(tasks)
        if not path.is_file():
            raise FormatError(f"'{path}' is no file.")
        return (lambda: _checked(_read(path), f"'{path}'")), None
    if isinstance(tasks, Sequence):
        return (lambda: _checked(iter(tasks), "the tasks")), len(tasks)
    raise FormatError(f"tasks must be a list or the path of a JSON export, not {type(tasks).__name__}.")


def _checked(tasks: Iterator[Any], place: str) -> Iterator[Mapping[str, Any]]:
    for at, task in enumerate(tasks):
        # The exact type first: asking for any Mapping costs as much as reading the task.
        if type(task) is dict and type(task.get("data")) is dict:
            yield task
            continue
        if not isinstance(task, Mapping) or not isinstance(task.get("data"), Mapping):
            raise FormatError(f"{place}, element {at}: a task must be an object with data.")
        yield task


def _read(path: Path) -> Iterator[Any]:
    try:
        if path.stat().st_size <= WHOLE:
            found = _whole(path)
            if not isinstance(found, list):
                raise FormatError(f"'{path}' must hold a list of tasks, not a {type(found).__name__}.")
            yield from found
        else:
            yield from _pieces(path)
    except UnicodeDecodeError as error:
        raise FormatError(f"'{path}' is not UTF-8 (byte {error.start}).") from error
    except json.JSONDecodeError as error:
        raise FormatError(f"'{path}', line {error.lineno}: {error.msg}.") from error


def _whole(path: Path) -> Any:
    running = gc.isenabled()
    gc.disable()  # it would look at every object again and again, and finds nothing in JSON
    try:
        return jsonio.loads(path.read_bytes())
    finally:
        if running:
            gc.enable()


def _pieces(path: Path) -> Iterator[Any]:
    """The elements of a list, one by one, from a file that is never whole in memory."""
    decode = json.JSONDecoder().raw_decode
    with path.open(encoding="utf-8-sig") as stream:
        text = stream.read(PIECE).lstrip()
        if not text.startswith("["):
            raise FormatError(f"'{path}' must hold a list of tasks.")
        text, at = text[1:], 0
        while True:
            at = _after_blank(text, at)
            if text[at : at + 1] == "]":
                return
            try:
                value, end = decode(text, at)
                complete = end < len(text)
            except json.JSONDecodeError:
                complete, value, end = False, None, at
            if complete:
                yield value
                at = end
                continue
            more = stream.read(max(PIECE, len(text) - at))
            if not more:
                raise FormatError(f"'{path}' ends before its list does, or is no JSON after the tasks read.")
            text, at = text[at:] + more, 0


def _after_blank(text: str, at: int) -> int:
    while text[at : at + 1] in (" ", "\n", "\r", "\t", ",") and at < len(text):
        at += 1
    return at
