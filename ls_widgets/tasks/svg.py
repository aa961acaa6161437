"""SVG pictures: checked before a browser meets them, and given a size that all browsers agree on."""

from __future__ import annotations

import math
import re
from typing import Any

from ls_widgets.errors import TaskError

BYTES_LIMIT = 1_000_000
ELEMENTS_LIMIT = 5_000
USES_LIMIT = 10_000
SIDE_LIMIT = 16_384

_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
_LENGTH = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([a-zA-Z]*)\s*$")
_UNITS = {"": 1, "px": 1, "pt": 96 / 72, "pc": 16, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "em": 16}


def looks_svg(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an SVG."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith(b"<svg") or (start.startswith((b"<?xml", b"<!")) and b"<svg" in start)


def checked_svg(content: bytes) -> tuple[bytes, int, int]:
    """The SVG with an explicit size, and its width and height in pixels.

    Refuses with a :class:`TaskError`: a DOCTYPE, over 1 MB, over 5,000 elements, ``use`` elements
    that grow to over 10,000 or in circles, and no finite size. Scripts need no check here: the view
    shows SVG in ``<img>`` only, where none runs and nothing is loaded.
    """
    from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] (no stubs)

    if len(content) > BYTES_LIMIT:
        raise TaskError(f"the SVG has {len(content)} bytes; at most {BYTES_LIMIT} are shown.")
    if b"<!doctype" in content.lower() or b"<!\0d\0o\0c" in content.lower():
        raise TaskError("the SVG has a DOCTYPE, which is not allowed.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TaskError(f"the SVG is no XML: {error}.") from error
    if tree.getroottree().docinfo.doctype:
        raise TaskError("the SVG has a DOCTYPE, which is not allowed.")
    if tree.tag != f"{_SVG}svg":
        raise TaskError("the file is XML but no SVG: its root is not an svg element of the SVG namespace.")
    elements = [element for element in tree.iter() if isinstance(element.tag, str)]
    if len(elements) > ELEMENTS_LIMIT:
        raise TaskError(f"the SVG has {len(elements)} elements; at most {ELEMENTS_LIMIT} are shown.")
    _check_uses(elements)
    width, height = _size(tree)
    tree.set("width", str(width))
    tree.set("height", str(height))
    return etree.tostring(tree, encoding="utf-8"), width, height


def _check_uses(elements: list[Any]) -> None:
    """Counts what ``use`` grows to, from the last element back, so that depth costs no recursion."""
    by_id = {element.get("id"): element for element in elements if element.get("id")}
    grown: dict[Any, int] = {}
    open_now: set[Any] = set()
    waiting: list[tuple[Any, bool]] = [(elements[0], False)]
    while waiting:
        element, ready = waiting.pop()
        if element in grown:
            continue
        parts = [child for child in element if isinstance(child.tag, str)]
        target = _target(element, by_id)
        if target is not None:
            parts.append(target)
        if ready:
            grown[element] = 1 + sum(grown.get(part, 0) for part in parts)
            open_now.discard(element)
            if grown[element] > USES_LIMIT:
                raise TaskError(f"the SVG's use elements grow to over {USES_LIMIT} elements.")
            continue
        if element in open_now:
            continue
        open_now.add(element)
        waiting.append((element, True))
        for part in parts:
            if part in open_now:
                raise TaskError("the SVG's use elements refer to themselves.")
            waiting.append((part, False))


def _target(element: Any, by_id: dict[str, Any]) -> Any:
    if element.tag != f"{_SVG}use":
        return None
    href = next((element.get(name) for name in _HREFS if element.get(name)), "")
    return by_id.get(href.strip()[1:]) if href.strip().startswith("#") else None


def _size(tree: Any) -> tuple[int, int]:
    """The size as Chromium computes it; percentages count as not given."""
    width, height = _length(tree.get("width")), _length(tree.get("height"))
    box = re.split(r"[\s,]+", (tree.get("viewBox") or "").strip())
    try:
        _, _, box_width, box_height = map(float, box)
        ratio = box_width / box_height
    except (ValueError, ZeroDivisionError):
        ratio = 0.0
    if not (math.isfinite(ratio) and ratio > 0):
        ratio = 0.0
    if width is None and height is None:
        if not ratio:
            raise TaskError("the SVG has no size: neither width and height nor a viewBox.")
        width, height = (300.0, 300.0 / ratio) if ratio > 2 else (150.0 * ratio, 150.0)
    elif width is None:
        width = (height or 0) * ratio if ratio else 300.0
    elif height is None:
        height = width / ratio if ratio else 150.0
    sides = round(width), round(height or 0)
    if not all(1 <= side <= SIDE_LIMIT for side in sides):
        raise TaskError(f"the SVG has the size {width:g}×{height:g}, which cannot be shown.")
    return sides


def _length(text: str | None) -> float | None:
    match = _LENGTH.match(text or "")
    if match is None or match[2].lower() not in _UNITS:
        return None
    length = float(match[1]) * _UNITS[match[2].lower()]
    return length if math.isfinite(length) else 1e9
