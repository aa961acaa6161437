"""A click that asks a segmenter of the notebook, and masks as arrays: the view and Python see the same."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.lab import Notebook
from tests.browser.test_lab import is_saved

SETUP = """import numpy as np, ls_widgets as lsw
picture = np.zeros((200, 300, 3), "uint8")
picture[50:150, 60:180] = 220
config = '''<View><KeyPointLabels name="kp" toName="img" smart="true"><Label value="plate"/></KeyPointLabels>
<BrushLabels name="mask" toName="img"><Label value="plate"/><Label value="table"/></BrushLabels>
<Image name="img" value="$image"/></View>'''
asked = []
def flood(prompt):
    asked.append(prompt.pixel)
    if len(asked) == 2:
        raise ValueError("no weights here")
    gray = np.asarray(prompt.image.convert("L")).astype(int)
    return abs(gray - gray[prompt.pixel]) < 10"""
VIEW = 'a = lsw.Annotator([{"image": picture}], config, suggest=flood, store=None)\na'


def test_a_click_becomes_a_mask_and_an_array_is_drawn(notebook: Callable[..., Notebook]) -> None:
    opened = notebook([SETUP, VIEW])
    opened.run_all()
    view = opened.view()
    surface = view.locator("[data-object='img'] [data-surface]")
    surface.wait_for()
    regions = view.get_by_role("listbox", name="Regions").get_by_role("option")

    def click(x: float, y: float) -> None:
        box = surface.bounding_box()
        assert box is not None
        surface.click(position={"x": box["width"] * x, "y": box["height"] * y})

    view.get_by_role("button", name="Auto-annotation").click()
    view.locator("[data-control='kp']").get_by_role("button", name="plate").click()
    click(0.4, 0.5)
    expect(view.get_by_text("1 suggestion", exact=True)).to_be_visible(timeout=20_000)
    where = "print(np.abs(np.array(asked) - (100, 120)).max() <= 1, list(a.masks()))"
    assert opened.run(where).strip() == "True []"
    view.get_by_role("button", name="Accept all suggestions").click()
    expect(regions).to_have_count(1)
    is_saved(view)
    count = "print(int((a.masks()['plate'] == (picture[..., 0] > 0)).sum()), list(a.masks()))"
    assert opened.run(count).strip() == f"{200 * 300} ['plate']"

    click(0.9, 0.9)
    view.get_by_role("button", name="Details").click()
    expect(view.locator("pre")).to_contain_text("ValueError: no weights here")
    expect(regions).to_have_count(1)

    opened.run("a.masks()['table'] = picture[..., 0] == 0")
    expect(regions).to_have_count(2)
    expect(regions.nth(1)).to_contain_text("table")
    opened.run("a.undo()")
    expect(regions).to_have_count(1)
