"""Strict JSON: what is written can be read back by anyone, and equals what went in."""

from __future__ import annotations

import json
import math
from typing import Any

MAX_DEPTH = 200


def dumps(value: Any) -> str:
    """Compact ASCII JSON. NumPy scalars and arrays become numbers and lists.

    Raises ValueError for what JSON cannot hold: NaN, infinities, other objects, cycles, deep nesting.
    """
    try:
        return json.dumps(value, allow_nan=False, separators=(",", ":"), default=_plain)
    except (TypeError, ValueError, RecursionError, OverflowError) as error:
        raise ValueError(f"{find_fault(value) or error}") from None


def loads(text: str) -> Any:
    """Reads what `dumps` wrote."""
    return json.loads(text)


def _plain(value: Any) -> Any:
    for convert in ("tolist", "item"):
        method = getattr(value, convert, None)
        if callable(method):
            return method()
    raise TypeError(f"{type(value).__name__} is not JSON")


def find_fault(value: Any, path: str = "", depth: int = 0) -> str:
    """Where and why ``value`` is not JSON; empty when it is."""
    if depth > MAX_DEPTH:
        return f"{path[:60]}…: nested more than {MAX_DEPTH} levels deep"
    if isinstance(value, float) and not math.isfinite(value):
        return f"{path or 'value'}: {value} is not JSON"
    if isinstance(value, dict):
        for name, inner in value.items():
            if not isinstance(name, str):
                return f"{path or 'value'}: key {name!r} is not text"
            fault = find_fault(inner, f"{path}.{name}" if path else name, depth + 1)
            if fault:
                return fault
    elif isinstance(value, (list, tuple)):
        for at, inner in enumerate(value):
            fault = find_fault(inner, f"{path}[{at}]", depth + 1)
            if fault:
                return fault
    elif value is not None and not isinstance(value, (str, int, float)):
        return f"{path or 'value'}: {type(value).__name__} is not JSON"
    return ""


def without_nan(value: Any) -> Any:
    """A copy with NaN and infinities replaced by null."""
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: without_nan(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [without_nan(inner) for inner in value]
    return value
