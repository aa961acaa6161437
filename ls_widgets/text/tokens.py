"""Tokens of a text as places in it, whoever made them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from ls_widgets.errors import FormatError

Token = tuple[int, int]
"""Start and end of a token, in code points."""

Tokens: TypeAlias = Sequence[Token] | Sequence[str] | Callable[[str], Any] | Iterable[Any] | None

_WORD = re.compile(r"\S+")


def words(text: str) -> list[Token]:
    """What blanks and line breaks divide.

    >>> words("Anna  sings")
    [(0, 4), (6, 11)]
    """
    return [match.span() for match in _WORD.finditer(text)]


def locate(text: str, tokens: Sequence[str], *, gaps: bool = False) -> list[Token]:
    """Where tokens given as texts are, in order; only blanks may lie between them unless ``gaps``.

    >>> locate("Anna's song", ["Anna", "'s", "song"])
    [(0, 4), (4, 6), (7, 11)]
    """
    found: list[Token] = []
    at = 0
    for index, token in enumerate(tokens):
        start = text.find(token, at)
        if start < 0 or (not gaps and text[at:start].strip()):
            near = text[at : at + 30]
            raise FormatError(f"token {index} {token!r} is not at character {at} of the text: {near!r}…")
        at = start + len(token)
        found.append((start, at))
    return found


def tokens_of(text: str, tokens: Tokens = None) -> list[Token]:
    """Tokens as places: words by default, or those of a callable, a spaCy ``Doc``, texts, or offsets.

    Tokens without characters, such as the special ones of a tokenizer, stay in the list. FormatError for
    tokens outside of the text or out of order.
    """
    if tokens is None:
        return words(text)
    given = list(tokens(text) if callable(tokens) else tokens)
    if all(isinstance(one, str) for one in given):
        return locate(text, given)
    found = list(map(place_of, given))
    before = 0
    for index, (start, end) in enumerate(found):
        if start == end:
            continue
        if not before <= start < end <= len(text):
            raise FormatError(f"token {index} ({start}, {end}) is out of order or outside of the text.")
        before = start
    return found


def place_of(token: Any) -> Token:
    """Start and end of one token: of a (start, end) pair, or of spaCy's. FormatError for what is none."""
    if hasattr(token, "idx"):
        return token.idx, token.idx + len(token)
    try:
        start, end = token
        return int(start), int(end)
    except (TypeError, ValueError):
        raise FormatError(f"a token is a text or (start, end), not {token!r:.60}.") from None
