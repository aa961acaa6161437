from __future__ import annotations

import io
import threading
from collections import namedtuple

import numpy as np
import pytest
from PIL import Image

from ls_widgets.errors import TaskError
from ls_widgets.tasks import levels, pictures, scratch, tiles
from ls_widgets.tasks.media import MediaBox
from tests.unit.tasks.media_tools import at_once, encoded, exif, planar_tiff, shown

WIDTH, HEIGHT = 1100, 700
RAMP = np.add.outer(np.arange(HEIGHT) * 3, np.arange(WIDTH) * 5)
GRAY = Image.fromarray((RAMP % 251).astype(np.uint8))
COLOR = Image.merge(
    "RGB", (GRAY, GRAY.transpose(Image.Transpose.FLIP_LEFT_RIGHT), Image.new("L", GRAY.size, 9))
)
ALPHA = Image.merge("RGBA", (*COLOR.split(), GRAY.transpose(Image.Transpose.ROTATE_180)))
DEEP = (RAMP * 7 + 300).astype(np.uint16)


@pytest.fixture
def small_is_large(monkeypatch):
    monkeypatch.setattr(pictures, "TILE_PIXELS", 1000)


def tile(box: MediaBox, media: str, level: int, x: int, y: int) -> Image.Image:
    """The tile, once it is there."""
    for _ in range(2000):
        found = box.tile(media, level, x, y)
        if isinstance(found, bytes):
            assert len(found) <= 2**20
            return Image.open(io.BytesIO(found))
        assert 0 <= found <= 1
        threading.Event().wait(0.005)
    raise AssertionError("the tile never came")


def joined(box: MediaBox, found: dict, level: int = 0) -> Image.Image:
    """A level put together from its tiles."""
    assert "tiles" in found, found
    side = found["tiles"]["size"]
    width, height = -(-found["width"] // 2**level), -(-found["height"] // 2**level)
    whole = None
    for y in range(-(-height // side)):
        for x in range(-(-width // side)):
            part = tile(box, found["media"], level, x, y)
            whole = whole or Image.new(part.mode, (width, height))
            assert part.size == (min(side, width - x * side), min(side, height - y * side))
            whole.paste(part, (x * side, y * side))
    assert whole is not None
    return whole


def both(value: object, monkeypatch: pytest.MonkeyPatch) -> tuple[Image.Image, Image.Image]:
    """The picture as it is shown whole, and as its tiles show it."""
    box = MediaBox()
    whole = shown(box, box.add(value))
    monkeypatch.setattr(pictures, "TILE_PIXELS", 1000)
    found = MediaBox().add(value)
    box = MediaBox()
    found = box.add(value)
    return whole, joined(box, found)


def tiff(image: Image.Image, **options) -> bytes:
    return encoded(image, "TIFF", **options)


ENCODED = {
    "gray PNG": encoded(GRAY, "PNG"),
    "gray and alpha PNG": encoded(ALPHA.convert("LA"), "PNG"),
    "colour PNG": encoded(COLOR, "PNG"),
    "colour PNG with one transparent colour": encoded(COLOR, "PNG", transparency=(0, 0, 9)),
    "alpha PNG": encoded(ALPHA, "PNG"),
    "palette PNG": encoded(COLOR.quantize(40), "PNG"),
    "palette PNG with transparency": encoded(COLOR.quantize(40), "PNG", transparency=3),
    "1-bit PNG": encoded(GRAY.convert("1"), "PNG"),
    "16-bit PNG": encoded(Image.fromarray(DEEP), "PNG"),
    "lossless WebP": encoded(ALPHA, "WEBP", lossless=True, exact=True),
    "GIF": encoded(COLOR.quantize(40), "GIF"),
    "BMP": encoded(COLOR, "BMP"),
    "plain TIFF": tiff(COLOR),
    "LZW TIFF": tiff(COLOR, compression="tiff_lzw"),
    "gray LZW TIFF": tiff(GRAY, compression="tiff_lzw"),
    "alpha deflate TIFF": tiff(ALPHA, compression="tiff_adobe_deflate"),
    "TIFF in planes": planar_tiff(np.asarray(COLOR)),
    "tiled TIFF": tiff(COLOR, compression="tiff_lzw", tiffinfo={322: 256, 323: 256}),
    "turned TIFF": tiff(COLOR, tiffinfo={274: 6}),
    "CMYK TIFF": tiff(COLOR.convert("CMYK")),
    "LAB TIFF": tiff(Image.merge("LAB", COLOR.split())),
    "1-bit fax TIFF": tiff(GRAY.convert("1"), compression="group4"),
    "palette TIFF": tiff(COLOR.quantize(40)),
    "16-bit TIFF": tiff(Image.fromarray(DEEP)),
    "16-bit LZW TIFF": tiff(Image.fromarray(DEEP), compression="tiff_lzw"),
    "32-bit TIFF": tiff(Image.fromarray(DEEP.astype(np.int32) * 9000)),
    "float TIFF": tiff(Image.fromarray(DEEP.astype(np.float32) / 60_000)),
}  # fmt: skip


class TestPixels:
    @pytest.mark.parametrize("name", ENCODED)
    @pytest.mark.parametrize("source", ["bytes", "file"])
    def test_tiles_show_what_the_whole_would(self, name, source, monkeypatch, tmp_path):
        path = tmp_path / "picture"
        path.write_bytes(ENCODED[name])
        whole, parts = both(path if source == "file" else ENCODED[name], monkeypatch)
        if parts.mode == "RGBA":
            whole, parts = whole.convert("RGBA").convert("RGBa"), parts.convert("RGBa")
        np.testing.assert_array_equal(np.asarray(whole.convert(parts.mode)), np.asarray(parts))

    @pytest.mark.parametrize(
        "value",
        [
            np.asarray(GRAY), np.asarray(COLOR), np.asarray(ALPHA), np.asarray(GRAY) > 100, DEEP,
            DEEP.astype(">u2"), DEEP / 9000, np.asarray(COLOR)[::-1, ::-1], np.dstack([DEEP] * 3),
            np.asarray(GRAY)[..., None],
        ],
        ids=lambda value: f"{value.dtype} {value.shape}",
    )  # fmt: skip
    def test_arrays(self, value, monkeypatch):
        whole, parts = both(value, monkeypatch)
        np.testing.assert_array_equal(np.asarray(whole), np.asarray(parts))

    @pytest.mark.parametrize(
        "mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "I", "F", "I;16"]
    )
    def test_pillow_images(self, mode, monkeypatch):
        deep = Image.fromarray({"I": np.int32, "F": np.float32, "I;16": np.uint16}[mode](DEEP)) if mode in (
            "I", "F", "I;16") else None  # fmt: skip
        image = deep or (ALPHA if mode in ("LA", "RGBA") else COLOR).convert(mode)
        whole, parts = both(image, monkeypatch)
        np.testing.assert_array_equal(np.asarray(whole), np.asarray(parts))

    @pytest.mark.parametrize("turned", range(1, 9))
    def test_turned_photos_stand_upright(self, turned, monkeypatch):
        raw = encoded(COLOR, "PNG", exif=exif(turned))
        reference = MediaBox()
        with Image.open(io.BytesIO(raw)) as image:
            seen = shown(reference, reference.add(image.copy())) if turned == 1 else None
            from PIL import ImageOps

            seen = seen or ImageOps.exif_transpose(image)
        monkeypatch.setattr(pictures, "TILE_PIXELS", 1000)
        box = MediaBox()
        found = box.add(raw)
        assert (found["width"], found["height"]) == seen.size
        np.testing.assert_array_equal(np.asarray(joined(box, found)), np.asarray(seen))
        assert joined(box, found, 1).size == (-(-seen.width // 2), -(-seen.height // 2))

    @pytest.mark.parametrize("options", [{}, {"progressive": True}, {"exif": exif(6)}])
    def test_jpeg_tiles_are_jpegs_of_every_level(self, options, small_is_large):
        soft = Image.radial_gradient("L").resize((4700, 4500)).convert("RGB")
        box = MediaBox()
        found = box.add(encoded(soft, "JPEG", quality=95, **options))
        assert found["tiles"] == {"size": 512, "levels": 5}
        seen = soft.transpose(Image.Transpose.ROTATE_270) if "exif" in options else soft
        for level in range(5):
            part = tile(box, found["media"], level, 0, 0)
            assert part.format == "JPEG"
            step = 2**level
            box_of = (0, 0, min(512 * step, seen.width), min(512 * step, seen.height))
            expected = seen.crop(box_of).resize(part.size, Image.Resampling.BOX)
            difference = np.abs(np.asarray(part).astype(int) - np.asarray(expected))
            assert difference.mean() < 2

    def test_levels_are_halves_to_one_tile(self, small_is_large):
        box = MediaBox()
        found = box.add(np.asarray(COLOR))
        assert found["tiles"] == {"size": 512, "levels": 3}
        half = np.asarray(COLOR).reshape(HEIGHT // 2, 2, WIDTH // 2, 2, 3).mean((1, 3))
        assert np.abs(np.asarray(joined(box, found, 1)) - half).mean() < 6
        assert joined(box, found, 2).size == (275, 175)

    def test_flat_colours_stay_exact_at_every_level(self, small_is_large):
        image = Image.new("P", (2000, 1200), 1)
        image.putpalette([0, 0, 0, 200, 10, 30])
        box = MediaBox()
        found = box.add(encoded(image, "PNG"))
        for level in range(found["tiles"]["levels"]):
            assert joined(box, found, level).getcolors() == [
                (-(-2000 >> level) * -(-1200 >> level), (200, 10, 30))
            ]

    def test_colour_under_full_transparency_does_not_bleed(self, small_is_large):
        image = np.zeros((600, 600, 4), np.uint8)
        image[:, ::2] = (0, 200, 0, 255)
        image[:, 1::2] = (255, 0, 0, 0)
        box = MediaBox()
        found = box.add(image)
        assert found["tiles"]["size"] == 256
        red, green, _, alpha = tile(box, found["media"], 1, 0, 0).getpixel((50, 50))
        assert (red, green) == (0, pytest.approx(200, abs=2))
        assert alpha == pytest.approx(128, abs=1)


class TestBox:
    def test_what_is_not_there_is_an_error(self, monkeypatch, small_is_large):
        box = MediaBox()
        media = box.add(np.asarray(GRAY))["media"]
        for place in ((-1, 0, 0), (9, 0, 0), (0, -1, 0), (0, 0, -1), (0, 3, 0), (0, 0, 2), (2, 1, 0)):
            with pytest.raises(TaskError, match="There is no"):
                box.tile(media, *place)
        with pytest.raises(TaskError, match="not known"):
            box.tile("guessed", 0, 0, 0)
        whole = box.add(np.zeros((5, 5)))["media"]
        with pytest.raises(TaskError, match="sent whole"):
            box.tile(whole, 0, 0, 0)

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "WEBP"])
    def test_a_file_that_is_cut_off_is_one_error_and_can_be_mended(self, kind, tmp_path, small_is_large):
        path = tmp_path / "cut"
        noise = Image.effect_noise((1100, 700), 40).convert("RGB")
        raw = encoded(noise, kind)
        path.write_bytes(raw[: len(raw) // 2])
        box = MediaBox()
        found = box.add(path)
        if "error" not in found:
            with pytest.raises(TaskError, match="broken"):
                tile(box, found["media"], 0, 0, 0)
        path.write_bytes(raw)
        again = box.add(path)
        assert tile(box, again["media"], 0, 0, 0).size == (512, 512)

    def test_a_changed_file_is_not_mixed_with_the_old_one(self, tmp_path, small_is_large):
        path = tmp_path / "a.png"
        COLOR.save(path)
        box = MediaBox()
        media = box.add(path)["media"]
        tile(box, media, 0, 0, 0)
        COLOR.rotate(180).save(path, compress_level=1)
        with pytest.raises(TaskError, match="has changed"):
            box.tile(media, 0, 0, 0)

    def test_a_disk_without_room_says_so(self, monkeypatch, small_is_large):
        usage = namedtuple("usage", "free")(1000)  # noqa: PYI024
        monkeypatch.setattr(scratch.shutil, "disk_usage", lambda _: usage)
        box = MediaBox()
        media = box.add(encoded(COLOR, "PNG"))["media"]
        with pytest.raises(TaskError, match="TMPDIR"):
            tile(box, media, 0, 0, 0)

    def test_decoding_that_would_take_too_much_memory_is_refused(self, monkeypatch, small_is_large):
        monkeypatch.setattr(levels, "MEMORY_LIMIT", 1_000_000)
        box = MediaBox()
        for raw, kind in (
            (encoded(COLOR, "JPEG", progressive=True), "progressive"),
            (encoded(COLOR, "WEBP"), "WEBP"),
        ):
            with pytest.raises(TaskError, match=kind):
                tile(box, box.add(raw)["media"], 0, 0, 0)
        assert tile(box, box.add(encoded(COLOR, "PNG"))["media"], 0, 0, 0)

    def test_levels_on_disk_are_bounded_and_made_again(self, monkeypatch, small_is_large):
        monkeypatch.setattr(tiles, "ROOM_LIMIT", 1)
        monkeypatch.setattr(tiles, "TILES_LIMIT", 1)
        box = MediaBox()
        found = [box.add(np.asarray(GRAY) + i) for i in range(3)]
        for _ in range(2):
            for i, one in enumerate(found):
                assert tile(box, one["media"], 0, 0, 0).getpixel((0, 0)) == i
        assert len(box._tiles._pyramids) == 1
        assert len(box._tiles._kept) == 1

    def test_nothing_is_left_on_disk(self, monkeypatch, tmp_path, small_is_large):
        monkeypatch.setenv("TMPDIR", str(tmp_path))
        monkeypatch.setattr(scratch.tempfile, "tempdir", None)
        box = MediaBox()
        tile(box, box.add(encoded(COLOR, "PNG"))["media"], 0, 0, 0)
        assert list(tmp_path.iterdir()) == []
        box.close()
        monkeypatch.setattr(scratch.tempfile, "tempdir", None)

    def test_threads_may_ask_at_once(self, small_is_large):
        box = MediaBox()
        found = [box.add(np.asarray(GRAY) + i) for i in range(3)]

        def work() -> None:
            for i, one in enumerate(found):
                assert tile(box, one["media"], 0, 0, 0).getpixel((0, 0)) == i

        at_once(work)

    def test_asking_never_waits_for_the_work(self, monkeypatch, small_is_large):
        may_go = threading.Event()
        decoded = levels.decoded

        def slow(*arguments):
            assert may_go.wait(20)
            return decoded(*arguments)

        from ls_widgets.tasks import pyramid

        monkeypatch.setattr(pyramid, "decoded", slow)
        box = MediaBox()
        found = box.add(encoded(COLOR, "PNG"))
        assert box.tile(found["media"], 0, 0, 0) == pytest.approx(0, abs=0.6)
        may_go.set()
        assert tile(box, found["media"], 0, 0, 0).size == (512, 512)
