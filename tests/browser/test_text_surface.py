"""What a person does with a text beyond the recorded cases: handles, keyboard alone, long texts."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.standalone import Standalone
from tests.browser.text_gestures import spans

CONFIG = """<View><Labels name="ner" toName="txt"><Label value="PER" background="#d33"/>
<Label value="ORG" background="#36c"/></Labels><Text name="txt" value="$text"/>
<Choices name="c" toName="txt"><Choice value="A"/></Choices></View>"""
TEXT = "Anna Smith lives in Paris.\nShe likes café 😀😀 gardens a lot.\nThe end."


def opened(editor: Standalone, text: str = TEXT) -> Standalone:
    editor.open(CONFIG, {"text": text})
    editor.control("ner").get_by_role("button").first.focus()
    return editor


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


def test_words_sentences_and_ends_by_keyboard(standalone: Standalone) -> None:
    text = "One two three.  Four five.\nSix seven 😀"
    standalone.open(CONFIG, {"text": text})
    standalone.surface("txt").focus()
    standalone.key("Control+End", "Control+Shift+ArrowUp", "1")
    standalone.key("Control+Home", "Control+Shift+ArrowDown", "1", "Control+Shift+ArrowDown", "2")
    standalone.key("Control+Home", "Control+ArrowRight", "Control+Shift+ArrowRight", "2")
    labeled = [text[start:end] for start, end, _ in spans(standalone)]
    assert labeled == ["Six seven 😀", "One two three.", "Four five.", "two"]


def test_a_double_click_on_a_span_selects_it_and_makes_no_other(standalone: Standalone) -> None:
    editor = opened(standalone)
    editor.key("1")
    editor.drag_text(0, 10)
    editor.key("1")
    editor.click_text(2, clicks=2)
    assert spans(editor) == [(0, 10, "PER")]
    assert editor.selected() == [0]


def test_a_click_may_come_before_the_next_frame(standalone: Standalone) -> None:
    editor = opened(standalone)
    editor.key("1")
    shown = editor.characters()
    (x, y, _, height), end = shown[0] or [], shown[4] or []
    # What is painted after a frame waits for its fallback, which is later than the click.
    editor.page.evaluate("window.requestAnimationFrame = () => 0")
    editor.drag((x + 1, y + height / 2), (end[0], y + height / 2))
    editor.page.mouse.click((x + end[0]) / 2, y + height / 2)
    assert editor.page.evaluate("window.editor.store.selection.peek().length") == 1


def test_a_drag_may_begin_at_any_fraction_of_a_letter(standalone: Standalone) -> None:
    editor = opened(standalone)
    middle = editor.character(0)
    x, y = editor.character(6)
    for step in range(12):
        editor.control("ner").get_by_role("button").first.click()
        editor.drag((middle[0] - 0.5 + step / 12, middle[1]), (x, y))
    assert len(editor.result()) == 12


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


def finger(editor: Standalone) -> Callable[..., None]:
    """Puts a finger down at the first place, moves it over the others, and lifts it."""
    session = editor.page.context.new_cdp_session(editor.page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})

    def play(*way: tuple[float, float]) -> None:
        for at, (x, y) in enumerate(way):
            kind = "touchMove" if at else "touchStart"
            session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    return play


def middle(locator: Locator) -> tuple[float, float]:
    box = locator.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_spans_and_their_handles_by_touch(standalone: Standalone) -> None:
    editor = opened(standalone)
    touch = finger(editor)
    block = editor.surface("txt").locator(".lsw-text-block")
    block.evaluate("({ firstChild: text }) => getSelection().setBaseAndExtent(text, 0, text, 4)")
    touch(middle(editor.control("ner").get_by_role("button", name="PER")))
    editor.page.locator(".lsw-span-mark").wait_for()
    assert spans(editor) == [(0, 4, "PER")]
    touch(editor.character(2))
    knob = editor.page.locator(".lsw-span-knob-end")
    knob.wait_for()
    last = editor.characters()[9]
    assert last is not None
    x, y = middle(knob)
    touch((x, y), (x + 10, y), (last[0] + last[2] * 0.9, last[1] + last[3] + 4))
    editor.page.locator("[data-region]", has_text="Anna Smith").wait_for()
    assert spans(editor) == [(0, 10, "PER")]


def test_right_to_left_lines_run_to_the_left(standalone: Standalone) -> None:
    text = "שלום לך Anna.\nA line in English."
    editor = opened(standalone, text)
    shown = editor.characters()
    box = editor.page.locator(".lsw-text-block").bounding_box()
    assert shown[0] is not None
    assert shown[14] is not None
    assert box is not None
    assert abs(shown[0][0] + shown[0][2] - box["x"] - box["width"]) < 2
    assert abs(shown[14][0] - box["x"]) < 2
    editor.surface("txt").focus()
    editor.key("Home", "Shift+Control+ArrowLeft", "1")
    assert spans(editor) == [(0, 4, "PER")]
    editor.key("Tab", "Shift+ArrowLeft")
    assert spans(editor) == [(0, 5, "PER")]
    start = middle(editor.page.locator(".lsw-span-knob-start"))
    assert start[0] > middle(editor.page.locator(".lsw-span-knob-end"))[0]
    editor.drag(start, (editor.character(2)[0], start[1]))
    assert spans(editor)[0][0] in (2, 3)


def remote(editor: Standalone, body: bytes) -> Standalone:
    """A text that is fetched: one cell of a CSV file."""
    config = CONFIG.replace(
        'value="$text"', 'value="$text" valueType="url" resolver="csv|separator=;|column=say"'
    )
    editor.page.route(
        "http://127.0.0.1:7/**",
        lambda route: route.fulfill(body=body, headers={"access-control-allow-origin": "*"}),
    )
    editor.open(config, {"text": "http://127.0.0.1:7/said.csv"})
    return editor


def test_a_cell_of_a_remote_file_is_labeled_and_its_text_not_stored(standalone: Standalone) -> None:
    editor = remote(standalone, b'\xef\xbb\xbfid;say\r\n1;"caf\xc3\xa9 ""Anna"""\r\n')
    editor.surface("txt").get_by_text('café "Anna"').wait_for()
    editor.surface("txt").focus()
    editor.key("Home", "Shift+Control+ArrowRight", "1")
    [item] = editor.result()
    assert item["value"] == {"start": 0, "end": 4, "labels": ["PER"]}


def test_a_remote_file_that_is_no_text_is_said_with_the_place(standalone: Standalone) -> None:
    editor = remote(standalone, b"id;say\n1;caf\xe9")
    editor.page.get_by_role("alert").wait_for()
    assert "no UTF-8: byte 0xe9 at position 12 of 13 bytes" in editor.messages()


def test_a_region_far_away_is_brought_into_sight(standalone: Standalone) -> None:
    editor = opened(standalone, "A line of words to fill the page.\n" * 5000 + "Here.")
    end = 34 * 5000
    editor.page.evaluate(
        "(end) => { const { store } = window.editor; store.pressLabel('ner', 'ORG');"
        " const id = store.draw('txt', 'span', { start: end, end: end + 4, text: 'Here' });"
        " store.selection.value = [id]; }",
        end,
    )
    expect(editor.page.locator(".lsw-span-selected")).to_be_in_viewport(ratio=0.99)
