"""Label Studio's own JSON without a config: tasks as they are, and the config that their results need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ls_widgets as lsw
from ls_widgets.errors import FormatError
from tests.unit.formats_in.read import lost

SPAN = {"id": "r1", "from_name": "ner", "to_name": "txt", "type": "labels",
        "value": {"start": 0, "end": 2, "text": "Bo", "labels": ["PER"]}}  # fmt: skip
BOX = {"id": "r2", "from_name": "box", "to_name": "pic", "type": "rectanglelabels",
       "original_width": 20, "original_height": 10,
       "value": {"x": 1, "y": 2, "width": 3, "height": 4, "rectanglelabels": ["cat"]}}  # fmt: skip


def answer(name: str, kind: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"id": name, "from_name": name, "to_name": "txt", "type": kind, "value": {kind: value}, **more}


def tasks(*results: dict[str, Any]) -> list[dict[str, Any]]:
    data = {"id": "B0", "said": "Bo sings", "shot": "photos/a.jpg"}
    return [{"id": 5, "data": data, "annotations": [{"id": 9, "result": [*results]}],
             "predictions": [{"result": [BOX], "score": 0.5, "model_version": "m"}]}]  # fmt: skip


def test_the_config_has_what_the_results_name() -> None:
    taxonomy = answer("kind", "taxonomy", [["animal", "dog"], ["animal", "cat"]])
    inside = {**answer("size", "choices", ["big"]), "id": "r1"}
    inside["value"] |= {"start": 0, "end": 2}
    relation = {"type": "relation", "from_id": "r1", "to_id": "r1", "direction": "right", "labels": ["is"]}
    found = lsw.formats.read(
        tasks(SPAN, answer("mood", "choices", ["good", "calm"]), taxonomy, inside, relation)
    )
    config = found.config
    shown = {name: (str(tag.tag), tag.value) for name, tag in config.objects.items()}
    assert shown == {"txt": ("Text", "$said"), "pic": ("Image", "$shot")}
    assert {name: str(tag.tag) for name, tag in config.controls.items() if name} == {
        "ner": "Labels", "mood": "Choices", "kind": "Taxonomy", "size": "Choices", "box": "RectangleLabels"
    }  # fmt: skip
    assert config.controls["mood"].get("choice") == "multiple"
    assert config.controls["size"].get("perRegion") is True
    assert [one.value for one in config.controls["kind"].children[0].children] == ["dog", "cat"]
    assert '<Relation value="is"/>' in config.to_xml()
    for task in found.tasks:
        assert config.validate_task(task["data"]) == []
        assert config.validate_result(task["annotations"][0]["result"]) == []


def test_a_project_of_an_export_keeps_ids_and_predictions() -> None:
    given = tasks(SPAN)
    project = lsw.Project.from_labels(given, store=None)
    out = project.to_ls()[0]
    assert (out["id"], out["annotations"][0]["id"], out["annotations"][0]["result"]) == (5, 9, [SPAN])
    assert [one.model_version for one in project.predictions(0)] == ["m"]
    assert (project.imported.annotations, project.imported.predictions) == (1, 1)


def test_annotations_may_come_as_predictions() -> None:
    given = tasks(SPAN)
    given[0]["annotations"].append({"result": [], "was_cancelled": True})
    given[0]["drafts"] = [{"result": [SPAN]}]
    found = lsw.formats.read(given, as_predictions=True, model_version="people")
    task = next(iter(found.tasks))
    assert task["annotations"] == []
    assert [one["result"] for one in task["predictions"]] == [[BOX], [SPAN]]
    assert {one["model_version"] for one in task["predictions"]} == {"people"}
    assert lost(found) == {
        "draft of an annotation": 1,
        "annotation that was cancelled, which is no prediction": 1,
    }


def test_predictions_of_a_file_come_to_the_tasks_of_a_project() -> None:
    given = tasks(SPAN)
    project = lsw.Project([{"id": "B0", "said": "Bo sings", "shot": "photos/a.jpg"}],
                          lsw.formats.read(given).config, store=None)  # fmt: skip
    report = project.load(given)
    assert (report.annotations, report.predictions) == (1, 1)
    assert project.predictions(0)[0].result == [BOX]
    assert project.load(given).annotations == 1
    assert len(project.annotations(0)) == len(project.predictions(0)) == 1


def test_a_task_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(one) + "\n" for one in tasks(SPAN) * 3))
    found = lsw.formats.read(tmp_path)
    assert (found.report.format, found.report.tasks) == ("json", 3)
    (tmp_path / "a.jsonl").write_text('{"data": {"text": "x"}}\n{"data": 3}\n')
    with pytest.raises(FormatError, match=r"line 2\.data: must be an object"):
        lsw.formats.read(tmp_path / "a.jsonl", "json")


def test_what_no_config_can_be_made_for_is_noted() -> None:
    pair = {"id": "p", "from_name": "pw", "to_name": "txt", "type": "pairwise", "value": {"selected": "left"}}
    found = lsw.formats.read(tasks(pair, SPAN))
    assert found.report.notes == ["the config made has no control 'pw' for results of type 'pairwise'"]
    assert next(iter(found.tasks))["annotations"][0]["result"] == [pair, SPAN]


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"annotations": 3}, r"\[0\]\.annotations: must be a list"),
        ({"annotations": [{"result": [3]}]}, r"\[0\]\.annotations\[0\]\.result\[0\]: must be an object"),
        ({"annotations": [{"result": [{"value": {"x": float("inf")}}]}]}, r"result\[0\]\.value\.x: inf"),
        ({"predictions": [{}]}, r"\[0\]\.predictions\[0\]: must be an object with a list called result"),
        ({"data": []}, "a task must be an object with data"),
    ],
)
def test_the_place_of_what_is_wrong_is_named(change: dict[str, Any], part: str) -> None:
    with pytest.raises(FormatError, match=part):
        lsw.formats.read([{**tasks(SPAN)[0], **change}], "json")
