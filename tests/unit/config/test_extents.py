"""Regions without extent and broken masks are named, each as one problem."""

from __future__ import annotations

import math
from typing import Any

import pytest

from ls_widgets import LabelConfig, Project
from ls_widgets.geometry import png_url_from_mask, rle_from_mask

CONFIG = LabelConfig("""<View>
  <Image name="img" value="$image"/>
  <RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels>
  <EllipseLabels name="ell" toName="img"><Label value="Cell"/></EllipseLabels>
  <PolygonLabels name="poly" toName="img"><Label value="Roof"/></PolygonLabels>
  <VectorLabels name="vec" toName="img"><Label value="Path"/></VectorLabels>
  <KeyPointLabels name="kp" toName="img"><Label value="Nose"/></KeyPointLabels>
  <BrushLabels name="br" toName="img"><Label value="Sky"/></BrushLabels>
  <BitmaskLabels name="bit" toName="img"><Label value="Sea"/></BitmaskLabels>
</View>""")
LABEL = {"box": "Car", "ell": "Cell", "poly": "Roof", "vec": "Path", "kp": "Nose", "br": "Sky", "bit": "Sea"}
BOX = {"x": 1, "y": 1, "width": 5, "height": 5, "rotation": 0}
ELLIPSE = {"x": 50, "y": 50, "radiusX": 5, "radiusY": 5, "rotation": 0}
POLYGON = {"points": [[1, 1], [9, 1], [5, 9]], "closed": True}
VECTOR = {"vertices": [{"id": "a", "x": 1, "y": 1}, {"id": "b", "x": 5, "y": 5}], "closed": False}
POINT = {"x": 1, "y": 1, "width": 1}
MASK = [[True, False, False], [False, False, False]]
BRUSH = {"format": "rle", "rle": rle_from_mask(MASK)}
BITMASK = {"imageDataURL": png_url_from_mask(MASK)}
SOUND = {"box": BOX, "ell": ELLIPSE, "poly": POLYGON, "vec": VECTOR, "kp": POINT, "br": BRUSH, "bit": BITMASK}


def item(name: str, value: dict[str, Any], **fields: Any) -> dict[str, Any]:
    kind = str(CONFIG.controls[name].tag).lower()
    facts = {"original_width": 3, "original_height": 2, "image_rotation": 0}
    names = {"id": "r1", "from_name": name, "to_name": "img", "type": kind, "origin": "manual"}
    return {**facts, **names, "value": {**value, kind: [LABEL[name]]}, **fields}


@pytest.mark.parametrize("name", SOUND)
def test_sound_regions(name: str) -> None:
    assert CONFIG.validate_result([item(name, SOUND[name])]) == []


EMPTY = rle_from_mask([[False] * 3] * 2)
BAD = [
    ("box", {**BOX, "width": 0}, {}, "no area: value.width is 0"),
    ("box", {**BOX, "x": math.nan}, {}, "must be a number"),
    ("box", {**BOX, "y": math.inf}, {}, "must be a number"),
    ("box", {**BOX, "x": 101}, {}, "at most 100"),
    ("box", BOX, {"original_width": 0}, "numbers of pixels"),
    ("box", BOX, {"original_height": "2"}, "numbers of pixels"),
    ("ell", {**ELLIPSE, "radiusY": 0}, {}, "no area: value.radiusY is 0"),
    ("poly", {**POLYGON, "points": [[1, 1], [2, 2]]}, {}, "at least 3 points"),
    ("poly", {**POLYGON, "points": [[1, math.inf], [2, 2], [3, 1]]}, {}, "must be a number"),
    ("vec", {**VECTOR, "vertices": []}, {}, "at least 1 points"),
    ("vec", {**VECTOR, "vertices": [{"id": "a", "x": math.inf, "y": 1}]}, {}, "must be a number"),
    ("kp", {**POINT, "y": -1}, {}, "at least 0"),
    ("br", {**BRUSH, "rle": BRUSH["rle"][:-1]}, {}, "cut off"),
    ("br", {**BRUSH, "rle": [1, 2, 3]}, {}, "cut off"),
    ("br", {**BRUSH, "rle": [*BRUSH["rle"], 256]}, {}, "from 0 to 255"),
    ("br", BRUSH, {"original_width": 4}, "a picture of 4×2 pixels has 32"),
    ("br", {**BRUSH, "format": "coco"}, {}, "format"),
    ("br", {"format": "rle", "rle": EMPTY}, {}, "empty"),
    ("bit", {"imageDataURL": "https://example.org/a.png"}, {}, "address that starts with data:image/png"),
    ("bit", {"imageDataURL": "data:image/png;base64,AAAA"}, {}, "no PNG"),
    ("bit", BITMASK, {"original_height": 9}, "3×2 pixels; the picture 3×9"),
]


@pytest.mark.parametrize(("name", "value", "fields", "words"), BAD)
def test_each_fault_is_one_problem(
    name: str, value: dict[str, Any], fields: dict[str, Any], words: str
) -> None:
    (problem,) = CONFIG.validate_result([item(name, value, **fields)])
    assert words in str(problem)
    assert problem.where == "result 0"


def test_an_unfinished_polygon_may_have_fewer_points() -> None:
    points = {"points": [[1, 1], [2, 2]], "closed": False}
    assert CONFIG.validate_result([item("poly", points)]) == []


def test_broken_regions_open_and_leave_as_they_came() -> None:
    """NaN apart, which no JSON file holds."""
    broken = [
        {**item(name, value, **fields), "id": f"r{at}"}
        for at, (name, value, fields, words) in enumerate(BAD)
        if "be a number" not in words
    ]
    broken.append({**item("box", BOX), "id": "odd", "value": {**BOX, "rectanglelabels": ["Spaceship"]}})
    task = {
        "id": 1,
        "data": {"image": "https://example.org/a.png"},
        "annotations": [{"id": 7, "result": broken}],
        "predictions": [{"id": 8, "result": broken, "model_version": "m"}],
    }
    project = Project.from_ls([task], CONFIG)
    (out,) = project.to_ls()
    assert out["annotations"][0]["result"] == broken
    assert project.predictions(0)[0].result == broken
    assert len(project.problems(project.annotations(0)[0])) == len(broken)
    assert len(project.to_frame("regions")) >= len(broken) - 1
