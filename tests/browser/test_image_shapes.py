"""Each geometry drawn and changed with real pointer and key events; what is stored is compared."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.standalone import Standalone

CONFIG = """<View><Image name="img" value="$image" rotateControl="true"/>
<PolygonLabels name="poly" toName="img"><Label value="Roof"/></PolygonLabels>
<EllipseLabels name="ell" toName="img"><Label value="Cell"/></EllipseLabels>
<KeyPointLabels name="kp" toName="img" strokeWidth="5"><Label value="Nose"/></KeyPointLabels>
<VectorLabels name="vec" toName="img" curves="true" closable="true"><Label value="Road"/></VectorLabels>
</View>"""
ROOF, CELL, NOSE, ROAD = "1", "2", "3", "4"
CORNERS = ((20.0, 20.0), (60.0, 20.0), (60.0, 70.0))
PIXEL = 0.25


@pytest.fixture
def editor(standalone: Standalone) -> Standalone:
    standalone.open(CONFIG, {"image": "media/i.png"})
    return standalone


def values(editor: Standalone) -> list[dict[str, Any]]:
    return [item["value"] for item in editor.result()]


def near(found: Any, wanted: Any) -> bool:
    """Numbers within a pixel of the screen, all else exact."""
    if isinstance(wanted, dict):
        return found.keys() == wanted.keys() and all(near(found[key], wanted[key]) for key in wanted)
    if isinstance(wanted, list | tuple):
        return len(found) == len(wanted) and all(map(near, found, wanted))
    if isinstance(wanted, int | float) and not isinstance(wanted, bool):
        return abs(found - wanted) <= PIXEL
    return found == wanted


def draw_roof(editor: Standalone) -> None:
    editor.key(ROOF)
    for point in (*CORNERS, CORNERS[0]):
        editor.click_image(point)


def handle(editor: Standalone, name: str) -> tuple[float, float]:
    box = editor.page.locator(f'[data-handle="{name}"]').bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_each_geometry_is_stored_as_label_studio_does(editor: Standalone) -> None:
    draw_roof(editor)
    editor.key(CELL)
    editor.drag_image((30, 85), (40, 95))
    editor.key(NOSE)
    editor.click_image((80, 30))
    editor.key(ROAD)
    editor.click_image((70, 50))
    editor.drag(editor.at((80, 60)), editor.at((85, 65)))
    editor.click_image((90, 80))
    editor.key("Enter")
    polygon, ellipse, keypoint, vector = values(editor)
    assert near(polygon, {"points": CORNERS, "closed": True, "polygonlabels": ["Roof"]})
    assert near(
        ellipse, {"x": 30, "y": 85, "radiusX": 10, "radiusY": 10, "rotation": 0, "ellipselabels": ["Cell"]}
    )
    width = 500 / editor.box("img")["width"]
    assert near(keypoint, {"x": 80, "y": 30, "width": width, "keypointlabels": ["Nose"]})
    ids = [vertex.pop("id") for vertex in vector["vertices"]]
    assert [vertex.pop("prevPointId", None) for vertex in vector["vertices"]] == [None, *ids[:2]]
    curve = {"controlPoint1": {"x": 75, "y": 55}, "controlPoint2": {"x": 85, "y": 65}}
    assert near(
        vector["vertices"],
        [
            {"x": 70, "y": 50, "isBezier": False},
            {"x": 80, "y": 60, "isBezier": True, **curve},
            {"x": 90, "y": 80, "isBezier": False},
        ],
    )
    assert vector["closed"] is False
    editor.submit()
    editor.root.and_(editor.page.locator("[data-state=saved], [data-state=ready]")).wait_for()
    assert editor.errors == []


def test_points_of_a_polygon_are_set_moved_and_taken_away(editor: Standalone) -> None:
    draw_roof(editor)
    editor.key("v")
    editor.click_image((50, 30))
    editor.click_image((40, 20))
    assert near(values(editor)[0]["points"], [(20, 20), (40, 20), (60, 20), (60, 70)])
    editor.drag(handle(editor, "v1"), editor.at((40, 5)))
    assert near(values(editor)[0]["points"][1], (40, 5))
    editor.page.mouse.dblclick(*handle(editor, "v1"))
    assert near(values(editor)[0]["points"], CORNERS)
    editor.key("Control+z", "Control+z", "Control+z")
    assert near(values(editor)[0]["points"], CORNERS)
    assert editor.selected() == [0]


def test_a_polygon_moves_grows_and_turns_as_a_whole(editor: Standalone) -> None:
    draw_roof(editor)
    editor.key("v")
    editor.drag_image((55, 30), (60, 30))
    assert near(values(editor)[0]["points"], [(25, 20), (65, 20), (65, 70)])
    editor.click_image((60, 30))
    start = handle(editor, "size")
    box = editor.box("img")
    editor.drag(start, (start[0] + box["width"] * 0.2, start[1]))
    assert near(values(editor)[0]["points"], [(25, 20), (85, 20), (85, 70)])
    centre, knob = editor.at((55, 45)), handle(editor, "rotate")
    editor.drag(knob, (centre[0], 2 * centre[1] - knob[1]))
    assert near(values(editor)[0]["points"], [(85, 70), (25, 70), (25, 20)])


def test_an_ellipse_is_resized_and_turned_about_its_centre(editor: Standalone) -> None:
    editor.key(CELL)
    editor.drag_image((50, 50), (60, 70))
    editor.key("v")
    editor.click_image((50, 50))
    editor.drag(handle(editor, "e"), editor.at((70, 50)))
    value = values(editor)[0]
    assert near([value["x"], value["radiusX"], value["radiusY"]], [55, 15, 20])
    centre, knob = editor.at((55, 50)), handle(editor, "rotate")
    editor.drag(knob, (centre[0] + centre[1] - knob[1], centre[1]))
    turned = values(editor)[0]
    assert abs(turned["rotation"] - 90) < 0.5
    assert {**turned, "rotation": 0} == value


def test_a_turned_view_stores_the_unturned_picture(editor: Standalone) -> None:
    editor.surface("img").hover()
    editor.root.focus()
    editor.key("Alt+ArrowRight")
    draw_roof(editor)
    # A quarter turn clockwise: x on the screen is the height from below, y is the width.
    unturned = [(y, 100 - x) for x, y in CORNERS]
    item = editor.result()[0]
    assert item["image_rotation"] == 90
    assert near(item["value"]["points"], unturned)


def test_all_of_it_by_keyboard(editor: Standalone) -> None:
    editor.root.get_by_role("application", name="Image img").focus()
    editor.key(ROOF, "Enter")
    for key in ("ArrowRight", "ArrowDown"):
        for _ in range(5):
            editor.key(f"Shift+{key}")
        editor.key("Enter")
    editor.key("Enter")
    points = values(editor)[0]["points"]
    assert len(points) == 3
    box = editor.box("img")
    assert near(points[1][0] - points[0][0], 5000 / box["width"])
    editor.key("Alt+.", "PageDown", "ArrowRight")
    assert near(values(editor)[0]["points"][0][0] - points[0][0], 100 / 600)
    editor.key("Enter")
    assert len(values(editor)[0]["points"]) == 4
    editor.key("Backspace")
    assert len(values(editor)[0]["points"]) == 3
    editor.key("Escape", "Backspace")
    assert editor.result() == []


def test_undo_while_drawing_takes_points_and_then_regions(editor: Standalone) -> None:
    editor.key(NOSE)
    editor.click_image((80, 30))
    editor.key(ROOF)
    editor.click_image((20, 20))
    editor.click_image((60, 20))
    editor.button("Undo").click()
    editor.key("Control+z")
    assert len(values(editor)) == 1
    editor.key("Control+z")
    assert values(editor) == []


def test_bad_geometry_is_listed_and_kept(editor: Standalone) -> None:
    bad = [
        {"points": [[1, 2], [3, "4"]], "closed": True, "polygonlabels": ["Roof"]},
        {"x": 10, "y": None, "radiusX": 5, "radiusY": 5, "ellipselabels": ["Cell"]},
        {"vertices": [{"id": 1}], "closed": False, "vectorlabels": ["Road"]},
        {"x": 1e300, "y": 10, "width": 1, "keypointlabels": ["Nose"]},
    ]
    names = ("poly", "ell", "vec", "kp")
    items = [
        {"id": f"bad{i}", "from_name": name, "to_name": "img", "type": next(reversed(value)), "value": value}
        for i, (name, value) in enumerate(zip(names, bad, strict=True))
    ]
    start = editor.start
    start["tasks"][0]["predictions"] = [{"id": "p", "model_version": "m", "score": None, "result": items}]
    start["welcome"]["options"]["prelabel"] = True
    editor.page.reload()
    editor.page.wait_for_function("() => Boolean(window.lswStandalone)")
    editor.page.evaluate(
        "(start) => { window.editor = window.lswStandalone(document.getElementById('editor'), start); }",
        start,
    )
    rows = editor.root.get_by_role("listbox", name="Regions").get_by_role("option")
    rows.nth(3).wait_for()
    rows.first.click()
    editor.root.get_by_text("cannot show it").wait_for()
    assert editor.errors == []
