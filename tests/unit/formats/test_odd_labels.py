"""Labels that a demanding project has: outside of the picture, backwards, half broken, on several texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ls_widgets as lsw
from ls_widgets.errors import FormatError
from tests.unit.formats.cases import BOXES, annotation, box, losses, names, picture, read_json, task, write

POSE = """<View><Image name="img" value="$image"/>
<RectangleLabels name="box" toName="img"><Label value="dog"/><Label value="cat"/></RectangleLabels>
<KeyPointLabels name="point" toName="img"><Label value="nose"/><Label value="tail"/></KeyPointLabels>
</View>"""
MASKS = """<View><Image name="img" value="$image"/>
<BrushLabels name="brush" toName="img"><Label value="dog"/></BrushLabels></View>"""
TEXTS = """<View><Text name="a" value="$a"/><Labels name="la" toName="a"><Label value="X"/></Labels>
<Text name="b" value="$b"/><Labels name="lb" toName="b"><Label value="Y"/></Labels></View>"""
VIDEO = """<View><Video name="v" value="$video"/><Labels name="l" toName="v"><Label value="car"/></Labels>
<VideoRectangle name="b" toName="v"/></View>"""


def point(x: float, y: float, *, label: str = "nose", **more: Any) -> dict[str, Any]:
    head = {"id": "p1", "from_name": "point", "to_name": "img", "type": "keypointlabels"}
    value = {"x": x, "y": y, "width": 1, "keypointlabels": [label]}
    return {**head, "original_width": 200, "original_height": 100, "value": value, **more}


def figures(folder: Path) -> list[list[float]]:
    (path,) = (folder / "labels").glob("*.txt")
    return [[float(part) for part in line.split()] for line in path.read_text().splitlines()]


@pytest.mark.parametrize("form", ["yolo", "yolo_keypoints"])
def test_poses_stay_inside_of_the_picture(form: str, tmp_path: Path) -> None:
    result = [
        box(80, 80, 40, 40, id="b1"),
        point(90, 110, parentID="b1"),
        box(200, 200, 5, 5, id="b2"),
        point(10, 10, label="tail", parentID="b2"),
    ]
    tasks = [task(picture(), annotation(result))]
    report = write(tasks, POSE, form, tmp_path / "out", verify=True)
    assert report.verdict
    assert figures(tmp_path / "out") == [pytest.approx([1, 0.9, 0.9, 0.2, 0.2, 0.9, 1, 2, 0, 0, 0])]
    assert losses(report) == {
        "key point outside of the picture": 1,
        "part of a region outside of the picture": 2,
        "key point that belongs to no box": 1,
    }


def test_poses_hold_turned_boxes(tmp_path: Path) -> None:
    tasks = [task(picture(), annotation([box(50, 20, 20, 20, rotation=90)]))]
    report = write(tasks, POSE, "yolo_keypoints", tmp_path / "out", verify=True)
    assert report.verdict
    # 40×20 pixels at (100, 20), turned about its corner: from 80 to 100 and from 20 to 60
    assert figures(tmp_path / "out")[0][:5] == pytest.approx([1, 0.45, 0.4, 0.1, 0.4])


@pytest.mark.parametrize("form", ["coco", "yolo", "voc"])
def test_boxes_drawn_backwards_are_boxes(form: str, tmp_path: Path) -> None:
    tasks = [task(picture(), annotation([box(30, 40, -20, -10)]))]
    assert write(tasks, BOXES, form, tmp_path / form, verify=True).verdict
    if form == "coco":
        (found,) = read_json(tmp_path / "coco" / "result.json")["annotations"]
        assert found["bbox"] == pytest.approx([20, 30, 40, 10])
        assert found["area"] == pytest.approx(400)


@pytest.mark.parametrize("form", ["coco", "yolo_seg", "yolo", "voc"])
def test_absurd_numbers_are_told(form: str, tmp_path: Path) -> None:
    result = [box(1e300, 0, 5, 5), box(10, 10, 20, 20, id="r2"), box(float("nan"), 0, 5, 5, id="r3")]
    turned = box(1e300, 0, 5, 5, rotation=10, id="r4")
    report = write(
        [task(picture(), annotation([*result, turned]))], BOXES, form, tmp_path / "out", verify=True
    )
    assert report.verdict
    assert losses(report)["region whose geometry is broken"] == 3


def test_boxes_of_less_than_a_pixel_are_told(tmp_path: Path) -> None:
    report = write([task(picture(), annotation([box(10, 10, 0.1, 20)]))], BOXES, "voc", tmp_path / "out")
    assert losses(report) == {"box of less than a pixel": 1}


def test_masks_alone_are_no_boxes_of_yolo() -> None:
    found = lsw.formats.available(MASKS)
    assert not found["yolo_seg"]
    assert "none of RectangleLabels, PolygonLabels" in found["yolo"]
    assert "none of RectangleLabels, PolygonLabels" in found["yolo_obb"]
    config = (
        '<View><Image name="i" value="$i"/><Choices name="c" toName="i"><Choice value="x"/></Choices></View>'
    )
    assert "KeyPointLabels" in lsw.formats.why_not("coco", config)


def test_pictures_inside_of_their_address_have_names_of_files(tmp_path: Path) -> None:
    data = {"image": "data:image/png;base64,AA/BB/CC+=="}
    write([task(data, annotation([box(10, 10, 20, 20)]))], BOXES, "coco", tmp_path / "out")
    (found,) = read_json(tmp_path / "out" / "result.json")["images"]
    assert found["file_name"].endswith("__image.png")


def test_each_text_has_its_own_spans(tmp_path: Path) -> None:
    def span(name: str, label: str) -> dict[str, Any]:
        value = {"start": 0, "end": 3, "labels": [label]}
        return {"id": name, "from_name": f"l{name}", "to_name": name, "type": "labels", "value": value}

    tasks = [task({"a": "Ann sings", "b": ""}, annotation([span("a", "X")]))]
    tasks.append(
        task({"a": "Ann sings", "b": "Bob \ud800"}, annotation([span("a", "X"), span("b", "Y")]), number=2)
    )
    missing = {"task whose text is missing": 1}
    assert losses(write(tasks, TEXTS, "bio", tmp_path / "bio")) == missing
    assert losses(write(tasks, TEXTS, "spacy_jsonl", tmp_path / "lines", verify=True)) == missing
    report = write(tasks, TEXTS, "spacy", tmp_path / "docs", verify=True)
    assert losses(report) == missing
    assert report.verdict.compared == 3


def test_a_track_without_frames_is_told(tmp_path: Path) -> None:
    value = {"sequence": [], "framesCount": 5, "labels": ["car"]}
    item = {"id": "t", "from_name": "b", "to_name": "v", "type": "videorectangle", "value": value}
    tasks = [task({"video": "a.mp4"}, annotation([item]))]
    for form in ("tracks", "mot"):
        assert losses(write(tasks, VIDEO, form, tmp_path / form)) == {"track without a sound sequence": 1}


def test_folders_that_are_there_stay_the_same_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks = [task(picture(), annotation([box(10, 10, 20, 20)]))]
    real, link = tmp_path / "real", tmp_path / "link"
    real.mkdir()
    link.symlink_to(real)
    write(tasks, BOXES, "yolo", link)
    assert link.is_symlink()
    assert (real / "images").is_dir()
    assert "classes.txt" in names(real)
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    write(tasks, BOXES, "coco", here)
    assert Path("result.json").is_file()
    assert not [*here.glob(".*")]


@pytest.mark.parametrize(
    "broken", [{"annotations": 5}, {"annotations": [{"result": 5}]}, {"annotations": [{"result": {"a": 1}}]}]
)
@pytest.mark.parametrize("form", ["csv", "coco"])
def test_broken_tasks_are_named(broken: dict[str, Any], form: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"task 7: .* must be a list"):
        write([{"id": 7, "data": picture(), **broken}], BOXES, form, tmp_path / "out")
    assert [*tmp_path.iterdir()] == []


ODD_PARTS: list[dict[str, Any]] = [
    {"id": ["r1"]}, {"type": ["rectanglelabels"]}, {"original_width": 0.5}, {"original_width": 10**310},
    {"item_index": 10**30}, {"value": {"x": 1, "y": 1, "width": 1, "height": 1, "rectanglelabels": {"a": 1}}},
    {"value": {"x": 1, "y": 1, "width": 1, "height": 1, "rotation": 0, "rectanglelabels": 7}},
    {"value": {"x": 1, "y": 1, "width": 1, "height": 1, "rotation": 0, "rectanglelabels": [["a"], {}, None]}},
    {"id": "\ud800"}, {"from_name": "\ud800"}, {"score": 10**310},
]  # fmt: skip


@pytest.mark.parametrize("compat", [None, "label-studio"])
@pytest.mark.parametrize(
    "form", ["json_min", "csv", "coco", "yolo", "yolo_obb", "voc", "brush_to_coco", "brush_to_png", "arrow"]
)
@pytest.mark.parametrize("part", ODD_PARTS, ids=lambda part: str(part)[:40])
def test_what_no_editor_stores_stops_no_export(
    tmp_path: Path, form: str, compat: str | None, part: dict[str, Any]
) -> None:
    config = BOXES.replace(
        "<Choices", '<BrushLabels name="mask" toName="img"><Label value="sky"/></BrushLabels><Choices'
    )
    odd = {**annotation([{**box(1, 1, 5, 5), **part}, box(10, 10, 20, 20)]), "completed_by": "\udfff"}
    tasks = [{**task(picture(), odd), "drafts": 5, "predictions": -1.5}]
    options = {} if form == "arrow" else {"compat": compat}
    write(tasks, config, form, tmp_path / "list", **options)
    (tmp_path / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    write(tmp_path / "tasks.json", config, form, tmp_path / "file", **options)
    del tasks[0]["drafts"]  # which a project refuses
    project = lsw.Project.from_ls(tasks, config, store=None)
    project.export(form, tmp_path / "project", on_loss="ignore", progress=False, **options)
    assert names(tmp_path / "file") == names(tmp_path / "list") == names(tmp_path / "project")


@pytest.mark.parametrize("compat", [None, "label-studio"])
@pytest.mark.parametrize("form", ["coco", "yolo", "yolo_keypoints"])
def test_points_belong_to_boxes_with_an_id_alone(tmp_path: Path, form: str, compat: str | None) -> None:
    bare = box(10, 10, 20, 20, id=None)
    parents = [None, ["b1"], {"a": 1}, "b1"]
    points = [point(n, n, parentID=parent) for n, parent in enumerate(parents)]
    tasks = [task(picture(), annotation([bare, box(50, 50, 20, 20, id="b1"), *points]))]
    write(tasks, POSE, form, tmp_path, **({} if form == "yolo_keypoints" else {"compat": compat}))
    if form == "coco" and compat is None:
        first, second, *loose = read_json(tmp_path / "result.json")["annotations"]
        assert ("keypoints" in first, second["num_keypoints"], len(loose)) == (False, 1, 3)
    elif form == "yolo_keypoints":
        assert [line[5:7] for line in figures(tmp_path)] == [[0, 0], [0.03, 0.03]]
