"""Brush masks on large images: opening them, zoom and pan over them, a stroke with the brush."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Page

from benchmarks.rig import FRAME, RUNS, Probe, Rig, Row, percentile, rows_of, task
from ls_widgets.geometry.rle import rle_from_mask

CONFIG = """<View><Image name="img" value="$image"/><BrushLabels name="road" toName="img">
<Label value="car"/><Label value="person"/><Label value="sign"/></BrushLabels></View>"""
DATA = {"image": "media/image.png"}
LABELS = ("car", "person", "sign")
# Page CPU of the reference and target, both in milliseconds.
OPENED = {10: (3_500.0, 300.0), 100: (None, 1_000.0)}
SIDE = 2_000
MOVES = 120
STEPS = 30


def masks(count: int, side: int) -> list[dict[str, Any]]:
    """Smooth rings and discs all over the image, which overlap; the last one is in the middle."""
    random = np.random.default_rng(7)
    items = []
    for i in range(count):
        middle = random.uniform(0.1, 0.9, 2) * side if i < count - 1 else np.full(2, side / 2)
        radius = side * random.uniform(0.05, 0.2)
        (left, top), (right, bottom) = (
            np.clip(middle + by * radius, 0, side).astype(int) for by in (-1.2, 1.2)
        )
        y, x = np.mgrid[top:bottom, left:right].astype(np.float32) - middle[::-1, None, None]
        away = np.hypot(x, y)
        alpha = np.clip(radius * (1 + 0.1 * np.sin(8 * np.arctan2(y, x))) - away + 0.5, 0, 1)
        if i % 3 == 1:
            alpha *= np.clip(away - radius / 2 + 0.5, 0, 1)
        whole = np.zeros((side, side), np.uint8)
        whole[top:bottom, left:right] = np.round(alpha * 255)
        items.append(
            {
                "id": f"mask-{i}",
                "from_name": "road",
                "to_name": "img",
                "type": "brushlabels",
                "original_width": side,
                "original_height": side,
                "image_rotation": 0,
                "value": {
                    "format": "rle",
                    "rle": rle_from_mask(whole),
                    "brushlabels": [LABELS[i % len(LABELS)]],
                },
            }
        )
    return items


def picture(side: int) -> bytes:
    buffer = BytesIO()
    Image.radial_gradient("L").resize((side, side)).save(buffer, "PNG")
    return buffer.getvalue()


@contextmanager
def shown(rig: Rig, items: list[dict[str, Any]], side: int) -> Iterator[tuple[Page, Probe]]:
    """A page with an empty task and, as the next one, a task with the masks."""
    sized = replace(rig, image=picture(side))
    states = [task(CONFIG, DATA, 0, []), task(CONFIG, DATA, 1, items)]
    for state in states:
        for values in state["values"].values():
            if isinstance(values.get("value"), dict):
                values["value"].update(width=side, height=side)
    with sized.page() as page:
        yield page, sized.open(page, CONFIG, states)


# The last mask lies in the middle: once it is painted, all are.
PAINTED = """(() => {
  const plate = root.querySelector('canvas.lsw-mask-plate');
  if (host.dataset.task !== 'task-1' || !plate || !root.querySelector('[data-region]')) return false;
  const at = [plate.width, plate.height].map((side) => Math.round(side * 0.535));
  return plate.getContext('2d').getImageData(...at, 1, 1).data[3] > 0;
})()"""


def opening(rig: Rig, count: int, items: list[dict[str, Any]]) -> list[Row]:
    reference, target = OPENED[count]
    samples = []
    for _ in range(RUNS):
        with shown(rig, items, SIDE) as (page, probe):
            go = lambda page=page: page.evaluate("() => editor.store.goto(1)")  # noqa: E731
            samples.append(rig.measure(probe, f"open {count} masks", go, PAINTED))
    what = f"open a task with {count} masks of {SIDE:,} × {SIDE:,}"
    return rows_of(what, samples, reference=reference, target=target)


def played(probe: Probe, steps: int, play: Callable[[int], None]) -> tuple[float, list[float]]:
    """Page CPU of a step, and the times between frames meanwhile, in milliseconds."""
    page = probe.page
    probe.quiet()
    page.evaluate("() => bench.frames()")
    before = probe.busy()
    for step in range(steps):
        play(step)
    cost = (probe.busy() - before) / steps
    times = page.evaluate("() => bench.stop()")["times"]
    return cost, [later - one for one, later in pairwise(times)]


def opened(page: Page, probe: Probe) -> dict[str, float]:
    """Goes to the task with the masks; the box of the image."""
    probe.measure(lambda: page.evaluate("() => editor.store.goto(1)"), PAINTED)
    box = page.locator("[data-surface]").first.bounding_box()
    assert box is not None
    return {"x": box["x"], "y": box["y"], "width": box["width"], "height": box["height"]}


def moving_the_view(rig: Rig, count: int, items: list[dict[str, Any]]) -> list[Row]:
    costs: dict[str, list[float]] = {"zoom": [], "pan": []}
    frames: dict[str, list[float]] = {"zoom": [], "pan": []}
    with shown(rig, items, SIDE) as (page, probe):
        box = opened(page, probe)
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        for _ in range(RUNS):
            page.keyboard.down("Control")
            cost, gaps = played(probe, STEPS, lambda step: page.mouse.wheel(0, -60 if step % 10 < 5 else 60))
            costs["zoom"].append(cost)
            frames["zoom"] += gaps
            page.mouse.wheel(0, -300)
            page.keyboard.up("Control")
            cost, gaps = played(probe, STEPS, lambda step: page.mouse.wheel(0, 20 if step % 10 < 5 else -20))
            costs["pan"].append(cost)
            frames["pan"] += gaps
    rows = []
    for name, cost in costs.items():
        p95 = percentile(frames[name], 0.95)
        rows.append(Row(f"{name} over {count} masks: page CPU a step", cost, target=FRAME))
        rows.append(Row(f"{name} over {count} masks: p95 of a frame", [p95], target=1.5 * FRAME))
    return rows


def painting(rig: Rig, side: int, count: int, items: list[dict[str, Any]]) -> list[Row]:
    costs, frames, drops = [], [], []
    with shown(rig, items, side) as (page, probe):
        box = opened(page, probe)
        x, y = box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3
        move = lambda step: page.mouse.move(x + 2 * step, y + 60 * np.sin(step / 9))  # noqa: E731
        for _ in range(RUNS):
            page.keyboard.press("u")
            page.keyboard.press("1")
            page.mouse.move(x, y)
            page.mouse.down()
            cost, gaps = played(probe, MOVES, move)
            costs.append(cost)
            frames += gaps
            before = page.evaluate("() => editor.store.regions.value.length")
            done = f"editor.store.regions.value.length > {before}"
            drops.append(rig.measure(probe, "end of a stroke", page.mouse.up, done, event="pointerup"))
    what = f"brush stroke over {count} masks of {side:,} × {side:,}"
    return [
        Row(f"{what}: page CPU a move", costs, reference=21.0 if side == SIDE else None, target=FRAME),
        Row(f"{what}: p95 of a frame", [percentile(frames, 0.95)], target=1.5 * FRAME),
        *rows_of(f"{what}: its end", drops),
    ]


HANDLE = """([name]) => {
  const box = bench.root().querySelector(`[data-handle=${name}]`).getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""


def reshaping(rig: Rig, count: int, items: list[dict[str, Any]]) -> list[Row]:
    """Pulling the handles of the mask in the middle: the moves, and the release that samples it anew."""
    names = {"se": "resize", "rotate": "turn"}
    costs: dict[str, list[float]] = {name: [] for name in names}
    drops: dict[str, list[Any]] = {name: [] for name in names}
    with shown(rig, items, SIDE) as (page, probe):
        opened(page, probe)
        page.keyboard.press("v")
        page.evaluate("() => { editor.store.selection.value = [editor.store.regions.value.at(-1).id]; }")
        for _ in range(RUNS):
            for handle in names:
                probe.quiet()
                x, y = page.evaluate(HANDLE, [handle])
                page.mouse.move(x, y)
                page.mouse.down()
                move = lambda step, x=x, y=y: page.mouse.move(x + step / 2, y + step / 2)  # noqa: E731
                costs[handle].append(played(probe, STEPS, move)[0])
                page.evaluate("() => { bench.before = editor.store.annotation.value.result; }")
                until = "editor.store.annotation.value.result !== bench.before"
                drops[handle].append(rig.measure(probe, handle, page.mouse.up, until, event="pointerup"))
    rows = []
    for handle, verb in names.items():
        what = f"{verb} one of {count} masks of {SIDE:,} × {SIDE:,}"
        rows.append(Row(f"{what}: page CPU a move", costs[handle], target=FRAME))
        rows += rows_of(f"{what}: its end", drops[handle])
    return rows


def run(rig: Rig) -> list[Row]:
    made = {count: masks(count, SIDE) for count in OPENED}
    rows = [row for count, items in made.items() for row in opening(rig, count, items)]
    rows += moving_the_view(rig, 100, made[100])
    rows += reshaping(rig, 10, made[10])
    rows += painting(rig, SIDE, 10, made[10])
    rows += painting(rig, 2 * SIDE, 10, masks(10, 2 * SIDE))
    return rows
