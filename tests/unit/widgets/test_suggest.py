"""Suggestions over the comm: the model runs at home, errors are answers, old prompts make way."""

from __future__ import annotations

import asyncio
import threading

import numpy as np
import pytest

from ls_widgets import Project, geometry
from tests.unit.widgets.front import View, Wire

CONFIG = """<View>
  <Image name="img" value="$image"/>
  <KeyPointLabels name="kp" toName="img" smart="true"><Label value="road"/></KeyPointLabels>
  <BrushLabels name="brush" toName="img"><Label value="road"/><Label value="sky"/></BrushLabels>
</View>"""
PICTURE = np.zeros((4, 6, 3), np.uint8)
TASKS = [{"image": PICTURE}, {"image": PICTURE + 1}]
ROAD = np.zeros((4, 6), bool)
ROAD[1, 2:4] = True


def click(x: float = 50) -> dict:
    value = {"x": x, "y": 25, "width": 1, "keypointlabels": ["road"], "labels": ["road"]}
    names = {"id": "k", "from_name": "kp", "to_name": "img", "type": "keypointlabels", "is_positive": True}
    return {**names, "original_width": 6, "original_height": 4, "image_rotation": 0, "value": value}


def asked(number: int, task: str, **fields) -> dict:
    return {"id": number, "kind": "suggest", "task": task, "result": [click()], **fields}


@pytest.fixture
def images(make):
    def build(**options):
        return make(TASKS, CONFIG, **options)

    return build


def test_a_prompt_is_answered_with_results_and_nothing_is_stored(images):
    annotator = images(suggest=lambda prompt: ROAD if prompt.label == "road" else None)
    wire = Wire(annotator)
    view = View(wire)
    assert view.welcome["options"]["suggest"] is True
    key = annotator.project.tasks[0].key
    (item,) = wire.body("suggest", task=key, result=[click()])["result"]
    assert item["value"]["brushlabels"] == ["road"]
    assert geometry.mask_from_rle(item["value"]["rle"], 6, 4).tolist() == (ROAD * 255).tolist()
    assert annotator.project.annotations(0) == []
    assert wire.pushes == []


def test_without_a_model_the_view_knows(images):
    wire = Wire(images())
    assert View(wire).welcome["options"]["suggest"] is False
    assert "suggest=" in wire.ask("suggest", task="x", result=[click()])["error"]


def test_a_project_may_bring_the_model(make):
    project = Project(TASKS, CONFIG, store=None, suggest=lambda _: None)
    assert View(Wire(make(project, None, store="auto", annotator=None))).welcome["options"]["suggest"] is True


def test_an_error_of_the_model_is_the_answer_with_its_traceback(images):
    def broken(prompt):
        raise ValueError(f"no weights for {prompt.label}")

    annotator = images(suggest=broken)
    wire = Wire(annotator)
    reply = wire.ask("suggest", task=annotator.project.tasks[0].key, result=[click()])
    first, *detail = reply["error"].splitlines()
    assert first == "suggest= raised ValueError: no weights for road"
    assert any("in broken" in line for line in detail)
    assert wire.took("notice") == [], "the view says it itself"
    assert wire.ask("suggest", task="nowhere", result=[click()])["error"]


@pytest.mark.parametrize("bad", [{"result": 3}, {"result": [3]}, {"task": 4}, {"result": []}])
def test_malformed_requests_get_an_error(images, bad):
    wire = Wire(images(suggest=lambda _: None))
    assert wire.ask("suggest", **{"task": "x", "result": [click()], **bad})["error"]


def test_a_model_runs_on_the_loop_and_newer_prompts_take_the_place_of_older_ones(images):
    """While a cell runs, prompts come on another thread: only the last one of a task is worth an answer."""
    seen = []

    async def cell() -> None:
        def model(prompt):
            seen.append((prompt.task, prompt.point[0], threading.current_thread() is home))

        annotator = images(suggest=model)
        wire, home = Wire(annotator), threading.current_thread()
        first, second = (task.key for task in annotator.project.tasks)

        def come() -> None:
            wire.raw(asked(1, first))
            wire.raw(asked(2, first))
            wire.raw(asked(3, second))
            wire.raw(asked(4, first, result=[click(100)]))
            wire.raw({"id": 5, "kind": "cancel", "re": 3})
            wire.raw({"id": 6, "kind": "cancel", "re": 99})

        thread = threading.Thread(target=come)
        thread.start()
        thread.join()
        assert seen == [], "the cell still runs"
        assert {number: "error" in reply for number, reply in wire.replies.items()} == {
            1: True, 2: True, 3: True
        }  # fmt: skip
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert wire.replies[4]["body"] == {"result": []}
        assert seen == [(first, 6.0, True)]

    asyncio.run(cell())


def test_masks_set_in_python_reach_the_view(images):
    annotator = images()
    wire = Wire(annotator)
    View(wire)
    annotator.masks()["road"] = ROAD
    (push,) = wire.took("ops")
    (op,) = push["ops"]
    assert op["label"] == "Draw mask"
    assert op["diff"]["added"][0]["item"]["value"]["rle"] == geometry.rle_from_mask(ROAD)
    assert np.array_equal(annotator.masks(0)["road"], ROAD)
    assert annotator.annotation.status == "draft"
    annotator.masks(1)["sky"] = ~ROAD
    assert list(annotator.masks()) == ["road"]
    assert list(annotator.masks(annotator.project.tasks[1].key)) == ["sky"]
    del annotator.masks()["road"]
    assert annotator.undo()
    assert np.array_equal(annotator.masks()["road"], ROAD)


def test_masks_of_the_shown_annotation(images):
    annotator = images()
    annotator.masks()["road"] = ROAD
    annotator.submit()
    other = annotator.project.annotate(0, [])
    annotator.goto(0)
    assert list(annotator.masks()) == []
    annotator.project.delete(other)
    assert list(annotator.masks()) == ["road"]


def test_reading_masks_copies_no_prediction(make):
    item = {**click(), "from_name": "brush", "type": "brushlabels", "id": "p"}
    item["value"] = {**geometry.brush_value(ROAD), "brushlabels": ["sky"]}
    annotator = make(TASKS, CONFIG, predict=lambda rows: [[item]] * len(rows), prelabel=True)
    assert list(annotator.masks()) == []
    assert annotator.project.annotations(0) == []
    annotator.masks()["road"] = ROAD
    assert list(annotator.masks()) == ["sky", "road"]
