"""What a saved notebook shows without a kernel: inert HTML of the newest labeled tasks.

Everything from tasks, configs and results is escaped text; there is no script and nothing is loaded.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise
from typing import Any

from ls_widgets.config import LabelConfig
from ls_widgets.model.wire import Item

TEXT_LIMIT = 600
WORD_LIMIT = 200
SHOWN = 100
"""Regions and answers of one annotation that are drawn or written."""
BYTES_LIMIT = 250_000
"""Of the whole, pictures included."""

_COLOR = re.compile(r"#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-zA-Z]{3,24}")
_PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#aa3377", "#666666")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture as a data URL, and the size of the original in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One labeled task: what is shown of it and its results."""

    key: str
    status: str
    texts: Mapping[str, str]
    images: Mapping[str, Thumbnail] = field(default_factory=dict)
    result: Sequence[Item] = ()


@dataclass(slots=True)
class _Mark:
    """A region as the preview draws it: the results of one id together."""

    value: Mapping[str, Any]
    labels: list[str]
    color: str


def preview_html(config: LabelConfig, rows: Iterable[PreviewRow], summary: str) -> str:
    """A self-contained fragment: a summary line, then a block for each row that still fits."""
    palette = _Palette(config)
    blocks: list[str] = []
    left = BYTES_LIMIT
    for row in rows:
        block = _block(palette, row)
        left -= len(block.encode())
        if left < 0:
            blocks.append("<div>…</div>")
            break
        blocks.append(block)
    return (
        '<div class="lsw-static" style="font:13px/1.5 system-ui,sans-serif;max-width:900px">'
        f'<div style="opacity:.75">{_text(summary)}</div>{"".join(blocks)}</div>'
    )


class _Palette:
    """Colours of labels; looked up once, however many regions there are."""

    def __init__(self, config: LabelConfig) -> None:
        self.config = config
        self._colors: dict[str, dict[str, str]] = {}

    def color(self, control: str, label: str) -> str:
        if control not in self._colors:
            self._colors[control] = dict(self._of(control))
        return self._colors[control].get(label, _PALETTE[-1])

    def _of(self, control: str) -> Iterator[tuple[str, str]]:
        tag = self.config.controls.get(control)
        labels = [child for child in tag.walk() if child.tag == "Label"] if tag else []
        for place, child in enumerate(labels):
            written = child.attrs.get("background")
            own = written if isinstance(written, str) and _COLOR.fullmatch(written) else None
            yield child.stored or "", own or _PALETTE[place % len(_PALETTE)]


def _block(palette: _Palette, row: PreviewRow) -> str:
    parts = [
        '<div style="border-top:1px solid rgba(128,128,128,.4);padding:8px 0">',
        f'<div style="font-size:12px;opacity:.75">{_text(row.key)} · {_text(row.status)}</div>',
    ]
    items = [item for item in row.result if isinstance(item, dict) and isinstance(item.get("value"), dict)]
    placed: set[str] = set()
    for name, text in row.texts.items():
        spans = _marks(palette, items, name, ("start", "end"))
        placed.update(spans)
        parts.append(f'<div style="white-space:pre-wrap">{_marked(text, list(spans.values()))}</div>')
    for name, thumbnail in row.images.items():
        boxes = _marks(palette, items, name, ("x", "y", "width", "height"))
        placed.update(boxes)
        parts.append(_picture(thumbnail, list(boxes.values())))
    lines = [line for item in items if (line := _answer(palette.config, item, placed))]
    if lines:
        more = " · …" if len(lines) > SHOWN else ""
        parts.append(f"<div>{' · '.join(lines[:SHOWN])}{more}</div>")
    return "".join([*parts, "</div>"])


def _marks(palette: _Palette, items: Sequence[Item], name: str, keys: Sequence[str]) -> dict[str, _Mark]:
    """Regions on one object whose geometry has these numbers, by id."""
    found: dict[str, _Mark] = {}
    for item in items:
        if item.get("to_name") != name or not _numbers(item["value"], keys):
            continue
        region = str(item.get("id"))
        if region not in found and len(found) < SHOWN:
            found[region] = _Mark(item["value"], [], _PALETTE[-1])
        if region in found:
            labels = _labels(item)
            if labels and not found[region].labels:
                found[region].color = palette.color(str(item.get("from_name")), labels[0])
            found[region].labels.extend(labels)
    return found


def _marked(text: str, marks: Sequence[_Mark]) -> str:
    """Text with its spans tinted: cut at every span edge, so overlaps need no nesting."""
    shown = text[:TEXT_LIMIT]
    spans: list[tuple[int, int, _Mark]] = []
    edges = {0, len(shown)}
    for mark in marks:
        start, end = int(mark.value["start"]), min(int(mark.value["end"]), len(shown))
        if 0 <= start < end:
            spans.append((start, end, mark))
            edges.update((start, end))
    cuts = sorted(edges)
    out: list[str] = []
    for start, end in pairwise(cuts):
        over = [span for span in spans if span[0] <= start and end <= span[1]]
        piece = _text(shown[start:end], len(shown))
        if over:
            color = over[-1][2].color
            tint = f"background:color-mix(in srgb,{color} 20%,transparent);border-bottom:2px solid {color}"
            piece = f'<span style="{tint}">{piece}</span>'
        out.append(piece)
        names = [", ".join(mark.labels) for _, last, mark in over if last == end]
        out.extend(f"<sub>{_text(name, 40)}</sub>" for name in names if name)
    return "".join(out) + ("…" if len(text) > TEXT_LIMIT else "")


def _picture(thumbnail: Thumbnail, marks: Sequence[_Mark]) -> str:
    """A thumbnail with its boxes in an SVG whose unit is a pixel of the original."""
    width, height = thumbnail.width, thumbnail.height
    shapes: list[str] = []
    for mark in marks:
        value = mark.value
        x, w = value["x"] * width / 100, value["width"] * width / 100
        y, h = value["y"] * height / 100, value["height"] * height / 100
        turn = value["rotation"] if _numbers(value, ("rotation",)) else 0
        if w < 0 or h < 0 or max(abs(x), abs(w), abs(y), abs(h)) > 10 * (width + height):
            continue
        shapes.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{w:.2f}" height="{h:.2f}" '
            f'transform="rotate({turn % 360:.2f} {x:.2f} {y:.2f})" fill="{mark.color}" fill-opacity=".15" '
            f'stroke="{mark.color}" stroke-width="2" vector-effect="non-scaling-stroke">'
            f"<title>{_text(', '.join(mark.labels))}</title></rect>"
        )
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" '
        f'style="display:block;max-width:320px;max-height:240px;margin:4px 0">'
        f'<image href="{thumbnail.url}" width="{width}" height="{height}"/>{"".join(shapes)}</svg>'
    )


def _answer(config: LabelConfig, item: Item, placed: set[str]) -> str:
    """``control: value``; nothing for labels of regions that are drawn, and for what has no words."""
    name, value, kind = str(item.get("from_name")), item["value"], str(item.get("type"))
    control = config.find_control(name)
    payload = control.spec.payload if control and control.spec else None
    labels = bool(control and control.spec and control.spec.labels) or kind.endswith("labels")
    if str(item.get("id")) in placed and (labels or payload is None):
        return ""
    held = value.get(payload or kind, value.get(kind))
    return "" if held is None else f"<b>{_text(name, 80)}</b>: {_text(_plain(held))}"


def _plain(payload: Any) -> str:
    if isinstance(payload, dict) and "content" in payload:  # a message of a chat
        return f"{payload.get('role', '')}: {payload['content']}"[:WORD_LIMIT]
    if not isinstance(payload, list):
        return str(payload)[:WORD_LIMIT]
    parts = (" / ".join(map(str, one[:8])) if isinstance(one, list) else str(one) for one in payload[:20])
    return ", ".join(parts) + (", …" if len(payload) > 20 else "")


def _labels(item: Item) -> list[str]:
    """The labels that a result gives to its region."""
    kind = str(item.get("type"))
    held = item["value"].get(kind if kind.endswith("labels") else "labels")
    return [str(label) for label in held[:20]] if isinstance(held, list) else []


def _text(text: str, limit: int = WORD_LIMIT) -> str:
    """Data as inert text, with what cannot be seen made visible."""
    cut = text[:limit] + ("…" if len(text) > limit else "")
    return escape(_UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", cut))


def _numbers(value: Mapping[str, Any], keys: Sequence[str]) -> bool:
    held = [value.get(key) for key in keys]
    return all(
        isinstance(number, int | float) and not isinstance(number, bool) and _is_small(number)
        for number in held
    )


def _is_small(number: float) -> bool:
    return math.isfinite(number) and abs(number) < 1e9 if isinstance(number, float) else abs(number) < 10**9
