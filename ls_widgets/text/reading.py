"""What an object shows as text, and how Label Studio spells a place in it: Text, Paragraphs, HyperText."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from ls_widgets.errors import ResultError
from ls_widgets.model.span_text import saved_text, shown_text
from ls_widgets.text.markup import Markup
from ls_widgets.text.offsets import from_utf16, to_utf16

SURFACES = ("text", "paragraphs", "hypertext")

_STAMP = re.compile(r"\d{2,}:\d\d:\d\d - \d{2,}:\d\d:\d\d")
_SPACE = re.compile(r"\\n|\s+")


class Reading(Protocol):
    """A text that can be labelled; places in ``text`` are code points."""

    text: str

    def pieces(self) -> list[tuple[int, int]]:
        """What is read apart: the phrases of a dialogue, the blocks of a page, or the whole text."""
        ...

    def value(self, start: int, end: int) -> dict[str, Any]:
        """The geometry of a span, ``text`` included. ResultError for one that has no place."""
        ...

    def place(self, value: Mapping[str, Any]) -> tuple[int, int]:
        """Start and end of a result's geometry. ResultError for one that has no place."""
        ...

    def says(self, start: int, end: int, saved: str) -> bool:
        """Whether a saved ``text`` is that of the span, but for blanks and line ends."""
        ...


def read(surface: str | None, value: Any, attribute: Callable[[str], Any]) -> Reading | None:
    """The reading of an object's value; None where the task holds no text for it, as with an address."""
    if surface not in SURFACES or value is None or attribute("valueType") == "url":
        return None
    if surface == "paragraphs":
        return _dialogue(value, str(attribute("nameKey")), str(attribute("textKey")))
    text = shown_text(value, str(attribute("encoding") or "none"))
    if text is None:
        return None
    return Plain(text) if surface == "text" else Page(text, inline=attribute("inline") is True)


class Plain:
    """A Text: ``start`` and ``end`` are code points."""

    def __init__(self, text: str) -> None:
        self.text = text

    def pieces(self) -> list[tuple[int, int]]:
        return [(0, len(self.text))] if self.text else []

    def value(self, start: int, end: int) -> dict[str, Any]:
        _check(self.text, start, end)
        return {"start": start, "end": end, "text": saved_text(self.text, start, end)}

    def place(self, value: Mapping[str, Any]) -> tuple[int, int]:
        start, end = whole(value, "start"), whole(value, "end")
        _check(self.text, start, end)
        return start, end

    def says(self, start: int, end: int, saved: str) -> bool:
        return _compact(saved) == _compact(self.text[start:end])


class Page:
    """A HyperText: XPaths and ``globalOffsets``, of which the latter count; plain numbers are the same."""

    def __init__(self, html: str, *, inline: bool) -> None:
        self.markup = Markup(html, inline=inline)
        self.text = self.markup.text

    def pieces(self) -> list[tuple[int, int]]:
        return self.markup.blocks()

    def value(self, start: int, end: int) -> dict[str, Any]:
        _check(self.text, start, end)
        return self.markup.value(start, end)

    def place(self, value: Mapping[str, Any]) -> tuple[int, int]:
        offsets = value.get("globalOffsets")
        if isinstance(offsets, Mapping):
            start, end = whole(offsets, "start"), whole(offsets, "end")
        elif isinstance(value.get("start"), str) and not str(value["start"]).isdecimal():
            first = self.markup.place(value["start"], value.get("startOffset"))
            last = self.markup.place(value.get("end"), value.get("endOffset"))
            if first is None or last is None:
                raise ResultError(f"{value['start']!r} to {value.get('end')!r} is no place on this page.")
            start, end = first, last
        else:
            start, end = whole(value, "start"), whole(value, "end")
        _check(self.text, start, end)
        return start, end

    def says(self, start: int, end: int, saved: str) -> bool:
        return _compact(saved) == _compact(self.text[start:end])


class Dialogue:
    """Paragraphs: numbers of phrases as texts, and UTF-16 offsets in them. ``text``: a phrase a line."""

    def __init__(self, phrases: Sequence[str], stamps: Sequence[str]) -> None:
        self.phrases = phrases
        self.text = "\n".join(phrases)
        self._stamps = stamps
        self._starts: list[int] = []
        at = 0
        for phrase in phrases:
            self._starts.append(at)
            at += len(phrase) + 1

    def pieces(self) -> list[tuple[int, int]]:
        return [
            (start, start + len(phrase))
            for start, phrase in zip(self._starts, self.phrases, strict=True)
            if phrase
        ]

    def value(self, start: int, end: int) -> dict[str, Any]:
        _check(self.text, start, end)
        first, last = self._phrase(start), self._phrase(end - 1)
        if start - self._starts[first] == len(self.phrases[first]) and first < last:
            first, start = first + 1, self._starts[first + 1]
        stop = min(end - self._starts[last], len(self.phrases[last]))
        begin = start - self._starts[first]
        if first == last and begin >= stop:
            raise ResultError(f"{start} to {end} holds no character of a phrase.")
        parts = [
            phrase[begin if at == first else 0 : stop if at == last else None]
            for at, phrase in enumerate(self.phrases[first : last + 1], first)
        ]
        said = parts[0]
        for stamp, part in zip(self._stamps[first + 1 : last + 1], parts[1:], strict=True):
            said += f"\n{stamp}\n{part}"
        return {
            "start": str(first),
            "end": str(last),
            "startOffset": to_utf16(self.phrases[first], begin),
            "endOffset": to_utf16(self.phrases[last], stop),
            "text": said,
        }

    def _phrase(self, at: int) -> int:
        return bisect_right(self._starts, at) - 1

    def place(self, value: Mapping[str, Any]) -> tuple[int, int]:
        first = whole(value, "start")
        last = first if value.get("end") is None else whole(value, "end")
        if not 0 <= first <= last < len(self.phrases):
            raise ResultError(f"{first} to {last} are no phrases of a dialogue of {len(self.phrases)}.")
        start = self._place(first, value, "startOffset", default=0)
        end = self._place(last, value, "endOffset", default=len(self.phrases[last]))
        _check(self.text, start, end)
        return start, end

    def _place(self, phrase: int, value: Mapping[str, Any], name: str, *, default: int) -> int:
        if value.get(name) is None:
            return self._starts[phrase] + default
        return self._starts[phrase] + from_utf16(self.phrases[phrase], whole(value, name))

    def says(self, start: int, end: int, saved: str) -> bool:
        """Names and times may stand between phrases, as the page showed them."""
        rest = _compact(_STAMP.sub("", saved))
        parts = [_compact(part) for part in self.text[start:end].split("\n")]
        if not rest.startswith(parts[0]) or not rest.endswith(parts[-1]):
            return False
        at = 0
        for part in parts:
            at = rest.find(part, at) + len(part)
            if at < len(part):
                return False
        return len(parts) > 1 or at == len(rest)


def _dialogue(value: Any, name: str, key: str) -> Dialogue | None:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return None
    if not isinstance(value, list) or not value or not all(isinstance(one, Mapping) for one in value):
        return None
    if name not in value[0] or key not in value[0]:
        return None
    phrases = [shown_text(one.get(key)) or "" for one in value]
    return Dialogue(phrases, [_stamp(one) for one in value])


def _stamp(phrase: Mapping[str, Any]) -> str:
    """The time that the page shows before a phrase."""
    start, length = _seconds(phrase.get("start")), _seconds(phrase.get("duration"))
    end = phrase.get("end")
    return f"{_clock(start)} - {_clock(start + length if end is None else _seconds(end))}"


def _seconds(value: Any) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if number and 0 <= value < 360_000 else 0.0


def _clock(seconds: float) -> str:
    minutes, second = divmod(int(seconds), 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}"


def _check(text: str, start: int, end: int) -> None:
    if not 0 <= start < end <= len(text):
        raise ResultError(f"{start} to {end} is no span of a text of {len(text)} characters.")


def _compact(text: str) -> str:
    return _SPACE.sub("", text)


def whole(given: Mapping[str, Any], name: str) -> int:
    """A whole number, also where it is written as text. ResultError for anything else."""
    value = given.get(name)
    if isinstance(value, str) and value.isdecimal():
        return int(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ResultError(f"value.{name} must be a whole number of characters, not {value!r}.")
    return value
