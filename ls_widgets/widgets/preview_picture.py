"""Pictures in the preview: a thumbnail under its regions, as one SVG in pixels of the original."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ls_widgets.widgets.preview_masks import MaskWork
from ls_widgets.widgets.preview_regions import Region
from ls_widgets.widgets.preview_shapes import Frame, figure, place_of
from ls_widgets.widgets.preview_words import inert

SHAPE_BYTES = 30_000
"""Of the shapes on one picture."""
CAPTIONS = 20
"""Shapes on a picture up to which each has its label beside it."""
_FALLBACK = (400, 300)


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture as a data URL, empty for none, and the size of the original in pixels."""

    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an image: its number from 0, and what is known of its picture."""

    number: int
    thumbnail: Thumbnail | None


@dataclass(frozen=True, slots=True)
class PictureBody:
    """An image, or the pages of one that are shown out of ``total``, within (width, height)."""

    pages: Sequence[Page]
    total: int
    box: tuple[int, int]
    waits: bool = False
    """Whether a picture is not there yet."""


def pictures_html(body: PictureBody, regions: Sequence[Region], *, pictures: bool) -> str:
    """The pages side by side with their regions; those that are drawn are marked so."""
    masks = MaskWork() if pictures else None
    found = [_page(body, page, regions, masks) for page in body.pages]
    shown = [html for html in found if html]
    if not shown:
        return ""
    rest = body.total - len(body.pages)
    more = f'<div style="align-self:end;opacity:.75">… {rest} more pages</div>' if rest > 0 else ""
    return f'<div style="display:flex;flex-wrap:wrap;gap:8px;margin:4px 0">{"".join(shown)}{more}</div>'


def _page(body: PictureBody, page: Page, regions: Sequence[Region], masks: MaskWork | None) -> str:
    """One page; empty where there is neither a picture nor a region. Without ``masks`` no pictures either."""
    here = [region for region in regions if region.page == page.number]
    thumbnail = page.thumbnail
    url = thumbnail.url if thumbnail and masks else ""
    if not url and not here:
        return ""
    frame = _frame(thumbnail, here, body.box)
    shapes, drawn = _shapes(frame, here)
    overlay = masks.overlay(frame, here) if masks else ""
    drawn += [region for region in here if region.drawn and region not in drawn]
    if not url and not drawn:
        return ""
    captions = _captions(frame, drawn) if len(drawn) <= CAPTIONS else ""
    size = f'width="{frame.width}" height="{frame.height}"'
    under = (
        f'<image href="{url}" {size}/>'
        if url
        else f'<rect {size} fill="none" stroke="currentColor" stroke-opacity=".5" '
        'stroke-dasharray="4" vector-effect="non-scaling-stroke"/>'
    )
    over = f'<image href="{overlay}" {size}/>' if overlay else ""
    number = f'<div style="font-size:12px;opacity:.75">page {page.number + 1}</div>' if body.total > 1 else ""
    return (
        f"<div>{number}"
        f'<svg viewBox="0 0 {frame.width} {frame.height}" width="{frame.shown[0]}" height="{frame.shown[1]}" '
        f'role="img" style="display:block;max-width:100%">{under}{over}{shapes}{captions}</svg>'
        f"{_legend(drawn)}</div>"
    )


def _frame(thumbnail: Thumbnail | None, regions: Iterable[Region], box: tuple[int, int]) -> Frame:
    """The size of the original: the picture's, else what a result says, else a common one."""
    told = [region.size for region in regions]
    sizes = [(thumbnail.width, thumbnail.height)] if thumbnail else []
    sizes += [size for size in told if all(isinstance(side, int) and 0 < side < 10**6 for side in size)]
    width, height = sizes[0] if sizes else _FALLBACK
    scale = min(box[0] / width, box[1] / height)
    shown = max(1, round(width * scale)), max(1, round(height * scale))
    return Frame(width, height, shown)


def _shapes(frame: Frame, regions: Sequence[Region]) -> tuple[str, list[Region]]:
    """The figures that fit, each with its label as its title."""
    left = SHAPE_BYTES
    found: list[str] = []
    drawn: list[Region] = []
    for region in regions:
        inner = figure(region, frame)
        if inner is None:
            continue
        html = f"<g>{inner}<title>{inert(region.name)}</title></g>"
        left -= len(html)
        if left < 0:
            break
        region.drawn = True
        found.append(html)
        drawn.append(region)
    return "".join(found), drawn


def _captions(frame: Frame, regions: Sequence[Region]) -> str:
    """Labels beside their shapes, with a number where something below refers to them."""
    font = 11 * frame.width / frame.shown[0]
    found: list[str] = []
    for region in regions:
        place = place_of(region, frame)
        label = ", ".join(region.labels)[:24]
        words = f"{label} {region.number}".strip() if _is_named(region) else label
        if place is None or not words:
            continue
        x = min(max(place[0], 0.0), frame.width * 0.95)
        y = min(max(place[1], font), frame.height - font / 4)
        found.append(f'<text x="{x:.2f}" y="{y:.2f}">{inert(words)}</text>')
    if not found:
        return ""
    size = f'font-size="{font:.2f}" stroke-width="{font / 4:.2f}"'
    look = 'fill="#000" stroke="#fff" stroke-opacity=".85" stroke-linejoin="round" paint-order="stroke"'
    return f"<g {size} {look}>{''.join(found)}</g>"


def _is_named(region: Region) -> bool:
    return region.referred or bool(region.answers)


def _legend(regions: Sequence[Region]) -> str:
    """What the colours mean, with how many there are of each."""
    counts: dict[tuple[str, str], int] = {}
    for region in regions:
        for label in region.labels[:1]:
            counts[label, region.color] = counts.get((label, region.color), 0) + 1
    if not counts:
        return ""
    parts = [
        f'<span style="white-space:nowrap"><span style="color:{color}">■</span> {inert(label, 40)}'
        f"{f' ×{count}' if count > 1 else ''}</span>"
        for (label, color), count in list(counts.items())[:CAPTIONS]
    ]
    return f'<div style="font-size:12px;max-width:320px">{" ".join(parts)}</div>'
