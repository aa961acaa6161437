from __future__ import annotations

import os

import numpy as np
import pytest
from PIL import Image

from ls_widgets.errors import TaskError
from ls_widgets.tasks import media as media_module
from ls_widgets.tasks.media import MediaBox
from tests.unit.tasks.media_tools import PHOTO, at_once, encoded, shown


class TestBox:
    def test_urls_go_to_the_browser_and_are_never_fetched(self, monkeypatch):
        import socket

        monkeypatch.setattr(socket, "socket", None)
        assert MediaBox().add(" https://host.org/a.png") == {"url": "https://host.org/a.png"}

    def test_ids_are_unguessable_and_belong_to_one_box(self):
        one, other = MediaBox(), MediaBox()
        raw = encoded(PHOTO, "PNG")
        first, second = one.add(raw)["media"], other.add(raw)["media"]
        assert first != second
        assert len(first) >= 20
        for media in (second, "", "../a", "0"):
            with pytest.raises(TaskError):
                one.read(media, 0, 10)

    def test_the_same_value_keeps_its_id(self, tmp_path):
        path = tmp_path / "a.png"
        PHOTO.save(path)
        array = np.zeros((2, 2))
        box = MediaBox()
        for value in (path, encoded(PHOTO, "PNG"), array, PHOTO):
            assert box.add(value) == box.add(value)
        assert box.add(np.zeros((2, 2)))["media"] != box.add(array)["media"]

    def test_a_changed_file_is_new_and_the_old_one_is_not_mixed_with_it(self, tmp_path):
        path = tmp_path / "a.png"
        PHOTO.save(path)
        box = MediaBox()
        old = box.add(path)
        Image.new("L", (2, 2)).save(path)
        os.utime(path, (1, 1))
        with pytest.raises(TaskError, match="has changed"):
            box.read(old["media"], 0, 10)
        assert box.add(path)["width"] == 2
        path.unlink()
        with pytest.raises(TaskError):
            box.read(box.add(path).get("media", ""), 0, 10)

    def test_galleries_are_described_page_by_page(self):
        pages = MediaBox().add(["https://host.org/a.png", encoded(PHOTO, "PNG"), "missing.png"])
        assert ["url" in pages[0], "media" in pages[1], "error" in pages[2]] == [True, True, True]
        assert "error" in MediaBox().add(["https://host.org/a.png"] * 10_001)

    def test_converted_pictures_are_kept_within_a_limit_and_made_again(self, monkeypatch):
        monkeypatch.setattr(media_module, "CACHE_LIMIT", 25_000)
        box = MediaBox()
        arrays = [np.full((100, 100), i, np.uint8) for i in range(5)]
        found = [box.add(array) for array in arrays]
        for _ in range(2):
            for one, array in zip(found, arrays, strict=True):
                assert shown(box, one).getpixel((0, 0)) == array[0, 0]
        assert sum(map(len, box._made.values())) <= 25_000

    def test_bytes_that_can_be_had_again_are_not_kept(self):
        raw, asked = encoded(PHOTO, "PNG"), []

        def again() -> bytes:
            asked.append(1)
            return raw

        box = MediaBox()
        found = box.add(raw, again=again)
        asked.clear()
        assert box.read(found["media"], 0, 8) == raw[:8]
        assert asked

    def test_ranges_are_checked(self):
        box = MediaBox()
        media = box.add(encoded(PHOTO, "PNG"))["media"]
        for offset, length in ((-1, 5), (0, -1)):
            with pytest.raises(TaskError):
                box.read(media, offset, length)

    def test_threads_may_read_at_once(self):
        box = MediaBox()
        found = [box.add(np.full((50, 50), i, np.uint8)) for i in range(20)]

        def work() -> None:
            for i, one in enumerate(found):
                assert shown(box, one).getpixel((3, 3)) == i

        at_once(work)
