"""The text of an HTML document, and the XPaths into it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise

from ls_widgets.errors import ResultError
from ls_widgets.text.markup_reader import BREAK, KEPT_BLANK, KEPT_TAB, UNSEEN, MarkupReader, Run
from ls_widgets.text.offsets import from_utf16, to_utf16

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_SAVED = str.maketrans({UNSEEN: None, BREAK: "\\n", KEPT_BLANK: " ", KEPT_TAB: "\t"})


class Markup:
    """The text of an HTML document, as Label Studio counts it, with XPaths to and from its places.

    ``text``: all text nodes joined, a line feed for each ``<br>``; the ends of blocks add nothing. XPaths
    begin at the body and have the ``tbody`` that browsers insert; broken markup may get others than in a
    browser, which is why results hold ``globalOffsets`` too. ``inline``: as markup inside of a page.

    >>> page = Markup("<p>One <b>two</b></p><table><tr><td>three</td></tr></table>")
    >>> page.text, page.value(4, 7)["start"], page.value(7, 12)["start"]
    ('One twothree', '/p[1]/b[1]/text()[1]', '/table[1]/tbody[1]/tr[1]/td[1]/text()[1]')
    """

    def __init__(self, html: str, *, inline: bool = False) -> None:
        reader = MarkupReader(html, inline=inline)
        self.text = "".join(reader.parts)
        self.runs: list[Run] = reader.runs
        """The text nodes in order, each with ``path``, ``start`` (code points) and ``text``."""
        self._starts = [run.start for run in reader.runs]
        self._gaps = reader.gaps
        self._cuts = sorted(reader.gaps)
        self._seen = self._flow("".join(reader.shown))

    def _flow(self, shown: str) -> str:
        """What the page shows, place for place: runs of blanks are one, and none at the ends of a line."""
        lines = []
        for start, end in pairwise(sorted({0, len(shown), *self._cuts})):
            lines.append(BREAK.join(_collapsed(line) for line in shown[start:end].split(BREAK)))
        return "".join(lines)

    def blocks(self) -> list[tuple[int, int]]:
        """Places of the pieces that a reader sees apart: paragraphs, cells, headings, entries of a list."""
        ends = sorted({0, len(self.text), *self._cuts})
        return [(a, b) for a, b in pairwise(ends) if self._seen[a:b].translate(_SAVED).strip()]

    def value(self, start: int, end: int) -> dict[str, object]:
        """Geometry of a span as Label Studio spells it: XPaths, UTF-16 offsets, ``globalOffsets``, text."""
        if not 0 <= start < end <= len(self.text) or not self.runs:
            raise ResultError(f"{start} to {end} is no span of a page of {len(self.text)} characters.")
        at = max(0, bisect_right(self._starts, start) - 1)
        if start >= self.runs[at].start + len(self.runs[at].text) and at + 1 < len(self.runs):
            at += 1
        first, last = self.runs[at], self.runs[max(0, bisect_left(self._starts, end) - 1)]
        return {
            "start": first.path,
            "startOffset": to_utf16(first.text, min(max(start - first.start, 0), len(first.text))),
            "end": last.path,
            "endOffset": to_utf16(last.text, min(max(end - last.start, 0), len(last.text))),
            "globalOffsets": {"start": start, "end": end},
            "text": self.saved(start, end),
        }

    def place(self, path: object, offset: object) -> int | None:
        """The place of an XPath with its UTF-16 offset; None where the document has no such node.

        A path may name an element instead of its text: the offset then counts in all text below.
        """
        if not isinstance(path, str) or not isinstance(offset, int) or isinstance(offset, bool):
            return None
        run = self._by_path.get(path)
        start, text = (run.start, run.text) if run else self._below(path)
        try:
            return None if start < 0 else start + from_utf16(text, offset)
        except ResultError:
            return None

    @cached_property
    def _by_path(self) -> dict[str, Run]:
        return {run.path: run for run in reversed(self.runs)}

    def _below(self, path: str) -> tuple[int, str]:
        runs = [run for own, run in self._by_path.items() if own.startswith(f"{path}/")]
        if not runs:
            return -1, ""
        runs.sort(key=lambda run: run.start)
        start, end = runs[0].start, runs[-1].start + len(runs[-1].text)
        return start, self.text[start:end]

    def saved(self, start: int, end: int) -> str:
        r"""``value.text``: blanks as shown, a backslash and an n between lines, a tab between cells."""
        between = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        said, lines, tab, broken = "", 0, False, False
        for at, stop in pairwise([start, *between, end]):
            gap = self._gaps.get(at) if at > start else None
            if gap:
                lines, tab = max(lines, gap.lines), tab or gap.tab
            seen = self._seen[at:stop].replace(UNSEEN, "")
            if seen:
                if said:
                    # A block that begins on a new line anyway needs no break for it.
                    said += "\\n" * (lines - broken) + "\t" * (tab and not broken)
                said += seen.translate(_SAVED)
                lines, tab, broken = 0, False, seen.endswith(BREAK)
        return said


def _collapsed(line: str) -> str:
    """A line with one blank for each run inside of it, place for place."""
    begun = len(line) - len(line.lstrip(f" \t\n\r\f{UNSEEN}"))
    ended = len(line.rstrip(f" \t\n\r\f{UNSEEN}"))
    if begun >= ended:
        return UNSEEN * len(line)
    inner = _BLANKS.sub(lambda run: " " + UNSEEN * (len(run[0]) - 1), line[begun:ended])
    return UNSEEN * begun + inner + UNSEEN * (len(line) - ended)
