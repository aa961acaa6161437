"""Data as inert text, and what may stand in the preview's attributes."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

WORD_LIMIT = 200
LIST_LIMIT = 20
"""Entries of one answer that are written."""

_COLOR = re.compile(
    r"#[0-9a-fA-F]{3,4}|#[0-9a-fA-F]{6}|#[0-9a-fA-F]{8}|[a-zA-Z]{3,24}|(?:rgb|hsl)a?\([0-9 .,%/]{5,40}\)"
)
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def inert(text: object, limit: int = WORD_LIMIT) -> str:
    """Data as escaped text, cut, with what cannot be seen made visible."""
    given = text if isinstance(text, str) else said(text)
    cut = given[:limit] + ("…" if len(given) > limit else "")
    return escape(_UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", cut))


def is_color(written: object) -> bool:
    """Whether this is a colour and nothing else."""
    if not isinstance(written, str) or not _COLOR.fullmatch(written):
        return False
    return not written.isalpha() or _is_named(written)


def _is_named(color: str) -> bool:
    from PIL import ImageColor

    return color.lower() in ImageColor.colormap


def plain(payload: Any) -> str:
    """An answer in words: paths with slashes, lists with commas."""
    if isinstance(payload, Mapping):
        parts = [f"{said(name)}: {plain(held)}" for name, held in list(payload.items())[:LIST_LIMIT]]
        return "; ".join(parts)[: 2 * WORD_LIMIT]
    if not isinstance(payload, list):
        return said(payload)
    parts = [
        " / ".join(map(said, one[:8])) if isinstance(one, list) else said(one) for one in _first(payload)
    ]
    return ", ".join(parts) + (", …" if len(payload) > LIST_LIMIT else "")


def numbers(value: Mapping[str, Any], keys: Sequence[str]) -> list[float] | None:
    """The numbers under these keys, when each is one that can be drawn."""
    held: list[Any] = [value.get(key) for key in keys]
    found = [float(number) for number in held if is_number(number)]
    return found if len(found) == len(held) else None


def is_number(number: Any) -> bool:
    """Whether this is a finite number below 1e9."""
    if not isinstance(number, int | float) or isinstance(number, bool):
        return False
    return math.isfinite(number) and abs(number) < 1e9 if isinstance(number, float) else abs(number) < 10**9


def _first(payload: list[Any]) -> list[Any]:
    return payload[:LIST_LIMIT]


def said(one: Any) -> str:
    """One value in words, without much work for a large one."""
    if isinstance(one, str):
        return one[: WORD_LIMIT + 1]
    if isinstance(one, int) and not isinstance(one, bool):
        return str(one) if abs(one) < 10**30 else "…"
    if isinstance(one, Mapping | list) and _is_deep(one):
        return "…"
    try:
        return str(one)[: WORD_LIMIT + 1]
    except ValueError:  # a whole number of thousands of digits
        return "…"


def _is_deep(one: Mapping[str, Any] | list[Any]) -> bool:
    """Whether writing this out could be much work."""
    held = list(one.values() if isinstance(one, Mapping) else one)
    return len(held) > LIST_LIMIT or any(isinstance(part, Mapping | list) for part in held)
