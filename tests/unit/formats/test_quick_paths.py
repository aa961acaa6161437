"""What is written quickly equals what is written step by step."""

from __future__ import annotations

import csv
import gc
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ls_widgets as lsw
from ls_widgets.formats import csv_table, json_blocks, jsonio, plain_boxes
from ls_widgets.formats.json_blocks import Decode
from ls_widgets.formats.plain import Plain, PlainTask
from ls_widgets.formats.source import loads
from ls_widgets.model.collecting import BETWEEN, fewer_collections
from tests.unit.formats.cases import BOXES, annotation, box, choice, losses, picture, read_json, task, write

SIDES = st.floats(-20, 120) | st.integers(-5, 105) | st.sampled_from([0, 1e-5, float("nan"), "5", None])
INSIDE = st.floats(0, 50) | st.sampled_from([0, 1e-3, 0.01, 0.02, 0.03, 1e-5])
PLAIN = st.builds(box, *[INSIDE] * 4, label=st.sampled_from(["dog", "cat", "new", "other", "ü <&>"]))
ODD = st.builds(
    box, SIDES, SIDES, SIDES, SIDES, rotation=st.sampled_from([0, 0.0, 360, 30]),
    item_index=st.sampled_from([0, 1]), parentID=st.sampled_from([None, "r1"]),
)  # fmt: skip
ITEMS = st.lists(PLAIN, max_size=4) | st.lists(PLAIN | ODD | st.just(choice("day")), max_size=4)


def without_date(content: bytes) -> bytes:
    return content.partition(b"date_created")[0]


def written(folder: Path) -> dict[str, bytes]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): without_date(path.read_bytes()) for path in files}


BY = st.sampled_from(
    [{"completed_by": 7}, {"completed_by": {"email": "a@b.c"}}, {"created_username": "bo"}, {}]
)


@given(results=st.lists(st.tuples(ITEMS, BY), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("form", ["coco", "yolo", "yolo_obb", "yolo_seg", "voc"])
def test_plain_boxes_are_written_as_any_region_is(
    tmp_path_factory: pytest.TempPathFactory, form: str, results: list[Any]
) -> None:
    tasks = [
        task(picture(f"{n}.jpg"), {"id": n, "result": items, **by}, number=n)
        for n, (items, by) in enumerate(results)
    ]
    folder = tmp_path_factory.mktemp("plain")
    (folder / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    quick = write(folder / "tasks.json", BOXES, form, folder / "quick")
    listed = write(tasks, BOXES, form, folder / "listed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plain, "__call__", lambda _, block: loads(block))
        slow = write(tasks, BOXES, form, folder / "slow")
    assert written(folder / "listed") == written(folder / "slow")
    assert losses(listed) == losses(slow)
    assert written(folder / "quick") == written(folder / "slow")
    assert losses(quick) == losses(slow)


ANSWERS = """<View><Text name="t" value="$text"/>
<Choices name="c" toName="t"><Choice value="a"/></Choices>
<Choices name="d" toName="t"><Choice value="b"/></Choices>
<TextArea name="note" toName="t"/><Rating name="stars" toName="t"/><Number name="n" toName="t"/>
<Taxonomy name="tree" toName="t"><Choice value="x"/></Taxonomy>
<Labels name="l" toName="t"><Label value="A"/></Labels></View>"""
TEXTS = st.sampled_from(["a", 'ü "q", x', "", "1"])
VALUES = {
    "c": st.fixed_dictionaries({"choices": st.lists(TEXTS, max_size=2)}),
    "d": st.fixed_dictionaries({"choices": st.just(["b"])}),
    "note": st.fixed_dictionaries({"text": st.lists(TEXTS, max_size=2) | TEXTS}),
    "stars": st.fixed_dictionaries({"rating": st.integers(0, 5) | st.none()}),
    "n": st.fixed_dictionaries({"number": st.floats(width=32) | st.integers()}),
    "tree": st.fixed_dictionaries({"taxonomy": st.just([["x", "y"]])}),
    "l": st.just({"start": 0, "end": 1, "text": "", "labels": ["A"]}) | st.just({"labels": ["A"]}),
}
TYPES = {
    "c": "choices",
    "d": "choices",
    "note": "textarea",
    "stars": "rating",
    "n": "number",
    "tree": "taxonomy",
    "l": "labels",
}
ODDITIES = st.fixed_dictionaries({}, optional={
    "meta": st.just({"text": ["x"]}), "parentID": st.just("r"), "item_index": st.just(1),
    "type": st.just("choices"), "from_name": st.just("other"),
})  # fmt: skip


def answers(odd: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[dict[str, Any]]:
    def built(name: str) -> st.SearchStrategy[dict[str, Any]]:
        head = {"id": "x", "from_name": name, "to_name": "t", "type": TYPES[name]}
        return st.builds(lambda value, more: {**head, "value": value, **more}, VALUES[name], odd)

    return st.sampled_from([*VALUES]).flatmap(built)


PEOPLE = st.fixed_dictionaries({}, optional={
    "completed_by": st.sampled_from([7, "ann", {"id": 1, "email": "a@b.c"}, {"id": 2, "email": ""}, None]),
    "created_username": st.sampled_from(["bo", "", None]), "was_cancelled": st.booleans(),
    "history": st.just([{"x": 1}]), "lead_time": st.just(2.5), "created_at": st.just("2024-01-01"),
})  # fmt: skip
NOTED = st.lists(
    st.tuples(
        st.lists(answers(st.just({})), max_size=3, unique_by=lambda item: item["from_name"])
        | st.lists(answers(st.just({})), max_size=4)
        | st.lists(answers(st.just({}) | ODDITIES), max_size=3),
        PEOPLE,
    ),
    max_size=2,
)
ROWS = st.fixed_dictionaries(
    {"text": TEXTS}, optional={"c": TEXTS, "id": st.integers(), "more": st.just([1, {"a": None}])}
)


@given(tasks=st.lists(st.tuples(ROWS, NOTED, st.booleans()), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
@pytest.mark.parametrize("compat", [None, "label-studio"])
@pytest.mark.parametrize("form", ["json_min", "csv"])
def test_plain_answers_are_written_as_any_result_is(
    tmp_path_factory: pytest.TempPathFactory, form: str, compat: str | None, tasks: list[Any]
) -> None:
    listed = [
        task(data, *(annotation(result, at, **by) for at, (result, by) in enumerate(noted)), number=n)
        | ({"agreement": 0.5} if n == 2 else {})
        | ({} if empty else {"drafts": [], "predictions": [{"result": []}]})
        for n, (data, noted, empty) in enumerate(tasks)
    ]
    folder = tmp_path_factory.mktemp("plain")
    (folder / "tasks.json").write_text(json.dumps(listed), encoding="utf-8")
    quick = write(folder / "tasks.json", ANSWERS, form, folder / "quick", compat=compat)
    quick_list = write(listed, ANSWERS, form, folder / "list", compat=compat)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plain, "__call__", lambda _, block: loads(block))
        slow = write(listed, ANSWERS, form, folder / "slow", compat=compat)
    assert written(folder / "list") == written(folder / "slow")
    assert sorted(map(str, quick_list.losses)) == sorted(map(str, slow.losses))
    assert written(folder / "quick") == written(folder / "slow")
    assert sorted(map(str, quick.losses)) == sorted(map(str, slow.losses))


def test_a_block_with_one_odd_task_keeps_the_others_plain() -> None:
    plain = Plain(plain_boxes._kind("box", "img"))
    odd = task(picture(), annotation([box(1, 1, 1, 1, rotation=5)]), number=2)
    tasks = [task(picture(), annotation([box(1, 1, 1, 1)]), number=1), odd]
    first, second = plain(memoryview(json.dumps(tasks).encode()))
    assert isinstance(first, PlainTask)
    assert second == odd
    assert plain(memoryview(json.dumps([odd, tasks[0]]).encode()))[0] == odd


SPELT_ALIKE = st.floats(jsonio.SMALLEST, 1) | st.integers(0, 9) | st.floats(1, 1e15) | st.just(0.0)


@given(st.lists(st.lists(SPELT_ALIKE, min_size=1, max_size=5), max_size=4))
def test_lines_of_numbers_are_those_of_python(rows: list[list[float]]) -> None:
    assert jsonio.number_lines(rows).decode() == "".join(f"{' '.join(map(repr, row))}\n" for row in rows)


NUMBERS = (
    st.floats(0, 1) | st.integers(0, 9) | st.floats(allow_nan=False) | st.sampled_from([1e-5, 1e16, 0.0])
)
CELLS = st.text(max_size=6) | st.none() | NUMBERS | st.sampled_from(['"', "a,b", "x\r\n", "\\", True, 2**70])


@given(st.sampled_from([",", "\t"]), st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4))
def test_lines_of_cells_are_those_of_csv(delimiter: str, rows: list[list[Any]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n").writerows(rows)
    found = csv_table._json_lines(rows, delimiter)
    assert found is None or found == csv_table._taken(text)


INNER = st.recursive(
    st.none() | st.integers(-9, 9) | st.text('"\\[]{},: \u00e9\u2028', max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["data", "id", "x"]), inner, max_size=3)
        | st.lists(st.fixed_dictionaries({"data": st.dictionaries(st.just("a"), inner)}), max_size=3)
    ),
    max_leaves=12,
)
TASKS = st.lists(
    st.fixed_dictionaries({"id": INNER, "data": st.dictionaries(st.text(max_size=3), INNER)}), max_size=8
)


@given(TASKS, st.integers(1, 200), st.sampled_from([None, 1, "\t"]), st.sampled_from([True, False]))
@settings(max_examples=80, deadline=None)
def test_blocks_are_the_elements_wherever_they_are_cut(
    tmp_path_factory: pytest.TempPathFactory,
    tasks: list[Any],
    block: int,
    indent: Any,
    plain: Any,
) -> None:
    path = tmp_path_factory.mktemp("blocks") / "tasks.json"
    path.write_text(json.dumps(tasks, indent=indent, ensure_ascii=plain), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_blocks, "BLOCK", block)
        patch.setattr(json_blocks, "TAIL", block // 2 + 1)
        found = [one for elements in json_blocks.read_blocks(path, jsonio.loads) for one in elements]
    assert found == tasks


@pytest.mark.parametrize("decode", [jsonio.loads, Plain(plain_boxes._kind("box", "img"))])
@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b'[{"data": {}},\n{"data": {"a": 1}},\n{"data": nul}]', "line 3"),
        (b'[{"data": {}},\n{"data": {}}', "line 2"),
        (b'[{"data": {}}] x', "line 1"),
        (b'[{"data": {"a": "' + b"x" * 80 + b'"}},\n{"data": "\xff"}]', "byte 112"),
        (b'[{"data": {}},{"data": {}, "annotations": [], "more": "\xff"},{"data": {}}]', "byte 55"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_the_place_of_a_fault_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, match: str, decode: Decode
) -> None:
    monkeypatch.setattr(json_blocks, "BLOCK", 20)
    (tmp_path / "tasks.json").write_bytes(content)
    with pytest.raises(lsw.FormatError, match=match):
        list(json_blocks.read_blocks(tmp_path / "tasks.json", decode))


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "tasks.json").write_bytes(b'\xef\xbb\xbf [{"data": {"a": NaN}}]')
    ((found,),) = json_blocks.read_blocks(tmp_path / "tasks.json", jsonio.loads)
    assert found["data"]["a"] != found["data"]["a"]


def test_searches_for_cycles_are_as_before_afterwards() -> None:
    before = gc.get_threshold()
    with fewer_collections():
        assert gc.get_threshold()[0] == BETWEEN
    assert gc.get_threshold() == before


def test_results_that_are_none_are_left_out(tmp_path: Path) -> None:
    results = [
        ["x", 5, None, {"type": "choices", "from_name": ["light"], "value": {}}, choice("day")],
        "text",
        {},
    ]
    tasks = [task(picture(), annotation(result), number=n) for n, result in enumerate(results)]
    report = write(tasks, BOXES, "json_min", tmp_path)
    assert [row.get("light") for row in read_json(tmp_path / "result.json")] == ["day", None, None]
    assert losses(report)["result that is no object with a value"] == 7
    with pytest.raises(lsw.FormatError, match="task 1: an annotation must be an object"):
        write([{"id": 1, "data": {}, "annotations": ["x"]}], BOXES, "json_min", tmp_path / "bad")
