"""What the tests of pictures share."""

from __future__ import annotations

import io

from PIL import Image

from ls_widgets.tasks.media import MediaBox


def encoded(image: Image.Image, kind: str, **options) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def exif(orientation: int) -> bytes:
    data = Image.Exif()
    data[0x0112] = orientation
    return data.tobytes()


def content(box: MediaBox, found: dict) -> bytes:
    """Reads in pieces, as the view does."""
    parts = [box.read(found["media"], offset, 1000) for offset in range(0, found["size"], 1000)]
    assert box.read(found["media"], found["size"], 1000) == b""
    joined = b"".join(parts)
    assert len(joined) == found["size"]
    return joined


def shown(box: MediaBox, found: dict) -> Image.Image:
    assert "media" in found, found
    image = Image.open(io.BytesIO(content(box, found)))
    image.load()
    return image


def error(value: object, **options) -> str:
    found = MediaBox(**options).add(value)
    assert set(found) == {"error"}, found
    assert 0 < len(found["error"]) < 700
    return found["error"]


PHOTO = Image.effect_noise((64, 48), 40).convert("RGB")
