"""The editor on a plain page with pictures from Python: whole ones in ranges, large ones by tiles."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, field
from typing import Any

from PIL import Image
from playwright.sync_api import Locator, Route

from ls_widgets import LabelConfig
from ls_widgets.errors import TaskError
from ls_widgets.tasks.media import MediaBox
from tests.browser.standalone import ORIGIN, Standalone, task_state, welcome

CONFIG = """<View><Image name="img" value="$image" rotateControl="true" brightnessControl="true"/>
<RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels></View>"""


@dataclass
class Tiled(Standalone):
    """Each task shows one picture, given as any value that ``MediaBox`` takes."""

    pictures: MediaBox = field(default_factory=MediaBox)
    asked: list[tuple[int, int, int]] = field(default_factory=list)
    """Tiles that the view asked for: level, x, y."""

    def show(self, *pictures: Any, config: str = CONFIG, ready: bool = True, **options: Any) -> None:
        parsed = LabelConfig(config)
        node = parsed.objects["img"].id
        states = [task_state(parsed, {"image": "x"}, index) for index in range(len(pictures))]
        for state, picture in zip(states, pictures, strict=True):
            state["values"][node]["value"] = self._addressed(self.pictures.add(picture))
        self.start = {"welcome": welcome(parsed, options, len(states)), "tasks": states, "tiles": "/tiles"}
        self.page.route(f"{ORIGIN}/**", self._serve)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.goto(f"{ORIGIN}/")
        self.page.wait_for_function("() => Boolean(window.lswStandalone)")
        self.page.evaluate(
            "(start) => { window.editor = window.lswStandalone(document.getElementById('editor'), start); }",
            self.start,
        )
        self.root.and_(self.page.locator(":not([data-state=loading])")).wait_for()
        if ready:
            self.frame.and_(self.page.locator("[data-state=ready]")).wait_for()
        self.focus()

    def _addressed(self, described: Any) -> Any:
        """What comes whole is served by the page's own server."""
        if isinstance(described, list):
            return [self._addressed(one) for one in described]
        if "size" not in described:
            return described
        size = {name: described[name] for name in ("width", "height")}
        return {"url": f"{ORIGIN}/whole/{described['media']}/{described['size']}", **size}

    def _serve(self, route: Route) -> None:
        kind, *rest = route.request.url.removeprefix(f"{ORIGIN}/").split("/")
        if kind == "whole":
            route.fulfill(body=self.pictures.read(rest[0], 0, int(rest[1])))
        elif kind == "tiles":
            self._tile(route, rest[0], *map(int, rest[1:]))
        else:
            super()._serve(route)

    def _tile(self, route: Route, media: str, level: int, x: int, y: int) -> None:
        self.asked.append((level, x, y))
        try:
            found = self.pictures.tile(media, level, x, y)
        except TaskError as error:
            route.fulfill(status=400, body=str(error))
            return
        if isinstance(found, bytes):
            route.fulfill(body=found, content_type="image/png")
        else:
            route.fulfill(body=json.dumps({"done": found}), content_type="application/json")

    @property
    def frame(self) -> Locator:
        return self.root.get_by_role("application", name="Image img")

    def sharp(self) -> None:
        """Until the frame shows what it now can show at best: after two frames no tile is missing."""
        self.page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        self.frame.locator("canvas[data-tiles=sharp]").wait_for()

    def screen(self) -> Image.Image:
        """What is seen, one pixel of the picture for each of the screen."""
        return Image.open(io.BytesIO(self.page.screenshot(scale="css"))).convert("RGB")
