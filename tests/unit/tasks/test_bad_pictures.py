from __future__ import annotations

import struct
import zlib

import numpy as np
import pytest
from PIL import PngImagePlugin

from ls_widgets.errors import TaskError
from ls_widgets.tasks.media import MediaBox
from tests.unit.tasks.media_tools import PHOTO, encoded, error, exif


def bomb() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", 30_000, 10_000, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


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
            (bomb(), "megapixels"),
        ],
    )
    def test_what_is_no_picture_says_why_and_names_the_file(self, raw, part, tmp_path):
        path = tmp_path / "odd.png"
        path.write_bytes(raw)
        assert part in error(path)
        assert "odd.png" in error(path)
        assert part in error(raw)

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
