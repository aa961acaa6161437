"""Words of a text by the rules of the Penn Treebank, as positions in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, starmap
from operator import add

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
_TWO_PERIODS = r"\.\.(?!\.)"
_END = r"(?=[\])}>]*\s*\Z)"
_PART = re.compile(
    rf"""
    \.\.\. | -- | [;@#$/%&?!\[\](){{}}<>] | [:,](?!\d) | \.(?!\.){_END}
    | (?: [^\s.,:;@#$/%&?!\[\](){{}}<>-]++ | [:,](?=\d) | -(?!-) | {_TWO_PERIODS} | \.(?!\.)(?!{_END}) )++
    """,
    re.VERBOSE,
)
"""What the rules make of a text without anything of `_HARD`."""
_HARD = re.compile(r"['\"`]|[:,][:,]|(?i:cannot|gimme|gonna|gotta|lemme|wanna)")
_JOINED = re.compile(r"(?i)wanna[^\S ]'t")
"""Here a rule puts a blank in place of the white space, after which another one splits the next word."""
_CHUNK = re.compile(r"\S+")
_MEMORY = 1 << 13
_LONGEST = 100
"""Characters of the longest part of a text that is remembered."""

Chunk = tuple[str] | tuple[str, str, str, bool]
"""A part of a text without white space, as `parts` takes it."""


def words(text: str) -> list[Span]:
    """Start and end of each word and punctuation mark.

    >>> [text[a:b] for text in ["Don't pay $5, he said."] for a, b in words(text)]
    ['Do', "n't", 'pay', '$', '5', ',', 'he', 'said', '.']
    """
    starts, found = chunks(text)
    if not found:
        return [*step_by_step(text)]
    each = zip(starts, starmap(parts, found), strict=True)
    return [(start + first, start + stop) for start, inside in each for first, stop in inside]


def chunks(text: str) -> tuple[list[int], list[Chunk]]:
    """Where the parts of a text without white space start, and these; none where they are not apart."""
    found = text.split(" ")
    # Of what is white space, blanks alone are printable.
    if "" not in found and (text.isprintable() or found == text.split()):
        lengths = [*map(len, found)]
        if max(lengths) > _LONGEST:
            return [], []
        starts = [*map(add, accumulate(lengths, initial=0), range(len(found)))]
        around: list[Chunk] = [*zip(found)]
        only = len(found) == 1
        around[0] = found[0], "", "" if only else " ", only
        around[-1] = found[-1], "" if only else " ", "", True
        return starts, around
    if _JOINED.search(text):
        return [], []
    last = len(text.rstrip())
    places = [chunk.span() for chunk in _CHUNK.finditer(text)]
    if any(end - start > _LONGEST for start, end in places):
        return [], []
    around = [
        (text[start:end], text[max(start - 1, 0) : start], text[end : end + 1], end == last)
        for start, end in places
    ]
    return [start for start, _ in places], around


def may_contract(text: str) -> bool:
    """Whether a word of letters and digits alone may be two, such as ``cannot``."""
    lowered = text.lower()
    return "nna" in lowered or "mme" in lowered or "cannot" in lowered or "gotta" in lowered


@lru_cache(_MEMORY)
def parts(chunk: str, before: str = " ", after: str = " ", last: bool = False) -> tuple[Span, ...]:  # noqa: FBT001
    """The words of a part of a text without white space, and where they are in it.

    No rule looks beyond the character before and after, but at whether it is the ``last`` part.
    """
    size, end = len(chunk), "" if last else "-"
    if chunk[:-1].isalnum() and not may_contract(chunk):  # as most are
        if chunk[-1] in ",;:?!" or (last and chunk[-1] == "."):
            return (0, size - 1), (size - 1, size)
        if chunk[-1] == "." or chunk[-1].isalnum():
            return ((0, size),)
    around = f"{before}{chunk}{after}{end}"
    first, stop = len(before), len(before) + size
    found = step_by_step(around) if _HARD.search(chunk) else map(re.Match.span, _PART.finditer(around))
    return tuple((start - first, end - first) for start, end in found if start < stop)


def step_by_step(text: str) -> Iterator[Span]:
    """As `words`, by all the rules in turn."""
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
