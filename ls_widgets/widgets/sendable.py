"""What goes over the comm is strict JSON in valid UTF-8: else the whole message would be lost."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from ls_widgets.widgets.requests import LARGEST

_SURROGATE = re.compile("[\ud800-\udfff]")
_DEEPEST = 200


def sendable(value: Any) -> Any:
    """The value itself where it can be sent, else the nearest that can.

    Half surrogate pairs become U+FFFD, so that offsets stay; NaN and infinities null; others text.
    """
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, TypeError, RecursionError):
        return _cleaned(value)
    return value


def size_of(value: Any) -> int:
    """Bytes of a sendable value in a message."""
    return len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def exact(value: Any) -> Any:
    """The same with whole numbers that JavaScript would round as text."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value if abs(value) < LARGEST else str(value)
    if isinstance(value, dict):
        return {name: exact(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [exact(held) for held in value]
    return value


def _cleaned(value: Any, depth: int = 0) -> Any:
    if depth > _DEEPEST:
        return "…"
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {_whole(str(name)): _cleaned(held, depth + 1) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(held, depth + 1) for held in value]
    return _whole(value if isinstance(value, str) else f"{value}"[:200])


def _whole(text: str) -> str:
    return _SURROGATE.sub("\ufffd", text)
