"""What a saved notebook shows without a kernel: inert HTML of the newest labeled tasks.

Everything from tasks, configs and results is escaped text; there is no script and nothing is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ls_widgets.config.tree import Tag
from ls_widgets.widgets.preview_answers import answers_html
from ls_widgets.widgets.preview_lines import LinesBody, lines_html
from ls_widgets.widgets.preview_picture import PictureBody, pictures_html
from ls_widgets.widgets.preview_regions import Colors, read_result
from ls_widgets.widgets.preview_text import TextBody, text_html
from ls_widgets.widgets.preview_words import inert

BYTES_LIMIT = 250_000
"""Of the whole, pictures included."""
PICTURE_BYTES = 150_000
"""Of pictures and masks: tasks beyond it are shown without."""
ROW_BYTES = 100_000
"""Of one task; one that is larger is shown without pictures, or left out."""

Body = TextBody | PictureBody | LinesBody


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One labeled task: what its objects show by name, and its results."""

    key: str
    status: str
    bodies: Mapping[str, Body]
    result: Sequence[Any] = ()
    colors: Colors = field(default_factory=dict)
    find: Callable[[str], Tag | None] = lambda _name: None
    """The control of a name."""


def preview_html(blocks: Iterable[str], summary: str) -> str:
    """A self-contained fragment: a summary line, then the blocks that still fit."""
    shown: list[str] = []
    left = BYTES_LIMIT
    for block in blocks:
        left -= len(block.encode())
        if left < 0:
            shown.append("<div>…</div>")
            break
        shown.append(block)
    return (
        '<div class="lsw-static" style="font:13px/1.5 system-ui,sans-serif;max-width:900px">'
        f'<div style="opacity:.75">{inert(summary)}</div>{"".join(shown)}</div>'
    )


def block_html(row: PreviewRow, *, pictures: bool = True) -> str:
    """One task; without ``pictures`` regions are drawn on empty frames, and masks named."""
    result = read_result(row.result, row.find, row.colors)
    parts = [
        '<div style="border-top:1px solid rgba(128,128,128,.4);padding:8px 0">',
        f'<div style="font-size:12px;opacity:.75">{inert(row.key)} · {inert(row.status)}</div>',
    ]
    for name, body in row.bodies.items():
        regions = result.on(name)
        if isinstance(body, TextBody):
            parts.append(text_html(body, regions))
        elif isinstance(body, LinesBody):
            parts.append(lines_html(body, regions))
        else:
            parts.append(pictures_html(body, regions, pictures=pictures))
    pages = {name: body.total for name, body in row.bodies.items() if isinstance(body, PictureBody)}
    parts.append(answers_html(result, pages=pages))
    block = "".join([*parts, "</div>"])
    if len(block) <= ROW_BYTES:
        return block
    return block_html(row, pictures=False) if pictures else f"{parts[0]}{parts[1]}<div>…</div></div>"
