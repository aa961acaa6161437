"""Fill, magic wand and conversions with real events; masks that come with the data, sound and broken."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image

from ls_widgets.geometry.rle import rle_from_mask
from tests.browser.masks import (
    BITMASK,
    BRUSH,
    SIZE,
    TASK,
    mask_of,
    overlap,
    stored,
    stroke,
)
from tests.browser.standalone import Standalone


def test_a_fill_closes_what_an_outline_encloses(standalone: Standalone) -> None:
    standalone.open(BRUSH, TASK)
    standalone.key("1")
    stroke(standalone, (20, 20), (60, 20), (60, 60), (20, 60), (20, 20))
    [ring] = standalone.result()
    standalone.button("Fill").click()
    standalone.click_image((40, 40))
    [item] = standalone.result()
    filled = mask_of(item)
    assert (filled[80:240, 120:360] == 255).all()
    assert filled[20, 20] == 0
    standalone.click_image((80, 80))
    standalone.root.get_by_text("no closed outline").first.wait_for()
    standalone.key("Control+z")
    assert standalone.result() == [ring]


BROKEN = {
    "cut off": ("br", "brushlabels", {"format": "rle", "rle": [0, 14, 166, 0, 57], "brushlabels": ["Sky"]}),
    "of this image's size": (
        "br",
        "brushlabels",
        {"format": "rle", "rle": [0, 0, 0, 16, 57, 27, 252, 127, 243, 128, 71, 254], "brushlabels": ["Sky"]},
    ),
}


@pytest.mark.parametrize("reason", sorted(BROKEN))
def test_a_broken_mask_is_listed_kept_and_said(standalone: Standalone, reason: str) -> None:
    item = stored(*BROKEN[reason])
    standalone.given = [item]
    standalone.open(BRUSH, TASK)
    message = standalone.root.get_by_role("status").filter(has_text=reason)
    message.wait_for()
    assert "Region 1 (Sky) cannot be shown" in message.inner_text()
    standalone.key("2")
    stroke(standalone, (20, 30), (40, 30))
    kept, drawn = standalone.result()
    assert kept == item
    assert drawn["value"]["brushlabels"] == ["Sea"]


WAND = """<View><Image name="img" value="$image" rotateControl="true"/><BrushLabels name="br" toName="img">
<Label value="Sky" background="#08f"/></BrushLabels><MagicWand name="wand" toName="img"/></View>"""


def test_the_wand_takes_what_has_the_colour_and_dragging_takes_more(standalone: Standalone) -> None:
    """The picture has a flat brown rectangle, blue disc and green triangle on a light ground."""
    standalone.open(WAND, TASK)
    pixels = np.asarray(Image.open(standalone.media / "media" / "i.png").convert("RGB")).astype(int)
    standalone.key("1", "w")
    standalone.click_image((20, 30))
    [item] = standalone.result()
    brown = np.abs(pixels - pixels[120, 120]).max(axis=2) <= 15
    assert overlap(mask_of(item) > 0, brown) > 0.97
    assert standalone.selected() == [0]
    standalone.click_image((65, 40))
    [item] = standalone.result()
    blue = np.abs(pixels - pixels[160, 390]).max(axis=2) <= 15
    assert overlap(mask_of(item) > 0, brown | blue) > 0.97
    standalone.key("Control+z", "Control+z")
    assert standalone.result() == []
    x, y = standalone.at((20, 30))
    standalone.key("1", "w")
    standalone.drag((x, y), (x + 245, y))
    [item] = standalone.result()
    assert (mask_of(item) > 0).mean() > 0.9


def test_the_wand_says_why_it_does_nothing(standalone: Standalone) -> None:
    standalone.open(WAND, TASK)
    standalone.key("Alt+ArrowRight", "1", "w")
    standalone.click_image((20, 30))
    standalone.root.get_by_text("turn it back first").first.wait_for()
    assert standalone.result() == []


CONVERT = """<View><Image name="img" value="$image"/>
<RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels>
<PolygonLabels name="poly" toName="img"><Label value="Car"/></PolygonLabels>
<BrushLabels name="br" toName="img"><Label value="Car"/></BrushLabels></View>"""


def act(editor: Standalone, name: str) -> None:
    """Finds an action by its name, as a person does with the palette."""
    editor.key("Control+k")
    editor.page.keyboard.type(name)
    editor.key("Enter")


def test_a_box_becomes_a_mask_a_polygon_and_a_box_again(standalone: Standalone) -> None:
    standalone.open(CONVERT, TASK)
    standalone.key("1")
    standalone.drag_image((20, 20), (50, 60))
    standalone.key("v")
    standalone.click_image((30, 30))
    [box] = standalone.result()
    act(standalone, "Convert to mask")
    standalone.page.wait_for_function("() => editor.store.regions.value[0].shape === 'brush'")
    [mask] = standalone.result()
    assert (mask["id"], mask["type"], mask["value"]["brushlabels"]) == (box["id"], "brushlabels", ["Car"])
    pixels = np.argwhere(mask_of(mask) == 255)
    edges = [box["value"]["width"], box["value"]["height"]]
    width, height = np.array(edges) * SIZE / 100
    assert abs(len(pixels) - width * height) < 2 * (width + height)
    act(standalone, "Convert to polygon")
    standalone.page.wait_for_function("() => editor.store.regions.value[0].shape === 'polygon'")
    [polygon] = standalone.result()
    assert len(polygon["value"]["points"]) == 4
    act(standalone, "Convert to box")
    standalone.page.wait_for_function("() => editor.store.regions.value[0].shape === 'rectangle'")
    [again] = standalone.result()
    assert again["id"] == box["id"]
    for key in ("x", "y", "width", "height"):
        assert abs(again["value"][key] - box["value"][key]) < 0.3
    standalone.key("Control+z", "Control+z", "Control+z")
    assert standalone.result() == [box]


def test_a_recorded_picture_of_a_mask_is_shown_and_goes_on(standalone: Standalone) -> None:
    case = json.loads((standalone.media / "image-bitmask-stroke.json").read_text(encoding="utf-8"))
    standalone.given = case["result"]
    standalone.open(BITMASK, TASK)
    standalone.page.wait_for_function("() => editor.store.regions.value.length === 1")
    recorded = case["result"][0]
    standalone.click_image((30, 30))
    assert standalone.selected() == [0]
    assert standalone.result() == [recorded]
    standalone.key("b")
    stroke(standalone, (30, 60), (40, 60))
    [item] = standalone.result()
    assert item["id"] == recorded["id"]
    before, after = mask_of(recorded), mask_of(item)
    assert (after[before > 0] == before[before > 0]).all()
    assert after[240, 200] == 255


def handle(editor: Standalone, name: str) -> tuple[float, float]:
    box = editor.root.locator(f"[data-handle='{name}']").bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def disc(radius: float = 40) -> np.ndarray:
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]] + 0.5
    return np.where(np.hypot(x - 200, y - 150) <= radius, 255, 0).astype(np.uint8)


def rows_and_columns(mask: np.ndarray) -> tuple[int, int]:
    return int(mask.any(axis=1).sum()), int(mask.any(axis=0).sum())


def test_a_mask_is_resized_and_turned_by_its_handles(standalone: Standalone) -> None:
    value = {"format": "rle", "rle": rle_from_mask(disc()), "brushlabels": ["Sky"]}
    standalone.given = [stored("br", "brushlabels", value)]
    standalone.open(BRUSH, TASK)
    standalone.page.wait_for_function("() => editor.store.regions.value.length === 1")
    given = standalone.result()
    standalone.key("v")
    standalone.click_image((200 / 6, 150 / 4))
    assert standalone.selected() == [0]
    standalone.key("b")
    assert standalone.root.locator("[data-handle]").count() == 0
    standalone.key("v")
    scale = standalone.box("img")["width"] / SIZE[0]
    x, y = handle(standalone, "se")
    standalone.page.mouse.move(x, y)
    standalone.page.mouse.down()
    standalone.page.mouse.move(x + 80 * scale, y, steps=5)
    standalone.root.locator("canvas.lsw-mask-warp").wait_for()
    assert standalone.result() == given
    standalone.page.mouse.up()
    [item] = standalone.result()
    wide = mask_of(item)
    assert rows_and_columns(wide) == (80, 160)
    assert (wide[110, 165], wide[150, 240]) == (0, 255)
    assert standalone.root.locator("canvas.lsw-mask-warp").count() == 0
    x, y = handle(standalone, "rotate")
    across = handle(standalone, "e")
    middle = (handle(standalone, "n")[0], across[1])
    reach = middle[1] - y
    standalone.page.mouse.move(x, y)
    standalone.page.mouse.down()
    standalone.page.keyboard.down("Shift")
    standalone.page.mouse.move(middle[0] + reach, middle[1], steps=8)
    standalone.page.mouse.up()
    standalone.page.keyboard.up("Shift")
    [item] = standalone.result()
    high = mask_of(item)
    assert rows_and_columns(high) == (160, 80)
    assert (high > 0).sum() == (wide > 0).sum()
    standalone.key("Control+z", "Control+z")
    assert standalone.result() == given
    assert standalone.errors == []


def test_masks_in_a_frame_are_scaled_together_and_by_keys(standalone: Standalone) -> None:
    rle = [rle_from_mask(np.roll(disc(), by, axis=1)) for by in (0, 120)]
    values = [{"format": "rle", "rle": code, "brushlabels": ["Sky"]} for code in rle]
    standalone.given = [
        stored("br", "brushlabels", value) | {"id": f"m{n}"} for n, value in enumerate(values)
    ]
    standalone.open(BRUSH, TASK)
    standalone.page.wait_for_function("() => editor.store.regions.value.length === 2")
    before = standalone.result()
    standalone.key("v")
    standalone.page.evaluate(
        "() => { editor.store.selection.value = editor.store.regions.value.map(({ id }) => id); }"
    )
    x, y = handle(standalone, "group-e")
    standalone.drag((x, y), (x + 120, y))
    after = standalone.result()
    for one, other in zip(before, after, strict=True):
        (high, wide), (still, wider) = rows_and_columns(mask_of(one)), rows_and_columns(mask_of(other))
        assert still == high
        assert wider > wide * 1.2
    standalone.key("Control+z")
    assert standalone.result() == before
    standalone.surface("img").focus()
    standalone.key("Control+ArrowRight", "Shift+.")
    assert len(standalone.result()) == 2
    assert standalone.result() != before
    standalone.key("Control+z", "Control+z")
    assert standalone.result() == before


def test_the_options_of_the_brush_do_not_break_the_line_of_tools(standalone: Standalone) -> None:
    standalone.page.set_viewport_size({"width": 620, "height": 700})
    standalone.open(WAND, TASK)
    standalone.key("1")
    tools = standalone.root.get_by_role("toolbar", name="Tools of img")
    line = tools.bounding_box()
    assert line is not None
    assert line["height"] < 40
    standalone.root.get_by_role("button", name="Brush options, size 15").click()
    panel = standalone.root.get_by_role("dialog")
    panel.get_by_label("Size").press("ArrowRight")
    panel.get_by_label("Square brush").check()
    panel.get_by_label("Size").press("Escape")
    standalone.root.get_by_role("button", name="Brush options, size 16").wait_for()
    stroke(standalone, (50, 50), (50, 50))
    [item] = standalone.result()
    pixels = mask_of(item) == 255
    rows, columns = rows_and_columns(pixels)
    assert pixels.sum() == rows * columns


def test_what_reaches_far_out_of_the_image_is_named_and_drawn_as_far_as_it_goes(
    standalone: Standalone,
) -> None:
    size = {"original_width": SIZE[0], "original_height": SIZE[1], "image_rotation": 0}
    item = {"id": "far", "from_name": "poly", "to_name": "img", "type": "polygonlabels", **size}
    points = [[10, 10], [1e9, 20], [30, 60]]
    item["value"] = {"points": points, "closed": True, "polygonlabels": ["Car"]}
    standalone.given = [item]
    standalone.open(CONVERT, TASK)
    said = standalone.root.get_by_role("status").filter(has_text="Out of range")
    said.get_by_role("button", name="Select region 1").click()
    assert standalone.selected() == [0]
    assert standalone.result() == [item]
    assert standalone.errors == []


NOT_A_PICTURE = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAlgAAAGQCAYAAAByNR6YAAAA"


@pytest.mark.parametrize(
    ("address", "reason"),
    [(NOT_A_PICTURE, "cannot be read"), ("https://127.0.0.1/mask.png", "no PNG"), (None, "no PNG")],
)
def test_a_picture_that_is_no_mask_is_said_and_never_fetched(
    standalone: Standalone, address: str | None, reason: str
) -> None:
    asked: list[str] = []
    standalone.page.on("request", lambda request: asked.append(request.url))
    value = {"imageDataURL": address, "bitmasklabels": ["A"]}
    standalone.given = [stored("bm", "bitmasklabels", value)]
    standalone.open(BITMASK, TASK)
    standalone.root.get_by_role("status").filter(has_text=reason).wait_for()
    assert not [url for url in asked if url.endswith("mask.png")]
    assert standalone.result() == standalone.given
    assert standalone.errors == []
