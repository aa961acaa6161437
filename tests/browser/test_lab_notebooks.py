"""The notebook of click-to-segment as a person uses it: point, look, take; the array is in Python."""

from __future__ import annotations

import shutil

from playwright.sync_api import Page, expect

from tests.browser.lab import Lab, Notebook
from tests.browser.test_lab import is_saved
from tests.conftest import ROOT

NOTEBOOKS = ROOT / "notebooks"
CAT = (451, 300)


def test_pointing_at_the_cat_makes_masks(lab: Lab, page: Page) -> None:
    shutil.copytree(NOTEBOOKS / "data", lab.root / "data", dirs_exist_ok=True)
    shutil.copy(NOTEBOOKS / "click-to-segment.ipynb", lab.root)
    opened = Notebook(page, lab.root / "click-to-segment.ipynb", lab.url)
    opened.open()
    opened.command("notebook:run-all-cells")
    opened.run("smart.goto(1)")
    view = opened.view()
    surface = view.locator("[data-object='photo'] [data-surface]")
    regions = view.get_by_role("listbox", name="Regions").get_by_role("option")

    def place(x: float, y: float) -> tuple[float, float]:
        box = surface.bounding_box()
        assert box is not None
        return box["x"] + box["width"] * x / CAT[0], box["y"] + box["height"] * y / CAT[1]

    expect(view).to_have_attribute("data-state", "ready")
    view.get_by_role("button", name="Auto-annotation").click()
    view.locator("[data-control='what']").get_by_role("button", name="Eye").click()
    surface.scroll_into_view_if_needed()
    page.mouse.move(*place(136, 84))
    page.mouse.down()
    page.mouse.move(*place(206, 148), steps=6)
    page.mouse.up()
    expect(view.get_by_text("1 suggestion", exact=True)).to_be_visible()
    expect(regions).to_have_count(0)
    page.keyboard.press("Enter")
    expect(regions).to_have_count(1)
    is_saved(view)
    eye = "eye = smart.masks()['Eye']; print(eye.shape, bool(eye[118, 172]), bool(2000 < eye.sum() < 4500))"
    assert opened.run(eye).split("\n")[0] == "(300, 451) True True"

    view.get_by_role("button", name="Key point").click()
    page.mouse.click(*place(262, 240))
    expect(view.get_by_text("1 suggestion", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(view.get_by_text("1 suggestion", exact=True)).to_have_count(0)
    expect(regions).to_have_count(1)
    lab.end_kernels()
