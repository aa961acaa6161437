"""Relations across objects: by keys, by dragging, from the list; arrows that are pointed at and followed."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.standalone import Standalone

CONFIG = """<View><Relations><Relation value="works_for" background="#c2410c"/><Relation value="shows"/>
</Relations><Labels name="ner" toName="txt"><Label value="PER"/><Label value="ORG"/></Labels>
<Text name="txt" value="$text"/>
<RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels>
<Image name="img" value="$image"/></View>"""
TEXT_CONFIG = """<View><Labels name="ner" toName="txt"><Label value="PER"/></Labels>
<Text name="txt" value="$text"/><Relations><Relation value="works_for"/></Relations></View>"""
TEXT = "Anna Smith lives in Paris, France and works for Acme Corp."
DATA = {"text": TEXT, "image": "media/i.png"}

MIXED_CONFIG = """<View><HyperTextLabels name="ht" toName="doc"><Label value="Name"/></HyperTextLabels>
<HyperText name="doc" value="$html"/>
<ParagraphLabels name="pl" toName="talk"><Label value="Word"/></ParagraphLabels>
<Paragraphs name="talk" value="$talk" layout="dialogue" nameKey="author" textKey="text"/><Relations/>
<RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels>
<Image name="img" valueList="$pages"/></View>"""
MIXED = {
    "html": "<p>Hello <b>Bob</b>.</p>" + "<p>More of it.</p>" * 60 + "<p>Last words of Zoe.</p>",
    "talk": [{"author": "A", "text": "Hi there Bob"}, {"author": "B", "text": "Hello Zoe"}],
    "pages": ["media/i.png", "media/i.png?2"],
}

Item = dict[str, Any]


def span(name: str, start: int, end: int, text: str = TEXT, label: str = "PER") -> Item:
    value = {"start": start, "end": end, "text": text[start:end], "labels": [label]}
    return {
        "value": value,
        "id": name,
        "from_name": "ner",
        "to_name": "txt",
        "type": "labels",
        "origin": "manual",
    }


def box(name: str, x: float, y: float) -> Item:
    value = {"x": x, "y": y, "width": 20, "height": 20, "rotation": 0, "rectanglelabels": ["Car"]}
    facts = {"original_width": 600, "original_height": 400, "image_rotation": 0, "origin": "manual"}
    return {
        **facts,
        "value": value,
        "id": name,
        "from_name": "box",
        "to_name": "img",
        "type": "rectanglelabels",
    }


def relation(start: str, end: str, *labels: str, direction: str = "right") -> Item:
    item: Item = {"from_id": start, "to_id": end, "type": "relation", "direction": direction}
    return {**item, "labels": list(labels)} if labels else item


ANNA, ACME = span("anna", 0, 10), span("acme", 48, 57, label="ORG")


def opened(editor: Standalone, *given: Item) -> Standalone:
    editor.given = [ANNA, ACME, box("car", 20, 60), *given]
    editor.open(CONFIG, DATA, height="860px")
    return editor


def relations(editor: Standalone) -> list[Item]:
    return [item for item in editor.result() if item["type"] == "relation"]


def arrows(editor: Standalone) -> Locator:
    return editor.page.locator(".lsw-arrow")


def centre(locator: Locator) -> tuple[float, float]:
    found = locator.bounding_box()
    assert found is not None
    return found["x"] + found["width"] / 2, found["y"] + found["height"] / 2


def test_r_then_the_number_then_labels_by_their_numbers(standalone: Standalone) -> None:
    editor = standalone
    editor.given = [ANNA, ACME]
    editor.open(TEXT_CONFIG, {"text": TEXT})
    editor.click_text(5)
    editor.key("r")
    expect(editor.page.locator(".lsw-arrow-badges text")).to_have_text(["2"])
    editor.key("2", "1")
    assert relations(editor) == [relation("anna", "acme", "works_for")]
    assert editor.selected() == [0]
    editor.key("Enter")
    # After that the digit is the label's key again.
    editor.key("1")
    assert relations(editor) == [relation("anna", "acme", "works_for")]
    editor.key("Control+z", "Control+z")
    assert relations(editor) == []


def test_keys_may_come_faster_than_frames(standalone: Standalone) -> None:
    editor = standalone
    editor.given = [ANNA, ACME]
    editor.open(TEXT_CONFIG, {"text": TEXT})
    editor.click_text(5)
    # A number of no region, and of the region itself, is forgotten; so is one that Escape left behind.
    editor.key("r", "1", "Escape", "r", "9", "1", "2", "1")
    assert relations(editor) == [relation("anna", "acme", "works_for")]


def test_a_number_that_others_begin_with_waits_for_enter(standalone: Standalone) -> None:
    editor = standalone
    editor.given = [span(f"s{at}", 3 * at, 3 * at + 2) for at in range(12)]
    editor.open(TEXT_CONFIG, {"text": TEXT})
    editor.click_text(7)
    editor.key("r", "1")
    assert relations(editor) == []
    editor.key("Backspace", "1", "0")
    assert relations(editor) == [relation("s2", "s9")]
    editor.key("Escape")
    editor.key("r", "1", "Enter")
    assert relations(editor) == [relation("s2", "s9"), relation("s2", "s0")]
    editor.key("Escape", "r", "Escape", "1")
    assert len(relations(editor)) == 2


def test_the_handle_is_dragged_to_a_region_of_another_object_and_to_a_row(standalone: Standalone) -> None:
    editor = opened(standalone)
    editor.click_text(5)
    handle = editor.page.locator(".lsw-arrow-handle circle")
    editor.drag(centre(handle), editor.at((30, 70)))
    assert relations(editor) == [relation("anna", "car")]
    row = editor.root.get_by_role("option").nth(1)
    editor.drag(centre(handle), centre(row))
    assert relations(editor) == [relation("anna", "car"), relation("anna", "acme")]
    editor.drag(centre(handle), editor.at((90, 10)))
    assert len(relations(editor)) == 2
    # Dropped on nothing it awaits nothing; only pressed, it awaits a click.
    waiting = editor.root.get_by_text("click the other region")
    expect(waiting).to_have_count(0)
    editor.click_text(50)
    editor.page.mouse.click(*centre(handle))
    expect(waiting).to_have_count(1)
    editor.click_text(5)
    assert relations(editor)[-1] == relation("acme", "anna")
    assert editor.errors == []


def test_escape_ends_the_drag_of_a_handle_and_nothing_else(standalone: Standalone) -> None:
    editor = opened(standalone)
    editor.click_text(5)
    handle = editor.page.locator(".lsw-arrow-handle circle")
    mouse = editor.page.mouse
    mouse.move(*centre(handle))
    mouse.down()
    mouse.move(*editor.at((30, 70)), steps=4)
    line = editor.page.locator(".lsw-arrow-draft")
    expect(line).to_have_count(1)
    editor.key("Escape")
    expect(line).to_have_count(0)
    mouse.up()
    assert relations(editor) == []
    assert editor.selected() == [0]
    expect(editor.root.get_by_text("click the other region")).to_have_count(0)
    editor.drag(centre(handle), editor.at((30, 70)))
    assert relations(editor) == [relation("anna", "car")]


def test_a_name_over_words_lets_them_be_seen_under_the_pointer(standalone: Standalone) -> None:
    text = "Anna and many more words that fill all of the line up to its end. " * 4
    end = text.rindex("words")
    standalone.given = [
        span("a", text.index("many"), text.index("many") + 4, text),
        span("b", end, end + 5, text),
        relation("a", "b", "works_for"),
    ]
    standalone.page.set_viewport_size({"width": 600, "height": 500})
    standalone.open(TEXT_CONFIG, {"text": text})
    standalone.page.evaluate("() => { window.editor.store.selection.value = ['a']; }")
    name = standalone.page.locator(".lsw-arrow-name")
    expect(name).to_have_count(1)
    expect(name).to_have_css("opacity", "1")
    standalone.page.mouse.move(*centre(name))
    expect(name).to_have_css("opacity", "0.12")
    standalone.page.mouse.move(5, 5)
    expect(name).to_have_css("opacity", "1")


def test_regions_are_related_from_the_list_and_a_deleted_one_takes_its_relations_along(
    standalone: Standalone,
) -> None:
    stray = relation("anna", "gone") | {"note": "of another tool"}
    editor = opened(standalone, stray, relation("anna", "acme", "works_for") | {"extra": 1})
    rows = editor.root.get_by_role("listbox", name="Regions")
    rows.focus()
    editor.key("End", "Alt+r", "Home", "Alt+r")
    before = relations(editor)
    assert before[0] == stray
    assert before[1:] == [relation("anna", "acme", "works_for") | {"extra": 1}, relation("car", "anna")]
    rows.focus()
    editor.key("Home", "Backspace")
    assert [item["id"] for item in editor.result() if "id" in item] == ["acme", "car"]
    assert relations(editor) == []
    editor.key("Control+z")
    assert relations(editor) == before


def test_an_arrow_names_its_ends_lights_them_and_opens_its_row(standalone: Standalone) -> None:
    editor = opened(
        standalone, relation("anna", "acme", "works_for"), relation("acme", "car", "shows", direction="bi")
    )
    names = [arrow.get_attribute("aria-label") for arrow in arrows(editor).all()]
    assert names == ["works_for: Anna Smith to Acme Corp, right", "shows: Acme Corp to Car 3, both ways"]
    lines = editor.page.locator(".lsw-arrow-hit")
    start = lines.nth(1).evaluate(
        "(line) => { const p = line.getPointAtLength(line.getTotalLength() * 0.7);"
        "const m = line.getScreenCTM(); return [p.x + m.e, p.y + m.f]; }"
    )
    editor.page.mouse.move(*start)
    rows = editor.root.get_by_role("option")
    expect(rows.nth(1)).to_have_class("lsw-row lsw-hover")
    expect(rows.nth(2)).to_have_class("lsw-row lsw-hover")
    expect(editor.page.locator(".lsw-arrow-end")).to_have_count(2)
    editor.page.mouse.click(*start)
    expect(editor.page.locator(".lsw-relation.lsw-hover")).to_have_attribute("aria-label", names[1])
    # The arrow has the focus now: the other end, then away with it.
    editor.key("Enter")
    assert editor.selected() == [2]
    editor.key("Enter")
    assert editor.selected() == [1]
    editor.key("Space", "2", "1", "Delete")
    assert relations(editor) == [relation("anna", "acme", "works_for")]
    for _ in range(4):
        editor.key("Control+z")
    assert relations(editor)[1] == relation("acme", "car", "shows", direction="bi")


def test_the_table_works_by_keys(standalone: Standalone) -> None:
    editor = opened(standalone, relation("anna", "acme"), relation("acme", "car", "strange"))
    row = editor.root.get_by_role("group", name="Anna Smith to Acme Corp, right")
    row.focus()
    editor.key("2", "1", "Space", "h")
    assert relations(editor)[0] == relation("anna", "acme", "shows", "works_for", direction="bi")
    expect(arrows(editor)).to_have_count(1)
    editor.key("ArrowDown", "1")
    assert relations(editor)[1] == relation("acme", "car", "strange", "works_for")
    editor.key("Delete")
    assert len(relations(editor)) == 1


# Whether an arrow comes to end on a box of the window within some frames.
ENDS_ON = """async (line, [left, top, right, bottom]) => {
  for (let frame = 0; frame < 60; frame += 1) {
    const end = line.getPointAtLength(line.getTotalLength());
    const corner = line.getScreenCTM();
    const [x, y] = [end.x + corner.e, end.y + corner.f];
    if (x >= left - 2 && x <= right + 2 && y >= top - 2 && y <= bottom + 2) return true;
    await new Promise(requestAnimationFrame);
  }
  return false;
}"""


def test_arrows_follow_drags_and_zoom_and_go_with_what_is_hidden(standalone: Standalone) -> None:
    editor = opened(standalone, relation("anna", "car"))
    line = editor.page.locator(".lsw-arrow-line")

    def ends_on(start: tuple[float, float], end: tuple[float, float]) -> bool:
        return line.evaluate(ENDS_ON, [*editor.at(start), *editor.at(end)])

    assert ends_on((20, 60), (40, 80))
    editor.click_image((30, 70))
    editor.drag_image((30, 70), (70, 40))
    assert not ends_on((20, 60), (40, 80))
    assert ends_on((60, 30), (80, 50))
    before = editor.box("img")["width"]
    editor.button("Zoom in").click()
    assert ends_on((60, 30), (80, 50))
    assert editor.box("img")["width"] > before
    editor.key("Alt+h")
    expect(arrows(editor)).to_have_count(0)
    editor.key("Alt+h")
    expect(arrows(editor)).to_have_count(1)
    editor.button("Hide all arrows").click()
    expect(arrows(editor)).to_have_count(0)
    assert len(relations(editor)) == 1


def test_marks_and_arrows_outlast_a_frame_in_which_the_host_hides_the_view(standalone: Standalone) -> None:
    editor = opened(standalone, relation("anna", "acme", "works_for"))
    marks = editor.page.locator(".lsw-span-mark")
    expect(arrows(editor)).to_have_count(1)
    before = marks.count()
    assert before >= 2
    editor.root.evaluate(
        """(host) => new Promise((done) => {
            host.style.display = 'none';
            host.shadowRoot.querySelector('.lsw-text-box').dispatchEvent(new Event('scroll'));
            // What the scroll asked of this frame comes first; then the view is there again.
            requestAnimationFrame(() => {
                host.style.display = '';
                requestAnimationFrame(() => requestAnimationFrame(done));
            });
        })"""
    )
    expect(arrows(editor)).to_have_count(1)
    expect(marks).to_have_count(before)


def test_an_end_out_of_sight_has_a_sign_that_leads_there(standalone: Standalone) -> None:
    editor = standalone
    text = "\n".join(f"Line {at} of a long text with Anna in it." for at in range(400))
    last = text.rindex("Anna")
    editor.given = [
        span("first", 26, 30, text),
        span("last", last, last + 4, text),
        relation("first", "last"),
    ]
    editor.open(TEXT_CONFIG, {"text": text})
    sign = editor.page.locator(".lsw-arrow-sign")
    expect(sign).to_have_count(1)
    sign.click()
    assert editor.selected() == [1]
    expect(editor.page.locator(".lsw-arrow-sign text")).to_have_text("1")
    editor.key("Alt+j")
    assert editor.selected() == [0]
    expect(editor.page.locator(".lsw-arrow-sign text")).to_have_text("2")


def test_all_kinds_of_objects_are_related_and_their_pages_turned(standalone: Standalone) -> None:
    editor = standalone

    def place(at: str, start: int, text: str, **more: str) -> Item:
        return {
            "start": at,
            "end": at,
            "startOffset": start,
            "endOffset": start + len(text),
            "text": text,
            **more,
        }

    def html(name: str, at: str, start: int, text: str) -> Item:
        facts = {"id": name, "from_name": "ht", "to_name": "doc", "type": "hypertextlabels"}
        return {**facts, "value": {**place(at, start, text), "hypertextlabels": ["Name"]}}

    said = {"id": "hi", "from_name": "pl", "to_name": "talk", "type": "paragraphlabels"}
    editor.given = [
        html("bob", "/p[1]/b[1]/text()[1]", 0, "Bob"),
        html("zoe", "/p[62]/text()[1]", 14, "Zoe"),
        {**said, "value": {**place("0", 0, "Hi there"), "paragraphlabels": ["Word"]}},
        {**box("one", 20, 30), "item_index": 0},
        {**box("two", 60, 60), "item_index": 1},
        relation("bob", "hi"),
        relation("hi", "one"),
        relation("one", "two"),
        relation("zoe", "bob"),
    ]
    editor.open(MIXED_CONFIG, MIXED, height="800px")
    expect(arrows(editor)).to_have_count(4)
    signs = editor.page.locator(".lsw-arrow-sign text")
    expect(signs).to_have_text(["5", "2"])
    signs.first.click()
    editor.shows_page("img", 2)
    expect(signs).to_have_text(["4", "4", "2"])
    editor.root.get_by_role("group", name="Zoe to Bob, right").focus()
    editor.key("Enter")
    assert editor.selected() == [0]
    editor.key("Enter")
    assert editor.selected() == [1]
    # The document has moved to its end.
    expect(signs.filter(has_text="2")).to_have_count(0)
    editor.key("Alt+r")
    editor.root.get_by_role("option", name="3, Word").click()
    assert relations(editor)[-1] == relation("zoe", "hi")
    expect(arrows(editor)).to_have_count(5)
    assert editor.errors == []
