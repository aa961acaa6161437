"""Rows: JSON, JSON_MIN, CSV, Parquet, Hugging Face."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ls_widgets as lsw
from ls_widgets.formats import csv_table, json_blocks, jsonio
from tests.unit.formats.cases import (
    BOXES,
    annotation,
    box,
    choice,
    losses,
    names,
    picture,
    read_json,
    task,
    write,
)

CHOICE = """<View><Text name="t" value="$text"/>
<Choices name="c" toName="t"><Choice value="a"/></Choices></View>"""


def chosen(text: Any, **data: Any) -> dict[str, Any]:
    item = {"id": "1", "from_name": "c", "to_name": "t", "type": "choices", "value": {"choices": ["a"]}}
    return task({"text": text, **data}, annotation([item]))


def rows(path: Path, **options: Any) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, **options))


def test_json_is_what_to_ls_gives(tmp_path: Path) -> None:
    project = lsw.Project([{"text": "für\ud800"}, {"text": "b"}], CHOICE, store=None)
    project.annotate(0, [{"from_name": "c", "to_name": "t", "type": "choices", "value": {"choices": ["a"]}}])
    project.add_predictions({1: "a"})
    project.export("json", tmp_path)
    assert read_json(tmp_path / "result.json") == project.to_ls()


def test_an_annotation_made_here_names_its_annotator(tmp_path: Path) -> None:
    project = lsw.Project([{"text": "x"}], CHOICE, store=None, annotator="ann@example.com")
    project.annotate(0, [{"from_name": "c", "to_name": "t", "type": "choices", "value": {"choices": ["a"]}}])
    project.export("json_min", tmp_path)
    (row,) = read_json(tmp_path / "result.json")
    assert (row["text"], row["c"], row["annotator"]) == ("x", "a", "ann@example.com")


def test_formulas_are_data_unless_asked_for(tmp_path: Path) -> None:
    tasks = [chosen('=HYPERLINK("http://x")', n="-5", tab="\tx", at="@a")]
    write(tasks, CHOICE, "csv", tmp_path / "exact")
    assert rows(tmp_path / "exact/result.csv")[0]["text"] == '=HYPERLINK("http://x")'
    write(tasks, CHOICE, "csv", tmp_path / "safe", safe=True)
    (row,) = rows(tmp_path / "safe/result.csv")
    assert [row[name] for name in ("text", "n", "tab", "at", "c")] == [
        "'=HYPERLINK(\"http://x\")", "-5", "'\tx", "'@a", "a",
    ]  # fmt: skip


def test_data_of_a_columns_name_are_kept_beside_it(tmp_path: Path) -> None:
    tasks = [chosen("x", c="mine", id="row 1", lead_time=5)]
    write(tasks, CHOICE, "csv", tmp_path / "csv")
    (row,) = rows(tmp_path / "csv/result.csv")
    assert [row[f"_data_{name}"] for name in ("c", "id", "lead_time")] == ["mine", "row 1", "5"]
    assert (row["c"], row["id"]) == ("a", "1")
    report = write(tasks, CHOICE, "json_min", tmp_path / "min")
    assert losses(report)["data hidden by a control or column of the same name"] == 3


@pytest.mark.parametrize("form", ["json_min", "json"])
def test_no_tasks_are_an_empty_list(tmp_path: Path, form: str) -> None:
    assert read_json(write([], CHOICE, form, tmp_path).files[0]) == []


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_a_table_has_the_columns_of_annotations_also_without_any(
    tmp_path: Path, form: str, delimiter: str
) -> None:
    always = ["annotation_id", "annotator", "created_at", "lead_time", "updated_at"]
    for tasks, more in (([], []), ([task({"text": "x"}, number=1)], ["id", "text"])):
        (path,) = write(tasks, CHOICE, form, tmp_path / str(len(tasks))).files
        header, *lines = csv.reader(path.read_text(encoding="utf-8").splitlines(), delimiter=delimiter)
        assert header == sorted([*always, *more])
        assert len(lines) == len(tasks)


@pytest.mark.parametrize("compat", [None, "label-studio"])
def test_columns_of_late_rows_are_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compat: str | None
) -> None:
    tasks = [chosen(f"{n} \u2028 é", n=n) for n in range(30)]
    tasks[20]["data"] |= {"later": [1], "c": "mine", "id": 5}
    tasks[21]["annotations"][0]["result"] = []
    tasks[22]["annotations"] = []
    del tasks[23]["data"]["n"]
    tasks[24]["data"]["n"] = {"a": 1}
    first = write(tasks, CHOICE, "csv", tmp_path / "once", compat=compat)
    monkeypatch.setattr(csv_table, "BLOCK", 7)
    again = write(tasks, CHOICE, "csv", tmp_path / "twice", compat=compat)
    assert first.losses == again.losses
    content = (tmp_path / "twice/result.csv").read_bytes()
    assert content == (tmp_path / "once/result.csv").read_bytes()
    found = rows(tmp_path / "twice/result.csv")
    assert len(found) == 30
    assert (found[0]["later"], found[20]["later"], found[20]["_data_c"]) == ("", "[1]", "mine")
    assert found[20]["id"] == ("5" if compat else "1")
    assert [found[n]["n"] for n in (22, 23, 24)] == ["22", "", '{"a":1}']


@pytest.mark.parametrize("indent", [None, 1])
def test_a_large_file_is_read_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, indent: int | None
) -> None:
    tasks = [chosen('}],[{\\"' + "ü" * n) for n in range(40)]
    path = tmp_path / "tasks.json"
    path.write_text(json.dumps(tasks, ensure_ascii=False, indent=indent), encoding="utf-8")
    monkeypatch.setattr(json_blocks, "BLOCK", 50)
    monkeypatch.setattr(json_blocks, "TAIL", 30)
    lsw.formats.write(path, CHOICE, "json", tmp_path / "out")
    assert read_json(tmp_path / "out/result.json") == tasks


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b'[{"data": {}}, ', "tasks.json"),
        (b'{"data": {}}', "must hold a list"),
        (b'[{"data": 5}]', "element 0"),
        (b'[{"data": {"text": "\xff"}}]', "UTF-8|byte"),
        (b"[1, 2]", "element 0"),
    ],
)
@pytest.mark.parametrize("block", [5, 1 << 20])
def test_a_bad_file_is_one_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, match: str, block: int
) -> None:
    (tmp_path / "tasks.json").write_bytes(content)
    monkeypatch.setattr(json_blocks, "BLOCK", block)
    with pytest.raises(lsw.FormatError, match=match):
        lsw.formats.write(tmp_path / "tasks.json", CHOICE, "json_min", tmp_path / "out")
    assert names(tmp_path) == ["tasks.json"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(JSON)
@settings(max_examples=200)
def test_json_is_strict_however_it_is_written(value: Any) -> None:
    strict = json.loads(jsonio.dumps(value), parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert json.loads(jsonio._encode(value)) == strict
    assert jsonio.loads(jsonio.dumps(value)) == strict


@pytest.mark.parametrize("number", [2**63, 2**64 - 1, 2**64, -(2**63) - 1, 10**30])
def test_long_numbers_stay_whole(number: int) -> None:
    for text in (f'{{"id": {number}}}', f'{{"id":{number}}}'.encode()):
        assert jsonio.loads(text) == {"id": number}


def test_regions_as_parquet(tmp_path: Path) -> None:
    import pyarrow.parquet as parquet

    items = [box(1, 2, 3, 4, meta={"text": ["n"]}), choice("day")]
    write([task(picture(), annotation(items))], BOXES, "parquet", tmp_path)
    first, second = parquet.read_table(tmp_path / "regions.parquet").to_pylist()
    assert (first["labels"], first["x"], first["original_width"], first["control"]) == (
        ["dog"],
        1,
        200,
        "box",
    )
    assert json.loads(first["meta"]) == {"text": ["n"]}
    assert (second["labels"], second["x"]) == (["day"], None)


def test_a_folder_for_hugging_face(tmp_path: Path) -> None:
    import pyarrow.parquet as parquet

    write([chosen("x", n=1), chosen("y", n=2.5, extra={"a": 1})], CHOICE, "hf", tmp_path)
    first, second = parquet.read_table(tmp_path / "data/train-00000-of-00001.parquet").to_pylist()
    assert (first["text"], first["c"], first["n"], first["extra"]) == ("x", "a", 1.0, None)
    assert json.loads(second["extra"]) == {"a": 1}
    assert "data/train-*.parquet" in (tmp_path / "README.md").read_text()


def test_imagefolder_takes_pictures_from_the_frame(tmp_path: Path) -> None:
    import numpy as np
    import pandas as pd

    frame = pd.DataFrame({"image": [np.zeros((100, 200, 3), np.uint8)], "place": ["here"]})
    project = lsw.Project(frame, BOXES, store=None)
    project.annotate(0, [box(10, 10, 20, 20), choice("day")])
    project.export("imagefolder", tmp_path, on_loss="ignore")
    (line,) = [json.loads(text) for text in (tmp_path / "metadata.jsonl").read_text().splitlines()]
    assert (line["place"], line["light"], line["objects"]["categories"]) == ("here", "day", ["dog"])
    assert line["objects"]["bbox"] == [pytest.approx([20, 10, 40, 20])]
    assert (tmp_path / line["file_name"]).read_bytes().startswith(b"\x89PNG")
