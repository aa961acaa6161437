"""Files as the tools themselves write them: odd layouts, older versions, and parts that are easily lost."""

from __future__ import annotations

import base64
import copy
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image

import ls_widgets as lsw
from ls_widgets.errors import FormatError
from ls_widgets.formats.yolo_sheet import read_sheet
from tests.unit.formats_in.read import coco, lost, picture, results, values

BOX = "0 0.5 0.5 0.2 0.4\n"


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def offered(found: Any, control: str) -> list[str]:
    return list(found.config.labels(control))


@pytest.mark.parametrize(
    ("sheet", "names"),
    [
        ("names:\n  0: person  # who\n  1: 'a # b'\n", ["person", "a # b"]),
        ("nc: 2\nnames: ['red, big',\n        \"car\" ]  # classes\ntrain: x\n", ["red, big", "car"]),
        ("names: {1: \"bi:ke\", 0: person}\n", ["person", "bi:ke"]),
        ("names: [\n'a',\n'b'\n]\n", ["a", "b"]),
        ("names:\n- it's\n- straße 日本\n", ["it's", "straße 日本"]),
        ("names:\n  2: c\n", ["unused-0", "unused-1", "c"]),
        ("roboflow:\n  names: no\ndownload: |\n  names = [\nnames: [a]\n", ["a"]),
    ],
)  # fmt: skip
def test_names_of_yolo_classes(sheet: str, names: list[str], tmp_path: Path) -> None:
    written(tmp_path / "data.yaml", sheet)
    lines = "".join(f"{at} 0.5 0.5 0.2 0.4\n" for at in range(len(names)))
    written(tmp_path / "labels" / "a.txt", lines)
    picture(tmp_path / "images" / "a.jpg")
    found = lsw.formats.read(tmp_path)
    assert [value["rectanglelabels"] for _, value in values(found)] == [[name] for name in names]


def test_a_bracket_left_open_is_an_error() -> None:
    with pytest.raises(FormatError, match="sheet: a bracket is left open"):
        read_sheet("names: [a, b\n", "sheet")


def test_yolo_of_roboflow_has_texts_that_are_no_labels(tmp_path: Path) -> None:
    for part in ("train", "valid"):
        picture(tmp_path / part / "images" / f"{part}_jpg.rf.1.jpg")
        written(tmp_path / part / "labels" / f"{part}_jpg.rf.1.txt", BOX)
    written(tmp_path / "data.yaml", "train: ../train/images\nnc: 1\nnames: ['cat']\n")
    written(tmp_path / "README.dataset.txt", "some words")
    written(tmp_path / "notes.txt", "more words")
    found = lsw.formats.read(tmp_path)
    assert [len(results(found, at)) for at in (0, 1)] == [1, 1]


def test_yolo_poses_have_names_and_scores(tmp_path: Path) -> None:
    picture(tmp_path / "images" / "a.jpg")
    written(tmp_path / "labels" / "a.txt", "0 0.5 0.5 0.2 0.4 0.1 0.2 2 0.3 0.4 2 0.87\n")
    sheet = "kpt_shape:\n- 2\n- 3\nnames:\n- person\nkpt_names:\n  0:\n    - nose\n    - eye\n"
    written(tmp_path / "data.yaml", sheet)
    found = lsw.formats.read(tmp_path)
    assert [value.get("keypointlabels") for _, value in values(found)] == [None, ["nose"], ["eye"]]
    assert results(found)[0]["score"] == 0.87


def test_a_part_of_a_class_number_is_an_error(tmp_path: Path) -> None:
    written(tmp_path / "classes.txt", "cat\n")
    written(tmp_path / "labels" / "a.txt", "0.7 0.5 0.5 0.2 0.4\n")
    with pytest.raises(FormatError, match=r"line 1: there is no class 0\.7"):
        lsw.formats.read(tmp_path)


def test_coco_of_tables_and_empty_outlines() -> None:
    found = lsw.formats.read(coco(bbox=[1, 2, 3, 4], segmentation=[[]], attributes={"occluded": True}))
    assert [kind for kind, _ in values(found)] == ["rectanglelabels"]
    assert lost(found) == {"attributes of an object": 1}
    body = coco(bbox=[1, 2, 3, 4], image_id=7.0, category_id=3.0)
    assert len(results(lsw.formats.read(body))) == 1
    body["categories"][0]["skeleton"] = [[1, 2]]
    assert lost(lsw.formats.read(body)) == {"skeleton between key points": 1}


def test_broken_coco_in_memory_is_named_briefly() -> None:
    body = coco(bbox=[1, 2, -3, 4])
    with pytest.raises(FormatError, match=r"^the dict, annotations\[0\]: a box of -3×4 is none"):
        lsw.formats.read(body)
    body = coco(bbox=[1, 2, 3, 4])
    body["annotations"].append(copy.deepcopy(body["annotations"][0]))
    with pytest.raises(FormatError, match=r"annotations\[1\]\.id: 1 is the id of another annotation"):
        lsw.formats.read(body)


def test_voc_of_unknown_size_and_with_outlines(tmp_path: Path) -> None:
    text = """<annotation><filename>a.png</filename><size><width>0</width><height>0</height></size>
<object><name>cat</name><polygon><x1>1</x1></polygon>
<bndbox><xmin>20</xmin><ymin>10</ymin><xmax>120</xmax><ymax>60</ymax></bndbox></object></annotation>"""
    written(tmp_path / "a.xml", text)
    picture(tmp_path / "a.png")
    found = lsw.formats.read(tmp_path / "a.xml")
    assert values(found)[0][1]["width"] == 50
    assert lost(found) == {"outline of an object, of which the box is carried": 1}


def test_captions_of_coco_are_an_answer_about_the_picture() -> None:
    body = {
        "images": [{"id": at, "file_name": f"{at}.jpg", "width": 20, "height": 10} for at in (1, 2)],
        "annotations": [
            {"id": at, "image_id": 1, "caption": text} for at, text in enumerate(("A cat.", "Cats."))
        ],
    }
    found = lsw.formats.read(body, "coco")
    assert values(found) == [("textarea", {"text": ["A cat.", "Cats."]})]
    assert values(found, 1) == []
    assert [*found.config.controls] == ["caption"]
    config = """<View><Image name="i" value="$image"/><TextArea name="words" toName="i"/></View>"""
    project = lsw.Project([{"image": "1.jpg"}], config, store=None)
    project.load(body, "coco")
    assert project.annotations(0)[0].result[0]["from_name"] == "words"
    body["annotations"].append({"id": 3, "image_id": 2, "caption": ["no text"]})
    with pytest.raises(FormatError, match=r"annotations\[2\]\.caption: must be a text"):
        lsw.formats.read(body, "coco")
    del body["annotations"][2]
    found = lsw.formats.read(body, "coco", compat="label-studio")
    assert lost(found) == {"caption": 2}


def test_a_report_says_why() -> None:
    found = lsw.formats.read(coco(bbox=[1, 2, 3, 4], iscrowd=1), "coco")
    assert "1 × mark of a crowd (iscrowd): a region has no flags (the dict, annotations[0])" in repr(found)
    assert found.report.losses[0].why == "a region has no flags"


def test_cvat_offers_all_labels_of_the_project(tmp_path: Path) -> None:
    text = """<annotations><meta><job><labels><label><name>car</name><type>any</type></label>
<label><name>truck</name><type>any</type></label><label><name>day</name><type>tag</type></label>
<label><name>night</name><type>tag</type></label></labels></job></meta>
<image id="0" name="a.png" width="200" height="100">
<tag label="day"><attribute name="sure">yes</attribute></tag>
<box label="car" xtl="20" ytl="10" xbr="120" ybr="60" z_order="2"/></image></annotations>"""
    found = lsw.formats.read(written(tmp_path / "annotations.xml", text))
    assert offered(found, "box") == ["car", "truck"]
    assert sorted(offered(found, "class")) == ["day", "night"]
    assert lost(found) == {"attribute of a tag": 1, "depth of a region (z_order)": 1}


def test_labelme_of_newer_and_older_versions() -> None:
    stream = io.BytesIO()
    Image.new("L", (20, 10)).save(stream, format="PNG")
    shapes = [
        {"label": "a", "points": [[10, 2], [14, 2], [14, 5], [10, 5]], "shape_type": "oriented_rectangle"},
        {"label": "a", "points": [[10, 5], [1, 1]], "shape_type": "points"},
    ]
    inside = base64.b64encode(stream.getvalue()).decode()
    found = lsw.formats.read({"shapes": shapes, "imagePath": "a.jpg", "imageData": inside})
    assert [kind for kind, _ in values(found)] == ["rectanglelabels", "keypointlabels", "keypointlabels"]
    assert values(found)[2][1]["x"] == 5
    assert lost(found) == {"picture that is inside of the file alone (imageData)": 1}


VIA_ROWS = """filename,file_size,file_attributes,region_count,region_id,region_shape_attributes,region_attributes
a.png,9,"{""caption"":""hi""}",2,0,"{""name"":""rect"",""x"":20,""y"":10,""width"":100,""height"":50}","{""type"":""cat""}"
a.png,9,"{""caption"":""hi""}",2,1,"{""name"":""point"",""cx"":1,""cy"":2}","{""type"":""cat""}"
b.png,12,"{}",0,0,"{}","{}"
"""  # noqa: E501 - as the tool writes it


@pytest.mark.parametrize("first", ["", "#"])
def test_via_as_csv(first: str, tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    found = lsw.formats.read(written(tmp_path / "via.csv", first + VIA_ROWS))
    assert found.report.format == "via"
    assert [kind for kind, _ in values(found)] == ["rectanglelabels", "keypointlabels", "textarea"]
    assert values(found)[0][1]["width"] == 50
    assert [task["data"]["image"].rpartition("/")[2] for task in found.tasks] == ["a.png", "b.png"]
    written(tmp_path / "via.csv", VIA_ROWS.replace('""x"":20', '""x"":'))
    with pytest.raises(FormatError, match="line 2, region_shape_attributes"):
        lsw.formats.read(tmp_path / "via.csv")


def test_via_offers_the_options_of_the_project() -> None:
    about = {"region": {"type": {"type": "dropdown", "options": {"cat": "", "dog": ""}}}, "file": {}}
    body = {"_via_img_metadata": {}, "_via_attributes": about}
    assert offered(lsw.formats.read(body), "box") == ["cat", "dog"]


def test_shapes_without_labels_are_kept(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    boxes = {"a.png": [{"x": 20, "y": 10, "width": 100, "height": 50, "label": ""}]}
    found = lsw.formats.read(boxes, "bbox_widget", images=tmp_path)
    assert values(found)[0][0] == "rectangle"
    project = lsw.Project.from_labels(boxes, "bbox_widget", images=tmp_path, store=None)
    assert project.to_frame("regions")["width"].to_list() == [50.0]


def test_prodigy_texts_and_several_choices() -> None:
    lines = [
        {"text": "x", "field_id": "reason", "reason": "so", "answer": "accept"},
        {"text": "y", "options": [{"id": 1}, {"id": 2}], "accept": [1], "answer": "accept",
         "config": {"choice_style": "multiple"}},
    ]  # fmt: skip
    found = lsw.formats.read(lines)
    assert values(found, 0) == [("textarea", {"text": ["so"]})]
    assert values(found, 1) == [("choices", {"choices": ["1"]})]
    assert found.config.controls["class"].get("choice") == "multiple"


def test_spacy_examples_with_entities_and_categories() -> None:
    examples = [("Ann sings", {"entities": [(0, 3, "PER")], "cats": {"news": 0.0, "arts": 1.0}})]
    found = lsw.formats.read(examples)
    assert found.report.format == "spacy_jsonl"
    assert [kind for kind, _ in values(found)] == ["labels", "choices"]
    assert offered(found, "class") == ["news", "arts"]
    with pytest.raises(FormatError, match=r"entities\[0\]: 0 to 99 is no part"):
        lsw.formats.read([("Ann", {"entities": [(0, 99, "PER")]})])


def test_pigeonxt_frames_with_flags_and_equal_names() -> None:
    frame = pd.DataFrame({"example": ["a.jpg"], "changed": [True], "dog": [True], "cat": [False]})
    assert lsw.formats.read(frame).config.controls["class"].get("choice") == "multiple"
    twice = pd.DataFrame([["a", "x", "y"]], columns=["example", "label", "label"])
    with pytest.raises(FormatError, match="cannot be read"):
        lsw.formats.read(twice)


def coloured(path: Path, *, alpha: bool = False) -> None:
    colours = np.zeros((10, 20, 4 if alpha else 3), np.uint8)
    colours[2:4, 3:6, :3] = (128, 0, 0)
    colours[6:8, 3:6, :3] = (0, 128, 0)
    if alpha:
        colours[..., 3] = 255
    path.parent.mkdir(exist_ok=True)
    Image.fromarray(colours).save(path)


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_of_a_mask_are_classes(mode: str, tmp_path: Path) -> None:
    coloured(tmp_path / "a.png", alpha=mode == "RGBA")
    assert offered(lsw.formats.read(tmp_path), "mask") == ["#008000", "#800000"]
    found = lsw.formats.read(tmp_path, labels={(128, 0, 0): "road", "#008000": "tree"})
    masks = {
        value["brushlabels"][0]: int(lsw.geometry.value_mask(value, (20, 10)).sum())
        for _, value in values(found)
    }
    assert masks == {"tree": 6, "road": 6}


def test_a_mask_is_not_its_own_picture(tmp_path: Path) -> None:
    coloured(tmp_path / "masks" / "a.png")
    picture(tmp_path / "images" / "a.png", 20, 10)
    (task,) = lsw.formats.read(tmp_path / "masks").tasks
    assert task["data"]["image"] == str(tmp_path / "images" / "a.png")
    (tmp_path / "images" / "a.png").unlink()
    (task,) = lsw.formats.read(tmp_path / "masks").tasks
    assert task["data"]["image"] == "a"


def test_a_word_that_looks_like_the_head_of_conll(tmp_path: Path) -> None:
    config = (
        '<View><Text name="t" value="$text"/><Labels name="l" toName="t"><Label value="X"/></Labels></View>'
    )
    span = {"from_name": "l", "to_name": "t", "type": "labels"}
    result = [{**span, "value": {"start": 0, "end": 10, "labels": ["X"]}}]
    tasks = [{"id": 1, "data": {"text": "-DOCSTART- x"}, "annotations": [{"id": 1, "result": result}]}]
    assert lsw.formats.write(tasks, config, "conll2003", tmp_path / "out", verify=True).verdict
    head = "-DOCSTART- -X- -X- O\n\nEU NNP B-NP I-ORG\n\n-DOCSTART- -X- O O\n\nAnn NNP B-NP I-PER\n"
    found = lsw.formats.read(written(tmp_path / "a.conll", head))
    assert [task["data"]["text"] for task in found.tasks] == ["EU", "Ann"]


def test_json_keeps_what_it_can_say_of_a_task(tmp_path: Path) -> None:
    config = '<View><Text name="t" value="$text"/></View>'
    tasks = [{"id": 1, "data": {"text": "x", "score": float("nan")}, "annotations": []}]
    assert lsw.formats.write(tasks, config, "json", tmp_path / "out", verify=True).verdict
    assert json.loads((tmp_path / "out" / "result.json").read_text())[0]["data"]["score"] is None


def test_turned_boxes_cut_at_the_edge_are_boxes_still(tmp_path: Path) -> None:
    config = """<View><Image name="i" value="$image"/>
<RectangleLabels name="r" toName="i"><Label value="cat"/></RectangleLabels></View>"""
    picture(tmp_path / "images" / "a.png", 100, 100)
    written(tmp_path / "classes.txt", "cat\n")
    # a box turned by 45 degrees, whose left corner was at -0.1
    written(tmp_path / "labels" / "a.txt", "0 0.1 0.2 0.3 0.4 0.1 0.6 0.0 0.4\n")
    found = lsw.formats.read(tmp_path, "yolo_obb", config=config)
    ((kind, value),) = values(found)
    assert kind == "rectanglelabels"
    assert sum(lost(found).values()) == 1
    corners = lsw.geometry.box_corners(lsw.geometry.box_of(value, (100, 100)))
    assert min(x for x, _ in corners) == pytest.approx(-10)
    assert max(x for x, _ in corners) == pytest.approx(30)
    assert [kind for kind, _ in values(lsw.formats.read(tmp_path, "yolo_obb"))] == ["polygonlabels"]
