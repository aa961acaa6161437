"""Pictures: COCO, YOLO, VOC and masks, where we are right and the reference is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from ls_widgets.geometry import mask_from_coco, rle_from_mask
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

TURNED = [task(picture(), annotation([box(50, 20, 20, 10, rotation=90)]))]


def lines(folder: Path, name: str = "*") -> list[list[float]]:
    (path,) = (folder / "labels").glob(f"{name}.txt")
    return [[float(one) for one in line.split()] for line in path.read_text().splitlines()]


def test_a_turned_box_is_turned_in_pixels(tmp_path: Path) -> None:
    """40×10 pixels about (100, 20), a quarter turn: 10 wide, 40 high, to the left of its corner."""
    write(TURNED, BOXES, "coco", tmp_path / "coco")
    (found,) = read_json(tmp_path / "coco/result.json")["annotations"]
    assert found["bbox"] == pytest.approx([90, 20, 10, 40])
    assert found["area"] == pytest.approx(400)
    assert found["segmentation"][0] == pytest.approx([100, 20, 100, 60, 90, 60, 90, 20])

    report = write(TURNED, BOXES, "yolo", tmp_path / "yolo")
    assert lines(tmp_path / "yolo") == [pytest.approx([1, 95 / 200, 40 / 100, 10 / 200, 40 / 100])]
    assert sum(losses(report).values()) == 1

    report = write(TURNED, BOXES, "yolo_obb", tmp_path / "obb")
    assert lines(tmp_path / "obb") == [pytest.approx([1, 0.5, 0.2, 0.5, 0.6, 0.45, 0.6, 0.45, 0.2])]
    assert not losses(report)

    write(TURNED, BOXES, "voc", tmp_path / "voc")
    (path,) = (tmp_path / "voc/Annotations").iterdir()
    assert "<xmin>90</xmin>\n<ymin>20</ymin>\n<xmax>100</xmax>\n<ymax>60</ymax>" in path.read_text()


def test_the_reference_turns_it_in_percent(tmp_path: Path) -> None:
    write(TURNED, BOXES, "coco", tmp_path, compat="label-studio")
    (found,) = read_json(tmp_path / "result.json")["annotations"]
    assert found["bbox"] == pytest.approx([80, 20, 20, 20])


def test_choices_are_no_classes(tmp_path: Path) -> None:
    tasks = [task(picture(), annotation([box(10, 10, 20, 20), choice("day")]))]
    report = write(tasks, BOXES, "yolo", tmp_path / "ours")
    assert (tmp_path / "ours/classes.txt").read_text() == "cat\ndog\n"
    assert losses(report) == {"answer (choice, text, rating, …)": 1}
    write(tasks, BOXES, "yolo", tmp_path / "theirs", compat="label-studio")
    assert (tmp_path / "theirs/classes.txt").read_text() == "cat\nday\ndog\nnight\n"


def test_classes_stand_on_the_line_of_their_number(tmp_path: Path) -> None:
    config = BOXES.replace('<Label value="dog"/>', '<Label value="dog" category="3"/><Label value="ape"/>')
    tasks = [task(picture(), annotation([box(0, 0, 10, 10, label="dog"), box(0, 0, 10, 10, label="new")]))]
    write(tasks, config, "yolo", tmp_path)
    classes = (tmp_path / "classes.txt").read_text().splitlines()
    assert classes == ["ape", "cat", "new", "dog"]
    assert [classes[int(line[0])] for line in lines(tmp_path)] == ["dog", "new"]


@pytest.mark.parametrize("form", ["yolo", "voc", "yolo_obb"])
def test_the_newest_annotation_is_written_once(tmp_path: Path, form: str) -> None:
    old = annotation([box(0, 0, 50, 50)], 1, created_at="2024-01-01T00:00:00Z")
    new = annotation([box(20, 20, 20, 20), box(60, 60, 10, 10)], 2, created_at="2024-01-02T00:00:00Z")
    tasks = [task(picture(), old, new)]
    report = write(tasks, BOXES, form, tmp_path / "newest")
    folder = "Annotations" if form == "voc" else "labels"
    (path,) = (tmp_path / "newest" / folder).iterdir()
    count = path.read_text().count("<object>") if form == "voc" else len(path.read_text().splitlines())
    assert count == 2
    assert losses(report) == {"older annotation of a task": 1}
    write(tasks, BOXES, form, tmp_path / "all", annotations="all")
    assert len(list((tmp_path / "all" / folder).iterdir())) == 2


def test_coco_has_an_image_for_each_annotation(tmp_path: Path) -> None:
    first, second = annotation([box(0, 0, 10, 10)], 1), annotation([box(0, 0, 20, 20)], 2)
    write([task(picture(), first, second)], BOXES, "coco", tmp_path)
    body = read_json(tmp_path / "result.json")
    assert [one["image_id"] for one in body["annotations"]] == [0, 1]
    assert len({image["file_name"] for image in body["images"]}) == 1


def test_skipped_only_is_left_out_and_told(tmp_path: Path) -> None:
    report = write(
        [task(picture(), annotation([box(0, 0, 9, 9)], was_cancelled=True))], BOXES, "coco", tmp_path
    )
    assert read_json(tmp_path / "result.json")["images"] == []
    assert losses(report) == {"skipped annotation": 1}


def test_a_region_without_sizes_is_told(tmp_path: Path) -> None:
    bare = box(10, 10, 20, 20)
    del bare["original_width"]
    tasks = [task(picture(), annotation([bare]))]
    report = write(tasks, BOXES, "coco", tmp_path / "coco")
    assert losses(report) == {"region on a picture whose size is not known": 1}
    body = read_json(tmp_path / "coco/result.json")
    assert (len(body["images"]), body["annotations"]) == (1, [])
    write(tasks, BOXES, "yolo", tmp_path / "yolo")
    assert lines(tmp_path / "yolo") == [pytest.approx([1, 0.2, 0.2, 0.2, 0.2])]


@pytest.mark.parametrize(
    "value",
    [
        {"x": float("nan"), "y": 0, "width": 1, "height": 1},
        {"x": "a", "y": 0, "width": 1, "height": 1},
        {"x": 1e300, "y": 0, "width": 1, "height": 1},
        {"x": 1, "y": 0, "height": 1},
        {"x": 1, "y": 0, "width": 1, "height": 1, "rotation": "much"},
    ],
)
@pytest.mark.parametrize("form", ["coco", "yolo", "yolo_obb", "yolo_seg", "voc"])
def test_one_broken_region_costs_one_region(tmp_path: Path, form: str, value: dict[str, Any]) -> None:
    broken = box(0, 0, 1, 1) | {"value": {**value, "rectanglelabels": ["dog"]}}
    report = write([task(picture(), annotation([broken, box(10, 10, 20, 20)]))], BOXES, form, tmp_path)
    assert sum(losses(report).values()) == 1
    written = "".join(
        path.read_text() for path in tmp_path.rglob("*") if path.suffix in (".txt", ".xml", ".json")
    )
    assert "nan" not in written.lower().replace("contributor", "")


def test_yolo_keeps_to_the_picture(tmp_path: Path) -> None:
    report = write(
        [task(picture(), annotation([box(90, 90, 20, 20), box(150, 0, 5, 5)]))], BOXES, "yolo", tmp_path
    )
    assert lines(tmp_path) == [pytest.approx([1, 0.95, 0.95, 0.1, 0.1])]
    assert losses(report) == {"part of a region outside of the picture": 2}


def test_pictures_of_one_name_have_files_of_their_own(tmp_path: Path) -> None:
    tasks = [
        task({"image": f"/data/upload/{folder}/a.jpg"}, annotation([box(0, 0, 10, 10)]), number=number)
        for number, folder in enumerate("xy", 1)
    ]
    report = write(tasks, BOXES, "yolo", tmp_path)
    assert names(tmp_path)[1:3] == ["labels/a-2.txt", "labels/a.txt"]
    assert sum(losses(report).values()) == 1


KEYPOINTS = """<View><Image name="img" value="$image"/>
<RectangleLabels name="box" toName="img"><Label value="dog"/></RectangleLabels>
<KeyPointLabels name="kp" toName="img"><Label value="tail" model_index="1"/>
<Label value="nose" model_index="0"/>
</KeyPointLabels></View>"""


def point(x: float, y: float, label: str, parent: str | None = None) -> dict[str, Any]:
    item = {"id": f"{label}{x}", "from_name": "kp", "to_name": "img", "type": "keypointlabels"}
    value = {"x": x, "y": y, "width": 1, "keypointlabels": [label]}
    sized = {"original_width": 200, "original_height": 100}
    return {**item, **sized, "value": value, **({"parentID": parent} if parent else {})}


def test_key_points_stay_with_their_box(tmp_path: Path) -> None:
    items = [
        box(0, 0, 20, 20), box(50, 50, 20, 20, id="r2"),
        point(10, 10, "nose", "r1"), point(60, 60, "nose", "r2"), point(65, 60, "tail", "r2"),
    ]  # fmt: skip
    tasks = [task(picture(), annotation(items))]
    write(tasks, KEYPOINTS, "coco", tmp_path / "coco")
    body = read_json(tmp_path / "coco/result.json")
    assert [one["keypoints"] for one in body["annotations"]] == [
        [20, 10, 2, 0, 0, 0],
        [120, 60, 2, 130, 60, 2],
    ]
    (category,) = body["categories"]
    assert (category["name"], category["keypoints"]) == ("dog", ["nose", "tail"])
    for form in ("yolo", "yolo_keypoints"):
        write(tasks, KEYPOINTS, form, tmp_path / form)
        assert lines(tmp_path / form)[0] == pytest.approx([0, 0.1, 0.1, 0.2, 0.2, 0.1, 0.1, 2, 0, 0, 0])
    write(tasks, KEYPOINTS, "coco", tmp_path / "theirs", compat="label-studio")
    assert len(read_json(tmp_path / "theirs/result.json")["annotations"]) == 3


BRUSH = """<View><Image name="img" value="$image"/>
<BrushLabels name="mask" toName="img"><Label value="road/lane"/></BrushLabels></View>"""


def brush(mask: Any) -> dict[str, Any]:
    value = {"format": "rle", "rle": rle_from_mask(mask), "brushlabels": ["road/lane"]}
    head = {"id": "b1", "from_name": "mask", "to_name": "img", "type": "brushlabels"}
    return {**head, "original_width": mask.shape[1], "original_height": mask.shape[0], "value": value}


def test_masks_come_out_as_they_are(tmp_path: Path) -> None:
    mask = np.zeros((30, 40), bool)
    mask[5:20, 8:30] = True
    mask[10:12, 10:12] = False
    tasks = [task(picture(), annotation([brush(mask)], completed_by={"id": 2, "email": "a@b.c"}))]
    write(tasks, BRUSH, "coco", tmp_path / "coco")
    (found,) = read_json(tmp_path / "coco/result.json")["annotations"]
    assert np.array_equal(mask_from_coco(found["segmentation"]), mask)
    assert (found["bbox"], found["area"]) == ([8, 5, 22, 15], int(mask.sum()))
    write(tasks, BRUSH, "brush_to_numpy", tmp_path / "npy")
    (path,) = (tmp_path / "npy").iterdir()
    assert path.name == "task-1-annotation-1-by-a@b.c-mask-road-lane-0.npy"
    assert np.array_equal(np.load(path, allow_pickle=False), mask.astype(np.uint8) * 255)
    report = write(tasks, BRUSH, "yolo_seg", tmp_path / "seg")
    assert losses(report) == {"hole in a mask": 1}
    corners = [8 / 40, 5 / 30, 30 / 40, 5 / 30, 30 / 40, 20 / 30, 8 / 40, 20 / 30]
    assert lines(tmp_path / "seg") == [pytest.approx([0, *corners])]


def test_a_corrupt_mask_is_told(tmp_path: Path) -> None:
    broken = brush(np.ones((4, 4), bool))
    broken["value"]["rle"] = [255] * 9
    for form in ("coco", "brush_to_png", "brush_to_coco", "yolo_seg"):
        report = write([task(picture(), annotation([broken]))], BRUSH, form, tmp_path / form)
        assert sum(losses(report).values()) == 1


def test_ellipses_and_bare_shapes_with_labels_beside_them(tmp_path: Path) -> None:
    config = """<View><Image name="img" value="$image"/><Ellipse name="e" toName="img"/>
    <Rectangle name="r" toName="img"/><Labels name="l" toName="img"><Label value="moon"/></Labels></View>"""
    round_ = {"x": 50, "y": 50, "radiusX": 10, "radiusY": 20, "rotation": 0}
    head = {"id": "e1", "to_name": "img", "original_width": 200, "original_height": 100}
    items = [
        {**head, "from_name": "e", "type": "ellipse", "value": round_},
        {**head, "from_name": "l", "type": "labels", "value": {**round_, "labels": ["moon"]}},
    ]
    write([task(picture(), annotation(items))], config, "coco", tmp_path)
    (found,) = read_json(tmp_path / "result.json")["annotations"]
    assert found["bbox"] == pytest.approx([80, 30, 40, 40])
    assert found["area"] == pytest.approx(np.pi * 400, rel=0.01)
