"""Large and unusual pictures in a real browser: true colours, levels, turns, labels, and what goes wrong."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from ls_widgets.tasks import pictures
from tests.browser.tiled import Tiled

BLOCK = 100
WIDTH, HEIGHT = 3000, 2000


def blocks() -> np.ndarray:
    """Every block of 100 pixels has a colour of its own, and a dark pixel in its corner."""
    down, across = np.mgrid[0:HEIGHT, 0:WIDTH] // BLOCK
    picture = np.stack([across * 8, down * 12, (across + down) % 2 * 120 + 60], axis=-1).astype(np.uint8)
    picture[::BLOCK, ::BLOCK] = 0
    return picture


@pytest.fixture
def tiled(page: Page, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tiled]:
    monkeypatch.setattr(pictures, "TILE_PIXELS", 1_000_000)
    shown = Tiled(page, Path())
    yield shown
    assert shown.errors == []


ACTUAL, FIT = "Shift+2", "Shift+1"


def colours(tiled: Tiled, *places: tuple[float, float]) -> list[tuple[int, ...]]:
    screen = tiled.screen()
    return [screen.getpixel(tuple(map(int, tiled.at(place)))) for place in places]


def test_the_whole_and_single_pixels_have_their_true_colours(tiled: Tiled) -> None:
    picture = blocks()
    tiled.show(picture)
    tiled.sharp()
    box = tiled.box("img")
    assert box["width"] / box["height"] == pytest.approx(WIDTH / HEIGHT, rel=0.01)
    for across, down in ((3.5 / 30, 2.5 / 20), (15.5 / 30, 10.5 / 20), (28.5 / 30, 18.5 / 20)):
        (seen,) = colours(tiled, (100 * across, 100 * down))
        true = picture[int(down * HEIGHT), int(across * WIDTH)]
        assert seen == pytest.approx(tuple(map(int, true)), abs=4)
    tiled.key(ACTUAL)
    tiled.sharp()
    box, frame = tiled.box("img"), tiled.frame.bounding_box()
    assert frame is not None
    assert box["width"] == pytest.approx(WIDTH, abs=1)
    left, top = round(frame["x"] - box["x"]), round(frame["y"] - box["y"])
    screen = np.asarray(tiled.screen())
    x, y = round(frame["x"]) + 20, round(frame["y"]) + 20
    seen = screen[y : y + 400, x : x + 600]
    true = picture[top + 20 : top + 420, left + 20 : left + 620]
    np.testing.assert_array_equal(seen, true)


def test_only_what_is_seen_is_asked_for(tiled: Tiled) -> None:
    tiled.show(blocks())
    tiled.sharp()
    assert {level for level, _, _ in tiled.asked} == {2, 3}
    tiled.asked.clear()
    tiled.key(ACTUAL)
    tiled.sharp()
    finest = {(x, y) for level, x, y in tiled.asked if level == 0}
    assert 0 < len(finest) < 6 * 4
    tiled.asked.clear()
    tiled.key(FIT)
    tiled.sharp()
    assert tiled.asked == []


def test_turned_views_and_labels_follow_the_picture(tiled: Tiled) -> None:
    picture = blocks()
    tiled.show(picture)
    tiled.sharp()
    tiled.button("Rotate right").click()
    tiled.sharp()
    # The turned picture's upper left is the lower left of the picture.
    (seen,) = colours(tiled, (100 * 1.5 / 20, 100 * 2.5 / 30))
    assert seen == pytest.approx(tuple(map(int, picture[HEIGHT - 150, 250])), abs=4)
    tiled.button("Rotate left").click()
    tiled.sharp()
    tiled.key("1")
    tiled.drag_image((20, 10), (60, 40))
    (item,) = tiled.result()
    assert (item["original_width"], item["original_height"]) == (WIDTH, HEIGHT)
    value = [item["value"][name] for name in ("x", "y", "width", "height")]
    assert value == pytest.approx([20, 10, 40, 30], abs=0.3)


def test_a_file_that_goes_leaves_what_was_seen_and_says_so(tiled: Tiled, tmp_path: Path) -> None:
    path = tmp_path / "map.png"
    Image.fromarray(blocks()).save(path, compress_level=1)
    tiled.show(path)
    tiled.sharp()
    path.unlink()
    tiled.key(ACTUAL)
    expect(tiled.frame.get_by_role("status")).to_contain_text("cannot be read")
    (seen,) = colours(tiled, (50, 50))
    assert seen != (0, 0, 0)


def test_a_picture_that_cannot_be_decoded_is_one_card(tiled: Tiled, tmp_path: Path) -> None:
    path = tmp_path / "cut.png"
    stream = io.BytesIO()
    Image.fromarray(blocks()).save(stream, "PNG", compress_level=1)
    path.write_bytes(stream.getvalue()[: len(stream.getvalue()) // 2])
    tiled.show(path, ready=False)
    card = tiled.frame.get_by_role("alert")
    expect(card).to_contain_text("broken or cut off")
    path.write_bytes(stream.getvalue())
    card.get_by_role("button", name="Try again").click()
    expect(card).to_contain_text("has changed")


def animated() -> bytes:
    frames = [Image.new("RGB", (60, 40), color) for color in ((200, 0, 0), (0, 0, 200))]
    stream = io.BytesIO()
    frames[0].save(stream, "GIF", save_all=True, append_images=frames[1:], duration=20, loop=0)
    return stream.getvalue()


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def photo_on_its_side() -> bytes:
    photo = Image.new("RGB", (60, 40), (30, 30, 220))
    photo.paste((220, 30, 30), (0, 0, 30, 40))
    turned = Image.Exif()
    turned[0x0112] = 6
    return encoded(photo, "JPEG", exif=turned, quality=95)


DEEP = np.repeat(np.linspace(1000, 3000, 60).astype(np.uint16)[None], 40, axis=0)
ODD = {
    "16-bit PNG": (encoded(Image.fromarray(DEEP), "PNG"), (50, 50), (128, 128, 128)),
    "16-bit TIFF": (encoded(Image.fromarray(DEEP), "TIFF"), (98, 50), (253, 253, 253)),
    "CMYK JPEG": (encoded(Image.new("CMYK", (60, 40), (0, 255, 255, 0)), "JPEG"), (50, 50), (255, 0, 0)),
    "CMYK TIFF": (encoded(Image.new("CMYK", (60, 40), (0, 255, 255, 0)), "TIFF"), (50, 50), (255, 0, 0)),
    "gray and alpha TIFF": (encoded(Image.new("LA", (60, 40), (90, 255)), "TIFF"), (50, 50), (90, 90, 90)),
    "fax": (encoded(Image.new("1", (60, 40), 1), "TIFF", compression="group4"), (50, 50), (255, 255, 255)),
    "photo on its side": (photo_on_its_side(), (50, 25), (220, 30, 30)),
    "animated GIF": (animated(), (50, 50), (200, 0, 0)),
}  # fmt: skip


def test_unusual_pictures_show_their_true_colours(tiled: Tiled) -> None:
    tiled.show(*(raw for raw, _, _ in ODD.values()))
    for name, (_, place, colour) in ODD.items():
        expect(tiled.frame.and_(tiled.page.locator("[data-state=ready]"))).to_be_visible()
        tiled.page.evaluate("() => new Promise((done) => setTimeout(done))")
        (seen,) = colours(tiled, place)
        assert seen == pytest.approx(colour, abs=8), name
        if name == "photo on its side":
            box = tiled.box("img")
            assert box["height"] > box["width"]
        if list(ODD)[-1] != name:
            tiled.key("Shift+ArrowDown")
            task = f"Task {list(ODD).index(name) + 2} of {len(ODD)}"
            expect(tiled.root.get_by_role("button", name=task)).to_be_visible()


def test_pages_of_a_tiff_are_pages_of_the_image(tiled: Tiled) -> None:
    pages = [Image.new("RGB", (60, 40), color) for color in ((200, 0, 0), (0, 160, 0))]
    tiled.show(encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:]))
    tiled.key("1")
    tiled.drag_image((20, 10), (60, 40))
    tiled.key("Escape")
    tiled.button("Next image").click()
    expect(tiled.root.get_by_text("2 / 2")).to_be_visible()
    expect(tiled.frame.and_(tiled.page.locator("[data-state=ready]"))).to_be_visible()
    (seen,) = colours(tiled, (80, 80))
    assert seen == pytest.approx((0, 160, 0), abs=3)
    tiled.key("1")
    tiled.drag_image((20, 10), (60, 40))
    assert [item["item_index"] for item in tiled.result()] == [0, 1]
