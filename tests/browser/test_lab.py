"""The main job in a real JupyterLab: label, lose nothing, see it all again."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.lab import Notebook

SETUP = """import pandas as pd, ls_widgets as lsw
numbers = range(1, 13)
df = pd.DataFrame({"text": [f"review number {i}" for i in numbers]}, index=[f"r{i}" for i in numbers])
config = '''<View><Text name="txt" value="$text"/><Choices name="mood" toName="txt" choice="single-radio">
<Choice value="good" hotkey="g"/><Choice value="bad" hotkey="b"/></Choices></View>'''
a = lsw.Annotator(df, config)"""
SHOW = "a"
MOODS = "import json; print(json.dumps(a.to_frame()['mood'].dropna().astype(str).to_dict()))"

Open = Callable[..., Notebook]


def ready(notebook: Notebook, nth: int = 0) -> Locator:
    """The view, once it shows a task."""
    view = notebook.view(nth)
    expect(view.locator('[data-object="txt"]')).to_contain_text(re.compile("."), timeout=20_000)
    return view


def shows(view: Locator, text: str) -> None:
    expect(view.locator('[data-object="txt"]')).to_contain_text(text)


def choose(view: Locator, name: str) -> None:
    view.get_by_role("radio", name=name).click()


def submit(view: Locator) -> None:
    view.get_by_role("button", name="Submit").click()


def is_saved(view: Locator) -> None:
    """Nothing waits; a view that only shows what was stored before is ``ready``."""
    expect(view).to_have_attribute("data-state", re.compile("^(saved|ready)$"), timeout=40_000)


def expect_moods(notebook: Notebook, expected: dict[str, str], seconds: float = 30) -> None:
    """Asks the kernel until it has these labels and no others: what waited in the browser is on its way."""
    end = time.monotonic() + seconds
    cell = notebook.cells()
    found = json.loads(notebook.run(MOODS))
    while found != expected and time.monotonic() < end:
        found = json.loads(notebook.rerun(cell))
    assert found == expected


def test_first_labels_reach_the_frame(notebook: Open) -> None:
    opened = notebook([SETUP, SHOW])
    opened.run_all()
    view = ready(opened)
    shows(view, "review number 1")
    choose(view, "good")
    submit(view)
    shows(view, "review number 2")
    view.press("b")
    expect(view.get_by_role("radio", name="bad")).to_be_checked()
    view.press("Control+Enter")
    shows(view, "review number 3")
    is_saved(view)
    expect_moods(opened, {"r1": "good", "r2": "bad"})
    printed = opened.run("print(a.to_frame().head(3).to_string())").splitlines()
    assert printed[0].split() == ["text", "mood"]
    assert printed[1].split()[0] == "r1"


def test_python_moves_the_view_at_once(notebook: Open) -> None:
    opened = notebook([SETUP, SHOW])
    opened.run_all()
    view = ready(opened)
    opened.run("a.goto(4)")
    shows(view, "review number 5")
    choose(view, "good")
    is_saved(view)
    opened.run("a.submit()")
    shows(view, "review number 6")
    expect_moods(opened, {"r5": "good"})


def test_two_views_of_one_widget_agree(notebook: Open) -> None:
    opened = notebook([SETUP, SHOW, SHOW])
    opened.run_all()
    first, second = ready(opened, 0), ready(opened, 1)
    choose(first, "bad")
    expect(second.get_by_role("radio", name="bad")).to_be_checked()
    choose(second, "good")
    expect(first.get_by_role("radio", name="good")).to_be_checked()
    is_saved(first)


def test_reload_with_unacked_changes_sends_them_once(notebook: Open) -> None:
    opened = notebook([SETUP, SHOW])
    opened.run_all()
    opened.pid()
    view = ready(opened)
    opened.save()
    opened.pause()
    choose(view, "good")
    expect(view).not_to_have_attribute("data-state", "saved")
    opened.reload(meanwhile=opened.resume)
    view = ready(opened)
    expect(view.get_by_role("radio", name="good")).to_be_checked()
    is_saved(view)
    assert opened.run("print(len(a.history()))").strip() == "1"


def test_killed_kernel_loses_nothing_that_was_saved(notebook: Open) -> None:
    opened = notebook([SETUP, SHOW])
    opened.run_all()
    view = ready(opened)
    choose(view, "bad")
    submit(view)
    shows(view, "review number 2")
    choose(view, "good")
    is_saved(view)
    opened.kill()
    opened.run_all()
    view = ready(opened)
    is_saved(view)
    expect_moods(opened, {"r1": "bad"})
    opened.run("a.goto(1)")
    shows(view, "review number 2")
    expect(view.get_by_role("radio", name="good")).to_be_checked()


def label(view: Locator, numbers: range) -> None:
    """Labels and submits these tasks; each next one must show while the kernel is busy."""
    for number in numbers:
        shows(view, f"review number {number}")
        choose(view, "good" if number % 2 else "bad")
        submit(view)
    shows(view, f"review number {numbers.stop}")


EXPECTED = {f"r{number}": "good" if number % 2 else "bad" for number in range(1, 7)}


def test_busy_kernel_does_not_stop_labeling(notebook: Open, kernel: str) -> None:
    opened = notebook([SETUP, SHOW], kernel=kernel)
    opened.run_all()
    view = ready(opened)
    busy = opened.start("import time; time.sleep(8); print('done')")
    label(view, range(1, 7))
    assert opened.outputs(busy) == [], "the cell ended too early to tell anything"
    assert opened.wait(busy).strip() == "done"
    is_saved(view)
    expect_moods(opened, EXPECTED)


def test_busy_kernel_killed_loses_nothing(notebook: Open, kernel: str) -> None:
    opened = notebook([SETUP, SHOW], kernel=kernel)
    opened.run_all()
    opened.pid()
    view = ready(opened)
    opened.start("import time; time.sleep(600)")
    label(view, range(1, 7))
    opened.kill()
    opened.rerun(0)
    opened.rerun(1)
    view = ready(opened)
    is_saved(view)
    expect_moods(opened, EXPECTED)


def test_saved_notebook_shows_what_is_labeled(notebook: Open, page: Page) -> None:
    import nbconvert

    hostile = "<img src=x onerror=\"document.title='ran'\"> & more"
    opened = notebook([SETUP, f"df.iloc[0, 0] = {hostile!r}; a = lsw.Annotator(df, config)\na"])
    opened.run_all()
    view = ready(opened)
    shows(view, hostile)
    choose(view, "good")
    submit(view)
    shows(view, "review number 2")
    is_saved(view)
    opened.run("1")
    opened.save()
    html, _ = nbconvert.HTMLExporter().from_filename(str(opened.path))
    page.set_content(html, wait_until="domcontentloaded")
    preview = page.locator(".lsw-static")
    expect(preview.first).to_be_visible()
    expect(preview.first).to_contain_text(hostile)
    expect(preview.first).to_contain_text("good")
    assert page.title() != "ran"


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_the_view_follows_the_theme(notebook: Open, theme: str, request: pytest.FixtureRequest) -> None:
    opened = notebook([SETUP, SHOW])
    opened.theme(theme)
    opened.run_all()
    view = ready(opened)
    shown = view.evaluate(
        """(root) => {
          const colours = getComputedStyle(root);
          const parts = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
          const light = (colour) => parts(colour).reduce((sum, part) => sum + part);
          return { text: light(colours.color), paper: light(colours.backgroundColor) };
        }"""
    )
    assert (shown["paper"] < shown["text"]) is (theme == "JupyterLab Dark")
    results = request.config.rootpath / "test-results"
    results.mkdir(exist_ok=True)
    view.screenshot(path=results / f"view-{theme.rpartition(' ')[2].lower()}.png")
