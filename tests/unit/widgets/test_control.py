"""Python and the view drive the same labels: traits, callbacks, commands, predictions."""

from __future__ import annotations

import logging

import pytest

from ls_widgets.errors import ResultError, TaskError
from tests.unit.widgets.front import CONFIG, TEXTS, View, Wire, adds, item

SPAN = {"start": 0, "end": 4}


def test_traits_are_right_when_a_call_returns(annotator):
    seen = []
    annotator.observe(lambda change: seen.append((change["name"], change["new"])), ["task", "selection"])
    region = annotator.add_region("ner", SPAN, labels="PER")
    assert annotator.annotation.result == [{**item(region), "id": region}]
    assert annotator.annotation.status == "draft"
    assert annotator.progress["draft"] == 1
    annotator.select(region)
    assert annotator.selection == (region,)
    annotator.update_region(region, labels=["ORG"])
    assert annotator.annotation.regions[0].labels == ["ORG"]
    annotator.delete_region(region)
    assert annotator.annotation.result == []
    assert annotator.selection == ()
    assert annotator.undo()
    assert annotator.annotation.regions[0].labels == ["ORG"]
    annotator.submit()
    assert annotator.task.index == 1
    assert annotator.annotation is None
    assert annotator.progress["submitted"] == 1
    assert [name for name, _ in seen] == ["selection", "selection", "task"]


def test_the_view_follows_what_python_does(annotator):
    wire = Wire(annotator)
    View(wire)
    region = annotator.add_region("ner", SPAN, labels="PER")
    annotator.select(region)
    annotator.goto(2)
    wire.body("tasks", query="", start=0, count=1)
    (op,) = [op for push in wire.took("ops") for op in push["ops"]]
    assert (op["kind"], op["label"], op["base_rev"]) == ("create", "Draw span", 0)
    assert op["diff"]["added"][0]["item"]["id"] == region
    commands = [{k: v for k, v in push.items() if k != "n"} for push in wire.took("command")]
    assert commands == [
        {"push": "command", "name": "select", "ids": [region]},
        {"push": "command", "name": "goto", "index": 2},
    ]
    assert [push["n"] for push in wire.pushes] == [1, 2, 3]


def test_a_command_comes_after_the_changes_it_speaks_of(annotator):
    wire = Wire(annotator)
    View(wire)
    for _ in range(3):
        region = annotator.add_region("ner", SPAN, labels="PER")
        annotator.select(region)
    known = set()
    for push in wire.pushes:
        known |= {one["item"]["id"] for op in push.get("ops", ()) for one in op["diff"]["added"]}
        assert known.issuperset(push.get("ids", ()))
    assert len(wire.took("command")) == 3


def test_submit_skip_and_undo_go_on_and_come_back(annotator):
    wire = Wire(annotator)
    View(wire)
    annotator.add_region("ner", SPAN, labels="PER")
    annotator.submit()
    annotator.skip()
    wire.body("tasks", query="", start=0, count=1)
    kinds = [op["kind"] for push in wire.took("ops") for op in push["ops"]]
    assert kinds == ["create", "submit", "skip"]
    assert [push["index"] for push in wire.took("command")] == [1, 2]
    assert annotator.undo()
    assert annotator.task.index == 1
    assert annotator.progress == {"total": 3, "submitted": 1, "skipped": 0, "draft": 0}
    assert annotator.redo()
    assert annotator.progress["skipped"] == 1
    assert not annotator.redo()
    annotator.goto(2)
    annotator.submit()
    assert annotator.task.index == 2
    assert annotator.annotation.status == "submitted"


def test_many_changes_are_bundled_and_none_is_missing(annotator):
    wire = Wire(annotator)
    View(wire)
    for _ in range(200):
        annotator.add_region("ner", SPAN, labels="PER")
    wire.body("tasks", query="", start=0, count=1)
    pushed = [op for push in wire.took("ops") for op in push["ops"]]
    assert len(pushed) == 200
    assert len(wire.took("ops")) < 100
    assert wire.took("ops")[-1]["revs"] == {annotator.annotation.id: 200}
    revisions = [op["base_rev"] for op in pushed]
    assert revisions == sorted(revisions)


def test_errors_name_what_is_wrong(annotator):
    with pytest.raises(ResultError, match="no region 'x'"):
        annotator.select("x")
    with pytest.raises(TaskError, match="no task 7"):
        annotator.goto(7)
    with pytest.raises(TaskError, match="no task 'x'"):
        annotator.goto("x")
    with pytest.raises(ResultError, match="no control"):
        annotator.add_region("nre", SPAN)
    assert annotator.history().empty
    with pytest.raises(TypeError, match="takes a function"):
        annotator.on_submit("print")


def test_no_tasks_is_no_fault(make):
    annotator = make([])
    assert (annotator.task, annotator.annotation) == (None, None)
    for empty in (annotator, make([], order=lambda task: task.index)):
        assert View(Wire(empty)).welcome["progress"]["total"] == 0
    for act in (annotator.submit, annotator.skip, lambda: annotator.goto(0)):
        with pytest.raises(TaskError, match="no task"):
            act()


def test_callbacks_run_after_the_ack_and_never_in_the_handler(annotator):
    wire = Wire(annotator)
    view = View(wire)
    told = []

    @annotator.on_change
    def changed(task, annotation):
        wire.log.append("change")
        told.append((task.index, annotation.result, annotator.annotation.result))

    @annotator.on_submit
    def submitted(_task, _annotation):
        wire.log.append("submit")

    annotator.observe(lambda _: wire.log.append("trait"), "annotation")
    wire.log.clear()
    view.send(view.op(annotator.project.tasks[0].key, adds(item())))
    view.send(view.op(annotator.project.tasks[0].key, {}, kind="submit", base_rev=1))
    assert wire.log == ["reply", "trait", "change", "reply", "trait", "change", "submit"]
    assert told[0] == (0, [item()], [item()])


def test_on_task_and_on_skip_get_the_task(annotator):
    wire = Wire(annotator)
    View(wire)
    seen = []
    annotator.on_task(lambda task: seen.append(("task", task.data["text"])))
    annotator.on_skip(lambda task, annotation: seen.append(("skip", task.index, annotation.status)))
    wire.body("cursor", index=1, annotation=None, selection=[], seen=0)
    wire.body("cursor", index=1, annotation=None, selection=[], seen=0)
    annotator.skip()
    assert seen == [("task", "Bob  sleeps"), ("skip", 1, "skipped"), ("task", "Carl")]


def test_a_callback_that_raises_gives_one_notice_and_the_label_stays(annotator, caplog):
    wire = Wire(annotator)
    view = View(wire)
    others = []

    @annotator.on_change
    def boom(_task, _annotation):
        raise ValueError("no good")

    annotator.on_change(lambda task, annotation: others.append(annotation.id))
    with caplog.at_level(logging.ERROR, "ls_widgets"):
        ack = view.send(view.op(annotator.project.tasks[0].key, adds(item())))
    assert ack["body"]["seq"] == 1
    (notice,) = wire.took("notice")
    assert notice["text"] == "on_change: boom raised ValueError: no good"
    assert "no good" in notice["detail"]
    assert others == ["a-1"]
    assert len(annotator.annotation.result) == 1
    annotator.submit()
    assert len(wire.took("notice")) == 2


def test_an_observer_that_raises_is_told_and_stops_nothing(annotator, caplog):
    wire = Wire(annotator)
    view = View(wire)

    def boom(_change):
        raise RuntimeError("odd observer")

    annotator.observe(boom, "progress")
    with caplog.at_level(logging.CRITICAL, "ls_widgets"):
        view.send(view.op(annotator.project.tasks[0].key, adds(item())))
    assert "odd observer" in wire.took("notice")[0]["text"]
    assert len(annotator.to_ls()) == 3


def test_a_callback_that_labels_goes_on_in_order(annotator):
    view = View(Wire(annotator))
    seen = []

    @annotator.on_submit
    def propagate(task, _annotation):
        seen.append(task.index)
        if task.index == 0:
            annotator.goto(1)
            region = annotator.add_region("ner", {"start": 0, "end": 3}, labels="PER")
            assert annotator.annotation.regions[0].id == region
            annotator.submit()

    view.send(view.op(annotator.project.tasks[0].key, {}, kind="submit"))
    assert seen == [0, 1]
    assert annotator.progress["submitted"] == 2
    assert annotator.task.index == 2


def test_predictions_come_with_score_and_version(make):
    annotator = make(predict=lambda batch: [{"good": 0.25, "bad": 0.75} for _ in batch])
    wire = Wire(annotator)
    View(wire)
    first = wire.body("window", start=0, count=2)["tasks"]
    assert [task["predictions"] for task in first] == [[], []], "no code of the user's in a handler"
    pushed = wire.took("predictions")
    assert [push["task"] for push in pushed] == [task["key"] for task in first]
    (prediction,) = pushed[0]["predictions"]
    assert (prediction["score"], prediction["model_version"]) == (0.75, "<lambda>")
    assert prediction["result"][0]["value"] == {"choices": ["bad"]}
    again = wire.body("window", start=0, count=1)["tasks"]
    assert again[0]["predictions"] == [prediction]
    assert len(wire.took("predictions")) == 2


def test_faulty_predictions_of_a_list_are_told_in_one_notice(make):
    annotator = make(predict=[{"result": 1}, {"value": 1, "from_name": "mood"}, None])
    wire = Wire(annotator)
    View(wire)
    wire.body("window", start=0, count=3)
    wire.body("window", start=0, count=3)
    (notice,) = wire.took("notice")
    assert notice["text"].endswith("(and 1 more)")
    assert len(notice["detail"].splitlines()) == 2


def test_prelabel_waits_for_the_model_and_starts_as_its_answer(make):
    annotator = make(predict=lambda batch: ["good" for _ in batch], prelabel=True)
    wire = Wire(annotator)
    assert View(wire).welcome["options"]["prelabel"] is True
    (task,) = wire.body("window", start=0, count=1)["tasks"]
    assert task["predictions"][0]["result"][0]["value"] == {"choices": ["good"]}
    annotator.submit()
    (made,) = annotator.project.annotations(0)
    assert made.status == "submitted"
    assert made.result[0]["value"] == {"choices": ["good"]}
    assert made.result[0]["origin"] == "prediction"
    assert made.fields["parent_prediction"] == task["predictions"][0]["id"]


@pytest.mark.parametrize("prelabel", [False, True])
def test_a_failing_model_is_told_once_and_labeling_goes_on(make, prelabel):
    def model(_batch):
        raise RuntimeError("out of memory")

    annotator = make(predict=model, prelabel=prelabel)
    wire = Wire(annotator)
    View(wire)
    for _ in range(3):
        assert len(wire.body("window", start=0, count=3)["tasks"]) == 3
    (notice,) = wire.took("notice")
    assert "out of memory" in notice["text"]


def test_an_order_of_ones_own_is_the_order_of_the_view(make):
    annotator = make([{**task, "n": n} for task, n in zip(TEXTS, (3, 1, 2), strict=True)], CONFIG, order="n")
    wire = Wire(annotator)
    View(wire)
    assert annotator.task.data["text"] == "Bob  sleeps"
    tasks = wire.body("window", start=0, count=3)["tasks"]
    assert [task["values"]["0.0"]["value"] for task in tasks] == ["Bob  sleeps", "Carl", "Anna sings"]
    annotator.goto(1)
    annotator.submit()
    assert annotator.task.data["text"] == "Carl"
    assert [push["index"] for push in wire.took("command")] == [0, 1]


def test_where_the_view_was_before_it_heard_goto_does_not_count(annotator):
    wire = Wire(annotator)
    View(wire)
    annotator.goto(2)
    wire.body("cursor", index=0, annotation=None, selection=[], seen=0)
    assert annotator.task.index == 2
    wire.body("cursor", index=1, annotation=None, selection=[], seen=1)
    assert annotator.task.index == 1


PRESELECTED = """<View><Text name="t" value="$text"/>
<Labels name="ner" toName="t"><Label value="PER"/></Labels>
<Choices name="mood" toName="t">
  <Choice value="good" alias="g" selected="true"/><Choice value="bad"/></Choices>
<Choices name="why" toName="t" perRegion="true"><Choice value="x" selected="true"/></Choices>
<Choices name="place" toName="t" allowNested="true">
  <Choice value="Europe"><Choice value="Bern" selected="true"/></Choice></Choices>
<Repeater on="$items" indexFlag="{{i}}">
  <Choices name="c{{i}}" toName="t"><Choice value="a" selected="true"/></Choices></Repeater>
</View>"""


def test_an_untouched_task_begins_with_its_preselected_choices(make):
    annotator = make([{"text": "Anna", "items": [1, 2]}, {"text": "Bert", "items": []}], PRESELECTED)
    annotator.submit()
    (first,) = annotator.project.annotations(0)
    assert [(one["from_name"], one["to_name"], one["value"]["choices"]) for one in first.result] == [
        ("mood", "t", ["g"]),
        ("place", "t", [["Europe", "Bern"]]),
        ("c0", "t", ["a"]),
        ("c1", "t", ["a"]),
    ]
    assert (first.status, annotator.project.problems(first)) == ("submitted", [])
    annotator.add_region("ner", {"start": 0, "end": 4}, labels="PER")
    (second,) = annotator.project.annotations(1)
    assert [one["from_name"] for one in second.result] == ["mood", "place", "ner"]
    assert annotator.undo()
    assert annotator.project.annotations(1) == []
