"""Every shape on a picture, made by a script, is spelled as the editor spells it."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from ls_widgets import Project
from ls_widgets.errors import ResultError
from ls_widgets.geometry import bitmask_value, brush_value

SHAPES = ("Rectangle", "Ellipse", "Polygon", "Vector", "KeyPoint", "Brush", "Bitmask")
COMBINED = "".join(
    f'<{shape}Labels name="{shape.lower()}" toName="img"><Label value="A"/></{shape}Labels>'
    for shape in SHAPES
)
# The key point comes first: its keys are part of a rectangle's.
BARE = "".join(f'<{shape} name="{shape.lower()}" toName="img"/>' for shape in reversed(SHAPES[:5]))
BARE += '<MagicWand name="wand" toName="img"/><Brush name="brush" toName="img"/>'
BARE += '<Bitmask name="bitmask" toName="img"/><Labels name="lbl" toName="img"><Label value="A"/></Labels>'
MASK = np.eye(40, 60, dtype=bool)
GIVEN: dict[str, dict[str, Any]] = {
    "rectangle": {"height": 4, "width": 3, "y": 2, "x": 1},
    "ellipse": {"x": 50, "y": 50, "radiusX": 5, "radiusY": 4, "rotation": 30},
    "polygon": {"points": [(1, 1), (9, 1), (5, 9)]},
    "vector": {"vertices": [{"x": 1, "y": 1}, {"x": 9, "y": 1}]},
    "keypoint": {"x": 40, "y": 30},
    "brush": brush_value(MASK),
    "bitmask": bitmask_value(MASK),
}
WRITTEN: dict[str, dict[str, Any]] = {
    **GIVEN,
    "rectangle": {"x": 1, "y": 2, "width": 3, "height": 4, "rotation": 0},
    "polygon": {"points": [[1, 1], [9, 1], [5, 9]], "closed": True},
    "keypoint": {"x": 40, "y": 30, "width": 2 * 100 / 60},
}


def open_project(controls: str) -> Project:
    config = f'<View><Image name="img" value="$image"/>{controls}</View>'
    return Project([{"image": np.zeros((40, 60, 3), np.uint8)}], config, store=None, annotator="ann")


def draw(project: Project, *args: Any, **more: Any) -> list[dict[str, Any]]:
    made = project.annotate(0, [], status="draft")
    region = project.add_region(made, *args, **more)
    items = project.annotations(0)[-1].result
    assert {item["id"] for item in items} == {region}
    assert project.problems(made) == []
    return items


@pytest.mark.parametrize("name", GIVEN)
def test_combined_controls(name: str) -> None:
    (item,) = draw(open_project(COMBINED), name, GIVEN[name], labels="A")
    value = dict(item["value"])
    assert list(item)[:3] == ["original_width", "original_height", "image_rotation"]
    assert (item["original_width"], item["original_height"]) == (60, 40)
    assert item["type"] == f"{name}labels"
    assert value.pop(f"{name}labels") == ["A"]
    if name == "vector":
        first, second = value["vertices"]
        assert list(first) == ["x", "y", "id", "isBezier"]
        assert second["prevPointId"] == first["id"]
        assert len(first["id"]) == 21
        assert value["closed"] is False
    else:
        assert json.dumps(value) == json.dumps(WRITTEN[name])


@pytest.mark.parametrize("name", GIVEN)
def test_labels_find_the_bare_shape_by_the_geometry(name: str) -> None:
    shape, label = draw(open_project(BARE), "lbl", GIVEN[name], labels="A")
    assert (shape["from_name"], shape["type"], label["type"]) == (name, name, "labels")
    assert {**shape["value"], "labels": ["A"]} == label["value"]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("rectangle", {"x": 1, "y": 2, "width": 0, "height": 4}, "no area"),
        ("rectangle", {"x": float("nan"), "y": 2, "width": 1, "height": 4}, "nan"),
        ("polygon", {"points": [(1, 1), (2, 2)]}, "3 points"),
        ("vector", {"vertices": [(1, 1)]}, "has no"),
        ("brush", {"format": "rle", "rle": [1, 2, 3]}, "cut off"),
        ("brush", brush_value(np.ones((2, 2), bool)), "a picture of 60×40"),
        ("bitmask", {"imageDataURL": "javascript:alert(1)"}, "data:image/png"),
        ("keypoint", {"x": 140, "y": 30}, "at most 100"),
    ],
)
def test_what_has_no_place_on_the_picture_is_refused(name: str, value: dict[str, Any], words: str) -> None:
    project = open_project(COMBINED)
    made = project.annotate(0, [], status="draft")
    with pytest.raises(ResultError, match=words):
        project.add_region(made, name, value, labels="A")
    assert project.annotations(0)[-1].result == []


def test_a_list_of_pictures_counts_from_page_0() -> None:
    config = f'<View><Image name="img" valueList="$images"/>{COMBINED}</View>'
    project = Project([{"images": [np.zeros((4, 4)), np.zeros((8, 2))]}], config, store=None)
    assert draw(project, "rectangle", GIVEN["rectangle"], labels="A")[0]["item_index"] == 0
    (item,) = draw(project, "rectangle", GIVEN["rectangle"], labels="A", item_index=1)
    assert (item["item_index"], item["original_width"], item["original_height"]) == (1, 2, 8)


def test_the_table_of_regions() -> None:
    project = open_project(COMBINED)
    made = project.annotate(0, [], status="draft")
    for name, value in GIVEN.items():
        project.add_region(made, name, value, labels="A")
    project.submit(made)
    frame = project.to_frame("regions")
    assert list(frame["type"]) == [f"{name}labels" for name in GIVEN]
    assert set(frame["original_width"]) == {60}
    by_type = frame.set_index("control")
    assert by_type.loc["ellipse", "radiusX"] == 5
    assert by_type.loc["polygon", "points"] == [[1, 1], [9, 1], [5, 9]]
    assert by_type.loc["keypoint", "width"] == pytest.approx(10 / 3)
    assert not {"rle", "imageDataURL", "format"} & set(frame.columns), "masks are arrays: project.masks(task)"
    assert by_type.loc["brush", "region"] in project.masks(0, control="brush").regions()


def test_answers_for_each_page_are_a_dict_by_page() -> None:
    config = """<View><Image name="img" valueList="$pages"/>
    <Choices name="kind" toName="img" perItem="true"><Choice value="cover"/><Choice value="body"/></Choices>
    </View>"""
    project = Project([{"pages": ["a.png", "b.png", "c.png"]}], config, store=None)
    said = [
        {"id": f"p{page}", "from_name": "kind", "to_name": "img", "type": "choices",
         "item_index": page, "value": {"choices": [choice]}}
        for page, choice in ((0, "cover"), (2, "body"))
    ]  # fmt: skip
    project.annotate(0, said)
    assert project.to_frame()["kind"].iloc[0] == {0: ["cover"], 2: ["body"]}


def test_the_first_answer_about_a_region_and_its_column() -> None:
    config = """<View><Image name="img" value="$image"/>
    <RectangleLabels name="box" toName="img"><Label value="Line"/></RectangleLabels>
    <TextArea name="words" toName="img" perRegion="true"/>
    <Rating name="clear" toName="img" perRegion="true"/></View>"""
    project = Project([{"image": "a.png"}], config, store=None)
    held = project.annotate(0, []).id
    facts = {"original_width": 80, "original_height": 60}
    box = {"x": 1, "y": 2, "width": 30, "height": 4, "rotation": 0}
    first = project.add_region(held, "box", box, labels="Line", **facts)
    project.add_region(held, "box", {**box, "y": 9}, labels="Line", **facts)
    project.update_region(held, first, text=["hello"], rating=4)
    annotation = project.submit(held)
    main, words, clear = annotation.regions[0].items
    assert words == {**main, "from_name": "words", "type": "textarea", "value": {**box, "text": ["hello"]}}
    assert clear["type"] == "rating"
    frame = project.to_frame("regions")
    assert list(frame["words"].fillna("-")) == ["hello", "-"]
    assert list(frame["clear"].fillna(0)) == [4, 0]
    with pytest.raises(ResultError, match="has no choices"):
        project.update_region(annotation, first, choices=["x"])
