"""JSON of exports: compact, strict, and quick."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import msgspec

from ls_widgets.model import jsontext
from ls_widgets.model.jsontext import without_nan

_strict = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode
_quick = msgspec.json.Encoder().encode
_lines = msgspec.json.Encoder().encode_lines
_BLANKS = bytes.maketrans(b",", b" ")

SMALLEST = 1e-4
"""Numbers below it are spelt in another way by Python, and from 1e16 on."""


def dumps(value: Any) -> bytes:
    """Compact UTF-8 JSON; NaN and infinities become null, halves of characters are escaped."""
    try:
        return _quick(value)
    except (TypeError, ValueError):  # halves of characters, keys that are no text
        return _encode(value).encode("utf-8")


def dumps_each(values: Sequence[Any], separator: bytes) -> bytes:
    """Each value as `dumps` writes it."""
    try:
        return _lines(values)[:-1].replace(b"\n", separator)  # breaks inside of texts are escaped
    except (TypeError, ValueError):
        return separator.join(map(dumps, values))


def number_lines(rows: Sequence[Sequence[float]]) -> bytes:
    """A line for each row, with blanks between the numbers: 0, or from `SMALLEST` to 1e15."""
    return _lines(rows).translate(_BLANKS, b"[]")


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


def loads(content: bytes | memoryview | str) -> Any:
    """Reads JSON; ValueError for what is none."""
    return jsontext.loads(content)
