"""What a person does with spans in each recorded case. Positions are code points of the text."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.control_gestures import pick
from tests.browser.standalone import Standalone

Gesture = Callable[[Standalone], None]


def spans(editor: Standalone) -> list[tuple[int, int, str]]:
    """Start, end and label of each."""
    values = [item["value"] for item in editor.result()]
    return [(value["start"], value["end"], value["labels"][0]) for value in values]


def span(key: str, start: int, end: int) -> Gesture:
    def play(editor: Standalone) -> None:
        editor.key(key)
        editor.drag_text(start, end)

    return play


def text_double_click(editor: Standalone) -> None:
    editor.key("1")
    editor.click_text(22, clicks=2)


def text_triple_click(editor: Standalone) -> None:
    editor.key("1")
    editor.click_text(8, clicks=3)


def text_max_usages(editor: Standalone) -> None:
    span("1", 0, 4)(editor)
    span("1", 20, 25)(editor)


def text_multiple_labels(editor: Standalone) -> None:
    editor.key("1", "2")
    editor.drag_text(0, 4)


def text_relabel(editor: Standalone) -> None:
    span("1", 0, 10)(editor)
    editor.click_text(5)
    for _ in range(2):
        editor.key("2")
        assert editor.result()[0]["value"]["labels"] == ["ORG"]
        assert editor.selected() == [0]


def text_overlap(editor: Standalone) -> None:
    span("1", 0, 25)(editor)
    span("2", 11, 33)(editor)
    # There a second click on the overlap unselects; here it goes on to the span below.
    clicks = ((14, [1]), (14, [0]), (14, []), (14, [1]), (3, [0]), (14, [1]), (30, []), (14, [1]))
    for position, expected in clicks:
        editor.click_text(position)
        assert editor.selected() == expected, f"after the click on character {position}"


def text_label_release(editor: Standalone) -> None:
    editor.key("1")
    assert editor.active("ner", "PER")
    editor.drag_text(0, 4)
    assert not editor.active("ner", "PER")
    editor.drag_text(11, 16)
    assert len(editor.result()) == 1
    editor.click_text(2)
    assert editor.selected() == [0]
    assert editor.active("ner", "PER")
    editor.key("Backspace")
    assert editor.result() == []
    editor.key("Control+z")


def text_taxonomy(editor: Standalone) -> None:
    pick(editor, "tax", "Person")
    editor.key("Escape")
    editor.drag_text(0, 10)


def text_resize(editor: Standalone) -> None:
    span("1", 5, 10)(editor)
    editor.click_text(7)
    editor.drag_text(10, 16)


GESTURES: dict[str, Gesture] = {
    "behaviour-text-label-release": text_label_release,
    "labels-automatic-hotkeys-and-colours": span("q", 0, 4),
    "text-double-click-symbol": text_double_click,
    "text-max-usages": text_max_usages,
    "text-multiple-labels": text_multiple_labels,
    "text-overlap-click": text_overlap,
    "text-relabel-hotkey": text_relabel,
    "text-resize-handle": text_resize,
    "text-resize-right-edge": text_resize,
    "text-select-then-label": lambda editor: (editor.drag_text(0, 10), editor.key("1"))[0],
    "text-span-backslash-tab-markup": span("1", 5, 28),
    "text-span-combining": span("1", 20, 25),
    "text-span-crlf": span("1", 26, 37),
    "text-span-emoji": span("1", 3, 9),
    "text-span-newlines": span("1", 4, 18),
    "text-span-paragraph": span("1", 18, 23),
    "text-span-sentence": span("1", 18, 24),
    "text-span-symbol-trailing-space": span("1", 0, 11),
    "text-span-whitespace-only": span("1", 2, 4),
    "text-span-word-trailing-space": span("1", 2, 11),
    "text-taxonomy-labeling": text_taxonomy,
    "text-triple-click-symbol": text_triple_click,
}
