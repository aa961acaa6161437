"""JSON of exports: quick with orjson where it is installed, equal without it."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from typing import Any

from ls_widgets.model.jsontext import without_nan


def _quick(name: str) -> Callable[[Any], Any] | None:
    try:
        return getattr(import_module("orjson"), name)
    except ImportError:
        return None


_dumps = _quick("dumps")
_loads = _quick("loads")


def dumps(value: Any) -> bytes:
    """Compact UTF-8 JSON; NaN and infinities become null, halves of characters are escaped."""
    if _dumps is not None:
        try:
            return _dumps(value)
        except (TypeError, ValueError):  # halves of characters, numbers of more than 64 bits
            pass
    return _encode(value).encode("utf-8")


def _encode(value: Any) -> str:
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
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
    if _loads is not None:
        try:
            return _loads(content)
        except ValueError:  # NaN, numbers of more than 64 bits
            pass
    return json.loads(content)
