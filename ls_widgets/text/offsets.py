"""Places in a text: code points in Python, UTF-16 units in the browser; and what is no text at all."""

from __future__ import annotations

import re
from typing import Any

from ls_widgets.errors import ResultError, TaskError

_HALF = re.compile("[\ud800-\udfff]")


def to_utf16(text: str, at: int) -> int:
    """The UTF-16 offset of a place given in code points. ResultError for a place outside of the text.

    >>> to_utf16("a😀b", 2)
    3
    """
    if not 0 <= at <= len(text):
        raise ResultError(f"{at} is no place in a text of {len(text)} characters.")
    return utf16_length(text[:at])


def from_utf16(text: str, at: int) -> int:
    """The place in code points of a UTF-16 offset; ResultError outside of the text or inside a character.

    >>> from_utf16("a😀b", 3)
    2
    """
    low, high = (at + 1) // 2, min(max(at, 0), len(text))
    while low < high:
        middle = (low + high) // 2
        if utf16_length(text[:middle]) < at:
            low = middle + 1
        else:
            high = middle
    if at < 0 or utf16_length(text[:low]) != at:
        units = utf16_length(text)
        inside = 0 <= at <= units
        why = "is inside a character" if inside else f"is no place in a text of {units} UTF-16 units"
        raise ResultError(f"{at} {why}.")
    return low


def utf16_length(text: str) -> int:
    """How many UTF-16 units a text has: what JavaScript calls its length."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def decoded(content: bytes | bytearray | memoryview) -> str:
    r"""UTF-8 as text. TaskError with the byte and its position where it is none.

    >>> decoded(b"caf\xc3\xa9")
    'café'
    """
    try:
        return bytes(content).decode("utf-8")
    except UnicodeDecodeError as error:
        raise TaskError(f"{bad_byte(error)}; say its encoding: value.decode('latin-1').") from None


def bad_byte(error: UnicodeDecodeError) -> str:
    """Where bytes stop being UTF-8, in words."""
    line = error.object.count(b"\n", 0, error.start) + 1
    where = f" (line {line})" if line > 1 else ""
    return f"no UTF-8: byte 0x{error.object[error.start]:02x} at position {error.start}{where}"


def half_character(text: str) -> int | None:
    """The place of the first lone surrogate, which no file can hold; None for a sound text."""
    found = None if text.isascii() else _HALF.search(text)
    return found.start() if found else None


def text_fault(value: Any) -> str:
    """What is wrong with a value that is to be shown as text; empty where it can be."""
    if isinstance(value, str):
        at = half_character(value)
        return "" if at is None else f"has half a character (lone surrogates) at position {at}"
    if isinstance(value, bytes | bytearray | memoryview):
        try:
            bytes(value).decode("utf-8")
        except UnicodeDecodeError as error:
            return f"is binary and {bad_byte(error)}"
        return "is binary: use value.decode('utf-8')"
    return "is missing" if value is None else ""
