"""JSON of the store: one text for one value, whichever library writes or reads it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ls_widgets.model import jsontext

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
def test_what_was_decoded_is_written_in_the_same_letters(value: Any) -> None:
    assert jsontext.dumps_decoded(value) == jsontext.dumps(value) == json.dumps(value, separators=(",", ":"))


@given(JSON)
def test_what_is_written_is_read_back_exactly(value: Any) -> None:
    assert repr(jsontext.loads(jsontext.dumps(value))) == repr(value)


@pytest.mark.parametrize(
    "number", [1e-5, 1e-4, 1e15, 1e16, 1.5e300, 5e-324, -1e-7, 2**63, 2**64, "\x7f", "ß"]
)
def test_spellings_that_libraries_differ_in(number: Any) -> None:
    assert jsontext.dumps_decoded([number]) == jsontext.dumps([number])


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_an_object_is_put_together_from_its_values(value: dict[str, Any]) -> None:
    assert jsontext.joined({name: jsontext.dumps(held) for name, held in value.items()}) == jsontext.dumps(
        value
    )
