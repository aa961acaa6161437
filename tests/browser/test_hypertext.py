"""What a person does with a document beyond the recorded cases, in its frame and in the view."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.html_gestures import click, drag, offsets, place, ready, values
from tests.browser.scripts import script_of
from tests.browser.standalone import ORIGIN, Standalone

CONFIG = """<View><HyperTextLabels name="ht" toName="html"><Label value="Org" background="#d33"/>
<Label value="Loc" background="#36c"/></HyperTextLabels><HyperText name="html" value="$html"%s/></View>"""
PAGE = (
    "<h1>Title 😀</h1><p>One <b>two <i>three</i></b> four<br>five.</p>"
    "<table><tr><td>Cell A</td><td>Cell B</td></tr></table><p>two of two</p>"
)
# Code points, the line break counted.
TWO, TWO_THREE, CELLS, CELL_B = (11, 14), (11, 20), (31, 43), (37, 43)
BOTH = pytest.mark.parametrize("inline", ["", ' inline="true"'], ids=["frame", "inline"])


def opened(editor: Standalone, html: Any = PAGE, attributes: str = "") -> Standalone:
    editor.open(CONFIG % attributes, {"html": html}, {"html": html})
    ready(editor)
    return editor


def drawn(editor: Standalone, *spans: tuple[int, int]) -> None:
    for start, end in spans:
        editor.key("1")
        drag(editor, start, end)
    assert offsets(editor) == list(spans)


def boxes(editor: Standalone, of: str) -> list[list[float]]:
    """Left, top, right and bottom of what is painted."""
    return editor.page.locator(of).evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect()).map((box) =>"
        " [box.left, box.top, box.right, box.bottom])"
    )


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return script_of("tags-html/places.ts", tmp_path_factory.mktemp("places"))


def test_places_in_generated_documents_are_those_of_the_browser(page: Page, places: Path) -> None:
    """Sound and broken markup: XPaths, offsets and texts against `evaluate`, text nodes and the selection."""
    page.set_content("<!doctype html><title>places</title><body>")
    page.add_script_tag(path=places)
    assert page.evaluate("() => window.differences(300)") == []


@BOTH
def test_what_is_dragged_over_is_what_is_saved_and_painted(standalone: Standalone, inline: str) -> None:
    editor = opened(standalone, attributes=inline)
    drawn(editor, CELL_B, TWO_THREE, CELLS, (0, 14))
    cell, words, cells, blocks = values(editor)
    assert cell["start"] == cell["end"] == "/table[1]/tbody[1]/tr[1]/td[2]/text()[1]"
    assert (words["start"], words["startOffset"]) == ("/p[1]/b[1]/text()[1]", 0)
    assert (words["end"], words["endOffset"]) == ("/p[1]/b[1]/i[1]/text()[1]", 5)
    assert [value["text"] for value in (cell, words, cells, blocks)] == [
        "Cell B",
        "two three",
        "Cell A\tCell B",
        "Title 😀\\n\\nOne two",
    ]
    editor.page.mouse.move(0, 0)
    left, right = place(editor, 11, part=0)[0], place(editor, 19, part=1)[0]
    marks = boxes(editor, ".lsw-span-mark")
    assert any(abs(box[0] - left) < 1.5 and abs(box[2] - right) < 1.5 for box in marks)


def test_a_saved_document_is_painted_where_it_was_labeled(standalone: Standalone) -> None:
    """By XPaths, by either kind of numbers, and by the saved text where they disagree."""
    paths: dict[str, Any] = {"start": "/p[1]/b[1]/text()[1]", "startOffset": 0}
    paths.update({"end": "/p[1]/b[1]/i[1]/text()[1]", "endOffset": 5})
    given = [
        paths,
        {"start": 11, "end": 20},
        {"start": "/div[9]/text()[1]", "end": "/x", "globalOffsets": {"start": 11, "end": 20}},
        {**paths, "globalOffsets": {"start": 12, "end": 20}, "text": "two three"},
    ]
    held = {"from_name": "ht", "to_name": "html", "type": "hypertextlabels"}
    standalone.given = [
        {**held, "id": f"r{at}", "value": {**value, "hypertextlabels": ["Org"]}}
        for at, value in enumerate(given)
    ]
    editor = opened(standalone)
    left, right = place(editor, 11, part=0)[0], place(editor, 19, part=1)[0]
    for at, value in enumerate(given):
        selected = editor.page.locator(".lsw-span-selected")
        for ids in ([], [f"r{at}"]):
            editor.page.evaluate("(ids) => { window.editor.store.selection.value = ids; }", ids)
            expect(selected).to_have_count(len(ids))
        [box] = boxes(editor, ".lsw-span-selected")
        assert (box[0], box[2]) == (pytest.approx(left, abs=1.5), pytest.approx(right, abs=1.5)), value


def test_regions_that_do_not_fit_are_told_and_kept(standalone: Standalone) -> None:
    held = {"from_name": "ht", "to_name": "html", "type": "hypertextlabels"}
    standalone.given = [
        {**held, "id": "a", "value": {"start": 900, "end": 905, "hypertextlabels": ["Org"]}},
        {**held, "id": "c", "value": {"globalOffsets": {"start": 4, "end": 4}, "hypertextlabels": ["Org"]}},
        {**held, "id": "b", "value": {"start": 11, "end": 14, "text": "ten", "hypertextlabels": ["Loc"]}},
    ]
    editor = opened(standalone)
    told = editor.page.get_by_role("list", name="Regions that do not fit").get_by_role("listitem")
    expect(told).to_have_text(
        [
            "Region 1, Org: has no place in this document: 900.",
            "Region 2, Org: is empty, so there is nothing to show: 4 to 4.",
            "Region 3, Loc: the text has changed: saved “ten”, now “two”.",
        ]
    )
    assert editor.result() == editor.given


@BOTH
def test_words_sentences_and_ends_by_keyboard(standalone: Standalone, inline: str) -> None:
    html = "<p>  One <b>two</b> three.  Four five.</p><p>Six seven 😀</p>"
    editor = opened(standalone, html, attributes=inline)
    editor.surface("html").focus()
    editor.key("Control+End", "Control+Shift+ArrowUp", "1")
    editor.key("Control+Home", "Control+Shift+ArrowDown", "1", "Control+Shift+ArrowDown", "2")
    editor.key("Control+Home", "Control+ArrowRight", "Control+Shift+ArrowRight", "2")
    texts = [value["text"] for value in values(editor)]
    assert texts == ["Six seven 😀", "One two three.", "Four five.", "two"]


@BOTH
def test_spans_by_keyboard_alone(standalone: Standalone, inline: str) -> None:
    editor = opened(standalone, attributes=inline)
    editor.surface("html").focus()
    editor.key("Home", "ArrowDown", "Home", "Control+ArrowRight", "ArrowRight")
    editor.key("Shift+Control+ArrowRight", "Shift+Control+ArrowRight", "2")
    assert offsets(editor) == [TWO_THREE]
    editor.key("ArrowDown", "Home", "Shift+End", "1")
    assert offsets(editor)[1] == (26, 31)
    editor.key("Tab")
    assert editor.selected() == [0]
    editor.key("Shift+ArrowLeft", "Alt+Shift+ArrowLeft")
    assert offsets(editor)[0] == (10, 19)
    assert values(editor)[0]["text"] == " two thre"
    editor.key("Tab")
    assert editor.selected() == [1]
    editor.key("Tab")
    assert editor.selected() == []


def test_handles_clicks_through_overlaps_and_double_clicks(standalone: Standalone) -> None:
    editor = opened(standalone)
    drawn(editor, TWO_THREE, TWO)
    click(editor, 12)
    assert editor.selected() == [1]
    click(editor, 12)
    assert editor.selected() == [0]
    [knob] = boxes(editor, ".lsw-span-knob-end")
    end = place(editor, 24, part=0.9)
    editor.drag(((knob[0] + knob[2]) / 2, (knob[1] + knob[3]) / 2), (end[0], end[1] + 8))
    assert offsets(editor)[0] == (11, 25)
    editor.key("Control+z")
    assert offsets(editor)[0] == TWO_THREE
    editor.key("Escape", "2")
    click(editor, 28, clicks=2)
    assert offsets(editor)[2] == (26, 30)


def test_lines_that_run_to_the_left(standalone: Standalone) -> None:
    editor = opened(standalone, '<html dir="rtl"><p>שלום עולם של abc</p></html>')
    editor.key("1")
    editor.drag(place(editor, 5, part=0.9), place(editor, 8, part=0.1))
    click(editor, 6)
    editor.page.locator(".lsw-span-knob-start").wait_for()
    [start], [end] = boxes(editor, ".lsw-span-knob-start"), boxes(editor, ".lsw-span-knob-end")
    assert start[0] > end[0]
    editor.key("Escape", "Home", "Shift+ArrowLeft", "Shift+ArrowLeft", "2")
    assert offsets(editor) == [(5, 9), (0, 2)]


def test_a_finger_that_rests_marks_a_word_for_the_label(standalone: Standalone) -> None:
    editor = opened(standalone)
    session = editor.page.context.new_cdp_session(editor.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        held = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": held})

    touch("touchStart", place(editor, 12))
    editor.page.locator(".lsw-span-range").wait_for()
    touch("touchMove", place(editor, 17, part=0.9))
    touch("touchEnd")
    editor.control("ht").get_by_role("button", name="Loc").click()
    assert offsets(editor) == [(11, 18)]


def test_matches_are_labeled_spans_split_merged_and_words_found(standalone: Standalone) -> None:
    editor = opened(standalone)
    drawn(editor, TWO)
    click(editor, 12)
    editor.key("Alt+e")
    assert offsets(editor) == [TWO, (43, 46), (50, 53)]
    editor.key("Control+z")
    assert offsets(editor) == [TWO]
    editor.key("Escape", "1")
    drag(editor, *CELLS)
    click(editor, 37)
    editor.key("Alt+s")
    assert offsets(editor)[1:] == [(31, 37), (37, 43)]
    for text, where in (("cell b", CELL_B), ("three four", (15, 25))):
        editor.key("Control+f")
        editor.page.keyboard.type(text)
        expect(editor.page.get_by_role("search").get_by_role("status")).to_have_text("1 of 1")
        expect(editor.page.locator(".lsw-span-here")).not_to_have_count(0)
        here = boxes(editor, ".lsw-span-here")
        assert here[0][0] == pytest.approx(place(editor, where[0], part=0)[0], abs=1.5)
        editor.key("Escape")
    expect(editor.surface("html")).to_be_focused()


def test_links_lead_nowhere_unless_they_may(standalone: Standalone) -> None:
    page = standalone.page
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="<title>there</title>", content_type="text/html")

    page.context.route("https://there.invalid/**", answer)
    html = '<p><a href="https://there.invalid/a">link one</a> <a href="javascript:alert(1)">two</a></p>'
    opened(standalone, html)
    click(standalone, 2)
    opened(standalone, html, ' clickableLinks="true"')
    click(standalone, 10)
    with page.context.expect_page() as popup:
        click(standalone, 2)
    popup.value.wait_for_load_state()
    assert popup.value.evaluate("() => [opener, document.referrer]") == [None, ""]
    assert asked == ["https://there.invalid/a"]
    assert len(page.context.pages) == 2
    assert page.url == f"{ORIGIN}/"


def test_a_long_page_scrolls_in_its_box_and_arrows_follow(standalone: Standalone) -> None:
    lines = [f"<p>Line {at:04} of the page.</p>" for at in range(60)]
    editor = opened(standalone, "".join(lines))
    drawn(editor, (0, 4), (22, 26))
    ids = editor.page.evaluate("() => window.editor.store.regions.value.map(({ id }) => id)")
    editor.page.evaluate("([one, other]) => window.editor.store.relate(one, other)", ids)
    expect(editor.page.locator(".lsw-arrow")).to_have_count(1)
    at = 22 * 59
    far = editor.page.evaluate(
        "(at) => { const { store } = window.editor; store.pressLabel('ht', 'Loc');"
        " const id = store.draw('html', 'span', { start: at, end: at + 4,"
        " globalOffsets: { start: at, end: at + 4 } }); store.selection.value = [id]; return id; }",
        at,
    )
    assert far
    box = editor.page.locator('[data-object="html"]').bounding_box()
    [selected] = boxes(editor, ".lsw-span-selected")
    assert box is not None
    assert box["y"] <= selected[1] < selected[3] <= box["y"] + box["height"]


NOTES = {
    "none": (None, "The document is empty: there is nothing in column"),
    "blank": (" \n", "The document is empty"),
    "number": (12.5, "12.5"),
    "object": ({"a": [1]}, '{"a":[1]}'),
    "unseen": ("<script>x()</script><p> &nbsp;</p>", "The document has no text to show."),
    "broken": ("<table><b>cell<tr><td>in</b></p><div", "cell"),
    "bytes": ("b'<p>x</p>'", "x"),
}


def test_each_kind_of_value_is_shown_or_answered_in_one_sentence(standalone: Standalone) -> None:
    documents = "".join(f'<HyperText name="{name}" value="${name}" inline="true"/>' for name in NOTES)
    standalone.open(f"<View>{documents}</View>", {name: value for name, (value, _) in NOTES.items()})
    for name, (_, said) in NOTES.items():
        expect(standalone.surface(name)).to_contain_text(said)
    assert standalone.errors == []


def test_documents_from_addresses_encodings_and_the_config_itself(standalone: Standalone) -> None:
    bodies = {
        "a.html": b"\xef\xbb\xbf<p>A <b>page</b></p>",
        "b.csv": b'id;html\n1;"<p>from a ""cell""</p>"\n',
        "g.html": b"<p>Gr\xfc\xdfe</p>",
    }
    page = standalone.page
    page.context.route("https://there.invalid/**", lambda route: route.fulfill(
        status=200 if route.request.url.rpartition("/")[2] in bodies else 404,
        body=bodies.get(route.request.url.rpartition("/")[2], ""),
        headers={"access-control-allow-origin": "*"},
    ))  # fmt: skip
    standalone.open(
        """<View><HyperText name="a" value="$a" valueType="url" inline="true"/>
        <HyperText name="b" value="$b" valueType="url" resolver="csv|separator=;|column=html" inline="true"/>
        <HyperText name="c" value="$c" valueType="url" inline="true"/>
        <HyperText name="d" value="$d" encoding="base64unicode" inline="true"/>
        <HyperText name="e" value="$e" encoding="base64unicode" inline="true"/>
        <HyperText name="g" value="$g" valueType="url" inline="true"/>
        <HyperText name="f" inline="true"><p>Written <b>here</b></p></HyperText></View>""",
        {
            "a": "https://there.invalid/a.html",
            "b": "https://there.invalid/b.csv",
            "c": "https://there.invalid/missing",
            "d": base64.b64encode("<p>Grüße 😀</p>".encode()).decode(),
            "e": "no base64!",
            "g": "https://there.invalid/g.html",
        },
    )
    for name, said in {
        "a": "A page",
        "b": 'from a "cell"',
        "c": "The document could not be loaded. The server answered 404.",
        "d": "Grüße 😀",
        "e": "The text is not base64unicode as the config says.",
        "f": "Written here",
        "g": "The document is no UTF-8: byte 0xfc at position 5 of 12 bytes.",
    }.items():
        expect(standalone.surface(name)).to_have_text(said)
