"""Kinds of pictures that browsers show wrong or not at all: true pixels, still, and page by page."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from ls_widgets.errors import TaskError
from ls_widgets.tasks.media import MediaBox
from tests.unit.tasks.media_tools import encoded, shown, tiff_of

RED, BLUE = Image.new("RGB", (40, 30), (220, 20, 30)), Image.new("RGB", (40, 30), (10, 30, 200))


def pixel(value: object, at: tuple[int, int] = (0, 0)) -> object:
    box = MediaBox()
    return shown(box, box.add(value)).getpixel(at)


class TestDepth:
    @pytest.mark.parametrize("kind", ["PNG", "TIFF"])
    def test_sixteen_bit_gray_goes_from_its_least_to_its_greatest(self, kind):
        deep = np.array([[1000, 1500, 2000], [1000, 1250, 1750]], np.uint16)
        raw = encoded(Image.fromarray(deep), kind)
        box = MediaBox()
        found = box.add(raw)
        assert found["type"] == "image/png"
        assert np.asarray(shown(box, found)).tolist() == [[0, 128, 255], [0, 64, 191]]

    def test_big_endian_tiff(self):
        deep = np.array([[0, 30_000, 60_000]], ">u2")
        tags = [(256, 3, 1, 3), (257, 3, 1, 1), (258, 3, 1, 16), (259, 3, 1, 1), (262, 3, 1, 1),
                (273, 4, 1, 8), (277, 3, 1, 1), (278, 3, 1, 1), (279, 4, 1, 6)]  # fmt: skip
        assert pixel(tiff_of(tags, order=">", rest=deep.tobytes() + b"\0\0"), (1, 0)) == 128

    def test_sixteen_bit_colour_keeps_its_upper_bits(self):
        values = np.array([[[0xAB00, 0x1234, 0xFF00]]], "<u2")
        bits = np.array([16, 16, 16, 0], "<u2").tobytes()
        tags = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 3, 16), (259, 3, 1, 1), (262, 3, 1, 2),
                (273, 4, 1, 8), (277, 3, 1, 3), (278, 3, 1, 1), (279, 4, 1, 6)]  # fmt: skip
        assert pixel(tiff_of(tags, rest=values.tobytes() + b"\0\0" + bits)) == (0xAB, 0x12, 0xFF)

    def test_float_tiff(self):
        raw = encoded(Image.fromarray(np.array([[-1, 0, 1]], np.float32)), "TIFF")
        assert [pixel(raw, (x, 0)) for x in range(3)] == [0, 128, 255]


class TestColour:
    @pytest.mark.parametrize("kind", ["TIFF", "JPEG"])
    def test_cmyk(self, kind):
        image = Image.new("CMYK", (20, 20), (0, 255, 255, 0))
        box = MediaBox()
        found = shown(box, box.add(encoded(image, kind))).convert("RGB")
        assert found.getpixel((10, 10)) == pytest.approx((255, 0, 0), abs=3)

    def test_palette_and_one_bit(self):
        image = Image.new("P", (4, 4), 1)
        image.putpalette([0, 0, 0, 9, 80, 200])
        assert pixel(encoded(image, "TIFF")) == (9, 80, 200)
        bits = Image.fromarray(np.array([[0, 255]], np.uint8)).convert("1")
        raw = encoded(bits, "TIFF", compression="group4")
        assert [pixel(raw, (0, 0)), pixel(raw, (1, 0))] == [0, 255]

    def test_alpha(self):
        gray = Image.new("LA", (3, 3), (90, 30))
        assert pixel(encoded(gray, "TIFF")) == (90, 90, 90, 30)
        assert pixel(encoded(Image.new("RGBA", (3, 3), (1, 2, 3, 4)), "TIFF")) == (1, 2, 3, 4)


class TestAnimations:
    @pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "AVIF"])
    @pytest.mark.parametrize("source", ["bytes", "file"])
    def test_the_first_frame_stands_still(self, kind, source, tmp_path):
        options = {} if kind == "GIF" else {"lossless": True} if kind == "WEBP" else {}
        raw = encoded(RED, kind, save_all=True, append_images=[BLUE], duration=50, **options)
        path = tmp_path / "moving"
        path.write_bytes(raw)
        box = MediaBox()
        found = box.add(path if source == "file" else raw)
        assert (found["type"], found["width"], found["height"]) == ("image/png", 40, 30)
        still = shown(box, found)
        assert getattr(still, "n_frames", 1) == 1
        assert still.convert("RGB").getpixel((20, 15)) == pytest.approx((220, 20, 30), abs=6)

    @pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
    def test_one_frame_goes_as_it_is(self, kind):
        raw = encoded(RED, kind)
        found = MediaBox().add(raw)
        assert (found["type"], found["size"]) == (f"image/{kind.lower()}", len(raw))


class TestPages:
    @pytest.mark.parametrize("compression", [None, "tiff_lzw", "jpeg"])
    @pytest.mark.parametrize("source", ["bytes", "file"])
    def test_a_tiff_of_several_pages_is_a_list(self, compression, source, tmp_path):
        pages = [RED, BLUE.resize((50, 20)), Image.new("RGB", (10, 10), (0, 200, 0))]
        raw = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression=compression)
        path = tmp_path / "pages.tif"
        path.write_bytes(raw)
        value = path if source == "file" else raw
        box = MediaBox()
        found = box.add(value)
        assert [(one["width"], one["height"]) for one in found] == [page.size for page in pages]
        assert len({one["media"] for one in found}) == 3
        assert box.add(value) == found
        for one, page in zip(found, pages, strict=True):
            assert shown(box, one).getpixel((5, 5)) == pytest.approx(page.getpixel((5, 5)), abs=4)
        assert box.add([value, "missing.png"])[0] == found[0]

    def test_pages_of_different_kinds(self):
        plain = [("L", 7), ("RGBA", (1, 2, 3, 4)), ("1", 1), ("CMYK", (0, 0, 0, 255))]
        pages = [Image.new(mode, (9, 9), color) for mode, color in plain]
        pages.insert(3, Image.fromarray(np.array([[5, 5000]], np.uint16)))
        raw = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
        box = MediaBox()
        seen = [shown(box, one) for one in box.add(raw)]
        assert [one.mode for one in seen] == ["L", "RGBA", "L", "L", "RGB"]
        assert [one.getpixel((0, 0)) for one in seen] == [7, (1, 2, 3, 4), 255, 0, (0, 0, 0)]

    def test_reduced_copies_and_masks_are_no_pages(self):
        def tags(width: int, subfile: int) -> list[tuple[int, int, int, int]]:
            return [(254, 4, 1, subfile), (256, 3, 1, width), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1),
                    (262, 3, 1, 1), (273, 4, 1, 8), (277, 3, 1, 1), (278, 3, 1, 1),
                    (279, 4, 1, width)]  # fmt: skip

        raw = tiff_of(tags(4, 0), tags(2, 1), tags(4, 4), rest=bytes([50, 60, 70, 80]))
        box = MediaBox()
        found = box.add(raw)
        assert (found["width"], found["height"]) == (4, 1)
        pages = box.add(tiff_of(tags(4, 0), tags(2, 1), tags(3, 0), rest=bytes([50, 60, 70, 80])))
        assert [one["width"] for one in pages] == [4, 3]
        assert shown(box, pages[1]).getpixel((2, 0)) == 70

    def test_describing_pages_decodes_nothing(self, monkeypatch):
        raw = encoded(RED, "TIFF", save_all=True, append_images=[BLUE] * 300)
        opened = []
        seek = Image.Image.seek

        def counted(image, frame):
            opened.append(frame)
            seek(image, frame)

        monkeypatch.setattr(Image.Image, "seek", counted)
        assert len(MediaBox().add(raw)) == 301
        assert opened == []

    def test_a_broken_page_does_not_hide_the_others(self):
        raw = encoded(RED, "TIFF", save_all=True, append_images=[BLUE, RED], compression="tiff_lzw")
        with Image.open(io.BytesIO(raw)) as image:
            image.seek(1)
            start = image.tag_v2[273][0]
        broken = raw[:start] + b"\xff" * 30 + raw[start + 30 :]
        box = MediaBox()
        first, second, third = box.add(broken)
        assert shown(box, first).getpixel((0, 0)) == shown(box, third).getpixel((0, 0)) == (220, 20, 30)
        with pytest.raises(TaskError):
            box.read(second["media"], 0, 10)
