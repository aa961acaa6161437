"""Frames of every kind go in and come back in their own kind, with typed label columns."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from typing import Any

import dask.dataframe as dd
import datasets
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from PIL import Image

import ls_widgets as lsw
from ls_widgets.errors import TaskError

CONFIG = """<View><Text name="t" value="$text"/>
<Choices name="mood" toName="t"><Choice value="good"/><Choice value="bad"/></Choices>
<Labels name="ner" toName="t"><Label value="PER"/></Labels></View>"""
FRAME = pd.DataFrame({"text": ["Ann sings", "Bo sleeps", "rain"], "stars": [1, 2, 3]}, index=["i", "j", "k"])
SPAN = {"start": 0, "end": 2, "text": "Bo", "labels": ["PER"]}
KINDS: dict[str, Callable[[], Any]] = {
    "pandas": lambda: FRAME,
    "polars": lambda: pl.from_pandas(FRAME),
    "polars lazy": lambda: pl.from_pandas(FRAME).lazy(),
    "pyarrow": lambda: pa.Table.from_pandas(FRAME, preserve_index=False),
    "duckdb": lambda: duckdb.from_arrow(pa.Table.from_pandas(FRAME, preserve_index=False)),
    "dask": lambda: dd.from_pandas(FRAME, npartitions=2),
    "dataset": lambda: datasets.Dataset.from_pandas(FRAME, preserve_index=False),
}


def rows(frame: Any) -> list[dict[str, Any]]:
    match type(frame).__module__.partition(".")[0]:
        case "polars":
            return frame.lazy().collect().to_dicts()
        case "_duckdb" | "duckdb":
            return frame.arrow().read_all().to_pylist()
        case "dask":
            return frame.compute().to_dict("records")
        case "datasets":
            return list(frame)
        case "pyarrow":
            return frame.to_pylist()
    return frame.to_dict("records")


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_comes_back_as_it_was_with_its_labels(kind: str) -> None:
    native = KINDS[kind]()
    project = lsw.Project(native, CONFIG, store=None)
    assert [task.data["text"] for task in project.tasks] == [*FRAME["text"]]
    project.annotate(
        1, [{"from_name": "mood", "value": {"choices": ["bad"]}}, {"from_name": "ner", "value": dict(SPAN)}]
    )
    out = project.to_frame()
    assert type(out) is type(native)
    found = rows(out)
    assert [row["text"] for row in found] == [*FRAME["text"]]
    assert [row["stars"] for row in found] == [1, 2, 3]
    assert found[1]["mood"] == "bad"
    region = found[1]["ner"][0]
    assert {name: region[name] for name in SPAN} == SPAN
    assert type(project.to_frame("regions")) is type(native)
    assert rows(project.to_frame("regions"))[0]["label"] == "PER"


def test_index_and_types_are_kept() -> None:
    project = lsw.Project(FRAME.astype({"stars": "Int8"}), CONFIG, store=None)
    out = project.to_frame()
    assert list(out.index) == ["i", "j", "k"]
    assert out["stars"].dtype == "Int8"
    assert isinstance(out["mood"].dtype, pd.CategoricalDtype)
    lazy = lsw.Project(dd.from_pandas(FRAME, npartitions=2), CONFIG, store=None).to_frame()
    assert list(lazy.compute().index) == ["i", "j", "k"]
    assert lazy.npartitions == 2


def test_region_columns_are_lists_of_structs() -> None:
    project = lsw.Project(pl.from_pandas(FRAME), CONFIG, store=None)
    first, second = {**SPAN, "note": "x"}, {"start": 3, "end": 5, "labels": ["PER"]}
    project.annotate(0, [{"from_name": "ner", "value": first}, {"from_name": "ner", "value": second}])
    column = project.to_frame()["ner"]
    assert isinstance(column.dtype, pl.List)
    fields = {field.name: field.dtype for field in column.dtype.inner.fields}
    assert fields["start"] == pl.Int64
    assert fields["labels"] == pl.List(pl.String)
    assert column[0].to_list()[1]["note"] is None
    assert project.to_frame()["mood"].dtype == pl.Categorical


def test_polygons_are_nested_numbers_and_odd_values_are_text() -> None:
    config = """<View><Image name="i" value="$text"/><PolygonLabels name="p" toName="i"><Label value="a"/>
    </PolygonLabels></View>"""
    project = lsw.Project(pl.from_pandas(FRAME), config, store=None)
    value = {"points": [[1, 2.5], [3, 4], [5, 6]], "polygonlabels": ["a"], "odd": [1, "x"]}
    project.annotate(0, [{"from_name": "p", "value": value}])
    region = project.to_frame()["p"][0].to_list()[0]
    assert region["points"] == [[1.0, 2.5], [3.0, 4.0], [5.0, 6.0]]
    assert region["odd"] == '[1, "x"]'


def wave_file() -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(1600))
    return held.getvalue()


def media() -> datasets.Dataset:
    picture = Image.new("RGB", (20, 10), "red")
    features = datasets.Features(
        {
            "image": datasets.Image(),
            "pages": datasets.List(datasets.Image()),
            "sound": {"bytes": datasets.Value("binary"), "path": datasets.Value("string")},
        }
    )
    data = datasets.Dataset.from_dict(
        {"image": [picture], "pages": [[picture]], "sound": [{"bytes": wave_file(), "path": None}]},
        features=features,
    )
    return data.cast_column("sound", datasets.Audio())


@pytest.mark.parametrize("streamed", [False, True], ids=["held", "streamed"])
def test_pictures_and_recordings_of_a_dataset_need_no_decoder(streamed: bool) -> None:  # noqa: FBT001
    data = media()
    config = """<View><Image name="i" value="$image"/><RectangleLabels name="b" toName="i"><Label value="a"/>
    </RectangleLabels></View>"""
    project = lsw.Project(data.to_iterable_dataset() if streamed else data, config, store=None)
    for column in ("image", "pages[0]"):
        assert project.source.raw(0, column).startswith(b"\x89PNG")
    assert project.source.raw(0, "sound") == wave_file()
    if not streamed:
        assert isinstance(project.to_frame().select_columns(["image"])[0]["image"], Image.Image)


def test_several_datasets_are_refused_by_name() -> None:
    split = datasets.DatasetDict({"train": KINDS["dataset"](), "test": KINDS["dataset"]()})
    with pytest.raises(TaskError, match="'train', 'test'"):
        lsw.Project(split, CONFIG, store=None)
