"""Words of a text by the rules of the Penn Treebank, as positions in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

_OPENING = (
    (re.compile(r'^"'), "``"),
    (re.compile(r"``"), " `` "),
    (re.compile(r"([ (\[{<])(\"|'{2})"), r"\1 `` "),
)
_PUNCTUATION = (
    (re.compile(r"([:,])([^\d])"), r" \1 \2"),
    (re.compile(r"([:,])$"), r" \1 "),
    (re.compile(r"\.\.\."), " ... "),
    (re.compile(r"[;@#$/%&]"), r" \g<0> "),
    (re.compile(r"([^.])(\.)([\])}>\"']*)\s*$"), r"\1 \2\3 "),
    (re.compile(r"[?!]"), r" \g<0> "),
    (re.compile(r"([^'])' "), r"\1 ' "),
)
_BRACKETS = ((re.compile(r"[\][(){}<>]"), r" \g<0> "), (re.compile(r"--"), " -- "))
_CLOSING = (
    (re.compile(r"''"), " '' "),
    (re.compile(r'"'), " '' "),
    (re.compile(r"([^' ])('[sSmMdD]|') "), r"\1 \2 "),
    (re.compile(r"([^' ])('ll|'LL|'re|'RE|'ve|'VE|n't|N'T) "), r"\1 \2 "),
)
_CONTRACTED = (
    *((re.compile(rf"(?i)\b({one})({two})\b"), r" \1 \2 ") for one, two in (
        ("can", "not"), ("d", "'ye"), ("gim", "me"), ("gon", "na"), ("got", "ta"), ("lem", "me"),
        ("more", "'n"),
    )),
    (re.compile(r"(?i)\b(wan)(na)\s"), r" \1 \2 "),
    (re.compile(r"(?i) ('t)(is)\b"), r" \1 \2 "),
    (re.compile(r"(?i) ('t)(was)\b"), r" \1 \2 "),
)  # fmt: skip
_QUOTE = re.compile(r"``|''|\"")


def words(text: str) -> Iterator[Span]:
    """Start and end of each word and punctuation mark.

    >>> [text[a:b] for text in ["Don't pay $5, he said."] for a, b in words(text)]
    ['Do', "n't", 'pay', '$', '5', ',', 'he', 'said', '.']
    """
    at = 0
    for word in _split(text):
        if word in ("``", "''"):
            found = _QUOTE.search(text, at)
            start, end = found.span() if found else (at, at)
        else:
            start = text.find(word, at)
            end = start + len(word)
        if start < at or end == start:
            continue
        yield start, end
        at = end


def _split(text: str) -> list[str]:
    for rules in (_OPENING, _PUNCTUATION, _BRACKETS):
        for pattern, new in rules:
            text = pattern.sub(new, text)
    text = f" {text} "
    for rules in (_CLOSING, _CONTRACTED):
        for pattern, new in rules:
            text = pattern.sub(new, text)
    return text.split()
