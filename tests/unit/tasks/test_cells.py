from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
import io
import json
import subprocess
import sys
import uuid
from collections import OrderedDict, deque
from pathlib import PurePosixPath

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from ls_widgets.tasks.cells import json_value, unique_names


class Color(enum.Enum):
    RED = "red"


class Level(enum.IntEnum):
    HIGH = 3


@dataclasses.dataclass
class Point:
    x: int
    tags: list[str]


class Hostile:
    def __repr__(self) -> str:
        raise RuntimeError("no repr")


class HostileDict(dict):
    def values(self):
        raise RuntimeError("no values")


def problems_of(value: object) -> list[str]:
    found: list[str] = []
    json_value(value, where="column 'c'", problems=found)
    return found


@pytest.mark.parametrize(
    "value",
    [
        None,
        float("nan"),
        pd.NaT,
        pd.NA,
        np.nan,
        np.float32("nan"),
        np.datetime64("NaT"),
        np.timedelta64("NaT"),
        decimal.Decimal("NaN"),
    ],
)
def test_missing_values_are_null_without_a_problem(value):
    assert json_value(value) is None
    assert problems_of(value) == []


UTC = dt.UTC


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("text", "text"),
        ("nul\0 é 👩‍👧 \u2028 \r\n", "nul\0 é 👩‍👧 \u2028 \r\n"),
        (True, True),
        (np.bool_(True), True),
        (np.int64(-7), -7),
        (np.uint64(2**64 - 1), 2**64 - 1),
        (2**53 + 1, 2**53 + 1),
        (np.float32(0.5), 0.5),
        (np.str_("s"), "s"),
        (decimal.Decimal("12.50"), "12.50"),
        (dt.date(2024, 2, 3), "2024-02-03"),
        (dt.time(4, 5), "04:05:00"),
        (dt.datetime(2024, 2, 3, 4, 5, tzinfo=UTC), "2024-02-03T04:05:00+00:00"),
        (pd.Timestamp("2024-02-03 04:05", tz="Europe/Paris"), "2024-02-03T04:05:00+01:00"),
        (np.datetime64("2024-02-03T04:05"), "2024-02-03T04:05"),
        (dt.timedelta(days=1, seconds=3723), "P1DT1H2M3S"),
        (pd.Timedelta(days=1, seconds=3723), "P1DT1H2M3S"),
        (np.timedelta64(90, "s"), "P0DT0H1M30S"),
        (pd.Period("2024-02"), "2024-02"),
        (pd.Interval(0, 1), "(0, 1]"),
        (uuid.UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (PurePosixPath("a/b.png"), "a/b.png"),
        (Color.RED, "red"),
        (Level.HIGH, 3),
        (Point(1, ["a"]), {"x": 1, "tags": ["a"]}),
        ((1, (2, None)), [1, [2, None]]),
        (deque([1]), [1]),
        ({"b", "a"}, ["a", "b"]),
        (OrderedDict(a=np.int8(1)), {"a": 1}),
        ({1: "x", None: "y", (1, "z"): 0}, {"1": "x", "None": "y", "1.z": 0}),
        (np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        (np.array(5), 5),
        (pd.Series([1.5, None]), [1.5, None]),
        (pd.DataFrame({"a": [1], "b": ["x"]}), {"a": [1], "b": ["x"]}),
    ],
)
def test_values_with_a_json_form_take_it_without_a_problem(value, expected):
    converted = json_value(value)
    assert converted == expected
    assert type(converted) is type(expected)
    assert [note for note in problems_of(value) if "is shown" in note] == []


def cycle() -> list:
    value: list = [1]
    value.append({"again": value})
    return value


def deep() -> list:
    value: list = []
    for _ in range(100_000):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (float("inf"), "not finite"),
        (np.float64("-inf"), "not finite"),
        (decimal.Decimal("Infinity"), "not finite"),
        (b"\x89PNG", "binary"),
        (bytearray(b"abc"), "binary"),
        (1 + 2j, "no JSON value"),
        (np.complex64(1j), "no JSON value"),
        (object(), "no JSON value"),
        (Hostile(), "no JSON value"),
        (HostileDict(a=1), "reading it fails"),
        (json.loads, "no JSON value"),
        (np.zeros((200, 200)), "large array"),
        (Image.new("RGB", (3, 2)), "no JSON value"),
        (cycle(), "contains itself"),
        pytest.param(deep(), "nested deeper", id="deep"),
        pytest.param(10**5_000, "too long", id="long integer"),
        ("half \ud83d", "surrogates"),
        ({"a": 1, "deeper": {"b": [b"x"]}}, "column 'c'.deeper.b[0]"),
    ],
)
def test_what_json_cannot_hold_becomes_text_and_is_named(value, why):
    found = problems_of(value)
    assert len(found) == 1
    assert found[0].startswith("column 'c'")
    assert why in found[0]
    assert len(found[0]) < 600
    json.dumps(json_value(value), allow_nan=False).encode()


def test_half_characters_keep_the_length_of_the_text():
    assert json_value("a\ud83db") == "a\ufffdb"


def test_large_contents_stay_apart_although_their_repr_is_cut():
    one, two = bytes(5_000), bytes(4_999) + b"x"
    assert json_value(one) != json_value(two)
    array = np.zeros((200, 200))
    other = array.copy()
    other[150, 150] = 1
    assert json_value(array) != json_value(other)


def test_text_for_objects_is_the_same_in_another_process():
    code = """
import numpy as np
from PIL import Image
from ls_widgets.tasks.cells import json_value
values = (object(), {"b", "a", "c"}, np.ones((200, 200)), Image.new("RGB", (9, 9)), bytes(99))
print([json_value(value) for value in values])
"""
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(runs) == 1


def test_the_copy_shares_nothing_with_the_value():
    value = {"a": [1, {"b": 2}]}
    copy = json_value(value)
    copy["a"][1]["b"] = 3
    assert value == {"a": [1, {"b": 2}]}


def test_an_opened_picture_is_named_by_its_file(tmp_path):
    path = tmp_path / "cat.png"
    Image.new("L", (4, 3)).save(path)
    with Image.open(path) as image:
        assert str(path) in json_value(image)


def test_a_picture_in_memory_is_named_by_its_pixels():
    stream = io.BytesIO()
    Image.new("L", (4, 3), 7).save(stream, "PNG")
    assert json_value(Image.new("L", (4, 3), 7)) == json_value(Image.open(stream))
    assert json_value(Image.new("L", (4, 3), 8)) != json_value(Image.new("L", (4, 3), 7))


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["a", "a", "a_2", "a"], ["a", "a_3", "a_2", "a_4"]),
        ([1, "1", 2.5, None], ["1", "1_2", "2.5", "None"]),
        ([("x", "y"), ("x", "")], ["x.y", "x"]),
        (["\ud800", "\udfff"], ["\ufffd", "\ufffd_2"]),
        ([pd.Timestamp("2024-01-01")], ["2024-01-01T00:00:00"]),
    ],
)
def test_names_become_distinct_texts(names, expected):
    found: list[str] = []
    assert unique_names(names, problems=found) == expected
    assert bool(found) == (
        len({str(name) for name in expected}) != len(set(names)) or any("_" in n for n in expected)
    )
