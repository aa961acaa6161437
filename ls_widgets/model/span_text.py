"""What a span of text says: ``value.text`` as Label Studio's page saves it.

The same fixtures (``tests/contract/text``) hold this module and ``js/src/tags/shapes/span-text.ts`` together.
"""

from __future__ import annotations

import base64
import json
import re
from typing import Any

_BLANKS = " \t"
_BREAKS = "\n\r"
_RUN = re.compile(r"[ \t]+|[\n\r]")


def saved_text(text: str, start: int, end: int) -> str:
    r"""``value.text`` of the span from ``start`` to ``end`` (code points, end exclusive).

    White space is as the page shows it: a run of blanks is one and belongs to its first blank, there
    are none at the ends of a line, and each CR or LF is a backslash and an n. Empty when nothing shows.

    >>> print(saved_text("two   words\nand more ", 0, 21))
    two words\nand more
    """

    def shown(match: re.Match[str]) -> str:
        if match[0] in _BREAKS:
            return "\\n"
        at = match.start() + start
        before = text[at - 1] if at > 0 else "\n"
        if before in _BLANKS or before in _BREAKS:
            return ""
        after = match.end() + start
        while after < len(text) and text[after] in _BLANKS:
            after += 1
        return " " if after < len(text) and text[after] not in _BREAKS else ""

    return _RUN.sub(shown, text[start:end])


def shown_text(value: Any, encoding: str = "none") -> str | None:
    """The text that an object shows for a task's value; None for none, or one not encoded as said."""
    if value is None:
        return None
    text = _plain(value)
    if encoding not in ("base64", "base64unicode"):
        return text
    try:
        content = base64.b64decode(re.sub(r"[\t\n\f\r ]", "", text), validate=True)
        return content.decode("latin-1" if encoding == "base64" else "utf-8")
    except ValueError:
        return None


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return ",".join("" if part is None else _plain(part) for part in value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
