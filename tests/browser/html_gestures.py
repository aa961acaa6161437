"""What a person does with spans in a document. Positions are code points, line breaks counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.browser.standalone import Standalone

Gesture = Callable[[Standalone], None]

# Boxes of the code points in a document, in a frame or in the view; null for those not on the page.
CHARACTERS = """(surface) => {
  const frame = surface.querySelector('iframe');
  const root = frame ? frame.contentDocument.body : surface.querySelector('.lsw-html-inline');
  const { left, top } = frame ? frame.getBoundingClientRect() : { left: 0, top: 0 };
  const walker = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  const boxes = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === 1) {
      if (node.localName === 'br') boxes.push(null);
      continue;
    }
    for (let at = 0; at < node.data.length; ) {
      const point = String.fromCodePoint(node.data.codePointAt(at));
      const range = root.ownerDocument.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + point.length);
      const box = [...range.getClientRects()].find(({ width }) => width > 0.5);
      boxes.push(box ? [box.left + left, box.top + top, box.width, box.height] : null);
      at += point.length;
    }
  }
  return boxes;
}"""


def ready(editor: Standalone, name: str = "html") -> None:
    """Until the frame has its document."""
    editor.page.locator(f'[data-object="{name}"] [data-surface][data-ready]').wait_for()


def characters(editor: Standalone, name: str = "html") -> list[list[float] | None]:
    ready(editor, name)
    return editor.surface(name).evaluate(CHARACTERS)


def place(editor: Standalone, position: int, name: str = "html", *, part: float = 0.5) -> tuple[float, float]:
    """A point inside of a character: ``part`` of its width from its left edge."""
    box = characters(editor, name)[position]
    assert box is not None, f"character {position} is not shown"
    return box[0] + box[2] * part, box[1] + box[3] / 2


def drag(editor: Standalone, start: int, end: int, name: str = "html") -> None:
    """From before the code point ``start`` to behind the one before ``end``."""
    editor.drag(place(editor, start, name, part=0.1), place(editor, end - 1, name, part=0.9))


def click(editor: Standalone, position: int, name: str = "html", clicks: int = 1) -> None:
    editor.page.mouse.click(*place(editor, position, name), click_count=clicks)


def values(editor: Standalone) -> list[dict[str, Any]]:
    return [item["value"] for item in editor.result()]


def offsets(editor: Standalone) -> list[tuple[int, int]]:
    return [(value["globalOffsets"]["start"], value["globalOffsets"]["end"]) for value in values(editor)]


def span(key: str, start: int, end: int) -> Gesture:
    def play(editor: Standalone) -> None:
        editor.key(key)
        drag(editor, start, end)

    return play


GESTURES: dict[str, Gesture] = {
    "hypertext-emoji-single-node": span("1", 0, 7),
    "hypertext-nested-tags": span("1", 11, 25),
    "hypertext-plain-labels": span("1", 21, 25),
}
