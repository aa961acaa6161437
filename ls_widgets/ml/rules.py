"""Labels from dictionaries and regular expressions: a model without a model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from ls_widgets.errors import PredictionError
from ls_widgets.text.spans import Span, without_overlaps

Pattern: TypeAlias = "str | re.Pattern[str] | Iterable[str | re.Pattern[str]]"

_GROUP = "label"
_END = ""


def rules(
    patterns: Mapping[str, Pattern],
    *,
    ignore_case: bool = False,
    whole_words: bool = True,
    overlaps: bool = False,
) -> Rules:
    r"""A model for ``predict=`` that labels what equals a word or matches an expression.

    Args:
        patterns: Label -> words and phrases as texts, compiled regular expressions, or both in a list.
            Blanks in a phrase stand for any run of white space. Where an expression has a group called
            ``label``, that group alone is marked.
        ignore_case: For the texts; an expression has its own flags.
        whole_words: Whether a text must not begin or end inside a word.
        overlaps: Keep matches that overlap; else the longest counts, of equal ones the first.

    >>> import re
    >>> from ls_widgets import rules
    >>> names = rules({"PER": ["Anna", "Ann Lee"], "DATE": re.compile(r"\d{4}-\d\d-\d\d")})
    >>> names.find("Ann Lee met Anna on 2024-05-01.")[0]
    Span(start=0, end=7, label='PER', score=None)
    """
    return Rules(patterns, ignore_case=ignore_case, whole_words=whole_words, overlaps=overlaps)


class Rules:
    """What `rules` makes: call it on tasks, or `find` on a text."""

    model_version = "rules"

    def __init__(
        self, patterns: Mapping[str, Pattern], *, ignore_case: bool, whole_words: bool, overlaps: bool
    ) -> None:
        if not isinstance(patterns, Mapping):
            raise PredictionError(
                f"rules takes a mapping of label -> patterns, not {type(patterns).__name__}."
            )
        self.labels = list(patterns)
        self._overlaps = overlaps
        self._expressions: list[tuple[str, re.Pattern[str]]] = []
        for label, given in patterns.items():
            texts: list[str] = []
            for one in [given] if isinstance(given, str | re.Pattern) else given:
                if isinstance(one, re.Pattern) and isinstance(one.pattern, str):
                    self._expressions.append((label, one))
                elif isinstance(one, str) and one.strip():
                    texts.append(one)
                else:
                    raise PredictionError(f"the patterns of {label!r} hold {one!r:.60}, which is no text.")
            if texts:
                flags = re.IGNORECASE if ignore_case else 0
                self._expressions.append((label, _dictionary(texts, flags, whole_words=whole_words)))

    def find(self, text: str) -> list[Span]:
        """The spans of a text, by start."""
        found = sorted(set(self._matches(text)))
        return found if self._overlaps else without_overlaps(found, longest=True)[0]

    def _matches(self, text: str) -> Iterator[Span]:
        for label, expression in self._expressions:
            group = _GROUP if _GROUP in expression.groupindex else 0
            for match in expression.finditer(text):
                start, end = match.span(group)
                if start < end:
                    yield Span(start, end, label)

    def __call__(self, tasks: list[dict[str, Any]]) -> list[Any]:
        """For ``predict=``: what to look for, for each task; the config says in which texts."""
        return [self] * len(tasks)

    def __repr__(self) -> str:
        return f"<Rules for {', '.join(self.labels)}>"


def _dictionary(texts: list[str], flags: int, *, whole_words: bool) -> re.Pattern[str]:
    """One expression for all texts of a label: common beginnings once, so that thousands are quick too."""
    root: dict[str, Any] = {}
    for text in texts:
        node = root
        for char in " ".join(text.split()):
            node = node.setdefault(char, {})
        node[_END] = {}
    before = r"(?<!\w)" if whole_words else ""
    starts = [
        f"{before if char.isalnum() else ''}{_branch(char, node, whole_words=whole_words)}"
        for char, node in root.items()
    ]
    return re.compile("|".join(starts), flags)


def _branch(char: str, node: dict[str, Any], *, whole_words: bool) -> str:
    written, last = "", char
    while True:
        written += r"\s+" if last == " " else re.escape(last)
        if len(node) != 1 or _END in node:
            break
        last, node = next(iter(node.items()))
    ends = r"(?!\w)" if whole_words and last.isalnum() else ""
    longer = [_branch(one, below, whole_words=whole_words) for one, below in node.items() if one != _END]
    if not longer:
        return written + ends
    return f"{written}(?:{'|'.join([*longer, ends] if _END in node else longer)})"
