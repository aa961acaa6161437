"""Labels of each tool: what is carried, what is told, and the config that is made for it."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from PIL import Image

import ls_widgets as lsw
from ls_widgets.errors import FormatError
from tests.unit.formats_in.read import coco, lost, picture, results, values


def test_cvat_shapes_attributes_and_tags(tmp_path: Path) -> None:
    (tmp_path / "annotations.xml").write_text("""<annotations><meta><task><labels>
<label><name>cat</name><color>#ff0000</color><type>rectangle</type></label></labels></task></meta>
<image id="0" name="a.png" width="200" height="100"><tag label="day"/>
<box label="cat" xtl="20" ytl="10" xbr="120" ybr="60" occluded="1"><attribute name="age">3</attribute></box>
<box label="cat" xtl="50" ytl="25" xbr="150" ybr="75" rotation="90"/>
<polygon label="cat" points="0,0;10,0;10,10"/><polyline label="cat" points="0,0;10,10"/>
<points label="cat" points="10,10;20,20"/><ellipse label="cat" cx="100" cy="50" rx="20" ry="10"/>
<mask label="cat" rle="1,2,3" left="10" top="20" width="3" height="2"/><cuboid label="cat"/>
</image></annotations>""")
    found = lsw.formats.read(tmp_path)
    kinds = [kind for kind, _ in values(found)]
    assert kinds == ["rectanglelabels"] * 2 + [
        "polygonlabels",
        "vectorlabels",
        "keypointlabels",
        "keypointlabels",
        "ellipselabels",
        "brushlabels",
        "choices",
    ]
    size = (200, 100)
    turned = lsw.geometry.box_corners(lsw.geometry.box_of(values(found)[1][1], size))
    assert sorted((round(x), round(y)) for x, y in turned) == [(75, 0), (75, 100), (125, 0), (125, 100)]
    mask = lsw.geometry.value_mask(values(found)[7][1], size)
    assert np.argwhere(mask).tolist() == [[20, 11], [20, 12]]
    assert set(lost(found)) == {"attribute of a region", "occluded (a flag of a region)", "cuboid"}
    label = found.config.controls["box"].children[0]
    assert label.attrs["background"] == "#ff0000"


def test_labelme_shapes(tmp_path: Path) -> None:
    stream = io.BytesIO()
    Image.fromarray(np.array([[255, 0], [255, 255]], np.uint8)).save(stream, format="PNG")
    shapes = [
        {"label": "cat", "points": [[120, 60], [20, 10]], "shape_type": "rectangle", "group_id": 3},
        {"label": "cat", "points": [[0, 0], [10, 0], [10, 10]], "description": "left one"},
        {"label": "cat", "points": [[100, 50], [100, 60]], "shape_type": "circle"},
        {"label": "cat", "points": [[5, 5]], "shape_type": "point"},
        {"label": "cat", "points": [[0, 0], [9, 9]], "shape_type": "linestrip"},
        {
            "label": "cat",
            "points": [[3, 4], [4, 5]],
            "shape_type": "mask",
            "mask": base64.b64encode(stream.getvalue()).decode(),
        },
        {"label": "cat", "points": [[3, 4]], "shape_type": "cone"},
    ]
    body = {
        "imagePath": "..\\a.png",
        "imageWidth": 200,
        "imageHeight": 100,
        "shapes": shapes,
        "flags": {"bad": True},
    }
    (tmp_path / "a.json").write_text(json.dumps(body))
    found = lsw.formats.read(tmp_path / "a.json")
    kinds = [kind for kind, _ in values(found)]
    assert kinds == [
        "rectanglelabels",
        "polygonlabels",
        "ellipselabels",
        "keypointlabels",
        "vectorlabels",
        "brushlabels",
        "choices",
    ]
    assert values(found)[0][1]["x"] == 10
    assert results(found)[1]["meta"] == {"text": ["left one"]}
    assert values(found)[2][1]["radiusX"] == 5
    assert np.argwhere(lsw.geometry.value_mask(values(found)[5][1], (200, 100))).tolist() == [
        [4, 3],
        [5, 3],
        [5, 4],
    ]
    assert lost(found) == {"group of regions (group_id)": 1, "shape of the kind 'cone'": 1}


def test_names_of_pictures_never_leave_the_folder(tmp_path: Path) -> None:
    picture(tmp_path / "secret.png", 50, 50)
    inside = tmp_path / "set"
    inside.mkdir()
    boxes = [{"x": 1, "y": 1, "width": 2, "height": 2, "label": "a"}]
    (inside / "boxes.json").write_text(json.dumps({"../secret.png": boxes}))
    found = lsw.formats.read(inside / "boxes.json", "bbox_widget")
    assert lost(found) == {"region on a picture whose size is not known": 1}
    found = lsw.formats.read(inside / "boxes.json", "bbox_widget", images=tmp_path)
    assert found.report.carried == {"rectanglelabels": 1}


def test_prodigy_spans_answers_and_choices(tmp_path: Path) -> None:
    lines = [
        {
            "text": "Ann met Bo",
            "spans": [{"start": 0, "end": 3, "label": "PER"}, {"start": 8, "end": 10, "label": "PER"}],
            "relations": [
                {"head_span": {"start": 0, "end": 3}, "child_span": {"start": 8, "end": 10}, "label": "knows"}
            ],
            "answer": "accept",
            "_annotator_id": "ann",
        },
        {"text": "no", "spans": [{"start": 0, "end": 2, "label": "PER"}], "answer": "reject"},
        {"text": "hm", "answer": "ignore"},
        {"text": "fine", "options": [{"id": "good"}, {"id": "bad"}], "accept": ["good"], "answer": "accept"},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    found = lsw.formats.read(tmp_path / "a.jsonl")
    assert found.report.format == "prodigy"
    tasks = [*found.tasks]
    assert tasks[0]["annotations"][0]["completed_by"] == "ann"
    assert [item["type"] for item in tasks[0]["annotations"][0]["result"]] == ["labels", "labels", "relation"]
    assert tasks[1]["annotations"][0]["result"] == []
    assert tasks[2]["annotations"][0]["was_cancelled"] is True
    assert tasks[3]["annotations"][0]["result"][0]["value"] == {"choices": ["good"]}
    assert found.config.labels("class") == ["good", "bad"]
    assert lost(found) == {"label of an example that was rejected": 1}


def test_doccano_spans_relations_classes_and_texts(tmp_path: Path) -> None:
    lines = [
        {"id": 1, "text": "Ann 😀 Bo", "label": [[0, 3, "PER"], [6, 8, "PER"]], "source": "a"},
        {
            "id": 2,
            "text": "x y",
            "entities": [
                {"id": 1, "label": "A", "start_offset": 0, "end_offset": 1},
                {"id": 2, "label": "B", "start_offset": 2, "end_offset": 3},
            ],
            "relations": [{"from_id": 1, "to_id": 2, "type": "r"}],
            "Comments": ["?"],
        },
        {"text": "fine", "label": ["good"]},
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    found = lsw.formats.read(tmp_path / "a.jsonl")
    assert values(found)[1][1]["text"] == "Bo"
    assert next(iter(found.tasks))["data"]["source"] == "a"
    assert results(found, 1)[2]["labels"] == ["r"]
    assert '<Relation value="r"/>' in found.config.to_xml()
    assert values(found, 2) == [("choices", {"choices": ["good"]})]
    assert lost(found) == {"comment": 1}


def test_doccano_answers_are_all_texts_or_all_classes() -> None:
    said = [{"text": "Hallo", "label": ["Hello"]}, {"text": "Ach", "label": ["Oh dear, how are you today?"]}]
    found = lsw.formats.read(said, "doccano")
    assert [values(found, at)[0][0] for at in (0, 1)] == ["textarea", "textarea"]
    found = lsw.formats.read(said, "doccano", texts=False)
    assert [values(found, at)[0][0] for at in (0, 1)] == ["choices", "choices"]


def test_doccano_of_older_versions() -> None:
    spans = [{"label": 2, "start_offset": 0, "end_offset": 3, "user": 1}]
    found = lsw.formats.read([{"text": "Ann", "annotations": spans}], "doccano")
    assert values(found) == [("labels", {"start": 0, "end": 3, "text": "Ann", "labels": ["2"]})]
    found = lsw.formats.read([{"text": "Ann", "annotations": [{"text": "Anna", "user": 1}]}], "doccano")
    assert values(found) == [("textarea", {"text": ["Anna"]})]


def test_doccano_marks_pictures(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    box = {"id": 1, "label": "cat", "x": 20.0, "y": 10.0, "width": 100.0, "height": 50.0}
    lines = [
        {"id": 1, "filename": "a.png", "bbox": [box]},
        {"id": 2, "filename": "a.png", "segmentation": [{"label": "cat", "points": [0, 0, 20, 0, 20, 10]}]},
        {"id": 3, "filename": "a.png", "label": ["indoor"]},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    found = lsw.formats.read(path)
    assert found.report.format == "doccano"
    assert values(found)[0][1]["width"] == 50
    assert values(found, 1)[0][1]["points"] == [[0, 0], [10, 0], [10, 10]]
    assert values(found, 2) == [("choices", {"choices": ["indoor"]})]
    for broken in ({"bbox": [{**box, "x": None}]}, {"segmentation": [{"label": "cat", "points": [1, 2, 3]}]}):
        path.write_text(json.dumps({"filename": "a.png", **broken}))
        with pytest.raises(FormatError, match=r"line 1\.\w+\[0\]\.(x|points)"):
            lsw.formats.read(path)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b'{"text": "a"}\n{"text": ', "line 2"),
        (b'{"text": "a", "label": [[0, 9, "X"]]}', "line 1.*no part of the text"),
        (b'{"text": "a", "label": [[0, 1]]}', "line 1.label"),
        (b'{"text": "a", "label": ["b"]}\n{"text": "\xff"}', "line 2 is not UTF-8"),
        (b'{"label": ["a"]}', "line 1.text: must be a text"),
        (b"[1]\n", "line 1: must be an object"),
    ],
)
def test_what_is_wrong_in_a_line_is_named(tmp_path: Path, content: bytes, part: str) -> None:
    (tmp_path / "a.jsonl").write_bytes(content)
    with pytest.raises(FormatError, match=part):
        lsw.formats.read(tmp_path / "a.jsonl", "doccano")


def test_conll_schemes(tmp_path: Path) -> None:
    (tmp_path / "a.conll").write_text(
        "-DOCSTART- -X- O O\n\nAnn NNP B-NP B-PER\nLee NNP I-NP I-PER\nmet VB O O\n"
        "Bo NNP B-NP U-PER\n\nX Y Z I-ORG\n"
    )
    found = lsw.formats.read(tmp_path / "a.conll")
    assert [item["value"]["text"] for item in results(found)] == ["Ann Lee", "Bo"]
    assert [item["value"]["labels"] for item in results(found, 1)] == [["ORG"]]
    (tmp_path / "b.conll").write_text("Ann\n")
    with pytest.raises(FormatError, match="line 1"):
        lsw.formats.read(tmp_path / "b.conll")


@pytest.mark.parametrize("make", [pd.DataFrame, pl.DataFrame], ids=["pandas", "polars"])
def test_pigeonxt_frames(make: Any) -> None:
    frame = make({"example": ["a.jpg", "b.jpg"], "changed": [True, False], "label": ["cat", None]})
    found = lsw.formats.read(frame)
    assert values(found) == [("choices", {"choices": ["cat"]})]
    assert [*found.tasks][1] == {"data": {"image": "b.jpg"}, "annotations": []}
    flags = make({"example": ["good", "bad"], "happy": [True, False], "sad": [True, True]})
    found = lsw.formats.read(flags)
    assert values(found) == [("choices", {"choices": ["happy", "sad"]})]
    assert values(found, 1) == [("choices", {"choices": ["sad"]})]
    assert values(lsw.formats.read([("text", "good")], "pigeonxt")) == [("choices", {"choices": ["good"]})]


def test_masks_as_arrays_and_files(tmp_path: Path) -> None:
    mask = np.zeros((4, 6), bool)
    mask[1:3, 2:4] = True
    found = lsw.formats.read({"a.png": {"road": mask}}, "masks")
    assert np.array_equal(lsw.geometry.value_mask(values(found)[0][1], (6, 4)), mask)
    assert found.config.labels("mask") == ["road"]
    classes = mask.astype(np.uint8) * 2
    classes[0, 0] = 1
    found = lsw.formats.read({"a.png": classes}, "masks", labels={1: "sky", 2: "road"})
    assert [value["brushlabels"] for _, value in values(found)] == [["sky"], ["road"]]
    for label in ("road", "sky"):
        (tmp_path / label).mkdir()
        Image.fromarray(mask.astype(np.uint8) * 255).save(tmp_path / label / "a.png")
    found = lsw.formats.read(tmp_path)
    assert [value["brushlabels"] for _, value in values(found)] == [["road"], ["sky"]]
    with pytest.raises(FormatError, match=r"shape \(height, width\)"):
        lsw.formats.read({"a.png": np.zeros((2, 2, 3))}, "masks")
    (tmp_path / "bad.png").write_bytes(b"no picture")
    with pytest.raises(FormatError, match=r"bad\.png': is no mask"):
        lsw.formats.read(tmp_path, "masks")


def test_a_docbin(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    doc = spacy.blank("en")("Ann met Bo")
    doc.set_ents([doc.char_span(0, 3, label="PER")])
    doc.spans["sc"] = [doc.char_span(0, 3, label="PER"), doc.char_span(4, 10, label="ACT")]
    doc.spans["other"] = [doc[0:1]]
    (tmp_path / "a.spacy").write_bytes(DocBin(docs=[doc]).to_bytes())
    found = lsw.formats.read(tmp_path / "a.spacy")
    assert [(v["start"], v["end"], v["labels"]) for _, v in values(found)] == [
        (0, 3, ["PER"]),
        (4, 10, ["ACT"]),
    ]
    assert lost(found) == {"span of another group than 'sc'": 1}
    (tmp_path / "b.spacy").write_bytes(b"broken")
    with pytest.raises(FormatError, match="no DocBin"):
        lsw.formats.read(tmp_path / "b.spacy")


def test_a_source_that_does_not_show_its_format_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"a": 1}')
    with pytest.raises(FormatError, match="name the format"):
        lsw.formats.read(tmp_path / "a.json")
    with pytest.raises(FormatError, match="is not there"):
        lsw.formats.read(tmp_path / "none.json")
    with pytest.raises(FormatError, match='Did you mean "coco"'):
        lsw.formats.read(tmp_path / "a.json", "cocoo")
    with pytest.raises(FormatError, match="has no option 'clases'"):
        lsw.formats.read(tmp_path / "a.json", "yolo", clases=["a"])
    assert "labelme" in lsw.formats.readers


def test_labels_that_a_given_config_lacks_are_kept_and_told() -> None:
    config = """<View><Image name="i" value="$photo"/><RectangleLabels name="b" toName="i">
    <Label value="dog"/></RectangleLabels></View>"""
    found = lsw.formats.read(coco(bbox=[0, 0, 10, 10], keypoints=[1, 1, 2, 0, 0, 0]), "coco", config=config)
    task = next(iter(found.tasks))
    assert task["data"] == {"photo": "a.jpg"}
    assert values(found)[0][1]["rectanglelabels"] == ["cat"]
    assert found.report.notes == ["the config does not offer the label 'cat' for b: kept as it is"]
    assert lost(found) == {"keypoint for which the config has no control": 1}
    assert "not carried: 1 × keypoint" in repr(found.report)


def test_bare_shapes_have_their_labels_beside_them() -> None:
    config = """<View><Image name="i" value="$image"/><Rectangle name="r" toName="i"/>
    <Labels name="l" toName="i"><Label value="cat"/></Labels></View>"""
    found = lsw.formats.read(coco(bbox=[0, 0, 10, 10]), "coco", config=config)
    shape, labels = results(found)
    assert (shape["type"], labels["type"]) == ("rectangle", "labels")
    assert shape["id"] == labels["id"]
    assert labels["value"]["labels"] == ["cat"]
    assert lsw.LabelConfig(config).validate_result(results(found)) == []
