"""The tokens of HTML: tags and text, in time that grows with the length alone, whatever is broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_NAME = re.compile(r"[a-zA-Z][^\s/>\0]*")
_BETWEEN = re.compile(r"[\s/]*")
_ATTRIBUTE = re.compile(r"=?[^\s/>=]*")
_VALUE = re.compile(r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|(?!["'])([^\s>]*))""")
_ASSIGNED = re.compile(r"\s*=")
_RAW = frozenset(("iframe", "noembed", "noframes", "script", "style", "xmp"))
_PLAIN = frozenset(("textarea", "title"))
_COMMENT_END = re.compile(r"--!?>")
_LETTER = re.compile(r"[a-zA-Z]")


@dataclass(slots=True)
class Text:
    """Characters, with references resolved."""

    data: str


@dataclass(slots=True)
class Start:
    """The beginning of an element."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class End:
    """The end of an element."""

    name: str


def tokens(html: str) -> Iterator[Text | Start | End]:
    """Tags and text in order; comments are left out, and a tag that never ends, as browsers do."""
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    at, begun = 0, 0
    while True:
        less = html.find("<", at)
        if less < 0:
            break
        after = html[less + 1 : less + 2]
        if _LETTER.match(after) or (after == "/" and _LETTER.match(html, less + 2)):
            yield from _text(html, begun, less)
            tag, at = _tag(html, less + (2 if after == "/" else 1))
            if tag is None:
                return
            if after == "/":
                yield End(tag.name)
            else:
                yield tag
                if tag.name in _RAW or tag.name in _PLAIN:
                    end = _raw_end(html, at, tag.name)
                    if end > at:
                        raw = html[at:end]
                        yield Text(unescape(raw) if tag.name in _PLAIN else raw)
                    at = end
            begun = at
        elif after and after in "!?/":
            yield from _text(html, begun, less)
            at = begun = _comment_end(html, less)
        else:
            at = less + 1
    yield from _text(html, begun, len(html))


def _text(html: str, start: int, end: int) -> Iterator[Text]:
    if start < end:
        yield Text(unescape(html[start:end]))


def _tag(html: str, at: int) -> tuple[Start | None, int]:
    """The tag whose name begins here and the place behind it; None for one that never ends."""
    name = _NAME.match(html, at)
    tag = Start(name[0].lower() if name else "")
    at = name.end() if name else at
    while True:
        at = _BETWEEN.match(html, at).end()  # type: ignore[union-attr]
        if at >= len(html):
            return None, at
        if html[at] == ">":
            return tag, at + 1
        found = _ATTRIBUTE.match(html, at)
        key = found[0].lower() if found else ""
        at = found.end() if found else at
        value = _VALUE.match(html, at)
        if value is None and _ASSIGNED.match(html, at):
            return None, len(html)  # a quote that is never closed
        if value:
            at = value.end()
        tag.attributes.setdefault(key, unescape(next((v for v in value.groups() if v), "")) if value else "")


def _raw_end(html: str, at: int, name: str) -> int:
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(html, at)
    return found.start() if found else len(html)


def _comment_end(html: str, at: int) -> int:
    if not html.startswith("<!--", at):
        end = html.find(">", at)
        return len(html) if end < 0 else end + 1
    if html.startswith(("<!-->", "<!--->"), at):
        return html.index(">", at) + 1
    found = _COMMENT_END.search(html, at + 4)
    return found.end() if found else len(html)
