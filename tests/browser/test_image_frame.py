"""The frame around images: pages, several images and regions, texts at their regions, faults."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.standalone import Standalone

BOXES = '<RectangleLabels name="box" toName="img"><Label value="Car"/><Label value="Man"/></RectangleLabels>'
ONE = f'<View><Image name="img" value="$image"/>{BOXES}</View>'
PAGES = f"""<View><Image name="img" valueList="$pages"/>{BOXES}
<Choices name="q" toName="img" perItem="true" required="true">
<Choice value="good"/><Choice value="bad"/></Choices>
<TextArea name="note" toName="img" perItem="true"/></View>"""
READ = """<View><Image name="img" value="$image"/><Rectangle name="bbox" toName="img"/>
<TextArea name="read" toName="img" perRegion="true" editable="true" maxSubmissions="1"
displayMode="region-list"/></View>"""
DATA = {"image": "media/i.png"}
LIST = {"pages": ["media/i.png", "media/i.png?2", "media/i.png?3"]}
FRAME = '[data-object="img"] [role=application]'


def box(
    region: str, x: float, y: float, width: float | None = 20, height: float = 10, **more: Any
) -> dict[str, Any]:
    return {
        "id": region,
        "from_name": "bbox",
        "to_name": "img",
        "type": "rectangle",
        "original_width": 600,
        "original_height": 400,
        "image_rotation": 0,
        "value": {"x": x, "y": y, "width": width, "height": height, "rotation": 0, **more},
    }


def texts(editor: Standalone, control: str = "read") -> dict[str, list[str]]:
    return {item["id"]: item["value"]["text"] for item in editor.result() if item["from_name"] == control}


def focused(editor: Standalone) -> str:
    return editor.page.evaluate(
        "() => document.querySelector('[data-lsw-root]').shadowRoot.activeElement?.getAttribute('aria-label')"
    )


def draw(editor: Standalone, start: tuple[float, float], end: tuple[float, float]) -> None:
    editor.key("1")
    editor.drag_image(start, end)


def test_pages_keep_their_regions_and_answers(standalone: Standalone) -> None:
    editor = standalone
    editor.open(PAGES, LIST)
    draw(editor, (10, 10), (30, 30))
    editor.choose("q", "good")
    editor.page.get_by_role("button", name="Page 3").click()
    editor.shows_page("img", 3)
    assert not editor.control("q").get_by_role("checkbox", checked=True).count()
    draw(editor, (50, 50), (70, 70))
    draw(editor, (10, 50), (30, 70))
    assert [item["item_index"] for item in editor.result()] == [0, 0, 2, 2]
    assert editor.page.get_by_role("button", name="Page 3, 2 regions").get_attribute("aria-current") == "page"
    # A region of another page, chosen in the list, brings its page and its answers.
    editor.root.get_by_role("option").first.click()
    editor.shows_page("img", 1)
    assert editor.control("q").get_by_role("checkbox", name="good").is_checked()
    assert editor.selected() == [0]


def test_what_is_asked_on_each_page_must_be_answered_on_each(standalone: Standalone) -> None:
    editor = standalone
    editor.open(PAGES, LIST)
    editor.choose("q", "good")
    editor.key("Control+Enter")
    editor.shows_page("img", 2)
    assert 'Checkbox "q" is required.' in editor.messages()
    editor.choose("q", "bad")
    editor.key("Control+Enter")
    editor.shows_page("img", 3)


def test_text_being_typed_stays_with_its_page(standalone: Standalone) -> None:
    editor = standalone
    editor.open(PAGES, LIST)
    editor.write("note", "first page")
    editor.page.get_by_role("button", name="Next image").click()
    editor.shows_page("img", 2)
    notes = [(item["item_index"], item["value"]["text"]) for item in editor.result()]
    assert notes == [(0, ["first page"])]


def test_pages_turn_by_keys_and_keep_the_focus(standalone: Standalone) -> None:
    editor = standalone
    editor.open(PAGES, LIST)
    editor.page.locator(FRAME).focus()
    editor.key("Control+ArrowRight")
    editor.shows_page("img", 2)
    assert focused(editor) == "Image img"
    editor.page.get_by_role("button", name="Page 2").focus()
    editor.key("End")
    editor.shows_page("img", 3)
    assert focused(editor) == "Page 3"
    editor.key("ArrowLeft", "ArrowLeft")
    editor.shows_page("img", 1)
    assert focused(editor) == "Page 1"


def test_copied_regions_come_to_the_page_shown(standalone: Standalone) -> None:
    editor = standalone
    editor.open(PAGES, LIST)
    draw(editor, (10, 10), (30, 30))
    editor.key("v")
    editor.click_image((20, 20))
    editor.key("Control+c")
    editor.page.get_by_role("button", name="Page 2").click()
    editor.shows_page("img", 2)
    editor.focus()
    editor.key("Control+v")
    first, second = editor.result()
    assert (first["item_index"], second["item_index"]) == (0, 1)
    assert first["value"] == second["value"]
    editor.key("Control+d")
    assert editor.result()[-1]["item_index"] == 1


def test_a_frame_scales_selected_regions_in_one_step(standalone: Standalone) -> None:
    editor = standalone
    editor.open(ONE, DATA)
    draw(editor, (10, 10), (20, 20))
    draw(editor, (30, 30), (40, 40))
    editor.key("v")
    editor.drag_image((5, 5), (60, 60))
    assert editor.selected() == [0, 1]
    corner = editor.page.locator('[data-handle="group-se"]').bounding_box()
    assert corner is not None
    start = (corner["x"] + corner["width"] / 2, corner["y"] + corner["height"] / 2)
    to = editor.at((70, 70))
    from_ = editor.at((40, 40))
    editor.drag(start, (start[0] + to[0] - from_[0], start[1] + to[1] - from_[1]))
    values = [item["value"] for item in editor.result()]
    assert [value["width"] for value in values] == pytest.approx([20, 20], abs=0.3)
    assert values[1]["x"] == pytest.approx(50, abs=0.3)
    editor.key("Control+z")
    assert [item["value"]["width"] for item in editor.result()] == pytest.approx([10, 10], abs=0.3)


def test_keys_go_to_the_image_used_last(standalone: Standalone) -> None:
    editor = standalone
    editor.open(
        """<View><View style="display:flex"><Image name="a" value="$image"/>
        <Image name="b" value="$image"/></View>
        <Ellipse name="ea" toName="a"/><Ellipse name="eb" toName="b"/></View>""",
        DATA,
    )
    tools = "() => Object.fromEntries(editor.store.tools.value)"
    editor.click_image((80, 80), "a")
    editor.key("o")
    editor.click_image((80, 80), "b")
    editor.key("h")
    assert editor.page.evaluate(tools) == {"a": "ellipse", "b": "pan"}


def test_tool_keys_are_there_only_with_their_tools(standalone: Standalone) -> None:
    editor = standalone
    editor.open(ONE.replace("</View>", '<Polygon name="p" toName="img"/></View>'), DATA)
    editor.key("o", "b", "k")
    assert editor.page.evaluate("() => editor.store.tools.value.size") == 0
    editor.key("p")
    tools = editor.page.get_by_role("toolbar", name="Tools of img")
    assert tools.get_by_role("button", name="Polygon").get_attribute("aria-pressed") == "true"
    editor.key("1")
    assert tools.get_by_role("button", name="Rectangle", exact=True).get_attribute("aria-pressed") == "true"


def test_texts_are_written_at_their_regions_one_after_the_other(standalone: Standalone) -> None:
    editor = standalone
    editor.given = [box("one", 10, 10), box("two", 10, 30), box("three", 10, 50)]
    editor.open(READ, DATA)
    editor.click_image((20, 15))
    editor.key("Enter")
    assert focused(editor) == "read of region 1"
    editor.page.keyboard.type("first <b>1</b>")
    editor.key("Enter")
    assert focused(editor) == "read of region 2"
    editor.page.keyboard.type("second")
    editor.key("Shift+Enter")
    editor.page.keyboard.type("line")
    editor.key("Enter", "Escape")
    assert focused(editor) == "Image img"
    assert texts(editor) == {"one": ["first <b>1</b>"], "two": ["second\nline"]}
    # Keys of the image are letters in a text, and arrows do not move the region.
    editor.key("Enter")
    editor.page.keyboard.type("v h")
    editor.key("Control+ArrowLeft", "ArrowLeft", "Enter")
    assert focused(editor) == "Image img"
    result = {item["id"]: item["value"]["x"] for item in editor.result()}
    assert result["three"] == 10
    assert texts(editor)["three"] == ["v h"]


def test_a_text_stands_at_its_region_and_in_full_on_hover(standalone: Standalone) -> None:
    editor = standalone
    text = "a text that is much longer than the small box it was read in, and does not fit there at all"
    value = {"x": 10, "y": 10, "width": 20, "height": 10, "rotation": 0}
    written = {
        **box("one", 10, 10),
        "from_name": "read",
        "type": "textarea",
        "value": {**value, "text": [text]},
    }
    editor.given = [box("one", 10, 10), written]
    editor.open(READ, DATA)
    x, y = editor.at((20, 15))
    editor.page.mouse.move(x, y)
    assert editor.page.get_by_text(text, exact=True).first.is_visible()
    editor.page.get_by_role("button", name="Texts at their regions").click()
    assert editor.result()[1]["value"]["text"] == [text]


def test_regions_that_cannot_be_seen_are_named(standalone: Standalone) -> None:
    editor = standalone
    given = [
        box("good", 50, 50),
        box("broken", 10, 10, width=None),
        box("flat", 30, 30, width=0, height=0),
        box("outside", 120, 30),
    ]
    editor.given = given
    editor.open(READ, DATA)
    lines = (
        editor.page.get_by_role("status").filter(has_text="kept as they are").locator("p").all_inner_texts()
    )
    assert [line.split()[-1] for line in lines] == ["2", "3", "4"]
    editor.page.get_by_role("button", name="Select region 2").click()
    assert editor.selected() == [1]
    assert editor.result() == given
