"""A model that is asked by drawing: what it gets, and what may come back."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image

from ls_widgets import Project, geometry
from ls_widgets.errors import PredictionError
from ls_widgets.project.prompt import Prompt

SHAPES = ("KeyPoint", "Rectangle", "Polygon", "Brush", "Bitmask", "Ellipse")
LABELS = '<Label value="road"/><Label value="sky"/>'
SHAPE = (40, 80)
PICTURE = np.zeros((*SHAPE, 3), np.uint8)
PICTURE[10:30, 20:50] = 200
BLOCK = PICTURE[..., 0] > 0
FACTS = {"original_width": 80, "original_height": 40, "image_rotation": 0}
CLICK = {"from_name": "keypoint", "value": {"x": 50, "y": 50, "width": 1, "keypointlabels": ["road"]}}
BOX = {"from_name": "rectangle", "value": {"x": 25, "y": 25, "width": 25, "height": 50, "rotation": 0}}


def config(*shapes: str, labels: str = LABELS) -> str:
    tags = "".join(
        f'<{s}Labels name="{s.lower()}" toName="img" smart="true">{labels}</{s}Labels>' for s in shapes
    )
    return f'<View><Image name="img" value="$image"/>{tags}</View>'


def ask(
    answer: Any, *shapes: str, prompt: Any = None, image: Any = PICTURE
) -> tuple[list[Any], list[Prompt]]:
    """The suggestions, and the prompts that the model got."""
    seen: list[Prompt] = []

    def model(given: Prompt) -> Any:
        seen.append(given)
        return answer(given) if callable(answer) else answer

    project = Project([{"image": image}], config(*(shapes or SHAPES)), store=None, suggest=model)
    found = project.suggest(0, prompt or [CLICK])
    assert project.annotations(0) == []
    assert project.config.validate_result(found) == []
    return found, seen


def test_a_click_in_pixels() -> None:
    _, (prompt,) = ask(None)
    assert (prompt.point, prompt.pixel, prompt.size) == ((40.0, 20.0), (20, 40), (80, 40))
    assert (prompt.points, prompt.positive, prompt.box) == ([(40.0, 20.0)], [True], None)
    assert (prompt.label, prompt.control, prompt.object, prompt.page) == ("road", "keypoint", "img", 0)
    assert prompt.data["image"] is not None
    assert prompt.image.mode == "RGB"
    assert np.array_equal(np.asarray(prompt.image), PICTURE)
    assert prompt.image is prompt.image, "read once"


def test_clicks_for_the_same_thing_come_together() -> None:
    clicks = [
        {**CLICK, "id": "a", "is_positive": True},
        {**CLICK, "id": "b", "is_positive": 0, "value": {**CLICK["value"], "x": 100, "y": 100}},
    ]
    _, (prompt,) = ask(None, prompt=clicks)
    assert prompt.points == [(40.0, 20.0), (80.0, 40.0)]
    assert prompt.positive == [True, False]
    assert prompt.pixel == (39, 79), "the border still is in the picture"


def test_boxes_strokes_and_polygons() -> None:
    _, (prompt,) = ask(None, prompt=[BOX])
    assert prompt.box == (20, 10, 20, 20, 0)
    assert prompt.pixel == (20, 30)
    assert prompt.mask.sum() == 400
    stroke = {"from_name": "brush", "value": {**geometry.brush_value(BLOCK), "brushlabels": ["sky"]}, **FACTS}
    _, (prompt,) = ask(None, prompt=[stroke])
    assert (prompt.box, prompt.label) == ((20, 10, 30, 20, 0), "sky")
    assert np.array_equal(prompt.mask, BLOCK)
    lasso = {"from_name": "polygon", "value": {"points": [[0, 0], [50, 0], [50, 100]], "closed": True}}
    _, (prompt,) = ask(None, prompt=[lasso])
    assert prompt.points == [(0, 0), (40, 0), (40, 40)]


def test_a_flood_by_a_click_returns_a_mask() -> None:
    """As skimage.segmentation.flood would: rows and columns in, a bool array out."""

    def flood(prompt: Prompt) -> Any:
        gray = np.asarray(prompt.image.convert("L")).astype(int)
        return np.abs(gray - gray[prompt.pixel]) <= 10

    (item,), _ = ask(flood)
    assert item["type"] == "brushlabels"
    assert item["value"]["brushlabels"] == ["road"]
    assert {name: item[name] for name in FACTS} == FACTS
    assert item["origin"] == "prediction"
    assert len(item["id"]) == 10
    assert np.array_equal(geometry.mask_from_rle(item["value"]["rle"], 80, 40) > 0, BLOCK)


MASK_OUTPUTS = {
    "bool": BLOCK,
    "zeros and ones": BLOCK.astype(np.int64),
    "alpha": BLOCK.astype(np.uint8) * 255,
    "in a list": [BLOCK],
    "stacked": BLOCK[None],
    "an image": Image.fromarray(BLOCK.astype(np.uint8) * 255),
    "a polygon": [(20, 10), (50, 10), (50, 30), (20, 30)],
    "a polygon's array": np.array([[20, 10], [50, 10], [50, 30], [20, 30]]),
    "a box": geometry.Box(20, 10, 30, 20),
    "a value": {"x": 25, "y": 25, "width": 37.5, "height": 50},
    "a prediction": {
        "result": [{**BOX, "value": {"x": 25, "y": 25, "width": 37.5, "height": 50}}],
        "score": 1,
    },
}


@pytest.mark.parametrize("shape", ["Brush", "Bitmask", "Polygon", "Rectangle"])
@pytest.mark.parametrize("output", [name for name in MASK_OUTPUTS if name not in ("a value", "a prediction")])
def test_whatever_comes_is_held_by_the_control_that_is_there(shape: str, output: str) -> None:
    (item,), _ = ask(MASK_OUTPUTS[output], "KeyPoint", shape)
    kind = shape.lower()
    assert (item["from_name"], item["type"], item["to_name"]) == (kind, f"{kind}labels", "img")
    assert item["value"][f"{kind}labels"] == ["road"]
    value = {name: held for name, held in item["value"].items() if not name.endswith("labels")}
    assert geometry.mask_iou(geometry.value_mask(value, (80, 40)), BLOCK) > 0.95


@pytest.mark.parametrize("output", ["a value", "a prediction"])
def test_values_and_results_go_to_their_own_control(output: str) -> None:
    (item,), _ = ask(MASK_OUTPUTS[output])
    assert (item["from_name"], item["type"]) == ("rectangle", "rectanglelabels")
    assert item["value"]["rectanglelabels"] == ["road"]
    assert geometry.value_mask(BOX["value"] | {"width": 37.5}, (80, 40)).sum() == 600


@pytest.mark.parametrize("nothing", [None, [], {"result": []}, np.zeros(SHAPE, bool), [None]])
def test_nothing_is_no_suggestion(nothing: Any) -> None:
    assert ask(nothing)[0] == []


def test_several_at_once() -> None:
    found, _ = ask([BLOCK, ~BLOCK, {"x": 1, "y": 2, "width": 3, "height": 4, "rectanglelabels": ["sky"]}])
    assert [item["type"] for item in found] == ["brushlabels", "brushlabels", "rectanglelabels"]
    assert len({item["id"] for item in found}) == 3
    assert found[2]["value"]["rectanglelabels"] == ["sky"]


def test_bare_shapes_and_labels() -> None:
    tags = '<KeyPoint name="kp" toName="img" smart="true"/><Brush name="br" toName="img"/>'
    tags += f'<Labels name="l" toName="img">{LABELS}</Labels>'
    xml = f'<View><Image name="img" value="$image"/>{tags}</View>'
    project = Project([{"image": PICTURE}], xml, store=None, suggest=lambda _: BLOCK)
    value = {"x": 1, "y": 1, "width": 1}
    click = [
        {"id": "k", "from_name": "kp", "value": value},
        {"id": "k", "from_name": "l", "type": "labels", "value": {**value, "labels": ["sky"]}},
    ]
    shape, label = project.suggest(0, click)
    assert shape["id"] == label["id"]
    assert (shape["type"], label["value"]["labels"]) == ("brush", ["sky"])


def test_text_spans() -> None:
    xml = '<View><Text name="t" value="$t"/><Labels name="l" toName="t" smart="true">'
    xml += '<Label value="PER"/></Labels></View>'

    def same_word(prompt: Prompt) -> Any:
        assert prompt.text == "Anna and Anna"
        return [{"start": at, "end": at + 4} for at in (0, 9)]

    project = Project([{"t": "Anna and Anna"}], xml, store=None, suggest=same_word)
    span = {"from_name": "l", "value": {"start": 0, "end": 4, "text": "Anna", "labels": ["PER"]}}
    first, second = project.suggest(0, [span])
    assert second["value"] == {"start": 9, "end": 13, "text": "Anna", "labels": ["PER"]}
    assert (first["type"], first["to_name"]) == ("labels", "t")


def fails(prompt: Prompt) -> Any:
    assert prompt.label
    raise ValueError("weights are missing")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (fails, "ValueError: weights are missing"),
        (np.zeros((3, 3), bool), r"shape \(3, 3\)"),
        (BLOCK.astype(float), "compare it first"),
        ("road", "gave str"),
        (5, "gave int"),
        ({"result": "x"}, "must be a list"),
        ({"nose": 1}, "no control"),
        ({"from_name": "nope", "value": {}}, "control 'nope'"),
        ({"from_name": "rectangle", "value": {"x": 1, "y": 1, "width": 900, "height": 1}}, "at most 100"),
        ({"from_name": "rectangle", "value": 3}, "no value"),
        ({"from_name": "brush", "value": {"format": "rle", "rle": [1]}}, "cut off"),
        ({"x": float("nan"), "y": 1, "width": 9, "height": 9}, "nan"),
        ([(1, 1), (2, float("inf")), (3, 3)], "inf"),
        ({"x": 1, "y": 2, "width": 3, "height": 4, "rectanglelabels": ["raod"]}, "raod"),
    ],
)
def test_what_is_no_suggestion_is_one_clear_error(answer: Any, words: str) -> None:
    with pytest.raises(PredictionError, match=words):
        ask(answer)


def test_a_picture_on_the_web_is_not_fetched() -> None:
    click = {**CLICK, **FACTS}
    with pytest.raises(PredictionError, match="on the web"):
        ask(lambda prompt: prompt.image, prompt=[click], image="https://example.org/a.png")
    (item,), (prompt,) = ask(BLOCK, prompt=[click], image="https://example.org/a.png")
    assert (item["original_width"], prompt.pixel) == (80, (20, 40))


def test_pictures_are_given_as_they_are_seen(tmp_path: Any) -> None:
    """Turned by its EXIF orientation, in RGB, whatever the file holds."""
    tall = Image.fromarray(np.arange(12, dtype=np.uint8).reshape(3, 4) * 20)
    exif = Image.Exif()
    exif[0x0112] = 6
    path = tmp_path / "turned.png"
    tall.save(path, exif=exif)
    _, (prompt,) = ask(None, image=path)
    assert prompt.size == (3, 4)
    assert prompt.image.size == (3, 4)
    assert np.asarray(prompt.image)[0, :, 0].tolist() == [160, 80, 0]


def test_without_a_model() -> None:
    project = Project([{"image": PICTURE}], config("KeyPoint"), store=None)
    with pytest.raises(PredictionError, match="suggest="):
        project.suggest(0, [CLICK])
    with pytest.raises(TypeError, match="function"):
        Project([{"image": PICTURE}], config("KeyPoint"), store=None, suggest="column")  # type: ignore[arg-type]
    project.suggest_model = lambda _: None
    for bad in ([], {}, "x", [{"from_name": "keypoint"}], [3]):
        with pytest.raises(PredictionError):
            project.suggest(0, bad)  # type: ignore[arg-type]
