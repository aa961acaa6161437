from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from ls_widgets.project.frames import Column, build_frame
from ls_widgets.tasks.source import open_tasks

LABELS = {
    "mood": Column(["good", None], "category", ("good", "bad")),
    "note": Column(["x", None], "string"),
    "stars": Column([4, None], "int"),
    "score": Column([0.5, None], "float"),
    "done": Column([True, None], "bool"),
    "at": Column(["2024-01-02T03:04:05Z", None], "datetime"),
    "tags": Column([["a", "b"], None], "list"),
    "boxes": Column([[{"x": 1.5, "rectanglelabels": ["car"]}], None], "object"),
}


def test_columns_have_the_type_of_their_kind():
    out = build_frame(open_tasks(pd.DataFrame({"text": ["a", "b"]})), LABELS, rows=range(2))
    assert list(out.columns) == ["text", *LABELS]
    assert list(out["mood"].cat.categories) == ["good", "bad"]
    assert str(out["note"].dtype) == "string"
    assert str(out["stars"].dtype) == "Int64"
    assert str(out["score"].dtype) == "float64"
    assert str(out["done"].dtype) == "boolean"
    assert out["at"][0] == pd.Timestamp("2024-01-02 03:04:05", tz="UTC")
    assert pd.isna(out["at"][1])
    assert out["tags"].tolist() == [["a", "b"], None]
    assert out["boxes"][0][0]["x"] == 1.5


INDEXES = {
    "duplicate": pd.Index(["a", "a", "b"], name="doc"),
    "nan": pd.Index([np.nan, 1.0, np.nan]),
    "multi": pd.MultiIndex.from_tuples([("a", 1), ("a", 1), ("b", 2)], names=["x", "y"]),
    "tz": pd.date_range("2024-03-30", periods=3, tz="Europe/Paris"),
    "unsorted": pd.Index([9, 3, 5]),
}


@pytest.mark.parametrize("name", INDEXES)
def test_index_dtypes_and_columns_of_pandas_are_kept(name):
    frame = pd.DataFrame(
        {
            "text": ["a", "b", "c"],
            "n": np.array([1, 2, 3], dtype="int8"),
            "c": pd.Categorical(["x", "y", "x"]),
            "t": pd.date_range("2024", periods=3, tz="UTC"),
            "o": [[1], {"a": 2}, None],
        },
        index=INDEXES[name],
    )
    before = frame.copy(deep=True)
    labels = {"mood": Column(["p", None, "q"], "category")}
    out = build_frame(open_tasks(frame), labels, rows=range(3))
    pd.testing.assert_frame_equal(out.drop(columns="mood"), before)
    assert out["mood"].tolist()[0] == "p"
    out.loc[:, "n"] = 0
    pd.testing.assert_frame_equal(frame, before)


def test_rows_repeat_the_cells_and_the_index_of_their_task():
    frame = pd.DataFrame({"text": ["a", "b"]}, index=["i", "j"])
    out = build_frame(open_tasks(frame), {"label": Column(["x", "y", "z"], "string")}, rows=[1, 1, 0])
    assert list(out.index) == ["j", "j", "i"]
    assert out["text"].tolist() == ["b", "b", "a"]
    assert out["label"].tolist() == ["x", "y", "z"]


def test_without_rows_only_the_labels_are_there():
    out = build_frame(open_tasks(["a"]), {"task": Column(["k", "k"], "string")}, rows=None)
    assert list(out.columns) == ["task"]
    assert len(out) == 2
    assert len(build_frame(open_tasks([]), {}, rows=None)) == 0


def test_label_columns_give_way_to_columns_of_the_source():
    frame = pd.DataFrame([[1, 2, 3]], columns=["mood", "mood_label", "mood"])
    labels = {"mood": Column(["x"], "string"), "mood_label": Column(["y"], "string")}
    out = build_frame(open_tasks(frame), labels, rows=range(1))
    assert list(out.columns) == ["mood", "mood_label", "mood", "mood_label_2", "mood_label_label"]
    assert out.iloc[0].tolist() == [1, 2, 3, "x", "y"]


def test_levels_of_column_names_are_kept():
    frame = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", "b"), ("mood", "")]))
    labels = {"mood": Column(["x"], "string"), "boxes": Column([[]], "object")}
    out = build_frame(open_tasks(frame), labels, rows=range(1))
    assert list(out.columns) == [("a", "b"), ("mood", ""), ("mood_label", ""), ("boxes", "")]


@pytest.mark.parametrize(
    ("column", "values"),
    [
        (Column([3.5, "four"], "int"), [3.5, "four"]),
        (Column([2**70, None], "int"), [2**70, None]),
        (Column([["a"], None], "string"), [["a"], None]),
        (Column([["a"], None], "category"), [["a"], None]),
        (Column(["soon", None], "datetime"), ["soon", None]),
        (Column(["x", None], "bool"), ["x", None]),
        (Column([{"a": 1}, None], "float"), [{"a": 1}, None]),
    ],
)
@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_values_that_do_not_fit_their_kind_are_kept_all_the_same(column, values, kind):
    records = {"text": ["a", "b"]}
    source = open_tasks(pd.DataFrame(records) if kind == "pandas" else pl.DataFrame(records))
    out = build_frame(source, {"odd": column}, rows=range(2))
    if kind == "pandas":
        assert out["odd"].tolist() == values
    else:
        assert out["odd"].null_count() == values.count(None)


def test_category_values_outside_of_the_config_are_appended():
    out = build_frame(open_tasks(["t"]), {"c": Column(["new"], "category", ("old",))}, rows=range(1))
    assert list(out["c"].cat.categories) == ["old", "new"]


@pytest.mark.parametrize("make", [pl.DataFrame, pa.Table.from_pydict], ids=["polars", "pyarrow"])
def test_other_frames_come_back_in_their_own_kind(make):
    native = make({"text": ["a", "b"], "stars": [1, 2]})
    out = build_frame(open_tasks(native), LABELS, rows=range(2))
    assert type(out) is type(native)
    rows = out.to_dicts() if isinstance(out, pl.DataFrame) else out.to_pylist()
    assert rows[0]["stars_label"] == 4
    assert rows[0]["tags"] == ["a", "b"]
    assert rows[0]["at"] == dt.datetime(2024, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
    assert rows[0]["boxes"][0]["x"] == 1.5
    assert [
        rows[1][name] for name in ("mood", "note", "stars_label", "score", "done", "at", "tags", "boxes")
    ] == [None] * 8
    assert native.shape == (2, 2)
    long = build_frame(open_tasks(native), {"l": Column(["x", "y", "z"], "string")}, rows=[1, 0, 1])
    assert (long["text"].to_list() if isinstance(long, pl.DataFrame) else long["text"].to_pylist()) == [
        "b",
        "a",
        "b",
    ]
    alone = build_frame(open_tasks(native), {"l": Column(["x"], "string")}, rows=None)
    assert type(alone) is type(native)


def test_lists_come_back_as_pandas_with_every_key_and_the_original_cells():
    moment = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
    records = [{"text": "a", "at": moment}, {"text": "b", "extra": [1, 2]}]
    out = build_frame(open_tasks(records), {"mood": Column(["x", None], "string")}, rows=range(2))
    assert list(out.columns) == ["text", "at", "extra", "mood"]
    assert out["at"][0] == moment
    assert out["extra"][1] == [1, 2]
    late = [{"text": "a"}] * 150 + [{"late": 1}]
    assert "late" in build_frame(open_tasks(late), {}, rows=range(151)).columns


def test_a_series_keeps_its_index():
    series = pd.Series(["a", "b"], index=["i", "j"], name="text")
    out = build_frame(open_tasks(series), {"mood": Column(["x", "y"], "string")}, rows=range(2))
    assert list(out.index) == ["i", "j"]
    assert list(out.columns) == ["text", "mood"]
