"""A tree back to XML, in canonical spelling."""

from __future__ import annotations

import math
import re
from typing import Any
from xml.sax.saxutils import escape

from ls_widgets.config.tree import Tag

_ATTRIBUTE = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_NAME = re.compile(r"[^\W\d][\w.-]*")


def write_xml(root: Tag, *, comment: str | None = None, sort: bool = False) -> str:
    """XML of the tree; ``sort`` puts attributes in alphabetical order, for a digest."""
    lines: list[str] = []
    stack: list[tuple[Tag, int, bool]] = [(root, 0, False)]
    while stack:
        tag, depth, closing = stack.pop()
        indent = "  " * min(depth, 40)
        name = str.__str__(tag.tag)
        if closing:
            if depth == 0 and comment:
                lines.append(f"  <!--{comment}-->")
            lines.append(f"{indent}</{name}>")
            continue
        head = f"{indent}<{name}{_attributes(tag, sort=sort)}"
        open_root = depth == 0 and comment
        if tag.text is not None and not tag.children:
            lines.append(f"{head}>{escape(tag.text, {chr(13): '&#13;'})}</{name}>")
        elif tag.children or open_root:
            lines.append(f"{head}>")
            stack.append((tag, depth, True))
            stack.extend((child, depth + 1, False) for child in reversed(tag.children))
        else:
            lines.append(f"{head}/>")
    return "\n".join(lines) + "\n"


def _attributes(tag: Tag, *, sort: bool) -> str:
    written: dict[str, Any] = {}
    if tag.name is not None:
        written["name"] = tag.name
    if tag.to_name:
        written["toName"] = ",".join(tag.to_name)
    attrs = {name: value for name, value in tag.attrs.items() if _NAME.fullmatch(name)}
    written |= dict(sorted(attrs.items())) if sort else attrs
    return "".join(f' {name}="{escape(_text(value), _ATTRIBUTE)}"' for name, value in written.items())


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and math.isfinite(value):
        return repr(value)
    return str(value)
