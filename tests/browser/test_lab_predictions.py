"""Predictions of a column, a list and a function as tabs; copied, edited, and as the start of new work."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.lab import Notebook
from tests.browser.test_lab import is_saved, shows

TEXTS = ["Anna lives in Paris.", "Acme is in Oslo.", "Bob sings.", "Eve reads."]
SETUP = f"""import pandas as pd, ls_widgets as lsw
texts = {TEXTS!r}
ner = '''<View><Labels name="ner" toName="txt"><Label value="PER"/><Label value="LOC"/></Labels>
<Text name="txt" value="$text"/></View>'''
mood = '''<View><Text name="txt" value="$text"/><Choices name="mood" toName="txt" choice="single-radio">
<Choice value="good" hotkey="g"/><Choice value="bad" hotkey="b"/></Choices></View>'''
def span(start, end, label):
    return {{"from_name": "ner", "to_name": "txt", "type": "labels",
            "value": {{"start": start, "end": end, "labels": [label]}}}}"""
COLUMN = """sure = [span(0, 4, "PER"), span(14, 19, "PER")]
found = [{"model_version": "ner-7", "score": 0.874, "result": sure},
    [span(11, 15, "LOC")], None, None]
column = lsw.Annotator(pd.DataFrame({"text": texts, "guess": found}), ner, predict="guess", name="column")
column"""
LIST = """chances = [{"good": 0.9, "bad": 0.1}, {"good": 0.2, "bad": 0.8}, None, "good"]
listed = lsw.Annotator([{"text": text} for text in texts], mood, predict=chances, name="list", prelabel=True)
listed"""
FUNCTION = """asked = []
def moody(batch):
    asked.extend(task["text"] for task in batch)
    return ["bad" if "Oslo" in task["text"] else "good" for task in batch]
called = lsw.Annotator(pd.DataFrame({"text": texts}), mood, predict=moody, name="function")
called"""
RAISES = """tried = []
def breaks(batch):
    tried.append(len(batch))
    raise ValueError("no weights <b>here</b>")
failed = lsw.Annotator(pd.DataFrame({"text": texts}), mood, predict=breaks, name="raises", prelabel=True)
failed"""


def stored(opened: Notebook, name: str) -> list[Any]:
    """Per task its annotations, as Label Studio's JSON."""
    code = f"import json; print(json.dumps([task['annotations'] for task in {name}.to_ls()]))"
    return json.loads(opened.run(code))


def tab(view: Locator, name: str) -> Locator:
    return view.get_by_role("tab", name=name)


def regions(view: Locator) -> Locator:
    return view.get_by_role("listbox", name="Regions").get_by_role("option")


def test_a_column_is_shown_copied_and_edited(notebook: Callable[..., Notebook]) -> None:
    opened = notebook([SETUP, COLUMN])
    opened.run_all()
    view = opened.view()
    shows(view, TEXTS[0])
    tab(view, "Prediction ner-7 0.87").click()
    expect(regions(view)).to_have_count(2)
    expect(regions(view).first).to_contain_text("Anna")
    expect(view.get_by_role("button", name="Submit")).to_have_attribute("aria-disabled", "true")
    assert stored(opened, "column")[0] == []

    view.get_by_role("button", name="Copy as mine").click()
    expect(tab(view, "Annotation by you")).to_have_attribute("aria-selected", "true")
    expect(regions(view)).to_have_count(2)
    is_saved(view)
    regions(view).nth(1).click()
    view.press("2")
    expect(regions(view).nth(1)).to_contain_text("LOC")
    view.get_by_role("button", name="Submit").click()
    shows(view, TEXTS[1])
    expect(tab(view, "Prediction guess")).to_be_visible()
    view.press("Shift+ArrowDown")
    shows(view, TEXTS[2])
    expect(view.get_by_role("tab")).to_have_count(0)
    is_saved(view)

    prediction = opened.run("print(column.project.predictions(0)[0].id)").strip()
    [[mine], *others] = stored(opened, "column")
    assert others == [[], [], []]
    assert [(item["value"]["labels"], item["origin"]) for item in mine["result"]] == [
        (["PER"], "prediction"),
        (["LOC"], "prediction-changed"),
    ]
    assert str(mine["parent_prediction"]) == prediction


def test_lists_functions_and_failures(notebook: Callable[..., Notebook]) -> None:
    opened = notebook([SETUP, LIST, FUNCTION, RAISES])
    opened.run_all()
    starts, offers, fails = (opened.view(nth) for nth in range(3))

    shows(starts, TEXTS[0])
    expect(starts.get_by_role("radio", name="good")).to_be_checked()
    expect(tab(starts, "Prediction given 0.90")).to_be_visible()
    starts.get_by_role("button", name="Submit").click()
    shows(starts, TEXTS[1])
    expect(starts.get_by_role("radio", name="bad")).to_be_checked()
    starts.get_by_role("radio", name="good").click()
    starts.get_by_role("button", name="Submit").click()
    shows(starts, TEXTS[2])
    expect(starts.get_by_role("radio", checked=True)).to_have_count(0)
    is_saved(starts)
    [[kept], [changed], *untouched] = stored(opened, "listed")
    assert untouched == [[], []]
    assert [
        (one["result"][0]["value"]["choices"], one["result"][0]["origin"]) for one in (kept, changed)
    ] == [
        (["good"], "prediction"),
        (["good"], "prediction-changed"),
    ]
    assert kept["parent_prediction"]
    assert changed["parent_prediction"]

    shows(offers, TEXTS[0])
    expect(offers.get_by_role("radio", checked=True)).to_have_count(0)
    offers.get_by_role("button", name="Next").click()
    shows(offers, TEXTS[1])
    tab(offers, "Prediction moody").click()
    expect(offers.get_by_role("radio", name="bad")).to_be_checked()
    assert json.loads(opened.run("print(json.dumps(asked))")) == TEXTS, "each task is asked for once"

    shows(fails, TEXTS[0])
    said = fails.get_by_role("alert").filter(has_text="no weights <b>here</b>")
    expect(said).to_have_count(1)
    for text in TEXTS[1:]:
        fails.get_by_role("radio", name="bad").click()
        fails.get_by_role("button", name="Submit").click()
        shows(fails, text)
    is_saved(fails)
    expect(said).to_have_count(1)
    assert [len(of) for of in stored(opened, "failed")] == [1, 1, 1, 0]
    assert opened.run("print(tried)").strip() == "[4]"
