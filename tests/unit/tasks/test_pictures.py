from __future__ import annotations

import base64
import io
import os

import numpy as np
import pytest
from PIL import Image

from ls_widgets.errors import TaskError
from ls_widgets.tasks import pictures
from ls_widgets.tasks.media import MediaBox
from ls_widgets.tasks.png import png_bytes, png_size
from tests.unit.tasks.media_tools import PHOTO, content, encoded, error, exif, shown


class TestFormats:
    @pytest.mark.parametrize(
        ("kind", "mime"),
        [
            ("PNG", "png"),
            ("JPEG", "jpeg"),
            ("GIF", "gif"),
            ("WEBP", "webp"),
            ("BMP", "bmp"),
            ("AVIF", "avif"),
        ],
    )
    @pytest.mark.parametrize("source", ["bytes", "path", "text", "data"])
    def test_what_browsers_show_goes_unchanged(self, kind, mime, source, tmp_path, monkeypatch):
        raw = encoded(PHOTO, kind)
        path = tmp_path / "wrong.extension"
        path.write_bytes(raw)
        monkeypatch.chdir(tmp_path)
        value = {
            "bytes": raw,
            "path": path,
            "text": "wrong.extension",
            "data": f"data:image/{mime};base64,{base64.b64encode(raw).decode()}",
        }[source]
        box = MediaBox()
        found = box.add(value)
        assert found | {"media": ""} == {
            "media": "", "type": f"image/{mime}", "width": 64, "height": 48, "size": len(raw),
        }  # fmt: skip
        assert content(box, found) == raw

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "AVIF", "WEBP"])
    @pytest.mark.parametrize("turned", range(9))
    def test_the_size_is_the_one_that_chromium_shows(self, kind, turned):
        found = MediaBox().add(encoded(PHOTO, kind, exif=exif(turned)))
        swapped = turned >= 5 and kind != "WEBP"
        assert (found["width"], found["height"]) == ((48, 64) if swapped else (64, 48))

    @pytest.mark.parametrize("broken", [b"Exif\0\0garbage", b"Exif\0\0", b"Exif\0\0MM\0*\xff\xff\xff\xff"])
    def test_broken_exif_counts_as_none(self, broken):
        found = MediaBox().add(encoded(PHOTO, "JPEG", exif=broken))
        assert (found["width"], found["height"]) == (64, 48)

    @pytest.mark.parametrize(
        "mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr", "LAB", "I;16", "I", "F"]
    )
    @pytest.mark.parametrize("turned", [1, 6])
    def test_tiff_becomes_png(self, mode, turned, tmp_path):
        image = Image.new("F", (6, 4), 0.5) if mode == "F" else Image.new(mode, (6, 4))
        path = tmp_path / "a.tiff"
        image.save(path, "TIFF", tiffinfo={274: turned})
        box = MediaBox()
        found = box.add(path)
        assert found["type"] == "image/png"
        assert (
            shown(box, found).size == (found["width"], found["height"]) == ((6, 4) if turned == 1 else (4, 6))
        )

    def test_corpus_media(self, corpus):
        box = MediaBox(roots=[corpus / "media"])
        sizes = {
            "exif_orientation_6.jpg": (1080, 1349),
            "camera_16bit.tiff": (256, 256),
            "horse_alpha.png": (400, 328),
        }
        for name, size in sizes.items():
            found = box.add(name)
            assert (found["width"], found["height"]) == size
            assert shown(box, found).size in (size, size[::-1])
        deep = np.asarray(Image.open(corpus / "media" / "camera_16bit.tiff")).astype(float)
        gray = np.asarray(shown(box, box.add("camera_16bit.tiff"))).astype(float)
        assert np.corrcoef(deep.ravel(), gray.ravel())[0, 1] > 0.999
        assert "PDF" in box.add("multipage.pdf")["error"]

    def test_label_studio_uploads_are_found_under_a_root(self, corpus):
        found = MediaBox(roots=[corpus / "tasks" / "local-images"]).add("/data/upload/1/img_1.jpg")
        assert found["type"] == "image/jpeg"


class TestPixels:
    @pytest.mark.parametrize(
        ("array", "expected"),
        [
            (np.array([[0, 255], [7, 8]], np.uint8), [[0, 255], [7, 8]]),
            (np.array([[False, True]]), [[0, 255]]),
            (np.array([[0, 65535, 257]], np.uint16), [[0, 255, 1]]),
            (np.array([[0, 4095]], np.uint16), [[0, 255]]),
            (np.array([[0, 200]], np.int64), [[0, 200]]),
            (np.array([[-10, 10]], np.int32), [[0, 255]]),
            (np.array([[1000, 1100, 1200]], np.uint16), [[0, 128, 255]]),
            (np.array([[1000, 1100, 1200]], ">u2"), [[0, 128, 255]]),
            (np.full((1, 2), 5000, np.uint16), [[0, 0]]),
            (np.array([[[0, 1023, 2047]]], np.uint16), [[[0, 64, 127]]]),
            (np.array([[0, 10**9]], np.uint32), [[0, 255]]),
            (np.array([[0, 0.5, 1]], np.float32), [[0, 128, 255]]),
            (np.array([[0, 0.5, np.nan]]), [[0, 128, 0]]),
            (np.array([[0, 100.4, np.inf]]), [[0, 100, 100]]),
            (np.array([[-1.0, 0, 1]]), [[0, 128, 255]]),
            (np.array([[0.0, 1000]], np.float16), [[0, 255]]),
            (np.full((1, 2), np.nan), [[0, 0]]),
            (np.array([[[9], [8]]], np.uint8), [[9, 8]]),
            (np.array([[[1, 2, 3]]], np.uint8), [[[1, 2, 3]]]),
            (np.array([[[1, 2, 3, 4]]], np.uint8), [[[1, 2, 3, 4]]]),
            (np.arange(12, dtype=np.uint8).reshape(3, 4).T[::2], [[0, 4, 8], [2, 6, 10]]),
        ],
    )
    def test_arrays_become_eight_bits(self, array, expected):
        box = MediaBox()
        before = array.copy()
        assert np.asarray(shown(box, box.add(array))).tolist() == expected
        np.testing.assert_array_equal(array, before)

    @pytest.mark.parametrize(
        ("array", "part"),
        [
            (np.zeros((3, 9, 9)), "channels come last"),
            (np.zeros((9, 9, 2)), "9×9×2"),
            (np.zeros(5), "shape 5"),
            (np.zeros((2, 4, 4, 3)), "2×4×4×3"),
            (np.zeros((0, 4)), "empty"),
            (np.zeros((2, 2), complex), "complex128"),
            (np.array([["a"]]), "<U1"),
            (np.lib.stride_tricks.as_strided(np.zeros(1, np.uint8), (50_000, 50_000), (0, 0)), "megapixels"),
            (np.lib.stride_tricks.as_strided(np.zeros(1, np.uint8), (2, 2_000_000), (0, 0)), "a side"),
        ],
    )
    def test_arrays_that_are_no_picture_say_why(self, array, part):
        assert part in error(array)

    @pytest.mark.parametrize(
        "mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "HSV", "I;16", "I", "F"]
    )
    def test_pil_images_of_any_mode_are_shown(self, mode):
        box = MediaBox()
        found = box.add(Image.new(mode, (5, 3)))
        assert shown(box, found).size == (5, 3)

    def test_pixels_and_transparency_of_pil_images_are_kept(self):
        image = Image.new("RGBA", (2, 1))
        image.putpixel((1, 0), (1, 2, 3, 4))
        box = MediaBox()
        assert shown(box, box.add(image)).getpixel((1, 0)) == (1, 2, 3, 4)
        palette = Image.new("P", (2, 1), 5)
        palette.info["transparency"] = 5
        assert shown(box, box.add(palette)).getpixel((0, 0))[3] == 0

    def test_an_opened_photo_stands_upright_as_its_file_would(self, tmp_path):
        PHOTO.save(tmp_path / "a.jpg", exif=exif(6))
        box = MediaBox()
        with Image.open(tmp_path / "a.jpg") as image:
            found = box.add(image)
            assert (found["width"], found["height"]) == (48, 64)
            expected = np.asarray(image.transpose(Image.Transpose.ROTATE_270))
            np.testing.assert_array_equal(np.asarray(shown(box, found)), expected)

    def test_describing_an_array_or_a_tiff_reads_no_pixels(self, monkeypatch, tmp_path):
        def never(*_args):
            raise AssertionError("pixels were read")

        Image.new("RGB", (4, 4)).save(tmp_path / "a.tiff")
        monkeypatch.setattr(pictures, "array_pixels", never)
        monkeypatch.setattr(pictures, "image_pixels", never)
        box = MediaBox()
        assert "media" in box.add(np.zeros((4, 4)))
        assert "media" in box.add(tmp_path / "a.tiff")

    def test_more_bytes_than_are_sent_become_tiles(self, monkeypatch):
        monkeypatch.setattr(pictures, "SEND_LIMIT", 2000)
        box = MediaBox()
        for value in (np.zeros((64, 64, 3), np.uint8), PHOTO, encoded(PHOTO, "PNG"), encoded(PHOTO, "TIFF")):
            found = box.add(value)
            assert found["tiles"] == {"size": 512, "levels": 1}
            with pytest.raises(TaskError, match="by tiles"):
                box.read(found["media"], 0, 10)

    @pytest.mark.parametrize(
        ("width", "height", "channels"), [(1, 1, 1), (300, 300, 3), (16_384, 5, 4), (65_534, 1, 1)]
    )
    def test_the_size_of_a_plain_png_is_known_beforehand(self, width, height, channels):
        raw = os.urandom(width * height * channels)
        png = png_bytes(raw, width, height, channels)
        assert len(png) == png_size(width, height, channels)
        with Image.open(io.BytesIO(png)) as image:
            assert image.tobytes() == raw
