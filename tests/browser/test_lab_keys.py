"""Keys belong to the view while it has focus, and to JupyterLab otherwise: real presses, both ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.lab import Notebook
from tests.browser.test_lab import SETUP, SHOW, ready

CHORDS = {
    "delete the cell": ("d", "d"),
    "cut the cell": ("x",),
    "insert above": ("a",),
    "to Markdown": ("m",),
    "next cell": ("ArrowDown",),
    "run": ("Control+Enter",),
    "run and go on": ("Shift+Enter",),
    "save": ("Control+s",),
    "side bar": ("Control+b",),
    "restart the kernel": ("0", "0"),
    "edit": ("Enter",),
    "command mode": ("Escape",),
    "undo": ("Control+z",),
    "scroll": ("Space",),
}
HOST = """() => {
  const app = window.jupyterapp;
  const panel = app.shell.currentWidget;
  return {
    cells: panel.content.widgets.map((cell) => [cell.model.type, cell.prompt ?? null]),
    active: panel.content.activeCellIndex,
    mode: panel.content.mode,
    sideBar: app.shell.leftCollapsed,
    dialogs: document.querySelectorAll('.jp-Dialog').length,
  };
}"""


@pytest.fixture
def opened(notebook: Callable[..., Notebook]) -> Notebook:
    """The view between two other cells, in command mode."""
    opened = notebook([SETUP, SHOW, "1 + 1"])
    opened.run_all()
    ready(opened)
    return opened


def host(opened: Notebook) -> dict[str, Any]:
    return opened.page.evaluate(HOST)


def focus_view(opened: Notebook) -> None:
    opened.view().locator('[data-object="txt"]').click(position={"x": 2, "y": 2})
    expect(opened.page.locator("[data-lm-suppress-shortcuts=true]")).to_have_count(1)


def test_no_chord_leaks_from_the_view(opened: Notebook) -> None:
    written, start = opened.path.stat().st_mtime_ns, host(opened)["cells"]
    for name, keys in CHORDS.items():
        focus_view(opened)
        before = host(opened)
        for key in keys:
            opened.page.keyboard.press(key)
        assert host(opened) == before, name
    opened.run("1")  # an answer from the kernel: whatever was set off has happened by now
    after = host(opened)
    assert after["cells"][: len(start)] == start
    assert after["dialogs"] == 0
    assert opened.path.stat().st_mtime_ns == written


def test_chords_reach_the_notebook_when_the_view_has_no_focus(opened: Notebook) -> None:
    page = opened.page
    focus_view(opened)
    page.locator(".jp-Cell").last.locator(".jp-InputPrompt").click()
    expect(page.locator("[data-lm-suppress-shortcuts=true]")).to_have_count(0)
    start = host(opened)
    page.keyboard.press("a")
    assert len(host(opened)["cells"]) == len(start["cells"]) + 1
    page.keyboard.press("d")
    page.keyboard.press("d")
    assert len(host(opened)["cells"]) == len(start["cells"])
    page.keyboard.press("g")
    expect(opened.view().get_by_role("radio", name="good")).not_to_be_checked()


def test_typing_in_a_cell_never_labels(opened: Notebook) -> None:
    editor = opened.page.locator(".jp-Cell").last.locator(".cm-content")
    editor.click()
    opened.page.keyboard.type("g = 2")
    expect(opened.view().get_by_role("radio", name="good")).not_to_be_checked()
    expect(editor).to_contain_text("g = 2")
