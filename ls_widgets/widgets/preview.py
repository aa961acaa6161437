"""What a saved notebook shows without a kernel: inert HTML of the newest labeled tasks.

Everything from tasks, configs and results is escaped text; there is no script and nothing is loaded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from ls_widgets.config import LabelConfig
from ls_widgets.model.wire import Item

TEXT_LIMIT = 600
_COLOR = re.compile(r"#[0-9a-fA-F]{3,8}|[a-zA-Z]{3,24}")
_PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#aa3377", "#666666")


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


def preview_html(config: LabelConfig, rows: Iterable[PreviewRow], summary: str) -> str:
    """A self-contained fragment: a summary line, then a block for each row."""
    blocks = "".join(_block(config, row) for row in rows)
    return (
        '<div class="lsw-static" style="font:13px/1.5 system-ui,sans-serif;max-width:900px">'
        f'<div style="opacity:.75">{escape(summary)}</div>{blocks}</div>'
    )


def _block(config: LabelConfig, row: PreviewRow) -> str:
    parts = [
        f'<div style="border-top:1px solid rgba(128,128,128,.4);padding:8px 0">'
        f'<div style="font-size:12px;opacity:.75">{escape(row.key)} · {escape(row.status)}</div>'
    ]
    for name, text in row.texts.items():
        spans = [item for item in row.result if item.get("to_name") == name and _is_span(item)]
        parts.append(f'<div style="white-space:pre-wrap">{_marked(config, text, spans)}</div>')
    for name, thumbnail in row.images.items():
        boxes = [item for item in row.result if item.get("to_name") == name and _is_box(item)]
        parts.append(_picture(config, thumbnail, boxes))
    answers = [line for item in row.result if (line := _answer(item))]
    if answers:
        parts.append(f"<div>{' · '.join(answers)}</div>")
    return "".join([*parts, "</div>"])


def _marked(config: LabelConfig, text: str, spans: Sequence[Item]) -> str:
    """Text with its spans tinted: cut at every span edge, so overlaps need no nesting."""
    shown = text[:TEXT_LIMIT]
    edges = {0, len(shown)}
    marks: list[tuple[int, int, Item]] = []
    for item in spans:
        start, end = int(item["value"]["start"]), int(item["value"]["end"])
        if 0 <= start < end and start < len(shown):
            marks.append((start, min(end, len(shown)), item))
            edges.update(marks[-1][:2])
    cuts = sorted(edges)
    out: list[str] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        over = [item for a, b, item in marks if a <= start and end <= b]
        piece = escape(shown[start:end])
        if over:
            color = _color(config, over[-1])
            piece = (
                f'<span style="background:{color}33;border-bottom:2px solid {color}" '
                f'title="{escape(", ".join(_labels(item) for item in over))}">{piece}</span>'
            )
        out.append(piece)
        closing = [item for _, b, item in marks if b == end and item in over]
        out.extend(f"<sub>{escape(_labels(item))}</sub>" for item in closing)
    return "".join(out) + ("…" if len(text) > TEXT_LIMIT else "")


def _picture(config: LabelConfig, thumbnail: Thumbnail, boxes: Sequence[Item]) -> str:
    """A thumbnail with its boxes in an SVG whose unit is a pixel of the original."""
    width, height = thumbnail.width, thumbnail.height
    shapes: list[str] = []
    for item in boxes:
        value = item["value"]
        x, y = value["x"] * width / 100, value["y"] * height / 100
        w, h = value["width"] * width / 100, value["height"] * height / 100
        turn = value.get("rotation") or 0
        color = _color(config, item)
        shapes.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{w:.2f}" height="{h:.2f}" '
            f'transform="rotate({turn:.2f} {x:.2f} {y:.2f})" fill="{color}" fill-opacity=".15" '
            f'stroke="{color}" stroke-width="2" vector-effect="non-scaling-stroke">'
            f"<title>{escape(_labels(item))}</title></rect>"
        )
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" '
        f'style="display:block;max-width:320px;max-height:240px;margin:4px 0">'
        f'<image href="{thumbnail.url}" width="{width}" height="{height}"/>{"".join(shapes)}</svg>'
    )


def _answer(item: Item) -> str:
    """``control: value`` for results without geometry, and for labels of boxes and spans nothing."""
    value = item.get("value")
    if not isinstance(value, dict) or _is_span(item) or _is_box(item):
        return ""
    payload = next(iter(value.values()), None)
    return f"<b>{escape(str(item.get('from_name', '')))}</b>: {escape(_plain(payload))}"


def _plain(payload: Any) -> str:
    if isinstance(payload, list):
        return ", ".join(" / ".join(map(str, part)) if isinstance(part, list) else str(part) for part in payload)
    return str(payload)[:200]


def _labels(item: Item) -> str:
    payload = item["value"].get(item.get("type", "")) or item["value"].get("labels")
    return _plain(payload) if payload else ""


def _color(config: LabelConfig, item: Item) -> str:
    control = config.controls.get(str(item.get("from_name")))
    labels = list(control.labels) if control is not None else []
    label = _labels(item).split(", ")[0]
    if control is not None:
        for child in control.children:
            background = child.attrs.get("background")
            if label in (child.attrs.get("alias"), child.attrs.get("value")) and isinstance(background, str):
                if _COLOR.fullmatch(background):
                    return background
    return _PALETTE[(labels.index(label) if label in labels else len(labels)) % len(_PALETTE)]


def _numbers(item: Item, keys: Sequence[str]) -> bool:
    value = item.get("value")
    return isinstance(value, dict) and all(
        isinstance(value.get(key), int | float) and not isinstance(value[key], bool) for key in keys
    )


def _is_span(item: Item) -> bool:
    return _numbers(item, ("start", "end")) and isinstance(item["value"].get("text", ""), str)


def _is_box(item: Item) -> bool:
    return _numbers(item, ("x", "y", "width", "height"))
