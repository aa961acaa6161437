"""BIO and its relatives: a tag for each token, to and from spans."""

from __future__ import annotations

import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ls_widgets.errors import FormatError
from ls_widgets.text.spans import Span, check_spans
from ls_widgets.text.tokens import Token, Tokens, locate, place_of, tokens_of

Scheme = Literal["bio", "biluo", "bioes"]
Align = Literal["widen", "strict"]
OnLoss = Literal["warn", "raise", "ignore"]

_LAST_AND_ONLY = {"bio": ("I", "B"), "biluo": ("L", "U"), "bioes": ("E", "S")}
_BEGINS = frozenset("BUS")
_ENDS = frozenset("LEUS")
_KNOWN = frozenset("BILUES")


@dataclass(slots=True)
class Tagged:
    """Tokens, a tag for each, and the spans that the tags do not say exactly."""

    tokens: list[Token]
    tags: list[str]
    unaligned: list[Span] = field(default_factory=list)
    """Spans that begin or end elsewhere than tokens do: on whole tokens here, or with ``strict`` nowhere."""
    left_out: list[Span] = field(default_factory=list)
    """Spans that are in no tag: they overlap an earlier one, or hold no token."""


def to_tags(
    text: str,
    spans: Iterable[Span],
    *,
    tokens: Tokens = None,
    scheme: Scheme = "bio",
    align: Align = "widen",
    on_loss: OnLoss = "warn",
) -> Tagged:
    """Spans as tags of tokens.

    Args:
        text: What the spans lie in.
        spans: In any order; of overlapping ones the first counts, of those the longest.
        tokens: Words by default; a callable on the text, a spaCy ``Doc``, texts, or (start, end) pairs.
        scheme: ``bio``, ``biluo`` (spaCy's letters) or ``bioes``.
        align: A span that cuts a token goes to whole tokens (``widen``) or to none (``strict``).
        on_loss: What to do about spans that the tags do not say exactly; they are in the result too.

    Raises:
        ResultError: For a span outside of the text.
        FormatError: For tokens that are not the text's; for losses with ``on_loss="raise"``.

    >>> to_tags("Ann Lee sings", [Span(0, 7, "PER")], scheme="biluo").tags
    ['B-PER', 'L-PER', 'O']
    """
    if scheme not in _LAST_AND_ONLY:
        raise FormatError(f"scheme={scheme!r} is none of {', '.join(_LAST_AND_ONLY)}.")
    places = tokens_of(text, tokens)
    real = [index for index, (start, end) in enumerate(places) if start < end]
    starts = [places[index][0] for index in real]
    ends = [places[index][1] for index in real]
    done = Tagged(places, ["O"] * len(places))
    last_letter, only_letter = _LAST_AND_ONLY[scheme]
    free = 0
    for span in sorted(check_spans(spans, text), key=lambda one: (one.start, -one.end)):
        first, stop = bisect_right(ends, span.start), bisect_left(starts, span.end)
        if first >= stop or first < free:
            done.left_out.append(span)
            continue
        if (starts[first], ends[stop - 1]) != (span.start, span.end):
            done.unaligned.append(span)
            if align == "strict":
                continue
        letters = ["B", *"I" * (stop - first - 1)]
        letters[-1] = only_letter if stop - first == 1 else last_letter
        for index, letter in zip(real[first:stop], letters, strict=True):
            done.tags[index] = f"{letter}-{span.label}"
        free = stop
    _say(done, align, on_loss)
    return done


def _say(done: Tagged, align: Align, on_loss: OnLoss) -> None:
    if on_loss == "ignore" or not (done.unaligned or done.left_out):
        return
    became = "put on whole tokens" if align == "widen" else "left out"
    parts = [
        (done.unaligned, f"that cut a token or hold a blank beside it, {became}"),
        (done.left_out, "that overlap an earlier one or hold no token, left out"),
    ]
    message = "; ".join(
        f"{len(found)} span{'s' if len(found) > 1 else ''} {what} (first: {found[0].start}–{found[0].end} "
        f"{found[0].label})"
        for found, what in parts
        if found
    )
    if on_loss == "raise":
        raise FormatError(f"{message}.")
    warnings.warn(f"{message}.", stacklevel=3)


def from_tags(
    tags: Sequence[str | None], tokens: Tokens, *, text: str | None = None, strict: bool = False
) -> list[Span]:
    """Spans from BIO, IOB1, BILUO or BIOES tags; None, ``-`` and empty tags are outside.

    Args:
        tags: One for each token.
        tokens: (start, end) pairs, a ``Doc``, or texts.
        text: What token texts are looked for in; by default they are joined by blanks.
        strict: Refuse ``I-`` without a beginning, which is read as one else.

    Raises:
        FormatError: For tags that are none, another count of them than of tokens, or tokens not in the text.

    >>> from_tags(["B-PER", "I-PER", "O"], ["Ann", "Lee", "sings"])
    [Span(start=0, end=7, label='PER', score=None)]
    """
    if text is not None or callable(tokens):
        places = tokens_of(text or "", tokens)
    else:
        given = list(tokens or ())
        plain = all(isinstance(one, str) for one in given)
        places = locate(" ".join(given), given) if plain else list(map(place_of, given))
    if len(places) != len(tags):
        raise FormatError(f"{len(tags)} tags for {len(places)} tokens: one each.")
    found: list[Span] = []
    open_label: str | None = None
    for at, ((start, end), tag) in enumerate(zip(places, tags, strict=True)):
        letter, label = _read(tag, at)
        if start == end:
            continue
        if label is None:
            open_label = None
            continue
        fresh = letter in _BEGINS or open_label != label
        if strict and fresh and letter not in _BEGINS:
            raise FormatError(f"tag {at} {tag!r} continues a span that did not begin.")
        if fresh:
            found.append(Span(start, end, label))
        else:
            found[-1] = Span(found[-1].start, end, label)
        open_label = None if letter in _ENDS else label
    return found


def _read(tag: str | None, at: int) -> tuple[str, str | None]:
    if tag in (None, "", "-", "O"):
        return "O", None
    if not isinstance(tag, str) or tag[0] not in _KNOWN or tag[1:2] not in ("-", "_") or not tag[2:]:
        raise FormatError(f"tag {at} {tag!r} is none of O, B-LABEL, I-LABEL, L-, U-, E-, S-.")
    return tag[0], tag[2:]
