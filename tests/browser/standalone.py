"""The editor on a plain page, without a kernel: fast, and the same code as in a cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Route

from ls_widgets import LabelConfig
from tests.conftest import ROOT

STATIC = ROOT / "ls_widgets" / "static"
# Served by the test itself: nothing listens there.
ORIGIN = "http://127.0.0.1:9"
IMAGE_SIZE = {"width": 600, "height": 400}
PAGE = """<!doctype html><meta charset="utf-8"><title>editor</title><style>body { margin: 0 }</style>
<div id="editor"></div><script type="module" src="/standalone.js"></script>"""
OPTIONS = {
    "hotkeys": {},
    "prelabel": False,
    "deny_empty": False,
    "select_after_create": False,
    "keep_label": False,
    "show_region_labels": False,
    "read_only": False,
    "annotator": "",
    "height": "",
    "suggest": False,
    "reply": False,
}
# Where each code point of the data is on the screen; ones that the page does not show have no box.
CHARACTERS = """(surface, text) => {
  const walker = document.createTreeWalker(surface, NodeFilter.SHOW_TEXT);
  const shown = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement.closest('[aria-hidden="true"], [role="tooltip"], button')) continue;
    for (let at = 0; at < node.data.length; ) {
      const point = String.fromCodePoint(node.data.codePointAt(at));
      shown.push({ node, at, point });
      at += point.length;
    }
  }
  let next = 0;
  return [...text].map((point) => {
    const place = shown[next];
    const same = place && (place.point === point || (/\\s/.test(place.point) && /\\s/.test(point)));
    if (!same) return null;
    next += 1;
    const range = document.createRange();
    range.setStart(place.node, place.at);
    range.setEnd(place.node, place.at + place.point.length);
    const box = range.getClientRects()[0];
    return box && box.width ? [box.left, box.top, box.width, box.height] : null;
  });
}"""


def welcome(config: LabelConfig, options: dict[str, Any], total: int) -> dict[str, Any]:
    return {
        "protocol": 1,
        "session": "standalone",
        "title": "Standalone",
        "tree": config.tree.to_node(),
        "options": {**OPTIONS, **options},
        "progress": {"total": total, "submitted": 0, "skipped": 0, "draft": 0},
        "cursor": 0,
        "acked": 0,
        "pushed": 0,
        "undo": [],
        "redo": [],
        "store": {"location": "memory", "durable": False, "writable": True, "notice": ""},
        "warnings": [],
    }


def image(address: Any) -> dict[str, Any]:
    return {"url": f"{ORIGIN}/{address}", **IMAGE_SIZE}


def task_state(config: LabelConfig, data: dict[str, Any], index: int) -> dict[str, Any]:
    """A task as the kernel sends it, with media at their address on the test's own page."""
    instance = config.instantiate(data)
    values = {node: dict(attributes) for node, attributes in instance.values.items()}
    images = {tag.id for tag in config.objects.values() if tag.tag == "Image"}
    for node in images & values.keys():
        for key in values[node].keys() & {"value", "valueList"}:
            given = values[node][key]
            shown = [image(one) for one in given] if isinstance(given, list) else image(given)
            values[node][key] = shown
    return {
        "key": f"task-{index}",
        "index": index,
        "values": values,
        "children": instance.children,
        "problems": list(instance.problems),
        "annotations": [],
        "predictions": [],
    }


@dataclass
class Standalone:
    """Opens one config with its tasks and plays a person's mouse and keys."""

    page: Page
    media: Path
    data: list[dict[str, Any]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    given: list[dict[str, Any]] = field(default_factory=list)
    """Results that the first task has when it is opened."""
    start: dict[str, Any] = field(default_factory=dict)

    def open(self, config: str, *data: dict[str, Any], **options: Any) -> None:
        parsed = LabelConfig(config)
        self.data = list(data)
        states = [task_state(parsed, item, index) for index, item in enumerate(data)]
        if self.given:
            held = {
                "id": "given",
                "task": "task-0",
                "rev": 1,
                "pending": False,
                "fields": {"status": "draft"},
            }
            states[0]["annotations"] = [{**held, "result": self.given}]
        self.start = {"welcome": welcome(parsed, options, len(states)), "tasks": states}
        self.page.route(f"{ORIGIN}/**", self._serve)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{ORIGIN}/")
        self.page.wait_for_function("() => Boolean(window.lswStandalone)")
        self.page.evaluate(
            """(start) => {
              const given = { ...start, suggest: window.suggest, reply: window.reply };
              window.editor = window.lswStandalone(document.getElementById('editor'), given);
            }""",
            self.start,
        )
        self.root.and_(self.page.locator(":not([data-state=loading])")).wait_for()
        for surface in self.page.locator("[data-object] [data-surface]").all():
            surface.wait_for()
        self.focus()

    def focus(self) -> None:
        """A press on the edge of the head: keys belong to the view from here on."""
        self.root.click(position={"x": 3, "y": 3})

    def _serve(self, route: Route) -> None:
        path = route.request.url.removeprefix(f"{ORIGIN}/").partition("?")[0]
        if not path:
            route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")
            return
        file = self.media / path if path.startswith("media/") else STATIC / path
        if file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(status=404)

    # ---- places ----
    @property
    def root(self) -> Locator:
        return self.page.locator("[data-lsw-root]")

    def control(self, name: str) -> Locator:
        return self.page.locator(f'[data-control="{name}"]')

    def surface(self, name: str) -> Locator:
        return self.page.locator(f'[data-object="{name}"] [data-surface]').first

    def box(self, name: str) -> dict[str, float]:
        box = self.surface(name).bounding_box()
        assert box is not None, f"{name} is not shown"
        return dict(box)

    def shows_page(self, name: str, page: int) -> None:
        """Waits until this page of an image list is there, counted from 1."""
        there = f'[data-object="{name}"]:has([data-state=ready]) [aria-current=page][data-page="{page - 1}"]'
        self.page.locator(there).wait_for()

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    # ---- keys and pointer ----
    def key(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def at(self, point: tuple[float, float], name: str = "img") -> tuple[float, float]:
        """Screen position of a point in percent of the displayed image."""
        box = self.box(name)
        return box["x"] + box["width"] * point[0] / 100, box["y"] + box["height"] * point[1] / 100

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """A drag on the screen, with moves between as a hand makes them."""
        self.page.mouse.move(*start)
        self.page.mouse.down()
        for step in range(1, 9):
            part = step / 8
            self.page.mouse.move(start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
        self.page.mouse.up()

    def drag_image(self, start: tuple[float, float], end: tuple[float, float], name: str = "img") -> None:
        self.drag(self.at(start, name), self.at(end, name))

    def click_image(self, point: tuple[float, float], name: str = "img") -> None:
        self.page.mouse.click(*self.at(point, name))

    def characters(self, name: str = "txt", key: str = "text") -> list[list[float] | None]:
        return self.surface(name).evaluate(CHARACTERS, self.data[0][key])

    def drag_text(self, start: int, end: int, name: str = "txt") -> None:
        """Drags from before the code point ``start`` to behind the one before ``end``."""
        shown = self.characters(name)
        first = next(box for box in shown[start:] if box)
        last = next(box for box in reversed(shown[:end]) if box)
        self.drag(
            (first[0] + first[2] * 0.1, first[1] + first[3] / 2),
            (last[0] + last[2] * 0.9, last[1] + last[3] / 2),
        )

    def character(self, position: int, name: str = "txt") -> tuple[float, float]:
        box = self.characters(name)[position]
        assert box is not None, f"character {position} is not shown"
        return box[0] + box[2] / 2, box[1] + box[3] / 2

    def click_text(self, position: int, name: str = "txt", clicks: int = 1) -> None:
        self.page.mouse.click(*self.character(position, name), click_count=clicks)

    def choose(self, control: str, name: str) -> None:
        option = self.control(control).get_by_role("radio", name=name, exact=True)
        boxes = self.control(control).get_by_role("checkbox", name=name, exact=True)
        option.or_(boxes).click()

    def rate(self, control: str, stars: int) -> None:
        self.control(control).get_by_role("radio").nth(stars - 1).click()

    def write(self, control: str, text: str) -> None:
        """Types into the control's field, as a person does after a click."""
        field_ = self.control(control).get_by_role("textbox").last
        field_.click()
        self.page.keyboard.type(text)

    def submit(self) -> None:
        self.button("Submit").click()

    # ---- what came of it ----
    def result(self, task: int = 0) -> list[dict[str, Any]]:
        """The items of the newest annotation, once all that was done is stored."""
        self.root.and_(self.page.locator("[data-state=ready], [data-state=saved]")).wait_for()
        return self.page.evaluate("(task) => window.editor.result(task)", task)

    def selected(self) -> list[int]:
        """Positions, in order of creation, of the selected regions."""
        rows = self.root.get_by_role("listbox", name="Regions").get_by_role("option")
        chosen = rows.and_(self.page.locator("[aria-selected=true]")).evaluate_all(
            "(rows) => rows.map((row) => row.dataset.region)"
        )
        order = list(dict.fromkeys(item["id"] for item in self.result() if "id" in item))
        return [order.index(region) for region in chosen]

    def active(self, control: str, label: str) -> bool:
        button = self.control(control).get_by_role("button", name=label, pressed=True)
        return button.count() > 0

    def messages(self) -> str:
        """All that the view says at controls and in notices."""
        return "\n".join(self.root.get_by_role("alert").all_inner_texts())

    def state(self) -> str:
        return self.root.get_attribute("data-state") or ""
