"""Labels that come to the tasks of a project, and projects that are made of labels."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import ls_widgets as lsw
from ls_widgets.errors import FormatError
from tests.unit.formats_in.read import coco

BOXES = """<View><Image name="img" value="$image"/>
<RectangleLabels name="box" toName="img"><Label value="cat"/><Label value="dog"/></RectangleLabels>
<PolygonLabels name="poly" toName="img"><Label value="cat"/></PolygonLabels></View>"""
SPANS = """<View><Text name="txt" value="$text"/>
<Labels name="ner" toName="txt"><Label value="PER"/><Label value="ORG"/></Labels></View>"""


def kinds(project: lsw.Project, task: int = 0) -> list[str]:
    return [item["type"] for one in project.annotations(task) for item in one.result]


def test_pictures_are_found_by_name_with_and_without_folders() -> None:
    tasks = [{"image": f"https://example.com/pictures/{name}"} for name in ("b.jpg", "a.jpg")]
    project = lsw.Project(tasks, BOXES, store=None)
    report = project.load(coco(bbox=[20, 10, 100, 50]), "coco")
    assert kinds(project, 1) == ["rectanglelabels"]
    assert report.annotations == 1
    assert project.annotations(1)[0].status == "submitted"
    assert project.progress["submitted"] == 1
    assert project.history()["author"].tolist() == ["coco"]


def test_loading_again_adds_nothing() -> None:
    project = lsw.Project([{"image": "a.jpg"}], BOXES, store=None)
    for _ in range(2):
        project.load(coco(bbox=[20, 10, 100, 50]), "coco")
    assert len(project.annotations(0)) == 1
    project.load(coco(bbox=[20, 10, 100, 51]), "coco")
    assert len(project.annotations(0)) == 2


def test_predictions_are_no_annotations() -> None:
    project = lsw.Project([{"image": "a.jpg"}], BOXES, store=None)
    report = project.load(
        coco(bbox=[20, 10, 100, 50], score=0.5), "coco", as_predictions=True, model_version="m1"
    )
    assert report.predictions == 1
    assert project.annotations(0) == []
    assert [(one.score, one.model_version) for one in project.predictions(0)] == [(0.5, "m1")]


def test_what_has_no_task_is_told() -> None:
    project = lsw.Project(
        [{"image": "x.jpg"}, {"image": "one/a.jpg"}, {"image": "two/a.jpg"}], BOXES, store=None
    )
    report = project.load(coco(bbox=[20, 10, 100, 50]), "coco")
    assert [loss.kind for loss in report.losses] == [
        "several tasks of the project show a picture of this name"
    ]
    report = project.load({"none.jpg": []}, "bbox_widget")
    assert [loss.kind for loss in report.losses] == ["no task of the project shows it"]
    assert project.progress["submitted"] == 0


def test_nothing_is_stored_where_the_source_is_broken(tmp_path: Path) -> None:
    project = lsw.Project([{"text": f"text {i}"} for i in range(3)], SPANS, store=None)
    lines = [{"text": f"text {i}", "label": [[0, 4, "PER"]]} for i in range(2)]
    (tmp_path / "a.jsonl").write_text(
        "\n".join(map(json.dumps, lines)) + '\n{"text": "text 2", "label": [[0, 99, "A"]]}'
    )
    with pytest.raises(FormatError, match="line 3"):
        project.load(tmp_path / "a.jsonl", "doccano")
    assert project.to_ls()[0]["annotations"] == []
    assert len(project.history()) == 0


def test_spans_keep_their_place_where_white_space_differs(tmp_path: Path) -> None:
    text = "  Ann\tLee (Mrs.)\r\nmet 😀 Bo."
    project = lsw.Project([{"text": text}], SPANS, store=None)
    (tmp_path / "a.conll").write_text("Ann B-PER\nLee I-PER\n( O\nMrs. O\n) O\nmet O\n😀 O\nBo B-PER\n. O\n")
    project.load(tmp_path / "a.conll")
    found = [(item["value"]["start"], item["value"]["end"]) for item in project.annotations(0)[0].result]
    assert [text[start:end] for start, end in found] == ["Ann\tLee", "Bo"]
    assert project.check_spans().empty


def test_equal_texts_get_their_labels_in_turn(tmp_path: Path) -> None:
    project = lsw.Project([{"text": "Bo"}, {"text": "Bo"}], SPANS, store=None)
    (tmp_path / "a.conll").write_text("Bo B-PER\n\nBo B-ORG\n")
    project.load(tmp_path / "a.conll")
    labels = [project.annotations(i)[0].result[0]["value"]["labels"] for i in range(2)]
    assert labels == [["PER"], ["ORG"]]


def test_pages_of_a_task_are_told_apart() -> None:
    config = """<View><Image name="img" valueList="$pages"/>
    <RectangleLabels name="box" toName="img"><Label value="cat"/></RectangleLabels></View>"""
    project = lsw.Project([{"pages": ["b.jpg", "a.jpg"]}], config, store=None)
    project.load(coco(bbox=[20, 10, 100, 50]), "coco")
    assert project.annotations(0)[0].result[0]["item_index"] == 1


def test_sizes_come_from_the_pictures_of_the_tasks(tmp_path: Path) -> None:
    Image.new("RGB", (200, 100)).save(tmp_path / "a.png")
    project = lsw.Project([{"image": str(tmp_path / "a.png")}], BOXES, store=None)
    project.image_roots = [tmp_path]
    project.load({"a.png": [{"x": 20, "y": 10, "width": 100, "height": 50, "label": "cat"}]}, "bbox_widget")
    item = project.annotations(0)[0].result[0]
    assert (item["original_width"], item["value"]["width"]) == (200, 50)


def test_label_studio_json_comes_to_equal_tasks_as_it_is(tmp_path: Path) -> None:
    item = {"id": "r1", "from_name": "ner", "to_name": "txt", "type": "labels", "odd": 1,
            "value": {"start": 0, "end": 2, "text": "Bo", "labels": ["PER"]}}  # fmt: skip
    annotation = {"id": 7, "result": [item], "completed_by": 3, "lead_time": 1.5}
    tasks = [
        {"id": 5, "data": {"text": "Bo"}, "annotations": [annotation, {"result": [], "was_cancelled": True}]}
    ]
    (tmp_path / "a.json").write_text(json.dumps(tasks))
    project = lsw.Project([{"text": "Bo"}, {"text": "other"}], SPANS, store=None)
    assert project.load(tmp_path / "a.json").annotations == 2
    one, two = project.annotations(0)
    assert one.result == [item]
    assert one.fields["lead_time"] == 1.5
    assert two.status == "skipped"
    assert set(project.history()["author"]) == {"3", "json"}
    with pytest.raises(FormatError, match=r"\[0\].annotations\[0\]: must be an object"):
        project.load([{"data": {"text": "Bo"}, "annotations": [{"result": 3}]}], "json")


def test_a_project_of_labels_has_tasks_config_and_report() -> None:
    project = lsw.Project.from_labels(coco(bbox=[20, 10, 100, 50]), "coco", store=None)
    assert project.tasks[0].data == {"image": "a.jpg"}
    assert project.config.labels("box") == ["cat", "unused"]
    assert kinds(project) == ["rectanglelabels"]
    assert project.imported.carried == {"rectanglelabels": 1}
    assert project.problems(project.annotations(0)[0]) == []


def test_progress_is_told() -> None:
    told: list[tuple[int, int | None]] = []
    lines = [{"text": f"text {i}", "label": [[0, 4, "PER"]]} for i in range(100)]
    project = lsw.Project([{"text": line["text"]} for line in lines], SPANS, store=None)
    project.load(lines, "doccano", progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (100, None)


@pytest.mark.parametrize("progress", [None, False])
def test_each_step_is_told_or_none(
    *, progress: bool | None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("ls_widgets.formats.progress"), "MOMENT", -1)
    lines = [{"text": f"text {i}", "label": [[0, 4, "PER"]]} for i in range(100)]
    project = lsw.Project([{"text": line["text"]} for line in lines], SPANS, store=None)
    project.load(lines, "doccano", progress=progress)
    lsw.Project.from_labels(lines, "doccano", store=None, progress=progress)
    told = capsys.readouterr().err
    steps = ("doccano: 100 tasks, done", "storing: 100 labels of tasks, done", "importing: 100 tasks, done")
    assert [step in told for step in steps] == [progress is None] * len(steps)
    assert progress is None or not told


def test_many_labels_stay_on_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ls_widgets.project.attaching.IN_MEMORY", 10)
    lines = [{"text": f"text {i}", "label": [[0, 4, "PER"]]} for i in range(40)]
    project = lsw.Project.from_labels(lines, "doccano", store=None)
    assert len(project.tasks) == 40
    assert project.progress["submitted"] == 40
    assert project.to_ls()[39]["annotations"][0]["result"][0]["value"]["text"] == "text"


def test_masks_of_an_export_find_their_tasks(tmp_path: Path) -> None:
    config = """<View><Image name="img" value="$image"/>
    <BrushLabels name="brush" toName="img"><Label value="road"/></BrushLabels></View>"""
    mask = np.zeros((10, 20), bool)
    mask[2:5, 3:9] = True
    Image.new("RGB", (20, 10)).save(tmp_path / "a.png")
    tasks = [{"image": str(tmp_path / "a.png")}]
    project = lsw.Project(tasks, config, store=None)
    project.image_roots = [tmp_path]
    project.masks(0)["road"] = mask
    project.submit(project.annotations(0)[0])
    project.export("brush_to_png", tmp_path / "masks")
    other = lsw.Project(tasks, config, store=None)
    other.load(tmp_path / "masks", "masks")
    assert np.array_equal(other.masks(0)["road"], mask)


def test_a_view_follows() -> None:
    annotator = lsw.Annotator([{"text": "Bo"}], SPANS, store=None)
    heard: list[Any] = []
    annotator.on_submit(heard.append)
    annotator.load([{"text": "Bo", "label": [[0, 2, "PER"]]}], "doccano")
    assert annotator.project.progress["submitted"] == 1
    annotator.close()
