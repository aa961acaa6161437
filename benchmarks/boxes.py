"""An image with many boxes: opening it, and dragging one of them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from benchmarks.rig import FRAME, RUNS, Probe, Rig, Row, Sample, percentile, rows_of, task

CONFIG = """<View><Image name="img" value="$image"/><RectangleLabels name="box" toName="img">
<Label value="car"/><Label value="person"/><Label value="sign"/></RectangleLabels></View>"""
DATA = {"image": "media/image.png"}
LABELS = ("car", "person", "sign")
COUNTS = {1_000: (7_000.0, 100.0), 5_000: (None, None)}
MOVES = 120
COLUMNS = 50


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


def dragging(rig: Rig, count: int) -> list[Row]:
    items = boxes(count)
    cpu, rates, frames, drops = [], [], [], []
    with rig.page() as page:
        probe = rig.open(page, CONFIG, [task(CONFIG, DATA, 0, []), task(CONFIG, DATA, 1, items)])
        probe.measure(lambda: page.evaluate("() => editor.store.goto(1)"), shown(items))
        for run in range(RUNS):
            used = drag(rig, probe, items[COLUMNS * 5 + 20 + run], f"drop one of {count}")
            cpu.append(used["cpu"])
            rates.append(used["fps"])
            frames += used["frames"]
            drops.append(used["drop"])
    what = f"drag one of {count:,} boxes"
    cost, rate = (71.0, 22.0) if count == 1_000 else (None, None)
    return [
        Row(f"{what}: page CPU a move", cpu, reference=cost, target=FRAME),
        Row(f"{what}: frames", rates, "fps", reference=rate, target=58, more_is_better=True),
        Row(f"{what}: p95 of a frame", [percentile(frames, 0.95)], target=1.5 * FRAME),
        *rows_of(f"drop one of {count:,} boxes", drops, target=FRAME),
    ]


def drag(rig: Rig, probe: Probe, box: dict[str, Any], what: str) -> dict[str, Any]:
    """Moves a box in many small steps; each is sent when the page has taken the one before."""
    page, value = probe.page, box["value"]
    area = page.locator("[data-surface]").first.bounding_box()
    assert area is not None
    x = area["x"] + area["width"] * (value["x"] + value["width"] / 2) / 100
    y = area["y"] + area["height"] * (value["y"] + value["height"] / 2) / 100
    page.keyboard.press("Escape")
    page.mouse.move(x, y)
    probe.quiet()
    page.mouse.down()
    page.mouse.move(x + 4, y + 4)
    probe.quiet()
    page.evaluate("() => bench.frames()")
    before = probe.busy()
    for step in range(MOVES):
        page.mouse.move(x + 4 + step, y + 4 + step / 3)
    after = probe.busy()
    seen = page.evaluate("() => bench.stop()")
    until = f"editor.store.region('{box['id']}').geometry.x !== {value['x']!r}"
    dropped = rig.measure(probe, what, page.mouse.up, until, event="pointerup")
    times = seen["times"]
    gaps = [later - one for one, later in pairwise(times)]
    return {
        "cpu": (after - before) / max(1, seen["moves"]),
        "fps": 1000 * len(gaps) / (times[-1] - times[0]),
        "frames": gaps,
        "drop": dropped,
    }


def run(rig: Rig) -> list[Row]:
    rows = []
    for count, (reference, target) in COUNTS.items():
        samples = opening(rig, count)
        name = f"open a task with {count:,} boxes"
        rows += rows_of(name, samples, reference=reference, target=target)
    for count in COUNTS:
        rows += dragging(rig, count)
    return rows
