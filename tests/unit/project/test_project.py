from __future__ import annotations

import json
import threading

import pandas as pd
import pytest

from ls_widgets.errors import ConfigError, FormatError, ResultError, StoreError, TaskError
from ls_widgets.model.diff import invert
from ls_widgets.project import Project

CONFIG = """<View>
  <Text name="txt" value="$text"/>
  <Labels name="ner" toName="txt"><Label value="PER"/><Label value="ORG"/></Labels>
  <Choices name="mood" toName="txt"><Choice value="good"/><Choice value="bad"/></Choices>
  <Choices name="tags" toName="txt" choice="multiple"><Choice value="a"/><Choice value="b"/></Choices>
  <Rating name="stars" toName="txt"/><TextArea name="note" toName="txt"/>
</View>"""


def mood(value="good", **more):
    return {"from_name": "mood", "to_name": "txt", "type": "choices", "value": {"choices": [value]}, **more}


def span(start, end, label="PER", **more):
    value = {"start": start, "end": end, "text": "x" * (end - start), "labels": [label]}
    return {"id": f"s{start}", "from_name": "ner", "to_name": "txt", "type": "labels", "value": value, **more}


@pytest.fixture
def frame():
    return pd.DataFrame({"text": ["one", "two", "three"], "n": [1, 2, 3]}, index=["x", "y", "z"])


@pytest.fixture
def project(frame):
    return Project(frame, CONFIG, store=None, annotator="ann")


def keys(project):
    return [project.tasks[i].key for i in range(len(project.tasks))]


def test_annotate_is_stored_completed_and_exported(project):
    key = keys(project)[1]
    made = project.annotate(key, [{"from_name": "mood", "value": {"choices": ["bad"]}}], lead_time=2.5)
    assert made.status == "submitted"
    (item,) = made.result
    assert item["id"]
    assert (item["to_name"], item["type"]) == ("txt", "choices")
    out = project.to_ls()
    assert [task["data"]["text"] for task in out] == ["one", "two", "three"]
    (annotation,) = out[1]["annotations"]
    assert annotation["result"] == made.result
    assert annotation["lead_time"] == 2.5
    assert annotation["was_cancelled"] is False
    assert isinstance(annotation["id"], int)
    assert out[1]["total_annotations"] == 1
    assert json.dumps(project.to_ls()) == json.dumps(out)


def test_what_is_returned_is_a_copy(project):
    made = project.annotate(0, [mood()])
    made.result[0]["value"]["choices"].append("bad")
    assert project.annotations(0)[0].result[0]["value"]["choices"] == ["good"]


def test_a_result_that_does_not_fit_the_config_is_kept_and_named(project):
    made = project.annotate(
        0, [mood("ugly"), {"from_name": "nobody", "to_name": "txt", "type": "choices", "value": {}}]
    )
    assert len(project.problems(made)) >= 2
    assert project.to_ls()[0]["annotations"][0]["result"] == made.result


@pytest.mark.parametrize(
    ("result", "fields", "says"),
    [
        ("text", {}, "list"),
        ([3], {}, "dict"),
        ([mood(x=float("nan"))], {}, "nan"),
        ([mood(x=object())], {}, "object"),
        ([mood()], {"status": "lost"}, "lost"),
        ([mood()], {"lead_time": float("inf")}, "inf"),
    ],
)
def test_what_cannot_be_stored_is_refused(project, result, fields, says):
    with pytest.raises(ResultError, match=says):
        project.annotate(0, result, **fields)
    assert project.progress["submitted"] == 0


def test_unknown_tasks_and_annotations_are_named(project):
    for call in (
        lambda: project.annotate("nope", []),
        lambda: project.delete("nope"),
        lambda: project.key(None),
    ):
        with pytest.raises(TaskError, match="no "):
            call()
    with pytest.raises(IndexError):
        project.skip(7)


def test_steps_are_undone_across_tasks_in_order(project):
    first = project.annotate(0, [mood()])
    project.skip(1)
    project.update(first, [mood("bad")])
    project.delete(first)
    assert project.progress == {"total": 3, "submitted": 0, "skipped": 1, "draft": 0}
    assert project.undo().status == "submitted"
    assert project.undo().result[0]["value"]["choices"] == ["good"]
    assert project.undo().status == "void"
    assert project.progress == {"total": 3, "submitted": 1, "skipped": 0, "draft": 0}
    assert project.redo().status == "skipped"
    assert project.redo().result[0]["value"]["choices"] == ["bad"]
    project.annotate(2, [])
    assert project.redo() is None
    for _ in range(4):
        project.undo()
    assert project.undo() is None
    assert project.progress == {"total": 3, "submitted": 0, "skipped": 0, "draft": 0}


def test_undo_outlives_the_kernel_and_belongs_to_its_annotator(frame, tmp_path):
    one = Project(frame, CONFIG, store=tmp_path / "s.db", annotator="ann")
    one.annotate(0, [mood()])
    one.close()
    assert Project(frame, CONFIG, store=tmp_path / "s.db", annotator="bob").undo() is None
    two = Project(frame.iloc[::-1], CONFIG, store=tmp_path / "s.db", annotator="ann")
    assert two.annotations(2)[0].result[0]["value"]["choices"] == ["good"]
    assert two.undo().status == "void"


def test_drafts_and_pending_changes_are_drafts_until_submitted(project):
    draft = project.annotate(0, [mood()], status="draft")
    done = project.annotate(1, [mood()])
    state = project.states(done.task)[0]
    changed = {**state["result"][0], "value": {"choices": ["bad"]}}
    project.apply(
        [
            {
                "client": "view", "seq": 1, "task": done.task, "annotation": done.id,
                "base_rev": state["rev"], "kind": "edit", "label": "Choose", "at": "", "target": None,
                "diff": {"updated": [(state["result"][0], changed)]},
            }
        ]
    )  # fmt: skip
    assert {a.id for a in project.drafts()} == {draft.id, done.id}
    out = project.to_ls()
    assert (out[0]["annotations"], len(out[0]["drafts"])) == ([], 1)
    assert out[1]["annotations"][0]["result"] == state["result"]
    assert out[1]["drafts"][0]["result"] == [changed]
    assert out[1]["drafts"][0]["annotation"] == out[1]["annotations"][0]["id"]
    assert list(project.to_frame()["mood"].astype(object)[1:2]) == ["good"]
    project.submit(done)
    assert project.submit(draft).status == "submitted"
    assert project.drafts() == []
    assert [v.result[0]["value"]["choices"] for v in project.versions(done)] == [["good"], ["bad"]]
    assert project.undo() is not None
    assert project.undo() is not None
    assert project.to_ls()[1]["annotations"][0]["result"] == state["result"]


def test_listeners_hear_commits_and_cannot_harm_them(project, caplog):
    heard = []
    project.listen(lambda applied: 1 / 0)
    stop = project.listen(heard.extend)
    made = project.annotate(0, [mood()])
    assert [one.state["id"] for one in heard] == [made.id]
    assert "the labels are stored" in caplog.text
    stop()
    project.undo()
    assert len(heard) == 1


def test_a_view_and_a_script_share_history(project):
    made = project.annotate(0, [mood()])
    (op,) = project.undo_stack()
    undo = {
        **op, "client": "view", "seq": 1, "base_rev": 1, "kind": "undo", "diff": invert(op["diff"]),
        "target": {"client": op["client"], "seq": op["seq"]},
    }  # fmt: skip
    (applied,) = project.apply([undo])
    assert applied.state["fields"]["status"] == "void"
    assert project.apply([undo])[0].duplicate
    assert project.acked("view") == 1
    assert project.redo().id == made.id
    assert project.status(made.task) == "submitted"


def test_threads_may_label_at_once(project):
    threads = [
        threading.Thread(target=lambda: [project.annotate(i, [mood()]) for i in range(3)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(project.history()) == 12
    assert project.progress["submitted"] == 3


def test_frames_keep_the_callers_rows_and_type_the_labels(project, frame):
    before = frame.copy(deep=True)
    tags = {"from_name": "tags", "value": {"choices": ["a", "b"]}}
    project.annotate(1, [mood(), tags, {"from_name": "stars", "value": {"rating": 4}}])
    project.annotate(2, [mood("bad"), {"from_name": "note", "value": {"text": ["hello"]}}, span(0, 3, "ORG")])
    out = project.to_frame()
    assert list(out.index) == ["x", "y", "z"]
    assert list(out.columns) == ["text", "n", "ner", "mood", "tags", "stars", "note"]
    assert out["mood"].dtype == pd.CategoricalDtype(["good", "bad"])
    assert out["stars"].dtype == "Int64"
    assert out.loc["y", "tags"] == ["a", "b"]
    assert out.loc["z", "note"] == "hello"
    assert out.loc["z", "ner"][0]["labels"] == ["ORG"]
    pd.testing.assert_frame_equal(frame, before)

    annotations = project.to_frame("annotations")
    assert list(annotations.index) == ["y", "z"]
    assert list(annotations["annotator"]) == ["ann", "ann"]
    assert str(annotations["updated_at"].dtype).startswith("datetime64")
    regions = project.to_frame("regions")
    assert list(regions["label"]) == ["ORG"]
    assert (regions["start"].iloc[0], regions["end"].iloc[0]) == (0, 3)
    with pytest.raises(FormatError, match="tasks, annotations, regions"):
        project.to_frame("rows")


def test_frames_without_labels_have_the_columns_all_the_same(project):
    assert list(project.to_frame().columns) == ["text", "n", "ner", "mood", "tags", "stars", "note"]
    assert len(project.to_frame("annotations")) == 0
    assert len(project.to_frame("regions")) == 0
    assert len(project.history()) == 0


def test_history_tells_who_changed_what(project):
    made = project.annotate(0, [mood()])
    project.update(made, [{**made.result[0], "value": {"choices": ["bad"]}}])
    history = project.history()
    assert list(history["kind"]) == ["submit", "update"]
    assert list(history["author"]) == ["ann", "ann"]
    assert history["old"].iloc[1][0]["value"] == {"choices": ["good"]}
    assert history["new"].iloc[1][0]["value"] == {"choices": ["bad"]}
    assert history["seconds"].iloc[1] >= 0


def test_queue_gives_open_tasks_in_order(frame):
    project = Project(frame, CONFIG, store=None, order=lambda task: -task.data["n"])
    assert [task.index for task in project.queue] == [2, 1, 0]
    project.annotate(2, [])
    assert project.queue.next().index == 1
    assert [t.index for t in Project(frame, CONFIG, store=None, order="n").queue] == [0, 1, 2]
    with pytest.raises(TaskError, match="no column"):
        Project(frame, CONFIG, store=None, order="nope")


def test_the_cursor_follows_its_task(frame, tmp_path):
    one = Project(frame, CONFIG, store=tmp_path / "s.db")
    one.cursor = 2
    one.close()
    assert Project(frame, CONFIG, store=tmp_path / "s.db").cursor == 2
    assert Project(frame.iloc[::-1], CONFIG, store=tmp_path / "s.db").cursor == 0
    assert Project(frame.iloc[:1], CONFIG, store=tmp_path / "s.db").cursor == 0
    with pytest.raises(TaskError):
        one.cursor = 3


def test_labels_of_rows_that_went_are_kept_and_listed(frame, tmp_path):
    one = Project(frame, CONFIG, store=tmp_path / "s.db")
    gone = one.annotate(2, [mood()]).task
    one.close()
    two = Project(frame.iloc[:2], CONFIG, store=tmp_path / "s.db")
    assert two.progress["submitted"] == 0
    assert two.summary()["not_here"] == [gone]
    assert len(two.to_frame("annotations")) == 0
    two.close()
    assert Project(frame, CONFIG, store=tmp_path / "s.db").progress["submitted"] == 1


def test_the_summary_counts_labels(project):
    project.annotate(0, [mood(), span(0, 1), span(1, 2)])
    summary = project.summary()
    assert summary["labels"] == {"mood": {"good": 1}, "ner": {"PER": 2}}
    assert summary["annotators"] == {"ann": 1}


def test_a_store_that_cannot_be_written_says_so(frame, tmp_path):
    Project(frame, CONFIG, store=tmp_path / "s.db").close()
    (tmp_path / "s.db").chmod(0o444)
    project = Project(frame, CONFIG, store=tmp_path / "s.db")
    assert project.store_state["writable"] is False
    project.cursor = 1
    with pytest.raises(StoreError, match="read-only"):
        project.annotate(0, [mood()])


def test_memory_is_named_as_such(project):
    assert project.store_state["durable"] is False
    assert "memory" in project.store_state["notice"]
    assert repr(project).endswith("0 of 3 tasks submitted, 0 skipped, 0 drafts, in memory>")


def test_errors_in_the_arguments(frame):
    with pytest.raises(TaskError, match="swapped"):
        Project(CONFIG, frame, store=None)
    with pytest.raises(ConfigError):
        Project(frame, "<View", store=None)


def test_regions_of_a_script_wait_for_their_submit(project):
    made = project.annotate(0, [mood()])
    region = project.add_region(made, "ner", {"start": 0, "end": 2}, labels="ORG")
    state = project.states(made.task)[0]
    assert state["pending"]
    assert state["result"][1]["value"]["labels"] == ["ORG"]
    project.delete_region(made, region)
    assert not project.states(made.task)[0]["pending"]
    assert [op["kind"] for op in project.undo_stack()] == ["submit", "edit", "edit"]
