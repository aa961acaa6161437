"""What is done besides labeling, in a real JupyterLab: Python's side, undo, lists, tabs, own keys."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.lab import Notebook
from tests.browser.standalone import CHARACTERS
from tests.browser.test_lab import choose, is_saved, shows, submit

Open = Callable[..., Notebook]

TEXTS = ["Anna lives in Paris.", "Acme is in Oslo.", "Bob sings.", "Eve reads in Rome."]
SETUP = f"""import json, pandas as pd, ls_widgets as lsw
df = pd.DataFrame({{"text": {TEXTS!r}}})
config = '''<View>
<Labels name="ner" toName="txt"><Label value="PER"/><Label value="LOC"/></Labels>
<Text name="txt" value="$text"/>
<Choices name="mood" toName="txt" choice="single-radio" required="true" requiredMessage="Say how it sounds">
<Choice value="good" hotkey="g"/><Choice value="bad" hotkey="b"/></Choices></View>'''
a = lsw.Annotator(df, config)"""
LISTEN = """told, seen = [], []
labels = lambda result: [label for item in result for label in item["value"].get("labels", [])]
@a.on_submit
def _(task, annotation): told.append(["submit", task.data["text"], labels(annotation.result)])
@a.on_change
def _(task, annotation): told.append(["change", task.data["text"], labels(annotation.result)])
@a.on_task
def _(task): told.append(["task", task.data["text"]])
a.observe(lambda change: seen.append(change["name"]), ["task", "annotation", "selection", "progress"])
def state():
    print(json.dumps({"told": told, "seen": sorted(set(seen)), "task": a.task.data["text"],
        "labels": labels(a.annotation.result) if a.annotation else None,
        "status": a.annotation.status if a.annotation else None,
        "selection": list(a.selection), "done": a.progress["submitted"]}))
    told.clear(); seen.clear()"""


def state(opened: Notebook, **expected: Any) -> dict[str, Any]:
    """What Python knows, once this of it is so, and what its callbacks heard since the last time."""
    end = time.monotonic() + 5
    cell = opened.cells()
    found = json.loads(opened.run("state()"))
    while any(found[name] != value for name, value in expected.items()) and time.monotonic() < end:
        later = json.loads(opened.rerun(cell))
        for name in ("told", "seen"):
            later[name] = found[name] + [
                item for item in later[name] if name == "told" or item not in found[name]
            ]
        found = later
    assert {name: found[name] for name in expected} == expected
    return found


def view_of(opened: Notebook) -> Locator:
    """The view, with the keyboard's focus in it."""
    view = opened.view()
    focus(view)
    return view


def focus(view: Locator) -> None:
    expect(view.get_by_role("button", name="PER")).to_be_visible(timeout=20_000)
    view.click(position={"x": 3, "y": 3})


def mark(view: Locator, text: str, word: str, key: str) -> None:
    """Takes the label of this key and drags over a word."""
    labels = view.locator('[data-control="ner"]')
    view.press(key)
    expect(labels.get_by_role("button", pressed=True)).to_have_count(1)
    surface = view.locator('[data-object="txt"] [data-surface]').first
    surface.scroll_into_view_if_needed()
    places = surface.evaluate(CHARACTERS, text)
    first, last = places[text.index(word)], places[text.index(word) + len(word) - 1]
    mouse = view.page.mouse
    mouse.move(first[0] + 1, first[1] + first[3] / 2)
    mouse.down()
    mouse.move(last[0] + last[2] - 1, last[1] + last[3] / 2, steps=4)
    mouse.up()


def rows(view: Locator) -> Locator:
    return view.get_by_role("listbox", name="Regions").get_by_role("option")


def expect_rows(view: Locator, *texts: str) -> None:
    """The region list, row by row; each text is words that its row holds."""
    expect(rows(view)).to_have_count(len(texts))
    for at, text in enumerate(texts):
        for word in text.split():
            expect(rows(view).nth(at)).to_contain_text(word)


def expect_mood(view: Locator, name: str | None) -> None:
    checked = view.get_by_role("radio", checked=True)
    expect(checked).to_have_count(0 if name is None else 1)
    if name:
        expect(view.get_by_role("radio", name=name)).to_be_checked()


def test_python_and_the_view_follow_each_other(notebook: Open) -> None:
    opened = notebook([SETUP, LISTEN, "a"])
    opened.run_all()
    view = view_of(opened)
    state(opened)
    focus(view)
    mark(view, TEXTS[0], "Anna", "1")
    rows(view).first.click()
    is_saved(view)
    region = rows(view).first.get_attribute("data-region")
    now = state(opened, selection=[region], labels=["PER"], status="draft")
    assert now["told"] == [["change", TEXTS[0], ["PER"]]]
    assert sorted(now["seen"]) == ["annotation", "progress", "selection"]
    choose(view, "good")
    submit(view)
    shows(view, TEXTS[1])
    is_saved(view)
    now = state(opened, task=TEXTS[1], done=1, labels=None, selection=[])
    assert now["told"] == [
        ["change", TEXTS[0], ["PER"]],
        ["change", TEXTS[0], ["PER"]],
        ["submit", TEXTS[0], ["PER"]],
        ["task", TEXTS[1]],
    ]

    opened.run("r = a.add_region('ner', {'start': 0, 'end': 4, 'text': 'Acme'}, labels='PER')")
    expect_rows(view, "PER Acme")
    opened.run("a.update_region(r, labels='LOC', start=11, end=15)")
    expect_rows(view, "LOC Oslo")
    opened.run("a.select(r)")
    expect(rows(view).first).to_have_attribute("aria-selected", "true")
    opened.run("a.undo()")
    expect_rows(view, "PER Acme")
    opened.run("a.redo()")
    expect_rows(view, "LOC Oslo")
    opened.run("a.submit()")
    shows(view, TEXTS[2])
    opened.run("a.goto(1)")
    shows(view, TEXTS[1])
    expect(view.get_by_role("button", name="Update")).to_be_visible()
    state(opened, task=TEXTS[1], done=2, labels=["LOC"], status="submitted")
    opened.run("a.undo(); a.undo()")
    expect_rows(view, "PER Acme")
    expect(view.get_by_role("button", name="Submit")).to_be_visible()


def test_undo_goes_through_tasks_reloads_and_kernels(notebook: Open, page: Page) -> None:
    page.add_locator_handler(page.locator(".jp-Dialog"), lambda dialog: dialog.get_by_text("Ok").click())
    opened = notebook([SETUP, "a"])
    opened.run_all()
    view = view_of(opened)
    mark(view, TEXTS[0], "Anna", "1")
    expect_rows(view, "PER Anna")
    view.press("g")
    view.press("Control+Enter")
    shows(view, TEXTS[1])
    mark(view, TEXTS[1], "Oslo", "2")
    expect_rows(view, "LOC Oslo")
    view.press("b")
    expect_mood(view, "bad")
    is_saved(view)

    view.press("Control+z")
    expect_mood(view, None)
    expect_rows(view, "LOC Oslo")
    is_saved(view)
    opened.save()
    opened.reload()
    view = view_of(opened)
    shows(view, TEXTS[1])
    expect_rows(view, "LOC Oslo")
    view.press("Control+z")
    expect_rows(view)
    view.press("Control+z")  # the submit of the task before
    shows(view, TEXTS[0])
    expect(view.get_by_role("button", name="Submit")).to_be_visible()
    expect_mood(view, "good")
    is_saved(view)

    opened.kill()
    opened.run_all()
    view = view_of(opened)
    opened.run("a.goto(0)")
    shows(view, TEXTS[0])
    focus(view)
    expect_mood(view, "good")
    view.press("Control+z")
    expect_mood(view, None)
    expect_rows(view, "PER Anna")
    view.press("Control+z")
    expect_rows(view)
    expect(view.get_by_role("button", name="Undo")).to_have_attribute("aria-disabled", "true")
    view.press("Control+Shift+Z")
    expect_rows(view, "PER Anna")
    view.press("Control+y")
    expect_mood(view, "good")
    view.press("Control+y")
    expect(view.get_by_role("button", name="Update")).to_be_visible()
    view.press("Control+y")
    shows(view, TEXTS[1])
    expect_rows(view, "LOC Oslo")
    view.press("Control+y")
    expect_mood(view, "bad")
    expect(view.get_by_role("button", name="Redo")).to_have_attribute("aria-disabled", "true")
    is_saved(view)
    kept = "print(json.dumps([[one.status for one in a.project.annotations(i)] for i in range(2)]))"
    assert json.loads(opened.run(kept)) == [["submitted"], ["draft"]]


def test_tasks_tabs_messages_and_own_keys(notebook: Open) -> None:
    keys = {"annotation:submit": "alt+s", "choice:mood:good": "f9", "view:tasks": "ctrl+l"}
    opened = notebook([SETUP.replace("config)", f"config, hotkeys={keys!r})"), "a"])
    opened.run_all()
    view = view_of(opened)

    # The task list: by mouse, by key, by what it finds.
    view.get_by_role("button", name="Task 1 of 4").click()
    tasks = view.get_by_role("listbox", name="Tasks").get_by_role("option")
    expect(tasks).to_have_count(4)
    tasks.nth(2).click()
    shows(view, TEXTS[2])
    view.press("Control+l")
    search = view.get_by_role("combobox", name="Search tasks")
    expect(search).to_be_focused()
    view.page.keyboard.type("rome")
    expect(tasks).to_have_count(1)
    view.page.keyboard.press("Enter")
    shows(view, TEXTS[3])
    view.press("Control+l")
    expect(tasks).to_have_count(4)
    view.page.keyboard.press("ArrowUp")
    view.page.keyboard.press("Enter")
    shows(view, TEXTS[2])

    # What a submit lacks stands at its control, which has the focus.
    view.press("Alt+s")
    mood = view.locator('[data-control="mood"]')
    expect(mood.get_by_role("alert")).to_have_text("Say how it sounds")
    expect(mood.get_by_role("radio").first).to_be_focused()
    shows(view, TEXTS[2])

    # Keys of one's own, and where they are listed.
    view.press("F9")
    expect_mood(view, "good")
    expect(mood.get_by_role("alert")).to_have_count(0)
    view.press("?")
    help_panel = view.get_by_role("dialog", name="Keys that work now")
    expect(help_panel).to_contain_text("Alt+S")
    expect(help_panel).to_contain_text("f9")
    expect(help_panel).not_to_contain_text("Ctrl+⏎")
    view.page.keyboard.press("Escape")
    expect(help_panel).to_have_count(0)

    # Several annotations of one task.
    tabs = view.get_by_role("tab")
    view.press("Control+k")
    view.page.keyboard.type("duplicate anno")
    view.page.keyboard.press("Enter")
    expect(tabs).to_have_count(2)
    expect_mood(view, "good")
    view.press("b")
    expect_mood(view, "bad")
    view.get_by_role("button", name="Menu").click()
    view.get_by_role("menuitem", name="New annotation").click()
    expect(tabs).to_have_count(3)
    expect_mood(view, None)
    focus(view)
    view.press("F9")
    expect_mood(view, "good")
    tabs.nth(0).click()
    expect_mood(view, "good")
    tabs.nth(1).click()
    expect_mood(view, "bad")
    view.get_by_role("button", name="Menu").click()
    view.get_by_role("menuitem", name="Delete annotation").click()
    expect(tabs).to_have_count(2)
    focus(view)
    view.press("Control+z")
    expect(tabs).to_have_count(3)
    expect_mood(view, "bad")
    view.press("Alt+s")
    shows(view, TEXTS[3])
    is_saved(view)
    kept = json.loads(
        opened.run(
            "print(json.dumps([[x.status, x.result[0]['value']['choices']] for x in"
            " a.project.annotations(2)]))"
        )
    )
    assert kept == [["draft", ["good"]], ["submitted", ["bad"]], ["draft", ["good"]]]


def test_the_region_list(notebook: Open) -> None:
    opened = notebook([SETUP, "a"])
    opened.run_all()
    view = view_of(opened)
    mark(view, TEXTS[0], "Paris", "2")
    mark(view, TEXTS[0], "Anna", "1")
    mark(view, TEXTS[0], "lives", "2")
    expect_rows(view, "LOC Paris", "PER Anna", "LOC lives")

    view.get_by_role("button", name="Ordered by time").click()
    expect_rows(view, "LOC Paris", "LOC lives", "PER Anna")
    view.get_by_role("button", name="Group by label").click()
    expect_rows(view, "LOC Paris", "LOC lives", "PER Anna")
    expect(view.get_by_role("listbox", name="Regions")).to_contain_text("LOC 2")
    view.get_by_role("button", name="Group by label").click()
    view.get_by_role("button", name="Ordered by label").click()
    view.get_by_role("button", name="Ordered by score").click()
    expect_rows(view, "LOC Paris", "PER Anna", "LOC lives")

    anna = rows(view).nth(1)
    anna.click()
    expect(anna).to_have_attribute("aria-selected", "true")
    details = view.get_by_role("region", name="Selected region")
    expect(details).to_contain_text("start 0")
    details.get_by_role("combobox", name="Label from ner").select_option("LOC")
    expect_rows(view, "LOC Paris", "LOC Anna", "LOC lives")

    details.get_by_role("button", name="Lock").click()
    expect(anna).to_have_accessible_name(re.compile("locked"))
    view.press("1")
    view.press("Delete")
    expect_rows(view, "LOC Paris", "LOC Anna", "LOC lives")
    details.get_by_role("button", name="Unlock").click()
    details.get_by_role("button", name="Hide").click()
    expect(anna).to_have_accessible_name(re.compile("hidden"))
    details.get_by_role("button", name="Show").click()
    expect(anna).not_to_have_accessible_name(re.compile("hidden"))

    rows(view).nth(0).click(modifiers=["Control"])
    details.get_by_role("button", name="Delete").click()
    expect_rows(view, "LOC lives")
    focus(view)
    view.press("Control+z")
    expect_rows(view, "LOC Paris", "LOC Anna", "LOC lives")
    is_saved(view)
