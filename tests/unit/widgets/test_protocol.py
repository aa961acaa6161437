"""Every request over the comm, as the browser makes it."""

from __future__ import annotations

import base64
import gzip
import json
import logging

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ls_widgets.widgets import assets, hub
from ls_widgets.widgets.requests import SHAPES
from tests.unit.widgets.front import CONFIG, View, Wire, adds, item

IMAGE = """<View><Image name="img" value="$image"/>
<RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels></View>"""


def test_hello_tells_all_that_a_view_needs(make):
    annotator = make(title="Names", hotkeys={"annotation.submit": "ctrl+s"})
    wire = Wire(annotator)
    first = View(wire).welcome
    assert (first["title"], first["cursor"], first["acked"], first["pushed"]) == ("Names", 0, 0, 0)
    assert first["session"] == annotator.session
    assert first["progress"] == {"total": 3, "submitted": 0, "skipped": 0, "draft": 0}
    assert first["options"]["hotkeys"] == {"annotation.submit": "ctrl+s"}
    assert [child["tag"] for child in first["tree"]["children"]] == ["Text", "Labels", "Choices"]
    assert first["store"]["durable"] is False
    annotator.goto(2)
    annotator.add_region("ner", {"start": 0, "end": 4}, labels="PER")
    again = View(wire, "view-two").welcome
    assert again["cursor"] == 2
    assert again["pushed"] == wire.pushes[-1]["n"]
    assert [op["label"] for op in again["undo"]] == ["Draw span"]


def test_another_protocol_is_refused(annotator):
    reply = Wire(annotator).ask("hello", protocol=99, client="v", buffers=True)
    assert "run the cell again" in reply["error"]


def test_window_holds_the_tasks_in_order(annotator):
    wire = Wire(annotator)
    tasks = wire.body("window", start=1, count=20)["tasks"]
    assert [task["index"] for task in tasks] == [1, 2]
    assert tasks[0]["values"] == {"0.0": {"value": "Bob  sleeps"}}
    assert tasks[0]["key"] == annotator.project.tasks[1].key
    assert wire.body("window", start=7, count=2)["tasks"] == []


def test_window_is_cut_by_bytes_and_a_huge_task_still_comes(make):
    sizes = [400_000, 400_000, 400_000, 3_000_000, 10]
    wire = Wire(make([{"text": "é" * (size // 2)} for size in sizes]))
    assert [task["index"] for task in wire.body("window", start=0, count=5)["tasks"]] == [0, 1]
    assert [task["index"] for task in wire.body("window", start=2, count=5)["tasks"]] == [2]
    (huge,) = wire.body("window", start=3, count=5)["tasks"]
    assert len(huge["values"]["0.0"]["value"]) == 1_500_000


def test_numbers_that_javascript_would_round_become_text(make):
    config = '<View><Text name="t" value="$text"/><Table name="tab" value="$row"/></View>'
    wire = Wire(make([{"text": 2**60, "row": {"id": 2**53, "n": 2**53 - 1, "deep": [-(2**70)]}}], config))
    (task,) = wire.body("window", start=0, count=1)["tasks"]
    values = {name: held for node in task["values"].values() for name, held in [next(iter(node.items()))]}
    assert str(2**60) in json.dumps(task["values"])
    assert values["value"] == {"id": str(2**53), "n": 2**53 - 1, "deep": [str(-(2**70))]}


def test_half_surrogates_do_not_lose_the_message_and_offsets_stay(make):
    (task,) = Wire(make([{"text": "a\ud83d b"}])).body("window", start=0, count=1)["tasks"]
    assert task["values"]["0.0"]["value"] == "a\ufffd b"


def test_a_task_that_cannot_be_shown_does_not_hide_the_others(make, monkeypatch):
    annotator = make()
    problems = annotator.project.source.problems

    def failing(position, **options):
        if position == 1:
            raise RuntimeError("a cell that raises")
        return problems(position, **options)

    monkeypatch.setattr(annotator.project.source, "problems", failing)
    tasks = Wire(annotator).body("window", start=0, count=3)["tasks"]
    assert [bool(task["problems"]) for task in tasks] == [False, True, False]
    assert "a cell that raises" in tasks[1]["problems"][0]


def test_ops_are_stored_and_acked(annotator):
    wire = Wire(annotator)
    view = View(wire)
    key = annotator.project.tasks[0].key
    ack = view.send(view.op(key, adds(item())))["body"]
    assert (ack["seq"], ack["revs"], ack["conflicts"]) == (1, {"a-1": 1}, [])
    assert ack["progress"]["draft"] == 1
    assert annotator.project.annotations(key)[0].result == [item()]
    assert annotator.annotation.result == [item()]
    assert wire.took("ops") == []


def test_ops_sent_again_are_applied_once(annotator):
    wire = Wire(annotator)
    view = View(wire)
    op = view.op(annotator.project.tasks[0].key, adds(item()))
    first = view.send(op)["body"]
    second = view.send(op)["body"]
    assert (first["seq"], second["seq"]) == (1, 1)
    assert len(annotator.history()) == 1
    assert View(wire).welcome["acked"] == 1


def test_one_view_is_told_what_the_other_does(annotator):
    wire = Wire(annotator)
    one, two = View(wire, "one"), View(wire, "two")
    two.send(two.op(annotator.project.tasks[0].key, adds(item())))
    wire.body("tasks", query="", start=0, count=1)
    (push,) = wire.took("ops")
    assert [op["client"] for op in push["ops"]] == ["two"]
    assert push["revs"] == {"a-1": 1}
    assert push["progress"]["draft"] == 1
    assert [op["seq"] for op in push["undo"]] == [1]
    one.send(one.op(annotator.project.tasks[0].key, {"fields": {"x": [None, 1]}}, base_rev=1, kind="edit"))
    wire.body("tasks", query="", start=0, count=1)
    assert [op["client"] for push in wire.took("ops") for op in push["ops"]] == ["two", "one"]
    assert [push["n"] for push in wire.pushes] == [1, 2]


def test_a_conflict_is_reported_and_both_are_kept(make):
    annotator = make(annotator="ann")
    wire = Wire(annotator)
    one, two = View(wire, "one"), View(wire, "two")
    key = annotator.project.tasks[0].key
    one.send(one.op(key, adds(item())))

    def relabel(label):
        return {"updated": [[item(), item(label=label)]]}

    annotator.project.apply([one.op(key, relabel("ORG"), base_rev=1, kind="edit")], author="someone else")
    ack = two.send(two.op(key, {"removed": [{"at": 0, "item": item()}]}, base_rev=1, kind="edit"))["body"]
    (conflict,) = ack["conflicts"]
    assert conflict["annotation"] == "a-1"
    kept = [one for one in annotator.project.annotations(key) if one.id == conflict["kept_as"]]
    assert kept[0].result == [item(label="ORG")]


def test_media_come_in_ranges_and_as_text_where_there_are_no_buffers(make):
    pixels = np.random.default_rng(0).integers(0, 255, (40, 60, 3)).astype("uint8")
    wire = Wire(make([{"image": pixels}], IMAGE))
    View(wire)
    (task,) = wire.body("window", start=0, count=1)["tasks"]
    (described,) = [values["value"] for values in task["values"].values()]
    assert (described["width"], described["height"]) == (60, 40)
    wire.ask("media", media=described["media"], offset=0, length=100)
    first = wire.buffers[wire.last][0]
    wire.ask("media", media=described["media"], offset=100, length=10**7)
    whole = first + wire.buffers[wire.last][0]
    assert whole.startswith(b"\x89PNG")
    assert len(whole) == described["size"]
    View(wire, "colab", buffers=False)
    reply = wire.ask("media", media=described["media"], offset=0, length=100)
    assert base64.b64decode(reply["buffer"]) == first
    assert wire.buffers[wire.last] == []
    assert "not known" in wire.ask("media", media="../../etc/passwd", offset=0, length=1)["error"]
    assert "range" in wire.ask("media", media=described["media"], offset=-5, length=10)["error"]


def test_chunks_are_gzip_of_this_build(annotator):
    wire = Wire(annotator)
    build = assets.manifest()["build"]
    name = next(iter(assets.manifest()["chunks"]))
    wire.body("chunk", name=name, hash=build)
    assert b"export" in gzip.decompress(wire.buffers[wire.last][0])
    assert "another version" in wire.ask("chunk", name=name, hash="old")["error"]
    assert "no part called" in wire.ask("chunk", name="../core.js", hash=build)["error"]


def test_the_task_list_is_searched_by_text_key_and_status(annotator):
    wire = Wire(annotator)
    annotator.submit()
    rows = wire.body("tasks", query="", start=0, count=10)
    assert (rows["total"], [row["title"] for row in rows["rows"]]) == (
        3,
        ["Anna sings", "Bob sleeps", "Carl"],
    )
    assert [row["status"] for row in rows["rows"]] == ["submitted", "new", "new"]
    assert [row["index"] for row in wire.body("tasks", query="CARL", start=0, count=10)["rows"]] == [2]
    assert wire.body("tasks", query="new", start=1, count=10) == {
        "rows": [rows["rows"][2]], "total": 2
    }  # fmt: skip
    assert wire.body("tasks", query="new", start=-9, count=-4) == {"rows": [], "total": 2}


def test_the_summary_counts_what_was_submitted(make, monkeypatch):
    annotator = make([{"text": "Anna sings"}] * 3)
    given = (("ORG", "good"), ("PER", "good"), ("PER", "bad"))
    for task, (label, mood) in zip(annotator.project.tasks, given, strict=True):
        annotator.project.annotate(
            task.key,
            [
                {"from_name": "ner", "to_name": "txt", "type": "labels", "id": "r"}
                | {"value": {"start": 0, "end": 4, "labels": [label]}},
                {"from_name": "mood", "to_name": "txt", "type": "choices", "value": {"choices": [mood]}},
            ],
        )
    wire = Wire(annotator)
    monkeypatch.setattr(hub, "COUNTED_VALUES", 1)
    assert wire.body("summary") == {
        "controls": [
            {"control": "ner", "values": [["PER", 2]], "more": 1},
            {"control": "mood", "values": [["good", 2]], "more": 1},
        ],
        "complete": True,
    }
    monkeypatch.setattr(hub, "COUNTED_TASKS", 2)
    assert wire.body("summary") == {"controls": [], "complete": False}


def test_the_cursor_moves_the_traits(annotator):
    wire = Wire(annotator)
    view = View(wire)
    key = annotator.project.tasks[1].key
    view.send(view.op(key, adds(item())))
    wire.body("cursor", index=1, annotation="a-1", selection=["r1", "gone"], seen=0)
    assert annotator.task.key == key
    assert annotator.annotation.id == "a-1"
    assert annotator.selection == ("r1",)
    assert annotator.project.cursor == 1
    assert "no task 9" in wire.ask("cursor", index=9, annotation=None, selection=[], seen=0)["error"]
    assert annotator.project.cursor == 1


def test_cancel_and_what_is_no_request_have_no_answer(annotator, caplog):
    wire = Wire(annotator)
    wire.raw({"id": 5, "kind": "cancel", "re": 4})
    with caplog.at_level(logging.INFO, "ls_widgets"):
        for message in (None, [], "hello", {}, {"kind": "hello"}, {"id": "1"}, {"id": True}, {"id": 1.5}):
            wire.raw(message)
    assert wire.log == []
    assert len(caplog.records) == 8


@pytest.mark.parametrize("kind", ["nothing", "__class__", "close", "", None, 7, [], {}])
def test_unknown_kinds_are_answered(annotator, kind):
    assert "does not know" in Wire(annotator).ask(kind)["error"]


@pytest.mark.parametrize("kind", sorted(SHAPES.keys() - {"cancel", "summary"}))
def test_missing_and_mistyped_fields_are_named(annotator, kind):
    wire = Wire(annotator)
    assert "has no" in wire.ask(kind)["error"]
    fields = [name for name in SHAPES[kind].__annotations__ if name not in ("id", "kind")]
    reply = wire.ask(kind, **{name: {"odd": 1} for name in fields})
    assert f"{fields[0]} must be" in reply["error"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = sorted({name for shape in SHAPES.values() for name in shape.__annotations__ if name != "id"})
OPS = st.dictionaries(
    st.sampled_from(
        ["client", "seq", "task", "annotation", "base_rev", "kind", "label", "diff", "at", "target"]
    ),
    JSON | st.sampled_from(["create", "undo", "x"]) | st.integers(0, 3),
)
MESSAGES = st.dictionaries(
    st.sampled_from(NAMES), JSON | st.integers(-2, 5) | st.lists(OPS, max_size=3)
).flatmap(lambda fields: st.sampled_from([*SHAPES, "odd"]).map(lambda kind: {**fields, "kind": kind}))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(message=MESSAGES | JSON)
def test_any_json_has_one_answer_or_is_dropped_and_harms_nothing(annotator, message):
    wire = Wire(annotator)
    before = annotator.to_ls()
    if isinstance(message, dict):
        message = {**message, "id": 1}
    wire.raw(message)
    request = isinstance(message, dict) and message.get("kind") != "cancel"
    assert list(wire.replies) == ([1] if request else [])
    if not (request and "body" in wire.replies[1] and message["kind"] == "ops"):
        assert annotator.to_ls() == before
    assert View(wire).welcome["progress"]["total"] == 3


def test_a_config_that_says_nothing_of_data_still_opens(make):
    wire = Wire(make(config=CONFIG.replace("$text", "the same for all")))
    (task,) = wire.body("window", start=0, count=1)["tasks"]
    assert task["values"] == {}


def test_only_what_can_never_be_stored_is_refused_for_good(annotator):
    wire = Wire(annotator)
    view = View(wire)
    key = annotator.project.tasks[0].key
    view.send(view.op(key, adds(item())))
    stray = {**view.op(annotator.project.tasks[1].key, adds(item()), base_rev=1)}
    reply = wire.ask("ops", client=view.client, ops=[stray])
    assert "belongs to task" in reply["error"]
    assert reply["final"] is True
    assert "final" not in wire.ask("cursor", index=9, annotation=None, selection=[], seen=0)
