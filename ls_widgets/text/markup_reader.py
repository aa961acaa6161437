"""HTML as a browser would read it, as far as the names of the elements say: text nodes and their XPaths.

What is counted and what is shown is the same as in ``js/src/tags/objects/hypertext-tree.ts``.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ls_widgets.text.markup_tokens import End, Start, Text, tokens

UNSEEN, BREAK, KEPT_BLANK, KEPT_TAB = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""In what is shown: nothing, the end of a line, and blanks that are not collapsed. Never in a text."""

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param", "source",
     "track", "wbr")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
     "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4",
     "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search",
     "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul")
)  # fmt: skip
_SPACED = frozenset(("p", "h1", "h2", "h3", "h4", "h5", "h6"))
_PRE = frozenset(("pre", "listing", "xmp", "textarea"))
_CELLS = frozenset(("td", "th"))
_DROPPED = frozenset(("script", "iframe"))
_SKIPPED = frozenset(("noscript", "template", "frameset", "noframes", "noembed"))
_UNSHOWN = frozenset(
    ("style", "title", "svg", "object", "applet", "audio", "video", "canvas", "select", "datalist", "dialog")
)
_HEAD = frozenset(("base", "link", "meta", "style", "title"))
_CLOSES_P = _BLOCKS - frozenset(("body", "caption", "legend", "tbody", "tfoot", "thead", "tr"))
_SECTIONS = frozenset(("tbody", "thead", "tfoot"))
_ENDS = {
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "tr": _SECTIONS | {"tr"},
    "td": _SECTIONS | {"tr", "td", "th"},
    "th": _SECTIONS | {"tr", "td", "th"},
    "tbody": _SECTIONS,
    "thead": _SECTIONS,
    "tfoot": _SECTIONS,
    "option": frozenset(("option",)),
}
"""Open elements that the beginning of another ends."""
_ENDING = frozenset().union(*_ENDS.values())
_SCOPES = {"li": ("ul", "ol"), "dt": ("dl",), "dd": ("dl",), "option": ("select",)}
_FOLDED = re.compile(r"(?:^|;)\s*display\s*:\s*none", re.IGNORECASE)
_KEEPS_BLANKS = re.compile(r"white-space(?:-collapse)?\s*:[^;]*(?:pre|break-spaces)", re.IGNORECASE)
_DEEPEST = 512
"""Elements inside each other; deeper ones lie beside each other, as in browsers."""
_KEPT = str.maketrans({" ": KEPT_BLANK, "\t": KEPT_TAB, "\n": BREAK})


@dataclass(slots=True, eq=False)
class _Node:
    """An element, and how often each child has come."""

    tag: str
    parent: _Node | None = None
    nth: int = 1
    shown: bool = True
    pre: bool = False
    counts: dict[str, int] = field(default_factory=dict)
    after_text: bool = False

    def child(self, tag: str, *, shown: bool = True, pre: bool = False) -> _Node:
        self.after_text = False
        self.counts[tag] = self.counts.get(tag, 0) + 1
        return _Node(tag, self, self.counts[tag], self.shown and shown, self.pre or pre)

    @property
    def path(self) -> str:
        steps, node = [], self
        while node.parent is not None:
            steps.append(f"/{node.tag}[{node.nth}]")
            node = node.parent
        return "".join(reversed(steps))


@dataclass(slots=True, eq=False)
class Run:
    """One text node, and its place in the whole text; its XPath is made when it is asked for."""

    start: int
    text: str
    _node: _Node
    _nth: int

    @property
    def path(self) -> str:
        """From the body."""
        return f"{self._node.path}/text()[{self._nth}]"


@dataclass(slots=True)
class Gap:
    """What the page selection has between two blocks."""

    lines: int = 0
    tab: bool = False


class MarkupReader:
    """Reads a document; ``inline``: as markup inside of a page, whose head belongs to the body."""

    def __init__(self, html: str, *, inline: bool) -> None:
        self.parts: list[str] = []
        self.shown: list[str] = []
        self.runs: list[Run] = []
        self.gaps: dict[int, Gap] = {}
        self._length = 0
        self._open = [_Node("body")]
        self._names = Counter[str]()
        self._unread = ""
        self._begun = inline
        for token in tokens(html):
            match token:
                case Text():
                    self._read_text(token.data)
                case Start():
                    self._begin(token.name, token.attributes)
                case End():
                    self._end(token.name)

    def _begin(self, tag: str, given: dict[str, str]) -> None:
        self._begun |= tag == "body"
        if tag in ("html", "body") or self._unread or (tag == "head" and self._begun):
            return
        early = tag in _HEAD and not self._begun
        if early or tag == "head" or tag in _DROPPED or tag in _SKIPPED:
            if tag in _SKIPPED:
                self._open[-1].after_text = False
            self._unread = "" if tag in _VOID else tag
            return
        self._begun = True
        self._end_others(tag)
        self._table_parts(tag)
        here = self._open[-1]
        if tag == "br":
            made = here.child("br")
            self._add("\n", BREAK if made.shown else UNSEEN)
            return
        style = given.get("style", "")
        shown = tag not in _UNSHOWN and "hidden" not in given and not _FOLDED.search(style)
        first = not any(name != "#" for name in here.counts)
        node = here.child(tag, shown=shown, pre=tag in _PRE or bool(_KEEPS_BLANKS.search(style)))
        self._gap(node, lines=1, tab=tag in _CELLS and not first)
        if tag in _VOID or len(self._open) >= _DEEPEST:
            self._gap(node, lines=1)
        else:
            self._push(node)

    def _end(self, tag: str) -> None:
        if self._unread:
            self._unread = "" if tag == self._unread else self._unread
        elif tag == "p" and not self._names["p"]:
            self._open[-1].child("p")  # as a browser, which makes an empty one
        else:
            cells = () if tag == "table" else ("table",) if tag in _ENDS else ("table", "td", "th")
            self._close(tag, within=cells)

    def _read_text(self, data: str) -> None:
        here = self._open[-1]
        if self._unread:
            return
        if not self._begun:
            data = data.lstrip(" \t\n\f")
            self._begun = bool(data)
        if not data:
            return
        last = self.runs[-1] if self.runs else None
        if here.after_text and last and last.start + len(last.text) == self._length:
            last.text += data
        else:
            here.counts["#"] = here.counts.get("#", 0) + 1
            self.runs.append(Run(self._length, data, here, here.counts["#"]))
        here.after_text = True
        self._add(data, UNSEEN * len(data) if not here.shown else data.translate(_KEPT) if here.pre else data)

    def _add(self, text: str, shown: str) -> None:
        self.parts.append(text)
        self.shown.append(shown)
        self._length += len(text)

    def _end_others(self, tag: str) -> None:
        if tag in _CLOSES_P:
            self._close("p", within=("td", "th", "table", "button"))
        if tag not in _ENDING:
            return
        for name in [node.tag for node in self._open[:0:-1]]:
            if name == "table" or name in _SCOPES.get(tag, ()):
                return
            if tag in _ENDS.get(name, ()):
                self._close(name)

    def _table_parts(self, tag: str) -> None:
        """The ``tbody`` and ``tr`` that a browser adds."""
        if tag in ("tr", "td", "th") and self._open[-1].tag == "table":
            self._push(self._open[-1].child("tbody"))
        if tag in _CELLS and self._open[-1].tag in _SECTIONS:
            self._push(self._open[-1].child("tr"))

    def _push(self, node: _Node) -> None:
        self._open.append(node)
        self._names[node.tag] += 1

    def _close(self, tag: str, *, within: tuple[str, ...] = ()) -> None:
        if not self._names[tag]:
            return
        for depth in range(len(self._open) - 1, 0, -1):
            name = self._open[depth].tag
            if name == tag:
                for node in self._open[depth:]:
                    if node.counts:
                        self._gap(node, lines=1, more=node.tag in _SPACED)
                    self._names[node.tag] -= 1
                del self._open[depth:]
                return
            if name in within:
                return

    def _gap(self, node: _Node, *, lines: int, more: bool = False, tab: bool = False) -> None:
        block = node.shown and node.tag in _BLOCKS
        if block or tab:
            gap = self.gaps.setdefault(self._length, Gap())
            gap.lines = max(gap.lines, lines if block else 0) + (block and more)
            gap.tab |= tab
