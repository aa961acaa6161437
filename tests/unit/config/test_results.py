from __future__ import annotations

from typing import Any

import pytest

from ls_widgets.config import LabelConfig

CONFIG = LabelConfig("""<View>
  <Text name="t" value="$t"/><Text name="u" value="$u"/><Image name="i" value="$i"/>
  <Labels name="ner" toName="t"><Label value="PER"/><Label value="Organisation" alias="ORG"/></Labels>
  <Choices name="c" toName="t"><Choice value="a"/><Choice value="b"/></Choices>
  <Choices name="d" toName="t" value="$opts"/>
  <Rating name="r" toName="t" maxRating="3"/><Number name="n" toName="t"/><TextArea name="a" toName="t"/>
  <RectangleLabels name="box" toName="i"><Label value="Car"/></RectangleLabels>
  <Labels name="lbl" toName="i"><Label value="x"/></Labels><Rectangle name="rect" toName="i"/>
  <Pairwise name="pw" toName="t,u"/>
  <Repeater on="$qs">
    <Text name="q{{idx}}" value="$qs[{{idx}}]"/><Rating name="s{{idx}}" toName="q{{idx}}"/>
  </Repeater>
</View>""")
BOX = {"x": 1, "y": 2, "width": 3, "height": 4, "rotation": 0}


def item(name: str, target: str, kind: str, value: Any, **more: Any) -> dict[str, Any]:
    return {"id": "r1", "from_name": name, "to_name": target, "type": kind, "value": value, **more}


def said(*items: Any) -> list[str]:
    return [str(problem) for problem in CONFIG.validate_result(list(items))]


@pytest.mark.parametrize(
    "items",
    [
        [item("ner", "t", "labels", {"start": 0, "end": 4, "text": "Anna", "labels": ["ORG"]})],
        [item("ner", "t", "labels", {"start": "0", "end": "4", "labels": []})],
        [item("c", "t", "choices", {"choices": [["a", "b"]]})],
        [item("d", "t", "choices", {"choices": ["anything"]})],
        [item("r", "t", "rating", {"rating": 3})],
        [item("n", "t", "number", {"number": -5})],
        [item("a", "t", "textarea", {"text": "one"}), item("a", "t", "textarea", {"text": ["one"]})],
        [item("box", "i", "rectanglelabels", {**BOX, "rectanglelabels": ["Car"]}, score=0.5)],
        [item("rect", "i", "rectangle", BOX), item("lbl", "i", "labels", {**BOX, "labels": ["x"]})],
        [item("pw", target, "pairwise", {"selected": "left"}) for target in ("pw", "t", "u")],
        [item("s4", "q4", "rating", {"rating": 1})],
        [
            item("ner", "t", "labels", {"start": 0, "end": 4, "labels": ["PER"]}),
            {"type": "relation", "from_id": "r1", "to_id": "r1", "direction": "bi"},
        ],
    ],
    ids=range(12),
)
def test_sound_results(items: list[dict[str, Any]]):
    assert said(*items) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (3, "must be an object"),
        ({"type": "choices"}, 'has no "from_name"'),
        (item("boxx", "i", "x", {}), 'Did you mean "box"?'),
        (item("c", "t", "rating", {"choices": ["a"]}), 'type must be "choices"'),
        (item("c", "u", "choices", {"choices": ["a"]}), 'to_name="u" is not what'),
        (item("c", "t", "choices", ["a"]), "value must be an object"),
        (item("c", "t", "choices", {"choices": "a"}), "must be a list"),
        (item("c", "t", "choices", {"choices": ["z"]}), 'has "z"'),
        (item("c", "t", "choices", {"choices": [{}]}), "must hold text"),
        (item("r", "t", "rating", {"rating": 4}), "from 0 to 3"),
        (item("r", "t", "rating", {"rating": 1.5}), "from 0 to 3"),
        (item("n", "t", "number", {"number": "1"}), "must be a number"),
        (item("ner", "t", "labels", {"start": 0, "end": 4, "labels": ["Organisation"]}), "does not offer"),
        (item("ner", "t", "labels", {"start": 0, "labels": ["PER"]}), "has no end"),
        (item("box", "i", "rectanglelabels", {**BOX, "x": -1, "rectanglelabels": ["Car"]}), "at least 0"),
        (item("box", "i", "rectanglelabels", {**BOX, "x": 101, "rectanglelabels": ["Car"]}), "at most 100"),
        (
            item("box", "i", "rectanglelabels", {**BOX, "x": True, "rectanglelabels": ["Car"]}),
            "must be a number",
        ),
        (item("box", "i", "rectanglelabels", BOX), "must be a list of labels"),
        (item("lbl", "i", "labels", {**BOX, "labels": ["x"]}), "has labels of"),
        (item("box", "i", "rectanglelabels", {**BOX, "rectanglelabels": ["Car"]}, score=2), "from 0 to 1"),
        (item("pw", "i", "pairwise", {"selected": "left"}), 'to_name="i"'),
        (item("pw", "pw", "pairwise", {"selected": "none"}), '"left" or "right"'),
        (item("s4", "q4x", "rating", {"rating": 1}), 'to_name="q4x"'),
        ({"type": "relation", "from_id": "x", "to_id": [], "direction": "bi"}, "is no region"),
        ({"type": "relation", "from_id": "x", "to_id": "x"}, "direction must be"),
    ],
)
def test_what_is_wrong_is_said(wrong: Any, message: str):
    found = said(wrong)
    assert found
    assert message in found[0]
    assert found[0].startswith("result 0: ")


def test_anything_is_survived():
    for odd in (None, {}, "x", 3):
        assert CONFIG.validate_result(odd)
    assert said(item("box", "i", ["x"], {}), item([], {}, {}, []), {"id": []})
    assert len(CONFIG.validate_result([3] * 10_000)) == 200


def test_a_thousand_results_are_checked_at_once():
    labels = "".join(f'<Label value="L{n}"/>' for n in range(2000))
    config = LabelConfig(
        f'<View><Text name="t" value="$t"/><Labels name="l" toName="t">{labels}</Labels></View>'
    )
    items = [
        {**item("l", "t", "labels", {"start": n, "end": n + 1, "labels": [f"L{n}"]}), "id": str(n)}
        for n in range(1000)
    ]
    assert config.validate_result(items) == []
