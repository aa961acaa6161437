from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from ls_widgets.config import LabelConfig
from ls_widgets.errors import PredictionError
from ls_widgets.ml.predictors import normalise
from ls_widgets.project import Project

CONFIG = """<View><Text name="txt" value="$text"/><Image name="img" value="$image"/>
<Choices name="mood" toName="txt"><Choice value="good"/><Choice value="bad"/></Choices>
<RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels>
<Rating name="stars" toName="txt"/></View>"""
FRAME = pd.DataFrame(
    {"text": [f"row {n}" for n in range(40)], "image": "i.png", "guess": ["good", None] * 20}
)
BOX = {"x": 1, "y": 2, "width": 3, "height": 4, "rotation": 0, "rectanglelabels": ["Car"]}


@pytest.mark.parametrize(
    ("output", "from_name", "value"),
    [
        ("good", "mood", {"choices": ["good"]}),
        (["good", "bad"], "mood", {"choices": ["good", "bad"]}),
        (4, "stars", {"rating": 4}),
        (np.int64(4), "stars", {"rating": 4}),
        ({"good": 0.2, "bad": np.float32(0.8)}, "mood", {"choices": ["bad"]}),
        (BOX, "box", BOX),
        ({"result": BOX}, "box", BOX),
        ({"result": "bad"}, "mood", {"choices": ["bad"]}),
        ([{"from_name": "box", "value": BOX}], "box", BOX),
        ([{"type": "choices", "value": {"choices": ["bad"]}}], "mood", {"choices": ["bad"]}),
        ({"from_name": "mood", "value": {"choices": ["bad"]}}, "mood", {"choices": ["bad"]}),
        ('{"result": [{"from_name": "mood", "value": {"choices": ["bad"]}}]}', "mood", {"choices": ["bad"]}),
    ],
)
def test_outputs_become_predictions(output, from_name, value):
    (prediction,) = normalise(output, LabelConfig(CONFIG), where="task t", model_version="m")
    (item,) = prediction["result"]
    assert (item["from_name"], item["value"]) == (from_name, value)
    assert item["to_name"]
    assert item["type"]
    assert len(item["id"]) == 10
    assert prediction["model_version"] == "m"
    assert normalise(output, LabelConfig(CONFIG), where="task t", model_version="m") == [prediction]


def test_score_version_and_unknown_fields_are_kept():
    body = {"result": [], "score": 0.5, "model_version": "v2", "cluster": 1}
    config = LabelConfig(CONFIG)
    assert normalise([body, {**body, "score": "x"}], config, where="t", model_version="m") == [
        body, {**body, "score": None},
    ]  # fmt: skip
    assert normalise({"good": 0.25, "bad": 0.75}, config, where="t")[0]["score"] == 0.75
    assert normalise("good", config, where="t")[0]["model_version"] == "undefined"


@pytest.mark.parametrize(
    "rubbish",
    [
        object(), {"a": 1 + 2j}, [1, 2], [{"value": {}}], [{"from_name": "mood", "value": 3}], {"q": "x"},
        {"result": [[]]}, float("inf"),
    ],
)  # fmt: skip
def test_rubbish_is_named_with_its_task(rubbish):
    with pytest.raises(PredictionError, match="task t7"):
        normalise(rubbish, LabelConfig(CONFIG), where="task t7")


@pytest.mark.parametrize("nothing", [None, float("nan")])
def test_nothing_is_no_prediction(nothing):
    assert normalise(nothing, LabelConfig(CONFIG), where="t") == []


def test_a_column_and_a_list():
    column = Project(FRAME, CONFIG, store=None, predict="guess")
    assert column.predictions(0)[0].result[0]["value"] == {"choices": ["good"]}
    assert column.predictions(0)[0].model_version == "guess"
    assert column.predictions(1) == []
    given = Project(FRAME, CONFIG, store=None, predict=[{"good": 0.9}] + [None] * 39)
    assert given.predictions(0)[0].score == 0.9
    assert given.to_ls()[0]["predictions"][0]["score"] == 0.9
    for wrong in ("nope", [1, 2]):
        with pytest.raises(PredictionError):
            Project(FRAME, CONFIG, store=None, predict=wrong)


def test_a_model_is_asked_in_batches_once_and_remembered(tmp_path):
    asked = []

    def model(tasks):
        asked.append([task["text"] for task in tasks])
        return ["good"] * len(tasks)

    project = Project(FRAME, CONFIG, store=tmp_path / "s.db", predict=model)
    assert asked == []
    assert project.predictions(0)[0].model_version == "model"
    project.predictions(0)
    project.predictions(15)
    assert [len(batch) for batch in asked] == [16]
    project.predictions(20)
    assert sum(map(len, asked)) == 32
    project.close()
    again = Project(FRAME, CONFIG, store=tmp_path / "s.db", predict=model)
    assert len(again.predictions(3)) == 1
    assert sum(map(len, asked)) == 35


def test_one_bad_output_spares_its_neighbours():
    project = Project(
        FRAME, CONFIG, store=None, predict=lambda tasks: [object()] + ["good"] * (len(tasks) - 1)
    )
    assert project.predictions(0) == []
    assert len(project.predictions(1)) == 1
    assert project.tasks[0].key in project.prediction_problems[0]
    with pytest.raises(PredictionError, match="2 more"):
        project.predict()
    assert sum(bool(task["predictions"]) for task in project.to_ls()) == 37


@pytest.mark.parametrize(
    "broken", [lambda tasks: 1 / 0, lambda tasks: "x", lambda tasks: ["good"], lambda tasks: None]
)
def test_a_broken_model_harms_nothing_and_is_left_alone(broken):
    calls = []

    def model(tasks):
        calls.append(1)
        return broken(tasks)

    project = Project(FRAME, CONFIG, store=None, predict=model)
    for at in (0, 16, 32, 1, 2):
        assert project.predictions(at) == []
        project.annotate(at, [])
    assert len(calls) == 3
    assert "not asked any more" in project.prediction_problems[-1]
    with pytest.raises(PredictionError):
        project.predict()


def test_added_predictions_are_all_or_none():
    project = Project(FRAME, CONFIG, store=None)
    assert (
        project.add_predictions({0: "good", project.tasks[3].key: [BOX | {"result": []}]}, model_version="v1")
        == 2
    )
    assert project.predictions(0)[0].model_version == "v1"
    with pytest.raises(PredictionError):
        project.add_predictions({1: "good", 2: object()})
    assert project.predictions(1) == []
    with pytest.raises(PredictionError, match="one each"):
        project.add_predictions(["good"])


def test_an_object_with_predict_is_a_model():
    class Model:
        model_version = "v9"

        def predict(self, tasks):
            return ["bad"] * len(tasks)

    project = Project(FRAME, CONFIG, store=None)
    assert project.predict(Model()) == 40
    assert project.predictions(39)[0].model_version == "v9"
    project.predict(Model())
    assert len(project.predictions(39)) == 1
