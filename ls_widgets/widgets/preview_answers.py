"""What is written below the objects: answers, regions that have no picture, and relations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ls_widgets.widgets.preview_regions import Answer, Region, Result
from ls_widgets.widgets.preview_words import inert, is_number, plain, said

ROWS = 40
"""Lines about regions, and lines about relations."""
SHOWN = 100
"""Answers that are written, and regions that are written because nothing shows them."""

_SIGNS = {"left": "←", "bi": "↔"}


def answers_html(result: Result, *, pages: Mapping[str, int]) -> str:
    """Everything that the objects do not show; ``pages`` says how many pages each image has."""
    parts = [*_told(result), *_about_regions(result), *_joined(result, pages), *_relations(result)]
    if result.more:
        parts.append(f'<div style="opacity:.75">… {result.more} more results</div>')
    return "".join(parts)


def _told(result: Result) -> Iterator[str]:
    """Regions that could not be drawn, one line for each object."""
    left = SHOWN
    for name in dict.fromkeys(region.object for region in result.regions.values()):
        waiting = [region for region in result.on(name) if not region.drawn]
        if waiting and left > 0:
            words = " · ".join(_said(region) for region in waiting[:left])
            more = " · …" if len(waiting) > left else ""
            yield f"<div><b>{inert(name, 80)}</b>: {words}{more}</div>"
            left -= len(waiting)


def _said(region: Region) -> str:
    if isinstance(region.value.get("text"), str) and not region.quote:
        region.quote = region.value["text"][:80]
    known = inert(region.name) if region.referred or region.answers or region.quote else ""
    label = known or inert(", ".join(region.labels) or region.control, 80)
    page = f" page {region.page + 1}" if region.page else ""
    where = _extent(region.value)
    return f"{_swatch(region)} {label}{page}{f' ({inert(where, 60)})' if where else ''}"


def _extent(value: Mapping[str, Any]) -> str:
    """From when to when, in the unit of the data; of video in frames."""
    ranges, sequence = value.get("ranges"), value.get("sequence")
    if isinstance(ranges, list) and ranges and isinstance(ranges[0], Mapping):
        return f"frames {_extent(ranges[0])}"
    if isinstance(sequence, list) and sequence:
        frames = [one.get("frame") for one in (sequence[0], sequence[-1]) if isinstance(one, Mapping)]
        return f"frames {'–'.join(_figure(frame) for frame in dict.fromkeys(map(said, frames)))}"
    ends = [value.get("start"), value.get("end")]
    if "startOffset" in value or "globalOffsets" in value or "text" in value:
        return ""
    return "–".join(_figure(end) for end in ends) if all(_is_time(end) for end in ends) else ""


def _is_time(end: Any) -> bool:
    return is_number(end) or isinstance(end, str)


def _figure(number: Any) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".") if isinstance(number, float) else said(number)[:30]


def _about_regions(result: Result) -> Iterator[str]:
    """A line for each region that has answers of its own."""
    asked = [region for region in result.regions.values() if region.answers]
    for region in asked[:ROWS]:
        words = " · ".join(
            f"<b>{inert(control, 80) or 'note'}</b>: {inert(plain(payload))}"
            for control, payload in region.answers[:8]
        )
        yield f"<div>{_swatch(region)} {inert(region.name)} — {words}</div>"
    if len(asked) > ROWS:
        yield f"<div>… {len(asked) - ROWS} more</div>"


def _joined(result: Result, pages: Mapping[str, int]) -> Iterator[str]:
    """Answers about the task in one line; those about a page say which."""
    if not result.answers:
        return
    words = [_answer(answer, pages.get(answer.object, 1)) for answer in result.answers[:SHOWN]]
    more = " · …" if len(result.answers) > SHOWN else ""
    yield f"<div>{' · '.join(words)}{more}</div>"


def _answer(answer: Answer, pages: int) -> str:
    page = f"page {answer.page + 1} " if answer.page is not None and (pages > 1 or answer.page) else ""
    return f"{page}<b>{inert(answer.control, 80)}</b>: {inert(plain(answer.payload))}"


def _relations(result: Result) -> Iterator[str]:
    for start, end, direction, labels in result.relations[:ROWS]:
        names = [inert(_name(result, one)) for one in (start, end)]
        said = f": {inert(', '.join(labels))}" if labels else ""
        yield f"<div>{names[0]} {_SIGNS.get(direction, '→')} {names[1]}{said}</div>"
    if len(result.relations) > ROWS:
        yield f"<div>… {len(result.relations) - ROWS} more relations</div>"


def _name(result: Result, region: str) -> str:
    found = result.regions.get(region)
    return found.name if found else "a region that is not here"


def _swatch(region: Region) -> str:
    return f'<span style="color:{region.color}">■</span>'
