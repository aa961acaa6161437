"""Chats, tables, lists and whatever else is shown in the preview as a few lines of text."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from ls_widgets.widgets.preview_regions import Region
from ls_widgets.widgets.preview_words import inert, plain

LINES = 6
CELLS = 8
CELL_LIMIT = 60
_READ = 100_000
"""Characters of a table in CSV that are read."""


@dataclass(frozen=True, slots=True)
class LinesBody:
    """Lines, each with what stands before it in bold; ``more`` counts those that are left out.

    ``talk``: messages, to which regions add theirs.
    """

    lines: Sequence[tuple[str, str]]
    more: int = 0
    talk: bool = False


def lines_html(body: LinesBody, regions: Sequence[Region]) -> str:
    """The lines, and below them the messages that are regions, which are marked as drawn."""
    parts = [f"<div>{_head(head)}{inert(text)}</div>" for head, text in body.lines]
    if body.more > 0:
        parts.append(f'<div style="opacity:.75">… {body.more} more</div>')
    for region in regions:
        message = region.value.get("chatmessage")
        if not body.talk or not isinstance(message, Mapping):
            continue
        role, content = message_of(message)
        region.drawn = True
        region.quote = content[:80]
        region.labels = region.labels or [role]
        edge = f"border-left:3px solid {region.color};padding-left:6px"
        parts.append(f'<div style="{edge}">{_head(role)}{inert(content)}</div>')
    return (
        f'<div style="white-space:pre-line;overflow-wrap:anywhere;margin:4px 0">{"".join(parts)}</div>'
        if parts
        else ""
    )


def _head(head: str) -> str:
    return f"<b>{inert(head, CELL_LIMIT)}</b> " if head else ""


def message_of(message: Any) -> tuple[str, str]:
    """Role and content of a message."""
    if not isinstance(message, Mapping):
        return "", plain(message)
    return plain(message.get("role", "")), plain(message.get("content", ""))


def chat_body(value: Any) -> LinesBody:
    """The first messages of a chat."""
    messages = _listed(value)
    return LinesBody([message_of(one) for one in messages[:LINES]], len(messages) - LINES, talk=True)


def list_body(value: Any) -> LinesBody:
    """The first entries of a list."""
    items = _listed(value)
    return LinesBody([_entry(one) for one in items[:LINES]], len(items) - LINES)


def _entry(item: Any) -> tuple[str, str]:
    if not isinstance(item, Mapping):
        return "", plain(item)
    said = [plain(item[key]) for key in ("title", "body", "html") if item.get(key)]
    return plain(item.get("id", "")), " · ".join(said)


def table_body(value: Any, value_type: str) -> LinesBody:
    """The first rows of a table, its columns first."""
    kinds = [part.strip().lower() for part in value_type.split("|")]
    if isinstance(value, str) and "csv" in kinds:
        rows = _csv_rows(value, value_type)
        more = value.strip().count("\n") + 1 - len(rows)
        columns = [] if "headless" in kinds or not rows else rows.pop(0)
        return _table(columns, rows, more)
    held = _parsed(value)
    if isinstance(held, Mapping):
        pairs = sorted(held.items(), key=lambda pair: str(pair[0]).lower())
        return LinesBody([(str(name), _cell(cell)) for name, cell in pairs[:CELLS]], len(pairs) - CELLS)
    items = held if isinstance(held, list) else []
    first = items[:LINES]
    if first and all(isinstance(one, Mapping) for one in first):
        columns = list(dict.fromkeys(str(name) for one in first for name in one))
        return _table(
            columns, [[one.get(name, "") for name in columns[:CELLS]] for one in first], len(items) - LINES
        )
    return LinesBody([("", _cell(one)) for one in first], len(items) - LINES)


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]], more: int) -> LinesBody:
    head = [(_row(columns), "")] if columns else []
    return LinesBody(head + [("", _row(row)) for row in rows], more)


def _row(cells: Sequence[Any]) -> str:
    said = [_cell(cell)[:CELL_LIMIT] for cell in cells[:CELLS]]
    return " | ".join(said) + (" | …" if len(cells) > CELLS else "")


def _cell(cell: Any) -> str:
    """A cell as the table shows it: nested values as JSON."""
    if cell is None or isinstance(cell, str):
        return cell or ""
    try:
        return json.dumps(cell, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        return "…"


def _csv_rows(text: str, value_type: str) -> list[list[str]]:
    given = next((part[10:] for part in value_type.split("|") if part.lower().startswith("separator=")), "")
    mark = "\t" if given.lower() in ("tab", "\\t") else given
    first = text[:1000].partition("\n")[0]
    mark = mark if len(mark) == 1 else max(",;\t|", key=first.count)
    try:
        return list(islice(csv.reader(io.StringIO(text[:_READ]), delimiter=mark), LINES + 1))
    except csv.Error:
        return [[line] for line in text[:_READ].split("\n")[:LINES]]


def _parsed(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return [value]


def _listed(value: Any) -> list[Any]:
    held = _parsed(value) if value not in (None, "") else []
    return held if isinstance(held, list) else [held]
