"""What tests of masks share: configs, strokes, and masks of results as pixels."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from ls_widgets.geometry.rle import mask_from_rle
from tests.browser.standalone import Standalone

WIDTH, HEIGHT = SIZE = 600, 400
BRUSH = """<View><Image name="img" value="$image" rotateControl="true"/><BrushLabels name="br" toName="img">
<Label value="Sky" background="#08f"/><Label value="Sea" background="#080"/></BrushLabels></View>"""
BITMASK = """<View><Image name="img" value="$image"/><BitmaskLabels name="bm" toName="img">
<Label value="A" background="#e60"/></BitmaskLabels></View>"""
TASK = {"image": "media/i.png"}

Mask = NDArray[Any]
Size = tuple[int, int]


def mask_of(item: dict[str, Any]) -> Mask:
    """Alpha of each pixel of a brush or bitmask result, from 0 to 255."""
    value, size = item["value"], (item["original_width"], item["original_height"])
    if "rle" in value:
        return mask_from_rle(value["rle"], *size)
    kind, _, data = value["imageDataURL"].partition(",")
    assert kind == "data:image/png;base64"
    picture = Image.open(BytesIO(base64.b64decode(data)))
    assert (picture.mode, picture.size) == ("RGBA", size)
    pixels = np.asarray(picture)
    assert pixels[..., :3].max() == 0
    return pixels[..., 3]


def painted(size: Size, path: Sequence[tuple[float, float]], radius: float) -> Mask:
    """Pixels whose centre is within the radius of a path in percent of the image."""
    y, x = np.mgrid[0 : size[1], 0 : size[0]] + 0.5
    near = np.full(size[::-1], np.inf)
    points = np.array(path) * size / 100
    for a, b in zip(points, [*points[1:], points[-1]], strict=True):
        along = b - a
        length = max(float(along @ along), 1e-12)
        t = np.clip(((x - a[0]) * along[0] + (y - a[1]) * along[1]) / length, 0, 1)
        near = np.minimum(near, np.hypot(x - a[0] - t * along[0], y - a[1] - t * along[1]))
    return near <= radius


def overlap(one: Mask, other: Mask) -> float:
    """Intersection over union."""
    return (one & other).sum() / (one | other).sum()


def alike(one: Mask, other: Mask) -> bool:
    """No pixel of either is more than two away from the other: one of the screen, one of the form."""
    return not ((one & ~grown(grown(other))).any() or (other & ~grown(grown(one))).any())


def grown(mask: Mask) -> Mask:
    wide = np.pad(mask, 1)
    height, width = mask.shape
    return np.any([wide[y : y + height, x : x + width] for y in range(3) for x in range(3)], axis=0)


def stroke(editor: Standalone, *points: tuple[float, float]) -> None:
    """A press, moves in small steps as a hand makes them, a release."""
    places = [editor.at(point) for point in points]
    editor.page.mouse.move(*places[0])
    editor.page.mouse.down()
    for place in places[1:]:
        editor.page.mouse.move(*place, steps=8)
    editor.page.mouse.up()


def brush_radius(editor: Standalone, size: float = 15) -> float:
    """In image pixels: sizes are pixels of the image as it is shown unzoomed."""
    return size / 2 * WIDTH / editor.box("img")["width"]


def stored(name: str, kind: str, value: dict[str, Any]) -> dict[str, Any]:
    size = {"original_width": WIDTH, "original_height": HEIGHT, "image_rotation": 0}
    return {
        "id": "m1",
        "from_name": name,
        "to_name": "img",
        "type": kind,
        "origin": "manual",
        "value": value,
        **size,
    }
