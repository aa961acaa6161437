"""The main jobs without a mouse, in a narrow window: real presses in a real JupyterLab."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.test_lab import is_saved, shows
from tests.browser.test_lab_more import SETUP, TEXTS, Open, expect_rows, rows


def tab_to(view: Locator, role: Any, name: str, most: int = 60) -> None:
    """Presses Tab until this has the focus."""
    focused = "(element) => element.getRootNode().activeElement === element"
    for _ in range(most):
        view.page.keyboard.press("Tab")
        wanted = view.get_by_role(role, name=name)
        if wanted.count() and wanted.first.evaluate(focused):
            return
    raise AssertionError(f"Tab does not come to {role} {name}")


BOXES = """import numpy as np, pandas as pd, json, ls_widgets as lsw
pictures = [np.full((100, 200, 3), 90, np.uint8), np.full((100, 200, 3), 160, np.uint8)]
frame = pd.DataFrame({"img": pd.Series(pictures, dtype=object)})
b = lsw.Annotator(frame, '''<View><Image name="img" value="$img"/><RectangleLabels name="box" toName="img">
<Label value="Car"/><Label value="Dog"/></RectangleLabels></View>''')"""


def test_by_keyboard_alone_in_a_narrow_window(notebook: Open, page: Page) -> None:
    page.set_viewport_size({"width": 600, "height": 800})
    opened = notebook([SETUP, "a"])
    opened.run_all()
    view = opened.view()
    expect(view.get_by_role("button", name="PER")).to_be_visible(timeout=20_000)
    # The focus comes in as by a screen reader or by Tab; no pointer is used from here on.
    view.get_by_role("application").first.focus()
    press = page.keyboard.press
    press("1")
    tab_to(view, "group", "txt")
    press("Home")
    for _ in "Anna":
        press("Shift+ArrowRight")
    press("Enter")
    press("Control+b")
    expect_rows(view, "PER Anna")
    press("Tab")
    press("Alt+.")
    expect(rows(view).first).to_have_attribute("aria-selected", "true")
    press("2")
    expect_rows(view, "LOC Anna")
    press("Delete")
    expect_rows(view)
    press("Control+z")
    expect_rows(view, "LOC Anna")
    press("g")
    press("Control+Enter")
    shows(view, TEXTS[1])
    is_saved(view)
    opened.run("a.close()")

    opened.run(f"{BOXES}\nb")
    view = opened.view()
    frame = view.get_by_role("application", name="Image img")
    expect(frame).to_have_attribute("data-state", "ready", timeout=20_000)
    expect(view.get_by_role("button", name="Car")).to_be_visible()
    frame.focus()
    for key in ("1", "ArrowLeft", "Enter", *("Shift+ArrowRight",) * 6, *("Shift+ArrowDown",) * 5, "Enter"):
        press(key)
    press("Control+b")
    expect_rows(view, "Car")
    press("Alt+.")
    press("2")
    expect_rows(view, "Dog")
    press("Control+d")
    expect(rows(view)).to_have_count(2)
    press("Delete")
    expect_rows(view, "Dog")
    press("Control+Enter")
    expect(view.get_by_role("button", name="Task 2 of 2")).to_be_visible()
    is_saved(view)
    [item] = json.loads(opened.run("print(json.dumps(b.to_ls()[0]['annotations'][0]['result']))"))
    box = item["value"]
    assert box["rectanglelabels"] == ["Dog"]
    assert box["width"] > 1
    assert box["height"] > 1
    assert (item["original_width"], item["original_height"]) == (200, 100)
