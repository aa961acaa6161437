from __future__ import annotations

import datetime as dt
import json
import random

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from ls_widgets.tasks.source import open_tasks


class Odd:
    def __eq__(self, other):
        raise RuntimeError("not comparable")

    __hash__ = None  # type: ignore[assignment]


leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=2**53, max_value=2**80),
    st.floats(),
    st.text(alphabet=st.characters()),
    st.text(alphabet=["\ud800", "\udfff", "\0", "a", "\u202e", "\r", "\n", '"', "\\"]),
    st.binary(max_size=80),
    st.dates(),
    st.datetimes(timezones=st.none() | st.just(dt.UTC)),
    st.timedeltas(),
    st.decimals(),
    st.uuids(),
    st.complex_numbers(),
    st.sampled_from(
        [pd.NaT, pd.NA, np.float32("inf"), np.int8(3), np.datetime64("NaT"), Odd(), object, range(3)]
    ),
    st.just(np.arange(4)),
)
cells = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.integers() | st.none(), inner, max_size=3)
        | st.tuples(inner, inner)
    ),
    max_leaves=6,
)
names = (
    st.text(max_size=4) | st.integers(0, 3) | st.none() | st.tuples(st.text(max_size=2), st.integers(0, 2))
)


@st.composite
def frames(draw):
    columns = draw(st.lists(names, max_size=4))
    count = draw(st.integers(0, 6))
    frame = pd.DataFrame(index=range(count))
    for j in range(len(columns)):
        array = np.empty(count, dtype=object)
        for i in range(count):
            array[i] = draw(cells)
        frame.insert(j, j, pd.Series(array, dtype=object))
    frame.columns = pd.Index(columns, dtype=object, tupleize_cols=False)
    return frame


def keyed(source) -> list[tuple[str, str]]:
    pairs = [
        (source.key(i), json.dumps(source.data(i), sort_keys=True, allow_nan=False))
        for i in range(len(source))
    ]
    assert len({key for key, _ in pairs}) == len(source)
    assert [source.index_of(key) for key, _ in pairs] == list(range(len(source)))
    return pairs


@settings(max_examples=300, deadline=None)
@given(frames(), st.randoms(use_true_random=False))
def test_any_frame_opens_as_strict_json_with_keys_that_survive_reordering(
    frame: pd.DataFrame, chance: random.Random
):
    source = open_tasks(frame)
    for i in range(len(source)):
        json.dumps(source.data(i), allow_nan=False, ensure_ascii=False).encode("utf-8")
        assert all(isinstance(problem, str) for problem in source.problems(i))
        assert list(source.data(i)) == source.columns
    order = list(range(len(frame)))
    chance.shuffle(order)
    assert sorted(keyed(open_tasks(frame.iloc[order]))) == sorted(keyed(source))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=3) | st.integers(), cells, max_size=3), max_size=6))
def test_any_list_of_dicts_keeps_its_keys_through_a_json_file(records: list[dict]):
    source = open_tasks(records)
    cleaned = json.loads(json.dumps([source.data(i) for i in range(len(source))]))
    again = open_tasks(cleaned)
    if all("data" not in record for record in records):
        assert [again.key(i) for i in range(len(again))] == [source.key(i) for i in range(len(source))]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.none() | st.sampled_from(["a", "a#2", "a#2#2", "b"]) | st.integers(0, 2) | st.floats(0, 2),
        max_size=12,
    )
)
def test_ids_of_any_kind_give_distinct_keys_that_find_their_row(ids: list):
    source = open_tasks([{"id": value, "n": i} for i, value in enumerate(ids)] or [{"id": 1}], id="id")
    keyed(source)
