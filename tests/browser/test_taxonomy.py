"""A Taxonomy as a person meets it: the tree by mouse and by keys, and spans that have its paths."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser import html_gestures
from tests.browser.control_gestures import pick
from tests.browser.standalone import Standalone

TEXT = "Anna Smith lives in Paris, France and works for Acme Corp."
TREE = """<Choice value="Place"><Choice value="City" alias="c"/><Choice value="Country"/></Choice>
<Choice value="Person"/>"""
SPANS = f"""<View><Taxonomy name="tax" toName="txt" labeling="true">{TREE}</Taxonomy>
<{{0}} name="txt" value="$text"/></View>"""
PLAIN = (
    f"""<View><Text name="txt" value="$text"/><Taxonomy name="tax" toName="txt">{TREE}</Taxonomy></View>"""
)


def paths(editor: Standalone) -> list[list[list[str]]]:
    return [item["value"]["taxonomy"] for item in editor.result()]


def test_the_tree_is_searched_walked_and_ticked_by_keys_alone(standalone: Standalone) -> None:
    standalone.open(PLAIN, {"text": TEXT})
    standalone.control("tax").locator("[aria-haspopup=tree]").focus()
    standalone.key("Enter")
    search = standalone.root.get_by_role("searchbox")
    expect(search).to_be_focused()
    standalone.page.keyboard.type("COUN")
    expect(standalone.root.get_by_role("treeitem")).to_have_count(2)
    standalone.key("Enter")
    assert paths(standalone) == [[["Place", "Country"]]]
    standalone.key("Escape")
    expect(search).to_have_value("")
    standalone.key("ArrowDown", "Home", "ArrowRight", "ArrowRight", "Space")
    assert paths(standalone) == [[["Place", "Country"], ["Place", "c"]]]
    standalone.key("ArrowLeft", "ArrowLeft", "End", "Enter")
    assert paths(standalone) == [[["Place", "Country"], ["Place", "c"], ["Person"]]]
    standalone.key("Escape")
    expect(search).to_have_count(0)
    expect(standalone.control("tax").locator("[aria-haspopup=tree]")).to_be_focused()
    standalone.key("Control+z", "Control+z")
    assert paths(standalone) == [[["Place", "Country"]]]
    standalone.root.get_by_role("button", name="Remove Place / Country").click()
    assert standalone.result() == []
    assert standalone.errors == []


@pytest.mark.parametrize("tag", ["Text", "HyperText"])
def test_text_selected_first_becomes_a_span_of_the_path_chosen_then(tag: str, standalone: Standalone) -> None:
    standalone.open(SPANS.format(tag), {"text": TEXT})
    if tag == "Text":
        standalone.drag_text(0, 10)
    else:
        html_gestures.drag(standalone, 0, 10, "txt")
    assert standalone.result() == []
    pick(standalone, "tax", "Person")
    assert paths(standalone) == [[["Person"]]]
    assert standalone.result()[0]["value"]["text"] == "Anna Smith"
    expect(standalone.root.get_by_role("tree")).to_have_count(0)
    assert standalone.errors == []


def test_text_selected_by_keys_becomes_a_span_of_the_path_chosen_then(standalone: Standalone) -> None:
    standalone.open(SPANS.format("Text"), {"text": TEXT})
    standalone.surface("txt").focus()
    standalone.key("Home", *["Shift+ArrowRight"] * 4, "Shift+Tab")
    opener = standalone.control("tax").locator("[aria-haspopup=tree]")
    expect(opener).to_be_focused()
    standalone.key("Enter")
    standalone.page.keyboard.type("pers")
    standalone.key("Enter")
    assert paths(standalone) == [[["Person"]]]
    assert standalone.result()[0]["value"]["text"] == "Anna"


def test_a_selected_span_takes_other_paths_and_keeps_one(standalone: Standalone) -> None:
    standalone.open(SPANS.format("Text"), {"text": TEXT})
    pick(standalone, "tax", "Person")
    standalone.key("Escape")
    standalone.drag_text(20, 25)
    regions = standalone.root.get_by_role("listbox", name="Regions").get_by_role("option")
    expect(regions).to_contain_text("Person")
    standalone.click_text(22)
    pick(standalone, "tax", "Place", "City")
    assert paths(standalone) == [[["Person"], ["Place", "c"]]]
    pick(standalone, "tax", "Person")
    assert paths(standalone) == [[["Place", "c"]]]
    pick(standalone, "tax", "Place", "City")
    standalone.root.get_by_text("A span keeps at least one item").first.wait_for()
    assert paths(standalone) == [[["Place", "c"]]]
    standalone.key("Escape", "Control+z")
    assert paths(standalone) == [[["Person"], ["Place", "c"]]]


def test_ten_thousand_items_open_as_a_few_rows(standalone: Standalone) -> None:
    config = (
        """<View><Text name="txt" value="$text"/><Taxonomy name="tax" toName="txt" value="$tree"/></View>"""
    )
    tree = [
        {"value": f"G{group}", "children": [{"value": f"G{group} item {item}"} for item in range(99)]}
        for group in range(100)
    ]
    standalone.open(config, {"text": TEXT, "tree": tree})
    standalone.control("tax").locator("[aria-haspopup=tree]").click()
    items = standalone.root.get_by_role("treeitem")
    expect(items.first).to_have_attribute("aria-setsize", "100")
    standalone.page.keyboard.type("item 98")
    expect(standalone.root.get_by_text("100 found")).to_be_attached()
    standalone.key("ArrowDown", "End")
    expect(items.last).to_have_attribute("data-active", "")
    assert items.count() < 40
    standalone.key("Enter")
    assert paths(standalone) == [[["G99", "G99 item 98"]]]
