"""What a person does with a text beyond the recorded cases: handles, keyboard alone, long texts."""

from __future__ import annotations

from tests.browser.standalone import Standalone

CONFIG = """<View><Labels name="ner" toName="txt"><Label value="PER" background="#d33"/>
<Label value="ORG" background="#36c"/></Labels><Text name="txt" value="$text"/>
<Choices name="c" toName="txt"><Choice value="A"/></Choices></View>"""
TEXT = "Anna Smith lives in Paris.\nShe likes café 😀😀 gardens a lot.\nThe end."


def opened(editor: Standalone, text: str = TEXT) -> Standalone:
    editor.open(CONFIG, {"text": text})
    editor.control("ner").get_by_role("button").first.focus()
    return editor


def spans(editor: Standalone) -> list[tuple[int, int, str]]:
    values = [item["value"] for item in editor.result()]
    return [(value["start"], value["end"], value["labels"][0]) for value in values]


def test_the_handle_of_a_selected_span_is_pulled_in_one_step(standalone: Standalone) -> None:
    editor = opened(standalone)
    editor.key("1")
    editor.drag_text(0, 4)
    editor.click_text(2)
    knob = editor.page.locator(".lsw-span-knob-end").bounding_box()
    last = editor.characters()[9]
    assert knob is not None
    assert last is not None
    start = (knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2)
    editor.drag(start, (last[0] + last[2] * 0.9, last[1] + last[3] + 4))
    assert spans(editor) == [(0, 10, "PER")]
    assert editor.result()[0]["value"]["text"] == "Anna Smith"
    editor.key("Control+z")
    assert spans(editor) == [(0, 4, "PER")]


def test_a_drag_that_ends_outside_of_the_view_still_makes_the_span(standalone: Standalone) -> None:
    editor = opened(standalone)
    editor.key("1")
    first = editor.characters()[0]
    assert first is not None
    editor.drag((first[0] - 3, first[1] + 3), (first[0] + 200, 860))
    assert spans(editor) == [(0, len(TEXT), "PER")]


def test_a_selection_that_reaches_beyond_the_text_makes_nothing(standalone: Standalone) -> None:
    editor = opened(standalone)
    editor.key("1")
    choice = editor.control("c").get_by_role("checkbox").bounding_box()
    assert choice is not None
    editor.drag(editor.character(30), (choice["x"] + 40, choice["y"] + 8))
    assert all(end <= len(TEXT) for _, end, _ in spans(editor))


def test_spans_by_keyboard_alone(standalone: Standalone) -> None:
    editor = opened(standalone)
    editor.surface("txt").focus()
    editor.key("Home", "Control+ArrowRight", "Control+ArrowRight", "ArrowRight")
    editor.key("Shift+Control+ArrowRight", "Shift+Control+ArrowRight", "2")
    assert spans(editor) == [(11, 19, "ORG")]
    editor.key("ArrowDown", "Home", "Shift+End", "1")
    assert spans(editor)[1] == (27, 59, "PER")
    editor.key("Tab")
    assert editor.selected() == [0]
    editor.key("Shift+ArrowRight", "Alt+Shift+ArrowLeft")
    assert spans(editor)[0] == (10, 20, "ORG")
    editor.key("Tab")
    assert editor.selected() == [1]
    editor.key("Tab")
    assert editor.selected() == []


def test_a_double_click_on_a_span_selects_it_and_makes_no_other(standalone: Standalone) -> None:
    editor = opened(standalone)
    editor.key("1")
    editor.drag_text(0, 10)
    editor.key("1")
    editor.click_text(2, clicks=2)
    assert spans(editor) == [(0, 10, "PER")]
    assert editor.selected() == [0]


def test_alt_click_reaches_what_lies_below(standalone: Standalone) -> None:
    editor = opened(standalone)
    for start, end in ((0, 10), (5, 10)):
        editor.key("1")
        editor.drag_text(start, end)
    editor.click_text(7)
    assert editor.selected() == [1]
    editor.page.keyboard.down("Alt")
    editor.click_text(7)
    editor.page.keyboard.up("Alt")
    assert editor.selected() == [0]


def test_a_region_far_away_is_brought_into_sight(standalone: Standalone) -> None:
    editor = opened(standalone, "A line of words to fill the page.\n" * 5000 + "Here.")
    editor.key("1")
    editor.drag_text(2, 6)
    end = 34 * 5000
    editor.page.evaluate(
        "(end) => { const { store } = window.editor; store.pressLabel('ner', 'ORG');"
        " const id = store.draw('txt', 'span', { start: end, end: end + 4, text: 'Here' });"
        " store.selection.value = [id]; }",
        end,
    )
    strong = editor.page.locator(".lsw-span-selected").bounding_box()
    box = editor.page.locator('[data-object="txt"]').bounding_box()
    assert strong is not None
    assert box is not None
    assert box["y"] <= strong["y"] <= box["y"] + box["height"] - strong["height"]
