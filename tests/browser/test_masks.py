"""Masks painted with a real pointer and real keys: what is stored is what was painted."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from tests.browser.masks import (
    BITMASK,
    BRUSH,
    HEIGHT,
    SIZE,
    TASK,
    WIDTH,
    brush_radius,
    mask_of,
    overlap,
    painted,
    stroke,
)
from tests.browser.standalone import Standalone


def test_a_stroke_is_a_mask_and_the_next_one_extends_it(standalone: Standalone) -> None:
    standalone.open(BRUSH, TASK)
    standalone.key("1")
    stroke(standalone, (20, 30), (40, 30), (60, 55))
    assert standalone.selected() == [0]
    [item] = standalone.result()
    assert item["type"] == "brushlabels"
    assert item["value"]["brushlabels"] == ["Sky"]
    assert list(item["value"]) == ["format", "rle", "brushlabels"]
    expected = painted(SIZE, [(20, 30), (40, 30), (60, 55)], brush_radius(standalone))
    assert overlap(mask_of(item) > 127, expected) > 0.95
    stroke(standalone, (20, 80), (40, 80))
    [item] = standalone.result()
    more = expected | painted(SIZE, [(20, 80), (40, 80)], brush_radius(standalone))
    assert overlap(mask_of(item) > 127, more) > 0.95
    standalone.key("Control+z")
    [item] = standalone.result()
    assert overlap(mask_of(item) > 127, expected) > 0.95
    standalone.key("Control+z")
    assert standalone.result() == []
    assert standalone.errors == []


def test_the_eraser_works_on_the_selected_mask_alone(standalone: Standalone) -> None:
    standalone.open(BRUSH, TASK)
    standalone.key("1")
    stroke(standalone, (20, 50), (60, 50))
    standalone.key("u", "2")
    stroke(standalone, (20, 55), (60, 55))
    before = [mask_of(item) for item in standalone.result()]
    standalone.key("e")
    stroke(standalone, (40, 30), (40, 80))
    items = standalone.result()
    assert [item["value"]["brushlabels"] for item in items] == [["Sky"], ["Sea"]]
    assert (mask_of(items[0]) == before[0]).all()
    gone = painted(SIZE, [(40, 30), (40, 80)], brush_radius(standalone, 10))
    assert overlap(mask_of(items[1]) > 127, (before[1] > 127) & ~gone) > 0.95
    standalone.key("Control+z")
    assert [mask_of(item).tolist() for item in standalone.result()] == [mask.tolist() for mask in before]


def test_a_mask_erased_to_nothing_is_gone_in_the_same_step(standalone: Standalone) -> None:
    standalone.open(BRUSH, TASK)
    standalone.key("1")
    stroke(standalone, (30, 50), (32, 50))
    [drawn] = standalone.result()
    standalone.key("e", *["]"] * 8)
    stroke(standalone, (25, 50), (40, 50))
    assert standalone.result() == []
    standalone.key("Control+z")
    assert standalone.result() == [drawn]


def test_a_pixel_exact_mask_has_no_faint_pixels(standalone: Standalone) -> None:
    standalone.open(BITMASK, TASK)
    standalone.key("1")
    stroke(standalone, (20, 30), (40, 30))
    [item] = standalone.result()
    assert (item["type"], list(item["value"])) == ("bitmasklabels", ["imageDataURL", "bitmasklabels"])
    mask = mask_of(item)
    assert set(np.unique(mask)) == {0, 255}
    rows, columns = np.nonzero(mask)
    # The size is a radius in pixels of the image there, around the pixel below the pointer.
    assert rows.max() - rows.min() == 30
    assert abs(columns.min() - 105) <= 1
    assert abs(columns.max() - 255) <= 1
    standalone.key("e")
    stroke(standalone, (30, 20), (30, 40))
    [item] = standalone.result()
    assert mask_of(item)[120, 180] == 0
    assert set(np.unique(mask_of(item))) == {0, 255}


def test_one_pixel_can_be_painted(standalone: Standalone) -> None:
    standalone.open(BITMASK, TASK)
    standalone.key("1", "[", "[", "[", "[")
    standalone.click_image((50.1, 50.1))
    [item] = standalone.result()
    assert (mask_of(item) > 0).sum() == 1


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_turned_view_paints_where_the_pointer_is(standalone: Standalone, turns: int) -> None:
    standalone.open(BRUSH, TASK)
    for _ in range(turns):
        standalone.key("Alt+ArrowRight")
    standalone.key("1")
    stroke(standalone, (20, 30), (70, 30))
    [item] = standalone.result()
    assert item["image_rotation"] == turns * 90
    ends = {1: [(30, 80), (30, 30)], 2: [(80, 70), (30, 70)], 3: [(70, 20), (70, 70)]}[turns]
    shown = WIDTH if turns == 2 else HEIGHT
    radius = 7.5 * shown / standalone.box("img")["width"]
    assert overlap(mask_of(item) > 127, painted(SIZE, ends, radius)) > 0.93


def test_a_stroke_is_cut_off_at_the_edge_of_the_image(standalone: Standalone) -> None:
    standalone.open(BRUSH, TASK)
    standalone.key("1")
    stroke(standalone, (10, 50), (-3, 50))
    [item] = standalone.result()
    mask = mask_of(item)
    assert mask[200, 0] == 255
    assert (mask[:, 70:] == 0).all()


def test_masks_by_keyboard_alone(standalone: Standalone) -> None:
    standalone.open(BRUSH, TASK)
    standalone.key("1")
    standalone.root.get_by_role("application", name="Image img").focus()
    standalone.key("ArrowRight", "Space", *["Shift+ArrowRight"] * 10, "Space")
    [item] = standalone.result()
    rows, columns = np.nonzero(mask_of(item) > 127)
    radius = brush_radius(standalone)
    length = 100 * WIDTH / standalone.box("img")["width"]
    assert abs(columns.max() - columns.min() - length - 2 * radius) < 3
    assert abs(rows.max() - rows.min() - 2 * radius) < 3
    standalone.key("ArrowDown", "Space", "Shift+ArrowDown", "Escape")
    assert standalone.result() == [item]


def test_size_by_keys_wheel_and_slider(standalone: Standalone) -> None:
    standalone.open(BRUSH, TASK)
    standalone.key("1")
    sized = lambda size: standalone.root.get_by_role("button", name=f"Brush options, size {size}")  # noqa: E731
    sized(15).click()
    slider = standalone.root.get_by_role("slider", name="Size")
    slider.fill("18")
    sized(18).wait_for()
    slider.fill("15")
    slider.press("Escape")
    standalone.key("]")
    sized(20).wait_for()
    standalone.page.mouse.move(*standalone.at((50, 50)))
    standalone.page.keyboard.down("Alt")
    standalone.page.mouse.wheel(0, 100)
    standalone.page.keyboard.up("Alt")
    sized(19).wait_for()
    ring = standalone.root.locator(".lsw-mask-ring").bounding_box()
    assert ring is not None
    assert abs(ring["width"] - 19) < 0.5
    standalone.key(*["["] * 5)
    standalone.root.get_by_role("button", name="Brush options, size 1", exact=True).wait_for()


@pytest.mark.parametrize("config", [BRUSH, BITMASK])
def test_escape_throws_an_open_stroke_away_and_submit_waits_for_it(
    standalone: Standalone, config: str
) -> None:
    standalone.open(config, TASK)
    standalone.key("1")
    standalone.page.mouse.move(*standalone.at((20, 20)))
    standalone.page.mouse.down()
    standalone.page.mouse.move(*standalone.at((40, 40)), steps=4)
    assert standalone.button("Submit").get_attribute("aria-disabled") == "true"
    standalone.key("Escape")
    standalone.page.mouse.move(*standalone.at((60, 60)), steps=4)
    standalone.page.mouse.up()
    assert standalone.result() == []


def test_a_mask_is_moved_hidden_and_hit_by_its_pixels(standalone: Standalone) -> None:
    standalone.open(BRUSH, TASK)
    standalone.key("1")
    stroke(standalone, (20, 20), (60, 20), (60, 60))
    [before] = standalone.result()
    standalone.key("u", "v")
    standalone.click_image((40, 40))
    assert standalone.selected() == []
    standalone.click_image((40, 20))
    assert standalone.selected() == [0]
    # Not where a handle is.
    standalone.drag_image((50, 20), (55, 30))
    [item] = standalone.result()
    shift = np.argwhere(mask_of(item) > 0).min(axis=0) - np.argwhere(mask_of(before) > 0).min(axis=0)
    assert abs(shift - (40, 30)).max() <= 1
    moved = np.roll(mask_of(before), shift, axis=(0, 1))
    assert (mask_of(item) == moved).all()
    standalone.key("ArrowRight")
    [nudged] = standalone.result()
    assert (mask_of(nudged) == np.roll(mask_of(item), 1, axis=1)).all()


def colour(editor: Standalone, point: tuple[float, float]) -> tuple[int, ...]:
    """What is seen there."""
    picture = Image.open(BytesIO(editor.page.screenshot())).convert("RGB")
    x, y = editor.at(point)
    return tuple(np.asarray(picture)[round(y), round(x)].tolist())


def test_masks_are_seen_in_their_colour_at_rest_and_while_painted(standalone: Standalone) -> None:
    standalone.open(BRUSH, TASK)
    bare = colour(standalone, (40, 85))
    standalone.key("1")
    standalone.page.mouse.move(*standalone.at((20, 85)))
    standalone.page.mouse.down()
    standalone.page.mouse.move(*standalone.at((60, 85)), steps=4)
    standalone.page.mouse.move(*standalone.at((60, 70)), steps=4)
    painting = colour(standalone, (40, 85))
    assert painting[2] - painting[0] > bare[2] - bare[0] + 40
    standalone.page.mouse.up()
    standalone.key("u", "Control+h")
    standalone.page.mouse.move(2, 2)
    assert colour(standalone, (40, 85)) == bare
    standalone.key("Control+h")
    resting = colour(standalone, (40, 85))
    assert resting[2] - resting[0] > bare[2] - bare[0] + 40


def test_a_label_that_is_used_up_can_still_be_painted_on(standalone: Standalone) -> None:
    standalone.open(BRUSH.replace('value="Sky"', 'value="Sky" maxUsages="1"'), TASK)
    standalone.key("1")
    stroke(standalone, (20, 20), (40, 20))
    [before] = standalone.result()
    stroke(standalone, (20, 60), (40, 60))
    [after] = standalone.result()
    assert (mask_of(after) > 0).sum() > 1.8 * (mask_of(before) > 0).sum()


def test_undo_throws_an_open_stroke_away_and_nothing_else(standalone: Standalone) -> None:
    standalone.open(BRUSH, TASK)
    standalone.key("1")
    stroke(standalone, (20, 20), (40, 20))
    before = standalone.result()
    standalone.page.mouse.move(*standalone.at((20, 60)))
    standalone.page.mouse.down()
    standalone.page.mouse.move(*standalone.at((40, 60)), steps=4)
    standalone.key("Control+z")
    standalone.page.mouse.up()
    assert standalone.result() == before
