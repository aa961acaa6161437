from __future__ import annotations

import gzip
import json
from typing import ClassVar

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from PIL import Image

from ls_widgets.config.label_config import LabelConfig
from ls_widgets.errors import TaskError
from ls_widgets.tasks.source import check_order, open_tasks

TEXT = LabelConfig('<View><Text name="t" value="$text"/></View>')
IMAGE = LabelConfig('<View><Image name="i" value="$image"/></View>')
RECORDS = [{"text": "one", "n": 1}, {"text": "two", "n": 2}]


def opened(kind: str, tmp_path):
    frame = pd.DataFrame(RECORDS)
    match kind:
        case "pandas":
            return frame
        case "polars":
            return pl.DataFrame(RECORDS)
        case "polars-lazy":
            return pl.LazyFrame(RECORDS)
        case "pyarrow":
            return pa.Table.from_pylist(RECORDS)
        case "list":
            return [dict(record) for record in RECORDS]
        case "tuple":
            return tuple(RECORDS)
        case "generator":
            return (record for record in RECORDS)
        case "export":
            return [{"id": i, "data": record, "annotations": []} for i, record in enumerate(RECORDS)]
    path = tmp_path / f"tasks.{kind}"
    match kind:
        case "csv":
            frame.to_csv(path, index=False)
        case "tsv":
            frame.to_csv(path, index=False, sep="\t")
        case "json":
            path.write_text(json.dumps(RECORDS))
        case "jsonl":
            path.write_text("\n".join(map(json.dumps, RECORDS)))
    return path


KINDS = [
    "pandas",
    "polars",
    "polars-lazy",
    "pyarrow",
    "list",
    "tuple",
    "generator",
    "export",
    "csv",
    "tsv",
    "json",
    "jsonl",
]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_the_same_tasks_and_keys(kind, tmp_path):
    source = open_tasks(opened(kind, tmp_path), TEXT)
    assert [source.data(i) for i in range(len(source))] == RECORDS
    assert source.columns == ["text", "n"]
    reference = open_tasks(RECORDS)
    assert [source.key(i) for i in range(2)] == [reference.key(i) for i in range(2)]
    assert [source.index_of(source.key(i)) for i in range(2)] == [0, 1]
    assert source.raw(1, "text") == "two"
    assert source.problems(0) == []


def test_a_path_as_text_is_a_file(tmp_path):
    assert len(open_tasks(str(opened("csv", tmp_path)))) == 2


@pytest.mark.parametrize(
    "values",
    [
        ["a", "b"],
        pd.Series(["a", "b"]),
        pd.Series(["a", "b"], name="note"),
        np.array(["a", "b"]),
        pl.Series("x", ["a", "b"]),
        pd.Index(["a", "b"]),
    ],
)
def test_single_values_are_one_column_named_by_the_config(values):
    config = LabelConfig('<View><Text name="t" value="$review"/></View>')
    source = open_tasks(values, config)
    assert source.data(1) == {"review": "b"}


def test_a_series_keeps_its_name_without_a_config():
    assert open_tasks(pd.Series(["a"], name="note")).data(0) == {"note": "a"}
    assert open_tasks(["a"]).data(0) == {"text": "a"}


def test_one_dict_is_one_task_and_no_tasks_are_fine():
    assert len(open_tasks({"text": "x"}, TEXT)) == 1
    assert len(open_tasks([], TEXT)) == 0
    assert len(open_tasks(pd.DataFrame({"text": []}), TEXT)) == 0


class TestExport:
    TASK: ClassVar = {
        "id": 7,
        "data": {"text": "x", "m": {"k": [1]}},
        "annotations": [{"id": 3, "result": [], "completed_by": {"id": 1}}],
        "predictions": [5],
        "odd": {"kept": True},
    }

    def test_envelopes_are_handed_on_unchanged_and_unshared(self):
        task = json.loads(json.dumps(self.TASK))
        source = open_tasks([task], TEXT)
        envelope = source.envelope(0)
        assert envelope == self.TASK
        assert envelope is not None
        assert list(envelope) == list(self.TASK)
        envelope["annotations"][0]["id"] = 99
        envelope["data"]["m"]["k"].append(2)
        assert task == self.TASK

    def test_ids_of_tasks_can_be_keys(self):
        assert open_tasks([self.TASK], TEXT, id="id").key(0) == "7"

    def test_a_column_called_data_is_no_export_when_the_config_needs_the_others(self):
        source = open_tasks([{"text": "x", "data": {"raw": 1}}], TEXT)
        assert source.data(0) == {"text": "x", "data": {"raw": 1}}
        assert source.envelope(0) is None

    def test_a_task_without_data_is_its_own_data(self):
        source = open_tasks([self.TASK] * 100 + [{"text": "plain"}], TEXT)
        assert source.data(100) == {"text": "plain"}
        assert source.envelope(100) is None

    def test_a_frame_of_an_export_says_so(self):
        with pytest.raises(TaskError, match="looks like a Label Studio export"):
            open_tasks(pd.DataFrame([self.TASK]), TEXT)

    def test_corpus_data_are_exact(self, corpus):
        for folder in sorted((corpus / "tasks").iterdir()):
            path = folder / "tasks.json"
            if folder.is_dir():
                text = (
                    path.read_text()
                    if path.exists()
                    else gzip.decompress((folder / "tasks.json.gz").read_bytes()).decode()
                )
                tasks = json.loads(text)
                source = open_tasks(tasks)
                assert [source.envelope(i) for i in range(len(source))] == tasks, folder.name
                assert len({source.key(i) for i in range(len(source))}) == len(tasks)


INDEXES = {
    "duplicate": pd.Index(["a", "a", "a"]),
    "nan": pd.Index([np.nan, 1.0, np.nan]),
    "multi": pd.MultiIndex.from_tuples([("a", 1), ("a", 1), ("b", 2)]),
    "unsorted": pd.Index([9, 3, 5]),
    "tz": pd.date_range("2024-03-30", periods=3, tz="Europe/Paris"),
    "category": pd.CategoricalIndex(["x", "y", "x"]),
}


@pytest.mark.parametrize("name", INDEXES)
def test_rows_are_found_by_position_under_any_index(name):
    frame = pd.DataFrame({"text": ["x", "y", "x"]}, index=INDEXES[name])
    before = frame.copy(deep=True)
    source = open_tasks(frame, TEXT)
    assert [source.data(i)["text"] for i in range(3)] == ["x", "y", "x"]
    assert source.key(2) == source.key(0) + "#2"
    assert open_tasks(frame.reset_index(drop=True), TEXT).key(1) == source.key(1)
    pd.testing.assert_frame_equal(frame, before)


def test_odd_and_repeated_column_names_are_renamed_and_reported():
    frame = pd.DataFrame([[1, 2, 3, 4]], columns=pd.Index(["a", "a", 3, ("b", "c")], dtype=object))
    source = open_tasks(frame)
    assert source.data(0) == {"a": 1, "a_2": 2, "3": 3, "b.c": 4}
    assert any("'a_2'" in warning for warning in source.warnings)
    multi = pd.DataFrame([[1]], columns=pd.MultiIndex.from_tuples([("a", "b")]))
    assert open_tasks(multi, LabelConfig('<View><Text name="t" value="$a.b"/></View>')).data(0) == {"a.b": 1}


def test_dtypes_of_pandas_are_json():
    frame = pd.DataFrame(
        {
            "category": pd.Categorical(["x", None]),
            "nullable": pd.array([1, None], dtype="Int64"),
            "flag": pd.array([True, None], dtype="boolean"),
            "time": pd.to_datetime(["2024-01-01", None]),
            "span": pd.to_timedelta(["1h", None]),
            "text": pd.array(["a", None], dtype="string"),
            "float": np.array([1.5, np.nan], dtype="float32"),
            "sparse": pd.arrays.SparseArray([1, 0]),
            "object": [np.int64(4), pd.NA],
        }
    )
    source = open_tasks(frame)
    assert source.data(0) == {
        "category": "x", "nullable": 1, "flag": True, "time": "2024-01-01T00:00:00",
        "span": "P0DT1H0M0S", "text": "a", "float": 1.5, "sparse": 1, "object": 4,
    }  # fmt: skip
    assert set(source.data(1).values()) == {None, 0}
    assert source.problems(0) == source.problems(1) == []


class TestIdentity:
    def test_keys_follow_the_data_when_rows_move_and_columns_turn_to_floats(self):
        frame = pd.DataFrame({"text": list("abcdef"), "n": range(6)})
        keys = {open_tasks(frame).data(i)["text"]: open_tasks(frame).key(i) for i in range(6)}
        shuffled = frame.sample(frac=1, random_state=1)
        shuffled["n"] = shuffled["n"].astype(float)
        shuffled["empty"] = None
        source = open_tasks(shuffled)
        assert {source.data(i)["text"]: source.key(i) for i in range(6)} == keys

    def test_changes_of_the_frame_after_opening_are_not_seen(self):
        frame = pd.DataFrame({"text": ["a", "b"]})
        source = open_tasks(frame)
        frame.loc[0, "text"] = "changed"
        frame["more"] = 1
        del frame["text"]
        assert source.data(0) == {"text": "a"}
        assert source.key(1) == open_tasks([{"text": "b"}]).key(0)

    def test_a_key_stays_when_a_dict_changes_later(self):
        record = {"text": "a"}
        source = open_tasks([record, {"text": "b"}])
        key = source.key(0)
        record["text"] = "changed"
        assert source.data(0) == {"text": "changed"}
        assert source.key(0) == key
        assert source.index_of(key) == 0

    def test_equal_rows_are_numbered_in_order(self):
        source = open_tasks(["x", "y", "x", "x"])
        base = source.key(0)
        assert [source.key(i) for i in (2, 3)] == [f"{base}#2", f"{base}#3"]
        assert [source.index_of(f"{base}{suffix}") for suffix in ("", "#2", "#3", "#4", "#1", "#0")] == [
            0,
            2,
            3,
            None,
            None,
            None,
        ]

    @pytest.mark.parametrize("key", ["", "#", "#2", "zz", "0" * 16, "0x1", "1_0", "a#b", "1#" + "9" * 5000])
    def test_foreign_keys_are_no_row(self, key):
        assert open_tasks(["x", "x"]).index_of(key) is None

    @pytest.mark.parametrize("texts", [["x", "y", None, "x\ufffd"], ["same"]])
    def test_a_far_key_is_the_one_that_reading_all_gives(self, texts):
        n = 45_000
        frame = pd.DataFrame(
            {"text": [f"{i % 30_000} {texts[i % len(texts)]}" if i % 3 else None for i in range(n)]}
        )
        far, near = open_tasks(frame), open_tasks(frame)
        picked = [44_999, 30_001, 40_002, 40_001, 25_000]
        keys = [far.key(i) for i in picked]
        assert [far.index_of(key) for key in keys] == picked
        near.index_of("0" * 16)
        assert [near.key(i) for i in picked] == keys
        assert [far.key(i) for i in picked] == keys


class TestIds:
    def test_ids_are_texts_and_repeated_ones_are_told_apart_and_reported(self):
        frame = pd.DataFrame({"id": ["x", "x", "x#2", None, "x"], "text": list("abcde")})
        source = open_tasks(frame, TEXT, id="id")
        keys = [source.key(i) for i in range(5)]
        assert keys[:3] == ["x", "x#2", "x#2#2"]
        assert keys[4] == "x#3"
        assert len(set(keys)) == 5
        assert [source.index_of(key) for key in keys] == list(range(5))
        assert source.index_of("nobody") is None
        assert "'x'" in source.warnings[0]
        assert any("comes again" in problem for problem in source.problems(1))
        assert source.problems(0) == []

    def test_number_ids_are_the_same_as_floats(self):
        assert open_tasks(pd.DataFrame({"id": [3.0, None]}), id="id").key(0) == "3"
        assert open_tasks([{"id": 3}], id="id").key(0) == "3"

    def test_an_unknown_id_column_names_the_near_one(self):
        with pytest.raises(TaskError, match=r'"idd".*Did you mean "id"'):
            open_tasks(pd.DataFrame({"id": [1]}), id="idd")


class TestRefusals:
    def test_a_missing_column_names_variable_tag_columns_and_the_near_one(self):
        with pytest.raises(TaskError) as error:
            open_tasks(pd.DataFrame({"Texts": ["a"], "other": [1]}), TEXT)
        for part in ("$text", 'Text "t"', "Texts", "other", "Did you mean"):
            assert part in str(error.value)

    def test_a_nested_variable_needs_its_root_or_its_literal_name(self):
        config = LabelConfig('<View><Text name="t" value="$a.b"/></View>')
        assert open_tasks([{"a": {"b": "x"}}], config).raw(0, "a.b") == "x"
        assert open_tasks([{"a.b": "y"}], config).raw(0, "a.b") == "y"
        with pytest.raises(TaskError):
            open_tasks([{"b": 1}], config)

    def test_a_key_missing_in_one_dict_is_no_reason_to_refuse_the_others(self):
        source = open_tasks([{"text": "a"}, {"n": 1}], TEXT)
        assert source.data(1) == {"n": 1}

    @pytest.mark.parametrize(
        "tasks", ["<View><Text name='t' value='$text'/></View>", "\n <View/>", "config.xml", TEXT]
    )
    def test_swapped_arguments_are_told(self, tasks):
        with pytest.raises(TaskError, match="swapped"):
            check_order(tasks, pd.DataFrame({"text": ["a"]}))
        with pytest.raises(TaskError, match="a labeling config"):
            open_tasks(tasks)

    @pytest.mark.parametrize("config", [pd.DataFrame({"text": ["a"]}), [{"text": "a"}]])
    def test_a_frame_as_config_is_told(self, config):
        with pytest.raises(TaskError, match="second argument is a frame"):
            check_order("tasks.csv", config)

    @pytest.mark.parametrize(
        "tasks",
        [
            None,
            5,
            object(),
            b"bytes",
            "nothing.csv",
            "https://host.org/tasks.csv",
            "x" * 5000,
            "a\0b",
            [{"a": 1}, "text"],
            ["text", {"a": 1}],
        ],
    )
    def test_what_holds_no_tasks_is_one_typed_error(self, tasks):
        with pytest.raises(TaskError) as error:
            open_tasks(tasks)
        assert len(str(error.value)) < 600

    def test_positions_outside_are_index_errors(self):
        source = open_tasks(["a"])
        for method in (source.key, source.data, source.problems, source.envelope):
            for i in (1, -1):
                with pytest.raises(IndexError):
                    method(i)


def test_pictures_are_no_problem_where_the_config_shows_them():
    frame = pd.DataFrame({"image": [Image.new("L", (2, 2))], "other": [b"\0"]})
    problems = open_tasks(frame, IMAGE).problems(0)
    assert len(problems) == 1
    assert "'other'" in problems[0]
    assert open_tasks(frame, IMAGE).problems(0, columns={"image"}) == []
    assert open_tasks(frame).problems(0, columns={"image"}) != []
    assert open_tasks(frame, IMAGE).raw(0, "image") is frame["image"][0]


def test_pictures_and_arrays_can_be_the_tasks():
    images = [Image.new("L", (2, 2), value) for value in (1, 2)]
    source = open_tasks(images, IMAGE)
    assert source.columns == ["image"]
    assert source.key(0) != source.key(1)
    batch = np.zeros((2, 4, 4, 3), dtype=np.uint8)
    assert open_tasks(batch, IMAGE).raw(1, "image").shape == (4, 4, 3)
