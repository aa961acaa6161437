"""Labels in frames of each kind: their types are known before anything is labeled, and all else is kept."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import Any

import dask.dataframe as dd
import datasets
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import ls_widgets as lsw
from ls_widgets.project.frames import Column, build_frame
from ls_widgets.tasks.source import open_tasks

CONFIG = """<View><Text name="t" value="$text"/><Image name="i" value="$image"/>
<Video name="v" value="$video"/>
<Choices name="mood" toName="t"><Choice value="good"/><Choice value="it's bad"/></Choices>
<Choices name="many" toName="t" choice="multiple"><Choice value="x"/><Choice value="y"/></Choices>
<Rating name="stars" toName="t"/><Number name="size" toName="t"/><TextArea name="note" toName="t"/>
<Taxonomy name="tax" toName="t"><Choice value="a"><Choice value="b"/></Choice></Taxonomy>
<Labels name="ner" toName="t"><Label value="PER"/></Labels>
<RectangleLabels name="box" toName="i"><Label value="car"/></RectangleLabels>
<PolygonLabels name="poly" toName="i"><Label value="car"/></PolygonLabels>
<VideoRectangle name="track" toName="v"/></View>"""
BOX = {"x": 1, "y": 2, "width": 3, "height": 4, "rotation": 0}
LABELS: list[dict[str, Any]] = [
    {"from_name": "mood", "value": {"choices": ["it's bad"]}},
    {"from_name": "many", "value": {"choices": ["x", "y"]}},
    {"from_name": "stars", "value": {"rating": 4}},
    {"from_name": "size", "value": {"number": 2}},
    {"from_name": "note", "value": {"text": ["hm"]}},
    {"from_name": "tax", "value": {"taxonomy": [["a", "b"]]}},
    {"from_name": "ner", "value": {"start": 0, "end": 1, "text": "c", "labels": ["PER"]}},
    {"from_name": "box", "value": {**BOX, "rectanglelabels": ["car"]}},
    {"from_name": "poly", "value": {"points": [[0, 0], [1, 2], [3, 4]], "polygonlabels": ["car"]}},
    {"from_name": "track", "value": {"framesCount": 9, "sequence": [{**BOX, "frame": 1, "enabled": True}]}},
]
TEXTS, WHOLE, REAL = pa.list_(pa.string()), pa.int64(), pa.float64()
SIDES = [(name, REAL) for name in BOX]
SEQUENCE = pa.struct([*SIDES, ("frame", WHOLE), ("enabled", pa.bool_()), ("time", REAL)])
TYPES = {
    "many": TEXTS,
    "stars": WHOLE,
    "size": REAL,
    "note": pa.string(),
    "tax": pa.list_(TEXTS),
    "ner": pa.list_(
        pa.struct(
            [("id", pa.string()), ("start", WHOLE), ("end", WHOLE), ("text", pa.string()), ("labels", TEXTS)]
        )
    ),
    "box": pa.list_(pa.struct([("id", pa.string()), *SIDES, ("rectanglelabels", TEXTS)])),
    "poly": pa.list_(
        pa.struct(
            [
                ("id", pa.string()),
                ("points", pa.list_(pa.list_(REAL))),
                ("closed", pa.bool_()),
                ("polygonlabels", TEXTS),
            ]
        )
    ),
    "track": pa.list_(
        pa.struct(
            [
                ("id", pa.string()),
                ("framesCount", WHOLE),
                ("duration", REAL),
                ("sequence", pa.list_(SEQUENCE)),
                ("labels", TEXTS),
            ]
        )
    ),
}
OWN = pa.table(
    {
        "text": ["a b", "c", "d"],
        "image": ["x.png"] * 3,
        "video": ["x.mp4"] * 3,
        "small": pa.array([1, None, 3], pa.int8()),
        "few": pa.array(["u", "v", None]).dictionary_encode(),
        "at": pa.array(
            [dt.datetime(2024, 1, 1, tzinfo=dt.UTC), None, None], pa.timestamp("us", "Europe/Paris")
        ),
        "list": pa.array([[1], None, []], pa.list_(pa.int32())),
        "deep": pa.array([{"a": 1}, None, None], pa.struct([("a", pa.int16())])),
        "exact": pa.array([decimal.Decimal("1.5"), None, None], pa.decimal128(9, 2)),
        "day": pa.array([dt.date(2024, 1, 1), None, None]),
    }
)


def labelled(native: Any) -> tuple[Any, Any]:
    """The frame before anything is labeled, and with labels."""
    project = lsw.Project(native, CONFIG, store=None)
    before = project.to_frame()
    project.annotate(1, LABELS)
    return before, project.to_frame()


def plain(kind: pa.DataType) -> pa.DataType:
    """A type without the names and sizes that libraries give its parts."""
    if pa.types.is_large_list(kind) or pa.types.is_list(kind):
        return pa.list_(plain(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([(kind.field(at).name, plain(kind.field(at).type)) for at in range(kind.num_fields)])
    return pa.string() if pa.types.is_large_string(kind) or pa.types.is_string_view(kind) else kind


def types(table: Any) -> dict[str, pa.DataType]:
    return {name: plain(table.schema.field(name).type) for name in TYPES}


def test_polars() -> None:
    native = pl.from_arrow(OWN).with_columns(pl.col("few").cast(pl.Enum(["v", "u"])))
    for out in labelled(native):
        assert out.select(native.columns).equals(native)
        assert out.select(native.columns).schema == native.schema
        assert out.schema["mood"] == pl.Categorical
        assert types(out.to_arrow()) == TYPES
    assert out["mood"].to_list() == [None, "it's bad", None]
    assert out["box"][1].to_list()[0]["x"] == 1.0
    lazy = labelled(native.lazy())[1]
    assert isinstance(lazy, pl.LazyFrame)
    assert lazy.collect_schema() == out.schema


def test_arrow() -> None:
    native = OWN.replace_schema_metadata({"by": "us"})
    for out in labelled(native):
        assert out.select(native.column_names).equals(native)
        assert pa.types.is_dictionary(out.schema.field("mood").type)
        assert types(out) == TYPES
    assert out["track"][1].as_py()[0]["sequence"][0]["frame"] == 1


def test_duckdb() -> None:
    native = duckdb.from_arrow(OWN).project(
        """* REPLACE ("few"::ENUM('v', 'u') AS "few"),
        '6fa459ea-ee8a-3ca4-894e-db77e160355e'::UUID AS "odd ""name",
        '101'::BIT AS bits, '01:02:03+01'::TIMETZ AS moment"""
    )
    for out in labelled(native):
        own = dict(zip(out.columns, map(str, out.types), strict=True))
        assert {name: own[name] for name in native.columns} == dict(
            zip(native.columns, map(str, native.types), strict=True)
        )
        assert own["mood"] == "ENUM('good', 'it''s bad')"
        assert types(out.arrow().read_all()) == TYPES
    assert out.project("mood").fetchall() == [(None,), ("it's bad",), (None,)]
    texts = ", ".join('CAST("{}" AS VARCHAR)'.format(name.replace('"', '""')) for name in native.columns)
    assert out.project(texts).fetchall() == native.project(texts).fetchall()


def test_a_relation_with_columns_named_like_those_of_a_table_of_annotations() -> None:
    native = duckdb.from_arrow(pa.table({"text": ["a"], "image": [""], "video": [""], "task": [1]}))
    project = lsw.Project(native, CONFIG, store=None)
    project.annotate(0, LABELS[:1])
    assert project.to_frame("annotations").project('"task", task_label').fetchall()[0][0] == 1
    own = open_tasks(native)
    assert build_frame(own, {"task": Column(["k"], "string")}, rows=None).fetchall() == [("k",)]


def test_pandas_and_dask() -> None:
    frame = OWN.to_pandas(types_mapper=pd.ArrowDtype).set_index(pd.Index([7, 7, 2], name="row"))
    for out in labelled(frame):
        pd.testing.assert_frame_equal(out[[*frame.columns]], frame)
        assert list(out["mood"].cat.categories) == ["good", "it's bad"]
        kinds = {name: str(out[name].dtype) for name in TYPES}
        assert kinds == dict.fromkeys(TYPES, "object") | {
            "stars": "Int64",
            "size": "float64",
            "note": "string",
        }
    assert out["box"].iloc[1][0]["rectanglelabels"] == ["car"]
    parts = dd.from_pandas(frame, npartitions=2, sort=False)
    back = labelled(parts)[1]
    assert back.npartitions == 2
    pd.testing.assert_frame_equal(back.compute()[[*frame.columns]], parts.compute())
    assert list(back["mood"].cat.categories) == ["good", "it's bad"]
    assert str(back["stars"].dtype) == "Int64"
    assert back.compute()["poly"].iloc[1][0]["points"][1] == [1, 2]


def test_datasets() -> None:
    native = datasets.Dataset(OWN)
    for out in labelled(native):
        assert {name: out.features[name] for name in native.features} == native.features
        assert types(out.data.table) == TYPES
        assert out.select_columns(native.column_names).to_list() == native.to_list()
    assert out[1]["mood"] == "it's bad"


@pytest.mark.parametrize(
    ("config", "fields"),
    [
        (
            """<Audio name="o" value="$text"/><Labels name="c" toName="o"><Label value="a"/></Labels>""",
            {"id": pl.String, "start": pl.Float64, "end": pl.Float64, "channel": pl.Int64},
        ),
        (
            """<HyperText name="o" value="$text"/><HyperTextLabels name="c" toName="o"><Label value="a"/>
            </HyperTextLabels>""",
            {"id": pl.String, "start": pl.String, "end": pl.String, "text": pl.String}
            | dict.fromkeys(("startOffset", "endOffset"), pl.Int64),
        ),
        (
            """<Video name="o" value="$text"/><TimelineLabels name="c" toName="o"><Label value="a"/>
            </TimelineLabels>""",
            {"id": pl.String, "ranges": pl.List(pl.Struct({"start": pl.Int64, "end": pl.Int64}))},
        ),
        (
            """<Image name="o" value="$text"/><BrushLabels name="c" toName="o"><Label value="a"/>
            </BrushLabels>""",
            {"id": pl.String, "format": pl.String, "rle": pl.List(pl.Int64)},
        ),
    ],
)
def test_regions_have_the_fields_of_what_they_are_on(config: str, fields: dict[str, Any]) -> None:
    project = lsw.Project(pl.DataFrame({"text": ["a"]}), f"<View>{config}</View>", store=None)
    inner = project.to_frame().schema["c"].inner.fields  # type: ignore[attr-defined]
    found = {field.name: field.dtype for field in inner}
    assert found.pop(next(name for name in found if name.endswith("labels"))) == pl.List(pl.String)
    assert found == fields


def test_values_that_are_not_what_a_control_says_are_kept_as_texts() -> None:
    project = lsw.Project(pl.from_arrow(OWN), CONFIG, store=None)
    items = [
        {"from_name": "ner", "value": {"start": "/p[1]", "end": 2, "labels": ["PER"], "new": [1, "x"]}},
        {"from_name": "ner", "value": {"start": 3, "end": 4, "labels": ["PER"]}},
    ]
    project.annotate(0, items, strict=False)
    first, second = project.to_frame()["ner"][0].to_list()
    assert (first["start"], second["start"], first["end"]) == ("/p[1]", "3", 2)
    assert (first["new"], second["new"]) == ('[1, "x"]', None)
