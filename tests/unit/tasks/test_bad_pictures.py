from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from PIL import PngImagePlugin

from ls_widgets.errors import TaskError
from ls_widgets.tasks.media import MediaBox
from tests.unit.tasks.media_tools import PHOTO, encoded, error, exif, tiff_of


def png(width: int, height: int, data: bytes = b"", *, depth: int = 1) -> bytes:
    """A PNG whose header claims this size, over whatever data."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0)
    idat = chunk(b"IDAT", data or zlib.compress(bytes(1000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + idat + chunk(b"IEND", b"")


def patched(kind: str, at: int, form: str, *values: int) -> bytes:
    """A picture with other numbers in its header."""
    raw = bytearray(encoded(PHOTO, kind))
    struct.pack_into(form, raw, at, *values)
    return bytes(raw)


def jpeg(width: int, height: int) -> bytes:
    raw = encoded(PHOTO, "JPEG")
    return patched("JPEG", raw.index(b"\xff\xc0") + 5, ">HH", height, width)


BOMBS = {
    "PNG of 300 megapixels in a few bytes": (png(30_000, 10_000), "decompression bomb"),
    "PNG of 10 gigapixels": (png(100_000, 100_000), "2000 megapixels"),
    "PNG of the largest sides": (png(2**31 - 1, 2**31 - 1), "2000 megapixels"),
    "PNG of one endless row": (png(2**31 - 1, 1), "a side"),
    "JPEG of the largest sides": (jpeg(65_535, 65_535), "2000 megapixels"),
    "JPEG of 900 megapixels in a few bytes": (jpeg(30_000, 30_000), "decompression bomb"),
    "GIF of the largest sides": (patched("GIF", 6, "<HH", 65_535, 65_535), "2000 megapixels"),
    "BMP of 30 gigapixels": (patched("BMP", 18, "<ii", 300_000, 100_000), "2000 megapixels"),
    "TIFF of 20 gigapixels": (
        tiff_of([(256, 4, 1, 200_000), (257, 4, 1, 100_000), (258, 3, 1, 8), (262, 3, 1, 1), (273, 4, 1, 8)]),
        "2000 megapixels",
    ),
}
BROKEN_TIFFS = {
    "65,535 tags": (b"II*\0\x08\0\0\0\xff\xff" + bytes(100_000), "65535 tags"),
    "a directory behind the end": (b"II*\0\xff\xff\xff\x7f", "first page"),
    "no directory": (b"II*\0\0\0\0\0", "first page"),
    "BigTIFF of 2**63 tags": (b"II+\0\x08\0\0\0\x10\0\0\0\0\0\0\0" + b"\0" * 7 + b"\x80", "tags"),
    "BigTIFF without an end": (b"MM\0+\0\x08\0\0\xff\xff\xff\xff\xff\xff\xff\xff", "first page"),
    "a tag of 4 billion values": (
        tiff_of([(256, 4, 1, 10), (257, 4, 1, 10), (262, 3, 1, 1), (273, 4, 2**32 - 1, 8)]),
        "broken",
    ),
    "no size": (tiff_of([(262, 3, 1, 1)]), "broken"),
}


class TestBadPictures:
    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
    def test_cut_off_files_are_an_error_that_names_them(self, kind, tmp_path):
        path = tmp_path / "cut.png"
        raw = encoded(PHOTO, kind)
        box = MediaBox()
        for length in (len(raw) // 2, 30, 5):
            path.write_bytes(raw[:length])
            found = box.add(path)
            if "error" in found:
                assert "cut.png" in found["error"]
            else:  # a converted picture shows its fault when it is read
                assert kind == "TIFF"
                with pytest.raises(TaskError):
                    box.read(found["media"], 0, 10)

    @pytest.mark.parametrize(
        ("raw", "part"),
        [
            (b"", "0 bytes"),
            (b"not an image", "broken or no image"),
            (b"<!DOCTYPE html><script>pwn()</script>", "HTML page"),
            (b"version https://git-lfs.github.com/spec/v1\noid", "git lfs pull"),
            (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
            (b"%PDF-1.7", "PDF"),
            (b"%!PS-Adobe-3.0 EPSF-3.0", "EPS"),
        ],
    )
    def test_what_is_no_picture_says_why_and_names_the_file(self, raw, part, tmp_path):
        path = tmp_path / "odd.png"
        path.write_bytes(raw)
        assert part in error(path)
        assert "odd.png" in error(path)
        assert part in error(raw)

    @pytest.mark.parametrize("name", BOMBS)
    def test_decompression_bombs_are_refused_by_their_header(self, name, tmp_path):
        raw, part = BOMBS[name]
        path = tmp_path / "bomb"
        path.write_bytes(raw)
        for value in (raw, path):
            assert part in error(value)
        assert "bomb" in error(path)

    @pytest.mark.parametrize("name", BROKEN_TIFFS)
    def test_absurd_tiffs_are_one_error(self, name, tmp_path):
        raw, part = BROKEN_TIFFS[name]
        path = tmp_path / "odd.tif"
        path.write_bytes(raw)
        box = MediaBox()
        found = box.add(path)
        if "error" not in found:
            with pytest.raises(TaskError, match="cannot be read"):
                box.read(found["media"], 0, 10)
            return
        assert part in found["error"]
        assert "odd.tif" in found["error"]

    def test_directories_in_circles_end(self):
        raw = bytearray(encoded(PHOTO, "TIFF", save_all=True, append_images=[PHOTO]))
        first = struct.unpack_from("<I", raw, 4)[0]
        count = struct.unpack_from("<H", raw, first)[0]
        second = struct.unpack_from("<I", raw, first + 2 + 12 * count)[0]
        count = struct.unpack_from("<H", raw, second)[0]
        struct.pack_into("<I", raw, second + 2 + 12 * count, first)
        assert len(MediaBox().add(bytes(raw))) == 2

    def test_more_pages_than_anyone_looks_at_are_refused(self):
        page = [(256, 3, 1, 1), (257, 3, 1, 1)]
        assert "10000" in error(tiff_of(*[page] * 10_001))

    def test_blank_scans_are_no_bombs(self):
        blank = zlib.compress(bytes(9000 * (1 + 1500)), 9)
        found = MediaBox().add(png(12_000, 9000, blank))
        assert (found["width"], found["height"]) == (12_000, 9000)
        assert "tiles" in found

    @pytest.mark.parametrize(
        "value",
        [
            None,
            float("nan"),
            5,
            {},
            {"url": "x"},
            object(),
            "",
            "missing.png",
            "javascript:alert(1)",
            "data:,x",
            "data:image/png;base64,###",
            "/dev/zero",
            "s3://bucket/a.png",
        ],
    )
    def test_any_other_value_is_an_error_not_an_exception(self, value):
        error(value)

    def test_a_huge_header_of_text_is_no_problem(self):
        info = PngImagePlugin.PngInfo()
        info.add_text("note", "x" * 2_000_000, zip=True)
        error_or_media = MediaBox().add(encoded(PHOTO, "PNG", pnginfo=info))
        assert set(error_or_media) in ({"error"}, {"media", "type", "width", "height", "size"})

    def test_hostile_objects_never_raise(self):
        class Hostile:
            def __array__(self, *args, **kwargs):
                raise RuntimeError("no array")

        error(Hostile())

    def test_bytes_flipped_at_random_never_raise(self):
        chance = np.random.default_rng(0)
        for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF"):
            raw = np.frombuffer(
                encoded(PHOTO, kind, **({"exif": exif(6)} if kind == "JPEG" else {})), np.uint8
            )
            for _ in range(40):
                bad = raw.copy()
                bad[chance.integers(0, min(len(bad), 300), 4)] = chance.integers(0, 256, 4)
                box = MediaBox()
                found = box.add(bad.tobytes())
                if "media" in found:
                    try:
                        assert len(box.read(found["media"], 0, found["size"])) == found["size"]
                    except TaskError:
                        assert found["type"] == "image/png"
