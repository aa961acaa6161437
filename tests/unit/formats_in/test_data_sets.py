"""COCO, YOLO and VOC: what is carried, what is told, and what is wrong in them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ls_widgets as lsw
from ls_widgets.errors import FormatError
from tests.unit.formats_in.read import coco, lost, picture, results, values


def test_coco_boxes_polygons_and_key_points_are_one_region_each() -> None:
    found = lsw.formats.read(coco(bbox=[20, 10, 100, 50]), "coco")
    assert values(found) == [
        (
            "rectanglelabels",
            {"x": 10, "y": 10, "width": 50, "height": 50, "rotation": 0, "rectanglelabels": ["cat"]},
        )
    ]
    assert results(found)[0]["original_width"] == 200
    ring = [0, 0, 100, 0, 100, 50]
    found = lsw.formats.read(coco(bbox=[0, 0, 100, 50], segmentation=[ring, ring]), "coco")
    assert [kind for kind, _ in values(found)] == ["polygonlabels", "polygonlabels"]
    assert values(found)[0][1]["points"] == [[0, 0], [50, 0], [50, 50]]
    assert lost(found) == {"object of several polygons, which became a polygon each": 1}
    found = lsw.formats.read(coco(bbox=[0, 0, 100, 50], keypoints=[20, 10, 2, 0, 0, 0]), "coco")
    box, point = results(found)
    assert point["parentID"] == box["id"]
    assert point["value"]["keypointlabels"] == ["nose"]
    assert (point["value"]["x"], point["value"]["y"]) == (10, 10)


def test_all_categories_and_points_of_coco_are_offered() -> None:
    found = lsw.formats.read(coco(bbox=[20, 10, 100, 50], keypoints=[20, 10, 2, 0, 0, 0]), "coco")
    assert found.config.labels("box") == ["cat", "unused"]
    assert found.config.labels("point") == ["nose", "tail"]
    body = coco(bbox=[20, 10, 100, 50])
    outline = {"id": 2, "image_id": 7, "category_id": 4, "segmentation": [[0, 0, 9, 0, 9, 5]]}
    body["categories"].insert(0, {"id": 4, "name": "eye"})
    body["annotations"].append(outline)
    found = lsw.formats.read(body, "coco")
    assert [found.config.labels(name) for name in ("box", "polygon")] == [
        ["cat", "unused"],
        ["eye", "unused"],
    ]
    found = lsw.formats.read({**coco(), "annotations": []}, "coco")
    assert found.config.labels("box") == ["cat", "unused"]


def test_ids_of_coco_may_be_numbers_in_one_place_and_texts_in_another() -> None:
    found = lsw.formats.read(coco(bbox=[20, 10, 100, 50], image_id="7", category_id="3"), "coco")
    assert found.report.carried == {"rectanglelabels": 1}
    with pytest.raises(FormatError, match="there is no image '007x'"):
        lsw.formats.read(coco(image_id="007x"), "coco")


def test_results_of_coco_without_their_pictures_are_refused() -> None:
    with pytest.raises(FormatError, match="lists of results alone do not name the pictures"):
        lsw.formats.read([{"image_id": 7, "category_id": 3, "bbox": [1, 1, 1, 1], "score": 0.5}], "coco")


def test_corners_of_a_box_are_a_box_where_a_control_offers_it() -> None:
    corners = [20, 10, 120, 10, 120, 60, 20, 60]
    found = lsw.formats.read(coco(bbox=[20, 10, 100, 50], segmentation=[corners]), "coco")
    assert values(found)[0][0] == "rectanglelabels"
    turned = [100, 20, 150, 50, 120, 100, 70, 70]
    found = lsw.formats.read(coco(segmentation=[turned]), "coco")
    assert values(found)[0][1]["rotation"] == pytest.approx(30.96, abs=0.01)
    config = """<View><Image name="i" value="$image"/><RectangleLabels name="r" toName="i">
    <Label value="dog"/></RectangleLabels><PolygonLabels name="p" toName="i"><Label value="cat"/>
    </PolygonLabels></View>"""
    found = lsw.formats.read(coco(segmentation=[corners]), "coco", config=config)
    assert values(found)[0][0] == "polygonlabels"


def test_the_file_of_a_folder_and_the_pictures_of_an_export_are_found(tmp_path: Path) -> None:
    picture(tmp_path / "photos" / "a.jpg")
    project = lsw.Project.from_labels(coco(bbox=[20, 10, 100, 50]), "coco", store=None)
    project.export("coco", tmp_path / "out")
    found = lsw.formats.read(tmp_path / "out", images=tmp_path / "photos")
    assert Path(next(iter(found.tasks))["data"]["image"]).name == "a.jpg"
    (tmp_path / "out" / "other.json").write_text("{}")
    (tmp_path / "out" / "result.json").rename(tmp_path / "out" / "first.json")
    with pytest.raises(FormatError, match=r"several \.json files"):
        lsw.formats.read(tmp_path / "out", "coco")
    with pytest.raises(FormatError, match=r"has no \.xml file"):
        lsw.formats.read(tmp_path / "out", "cvat")


def test_options_of_the_reference_are_for_it_alone() -> None:
    with pytest.raises(FormatError, match=r'from_name is an option of compat="label-studio" alone'):
        lsw.formats.read(coco(), "coco", from_name="x")


@pytest.mark.parametrize("compressed", [True, False])
def test_coco_masks_are_the_very_pixels(compressed: bool) -> None:  # noqa: FBT001
    mask = np.zeros((100, 200), bool)
    mask[10:30, 50:90] = True
    segmentation = lsw.geometry.coco_from_mask(mask, compressed=compressed)
    found = lsw.formats.read(coco(segmentation=segmentation, iscrowd=1), "coco")
    item = results(found)[0]
    assert np.array_equal(lsw.geometry.mask_from_rle(item["value"]["rle"], 200, 100) > 0, mask)
    assert lost(found) == {"mark of a crowd (iscrowd)": 1}


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"category_id": 4}, r"annotations\[0\].category_id"),
        ({"image_id": 1}, r"annotations\[0\].image_id"),
        ({"bbox": [1, 2, 3]}, r"annotations\[0\].bbox: must have 4 numbers"),
        ({"bbox": [1, 2, 3, float("nan")]}, r"bbox\[3\]: must be a finite number"),
        ({"bbox": [1, 2, 3, 1e300]}, "finite"),
        ({"segmentation": [[1, 2, 3, 4]]}, r"segmentation\[0\]: needs"),
        ({"segmentation": {"size": [100, 200], "counts": [1]}}, "add up"),
        ({"segmentation": {"size": [1, 1], "counts": [1]}}, "is not the picture's"),
        ({"segmentation": {"size": [10**6, 10**6], "counts": "x"}}, "too large"),
        ({"keypoints": [1, 2]}, "visibility"),
    ],
)
def test_what_is_wrong_in_coco_is_named(change: dict[str, Any], part: str) -> None:
    with pytest.raises(FormatError, match=part):
        lsw.formats.read(coco(**change), "coco")


def test_repeated_ids_and_absurd_sizes_in_coco_are_refused() -> None:
    body = coco(bbox=[1, 2, 3, 4])
    with pytest.raises(FormatError, match=r"images\[1\].id: 7"):
        lsw.formats.read({**body, "images": body["images"] * 2}, "coco")
    with pytest.raises(FormatError, match=r"categories\[2\].id"):
        lsw.formats.read({**body, "categories": [*body["categories"], {"id": 3, "name": "x"}]}, "coco")
    body["images"][0]["width"] = 10**9
    with pytest.raises(FormatError, match=r"images\[0\]: a picture of"):
        lsw.formats.read(body, "coco")


def yolo(folder: Path, line: str, *, classes: str = "cat\ndog\n", name: str = "classes.txt") -> Path:
    picture(folder / "images" / "a.png")
    (folder / "labels").mkdir()
    (folder / "labels" / "a.txt").write_text(line)
    (folder / name).write_text(classes)
    return folder


def test_yolo_lines_are_told_by_their_numbers(tmp_path: Path) -> None:
    lines = ["1 0.5 0.5 0.2 0.4 0.75", "0 0.1 0.1 0.3 0.1 0.3 0.5 0.1 0.5", "0 0.1 0.1 0.2 0.1 0.2 0.3"]
    found = lsw.formats.read(yolo(tmp_path, "\n".join(lines)), as_predictions=True)
    body = next(iter(found.tasks))["predictions"][0]
    box, corners, outline = body["result"]
    assert box["value"]["rectanglelabels"] == ["dog"]
    assert box["value"]["x"] == pytest.approx(40)
    assert box["score"] == 0.75
    assert body["score"] == 0.75
    assert corners["type"] == "rectanglelabels"
    assert outline["type"] == "polygonlabels"
    assert Path(next(iter(found.tasks))["data"]["image"]).name == "a.png"


def test_yolo_corners_become_a_turned_box(tmp_path: Path) -> None:
    config = """<View><Image name="i" value="$image"/><RectangleLabels name="b" toName="i">
    <Label value="cat"/></RectangleLabels></View>"""
    value = {"x": 40, "y": 20, "width": 30, "height": 20, "rotation": 30, "rectanglelabels": ["cat"]}
    corners = lsw.geometry.box_corners(lsw.geometry.box_of(value, (200, 100)))
    line = "0 " + " ".join(f"{x / 200:.6f} {y / 100:.6f}" for x, y in corners)
    found = lsw.formats.read(yolo(tmp_path, line), "yolo_obb", config=config)
    got = results(found)[0]["value"]
    assert {name: got[name] for name in ("x", "y", "width", "height", "rotation")} == pytest.approx(
        {name: value[name] for name in ("x", "y", "width", "height", "rotation")}, abs=1e-2
    )


@pytest.mark.parametrize(
    "names",
    ["names: [cat, 'dog']\n", "path: x\nnames:\n  0: cat\n  1: dog\nnc: 2\n", "names:\n- cat\n- dog\n"],
)
def test_yolo_names_come_from_a_data_sheet(tmp_path: Path, names: str) -> None:
    found = lsw.formats.read(yolo(tmp_path, "1 0.5 0.5 0.2 0.4", classes=names, name="data.yaml"))
    assert results(found)[0]["value"]["rectanglelabels"] == ["dog"]
    assert found.config.labels("box") == ["cat", "dog"]


def test_yolo_poses_have_the_points_that_the_sheet_says(tmp_path: Path) -> None:
    sheet = "kpt_shape: [2, 3]\nnames: [cat]\n"
    found = lsw.formats.read(
        yolo(tmp_path, "0 0.5 0.5 0.2 0.4 0.5 0.5 2 0 0 0", classes=sheet, name="data.yaml")
    )
    box, point = results(found)
    assert point["parentID"] == box["id"]
    assert point["value"]["keypointlabels"] == ["point 1"]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("0 0.5 0.5 0.2 0.4\n2 0.5 0.5 0.2 0.4", "line 2: there is no class 2"),
        ("x 0.5 0.5 0.2 0.4", "line 1: must be the number"),
        ("0 0.5 0.5 0.2", "line 1: 3 numbers"),
        ("0 0.5 0.5 0.2 inf", "line 1: must have finite"),
    ],
)
def test_what_is_wrong_in_yolo_is_named(tmp_path: Path, line: str, part: str) -> None:
    with pytest.raises(FormatError, match=f"a.txt', {part}"):
        lsw.formats.read(yolo(tmp_path, line))


VOC = """<annotation><filename>a.png</filename><size><width>200</width><height>100</height></size>
<object><name>cat</name><difficult>1</difficult><bndbox><xmin>20</xmin><ymin>10</ymin><xmax>120</xmax>
<ymax>60</ymax></bndbox></object></annotation>"""


def test_voc_boxes(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(VOC)
    found = lsw.formats.read(tmp_path / "a.xml")
    assert values(found)[0][1]["width"] == 50
    assert lost(found) == {"difficult (a flag of an object)": 1}


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("<ymax>60</ymax>", "", r"line \d+: <bndbox> has no <ymax>"),
        (">120<", ">10<", "ends before it begins"),
        ("</annotation>", "", r"a\.xml', line"),
        ("annotation>", "recipe>", "must be <annotation>"),
        ("<filename>", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><filename>', "line"),
    ],
)
def test_what_is_wrong_in_voc_is_named(tmp_path: Path, old: str, new: str, part: str) -> None:
    (tmp_path / "a.xml").write_text(VOC.replace(old, new))
    with pytest.raises(FormatError, match=part):
        lsw.formats.read(tmp_path / "a.xml", "voc")
