"""Choosing by key and submitting, on a page of its own: what the view itself costs."""

from __future__ import annotations

from benchmarks.rig import FRAME, Probe, Rig, Row, Sample, rows_of, task

CONFIG = """<View><Text name="txt" value="$text"/><Choices name="mood" toName="txt" choice="single-radio">
<Choice value="good" hotkey="g"/><Choice value="bad" hotkey="b"/></Choices></View>"""
READY = """host.dataset.state !== 'loading' && root.querySelector('[data-object="txt"] [data-surface]') &&
  root.querySelector('[data-control="mood"] :is([role=radio], input)')"""
CHOSEN = "root.querySelector('[data-control=\"mood\"] :is([role=radio][aria-checked=true], input:checked)')"
TASKS = 20
REFERENCE = {"choice": 14.0, "submit": 210.0}


def run(rig: Rig) -> list[Row]:
    texts = [f"review number {i}: the parcel came late and the box was open" for i in range(TASKS + 5)]
    states = [task(CONFIG, {"text": text}, index, []) for index, text in enumerate(texts)]
    with rig.page() as page:
        probe = rig.open(page, CONFIG, states)
        chosen, submitted = label(rig, probe)
    return rows("alone", chosen, submitted)


def label(rig: Rig, probe: Probe) -> tuple[list[Sample], list[Sample]]:
    """Chooses and submits task after task with the window warm; each step until it is stored."""
    page = probe.page
    chosen, submitted = [], []
    for _ in range(TASKS):
        press = lambda: page.keyboard.press("g")  # noqa: E731
        chosen.append(rig.measure(probe, "choice by key", press, CHOSEN, event="keydown"))
        page.wait_for_selector("[data-lsw-root][data-state=saved]")
        key = page.locator("[data-lsw-root]").get_attribute("data-task")
        enter = lambda: page.keyboard.press("Control+Enter")  # noqa: E731
        shown = f"host.dataset.task !== '{key}' && {READY}"
        submitted.append(rig.measure(probe, "submit", enter, shown, event="keydown"))
        page.wait_for_selector("[data-lsw-root][data-state=saved]")
    return chosen, submitted


def rows(where: str, chosen: list[Sample], submitted: list[Sample]) -> list[Row]:
    return [
        *rows_of(f"choice by key {where}", chosen, reference=REFERENCE["choice"], target=FRAME),
        *rows_of(f"submit to next task {where}", submitted, reference=REFERENCE["submit"], target=FRAME),
    ]
