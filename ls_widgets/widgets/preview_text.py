"""Texts, dialogues and pages in the preview: cut around their spans, which are tinted and named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from ls_widgets.errors import ResultError
from ls_widgets.widgets.preview_regions import Region
from ls_widgets.widgets.preview_words import inert

TEXT_LIMIT = 600
"""Characters of a text that are shown as they are; of a longer one so many around its spans."""
ROOM = 60
"""Characters around a span."""
LINES = 30

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """A phrase or a block of a text, and who says it."""

    start: int
    end: int
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class TextBody:
    """What an object shows as text. ``place`` gives start and end of a span, or raises ResultError."""

    text: str
    lines: Sequence[Line]
    place: Callable[[Mapping[str, Any]], tuple[int, int]]
    blanks: bool = True
    """Whether blanks and line ends are shown as they are."""


Span = tuple[int, int, Region]


def text_html(body: TextBody, regions: Sequence[Region]) -> str:
    """The text with its spans; those that have a place in it are marked as drawn."""
    spans = _placed(body, regions)
    windows = _windows(body.text, spans)
    rows: list[Line] = []
    cuts: set[int] = set()
    for start, end in windows:
        if start > 0:
            cuts.add(len(rows))
        rows += _rows(body, start, end)
    kept = _kept(rows, spans)
    parts: list[str] = []
    for at, nth in enumerate(kept):
        row = rows[nth]
        before = nth in cuts or nth > (kept[at - 1] + 1 if at else 0)
        after = row.end < len(body.text) and at == len(kept) - 1
        parts.append(_line(body, row, spans, "… " if before else "", " …" if after else ""))
    seen = [rows[nth] for nth in kept]
    hidden = sum(not any(start < row.end and row.start < end for row in seen) for start, end, _ in spans)
    more = f'<div style="opacity:.75">… {hidden} more</div>' if hidden else ""
    look = "line-height:1.8;max-width:80ch;overflow-wrap:anywhere;margin:4px 0"
    return f'<div style="{look}">{"".join(parts)}{more}</div>'


def _placed(body: TextBody, regions: Sequence[Region]) -> list[Span]:
    spans: list[Span] = []
    for region in regions:
        try:
            start, end = body.place(region.value)
        except (ResultError, ValueError, TypeError):
            continue
        region.drawn = True
        region.quote = _SPACE.sub(" ", body.text[start : min(end, start + 80)]).strip()
        spans.append((start, end, region))
    return sorted(spans, key=lambda span: span[:2])


def _windows(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """The parts that are shown: all of a short text, else what lies around the first spans."""
    if len(text) <= TEXT_LIMIT or not spans:
        return [(0, min(len(text), TEXT_LIMIT))]
    found: list[tuple[int, int]] = []
    left = TEXT_LIMIT
    for start, end, _ in spans:
        first = _cut(text, max(0, start - ROOM), start, forward=True)
        last = _cut(text, end, min(len(text), end + ROOM), forward=False)
        last = min(last, first + TEXT_LIMIT)
        if found and first <= found[-1][1]:
            first = found[-1][0]
            last = max(last, found[-1][1])
            left += found[-1][1] - first
            found.pop()
        last = min(last, first + left)
        if last <= first:
            break
        found.append((first, last))
        left -= last - first
    return found


def _cut(text: str, start: int, end: int, *, forward: bool) -> int:
    """A place between two at which a word begins or ends; the outer one where there is none."""
    if forward:
        space = text.find(" ", start, end)
        return start if start == 0 or space < 0 else space + 1
    space = text.rfind(" ", start, end)
    return end if end == len(text) or space < 0 else space


def _rows(body: TextBody, start: int, end: int) -> list[Line]:
    """The lines in a window, cut at its ends."""
    starts = [line.start for line in body.lines]
    first = max(0, bisect_right(starts, start) - 1)
    found: list[Line] = []
    for line in islice(body.lines, first, None):
        if line.start >= end:
            break
        if line.end > start:
            found.append(Line(max(line.start, start), min(line.end, end), line.speaker))
    return found


def _kept(rows: Sequence[Line], spans: Sequence[Span]) -> list[int]:
    """Which lines are shown: all of a few, else those with spans and the ones beside them."""
    if len(rows) <= LINES:
        return list(range(len(rows)))
    touched = {
        at + beside
        for at, row in enumerate(rows)
        if any(start < row.end and row.start < end for start, end, _ in spans)
        for beside in (-1, 0, 1)
    }
    return sorted(touched & set(range(len(rows))))[:LINES] or list(range(LINES))


def _line(body: TextBody, line: Line, spans: Sequence[Span], before: str, after: str) -> str:
    name = f"<b>{inert(line.speaker, 60)}</b> " if line.speaker else ""
    blanks = ' style="white-space:pre-line"' if body.blanks else ""
    over = [span for span in spans if span[0] < line.end and line.start < span[1]]
    return f"<div{blanks}>{name}{before}{_marked(body.text, line, over)}{after}</div>"


def _marked(text: str, line: Line, spans: Sequence[Span]) -> str:
    """A line with its spans tinted: cut at every span edge, so overlaps need no nesting."""
    edges = {line.start, line.end}
    for start, end, _ in spans:
        edges.update((max(start, line.start), min(end, line.end)))
    out: list[str] = []
    for start, end in pairwise(sorted(edges)):
        over = [region for first, last, region in spans if first <= start and end <= last]
        piece = inert(text[start:end], TEXT_LIMIT)
        out.append(f'<span style="{_tint(over)}">{piece}</span>' if over else piece)
        names = [", ".join(region.labels) for _, last, region in spans if start < last == end]
        out.extend(f"<sub>{inert(name, 40)}</sub>" for name in names if name)
    return "".join(out)


def _tint(over: Sequence[Region]) -> str:
    """The last region's colour behind the text, and a line below it for each."""
    *others, last = [region.color for region in over[-3:]]
    tint = f"background:color-mix(in srgb,{last} 20%,transparent);border-bottom:2px solid {last}"
    if not others:
        return tint
    lines = ",".join(f"0 {2 * at + 2}px 0 {color}" for at, color in enumerate(others))
    return f"{tint};box-shadow:{lines}"
