"""10,000 × 10,000 pixels in JupyterLab: first sight, zoom and pan, memory of browser and kernel."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from benchmarks.boxes import moves, smooth
from benchmarks.rig import RUNS, Probe, Rig, Row
from tests.browser.lab import Lab, Notebook, write_notebook

SIDE = 10_000
CONFIG = '<View><Image name="img" value="$image"/><Rectangle name="box" toName="img"/></View>'
KINDS = ("jpg", "png")
SETUP = "import pandas, numpy, ls_widgets as lsw; from PIL import Image"
VIEW = """lsw.Annotator([{{"image": "big.{kind}"}}], '''{config}''', store=None)"""
SEEN = "root.querySelector('canvas[data-tiles]')"
SHARP = "root.querySelector('canvas[data-tiles=sharp]')"
LARGEST = """import pathlib
lines = pathlib.Path("/proc/self/status").read_text().splitlines()
print(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024)"""
STEPS = 40
MOVES = 120


def run(rig: Rig) -> list[Row]:
    first: dict[str, list[float]] = {kind: [] for kind in KINDS}
    sharp: dict[str, list[float]] = {kind: [] for kind in KINDS}
    kernel: dict[str, list[float]] = {kind: [] for kind in KINDS}
    browser: list[float] = []
    more: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab(Path(folder))
        lab.start()
        try:
            make_pictures(lab.root)
            for nth in range(RUNS):
                for kind in KINDS:
                    with rig.page() as page:
                        notebook = opened(page, lab, f"big-{kind}-{nth}")
                        before = int(notebook.run(LARGEST)), renderer(page)
                        probe = Probe(page)
                        seen = show(notebook, probe, kind)
                        first[kind].append(seen[0])
                        sharp[kind].append(seen[1])
                        if kind == "jpg" and nth == 0:
                            more = looking(probe)
                        else:
                            look(page)
                        kernel[kind].append(int(notebook.run(LARGEST)) - before[0])
                        browser.append(renderer(page) - before[1])
                    lab.end_kernels()
        finally:
            lab.stop()
    name = f"{SIDE:,} × {SIDE:,}"
    rows = []
    for kind in KINDS:
        rows += [
            Row(f"{name} {kind}: from cell execution to first sight", first[kind]),
            Row(f"{name} {kind}: from cell execution to sharp", sharp[kind]),
            Row(
                f"{name} {kind}: most memory of the kernel, over before", kernel[kind], "bytes", target=300e6
            ),
        ]
    return [*rows, Row(f"{name}: memory of the page, over before", browser, "bytes", target=300e6), *more]


def make_pictures(folder: Path) -> None:
    import numpy as np
    from PIL import Image

    noise = np.random.default_rng(0).integers(0, 24, (SIDE, SIDE), dtype=np.uint8)
    ramp = np.linspace(0, 200, SIDE, dtype=np.uint8)
    bands = [Image.fromarray(noise + ramp), Image.fromarray(noise + ramp[:, None]), Image.fromarray(noise)]
    picture = Image.merge("RGB", bands)
    picture.save(folder / "big.jpg", quality=90)
    picture.save(folder / "big.png", compress_level=1)


def opened(page: Page, lab: Lab, name: str) -> Notebook:
    path = lab.root / f"{name}.ipynb"
    write_notebook(path, [SETUP])
    notebook = Notebook(page, path, lab.url)
    notebook.open()
    notebook.run_all()
    return notebook


def show(notebook: Notebook, probe: Probe, kind: str) -> tuple[float, float]:
    """Milliseconds from the cell's start until something is seen, and until it is sharp."""
    page = notebook.page
    for until in (SEEN, SHARP):
        page.evaluate("([until]) => bench.arm(null, until)", [until])
        page.evaluate("() => { bench.promises = [...(bench.promises ?? []), bench.shown]; bench.start(); }")
    notebook.start(VIEW.format(kind=kind, config=CONFIG))
    seen, sharp = page.evaluate("() => Promise.all(bench.promises)")
    probe.settle()
    return seen, sharp


def middle(page: Page) -> tuple[float, float]:
    area = page.locator("[data-lsw-root] [data-surface]").first.bounding_box()
    assert area is not None
    return area["x"] + area["width"] / 2, area["y"] + area["height"] / 2


def look(page: Page) -> None:
    """Zooms to single pixels and back."""
    page.mouse.move(*middle(page))
    page.keyboard.down("Control")
    for direction in (-1, 1):
        for _ in range(STEPS):
            page.mouse.wheel(0, 100 * direction)
        page.locator("[data-lsw-root] canvas[data-tiles=sharp]").wait_for()
    page.keyboard.up("Control")


def looking(probe: Probe) -> list[Row]:
    """Frames while zooming in with the wheel, and while panning at full size with tiles on their way."""
    page = probe.page
    x, y = middle(page)
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    zoom = moves(probe, lambda _: page.mouse.wheel(0, -60), STEPS)
    page.keyboard.up("Control")
    page.locator("[data-lsw-root] canvas[data-tiles=sharp]").wait_for()
    pan = moves(probe, lambda n: page.mouse.wheel(15 if n < MOVES / 2 else -15, 10), MOVES)
    return [
        *smooth(f"zoom over {SIDE:,} × {SIDE:,}", "a step", [zoom], (None, None)),
        *smooth(f"pan over {SIDE:,} × {SIDE:,}", "a step", [pan], (None, None)),
    ]


def renderer(page: Page) -> float:
    """Bytes of memory that the page's own process holds."""
    browser: Any = page.context.browser
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    sizes = [resident(one["id"]) for one in processes if one["type"] == "renderer"]
    return max(sizes)


def resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024.0 for line in lines if line.startswith("VmRSS"))
