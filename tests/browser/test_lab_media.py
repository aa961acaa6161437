"""Pictures from every source in a real JupyterLab: shown at their right size, or a card; labeling goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.lab import Lab, Notebook
from tests.browser.test_lab import is_saved

CONFIG = """<View><Image name="img" value="$img"/>
<RectangleLabels name="box" toName="img"><Label value="Car"/><Label value="Dog"/></RectangleLabels>
<Choices name="ok" toName="img" choice="single-radio"><Choice value="yes" hotkey="y"/></Choices></View>"""
SETUP = f"""import io, pathlib
import numpy as np, pandas as pd, ls_widgets as lsw
from PIL import Image
picture = Image.new("RGB", (90, 60), (0, 128, 128))
array = np.full((50, 80, 3), (128, 0, 128), np.uint8)
buffer = io.BytesIO(); Image.new("RGB", (44, 66), (128, 128, 0)).save(buffer, "PNG")
images = ["{{url}}/files/served.png", "pictures/local.png", pathlib.Path("pictures/path.png"), picture, array,
          buffer.getvalue(), "pictures/photo.jpg", "pictures/missing.png", "pictures/broken.png",
          "{{url}}/files/not-there.png", "{{url}}/files/slow.png", "pictures/last.png"]
df = pd.DataFrame({{{{"img": pd.Series(images, dtype=object)}}}})
a = lsw.Annotator(df, '''{CONFIG}''')"""
RESULTS = """import json
print(json.dumps([[[item["type"], item.get("original_width"), item.get("original_height"),
    item.get("image_rotation"), item["value"]] for item in task["annotations"][0]["result"]]
    for task in a.to_ls() if task["annotations"]]))"""
# The colour that a person sees at a place of the picture, in percent.
COLOUR = """(image, [x, y]) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const paint = canvas.getContext('2d');
  paint.drawImage(image, 0, 0);
  const at = [Math.floor((canvas.width * x) / 100), Math.floor((canvas.height * y) / 100)];
  return [...paint.getImageData(...at, 1, 1).data].slice(0, 3);
}"""
SHOWN = {
    "address": ((120, 80), (200, 0, 0)),
    "path as text": ((100, 70), (0, 160, 0)),
    "path": ((70, 100), (0, 0, 200)),
    "PIL": ((90, 60), (0, 128, 128)),
    "NumPy": ((80, 50), (128, 0, 128)),
    "bytes": ((44, 66), (128, 128, 0)),
    "photo on its side": ((100, 200), (220, 30, 30)),
}
START, END = (20, 10), (60, 40)


def make_pictures(root: Path) -> None:
    folder = root / "pictures"
    folder.mkdir(exist_ok=True)
    Image.new("RGB", *SHOWN["address"]).save(root / "served.png")
    Image.new("RGB", *SHOWN["path as text"]).save(folder / "local.png")
    Image.new("RGB", *SHOWN["path"]).save(folder / "path.png")
    Image.new("RGB", (64, 64), (10, 10, 10)).save(folder / "last.png")
    # Stored lying, with its left half red: seen standing, with its upper half red.
    photo = Image.new("RGB", (200, 100), (30, 30, 220))
    photo.paste(SHOWN["photo on its side"][1], (0, 0, 100, 100))
    turned = Image.Exif()
    turned[0x0112] = 6
    photo.save(folder / "photo.jpg", exif=turned, quality=95)
    whole = (folder / "last.png").read_bytes()
    (folder / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(len(whole)))


def image(view: Locator) -> Locator:
    return view.locator('[data-object="img"]')


def shown(view: Locator) -> Locator:
    """The picture, once it is there."""
    expect(image(view).locator("[data-state=ready]")).to_be_visible(timeout=15_000)
    return image(view).locator("img")


def place(view: Locator, point: tuple[float, float]) -> tuple[float, float]:
    box = image(view).locator("[data-surface]").bounding_box()
    assert box is not None
    return box["x"] + box["width"] * point[0] / 100, box["y"] + box["height"] * point[1] / 100


def draw(view: Locator, key: str, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Takes the label of this key and drags a box with it."""
    labels = view.locator('[data-control="box"]')
    expect(labels.get_by_role("button").first).to_be_visible()
    view.press(key)
    expect(labels.get_by_role("button", pressed=True)).to_have_count(1)
    view.page.mouse.move(*place(view, start))
    view.page.mouse.down()
    view.page.mouse.move(*place(view, end), steps=5)
    view.page.mouse.up()


def at_task(view: Locator, number: int, total: int = 12) -> None:
    expect(view.get_by_role("button", name=f"Task {number} of {total}")).to_be_visible()


def test_pictures_from_everywhere(notebook: Callable[..., Notebook], lab: Lab, page: Page) -> None:
    make_pictures(lab.root)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile(r"/files/slow\.png"), hold)
    page.clock.install()
    opened = notebook([SETUP.format(url=lab.url), "a"])
    opened.run_all()
    view = opened.view()
    view.click(position={"x": 3, "y": 3})  # keys belong to the view from here on
    for number, (name, (size, colour)) in enumerate(SHOWN.items(), 1):
        at_task(view, number)
        picture = shown(view)
        natural = picture.evaluate("(image) => [image.naturalWidth, image.naturalHeight]")
        assert natural == list(size), name
        seen = picture.evaluate(COLOUR, [30, 25])
        assert all(abs(a - b) < 12 for a, b in zip(seen, colour, strict=True)), (name, seen)
        box = image(view).locator("[data-surface]").bounding_box()
        assert box is not None
        assert abs(box["width"] / box["height"] - size[0] / size[1]) < 0.03, name
        draw(view, "1", START, END)
        expect(view.get_by_role("option")).to_have_count(1)
        view.press("Control+Enter")

    for number, why in ((8, "missing.png"), (9, "broken.png"), (10, "not-there.png")):
        at_task(view, number)
        card = image(view).get_by_role("alert")
        expect(card).to_contain_text("This image cannot be shown", timeout=15_000)
        expect(card).to_contain_text(why)
        view.press("y")
        expect(view.get_by_role("radio", name="yes")).to_be_checked()
        view.get_by_role("button", name="Submit").click()

    at_task(view, 11)
    expect(image(view).locator("[data-state=loading]")).to_be_visible()
    page.clock.fast_forward(16_000)
    expect(image(view).get_by_role("status")).to_contain_text("taking long")
    assert held, "the address was never asked for"
    view.press("y")
    view.press("Control+Enter")
    at_task(view, 12)
    assert shown(view).evaluate("(image) => image.naturalWidth") == 64
    is_saved(view)

    results = json.loads(opened.run(RESULTS))
    assert len(results) == 11
    for (name, (size, _)), [(kind, width, height, rotation, value)] in zip(
        SHOWN.items(), results[: len(SHOWN)], strict=True
    ):
        assert (kind, width, height, rotation) == ("rectanglelabels", *size, 0), name
        found = [value[key] for key in ("x", "y", "width", "height")]
        wanted = [*START, END[0] - START[0], END[1] - START[1]]
        # Half a pixel of the screen and half a one of the picture.
        assert all(abs(a - b) < 2.5 for a, b in zip(found, wanted, strict=True)), (name, found)
        assert value["rectanglelabels"] == ["Car"]
    assert all(result == [["choices", None, None, None, {"choices": ["yes"]}]] for result in results[7:])
