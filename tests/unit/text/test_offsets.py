from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ls_widgets.errors import ResultError, TaskError
from ls_widgets.text import decoded, from_utf16, half_character, to_utf16, utf16_length
from ls_widgets.text.offsets import text_fault

TEXTS = st.text(st.characters() | st.sampled_from("😀👩\u200d🏽\u0301\r\n\ud83d"), max_size=30)


@settings(deadline=None)
@given(TEXTS, st.data())
def test_offsets_are_those_of_utf_16(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    units = to_utf16(text, at)
    assert units == len(text[:at].encode("utf-16-le", "surrogatepass")) // 2
    assert from_utf16(text, units) == at
    assert utf16_length(text) == to_utf16(text, len(text))


def test_places_that_are_none_are_refused() -> None:
    with pytest.raises(ResultError, match="3 is no place in a text of 2 characters"):
        to_utf16("a😀", 3)
    with pytest.raises(ResultError, match="2 is inside a character"):
        from_utf16("a😀", 2)
    for at in (4, -1):
        with pytest.raises(ResultError, match=f"{at} is no place in a text of 3 UTF-16 units"):
            from_utf16("a😀", at)


def test_bytes_that_are_no_text_are_named_with_their_place() -> None:
    assert decoded("café".encode()) == "café"
    with pytest.raises(TaskError, match=r"byte 0xff at position 6 \(line 2\)"):
        decoded(b"one\ntw\xff")
    assert half_character("a\ud800") == 1
    assert half_character("a😀") is None
    assert text_fault(b"\xff") == "is binary and no UTF-8: byte 0xff at position 0"
    assert "decode" in text_fault(b"fine")
    assert "position 2" in text_fault("ab\udc00")
    assert text_fault("fine") == text_fault(5) == ""
