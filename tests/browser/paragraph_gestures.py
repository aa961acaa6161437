"""What a person does with dialogues in each recorded case. Offsets are UTF-16 units of the phrase."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.standalone import Standalone

Gesture = Callable[[Standalone], None]

UNIT = """(block, at) => {
  const range = document.createRange();
  range.setStart(block.firstChild, at);
  range.setEnd(block.firstChild, at + 1);
  const box = range.getClientRects()[0];
  return [box.left, box.top, box.width, box.height];
}"""


def unit(editor: Standalone, phrase: int, at: int, part: float) -> tuple[float, float]:
    """Where a unit of a phrase is on the screen; ``part`` 0 is its left edge, 1 its right one."""
    block = editor.page.locator(f'[data-phrase="{phrase}"] .lsw-text-block')
    left, top, width, height = block.evaluate(UNIT, at)
    return left + width * part, top + height / 2


def drag(editor: Standalone, start: tuple[int, int], end: tuple[int, int]) -> None:
    """From before ``start`` to behind the unit before ``end``, both as phrase and offset."""
    editor.drag(unit(editor, *start, 0.1), unit(editor, end[0], end[1] - 1, 0.9))


def phrase_span(key: str, start: tuple[int, int], end: tuple[int, int]) -> Gesture:
    def play(editor: Standalone) -> None:
        editor.key(key)
        drag(editor, start, end)

    return play


GESTURES: dict[str, Gesture] = {
    "paragraphs-across-two": phrase_span("1", (0, 12), (1, 9)),
    "paragraphs-emoji": phrase_span("1", (0, 6), (0, 16)),
}
