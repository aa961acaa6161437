"""Spans made by a script: Label Studio's spelling, predictions, and checks against the text."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ls_widgets import Project, rules
from ls_widgets.errors import PredictionError, ResultError
from ls_widgets.text import Span, from_utf16
from tests.unit.text.docs import Doc, Piece

TEXT = """<View><Text name="txt" value="$text"/><Labels name="ner" toName="txt">
<Label value="PER"/><Label value="LOC"/></Labels></View>"""
DIALOGUE = """<View><Paragraphs name="dlg" value="$dlg" layout="dialogue"/>
<ParagraphLabels name="pl" toName="dlg"><Label value="PER"/><Label value="LOC"/></ParagraphLabels></View>"""
PAGE = """<View><HyperText name="page" value="$html"/><HyperTextLabels name="ht" toName="page">
<Label value="PER"/><Label value="LOC"/></HyperTextLabels></View>"""
CONFIGS = {"text": TEXT, "dlg": DIALOGUE, "html": PAGE}
TURNS = [
    {"author": "Ann", "text": "Hi 😀 there Bob."},
    {"author": "Bob", "text": "Hello Ann", "start": 3.2, "duration": 62},
    {"author": "Ann", "text": ""},
    {"author": "Ann", "text": "Fine."},
]
HTML = "<h1>Bob 😀</h1><p>met <b>Ann</b> in Paris</p>"
CHARACTERS = st.sampled_from("ab \n\r😀e\u0301\u200dש漢")


def open_project(key: str, value: Any, **more: Any) -> Project:
    return Project([{key: value}], CONFIGS[key], store=None, annotator="ann", **more)


def drawn(project: Project, value: dict[str, Any]) -> dict[str, Any]:
    made = project.annotate(0, [], status="draft")
    name = next(iter(project.config.controls))
    project.add_region(made, name, value, labels="PER")
    assert project.problems(made) == []
    assert len(project.check_spans()) == 0
    return project.annotations(0)[-1].result[0]["value"]


def test_recorded_spans_are_spelled_as_the_editor_spells_them(corpus: Path) -> None:
    played = 0
    for path in sorted((corpus / "editor").glob("*.json")):
        case = json.loads(path.read_text(encoding="utf-8"))
        for item in case.get("result") or []:
            value, kind = item.get("value", {}), item["type"]
            if "text" not in value or kind not in ("labels", "hypertextlabels", "paragraphlabels"):
                continue
            given_value = value.get("globalOffsets") or {
                key: held for key, held in value.items() if key not in ("text", kind)
            }
            project = Project([case["task"]], case["config"], store=None)
            made = project.annotate(0, [], status="draft")
            project.add_region(made, item["from_name"], given_value, labels=value[kind])
            ours = project.annotations(0)[0].result[0]["value"]
            assert json.dumps(ours) == json.dumps(value), path.stem
            played += 1
    assert played > 25


def test_phrases_are_texts_and_offsets_utf_16() -> None:
    value = drawn(open_project("dlg", TURNS), {"start": 0, "end": 1, "startOffset": 12, "endOffset": 5})
    assert value == {
        "start": "0", "end": "1", "startOffset": 12, "endOffset": 5,
        "text": "Bob.\n00:00:03 - 00:01:05\nHello", "paragraphlabels": ["PER"],
    }  # fmt: skip
    whole = drawn(open_project("dlg", TURNS), {"start": 3})
    assert (whole["start"], whole["end"], whole["startOffset"], whole["endOffset"]) == ("3", "3", 0, 5)


@pytest.mark.parametrize(
    "value",
    [
        {"start": 4},
        {"start": 1, "end": 0},
        {"start": 2},
        {"start": 0, "startOffset": 0, "endOffset": 17},
        {"start": 0, "startOffset": 4, "endOffset": 6},
        {"start": "x"},
    ],
)
def test_phrases_that_are_none_are_refused(value: dict[str, Any]) -> None:
    with pytest.raises(ResultError):
        drawn(open_project("dlg", TURNS), value)


def test_a_span_of_a_page_moves_with_its_xpath() -> None:
    project = open_project("html", HTML)
    made = project.annotate(0, [], status="draft")
    region = project.add_region(made, "ht", {"start": 0, "end": 3}, labels="PER")
    project.update_region(made, region, start=9, end=12)
    assert project.annotations(0)[0].result[0]["value"] == {
        "start": "/p[1]/b[1]/text()[1]", "startOffset": 0, "end": "/p[1]/b[1]/text()[1]", "endOffset": 3,
        "globalOffsets": {"start": 9, "end": 12}, "text": "Ann", "hypertextlabels": ["PER"],
    }  # fmt: skip
    project.update_region(made, region, end=15)
    value = project.annotations(0)[0].result[0]["value"]
    assert (value["globalOffsets"], value["text"]) == ({"start": 9, "end": 15}, "Ann in")


@settings(deadline=None)
@given(st.lists(st.text(CHARACTERS, max_size=8), min_size=1, max_size=4), st.data())
def test_every_span_of_a_dialogue_finds_its_characters(phrases: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(phrases) - 1))
    last = data.draw(st.integers(first, len(phrases) - 1))
    start = data.draw(st.integers(0, len(phrases[first])))
    end = data.draw(st.integers(0, len(phrases[last])))
    shown = phrases[first][start:end] if first == last else phrases[first][start:] + phrases[last][:end]
    if not shown.strip() or (first == last and start >= end):
        return
    units = [len(text.encode("utf-16-le")) // 2 for text in (phrases[first][:start], phrases[last][:end])]
    project = open_project("dlg", [{"author": "", "text": phrase} for phrase in phrases])
    value = drawn(project, {"start": first, "end": last, "startOffset": units[0], "endOffset": units[1]})
    begin = int(value["start"]), from_utf16(phrases[int(value["start"])], value["startOffset"])
    stop = int(value["end"]), from_utf16(phrases[int(value["end"])], value["endOffset"])
    assert stop == (last, end) or (end == 0 and stop[0] < last)
    assert begin == (first, start) or (start == len(phrases[first]) and begin == (first + 1, 0))


@settings(deadline=None)
@given(st.text(CHARACTERS, min_size=1, max_size=20), st.data())
def test_saved_spans_check_out_and_wrong_ones_do_not(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if not text[start:end].strip():
        return
    project = open_project("text", text)
    assert drawn(project, {"start": start, "end": end})["start"] == start
    wrong = {"start": start, "end": end, "text": "another", "labels": ["PER"]}
    project.annotate(0, [{"from_name": "ner", "value": wrong}])
    faults = project.check_spans()
    assert list(faults["now"]) == [text[start:end]]
    assert "saved 'another'" in faults["problem"][0]


def test_annotating_fills_in_the_text_of_new_spans() -> None:
    project = open_project("text", "two   words\nmore")
    made = project.annotate(0, [{"from_name": "ner", "value": {"start": 0, "end": 16, "labels": ["PER"]}}])
    assert made.result[0]["value"] == {"start": 0, "end": 16, "text": "two words\\nmore", "labels": ["PER"]}
    kept = {"id": "mine", "from_name": "ner", "value": {"start": 0, "end": 3, "labels": ["PER"]}}
    assert "text" not in project.annotate(0, [kept]).result[0]["value"]


@pytest.mark.parametrize(
    ("key", "data", "value", "message"),
    [
        ("text", "Anna", {"start": 2, "end": 9}, "result 0: the span lies outside of the text: 2 to 9"),
        ("text", "Anna", {"start": 0, "end": 4, "text": "Anne"}, "saved 'Anne', now 'Anna'"),
        ("text", None, {"start": 0, "end": 4}, "the text of txt is missing"),
        ("text", 12345, {"start": 0, "end": 4, "text": "1235"}, "saved '1235', now '1234'"),
        ("text", b"Anna\xff", {"start": 0, "end": 4}, "no UTF-8: byte 0xff at position 4"),
        ("text", "a\ud800b", {"start": 0, "end": 9}, "no span of a text of 3 characters"),
        (
            "dlg",
            TURNS,
            {"start": "9", "end": "9", "startOffset": 0, "endOffset": 1},
            "no phrases of a dialogue",
        ),
        ("dlg", "no list", {"start": "0", "end": "0", "startOffset": 0, "endOffset": 1}, "dlg has no text"),
        ("dlg", [{"text": "x"}], {"start": "0", "end": "0"}, "dlg has no text"),
        (
            "html",
            HTML,
            {"start": "/p[9]/text()[1]", "end": "/p[9]", "startOffset": 0, "endOffset": 1},
            "no place",
        ),
    ],
)
def test_spans_without_a_place_are_kept_and_named(
    key: str, data: Any, value: dict[str, Any], message: str
) -> None:
    project = open_project(key, data)
    control = next(iter(project.config.controls.values()))
    payload = str(control.tag).lower()
    made = project.annotate(0, [{"id": "r", "from_name": control.name, "value": {**value, payload: ["PER"]}}])
    assert project.annotations(0)[0].result[0]["value"] == {**value, payload: ["PER"]}
    assert any(message in str(problem) for problem in project.problems(made))
    faults = project.check_spans()
    assert list(faults["region"]) == ["r"]
    assert message.removeprefix("result 0: ") in faults["problem"][0]


def test_the_check_comes_in_the_callers_kind_of_frame() -> None:
    project = Project(pl.DataFrame({"text": ["Anna"]}), TEXT, store=None)
    assert isinstance(project.check_spans(), pl.DataFrame)
    assert len(project.check_spans()) == 0
    project.annotate(0, [{"from_name": "ner", "value": {"start": 0, "end": 9, "labels": ["PER"]}}])
    assert project.check_spans()["start"].to_list() == ["0"]


def test_a_text_that_lies_elsewhere_is_not_judged() -> None:
    config = TEXT.replace("$text", "$url").replace('name="txt"', 'name="txt" valueType="url"')
    project = Project([{"url": "https://example.org/a.txt"}], config, store=None)
    made = project.annotate(0, [], status="draft")
    project.add_region(made, "ner", {"start": 100, "end": 200}, labels="PER")
    assert project.annotations(0)[0].result[0]["value"] == {"start": 100, "end": 200, "labels": ["PER"]}
    assert len(project.check_spans()) == 0


NAMES = {"PER": ["Ann", "Bob"], "LOC": re.compile("Paris")}


@pytest.mark.parametrize(
    ("key", "data", "said"),
    [
        ("text", "Bob met Ann in Paris", ["Bob", "Ann", "Paris"]),
        ("dlg", TURNS, ["Bob", "Ann"]),
        ("html", "<p>Bob</p><p>Ann</p>in <b>Paris</b>", ["Bob", "Ann", "Paris"]),
    ],
)
def test_rules_label_every_kind_of_text(key: str, data: Any, said: list[str]) -> None:
    project = open_project(key, data, predict=rules(NAMES))
    (prediction,) = project.predictions(0)
    assert prediction.model_version == "rules"
    assert [item["value"]["text"] for item in prediction.result] == said
    assert project.config.validate_result(prediction.result) == []
    copied = project.copy_prediction(prediction)
    assert project.problems(copied) == []
    assert len(project.check_spans()) == 0


OUTPUTS = {
    "spans": [Span(0, 3, "PER", 0.5)],
    "a span": Span(0, 3, "PER", 0.5),
    "a doc": Doc("Bob met Ann", (Piece(0, 3, "PER"),)),
    "a pipeline": [{"entity_group": "PER", "score": 0.5, "word": "Bob", "start": 0, "end": 3}],
    "pieces": [{"entity": "B-PER", "score": 0.5, "word": "Bob", "start": 0, "end": 3, "index": 1}],
    "a function": lambda text: [Span(0, 3, "PER", 0.5)] if text.startswith("Bob") else [],
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_models_may_say_spans(name: str) -> None:
    project = open_project("text", "Bob met Ann", predict=lambda tasks: [OUTPUTS[name]] * len(tasks))
    (prediction,) = project.predictions(0)
    (item,) = prediction.result
    assert item["value"] == {"start": 0, "end": 3, "text": "Bob", "labels": ["PER"]}
    assert item.get("score") == (None if name == "a doc" else 0.5)
    assert project.prediction_problems == []
    added = open_project("text", "Bob met Ann")
    added.add_predictions([OUTPUTS[name]])
    assert added.predictions(0)[0].result[0]["value"] == item["value"]
    listed = open_project("text", "Bob met Ann", predict=[OUTPUTS[name]])
    assert listed.predictions(0)[0].result[0]["value"] == item["value"]


def test_a_docs_spans_go_to_its_own_text() -> None:
    config = TEXT.replace("<Labels", '<Text name="other" value="$other"/><Labels', 1).replace(
        'toName="txt"', 'toName="txt,other"'
    )
    doc = Doc("Bob met Ann", (Piece(8, 11, "PER"),))
    project = Project([{"text": "something else", "other": doc.text}], config, store=None, predict=[doc])
    (item,) = project.predictions(0)[0].result
    assert (item["to_name"], item["value"]["text"]) == ("other", "Ann")


def test_labels_go_to_the_control_that_offers_them() -> None:
    config = TEXT.replace("</View>", '<Labels name="more" toName="txt"><Label value="ORG"/></Labels></View>')
    spans = [Span(0, 3, "ORG"), Span(0, 3, "LOC"), Span(0, 3, "ODD")]
    project = Project([{"text": "Bob"}], config, store=None, predict=[spans])
    names = [(item["from_name"], item["value"]["labels"]) for item in project.predictions(0)[0].result]
    assert names == [("more", ["ORG"]), ("ner", ["LOC"]), ("ner", ["ODD"])]


def test_what_is_wrong_with_spans_is_said_for_the_task() -> None:
    project = open_project("text", "Bob", predict=[[Span(0, 9, "PER")]])
    assert project.predictions(0) == []
    (problem,) = project.prediction_problems
    assert "0 to 9 is no span of a text of 3 characters" in problem
    typo = open_project("text", "Bob")
    with pytest.raises(PredictionError, match=r"no control offers the label .PERS.; there are .*PER.*LOC"):
        typo.predict(rules({"PERS": "Bob"}))
    boxes = (
        '<View><Image name="i" value="$i"/><Choices name="c" toName="i"><Choice value="a"/></Choices></View>'
    )
    with pytest.raises(PredictionError, match="no text that labels mark"):
        Project([{"i": "a.png"}], boxes, store=None).add_predictions([[Span(0, 1, "a")]])


def test_regions_are_a_frame_of_spans() -> None:
    frame = pd.DataFrame({"body": ["Bob met Ann", "Ann"]}, index=["x", "y"])
    project = Project(frame, TEXT.replace("$text", "$body"), store=None, predict=rules(NAMES))
    for task in project.tasks:
        project.submit(project.copy_prediction(project.predictions(task)[0]))
    spans = project.to_frame("regions")
    assert list(spans["text"]) == ["Bob", "Ann", "Ann"]
    assert list(spans["label"]) == ["PER"] * 3
    assert list(spans.index) == ["x", "x", "y"]
    assert all(row.body[row.start : row.end] == row.text for row in spans.itertuples())
