"""JSON of exports: quick with orjson where it is installed, equal without it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

from ls_widgets.model import jsontext
from ls_widgets.model.jsontext import without_nan


def _quick(name: str) -> Callable[[Any], Any] | None:
    try:
        return getattr(import_module("orjson"), name)
    except ImportError:
        return None


_strict = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_dumps = _quick("dumps")


def dumps(value: Any) -> bytes:
    """Compact UTF-8 JSON; NaN and infinities become null, halves of characters are escaped."""
    if _dumps is not None:
        try:
            return _dumps(value)
        except (TypeError, ValueError):  # halves of characters, numbers of more than 64 bits
            pass
    return _encode(value).encode("utf-8")


def dumps_each(values: Sequence[Any], separator: bytes) -> bytes:
    """Each value as `dumps` writes it."""
    found = quick_dumps(values)
    return separator.join(map(dumps, values) if found is None else found)


def quick_dumps(values: Iterable[Any]) -> list[bytes] | None:
    """Each value as `dumps` writes it; None without orjson, or where it cannot write one."""
    if _dumps is None:
        return None
    try:
        return [*map(_dumps, values)]
    except (TypeError, ValueError):
        return None


def number_lines(rows: Sequence[Sequence[float]]) -> bytes:
    """A line for each row, numbers as Python writes them with blanks between."""
    if _dumps is not None and rows:
        content = _dumps(rows)[2:-2].replace(b"],[", b"\n").replace(b",", b" ") + b"\n"
        # Below 0.0001 and from 1e16 on Python has another spelling.
        if b"0.0000" not in content and b"e" not in content and b"n" not in content:
            return content
    return "".join([f"{' '.join(map(repr, row))}\n" for row in rows]).encode()


def _encode(value: Any) -> str:
    try:
        text = _strict(value)
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(without_nan(value), separators=(",", ":"))
    except ValueError:
        return _encode(without_nan(value))
    return text


def text(value: Any) -> str:
    """Compact JSON as text, for the cell of a table."""
    return dumps(value).decode("utf-8")


def loads(content: bytes | str) -> Any:
    """Reads JSON; ValueError for what is none."""
    return jsontext.loads(content)
