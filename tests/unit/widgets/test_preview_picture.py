"""Regions on pictures in the preview: shapes, masks, pages."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

import numpy as np
import pytest
from PIL import Image

from ls_widgets.geometry import rle
from ls_widgets.geometry.bitmask import png_url_from_mask
from ls_widgets.widgets import preview_picture
from ls_widgets.widgets.preview_masks import MaskWork
from tests.unit.widgets.inert_html import Inert

CONFIG = """<View><Image name="img" value="$image"/>
<RectangleLabels name="box" toName="img"><Label value="Car" background="#ff0000"/></RectangleLabels>
<EllipseLabels name="ell" toName="img"><Label value="Cell"/></EllipseLabels>
<PolygonLabels name="poly" toName="img"><Label value="Roof"/></PolygonLabels>
<VectorLabels name="vec" toName="img" curves="true"><Label value="Road"/></VectorLabels>
<KeyPointLabels name="kp" toName="img"><Label value="Nose"/></KeyPointLabels>
<BrushLabels name="brush" toName="img"><Label value="Sky" background="rgba(0, 0, 255, 0.7)"/></BrushLabels>
<BitmaskLabels name="bit" toName="img"><Label value="Sea" background="notacolor"/></BitmaskLabels>
<Choices name="occl" toName="img" perRegion="true"><Choice value="partly"/></Choices>
<Choices name="ok" toName="img" perItem="true"><Choice value="yes"/></Choices></View>"""
NAMES = {
    "box": "rectanglelabels", "ell": "ellipselabels", "poly": "polygonlabels", "vec": "vectorlabels",
    "kp": "keypointlabels", "brush": "brushlabels", "bit": "bitmasklabels",
}  # fmt: skip
PIXELS = np.full((100, 200, 3), 200, "uint8")


def region(control: str, label: str, value: dict[str, Any], number: int = 1, **fields: Any) -> dict[str, Any]:
    kind = NAMES[control]
    size = {"original_width": 200, "original_height": 100, "image_rotation": 0}
    head = {"id": f"r{number}", "from_name": control, "to_name": "img", "type": kind}
    return {**head, **size, **fields, "value": {**value, kind: [label]}}


BOX = region("box", "Car", {"x": 50, "y": 50, "width": 10, "height": 10, "rotation": 0})


@pytest.fixture
def preview(make):
    def html(*items: Any, image: Any = PIXELS) -> str:
        annotator = make([{"image": image}], CONFIG)
        annotator.project.annotate(0, list(items))
        return annotator._saved.html()

    return html


def shapes(html: str, *tags: str) -> list[dict[str, Any]]:
    return [attrs for tag, attrs in Inert(html).shapes if tag in tags]


def test_a_box_is_drawn_once_with_all_that_is_said_of_it(preview):
    more = {**BOX, "from_name": "occl", "type": "choices"}
    more["value"] = {**BOX["value"], "choices": ["partly"]}
    html = preview(BOX, more)
    (rect,) = shapes(html, "rect")
    assert (rect["x"], rect["y"], rect["width"], rect["height"]) == ("100.00", "50.00", "20.00", "10.00")
    assert rect["stroke"] == "#ff0000"
    assert Inert(html).words[2:] == ["Car 1", "Car 1", "■", " Car", "■", " Car 1 — ", "occl", ": partly"]


def test_a_turned_box_turns_about_its_corner(preview):
    value = {"x": 50, "y": 50, "width": 10, "height": 10, "rotation": 390}
    (rect,) = shapes(preview(region("box", "Car", value)), "rect")
    assert rect["transform"] == "rotate(30.00 100.00 50.00)"


def test_an_ellipse_has_its_middle_and_radii(preview):
    value = {"x": 50, "y": 50, "radiusX": 10, "radiusY": 20, "rotation": 45}
    (ellipse,) = shapes(preview(region("ell", "Cell", value)), "ellipse")
    assert [ellipse[key] for key in ("cx", "cy", "rx", "ry")] == ["100.00", "50.00", "20.00", "20.00"]
    assert ellipse["transform"] == "rotate(45.00 100.00 50.00)"


def test_polygons_are_closed_unless_they_say_otherwise(preview):
    points = [[10, 10], [40, 10], [25, 30]]
    closed = shapes(preview(region("poly", "Roof", {"points": points})), "polygon", "polyline")
    assert [one["points"] for one in closed] == ["20.00,10.00 80.00,10.00 50.00,30.00"]
    html = preview(region("poly", "Roof", {"points": points, "closed": False}))
    assert len(shapes(html, "polyline")) == 1
    assert shapes(html, "polygon") == []


def test_a_polygon_of_very_many_points_stays_small(preview):
    angles = np.linspace(0, 6.28, 10_000)
    points = np.stack([50 + 40 * np.cos(angles), 50 + 40 * np.sin(angles)], axis=1).tolist()
    (polygon,) = shapes(preview(region("poly", "Roof", {"points": points})), "polygon")
    assert 100 < len(polygon["points"].split()) <= 300


def test_a_vector_follows_its_vertices_with_curves_and_branches(preview):
    vertices = [
        {"id": "a", "x": 10, "y": 10},
        {"id": "b", "x": 30, "y": 10, "prevPointId": "a", "isBezier": True,
         "controlPoint1": {"x": 25, "y": 0}, "controlPoint2": {"x": 35, "y": 20}},
        {"id": "c", "x": 50, "y": 10, "prevPointId": "b"},
        {"id": "d", "x": 30, "y": 50, "prevPointId": "b"},
    ]  # fmt: skip
    html = preview(region("vec", "Road", {"vertices": vertices, "closed": False}))
    (path,) = shapes(html, "path")
    to_b = "M20.00 10.00C32.00 10.00 50.00 0.00 60.00 10.00"
    to_c = "C70.00 20.00 88.00 10.00 100.00 10.00"
    assert path["d"] == f"{to_b}{to_c}M60.00 10.00C70.00 20.00 60.00 38.00 60.00 50.00"
    assert path["fill-opacity"] == "0"
    assert len(shapes(html, "circle")) == 4


def test_a_closed_vector_comes_back_to_its_first_vertex(preview):
    at = [(10, 10), (30, 10), (30, 50)]
    vertices = [{"id": str(n), "x": x, "y": y, "prevPointId": str(n - 1)} for n, (x, y) in enumerate(at)]
    (path,) = shapes(preview(region("vec", "Road", {"vertices": vertices, "closed": True})), "path")
    assert path["d"] == "M20.00 10.00L60.00 10.00L60.00 50.00L20.00 10.00"


def test_a_key_point_is_a_dot_that_can_be_seen(preview):
    (dot,) = shapes(preview(region("kp", "Nose", {"x": 25, "y": 50, "width": 0.5})), "circle")
    assert (dot["cx"], dot["cy"]) == ("50.00", "50.00")
    assert float(dot["r"]) * 320 / 200 == pytest.approx(3, abs=0.05)


def mask_of(html: str) -> np.ndarray:
    (content,) = re.findall('href="data:image/png;base64,([^"]+)"', html)
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(content))).convert("RGBA"))


def test_masks_are_a_transparent_picture_in_their_colors(preview):
    mask = np.zeros((100, 200), bool)
    mask[:50, :100] = True
    brush = region("brush", "Sky", {"format": "rle", "rle": rle.rle_from_mask(mask)})
    bitmask = region("bit", "Sea", {"imageDataURL": png_url_from_mask(~mask)}, 2)
    html = preview(brush, bitmask)
    pixels = mask_of(html)
    assert pixels.shape == (160, 320, 4)
    assert pixels[40, 80].tolist() == [0, 0, 255, 127]
    assert pixels[120, 240].tolist() == [0xD5, 0x5E, 0x00, 127]
    assert Inert(html).text.endswith("SkySea■ Sky ■ Sea")
    assert '<text x="100.00" y="6.88">Sea</text>' in html


def test_a_thin_stroke_on_a_large_picture_is_still_seen(preview):
    mask = np.zeros((2000, 4000), bool)
    mask[1000] = True
    large = {"original_width": 4000, "original_height": 2000}
    brush = region("brush", "Sky", {"format": "rle", "rle": rle.rle_from_mask(mask)}, **large)
    pixels = mask_of(preview(brush, image="https://host.org/large.png"))
    assert (pixels[80, :, 3] > 40).all()
    assert (pixels[:79, :, 3] == 0).all()


def test_masks_beyond_the_work_that_they_are_worth_are_told(preview, monkeypatch):
    monkeypatch.setattr(preview_picture, "MaskWork", lambda: MaskWork(20_001))
    mask = rle.rle_from_mask(np.ones((100, 200), bool))
    html = preview(*[region("brush", "Sky", {"format": "rle", "rle": mask}, at) for at in range(5)])
    assert Inert(html).text.endswith("■ Sky ×2img: ■ Sky · ■ Sky · ■ Sky")


@pytest.mark.parametrize(
    "value",
    [
        {"format": "rle", "rle": [1, 2, 3]},
        {"format": "rle", "rle": [255, 255, 255, 255, 57, 27, 252, 127, 243, 128, 71, 254]},
        {"format": "rle", "rle": "no list"},
        {"imageDataURL": "data:image/png;base64,AAAA"},
        {"imageDataURL": "https://host.org/mask.png"},
    ],
)
def test_a_mask_that_cannot_be_shown_is_told(preview, value):
    name = "brush" if "rle" in value else "bit"
    html = preview(region(name, "Sky", value, original_width=2**15, original_height=2**13))
    assert "data:image/png" not in html
    assert Inert(html).text.endswith("img: ■ Sky")


def test_pages_with_labels_come_first_and_are_few(preview):
    pages = [PIXELS] * 40
    last = {**BOX, "item_index": 37}
    page = {"id": "p", "from_name": "ok", "to_name": "img", "type": "choices", "item_index": 39}
    html = preview(last, {**page, "value": {"choices": ["yes"]}}, image=pages)
    assert html.count("data:image/jpeg") == 8
    text = Inert(html).text
    assert "page 38Car 1Car■ Car" in text
    assert "… 32 more pages" in text
    assert text.endswith("page 40 ok: yes")


def test_regions_are_drawn_where_the_picture_is_not_here(preview):
    html = preview(BOX, image="https://host.org/a.png")
    frame, box = shapes(html, "rect")
    assert (frame["width"], frame["height"], frame["fill"]) == ("200", "100", "none")
    assert box["x"] == "100.00"
    assert shapes(html, "image") == []


def test_many_regions_are_counted_and_bounded(preview):
    many = [region("box", "Car", {**BOX["value"], "x": at / 10}, at) for at in range(400)]
    html = preview(*many)
    text = Inert(html).text
    assert "Car ×100" in text
    assert "… 300 more results" in text
    assert "<text" not in html
    assert len(html) < 60_000


def test_broken_and_foreign_pictures_are_left_out(make):
    tasks = [
        {"image": one} for one in ("https://host.org/a.png", b"no picture", "../../etc/passwd", 5, [], "")
    ]
    annotator = make(tasks, CONFIG)
    for index in range(len(tasks)):
        annotator.project.annotate(index, [])
    assert "<svg" not in annotator._saved.html()
