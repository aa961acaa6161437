"""Label Studio's JSON comes in and goes out again."""

from __future__ import annotations

import copy
import gzip
import json

import pytest

from ls_widgets.errors import FormatError
from ls_widgets.model.ids import new_id
from ls_widgets.project import Project

CONFIG = """<View><Text name="txt" value="$text"/>
<Choices name="mood" toName="txt"><Choice value="good"/><Choice value="bad"/></Choices></View>"""


def mood(value="good", **more):
    return {
        "id": new_id(), "from_name": "mood", "to_name": "txt", "type": "choices",
        "value": {"choices": [value]}, **more,
    }  # fmt: skip


@pytest.fixture
def export():
    """One of everything that an export can hold."""
    return [
        {
            "annotations": [
                {
                    "vendor": {"kept": [1, None]}, "id": 11, "result": [mood(odd=1.0)], "completed_by": 4,
                    "was_cancelled": False, "ground_truth": None, "updated_at": "2020-01-01T00:00:00Z",
                    "result_count": 99, "status": "theirs",
                },
                {"id": 11, "result": [], "was_cancelled": True, "completed_by": {"id": 3, "email": "a@b"}},
                {"result": [{"from_name": "gone", "type": "brushlabels"}]},
                {"result": [{"from_name": "gone", "type": "brushlabels"}]},
            ],
            "id": 5, "data": {"text": "one", "extra": {"x": [1.5]}}, "drafts": [
                {"id": 1, "user": "u@v", "result": [mood("bad")], "annotation": None},
                {"id": 2, "result": [], "annotation": 11},
            ],
            "predictions": [
                7,
                {"id": 8, "result": [mood()], "score": "high", "model_version": 3, "x": 1},
                {"result": "good"},
            ],
            "total_annotations": 50, "agreement": 12.5, "meta": None,
        },
        {"data": {"text": "two"}, "id": 6},
        {"data": {"text": "three"}, "id": 7, "annotations": [], "predictions": None},
    ]  # fmt: skip


@pytest.mark.parametrize("kept", [None, "s.db"], ids=["memory", "file"])
def test_untouched_tasks_go_out_byte_for_byte(export, tmp_path, kept):
    store = kept and tmp_path / kept
    text = json.dumps(export)
    project = Project.from_ls(copy.deepcopy(export), CONFIG, store=store)
    assert json.dumps(project.to_ls()) == text
    project.close()
    again = Project.from_ls(export, CONFIG, store=store)
    assert json.dumps(again.to_ls()) == text
    assert len(again.history()) == 5


def test_from_a_path(export, tmp_path):
    path = tmp_path / "export.json"
    path.write_text(json.dumps(export))
    assert Project.from_ls(path, CONFIG).to_ls() == export


def test_every_corpus_set_is_unchanged(corpus):
    for config in sorted((corpus / "tasks").glob("*/config.xml")):
        folder = config.parent
        path = folder / "tasks.json"
        text = path.read_text() if path.exists() else gzip.decompress((folder / "tasks.json.gz").read_bytes())
        project = Project.from_ls(json.loads(text), config.read_text("utf-8"))
        assert json.dumps(project.to_ls()) == json.dumps(json.loads(text)), folder.name


def test_a_touched_annotation_keeps_its_envelope(export):
    project = Project.from_ls(copy.deepcopy(export), CONFIG, annotator="ann")
    first = project.annotations(0)[0]
    project.update(first, [*first.result, mood("bad")])
    body = project.to_ls()[0]["annotations"][0]
    before = export[0]["annotations"][0]
    assert list(body) == list(before)
    assert len(body["result"]) == 2
    assert body["result_count"] == 2
    assert body["updated_at"] > before["updated_at"]
    assert (body["vendor"], body["completed_by"], body["status"]) == (before["vendor"], 4, "theirs")
    assert project.to_ls()[0]["total_annotations"] == 3
    project.undo()
    assert project.to_ls()[0]["annotations"][0]["result"] == before["result"]
    assert project.to_ls()[1:] == export[1:]


def test_deleting_skipping_and_submitting_what_was_imported(export):
    project = Project.from_ls(export, CONFIG)
    first, skipped, *_, draft = project.annotations(0)
    project.delete(first)
    project.submit(draft)
    project.update(skipped, [mood()], status="submitted")
    out = project.to_ls()[0]
    assert [a.get("was_cancelled", False) for a in out["annotations"]] == [False] * 4
    assert [d["id"] for d in out["drafts"]] == [2]
    assert out["annotations"][-1]["result"][0]["value"]["choices"] == ["bad"]


def test_results_without_ids_are_regions_of_their_own_and_go_out_as_they_came():
    chat = '<View><Chat name="chat" value="$chat"/></View>'
    said = [{"role": "user", "content": text, "createdAt": at} for at, text in enumerate(("hi", "ho"))]
    result = [
        {"type": "chatmessage", "value": {"chatmessage": one}, "to_name": "chat", "from_name": "chat"}
        for one in said
    ]
    tasks = [{"data": {"chat": []}, "annotations": [{"id": 1, "result": result}]}]
    project = Project.from_ls(copy.deepcopy(tasks), chat)
    (annotation,) = project.annotations(0)
    assert [region.value["chatmessage"] for region in annotation.regions] == said
    assert json.dumps(project.to_ls()) == json.dumps(tasks)
    first, second = annotation.regions
    assert Project.from_ls(tasks, chat).annotations(0)[0].regions[0].id == first.id
    project.delete_region(annotation, first.id)
    project.submit(annotation)
    assert project.to_ls()[0]["annotations"][0]["result"] == [{**result[1], "id": second.id}]


def test_new_annotations_get_numbers_of_their_own(export):
    project = Project.from_ls(export, CONFIG, annotator="ann")
    project.annotate(1, [mood()])
    (body,) = project.to_ls()[1]["annotations"]
    assert body["id"] > 11
    assert body["created_username"] == "ann"
    again = Project.from_ls(project.to_ls(), CONFIG)
    assert again.to_ls() == project.to_ls()


def test_ids_key_the_tasks_and_same_data_stay_apart(export):
    assert [task.key for task in Project.from_ls(export, CONFIG).tasks] == ["5", "6", "7"]
    twins = [{"data": {"text": "x"}, "annotations": [{"result": [mood()]}]} for _ in range(3)]
    project = Project.from_ls(copy.deepcopy(twins), CONFIG)
    assert project.to_ls() == twins


def test_predictions_are_shown_where_they_can_be(export):
    project = Project.from_ls(export, CONFIG)
    (shown,) = project.predictions(0)
    assert (shown.id, shown.score, shown.model_version) == ("8", None, "3")
    copy_of = project.copy_prediction(shown)
    assert copy_of.status == "draft"
    assert copy_of.result[0]["origin"] == "prediction"
    assert copy_of.result[0]["id"] == shown.result[0]["id"]
    project.submit(copy_of)
    assert project.to_ls()[0]["annotations"][-1]["parent_prediction"] == 8


@pytest.mark.parametrize(
    "items",
    [
        [{"data": {"text": "x"}, "annotations": {}}],
        [{"data": {"text": "x"}, "annotations": [3]}],
        [{"data": {"text": "x"}, "annotations": [{"result": None}]}],
        [{"data": {"text": "x"}, "annotations": [{"result": ["r"]}]}],
        [{"data": {"text": "x"}, "annotations": [{"result": [{"v": {1: object()}}]}]}],
        [{"text": "no data"}],
        ["text"],
    ],
)
def test_what_is_no_export_is_refused_with_the_place(items):
    with pytest.raises(FormatError, match=r"task|export"):
        Project.from_ls(items, CONFIG)


def test_nan_in_an_import_becomes_null():
    project = Project.from_ls(
        [{"data": {"text": "x"}, "annotations": [{"result": [mood(score=float("nan"))]}]}], CONFIG
    )
    assert project.to_ls()[0]["annotations"][0]["result"][0]["score"] is None


def test_what_goes_out_shares_nothing_with_what_came_in():
    task = {
        "id": 1,
        "data": {"text": "a", "more": [1]},
        "annotations": [{"id": 5, "result": [], "extra": {"a": [1]}}],
        "predictions": [{"id": 2, "result": [{"value": {"choices": ["x"]}}]}],
        "drafts": [{"id": 3, "annotation": 5, "result": [{"id": "d"}]}],
        "meta": {"by": ["me"]},
    }
    before = copy.deepcopy(task)
    config = '<View><Text name="t" value="$text"/></View>'
    out = Project.from_ls([task], config, store=None).to_ls()[0]
    assert out == before
    out["data"]["more"].append(2)
    out["annotations"][0]["extra"]["a"].append(2)
    out["predictions"][0]["result"].clear()
    out["drafts"][0]["result"].clear()
    out["meta"]["by"].clear()
    assert task == before
