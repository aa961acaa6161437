"""Large pictures over the comm: described with the task, fetched tile by tile."""

from __future__ import annotations

import base64
import io
import re
import threading

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from ls_widgets.tasks import pictures
from tests.unit.widgets.front import View, Wire

CONFIG = '<View><Image name="img" value="$img"/><Rectangle name="box" toName="img"/></View>'
PIXELS = (np.add.outer(np.arange(600), np.arange(700)) % 256).astype(np.uint8)


@pytest.fixture
def wire(make, monkeypatch):
    monkeypatch.setattr(pictures, "TILE_PIXELS", 1000)
    return Wire(make(pd.DataFrame({"img": pd.Series([PIXELS, PIXELS], dtype=object)}), CONFIG))


def described(wire: Wire) -> dict:
    (task,) = wire.body("window", start=0, count=1)["tasks"]
    return next(iter(task["values"].values()))["value"]


def tile(wire: Wire, media: str, level: int, x: int, y: int) -> dict:
    """The reply that holds the tile; until then each says how far the work is."""
    for _ in range(2000):
        reply = wire.ask("tile", media=media, level=level, x=x, y=y)
        if "done" not in reply.get("body", {}):
            return reply
        assert 0 <= reply["body"]["done"] <= 1
        threading.Event().wait(0.005)
    raise AssertionError("the tile never came")


def test_tiles_come_in_the_first_buffer(wire):
    View(wire)
    found = described(wire)
    assert found["tiles"] == {"size": 512, "levels": 2}
    reply = tile(wire, found["media"], 0, 1, 0)
    (content,) = wire.buffers[reply["re"]]
    np.testing.assert_array_equal(np.asarray(Image.open(io.BytesIO(content))), PIXELS[:512, 512:])


def test_tiles_are_text_where_there_are_no_buffers(wire):
    View(wire, buffers=False)
    reply = tile(wire, described(wire)["media"], 1, 0, 0)
    assert Image.open(io.BytesIO(base64.b64decode(reply["buffer"]))).size == (350, 300)


def test_what_is_no_tile_is_answered_with_a_sentence(wire):
    View(wire)
    media = described(wire)["media"]
    assert "There is no level 7" in wire.ask("tile", media=media, level=7, x=0, y=0)["error"]
    assert "not known" in wire.ask("tile", media="guessed", level=0, x=0, y=0)["error"]
    assert "must be a whole number" in wire.ask("tile", media=media, level="0", x=0, y=0)["error"]
    assert "by tiles" in wire.ask("media", media=media, offset=0, length=10)["error"]


def test_the_saved_preview_has_a_large_picture_once_the_view_has_shown_it(make, monkeypatch):
    monkeypatch.setattr(pictures, "TILE_PIXELS", 1000)
    annotator = make(pd.DataFrame({"img": pd.Series([PIXELS], dtype=object)}), CONFIG)
    annotator.add_region("box", {"x": 10, "y": 10, "width": 20, "height": 20})
    html = annotator._saved.html()
    assert "draft" in html
    assert "data:image" not in html
    wire = Wire(annotator)
    View(wire)
    tile(wire, described(wire)["media"], 1, 0, 0)
    html = annotator._saved.html()
    (content,) = re.findall('href="data:image/jpeg;base64,([^"]+)"', html)
    assert Image.open(io.BytesIO(base64.b64decode(content))).size == (280, 240)
    assert 'viewBox="0 0 700 600"' in html
