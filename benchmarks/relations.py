"""Relations between many spans of a long text: opening, scrolling, pointing at an arrow, adding one."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

from benchmarks.boxes import moves, smooth
from benchmarks.rig import FRAME, RUNS, Probe, Rig, Row, Sample, rows_of, task
from benchmarks.spans import CONFIG as SPANS
from benchmarks.spans import LISTED, TEXT, spans

CONFIG = SPANS.replace(
    "</View>", '<Relations><Relation value="works_for"/><Relation value="knows"/></Relations></View>'
)
SPAN_COUNT = 5_000
COUNT = 500
# Numbers of spans from one end to the other: within a sentence, a page, a document.
REACH = (1, 3, 8, 40, 1_700)
NAMES = (["works_for"], ["knows"], [], ["knows", "works_for"])
DIRECTIONS = ("right", "left", "bi")
OPENED = f"{LISTED} && root.querySelector('.lsw-arrow-line')"
STEPS = 60
POINTED = 6


def relations(count: int) -> list[dict[str, Any]]:
    step = SPAN_COUNT // count
    items = []
    for i in range(count):
        start = i * step
        end = (start + REACH[i % len(REACH)]) % SPAN_COUNT
        labels = NAMES[i % len(NAMES)]
        item = {"from_id": f"span-{start}", "to_id": f"span-{end}", "type": "relation"}
        items.append({**item, "direction": DIRECTIONS[i % 3], **({"labels": labels} if labels else {})})
    return items


def states() -> list[dict[str, Any]]:
    result = [*spans(SPAN_COUNT), *relations(COUNT)]
    return [task(CONFIG, {"text": "short"}, 0, []), task(CONFIG, {"text": TEXT}, 1, result)]


def run(rig: Rig) -> list[Row]:
    opened: list[Sample] = []
    pointed: list[Sample] = []
    chosen: list[Sample] = []
    added: list[Sample] = []
    scrolled = []
    for _ in range(RUNS):
        with rig.page() as page:
            probe = rig.open(page, CONFIG, states())
            go = lambda page=page: page.evaluate("() => editor.store.goto(1)")  # noqa: E731
            opened.append(rig.measure(probe, "open", go, OPENED))
            pointed += [point(rig, probe, *places) for places in pairwise(arrows(page)[: POINTED + 1])]
            for nth in range(3):
                chosen.append(ask(rig, probe, 4 * nth + 30))
                added.append(add(rig, probe, 4 * nth + 41))
            scrolled.append(scroll(probe))
    among = f"{COUNT} relations of {SPAN_COUNT:,} spans"
    return [
        *rows_of(f"open {among}", opened, target=200.0),
        *smooth(f"scroll over {among}", "a step", scrolled, (None, None)),
        *rows_of(f"point at one of {among}", pointed, target=FRAME),
        *rows_of(f"ask for the other end, {among}", chosen, target=FRAME),
        *rows_of(f"add one to {among}", added, target=FRAME),
    ]


def arrows(page: Page) -> list[tuple[float, float]]:
    """Places on different arrows in sight."""
    found = page.evaluate(
        """() => [...bench.root().querySelectorAll('.lsw-arrow-hit')].flatMap((line) => {
          const { e, f } = line.getScreenCTM();
          const long = line.getTotalLength();
          for (let part = 0.1; part < 1; part += 0.1) {
            const { x, y } = line.getPointAtLength(long * part);
            if (bench.root().elementFromPoint(x + e, y + f) === line) return [[x + e, y + f]];
          }
          return [];
        })"""
    )
    return [(x, y) for x, y in found]


def point(rig: Rig, probe: Probe, before: tuple[float, float], place: tuple[float, float]) -> Sample:
    """The pointer comes from another arrow."""
    page = probe.page
    page.mouse.move(*before)
    page.evaluate("() => { bench.before = bench.root().querySelector('.lsw-arrow[data-state=hot]'); }")
    until = "root.querySelector('.lsw-arrow[data-state=hot]') !== bench.before"
    return rig.measure(probe, "point", lambda: page.mouse.move(*place), until, event="pointermove")


def ask(rig: Rig, probe: Probe, nth: int) -> Sample:
    """The key that begins a relation; numbers come to stand at the regions in sight."""
    page = probe.page
    page.evaluate("(id) => { editor.store.selection.value = [id]; }", f"span-{nth}")
    until = "root.querySelector('.lsw-arrow-badges text')"
    return rig.measure(probe, "ask", lambda: page.keyboard.press("r"), until, event="keydown")


def add(rig: Rig, probe: Probe, nth: int) -> Sample:
    """The number of the other end, from Enter on."""
    page = probe.page
    page.keyboard.type(str(nth))
    count = page.evaluate("() => bench.root().querySelectorAll('.lsw-arrow').length")
    until = f"root.querySelectorAll('.lsw-arrow').length > {count}"
    return rig.measure(probe, "add", lambda: page.keyboard.press("Enter"), until, event="keydown")


def scroll(probe: Probe) -> Any:
    page = probe.page
    page.mouse.move(300, 300)
    return moves(probe, lambda _: page.mouse.wheel(0, 120), STEPS)
