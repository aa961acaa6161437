"""Masks as arrays: read as united, drawn as one step, spelled as Label Studio does."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pytest

from ls_widgets import Project, geometry
from ls_widgets.errors import ResultError

CONFIG = """<View>
  <Image name="img" value="$image"/>
  <BrushLabels name="brush" toName="img"><Label value="road"/><Label value="sky"/></BrushLabels>
  <TextArea name="note" toName="img" perRegion="true"/>
</View>"""
PAIR = """<View>
  <Image name="img" value="$image"/>
  <MagicWand name="wand" toName="img"/>
  <Brush name="brush" toName="img"/>
  <Labels name="lbl" toName="img"><Label value="road"/><Label value="sky"/></Labels>
</View>"""
BITMASK = CONFIG.replace("Brush", "Bitmask")
BARE = '<View><Image name="img" value="$image"/><Brush name="brush" toName="img"/></View>'
SHAPE = (4, 6)
PICTURE = np.zeros((*SHAPE, 3), np.uint8)
FACTS = {"original_width": 6, "original_height": 4, "image_rotation": 0}


def at(*pixels: tuple[int, int]) -> Any:
    mask = np.zeros(SHAPE, bool)
    for y, x in pixels:
        mask[y, x] = True
    return mask


ROAD, SKY, BOTH = at((3, 0), (3, 1)), at((0, 0), (0, 5)), at((1, 1), (1, 2))


def open_project(config: str = CONFIG, image: Any = PICTURE) -> Project:
    return Project([{"image": image}, {"image": image}], config, store=None, annotator="ann")


def brush(region: str, mask: Any, *labels: str, **more: Any) -> dict[str, Any]:
    value = {**geometry.brush_value(mask), "brushlabels": list(labels)}
    names = {"from_name": "brush", "to_name": "img", "type": "brushlabels"}
    return {**FACTS, "value": value, "id": region, **names, "origin": "manual", **more}


def result(project: Project) -> list[dict[str, Any]]:
    return project.annotations(0)[0].result


def test_an_array_becomes_one_region_as_the_editor_writes_it() -> None:
    project = open_project()
    masks = project.masks(0)
    assert list(masks) == []
    assert not masks["road"].any()
    assert masks["road"].shape == SHAPE
    masks["road"] = ROAD
    (item,) = result(project)
    expected = {**brush(item["id"], ROAD, "road")}
    assert json.dumps(item) == json.dumps(expected)
    assert len(item["id"]) == 10
    assert project.annotations(0)[0].status == "draft"
    assert np.array_equal(masks["road"], ROAD)
    assert masks["road"].dtype == bool
    assert (list(masks), len(masks), "road" in masks, "sky" in masks) == (["road"], 1, True, False)
    assert masks.get("sky") is None
    assert masks.size == (6, 4)


def test_regions_of_a_label_are_united_and_each_is_there() -> None:
    project = open_project()
    items = [brush("r1", ROAD, "road"), brush("r2", BOTH, "road", "sky"), brush("r3", SKY, "sky")]
    project.annotate(0, items)
    masks = project.masks(0)
    assert np.array_equal(masks["road"], ROAD | BOTH)
    assert np.array_equal(masks["sky"], SKY | BOTH)
    assert {name: mask.sum() for name, mask in masks.regions().items()} == {"r1": 2, "r2": 2, "r3": 2}
    assert list(masks.regions("sky")) == ["r2", "r3"]
    assert repr(masks).endswith("road, sky>")


def test_smooth_edges_belong_to_the_mask() -> None:
    project = open_project()
    project.annotate(0, [brush("r1", ROAD.astype(np.uint8) * 3, "road")])
    assert np.array_equal(project.masks(0)["road"], ROAD)


def test_setting_replaces_all_regions_of_the_label_in_one_step() -> None:
    project = open_project()
    note = brush("r1", ROAD, "road", from_name="note", type="textarea")
    note["value"] = {**geometry.brush_value(ROAD), "text": ["wet"]}
    relation = {"type": "relation", "from_id": "r2", "to_id": "r3", "direction": "right"}
    items = [
        brush("r1", ROAD, "road"), note, brush("r2", SKY, "road"), brush("r3", BOTH, "road", "sky"), relation
    ]  # fmt: skip
    project.annotate(0, items)
    masks = project.masks(0)
    masks["road"] = at((2, 2))
    first, answer, third = result(project)
    assert [item["id"] for item in (first, answer, third)] == ["r1", "r1", "r3"]
    assert first["value"]["rle"] == answer["value"]["rle"] == geometry.rle_from_mask(at((2, 2)))
    assert answer["value"]["text"] == ["wet"]
    assert third["value"]["brushlabels"] == ["sky"]
    assert np.array_equal(masks["sky"], BOTH)
    undone = project.undo()
    assert undone is not None
    assert undone.result == items


def test_the_same_array_again_changes_nothing() -> None:
    project = open_project()
    project.annotate(0, [brush("r1", ROAD.astype(np.uint8) * 99, "road")])
    masks, rev = project.masks(0), project.annotations(0)[0].rev
    masks["road"] = masks["road"]
    assert project.annotations(0)[0].rev == rev
    masks["road"] = ROAD.astype(np.uint8) * 98
    assert max(result(project)[0]["value"]["rle"]) > 0
    assert project.annotations(0)[0].rev == rev + 1


def test_regions_of_controls_and_labels_that_the_config_lost() -> None:
    project = open_project()
    project.annotate(0, [brush("r1", ROAD, "mud", from_name="old", type="magicwandlabels")])
    project.annotate(1, [brush("r2", ROAD, "mud")])
    assert np.array_equal(project.masks(1)["mud"], ROAD)
    assert list(project.masks(0)) == ["old"], "a result of an unknown type says nothing of labels"
    project.masks(1)["mud"] = SKY
    assert np.array_equal(project.masks(1)["mud"], SKY)


def test_deleting_and_nothing_drawn() -> None:
    project = open_project()
    masks = project.masks(0)
    masks["road"], masks["sky"] = ROAD, SKY
    del masks["road"]
    assert list(masks) == ["sky"]
    masks["sky"] = np.zeros(SHAPE, bool)
    assert list(masks) == []
    assert result(project) == []
    masks["sky"] = np.zeros(SHAPE, bool)
    with pytest.raises(KeyError):
        del masks["road"]
    project.undo()
    assert list(masks) == ["sky"]


def test_a_bare_brush_and_labels_share_an_id() -> None:
    project = open_project(PAIR)
    project.masks(0)["sky"] = SKY
    shape, label = result(project)
    assert shape["id"] == label["id"]
    assert [(i["from_name"], i["type"]) for i in (shape, label)] == [("brush", "brush"), ("lbl", "labels")]
    assert shape["value"] == geometry.brush_value(SKY)
    assert label["value"] == {**geometry.brush_value(SKY), "labels": ["sky"]}
    assert np.array_equal(project.masks(0)["sky"], SKY)
    project.masks(0)["sky"] = ROAD
    assert len(result(project)) == 2
    assert {json.dumps(item["value"]["rle"]) for item in result(project)} == {
        json.dumps(geometry.rle_from_mask(ROAD))
    }


def test_bitmasks() -> None:
    project = open_project(BITMASK)
    project.masks(0)["road"] = ROAD
    (item,) = result(project)
    assert item["type"] == "bitmasklabels"
    assert list(item["value"]) == ["imageDataURL", "bitmasklabels"]
    assert np.array_equal(project.masks(0)["road"], ROAD)
    project.masks(0)["road"] = SKY
    assert np.array_equal(project.masks(0)["road"], SKY)
    assert project.problems(project.annotations(0)[0]) == []


def test_a_region_without_label_goes_by_its_control() -> None:
    project = open_project(BARE)
    project.masks(0)["brush"] = ROAD
    assert result(project)[0]["value"] == geometry.brush_value(ROAD)
    assert list(project.masks(0)) == ["brush"]
    with pytest.raises(ResultError, match=r'no label "road"; there are "brush"'):
        project.masks(0)["road"] = ROAD


def test_pages_are_apart() -> None:
    project = open_project(
        CONFIG.replace('value="$image"', 'valueList="$image"'), [PICTURE, np.zeros((8, 2))]
    )
    project.masks(0)["road"] = ROAD
    project.masks(0, page=1)["road"] = np.ones((8, 2), bool)
    assert [(i["item_index"], i["original_height"]) for i in result(project)] == [(0, 4), (1, 8)]
    assert project.masks(0, page=1)["road"].all()
    assert np.array_equal(project.masks(0)["road"], ROAD)
    with pytest.raises(ResultError, match="no page 2"):
        project.masks(0, page=2)["road"] = ROAD


def test_the_annotation_may_be_named() -> None:
    project = open_project()
    old = project.annotate(0, [brush("r1", ROAD, "road")])
    project.annotate(0, [brush("r1", SKY, "road")])
    assert np.array_equal(project.masks(0)["road"], SKY)
    assert np.array_equal(project.masks(0, annotation=old)["road"], ROAD)
    assert not project.masks(1)["road"].any()


@pytest.mark.parametrize(
    ("mask", "message"),
    [
        (np.zeros((6, 4), bool), 'mask of "road" has the shape (6, 4); the picture of task'),
        (np.zeros((6, 4), bool), "It looks transposed"),
        (np.zeros(SHAPE), "compare it first"),
        (np.zeros((*SHAPE, 3), np.uint8), "(4, 6, 3)"),
    ],
)
def test_a_wrong_array_is_one_clear_error(mask: Any, message: str) -> None:
    project = open_project()
    with pytest.raises(ResultError, match=re.escape(message)):
        project.masks(0)["road"] = mask
    assert project.annotations(0) == []


def test_a_wrong_label_names_the_near_one() -> None:
    masks = open_project().masks(0)
    for act in (lambda: masks["raod"], lambda: masks.__setitem__("raod", ROAD)):
        with pytest.raises(ResultError, match=r'no label "raod".*Did you mean "road"'):
            act()


def test_configs_that_make_no_masks_or_too_many_say_so() -> None:
    boxes = BARE.replace("Brush", "Rectangle")
    with pytest.raises(ResultError, match="has no Brush"):
        open_project(boxes).masks(0)
    two = CONFIG.replace(
        "</View>", '<Image name="two" value="$image"/><Brush name="b2" toName="two"/></View>'
    )
    with pytest.raises(ResultError, match="control="):
        open_project(two).masks(0)
    with pytest.raises(ResultError, match='Did you mean "brush"'):
        open_project(two).masks(0, control="brsh")
    project = open_project(two)
    project.masks(0, control="b2")["b2"] = ROAD
    assert result(project)[0]["to_name"] == "two"


def test_a_picture_of_unknown_size() -> None:
    masks = open_project(image="https://example.org/a.png").masks(0)
    with pytest.raises(ResultError, match="size that nobody here knows"):
        masks["road"] = ROAD
    known = open_project(image="https://example.org/a.png")
    known.annotate(0, [brush("r1", ROAD, "road")])
    known.masks(0)["sky"] = SKY
    assert result(known)[1]["original_width"] == 6


def test_a_corrupt_mask_names_its_region_and_stays() -> None:
    project = open_project()
    broken = brush("r9", ROAD, "road")
    broken["value"]["rle"] = broken["value"]["rle"][:-2]
    made = project.annotate(0, [broken, brush("r2", SKY, "sky")])
    masks = project.masks(0)
    with pytest.raises(ResultError, match="region r9: the RLE is cut off"):
        masks["road"]
    assert np.array_equal(masks["sky"], SKY)
    assert result(project)[0] == broken
    assert any("cut off" in str(problem) for problem in project.problems(made))
    masks["road"] = ROAD
    assert np.array_equal(masks["road"], ROAD)
