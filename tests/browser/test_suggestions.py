"""Drawing asks a model: its suggestions are dashed, and taken or refused by key, button and bar."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.standalone import Standalone

CONFIG = """<View><KeyPointLabels name="kp" toName="img"><Label value="Cat" background="#0a7"/>
</KeyPointLabels><RectangleLabels name="box" toName="img" smart="false"><Label value="Cat"/></RectangleLabels>
<Image name="img" value="$image"/></View>"""
NER = """<View><Labels name="ner" toName="txt"><Label value="PER"/></Labels>
<Text name="txt" value="$text"/></View>"""
# Answers each prompt with boxes around its points; keeps what it was asked.
MODEL = """
  window.asked = [];
  window.suggest = async (prompt) => {
    window.asked.push(prompt);
    if (window.failure) throw new Error(window.failure);
    return prompt.map((item) => ({
      from_name: "box", to_name: "img", type: "rectanglelabels",
      original_width: item.original_width, original_height: item.original_height, image_rotation: 0,
      value: { x: item.value.x - 5, y: item.value.y - 5, width: 10, height: 10, rotation: 0 },
    }));
  };
"""
TEXT_MODEL = """
  window.suggest = async (prompt) => [
    { from_name: "ner", to_name: "txt", type: "labels", value: { start: 20, end: 25, text: "Paris" } },
  ];
"""


@pytest.fixture
def editor(standalone: Standalone) -> Standalone:
    standalone.page.add_init_script(MODEL)
    standalone.open(CONFIG, {"image": "media/i.png"}, suggest=True)
    return standalone


def boxes(editor: Standalone) -> list[tuple[int, int]]:
    values = [item["value"] for item in editor.result()]
    return [(round(value["x"] + 5), round(value["y"] + 5)) for value in values]


def asked(editor: Standalone) -> list[list[dict[str, Any]]]:
    return editor.page.evaluate("() => window.asked")


def test_points_ask_and_enter_takes_the_answer_as_one_step(editor: Standalone) -> None:
    editor.key("m", "1")
    expect(editor.button("Auto-annotation")).to_have_attribute("aria-pressed", "true")
    editor.click_image((30, 40))
    expect(editor.root.get_by_text("1 suggestion")).to_be_visible()
    assert editor.result() == []
    editor.page.keyboard.down("Alt")
    editor.click_image((60, 60))
    editor.page.keyboard.up("Alt")
    expect(editor.root.get_by_text("2 suggestions")).to_be_visible()
    assert [item["is_positive"] for item in asked(editor)[-1]] == [True, False]
    editor.key("Enter")
    assert boxes(editor) == [(30, 40), (60, 60)]
    assert [item["value"]["rectanglelabels"] for item in editor.result()] == [["Cat"], ["Cat"]]
    assert {item["origin"] for item in editor.result()} == {"prediction"}
    editor.key("Control+z")
    assert editor.result() == []
    assert editor.errors == []


def test_each_suggestion_has_its_buttons_and_escape_refuses_the_rest(editor: Standalone) -> None:
    editor.key("m", "1")
    editor.click_image((30, 40))
    editor.click_image((60, 60))
    editor.button("Accept suggestion 2, Cat").click()
    assert boxes(editor) == [(60, 60)]
    expect(editor.button("Accept suggestion 1, Cat")).to_be_visible()
    editor.key("Escape")
    expect(editor.root.get_by_text("1 suggestion")).to_have_count(0)
    assert boxes(editor) == [(60, 60)]


def test_without_auto_annotation_a_point_is_a_point(editor: Standalone) -> None:
    editor.key("1")
    editor.click_image((30, 40))
    assert [item["type"] for item in editor.result()] == ["keypointlabels"]
    assert asked(editor) == []


def test_accepting_by_itself_and_a_model_that_fails(editor: Standalone) -> None:
    editor.key("m", "1")
    editor.root.get_by_role("checkbox", name="accept automatically").check()
    editor.click_image((30, 40))
    expect(editor.root.get_by_role("option")).to_have_count(1)
    assert boxes(editor) == [(30, 40)]
    editor.page.evaluate("() => { window.failure = 'ValueError: no weights'; }")
    editor.click_image((70, 70))
    expect(editor.root.get_by_role("alert")).to_contain_text("The model could not suggest anything.")
    assert boxes(editor) == [(30, 40)]


def test_spans_of_a_model_are_added_at_once(standalone: Standalone) -> None:
    editor = standalone
    editor.page.add_init_script(TEXT_MODEL)
    editor.open(NER, {"text": "Anna Smith lives in Paris."}, suggest=True)
    editor.key("m", "1")
    editor.drag_text(0, 10)
    expect(editor.root.get_by_role("option")).to_have_count(2)
    spans = [(item["value"]["text"], item["value"]["labels"], item["origin"]) for item in editor.result()]
    assert spans == [("Anna Smith", ["PER"], "manual"), ("Paris", ["PER"], "prediction")]
    editor.key("Control+z")
    expect(editor.root.get_by_role("option")).to_have_count(1)


def test_without_a_model_nothing_of_it_is_there(standalone: Standalone) -> None:
    standalone.open(CONFIG, {"image": "media/i.png"})
    expect(standalone.button("Auto-annotation")).to_have_count(0)
    standalone.key("m", "1")
    standalone.click_image((30, 40))
    assert [item["type"] for item in standalone.result()] == ["keypointlabels"]


@pytest.mark.parametrize("width", [600, 700])
def test_the_picture_stays_where_it_is_while_suggestions_come_and_go(editor: Standalone, width: int) -> None:
    editor.page.set_viewport_size({"width": width, "height": 700})
    expect(editor.surface("img")).to_be_in_viewport(ratio=0.99)
    before = editor.box("img")
    editor.key("m", "1")
    assert editor.box("img") == before
    editor.click_image((30, 40))
    expect(editor.button("Accept all suggestions")).to_be_visible()
    assert editor.box("img") == before
    bar = editor.root.get_by_role("group", name="Suggestions of the model").locator("div")
    assert bar.evaluate("(bar) => bar.scrollWidth <= bar.clientWidth")
    editor.key("Escape")
    expect(editor.button("Accept all suggestions")).to_have_count(0)
    assert editor.box("img") == before
