"""An image with many boxes: opening it, dragging one, drawing one more, panning and zooming."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from playwright.sync_api import Page

from benchmarks.rig import FRAME, RUNS, Probe, Rig, Row, Sample, percentile, rows_of, task

CONFIG = """<View><Image name="img" value="$image"/><RectangleLabels name="box" toName="img">
<Label value="car"/><Label value="person"/><Label value="sign"/></RectangleLabels></View>"""
DATA = {"image": "media/image.png"}
LABELS = ("car", "person", "sign")
COUNTS = {1_000: (7_000.0, 100.0), 5_000: (None, None), 10_000: (None, 300.0)}
MOVES = 120
STEPS = 60
# Zoomed in so far that about a quarter of the boxes is in sight.
NEAR = 2
COLUMNS = 50
# Bytes of what the page sent to the kernel since the last look.
SENT = """() => {
  const { sent } = editor.kernel;
  const fresh = sent.slice(bench.seen ?? 0);
  bench.seen = sent.length;
  return JSON.stringify(fresh).length;
}"""


def boxes(count: int) -> list[dict[str, Any]]:
    """A grid with gaps, so that each box can be hit alone."""
    rows = -(-count // COLUMNS)
    wide, high = 100 / COLUMNS, 100 / rows
    return [
        {
            "id": f"box-{i}",
            "from_name": "box",
            "to_name": "img",
            "type": "rectanglelabels",
            "original_width": 600,
            "original_height": 400,
            "image_rotation": 0,
            "value": {
                "x": i % COLUMNS * wide + wide * 0.1,
                "y": i // COLUMNS * high + high * 0.1,
                "width": wide * 0.8,
                "height": high * 0.8,
                "rotation": 0,
                "rectanglelabels": [LABELS[i % len(LABELS)]],
            },
        }
        for i in range(count)
    ]


def shown(items: list[dict[str, Any]]) -> str:
    value = items[0]["value"]
    centre = f"{value['x'] + value['width'] / 2}, {value['y'] + value['height'] / 2}"
    listed = "host.dataset.task === 'task-1' && root.querySelector('[data-region]')"
    return f"{listed} && bench.inked(root, {centre})"


def opening(rig: Rig, count: int) -> list[Sample]:
    items = boxes(count)
    samples = []
    for _ in range(RUNS):
        with rig.page() as page:
            states = [task(CONFIG, DATA, 0, []), task(CONFIG, DATA, 1, items)]
            probe = rig.open(page, CONFIG, states)
            go = lambda page=page: page.evaluate("() => editor.store.goto(1)")  # noqa: E731
            samples.append(rig.measure(probe, f"open {count} boxes", go, shown(items)))
    return samples


def opened(rig: Rig, page: Page, items: list[dict[str, Any]]) -> Probe:
    probe = rig.open(page, CONFIG, [task(CONFIG, DATA, 0, []), task(CONFIG, DATA, 1, items)])
    probe.measure(lambda: page.evaluate("() => editor.store.goto(1)"), shown(items))
    return probe


def place(page: Page, box: dict[str, Any]) -> tuple[float, float]:
    """Centre of a box on the screen."""
    area = page.locator("[data-surface]").first.bounding_box()
    assert area is not None
    value = box["value"]
    x = area["x"] + area["width"] * (value["x"] + value["width"] / 2) / 100
    y = area["y"] + area["height"] * (value["y"] + value["height"] / 2) / 100
    return x, y


def dragging(rig: Rig, count: int) -> list[Row]:
    items = boxes(count)
    runs, drops, sent = [], [], []
    with rig.page() as page:
        probe = opened(rig, page, items)
        for run in range(RUNS):
            box = items[COLUMNS * 5 + 20 + run]
            x, y = place(page, box)
            page.keyboard.press("Escape")
            page.mouse.move(x, y)
            probe.quiet()
            page.mouse.down()
            page.mouse.move(x + 4, y + 4)
            runs.append(moves(probe, lambda n, x=x, y=y: page.mouse.move(x + 4 + n, y + 4 + n / 3), MOVES))
            # Where boxes are a few pixels high the one beside it may have been taken.
            page.evaluate("() => { bench.before = editor.store.annotation.value.result; }")
            until = "editor.store.annotation.value.result !== bench.before"
            what = f"drop one of {count}"
            page.evaluate(SENT)
            drops.append(rig.measure(probe, what, page.mouse.up, until, event="pointerup"))
            sent.append(float(page.evaluate(SENT)))
    reference = (71.0, 22.0) if count == 1_000 else (None, None)
    return [
        *smooth(f"drag one of {count:,} boxes", "a move", runs, reference),
        *rows_of(f"drop one of {count:,} boxes", drops, target=FRAME),
        Row(f"drop one of {count:,} boxes: sent", sent, "bytes", target=1_000),
    ]


def drawing(rig: Rig, count: int) -> list[Row]:
    items = boxes(count)
    runs, drops = [], []
    with rig.page() as page:
        probe = opened(rig, page, items)
        for run in range(RUNS):
            x, y = place(page, items[COLUMNS * 5 + 12 + run])
            page.keyboard.press("Escape")
            page.evaluate("() => editor.store.pressLabel('box', 'car')")
            page.mouse.move(x, y)
            probe.quiet()
            # With Ctrl what lies below is not moved.
            page.keyboard.down("Control")
            page.mouse.down()
            page.mouse.move(x + 4, y + 4)
            runs.append(moves(probe, lambda n, x=x, y=y: page.mouse.move(x + 4 + n, y + 4 + n / 3), MOVES))
            until = f"editor.store.regions.value.length === {count + run + 1}"
            drops.append(rig.measure(probe, f"draw over {count}", page.mouse.up, until, event="pointerup"))
            page.keyboard.up("Control")
    reference = (71.0, 22.0) if count == 1_000 else (None, None)
    commit = 800.0 if count == 1_000 else None
    return [
        *smooth(f"draw over {count:,} boxes", "a move", runs, reference),
        *rows_of(f"draw over {count:,} boxes: the end", drops, reference=commit, target=FRAME),
    ]


def looking(rig: Rig, count: int) -> list[Row]:
    """Panning and zooming with the wheel."""
    items = boxes(count)
    pans, zooms = [], []
    with rig.page() as page:
        probe = opened(rig, page, items)
        page.mouse.move(*place(page, items[len(items) // 2 + COLUMNS // 2]))
        for _ in range(RUNS):
            page.keyboard.press("Shift+1")
            probe.quiet()
            page.keyboard.down("Control")
            zooms.append(moves(probe, lambda n: page.mouse.wheel(0, -20 if n < STEPS / 2 else 20), STEPS))
            page.mouse.wheel(0, -400 * NEAR)
            page.keyboard.up("Control")
            probe.quiet()
            pans.append(moves(probe, lambda n: page.mouse.wheel(-12 if n % 30 < 15 else 12, 8), STEPS))
    zoom, pan = ((276.0, 8.0), (276.0, 14.0)) if count == 1_000 else ((None, None), (None, None))
    return [
        *smooth(f"zoom over {count:,} boxes", "a step", zooms, zoom, promised=count <= 5_000),
        *smooth(f"pan over {count:,} boxes", "a step", pans, pan, promised=count <= 5_000),
    ]


@dataclass(slots=True)
class Smooth:
    """Page CPU of a step in milliseconds, and the times between frames meanwhile."""

    cpu: float
    frames: list[float]


def moves(probe: Probe, act: Callable[[int], Any], count: int) -> Smooth:
    """Many small steps; each is sent when the page has taken the one before."""
    probe.quiet()
    probe.page.evaluate("() => bench.frames()")
    before = probe.busy()
    for step in range(count):
        act(step)
    after = probe.busy()
    times = probe.page.evaluate("() => bench.stop()")["times"]
    return Smooth((after - before) / count, [later - one for one, later in pairwise(times)])


def smooth(
    what: str,
    step: str,
    runs: list[Smooth],
    reference: tuple[float | None, float | None],
    *,
    promised: bool = True,
) -> list[Row]:
    cost, rate = reference
    rates = [1000 * len(run.frames) / sum(run.frames) for run in runs]
    frames = [gap for run in runs for gap in run.frames]
    return [
        Row(
            f"{what}: page CPU {step}",
            [run.cpu for run in runs],
            reference=cost,
            target=FRAME if promised else None,
        ),
        Row(
            f"{what}: frames",
            rates,
            "fps",
            reference=rate,
            target=58 if promised else None,
            more_is_better=True,
        ),
        Row(f"{what}: p95 of a frame", [percentile(frames, 0.95)], target=1.5 * FRAME if promised else None),
    ]


def run(rig: Rig) -> list[Row]:
    rows = []
    for count, (reference, target) in COUNTS.items():
        samples = opening(rig, count)
        name = f"open a task with {count:,} boxes"
        rows += rows_of(name, samples, reference=reference, target=target)
    for count in COUNTS:
        rows += dragging(rig, count)
        rows += drawing(rig, count)
        rows += looking(rig, count)
    return rows
