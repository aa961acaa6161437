"""Regions from Python are those that the view makes."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from ls_widgets import Project
from ls_widgets.errors import ResultError
from ls_widgets.model.span_text import saved_text, shown_text
from tests.conftest import ROOT

CASES = json.loads((ROOT / "tests" / "contract" / "text" / "saved.json").read_text())
CONFIG = """<View>
  <Image name="img" value="$image"/>
  <Rectangle name="rect" toName="img"/>
  <Labels name="lbl" toName="img"><Label value="A" alias="a"/><Label value="B"/></Labels>
  <RectangleLabels name="box" toName="img"><Label value="Car"/><Label value="Bus"/></RectangleLabels>
  <Choices name="occl" toName="img" perRegion="true"><Choice value="partly"/><Choice value="fully"/></Choices>
  <TextArea name="plate" toName="img" perRegion="true"/>
  <Text name="txt" value="$text"/>
  <Labels name="ner" toName="txt"><Label value="PER"/><Label value="ORG"/></Labels>
  <Labels name="more" toName="txt"><Label value="sure"/></Labels>
</View>"""
BOX = {"x": 10, "y": 20, "width": 30, "height": 15}
FACTS = {"original_width": 60, "original_height": 40, "image_rotation": 0}


@pytest.fixture
def project():
    task = {"image": np.zeros((40, 60, 3), "uint8"), "text": "Anna  met\r\nBob"}
    return Project([task], CONFIG, store=None, annotator="ann")


@pytest.fixture
def draft(project):
    return project.annotate(0, [], status="draft")


def result(project):
    return project.annotations(0)[0].result


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_the_text_fixtures_shared_with_the_view(case):
    assert saved_text(case["text"], case["start"], case["end"]) == case["saved"]


@pytest.mark.parametrize(
    ("value", "encoding", "text"),
    [
        ("a", "none", "a"),
        (["a", 1, None, ["b"]], "none", "a,1,,b"),
        (5.0, "none", "5"),
        (True, "none", "true"),
        ({"a": "é"}, "none", '{"a":"é"}'),
        ("w6k=", "base64unicode", "é"),
        ("w6k=", "base64", "Ã©"),
        ("!!", "base64", None),
        (None, "none", None),
    ],
)
def test_shown_text_is_that_of_the_view(value, encoding, text):
    assert shown_text(value, encoding) == text


def test_a_combined_tag_gives_one_result_with_keys_as_the_editor_writes_them(project, draft):
    region = project.add_region(draft, "box", {"height": 15, "width": 30, "y": 20, "x": 10}, labels="Car")
    (item,) = result(project)
    value = {**BOX, "rotation": 0, "rectanglelabels": ["Car"]}
    expected = {
        **FACTS, "value": value, "id": region, "from_name": "box", "to_name": "img",
        "type": "rectanglelabels", "origin": "manual",
    }  # fmt: skip
    assert json.dumps(item) == json.dumps(expected)


@pytest.mark.parametrize("from_name", ["rect", "lbl"])
def test_a_bare_shape_and_labels_give_two_results_with_one_geometry(project, draft, from_name):
    region = project.add_region(draft, from_name, BOX, labels="a", meta={"text": ["note"]}, score=0.5)
    shape, labels = result(project)
    assert [item["from_name"] for item in (shape, labels)] == ["rect", "lbl"]
    assert [item["type"] for item in (shape, labels)] == ["rectangle", "labels"]
    assert [item["id"] for item in (shape, labels)] == [region, region]
    assert shape["value"] == {**BOX, "rotation": 0}
    assert labels["value"] == {**BOX, "rotation": 0, "labels": ["a"]}
    assert list(shape)[3:6] == ["value", "meta", "id"]
    assert (shape["score"], labels["score"]) == (0.5, 0.5)


def test_labels_of_two_controls_on_one_region(project, draft):
    project.add_region(draft, "box", BOX, labels=["Car", "B"])
    project.add_region(draft, "ner", {"start": 0, "end": 4}, labels=["sure", "PER"])
    held = [(item["from_name"], item["value"].get(item["type"])) for item in result(project)]
    assert held == [("box", ["Car"]), ("lbl", ["B"]), ("ner", ["PER"]), ("more", ["sure"])]


def test_a_span_has_the_text_of_the_page(project, draft):
    project.add_region(draft, "ner", {"start": np.int64(0), "end": "14", "text": "made up"}, labels="PER")
    assert result(project)[0]["value"] == {
        "start": 0, "end": 14, "text": "Anna met\\n\\nBob", "labels": ["PER"]
    }  # fmt: skip
    assert "original_width" not in result(project)[0]


def test_a_config_that_saves_no_text(project):
    config = CONFIG.replace('value="$text"', 'value="$text" saveTextResult="no"')
    other = Project(project.source.native, config, store=None)
    other.add_region(other.annotate(0, [], status="draft"), "ner", {"start": 0, "end": 4}, labels="PER")
    assert result(other)[0]["value"] == {"start": 0, "end": 4, "labels": ["PER"]}


def test_each_edit_is_one_step_that_undo_takes_back(project, draft):
    region = project.add_region(draft, "rect", BOX, labels="a")
    before = result(project)
    project.update_region(draft, region, x=50.5, labels=["B"])
    after = result(project)
    assert [item["value"]["x"] for item in after] == [50.5, 50.5]
    assert after[1]["value"]["labels"] == ["B"]
    project.delete_region(draft, region)
    assert result(project) == []
    assert list(project.history()["kind"]) == ["create", "edit", "edit", "edit"]
    labels = list(project.history()["label"])
    assert labels == ["Annotate", "Draw box", "Change region", "Delete region"]
    project.undo()
    assert result(project) == after
    project.undo()
    assert result(project) == before
    project.undo()
    assert result(project) == []


def test_answers_of_a_region_follow_its_geometry(project):
    region = {**FACTS, "id": "r", "to_name": "img", "origin": "prediction"}
    items = [
        {
            **region,
            "from_name": "box",
            "type": "rectanglelabels",
            "value": {**BOX, "rectanglelabels": ["Car"]},
        },
        {**region, "from_name": "occl", "type": "choices", "value": {**BOX, "choices": ["partly"]}},
        {**region, "from_name": "plate", "type": "textarea", "value": {**BOX, "text": ["AB 12"]}},
        {
            "from_name": "occl",
            "to_name": "img",
            "type": "choices",
            "id": "q",
            "value": {"choices": ["fully"]},
        },
    ]
    made = project.annotate(0, items)
    project.update_region(made, "r", x=1, rotation=5, choices=["fully"], text=["CD 34"])
    box, occl, plate, other = result(project)
    moved = {**BOX, "x": 1, "rotation": 5}
    assert box["value"] == {**moved, "rectanglelabels": ["Car"]}
    assert occl["value"] == {**moved, "choices": ["fully"]}
    assert plate["value"] == {**moved, "text": ["CD 34"]}
    assert other == items[3]
    assert {item["origin"] for item in (box, occl, plate)} == {"prediction-changed"}
    assert project.annotations(0)[0].pending


def test_an_update_that_changes_nothing_is_no_step(project, draft):
    region = project.add_region(draft, "box", BOX, labels="Car")
    before = len(project.history())
    project.update_region(draft, region, x=10, labels="Car")
    project.update_region(draft, region)
    assert len(project.history()) == before


def test_the_ends_of_a_span_move_its_text(project, draft):
    region = project.add_region(draft, "ner", {"start": 0, "end": 4}, labels=["PER", "sure"])
    project.update_region(draft, region, end=9)
    assert [item["value"]["text"] for item in result(project)] == ["Anna met", "Anna met"]
    project.update_region(draft, region, labels="ORG")
    (item,) = result(project)
    assert item["value"]["labels"] == ["ORG"]
    project.update_region(draft, region, labels=["PER", "sure"])
    assert [item["from_name"] for item in result(project)] == ["ner", "more"]
    assert result(project)[1]["value"] == {"start": 0, "end": 9, "text": "Anna met", "labels": ["sure"]}


def test_new_results_stay_before_relations_and_follow_their_region(project):
    def box(name):
        value = {**BOX, "rotation": 0}
        return {
            **FACTS,
            "value": value,
            "id": name,
            "from_name": "rect",
            "to_name": "img",
            "type": "rectangle",
        }

    relation = {"from_id": "p", "to_id": "q", "type": "relation", "direction": "right"}
    made = project.annotate(0, [box("p"), {**box("q"), "parentID": "p"}, relation])
    region = project.add_region(made, "ner", {"start": 0, "end": 4}, labels="PER")
    assert [item.get("id") for item in result(project)] == ["p", "q", region, None]
    project.update_region(made, "p", labels="B")
    assert [item.get("id") for item in result(project)] == ["p", "p", "q", region, None]
    project.delete_region(made, "p")
    assert [item.get("id") for item in result(project)] == ["q", region]
    assert "parentID" not in result(project)[0]


@pytest.mark.parametrize(
    ("from_name", "value", "options", "message"),
    [
        ("boxx", BOX, {}, 'no control "boxx".*Did you mean "box"'),
        ("occl", {}, {}, "makes no regions"),
        ("box", BOX, {"labels": "Carr"}, 'no label "Carr".*Did you mean "Car"'),
        ("box", {"x": 1}, {"labels": "Car"}, "has no y"),
        ("box", {**BOX, "x": 120}, {"labels": "Car"}, "at most 100"),
        ("box", {**BOX, "x": float("nan")}, {"labels": "Car"}, "nan is not JSON"),
        ("box", {**BOX, "x": "1"}, {"labels": "Car"}, "must be a number"),
        ("lbl", {"points": [[1, 2]]}, {"labels": "B"}, "No shape tag"),
        ("ner", {"start": 4, "end": 4}, {"labels": "PER"}, "no span of a text of 14"),
        ("ner", {"start": 0, "end": 15}, {"labels": "PER"}, "no span of a text of 14"),
        ("ner", {"start": 5, "end": 6}, {"labels": "PER"}, "blanks only"),
        ("ner", {"start": True, "end": 6}, {"labels": "PER"}, "whole number"),
        ("ner", [0, 4], {"labels": "PER"}, "must be a dict"),
        ("box", BOX, {"labels": [1]}, "must be texts"),
        ("box", BOX, {"labels": "Car", "to_name": "txt"}, "not what"),
        ("box", BOX, {"labels": "Car", "type": "x"}, "given by the config"),
        ("box", BOX, {"labels": "Car", "id": 5}, "no text"),
        ("box", BOX, {"labels": "Car", "meta": object()}, "not JSON"),
    ],
)
def test_what_has_no_place_is_refused_and_nothing_is_stored(
    project, draft, from_name, value, options, message
):
    with pytest.raises(ResultError, match=message):
        project.add_region(draft, from_name, value, **options)
    assert result(project) == []


def test_unknown_regions_and_keys_are_named(project, draft):
    region = project.add_region(draft, "box", BOX, labels="Car")
    for change in (lambda: project.update_region(draft, "x", x=1), lambda: project.delete_region(draft, "x")):
        with pytest.raises(ResultError, match="no region 'x'"):
            change()
    with pytest.raises(ResultError, match="has no radius; it has x, y"):
        project.update_region(draft, region, radius=3)
    with pytest.raises(ResultError, match="at most 100"):
        project.update_region(draft, region, width=101)
    with pytest.raises(ResultError, match="no label"):
        project.update_region(draft, region, labels="Tram")


def test_faults_that_were_there_before_do_not_block_an_edit(project):
    value = {**BOX, "rectanglelabels": ["Gone from the config"]}
    odd = {"id": "r", "from_name": "box", "to_name": "img", "type": "rectanglelabels", "value": value}
    lost = {**odd, "id": "s", "from_name": "lost", "extra": 1}
    made = project.annotate(0, [odd, lost])
    project.update_region(made, "r", x=1)
    project.update_region(made, "s", x=2)
    project.update_region(made, "s", labels="Whatever")
    assert [item["value"]["x"] for item in result(project)] == [1, 2]
    assert result(project)[1]["value"]["rectanglelabels"] == ["Whatever"]
    project.delete_region(made, "s")
    assert len(result(project)) == 1


def test_labels_from_the_task_and_controls_of_a_repeater():
    config = """<View><Text name="txt" value="$text"/><Labels name="dyn" toName="txt" value="$tags"/>
    <Repeater on="$parts" indexFlag="{{i}}"><Text name="part_{{i}}" value="$parts[{{i}}].text"/>
    <Labels name="ner_{{i}}" toName="part_{{i}}"><Label value="PER"/></Labels></Repeater></View>"""
    task = {"text": "one two", "tags": [{"value": "N"}], "parts": [{"text": "zero"}, {"text": "Anna sings"}]}
    other = Project([task], config, store=None)
    made = other.annotate(0, [], status="draft")
    other.add_region(made, "dyn", {"start": 0, "end": 3}, labels="N")
    other.add_region(made, "ner_1", {"start": 0, "end": 4}, labels="PER")
    first, second = result(other)
    assert first["value"]["labels"] == ["N"]
    assert (second["from_name"], second["to_name"]) == ("ner_1", "part_1")
    assert second["value"]["text"] == "Anna"
    with pytest.raises(ResultError, match='no label "V"'):
        other.add_region(made, "dyn", {"start": 0, "end": 3}, labels="V")
    with pytest.raises(ResultError, match="no control"):
        other.add_region(made, "ner_7", {"start": 0, "end": 3}, labels="PER")


def test_facts_of_a_picture_that_lies_elsewhere_come_from_what_is_known(project):
    other = Project([{"image": "https://host.org/a.png", "text": "t"}], CONFIG, store=None)
    made = other.annotate(0, [], status="draft")
    project.image_roots = []
    first = other.add_region(made, "box", BOX, labels="Car", original_width=800, original_height=600)
    other.add_region(made, "box", BOX, labels="Car")
    one, two = result(other)
    assert (one["original_width"], two["original_width"]) == (800, 800)
    assert list(one)[:2] == ["original_width", "original_height"]
    assert one["id"] == first


def test_a_turned_picture_has_its_size_as_seen(tmp_path):
    from PIL import Image

    picture = Image.new("RGB", (60, 40))
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(tmp_path / "a.jpg", exif=exif)
    other = Project([{"image": str(tmp_path / "a.jpg"), "text": "t"}], CONFIG, store=None)
    other.image_roots = [tmp_path]
    other.add_region(other.annotate(0, [], status="draft"), "box", BOX, labels="Car")
    assert (result(other)[0]["original_width"], result(other)[0]["original_height"]) == (40, 60)


def recorded(corpus: Path):
    for path in sorted((corpus / "editor").glob("*.json")):
        case = json.loads(path.read_text())
        if path.name.startswith(("image-rectangle", "image-overlap", "text-")):
            yield path.name, case


def test_the_recorded_regions_are_made_again_exactly(corpus):
    count = 0
    for name, case in recorded(corpus):
        items = [item for item in case["result"] if item.get("type") != "relation"]
        regions = {item["id"]: [one for one in items if one["id"] == item["id"]] for item in items}
        project = Project([case["task"]], case["config"], store=None)
        made = project.annotate(0, [], status="draft")
        for region, held in regions.items():
            main = held[0]
            control = project.config.find_control(main["from_name"])
            if control is None or not control.spec or not (control.spec.labels or control.spec.shape):
                continue
            if any(project.config.find_control(one["from_name"]).spec.classification for one in held):
                continue
            payloads = [project.config.find_control(one["from_name"]).spec.payload for one in held]
            labels = [
                label
                for one, payload in zip(held, payloads, strict=True)
                for label in (one["value"].get(payload) or [] if payload else [])
            ]
            geometry = {key: part for key, part in main["value"].items() if key not in (*payloads, "text")}
            facts = {key: main[key] for key in FACTS if key in main}
            project.add_region(made, main["from_name"], geometry, labels=labels, id=region, **facts)
            again = [item for item in result(project) if item["id"] == region]
            assert json.dumps(again) == json.dumps(
                [{k: v for k, v in one.items() if k != "meta"} for one in held]
            ), name
            count += 1
    assert count > 30
