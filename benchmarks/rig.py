"""What all benchmarks share: rows of the table, a browser, and page CPU from event to paint.

Page CPU is the processor time that Chromium counts for tasks of the page's main thread; time until
painted runs from the event's time stamp to the end of the frame that shows its effect.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, Route, ViewportSize, sync_playwright

from ls_widgets import LabelConfig
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.standalone import IMAGE_SIZE, ORIGIN, PAGE, STATIC, task_state, welcome
from tests.conftest import ROOT

FRAME = 1000 / 60
RUNS = 3
TIMEOUT = 120_000
VIEWPORT = ViewportSize(width=1440, height=900)
SAMPLE_US = 200
SHOWN_FUNCTIONS = 25

# `quiet` ends after ten frames in a row without a long one, so that late work is counted too.
BENCH = """() => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const host = () => document.querySelector('[data-lsw-root]');
  const bench = {
    host,
    root: () => host()?.shadowRoot,
    async quiet() {
      let last = await frame();
      for (let calm = 0; calm < 10; ) {
        const now = await frame();
        calm = now - last < 34 ? calm + 1 : 0;
        last = now;
      }
    },
    arm(event, condition) {
      const check = new Function('host', 'root', `return ${condition}`);
      bench.shown = new Promise((resolve) => {
        const start = (from) => {
          const look = () => {
            if (!host() || !check(host(), bench.root())) return requestAnimationFrame(look);
            const after = new MessageChannel();
            after.port1.onmessage = () => resolve(performance.now() - from);
            after.port2.postMessage(0);
          };
          requestAnimationFrame(look);
        };
        bench.start = () => start(performance.now());
        const seen = ({ timeStamp }) => start(timeStamp);
        if (event) addEventListener(event, seen, { capture: true, once: true });
      });
    },
    inked(root, left, top) {
      const canvas = root.querySelector('canvas.lsw-image-canvas');
      if (!canvas?.width) return false;
      const at = [canvas.width * left / 100, canvas.height * top / 100].map(Math.round);
      return canvas.getContext('2d').getImageData(...at, 1, 1).data[3] > 0;
    },
    frames() {
      const times = [];
      let moves = 0;
      let on = true;
      const look = (now) => { times.push(now); if (on) requestAnimationFrame(look); };
      const count = () => { moves += 1; };
      addEventListener('pointermove', count, true);
      requestAnimationFrame(look);
      bench.stop = () => {
        on = false;
        removeEventListener('pointermove', count, true);
        return { times, moves };
      };
    },
  };
  window.bench = bench;
}"""


@dataclass(slots=True)
class Row:
    """One line of the table; ``runs`` holds every measurement, their median is the figure."""

    what: str
    runs: list[float]
    unit: str = "ms"
    reference: float | None = None
    target: float | None = None
    more_is_better: bool = False

    @property
    def ours(self) -> float:
        return median(self.runs)

    @property
    def p95(self) -> float:
        return percentile(self.runs, 0.05 if self.more_is_better else 0.95)

    @property
    def ratio(self) -> float | None:
        """How many times better than the reference."""
        if not self.reference or not self.ours:
            return None
        return self.ours / self.reference if self.more_is_better else self.reference / self.ours

    @property
    def met(self) -> bool | None:
        if self.target is None:
            return None
        return self.ours >= self.target if self.more_is_better else self.ours <= self.target


@dataclass(slots=True)
class Sample:
    """Milliseconds of one step: page CPU until painted and until all is quiet, and time until painted."""

    painted: float
    cpu: float
    wall: float


def rows_of(
    what: str, samples: list[Sample], *, reference: float | None = None, target: float | None = None
) -> list[Row]:
    """The three figures of a step. The reference's page CPU is compared with all of ours."""
    # What begins anywhere within a frame is seen at the end of the next one.
    wall = target and target + FRAME
    return [
        Row(f"{what}: page CPU until painted", [one.painted for one in samples], target=target),
        Row(f"{what}: page CPU in all", [one.cpu for one in samples], reference=reference),
        Row(f"{what}: time until painted", [one.wall for one in samples], target=wall),
    ]


@dataclass
class Rig:
    """A browser, and with ``profile`` a readable bundle and the functions that cost most."""

    browser: Browser
    profile: bool = False
    bundle: bytes = b""
    image: bytes = b""
    profiles: dict[str, Counter[str]] = field(default_factory=dict)

    @contextmanager
    def page(self) -> Iterator[Page]:
        context = self.browser.new_context(viewport=VIEWPORT)
        page = context.new_page()
        page.set_default_timeout(TIMEOUT)
        try:
            yield page
        finally:
            context.close()

    def measure(self, probe: Probe, what: str, act: Callable[[], Any], until: str, **kind: Any) -> Sample:
        """One step on a page, from its event (or from ``act``) to a quiet page."""
        if not self.profile:
            return probe.measure(act, until, **kind)
        cdp = probe.cdp
        cdp.send("Profiler.enable")
        cdp.send("Profiler.setSamplingInterval", {"interval": SAMPLE_US})
        cdp.send("Profiler.start")
        sample = probe.measure(act, until, **kind)
        for kind_of_cost, costs in costs_of(cdp.send("Profiler.stop")["profile"]).items():
            self.profiles.setdefault(f"{what}, {kind_of_cost}", Counter()).update(costs)
        return sample

    def open(self, page: Page, config: str, states: list[dict[str, Any]], **options: Any) -> Probe:
        """The standalone page with tasks; ``media/image.png`` is served to them."""
        start = {"welcome": welcome(LabelConfig(config), options, len(states)), "tasks": states}
        page.route(f"{ORIGIN}/**", self._serve)
        page.goto(f"{ORIGIN}/")
        page.wait_for_function("() => Boolean(window.lswStandalone)")
        probe = Probe(page)
        page.evaluate("(start) => { window.start = start; }", start)
        page.evaluate("() => { window.editor = lswStandalone(document.getElementById('editor'), start); }")
        page.locator("[data-lsw-root]:not([data-state=loading]) [data-surface]").first.wait_for()
        page.locator("[data-lsw-root]").click(position={"x": 3, "y": 3})
        probe.settle()
        return probe

    def _serve(self, route: Route) -> None:
        path = route.request.url.removeprefix(f"{ORIGIN}/").partition("?")[0]
        if not path:
            route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
        elif path == "standalone.js":
            route.fulfill(body=self.bundle, content_type="text/javascript")
        elif path == "media/image.png":
            route.fulfill(body=self.image, content_type="image/png")
        else:
            route.fulfill(status=404)


class Probe:
    """Reads a page's own counters around a step."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cdp: CDPSession = page.context.new_cdp_session(page)
        self.cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
        self.idle = 0.0
        page.evaluate(BENCH)

    def quiet(self) -> None:
        self.page.evaluate("() => bench.quiet()")

    def settle(self) -> None:
        """Learns what watching an idle page costs, to take it off."""
        self.quiet()
        costs = []
        for _ in range(RUNS):
            before = self.busy()
            self.quiet()
            costs.append(self.busy() - before)
        self.idle = median(costs)

    def busy(self) -> float:
        """Milliseconds of the page's main thread since it began."""
        metrics = self.cdp.send("Performance.getMetrics")["metrics"]
        return 1000 * next(item["value"] for item in metrics if item["name"] == "TaskDuration")

    def measure(self, act: Callable[[], Any], until: str, *, event: str | None = None) -> Sample:
        """``until`` is an expression on ``host`` and ``root``; without ``event`` it begins at once."""
        self.quiet()
        self.page.evaluate("([event, until]) => bench.arm(event, until)", [event, until])
        before = self.busy()
        if event is None:
            self.page.evaluate("() => bench.start()")
        act()
        wall = self.page.evaluate("() => bench.shown")
        painted = self.busy() - before
        self.quiet()
        return Sample(painted, max(0.0, self.busy() - before - self.idle), wall)


@contextmanager
def browser(*, profile: bool = False) -> Iterator[Rig]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield Rig(chromium, profile, readable_bundle() if profile else built_bundle(), picture())
        finally:
            chromium.close()


def built_bundle() -> bytes:
    path = STATIC / "standalone.js"
    if not path.is_file():
        raise SystemExit("there is no bundle: run `make build` first")
    return path.read_bytes()


def readable_bundle() -> bytes:
    """The page's code with its own names, for profiles."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "standalone.js"
        options = ["--bundle", "--format=esm", "--target=es2022", "--jsx=automatic"]
        options += ["--jsx-import-source=preact", '--define:LSW_BUILD="profile"', f"--outfile={target}"]
        tool = ROOT / "node_modules" / ".bin" / "esbuild"
        subprocess.run([tool, "js/src/standalone.ts", *options, "--log-level=error"], cwd=ROOT, check=True)
        return target.read_bytes()


def picture() -> bytes:
    from PIL import Image

    buffer = BytesIO()
    Image.radial_gradient("L").resize((IMAGE_SIZE["width"], IMAGE_SIZE["height"])).save(buffer, "PNG")
    return buffer.getvalue()


def task(config: str, data: dict[str, Any], index: int, result: list[dict[str, Any]]) -> dict[str, Any]:
    """A task with one draft that holds the given results."""
    state = task_state(LabelConfig(config), data, index)
    if result:
        draft = {"id": f"annotation-{index}", "task": state["key"], "rev": 1, "result": result}
        state["annotations"] = [{**draft, "pending": False, "fields": {"status": "draft"}}]
    return state


def costs_of(profile: dict[str, Any]) -> dict[str, Counter[str]]:
    """Milliseconds by function: ``self`` without what it calls, ``total`` with it."""
    names, parents = {}, {}
    for node in profile["nodes"]:
        frame = node["callFrame"]
        names[node["id"]] = f"{frame['functionName'] or '(anonymous)'}:{frame['lineNumber'] + 1}"
        parents.update(dict.fromkeys(node.get("children", ()), node["id"]))
    costs: dict[str, Counter[str]] = {"self": Counter(), "total": Counter()}
    for leaf, micros in zip(profile["samples"], profile["timeDeltas"], strict=True):
        costs["self"][names[leaf]] += micros / 1000
        stack, node = set(), leaf
        while node is not None:
            stack.add(names[node])
            node = parents.get(node)
        for name in stack:
            costs["total"][name] += micros / 1000
    for counter in costs.values():
        for name in ("(idle):0", "(root):0", "(program):0"):
            counter.pop(name, None)
    return costs


def percentile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
