"""What a person does with boxes on an image in each recorded case. Positions are percent of the image."""

from __future__ import annotations

import math
from collections.abc import Callable

from tests.browser.standalone import Standalone

Gesture = Callable[[Standalone], None]
Point = tuple[float, float]


def box(key: str, start: Point, end: Point) -> Gesture:
    def play(editor: Standalone) -> None:
        editor.key(key)
        editor.drag_image(start, end)

    return play


def selected_box(start: Point, end: Point) -> Gesture:
    """Draws a box, takes the move tool and clicks it."""

    def play(editor: Standalone) -> None:
        box("1", start, end)(editor)
        editor.key("v")
        editor.click_image(((start[0] + end[0]) / 2, (start[1] + end[1]) / 2))
        assert editor.selected() == [0]

    return play


def image_relabel(editor: Standalone) -> None:
    selected_box((20, 20), (40, 50))(editor)
    for _ in range(3):
        editor.key("2")
        assert editor.result()[0]["value"]["rectanglelabels"] == ["Man"]
        assert editor.selected() == [0]


def image_duplicate(editor: Standalone) -> None:
    selected_box((20, 20), (40, 50))(editor)
    editor.key("Control+d")
    assert editor.selected() == [1]


def image_copy_paste(editor: Standalone) -> None:
    selected_box((20, 20), (40, 50))(editor)
    editor.choose("occl", "partly")
    editor.surface("img").focus()
    editor.key("Control+c", "Control+v")


def image_note(editor: Standalone) -> None:
    selected_box((20, 20), (40, 50))(editor)
    editor.key("Alt+m")
    editor.page.keyboard.type("blurred, check")
    editor.key("Enter")


def image_per_region(editor: Standalone) -> None:
    selected_box((20, 20), (50, 50))(editor)
    editor.choose("occl", "partly")
    editor.write("plate", "AB 123")
    editor.key("Enter")


def image_overlap(editor: Standalone) -> None:
    box("1", (20, 20), (60, 60))(editor)
    box("2", (80, 80), (40, 40))(editor)
    editor.key("v")


def image_overlap_small_first(editor: Standalone) -> None:
    box("1", (20, 20), (50, 50))(editor)
    box("2", (95, 95), (40, 40))(editor)
    editor.key("v")
    editor.click_image((45, 45))
    assert editor.selected() == [0]


def image_small_below_big(editor: Standalone) -> None:
    box("1", (40, 40), (50, 50))(editor)
    box("2", (20, 20), (70, 70))(editor)
    editor.key("v")
    editor.click_image((45, 45))
    assert editor.selected() == [0]
    editor.key("Escape")
    editor.click_image((65, 65))
    assert editor.selected() == [1]
    editor.key("Escape", "Alt+.")
    assert editor.selected() == [0]
    editor.key("Alt+.")
    assert editor.selected() == [1]


def image_inside_other(editor: Standalone, *, control: bool = False) -> None:
    box("1", (20, 20), (70, 70))(editor)
    editor.key("2")
    if control:
        editor.page.keyboard.down("Control")
    editor.drag_image((40, 40), (50, 50))
    if control:
        editor.page.keyboard.up("Control")


def image_ctrl_inside_other(editor: Standalone) -> None:
    image_inside_other(editor, control=True)


def image_double_click(editor: Standalone) -> None:
    editor.key("1")
    editor.page.mouse.dblclick(*editor.at((50, 50)))


def image_tiny_drag(editor: Standalone) -> None:
    editor.key("1")
    x, y = editor.at((50, 50))
    editor.drag((x, y), (x + 2, y + 2))
    assert editor.result() == []
    editor.key("Escape")


def image_rotate_handle(editor: Standalone) -> None:
    selected_box((30, 30), (60, 60))(editor)
    handle = editor.page.locator('[data-handle="rotate"]').bounding_box()
    assert handle is not None
    start = handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2
    centre = editor.at((45, 45))
    arm, angle = (start[0] - centre[0], start[1] - centre[1]), math.radians(29.79759129082339)
    cos, sin = math.cos(angle), math.sin(angle)
    end = centre[0] + arm[0] * cos - arm[1] * sin, centre[1] + arm[0] * sin + arm[1] * cos
    editor.drag(start, end)


def image_rotate_panel(editor: Standalone) -> None:
    selected_box((30, 30), (60, 60))(editor)
    angle = editor.root.get_by_role("spinbutton", name="angle")
    angle.or_(editor.root.get_by_role("textbox", name="angle")).fill("45")
    editor.key("Enter")


def image_three_point(editor: Standalone) -> None:
    editor.key("1", "Shift+R")
    for point in ((20, 60), (50, 45), (58, 70)):
        editor.click_image(point)


def clicks(key: str, *points: Point) -> Gesture:
    def play(editor: Standalone) -> None:
        editor.key(key)
        for point in points:
            editor.click_image(point)

    return play


def ellipse_tool(editor: Standalone) -> None:
    editor.key("1", "o")
    editor.drag_image((50, 50), (35, 60))


def keypoint_tool(editor: Standalone) -> None:
    editor.key("1", "k")
    editor.click_image((33, 66))


def two_keypoints(editor: Standalone) -> None:
    for point in ((25, 75), (60.5, 33.3)):
        clicks("1", point)(editor)


ROOF: tuple[Point, ...] = ((20, 20), (60, 25), (55, 70))


def polygon_double_click(editor: Standalone) -> None:
    clicks("2", (15, 80), (30, 30), (70, 35))(editor)
    editor.page.mouse.dblclick(*editor.at((80, 75)))


def polygon_escape(editor: Standalone) -> None:
    clicks("1", *ROOF)(editor)
    editor.key("Escape")


def polygon_submit(editor: Standalone) -> None:
    clicks("1", *ROOF)(editor)
    assert editor.button("Submit").get_attribute("aria-disabled") == "true"
    editor.key("Control+Enter")
    assert editor.root.get_attribute("data-task") == "task-0"
    assert editor.result() == []


def polygon_undo(editor: Standalone) -> None:
    clicks("1", *ROOF, (30, 80))(editor)
    editor.key("Control+z", "Control+z", "Control+Shift+Z")
    editor.click_image(ROOF[0])


def vector_clicks(editor: Standalone) -> None:
    clicks("1", *ROOF)(editor)
    editor.key("Escape")


def image_rotated(editor: Standalone) -> None:
    editor.surface("img").hover()
    editor.root.focus()
    editor.key("Alt+ArrowRight")
    box("1", (50, 20), (80, 30))(editor)


def undo_steps(editor: Standalone) -> None:
    selected_box((20, 20), (40, 50))(editor)
    editor.key("2")
    editor.drag_image((30, 30), (50, 40))

    def boxes() -> list[tuple[int, int, str]]:
        return [
            (round(item["value"]["x"]), round(item["value"]["y"]), item["value"]["rectanglelabels"][0])
            for item in editor.result()
        ]

    moved, there, drawn = [(40, 30, "Man")], [(20, 20, "Man")], [(20, 20, "Car")]
    assert boxes() == moved
    for expected in (there, drawn, [], []):
        editor.key("Control+z")
        assert boxes() == expected
    for expected in (drawn, there, moved, moved):
        editor.key("Control+Shift+Z")
        assert boxes() == expected


def label_keys_and_tools(editor: Standalone) -> None:
    for key, label in (("1", "L1"), ("0", "L10"), ("q", "L11")):
        editor.key(key)
        assert editor.active("box", label)
    editor.key("q")


def stroke(*points: Point) -> Gesture:
    """A stroke with the tool in the hand, in small steps as a hand makes them."""

    def play(editor: Standalone) -> None:
        editor.page.mouse.move(*editor.at(points[0]))
        editor.page.mouse.down()
        for point in points[1:]:
            editor.page.mouse.move(*editor.at(point), steps=10)
        editor.page.mouse.up()

    return play


def masked(*points: Point) -> Gesture:
    def play(editor: Standalone) -> None:
        editor.key("1")
        stroke(*points)(editor)
        assert editor.selected() == [0]

    return play


def image_brush_erase(editor: Standalone) -> None:
    masked((20, 50), (60, 50))(editor)
    editor.key("e")
    stroke((40, 40), (40, 60))(editor)


def two_pages(editor: Standalone) -> None:
    box("1", (10, 10), (30, 30))(editor)
    editor.key("Control+ArrowRight")
    editor.shows_page("img", 2)
    box("1", (50, 50), (70, 70))(editor)


def choice_of_each_page(editor: Standalone) -> None:
    editor.choose("q", "good")
    editor.focus()
    editor.key("Control+ArrowRight")
    editor.shows_page("img", 2)
    editor.choose("q", "bad")


GESTURES: dict[str, Gesture] = {
    "image-bitmask-stroke": masked((20, 30), (40, 30)),
    "image-brush-erase": image_brush_erase,
    "image-brush-stroke": masked((20, 30), (40, 30), (60, 55)),
    "behaviour-undo-steps": undo_steps,
    "image-copy-paste": image_copy_paste,
    "image-duplicate-hotkey": image_duplicate,
    "image-ellipse-drag": box("1", (50, 40), (70, 60)),
    "image-ellipse-plus-labels": ellipse_tool,
    "image-ellipse-plus-labels-no-tool": box("1", (50, 50), (35, 60)),
    "image-keypoint-plus-labels": keypoint_tool,
    "image-keypoint-two": two_keypoints,
    "image-overlap-click": image_overlap,
    "image-overlap-click-small-first": image_overlap_small_first,
    "image-overlap-small-below-big": image_small_below_big,
    "image-per-item-choices": choice_of_each_page,
    "image-per-region-choices-textarea": image_per_region,
    "image-polygon-close-first-point": clicks("1", *ROOF, (25, 60), ROOF[0]),
    "image-polygon-double-click-end": polygon_double_click,
    "image-polygon-escape": polygon_escape,
    "image-polygon-unclosed-submit": polygon_submit,
    "image-polygon-undo-points": polygon_undo,
    "image-rectangle-ctrl-drag-inside-other": image_ctrl_inside_other,
    "image-rectangle-double-click": image_double_click,
    "image-rectangle-drag": box("1", (10, 20), (40, 50)),
    "image-rectangle-drag-inside-other": image_inside_other,
    "image-rectangle-plus-labels": box("1", (10, 10), (30, 40)),
    "image-rectangle-rotate-handle": image_rotate_handle,
    "image-rectangle-rotate-panel": image_rotate_panel,
    "image-rectangle-three-point": image_three_point,
    "image-rectangle-tiny-drag": image_tiny_drag,
    "image-region-note": image_note,
    "image-relabel-hotkey": image_relabel,
    "image-rotated-right-then-rectangle": image_rotated,
    "image-two-pages": two_pages,
    "image-vector-three-clicks": vector_clicks,
    "labels-hotkeys-and-tools": label_keys_and_tools,
}
