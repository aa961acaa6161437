"""The few parts of YAML that sheets of YOLO data sets (data.yaml) are written in, without a YAML library."""

from __future__ import annotations

import json
import re
from typing import Any

from ls_widgets.errors import FormatError

DEEPEST = 20
_KEY = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"'#\[{&*!|>%@`-][^#]*?|-?\d+)\s*:(?:\s+|$)""")
_COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^"'#]+|["']|(?<=\S)#)|#.*""")
_FLOW = re.compile(
    r"""\s*("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[\[\]{},]|:(?=[\s,\]}])|(?:[^\[\]{},:]|:(?=\S))+|:)"""
)

Line = tuple[int, str]
"""Blanks before a line, and the line without them."""


def read_sheet(text: str, place: str) -> dict[str, Any]:
    """The keys of a sheet with texts, lists and dicts as values; FormatError for brackets left open."""
    lines = [_plain(line) for line in text.expandtabs().splitlines()]
    found = _block([line for line in lines if line[1] and line[1] not in ("---", "...")], place, 0)
    return found if isinstance(found, dict) else {}


def _plain(line: str) -> Line:
    """A line without its comment: ``#`` begins one at the start of a line or after a blank."""
    kept = "".join(one[1] or "" for one in _COMMENT.finditer(line)).rstrip()
    text = kept.lstrip(" ")
    return len(kept) - len(text), text


def _block(lines: list[Line], place: str, depth: int) -> Any:
    if not lines or depth > DEEPEST:
        return ""
    indent, first = lines[0]
    listed = first == "-" or first.startswith("- ")
    items: list[Any] = []
    keyed: dict[str, Any] = {}
    at = 0
    while at < len(lines) and lines[at][0] == indent:
        text = lines[at][1]
        key = None if listed else _KEY.match(text)
        rest = text[1:].strip() if listed else "" if key is None else text[key.end() :].strip()
        below, left_open = at + 1, _open(rest)
        while below < len(lines) and (left_open > 0 or _is_below(lines[below], indent, rest, listed=listed)):
            left_open += _open(lines[below][1]) if left_open > 0 else 0
            below += 1
        value = _value(rest, lines[at + 1 : below], place, depth)
        if listed:
            items.append(value)
        elif key is not None:
            keyed[_scalar(key[1])] = value
        at = below
    return items if listed else keyed


def _open(text: str) -> int:
    """Brackets of a value in brackets that are not closed."""
    parts = [one[1] for one in _FLOW.finditer(text)]
    return sum(part in ("[", "{") for part in parts) - sum(part in ("]", "}") for part in parts)


def _is_below(line: Line, indent: int, rest: str, *, listed: bool) -> bool:
    """Whether a line belongs to the value above: it is deeper, or an item of its list."""
    return line[0] > indent or (not listed and not rest and line[0] == indent and line[1].startswith("-"))


def _value(rest: str, below: list[Line], place: str, depth: int) -> Any:
    if rest[:1] in ("[", "{"):
        whole = " ".join([rest, *(text for _, text in below)])
        parts = iter([one[1].strip() for one in _FLOW.finditer(whole)])
        try:
            return _flow(next(parts), parts, depth)
        except StopIteration:
            raise FormatError(f"{place}: a bracket is left open at {rest[:40]!r}.") from None
    return _scalar(rest) if rest else _block(below, place, depth + 1)


def _flow(part: str, parts: Any, depth: int) -> Any:
    if part not in ("[", "{") or depth > DEEPEST:
        return _scalar(part)
    items: list[Any] = []
    keyed: dict[str, Any] = {}
    for one in parts:
        if one in ("]", "}"):
            return items if part == "[" else keyed
        if one in (",", ":", ""):
            continue
        value = _flow(one, parts, depth + 1)
        if part == "[":
            items.append(value)
        elif next(parts) == ":":
            keyed[str(value)] = _flow(next(parts), parts, depth + 1)
    raise StopIteration


def _scalar(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        try:
            return str(json.loads(text))
        except ValueError:
            return text[1:-1]
    return text
