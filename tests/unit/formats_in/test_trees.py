"""Data sets as whole trees of folders: labels, lists and pictures are found where they mostly are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import ls_widgets as lsw
from ls_widgets.errors import FormatError
from tests.unit.formats_in.read import coco, lost, picture, values


def shown(found: Any, folder: Path) -> list[str]:
    """Pictures of the tasks, below a folder."""
    return [Path(task["data"]["image"]).relative_to(folder).as_posix() for task in found.tasks]


def sizeless() -> dict[str, Any]:
    body = coco(bbox=[20, 10, 100, 50])
    del body["images"][0]["width"], body["images"][0]["height"]
    return body


@pytest.mark.parametrize(
    ("labels", "at"),
    [
        ("annotations/instances_train.json", "train2017/a.jpg"),
        ("annotations/instances_val2017.json", "images/val2017/a.jpg"),
        ("annotations/person_keypoints_val2017.json", "val/a.jpg"),
        ("annotations/x.json", "images/a.jpg"),
        ("annotations/x.json", "photos/a.jpg"),
        ("annotations/instances_default.json", "images/default/a.jpg"),
        ("train/_annotations.coco.json", "train/a.jpg"),
        ("x.json", "train/a.jpg"),
    ],
)
def test_pictures_of_a_coco_tree_are_found(tmp_path: Path, labels: str, at: str) -> None:
    picture(tmp_path / at)
    file = tmp_path / labels
    file.parent.mkdir(exist_ok=True)
    file.write_text(json.dumps(sizeless()))
    for source in (file, tmp_path):
        found = lsw.formats.read(source)
        assert found.report.format == "coco"
        assert shown(found, tmp_path) == [at]
        assert values(found)[0][1]["width"] == 50
    assert shown(lsw.formats.read(file, images=tmp_path), tmp_path) == [at]


def test_of_pictures_with_one_name_that_of_the_labels_part_is_taken(tmp_path: Path) -> None:
    for part, width in (("train2017", 200), ("val2017", 400)):
        picture(tmp_path / part / "a.jpg", width)
        file = tmp_path / "annotations" / f"instances_{part}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(sizeless()))
        assert shown(lsw.formats.read(file), tmp_path) == [f"{part}/a.jpg"]
    other = tmp_path / "annotations" / "other.json"
    other.write_text(json.dumps(coco(bbox=[20, 10, 100, 50])))
    assert [task["data"]["image"] for task in lsw.formats.read(other).tasks] == ["a.jpg"]
    with pytest.raises(FormatError, match=r"annotations/instances_train2017\.json.*annotations/other\.json"):
        lsw.formats.read(tmp_path)


def test_pictures_outside_of_the_tree_are_not_looked_at(tmp_path: Path) -> None:
    secret = picture(tmp_path / "elsewhere" / "a.jpg")
    root = tmp_path / "set"
    (root / "annotations").mkdir(parents=True)
    (root / "train").symlink_to(secret.parent)
    (root / "images").mkdir()
    (root / "images" / "a.jpg").symlink_to(secret)
    file = root / "annotations" / "instances_train.json"
    for name in ("a.jpg", "../elsewhere/a.jpg", str(secret)):
        body = coco(bbox=[20, 10, 100, 50])
        body["images"][0]["file_name"] = name
        file.write_text(json.dumps(body))
        assert [task["data"]["image"] for task in lsw.formats.read(file).tasks] == [name]


@pytest.mark.parametrize("junk", ["._a", ".ipynb_checkpoints/a-checkpoint", "__MACOSX/a"])
@pytest.mark.parametrize("form", ["voc", "yolo", "labelme", "masks", "coco", "doccano"])
def test_files_that_systems_leave_are_passed_over(tmp_path: Path, form: str, junk: str) -> None:
    folder = {"voc": "Annotations/", "yolo": "labels/"}.get(form, "")
    shape = {"label": "cat", "points": [[20, 10], [120, 60]], "shape_type": "rectangle"}
    content = {
        "voc": (".xml", VOC % "a.jpg"),
        "yolo": (".txt", "0 0.5 0.5 0.2 0.4"),
        "labelme": (".json", json.dumps({"imagePath": "a.jpg", "shapes": [shape]})),
        "coco": (".json", json.dumps(sizeless())),
        "doccano": (".jsonl", json.dumps({"text": "Ann", "label": ["x"]})),
    }
    suffix, text = content.get(form, (".png", ""))
    for name in ("a", junk):
        file = tmp_path / f"{folder}{name}{suffix}"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\0\x05\xff") if name == junk else file.write_text(text)
    if form == "masks":
        Image.new("L", (6, 4), 255).save(tmp_path / "a.png")
    else:
        picture(tmp_path / ("images/a.jpg" if form == "yolo" else "a.jpg"))
    if form == "yolo":
        (tmp_path / "classes.txt").write_text("cat")
        (tmp_path / "images" / "._a.jpg").write_bytes(b"\0")
    found = lsw.formats.read(tmp_path)
    assert found.report.format == form
    assert (found.report.tasks, sum(found.report.carried.values())) == (1, 1)


VOC = """<annotation><folder>f</folder><filename>%s</filename><size><width>200</width><height>100</height>
</size><segmented>0</segmented><object><name>cat</name><bndbox><xmin>20</xmin><ymin>10</ymin><xmax>120</xmax>
<ymax>60</ymax></bndbox></object></annotation>"""
LABELMAP = """# label:color_rgb:parts:actions
background:0,0,0::
cat:250,50,83:head,tail:
straßen schild:61,245,61::
"""


@pytest.mark.parametrize("part", ["", "train/"])
def test_a_voc_tree_has_its_pictures_its_lists_and_its_labelmap(tmp_path: Path, part: str) -> None:
    for name in ("a.jpg", "b.jpg"):
        picture(tmp_path / "JPEGImages" / part / name)
    labels = tmp_path / "Annotations" / part / "a.xml"
    labels.parent.mkdir(parents=True)
    labels.write_text(VOC % "a.jpg")
    lists = tmp_path / "ImageSets" / "Main"
    lists.mkdir(parents=True)
    (lists / "train.txt").write_text(f"{part}a\n{part}b\n{part}gone\n")
    (lists / "cat_train.txt").write_text(f"{part}a  1\n{part}b -1\n")
    (tmp_path / "labelmap.txt").write_text(LABELMAP)
    found = lsw.formats.read(tmp_path)
    assert found.report.format == "voc"
    assert shown(found, tmp_path) == [f"JPEGImages/{part}a.jpg", f"JPEGImages/{part}b.jpg"]
    assert [len(task["annotations"]) for task in found.tasks] == [1, 0]
    assert found.config.labels("box") == ["cat", "straßen schild"]
    assert [one.attrs["background"] for one in found.config.controls["box"].children] == [
        "#fa3253",
        "#3df53d",
    ]
    assert lost(found) == {"list of pictures (ImageSets)": 2}
    alone = lsw.formats.read(labels)
    assert alone.report.tasks == 1
    folder = lsw.formats.read(tmp_path / "Annotations")
    assert folder.report.tasks == 2


def test_labelme_files_and_their_pictures_may_be_in_folders_beside_each_other(tmp_path: Path) -> None:
    shape = {"label": "cat", "points": [[20, 10], [120, 60]], "shape_type": "rectangle"}
    for part in ("first", "second"):
        picture(tmp_path / part / "images" / "a.png")
        file = tmp_path / part / "labels" / "a.json"
        file.parent.mkdir()
        file.write_text(json.dumps({"imagePath": "..\\images\\a.png", "shapes": [shape]}))
    for found in (lsw.formats.read(tmp_path / "first"), lsw.formats.read(file.parent)):
        assert found.report.format == "labelme"
        assert values(found)[0][1]["width"] == 50
    both = lsw.formats.read(tmp_path, "labelme")
    assert shown(both, tmp_path) == ["first/images/a.png", "second/images/a.png"]


def test_a_picture_inside_of_a_labelme_file_is_told_where_it_is_nowhere_else(tmp_path: Path) -> None:
    body = {"imagePath": "a.png", "imageWidth": 200, "imageHeight": 100, "shapes": [], "imageData": "aGE="}
    (tmp_path / "a.json").write_text(json.dumps(body))
    assert lost(lsw.formats.read(tmp_path)) == {"picture that is inside of the file alone (imageData)": 1}
    assert lost(lsw.formats.read(tmp_path, images="https://example.com/")) == {}
    picture(tmp_path / "a.png")
    assert lost(lsw.formats.read(tmp_path)) == {}


def test_a_folder_of_pictures_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"images='.*nowhere': there is no such folder"):
        lsw.formats.read(sizeless(), "coco", images=str(tmp_path / "nowhere"))
    with pytest.raises(FormatError, match="there is no such folder"):
        lsw.Project.from_labels(sizeless(), "coco", images=tmp_path / "nowhere", store=None)


def test_pictures_of_a_disk_called_data_are_no_addresses(tmp_path: Path) -> None:
    picture(tmp_path / "a.jpg")
    body = sizeless()
    for name, seen in (("/data/set/a.jpg", True), ("/data/upload/1/a.jpg", False)):
        body["images"][0]["file_name"] = name
        (tmp_path / "x.json").write_text(json.dumps(body))
        assert bool(values(lsw.formats.read(tmp_path / "x.json"))) is seen


def test_the_folder_around_several_voc_trees_is_read_too(tmp_path: Path) -> None:
    for year, width in (("VOC2007", 200), ("VOC2012", 400)):
        picture(tmp_path / year / "JPEGImages" / "a.jpg", width)
        (tmp_path / year / "Annotations").mkdir()
        (tmp_path / year / "Annotations" / "a.xml").write_text(VOC % "a.jpg")
    found = lsw.formats.read(tmp_path)
    assert shown(found, tmp_path) == ["VOC2007/JPEGImages/a.jpg", "VOC2012/JPEGImages/a.jpg"]


def mask_tree(folder: Path, classes: Any, objects: Any = None) -> Path:
    for name, made in (("SegmentationClass", classes), ("SegmentationObject", objects)):
        if made is not None:
            (folder / name).mkdir(parents=True)
            made.save(folder / name / "a.png")
    picture(folder / "JPEGImages" / "a.png", 6, 4)
    return folder


def pixels(found: Any) -> list[tuple[str, list[list[int]]]]:
    """Label and places of each mask."""
    return [
        (value["brushlabels"][0], np.argwhere(lsw.geometry.value_mask(value, (6, 4))).tolist())
        for _, value in values(found)
    ]


def test_a_mask_tree_of_cvat_has_names_by_colour_and_a_mask_for_each_object(tmp_path: Path) -> None:
    classes, objects = np.zeros((4, 6, 3), np.uint8), np.zeros((4, 6, 3), np.uint8)
    classes[0, 0] = classes[3, 5] = 250, 50, 83
    classes[1, 1] = 61, 245, 61
    objects[0, 0], objects[3, 5], objects[1, 1] = (128, 0, 0), (0, 128, 0), (128, 128, 0)
    root = mask_tree(tmp_path, Image.fromarray(classes), Image.fromarray(objects))
    (root / "labelmap.txt").write_text(LABELMAP)
    for source in (root, root / "SegmentationClass"):
        found = lsw.formats.read(source)
        assert found.report.format == "masks"
        assert shown(found, tmp_path) == ["JPEGImages/a.png"]
        assert sorted(pixels(found)) == [
            ("cat", [[0, 0]]),
            ("cat", [[3, 5]]),
            ("straßen schild", [[1, 1]]),
        ]
        assert found.config.labels("mask") == ["cat", "straßen schild"]
    assert pixels(lsw.formats.read(root, "masks", labels={"#3df53d": "sign"}))[0] == ("sign", [[1, 1]])


def test_a_mask_tree_of_pascal_voc_needs_no_labelmap(tmp_path: Path) -> None:
    numbers = np.zeros((4, 6), np.uint8)
    numbers[0, 0], numbers[2, 2], numbers[3, 3] = 15, 8, 255
    plain = Image.fromarray(numbers)
    coloured = Image.fromarray(numbers, "P")
    palette = [0] * 768
    palette[3 * 15 : 3 * 16], palette[3 * 8 : 3 * 9], palette[765:] = (
        [192, 128, 128],
        [64, 0, 0],
        [224, 224, 192],
    )
    coloured.putpalette(palette)
    for name, image in (("numbers", plain), ("palette", coloured), ("colours", coloured.convert("RGB"))):
        found = lsw.formats.read(mask_tree(tmp_path / name, image))
        assert sorted(pixels(found)) == [("cat", [[2, 2]]), ("person", [[0, 0]])]
        assert lost(found) == {"border of objects that belongs to no class": 1}


def test_a_labelmap_names_the_masks_beside_it(tmp_path: Path) -> None:
    array = np.zeros((4, 6, 3), np.uint8)
    array[1, 1] = 61, 245, 61
    Image.fromarray(array).save(tmp_path / "a.png")
    (tmp_path / "labelmap.txt").write_text(LABELMAP)
    assert pixels(lsw.formats.read(tmp_path, "masks")) == [("straßen schild", [[1, 1]])]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("cat", "line 1: must be label:red,green,blue"),
        ("cat:1,2::", "line 1: '1,2' is no colour"),
        ("cat:1,2,300::", "line 1: '1,2,300' is no colour"),
        ("cat:1,2,red::", "line 1: must be a finite number"),
        ("cat:1,2,3::\ndog:1,2,3::", "line 2: 'dog' has the colour of 'cat'"),
    ],
)
def test_what_is_wrong_in_a_labelmap_is_named(tmp_path: Path, line: str, part: str) -> None:
    root = mask_tree(tmp_path, Image.new("RGB", (6, 4)))
    (root / "labelmap.txt").write_text(line)
    with pytest.raises(FormatError, match=rf"labelmap\.txt', {part}"):
        lsw.formats.read(root)


def test_masks_of_objects_must_be_as_large_as_those_of_classes(tmp_path: Path) -> None:
    root = mask_tree(tmp_path, Image.new("RGB", (6, 4), (128, 0, 0)), Image.new("RGB", (4, 6)))
    with pytest.raises(FormatError, match=r"SegmentationObject.*a\.png': is 4×6, not 6×4 pixels"):
        lsw.formats.read(root)
