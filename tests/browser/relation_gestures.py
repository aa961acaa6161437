"""What a person does with relations in each recorded case."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.standalone import Standalone

Gesture = Callable[[Standalone], None]


def two_boxes(editor: Standalone) -> None:
    editor.key("1")
    editor.drag_image((10, 10), (30, 30))
    editor.key("2")
    editor.drag_image((60, 60), (85, 85))
    editor.key("v")


def relate_boxes(editor: Standalone, first: tuple[float, float], second: tuple[float, float]) -> None:
    editor.click_image(first)
    editor.key("Alt+r")
    editor.click_image(second)


def image_relation_hotkey(editor: Standalone) -> None:
    two_boxes(editor)
    relate_boxes(editor, (20, 20), (72, 72))


def image_relation_direction(editor: Standalone) -> None:
    two_boxes(editor)
    relate_boxes(editor, (72, 72), (20, 20))
    editor.button("Relation of 2 and 1 goes to the second, turn it").click()


def image_relation_labels(editor: Standalone) -> None:
    image_relation_hotkey(editor)
    editor.button("Labels of the relation of 1 and 2: none").click()
    for label in ("under", "on"):
        editor.root.get_by_role("menuitemcheckbox", name=label).click()


def text_relation(editor: Standalone) -> None:
    editor.key("1")
    editor.drag_text(0, 10)
    editor.key("2")
    editor.drag_text(48, 57)
    editor.click_text(5)
    editor.key("Alt+r")
    editor.click_text(50)


GESTURES: dict[str, Gesture] = {
    "image-relation-direction": image_relation_direction,
    "image-relation-hotkey": image_relation_hotkey,
    "image-relation-labels": image_relation_labels,
    "text-relation": text_relation,
}
