"""Exports with ``compat="label-studio"``: what its converter makes of what most configs and tasks lack.

Each expectation was compared with the files that label-studio-sdk 2.1.2 writes of the same tasks.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import ls_widgets as lsw
from ls_widgets.geometry import rle_from_mask
from tests.unit.formats.cases import (
    BOXES,
    SPANS,
    annotation,
    box,
    choice,
    names,
    picture,
    read_json,
    span,
    task,
    write,
)

PLAIN = '<View><Text name="t" value="$text"/></View>'
KEY_POINTS = """<View><Image name="img" value="$image"/>
<RectangleLabels name="box" toName="img"><Label value="dog"/><Label value="cat"/></RectangleLabels>
<KeyPointLabels name="kp" toName="img"><Label value="tail" model_index="1"/>
<Label value="nose" model_index="0"/><Label value="ear"/></KeyPointLabels></View>"""
PAINTED = """<View><Image name="img" value="$image"/>
<Brush name="brush" toName="img"/><BrushLabels name="mask" toName="img"><Label value="sky"/></BrushLabels>
<PolygonLabels name="poly" toName="img"><Label value="sky"/><Label value="road"/></PolygonLabels>
<RectangleLabels name="box" toName="img"><Label value="dog"/></RectangleLabels>
<Labels name="labels" toName="img"><Label value="sea"/></Labels></View>"""
SIZE = {"original_width": 200, "original_height": 100}


def theirs(tasks: list[dict[str, Any]], config: str, form: str, folder: Path) -> Any:
    return write(tasks, config, form, folder, compat="label-studio")


def key_point(label: str, x: float, y: float, **more: Any) -> dict[str, Any]:
    head = {"id": f"k{label}", "from_name": "kp", "to_name": "img", "type": "keypointlabels", **SIZE}
    return {**head, "value": {"x": x, "y": y, "width": 1, "keypointlabels": [label]}, **more}


def mask() -> list[int]:
    alpha = np.zeros((100, 200), np.uint8)
    alpha[10:20, 30:50] = 255
    return rle_from_mask(alpha)


def painted(control: str, kind: str, number: str, **value: Any) -> dict[str, Any]:
    head = {"id": number, "from_name": control, "to_name": "img", "type": kind, **SIZE}
    return {**head, "value": value}


def test_agreement_is_told_of_annotations_alone(tmp_path: Path) -> None:
    tasks = [{**task(picture(), *notes), "agreement": 50} for notes in ((annotation([choice("day")]),), ())]
    for compat in (None, "label-studio"):
        write(tasks, BOXES, "json_min", tmp_path / str(compat), compat=compat)
        first, second = read_json(tmp_path / str(compat) / "result.json")
        assert (first["agreement"], "agreement" in second) == (50, False)


@pytest.mark.parametrize(
    ("by", "ours", "reference"),
    [({}, None, None), ({"completed_by": None}, None, "None"), ({"completed_by": {"id": 3}}, "3", None)],
)
def test_a_null_is_a_name_for_the_reference(
    tmp_path: Path, by: dict[str, Any], ours: Any, reference: Any
) -> None:
    tasks = [task(picture(), {"id": 1, "result": [choice("day")], **by})]
    write(tasks, BOXES, "json_min", tmp_path / "ours")
    theirs(tasks, BOXES, "json_min", tmp_path / "theirs")
    assert read_json(tmp_path / "ours/result.json")[0]["annotator"] == ours
    assert read_json(tmp_path / "theirs/result.json")[0]["annotator"] == reference


@pytest.mark.parametrize("compat", [None, "label-studio"])
def test_without_controls_all_answers_are_kept(tmp_path: Path, compat: str | None) -> None:
    own = {"from_name": "verdict", "to_name": "x", "type": "choices", "value": {"choices": ["a"]}}
    write([task({"text": "x"}, annotation([own]))], PLAIN, "json_min", tmp_path, compat=compat)
    assert read_json(tmp_path / "result.json")[0]["verdict"] == [{"choices": ["a"]}]


@pytest.mark.parametrize("spelling", ["", 'toname="t"'])
def test_the_reference_does_not_see_a_control_without_an_object(tmp_path: Path, spelling: str) -> None:
    config = f"""<View><Text name="t" value="$text"/><Rating name="stars" {spelling}/>
    <TextArea name="note" toName="t"/></View>"""
    answers = [
        {"from_name": "stars", "to_name": "t", "type": "rating", "value": {"rating": 3}},
        {"from_name": "note", "to_name": "t", "type": "textarea", "value": {"text": ["x"]}},
    ]
    tasks = [task({"text": "x"}, annotation(answers))]
    write(tasks, config, "json_min", tmp_path / "ours")
    theirs(tasks, config, "json_min", tmp_path / "theirs")
    assert read_json(tmp_path / "ours/result.json")[0]["stars"] == [{"rating": 3}]
    found = read_json(tmp_path / "theirs/result.json")[0]
    assert (found["note"], "stars" in found) == ("x", False)


def test_chats_are_told_role_by_role(tmp_path: Path) -> None:
    config = '<View><Chat name="chat" value="$talk"/></View>'
    messages = [{"role": "user", "content": "hi"}, {"role": "bot"}, {"content": "alone"}, "odd"]
    head = {"from_name": "chat", "to_name": "chat", "type": "chatmessage"}
    items = [{**head, "id": str(n), "value": {"chatmessage": one}} for n, one in enumerate(messages)]
    write([task({"talk": []}, annotation(items))], config, "csv", tmp_path)
    (row,) = csv.DictReader(io.StringIO((tmp_path / "result.csv").read_text(encoding="utf-8")))
    assert row["chat_transcript"] == "user: hi\nbot:\nalone"


def test_the_one_picture_has_all_boxes_whatever_page_they_name(tmp_path: Path) -> None:
    boxes = [box(0, 0, 10, 10), box(0, 0, 20, 20, item_index=1), box(0, 0, 30, 30, to_name="other")]
    for side, sides in (("label-studio", ["0.1", "0.2", "0.3"]), (None, ["0.1", "0.2"])):
        write([task(picture(), annotation(boxes))], BOXES, "yolo", tmp_path / str(side), compat=side)
        (label,) = (tmp_path / str(side) / "labels").iterdir()
        assert [line.split()[3] for line in label.read_text().splitlines()] == sides


def test_labels_of_what_is_left_out_are_numbered(tmp_path: Path) -> None:
    lost = box(1, 1, 1, 1, label="new")
    del lost["value"]["rotation"]
    kept = box(0, 0, 50, 50)
    kept["value"]["labels"] = ["more"]
    theirs([task(picture(), annotation([lost, kept]))], BOXES, "yolo_obb", tmp_path)
    classes = (tmp_path / "classes.txt").read_text().split()
    assert classes[-2:] == ["new", "more"]
    (label,) = (tmp_path / "labels").iterdir()
    lines = [line.split() for line in label.read_text().splitlines()]
    assert [classes[int(line[0])] for line in lines] == ["dog", "more"]
    assert {tuple(map(float, line[1:])) for line in lines} == {(0, 0, 0.5, 0, 0.5, 0.5, 0, 0.5)}


def test_outlines_with_labels_of_another_control_are_left_out(tmp_path: Path) -> None:
    config = """<View><Image name="img" value="$image"/><Polygon name="poly" toName="img"/>
    <RectangleLabels name="box" toName="img"><Label value="dog"/></RectangleLabels>
    <Labels name="labels" toName="img"><Label value="sea"/></Labels></View>"""
    points = [[0, 0], [10, 0], [10, 10]]
    items = [
        painted("poly", "polygon", "p", points=points),
        painted("labels", "labels", "p", points=points, labels=["sea"]),
    ]
    tasks = [task(picture(), annotation(items))]
    theirs(tasks, config, "yolo", tmp_path / "yolo")
    theirs(tasks, config, "coco", tmp_path / "coco")
    (label,) = (tmp_path / "yolo/labels").iterdir()
    assert label.read_text() == ""
    assert read_json(tmp_path / "coco/result.json")["annotations"] == []


def test_poses_have_the_reference_s_classes_and_places(tmp_path: Path) -> None:
    items = [
        {**box(10, 10, 20, 20), "id": "b1"},
        {**box(50, 50, 20, 20, label="unknown"), "id": "b2"},
        key_point("tail", 10, 20, parentID="b1"),
        key_point("tail", 30, 40, parentID="b1"),
        key_point("ear", 1, 1, parentID="b1"),
        key_point("nose", 2, 2, parentID="b2"),
    ]
    theirs([task(picture(), annotation(items))], KEY_POINTS, "yolo", tmp_path)
    assert (tmp_path / "classes.txt").read_text().split() == ["dog", "cat"]
    assert read_json(tmp_path / "notes.json")["categories"][0]["keypoints"] == ["tail", "nose", "ear"]
    (label,) = (tmp_path / "labels").iterdir()
    assert label.read_text().split() == "0 0.2 0.2 0.2 0.2 0.0 0.0 0 0.3 0.4 2".split()  # noqa: SIM905


def test_all_key_points_are_one_object_of_one_category(tmp_path: Path) -> None:
    items = [
        key_point("ear", 1, 1),
        key_point("nose", 10, 50),
        key_point("new", 2, 2),
        box(0, 0, 50, 50, label="odd"),
    ]
    theirs(
        [task(picture(), annotation(items)), task(picture("b.jpg"), annotation([items[0]]))],
        KEY_POINTS,
        "coco",
        tmp_path,
    )
    found = read_json(tmp_path / "result.json")
    assert [(one["id"], one["name"]) for one in found["categories"]] == [
        (0, "cat"), (1, "dog"), (2, "default"), (3, "new"), (4, "odd"),
    ]  # fmt: skip
    assert found["categories"][2]["keypoints"] == ["tail", "nose", "ear"]
    boxed, points, nothing = found["annotations"]
    assert (boxed["category_id"], boxed["bbox"]) == (4, [0, 0, 100, 50])
    assert (points["keypoints"], points["bbox"]) == ([20, 50, 2, 0, 0, 0], [20, 50, 0, 0])
    assert (nothing["num_keypoints"], nothing["bbox"]) == (0, [0, 0, 0, 0])


def test_points_without_a_box_have_a_category_of_their_own(tmp_path: Path) -> None:
    late = [task(picture("b.jpg"), annotation([box(0, 0, 50, 50, label="odd")]), number=2)]
    write([task(picture(), annotation([key_point("nose", 1, 1)])), *late], KEY_POINTS, "coco", tmp_path)
    found = read_json(tmp_path / "result.json")
    numbers = {one["name"]: one["id"] for one in found["categories"]}
    assert len({*numbers.values()}) == len(numbers) == 4
    assert [one["category_id"] for one in found["annotations"]] == [numbers["default"], numbers["odd"]]


def test_all_that_has_labels_is_among_brush_masks(tmp_path: Path) -> None:
    items = [
        painted("mask", "brushlabels", "m", format="rle", rle=mask(), brushlabels=["sky", "new"]),
        painted(
            "poly", "polygonlabels", "p", points=[[0, 0], [10.2, 0], [10.2, 10.6]], polygonlabels=["road"]
        ),
        box(0, 0, 50, 50),
        painted("brush", "brush", "bare", format="rle", rle=mask()),
        painted("labels", "labels", "bare", format="rle", rle=mask(), labels=["sea"]),
    ]
    theirs([task(picture(), annotation(items, completed_by=None))], PAINTED, "brush_to_coco", tmp_path)
    found = read_json(tmp_path / "result_coco.json")
    labels = {one["id"]: one["name"] for one in found["categories"]}
    assert [*labels.values()] == ["sky", "new", "road", "dog", "sea"]
    assert [labels[one["category_id"]] for one in found["annotations"]] == ["sky", "new", "road", "dog"]
    painted_box, again, outline, upright = found["annotations"]
    assert painted_box["bbox"] == again["bbox"] == [30, 10, 20, 10]
    assert (outline["segmentation"], outline["bbox"], outline["area"]) == (
        [[0, 0, 20, 0, 20, 11]],
        [0, 0, 21, 12],
        110,
    )
    assert (upright["segmentation"], upright["bbox"], upright["area"]) == ([], [0, 0, 100, 50], 5000)
    assert {one["annotator"] for one in found["annotations"]} == {"None"}


def test_masks_have_the_names_of_the_labels_beside_them(tmp_path: Path) -> None:
    bare = painted("brush", "brush", "bare", format="rle", rle=mask())
    labels = painted("labels", "labels", "bare", format="rle", rle=mask(), labels=["sea"])
    empty = painted("mask", "brushlabels", "m", format="rle", rle=mask(), brushlabels=[])
    missing = painted("mask", "brushlabels", "n", format="rle", rle=mask())
    theirs([task(picture(), annotation([bare, labels, empty, missing]))], PAINTED, "brush_to_png", tmp_path)
    head = "task-1-annotation-1-by-7"
    assert names(tmp_path) == [
        f"{head}-labels-sea-0.png", f"{head}-mask--0.png", f"{head}-mask-no_label-0.png",
    ]  # fmt: skip
    assert np.asarray(Image.open(tmp_path / f"{head}-labels-sea-0.png")).sum() == 255 * 200


def test_a_span_without_labels_hides_what_is_below_it(tmp_path: Path) -> None:
    tasks = [
        task({"text": "Ann Lee of Rome"}, annotation([span(0, 7), span(0, 3, "PER"), span(11, 15, "ORG")]))
    ]
    theirs(tasks, SPANS, "conll2003", tmp_path / "theirs")
    write(tasks, SPANS, "conll2003", tmp_path / "ours")
    tags = [
        [line.split()[-1] for line in (tmp_path / side / "result.conll").read_text().splitlines()[1:] if line]
        for side in ("theirs", "ours")
    ]
    assert tags == [["O", "O", "O", "B-ORG"], ["B-PER", "O", "O", "B-ORG"]]


def test_tasks_without_data_are_an_export_all_the_same(tmp_path: Path) -> None:
    config = '<View><Text name="t" value="always this"/><Rating name="stars" toName="t"/></View>'
    answer = {"id": "a", "from_name": "stars", "to_name": "t", "type": "rating", "value": {"rating": 3}}
    project = lsw.Project.from_ls([task({}, annotation([answer])), task({}, number=2)], config, store=None)
    project.export("json_min", tmp_path, on_loss="ignore", progress=False)
    assert [row.get("stars") for row in read_json(tmp_path / "result.json")] == [[{"rating": 3}], None]
