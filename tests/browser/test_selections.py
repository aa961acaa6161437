"""What is selected on the page is what is saved, and what is saved is painted again, for any text."""

from __future__ import annotations

import random
from typing import Any

from tests.browser.standalone import Standalone

NER = """<View><Labels name="l" toName="o"><Label value="PER"/></Labels><Text name="o" value="$o"/></View>"""
DIALOGUE = """<View><ParagraphLabels name="l" toName="o"><Label value="PER"/></ParagraphLabels>
<Paragraphs name="o" value="$o" layout="dialogue"/></View>"""
PIECES = [
    *("a", "Word", " ", "  ", "\t", "\n", "\r\n", "\r", ". ", "é", "e\u0301", "😀", "👩‍👩‍👧", "🇳🇴", "👍🏽"),
    *("שלום", "مرحبا", "東京", "한국", "ไทย", "\u200d", "\u00a0", "<b>", "&amp;", "\\n"),
]
# With the label active selects each place as a person's selection would be, and lets go: what the page
# highlighted, and the value of the span that came of it. Between phrases there is a break of one unit.
SELECT = """([control, label, places, gap]) => {
  const root = document.querySelector('[data-lsw-root]').shadowRoot;
  const content = root.querySelector('[data-surface]');
  const { store } = window.editor;
  const nodes = [...content.querySelectorAll('.lsw-text-block')].map((block) => block.firstChild);
  const place = (at) => {
    for (const node of nodes) {
      if (at <= node.data.length) return [node, at];
      at -= node.data.length + gap;
    }
  };
  const mouse = (type, more) =>
    content.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, clientY: 150, ...more }));
  return places.map(([from, to]) => {
    const before = store.regions.value.length;
    store.labels.value = new Map();
    store.pressLabel(control, label);
    mouse('mousedown', { detail: 2, clientX: 200 });
    getSelection().setBaseAndExtent(...place(from), ...place(to));
    const range = getSelection().getComposedRanges({ shadowRoots: [root] })[0];
    const live = new Range();
    live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset);
    const shown = live.toString();
    mouse('mouseup', { detail: 1, shiftKey: true, clientX: 400 });
    const { result } = store.annotation.value ?? { result: [] };
    return [shown, store.regions.value.length > before ? result.at(-1).value : null];
  });
}"""
# Boxes of all spans as painted while they are selected, and of the characters that they should hold.
PAINTED = """async ([places, gap]) => {
  const root = document.querySelector('[data-lsw-root]').shadowRoot;
  const { store } = window.editor;
  const boxes = (rects) => [...rects].filter(({ width }) => width > 0.5)
    .map(({ left, top, width, height }) => [left, top, width, height].map(Math.round).join(' '));
  const wanted = places.flatMap(([from, to]) => {
    const found = [];
    let start = 0;
    for (const { firstChild: node } of root.querySelectorAll('[data-surface] .lsw-text-block')) {
      const end = start + node.data.length;
      if (start < to && end > from) {
        const range = new Range();
        range.setStart(node, Math.max(from, start) - start);
        range.setEnd(node, Math.min(to, end) - start);
        found.push(...boxes(range.getClientRects()));
      }
      start = end + gap;
    }
    return found;
  });
  store.selection.value = store.regions.value.map(({ id }) => id);
  const marks = () => [...root.querySelectorAll('.lsw-span-selected')];
  while (marks().length === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
  return [boxes(marks().map((mark) => mark.getBoundingClientRect())), wanted];
}"""


def opened(editor: Standalone, config: str, data: Any) -> Standalone:
    editor.open(config, {"o": data})
    return editor


def units_of(text: str) -> list[bytes]:
    wide = text.encode("utf-16-le", "surrogatepass")
    return [wide[at : at + 2] for at in range(0, len(wide), 2)]


def whole(units: list[bytes], start: int, end: int) -> tuple[int, int]:
    """Widened so that no surrogate pair is cut."""
    low = lambda at: at < len(units) and 0xDC <= units[at][1] <= 0xDF  # noqa: E731
    return start - low(start), end + low(end)


def text_of(units: list[bytes]) -> str:
    return b"".join(units).decode("utf-16-le", "surrogatepass")


def assert_painted(editor: Standalone, places: list[tuple[int, int]], gap: int = 0) -> None:
    painted, wanted = editor.page.evaluate(PAINTED, [places, gap])
    assert len(painted) >= len(places)
    assert painted == wanted


def test_the_saved_slice_is_what_was_selected_for_any_text(standalone: Standalone) -> None:
    chance = random.Random(4)
    text = "".join(chance.choices(PIECES, k=900))
    editor = opened(standalone, NER, text)
    units = units_of(text)
    page = units_of(text.replace("\r\n", " \n").replace("\r", "\n"))
    starts = [chance.randrange(len(units)) for _ in range(200)]
    tried = [(start, min(len(units), start + chance.randrange(1, 30))) for start in starts]
    made: list[tuple[int, int]] = []
    for place, (shown, value) in zip(
        tried, editor.page.evaluate(SELECT, ["l", "PER", tried, 0]), strict=True
    ):
        assert shown == text_of(page[slice(*place)])
        said = text_of(units[slice(*whole(units, *place))])
        if value is None:
            assert not said.strip(), "only white space makes no span"
        else:
            made.append(whole(units, *place))
            assert text[value["start"] : value["end"]] == said
    assert len(made) > 150
    standalone.given = editor.result()
    assert_painted(opened(standalone, NER, text), made)


def test_the_saved_phrases_are_what_was_selected_for_any_dialogue(standalone: Standalone) -> None:
    chance = random.Random(5)
    phrases = [units_of("x" + "".join(chance.choices(PIECES, k=30)) + "x") for _ in range(12)]
    data = [{"author": "AB"[at % 2], "text": text_of(text)} for at, text in enumerate(phrases)]
    editor = opened(standalone, DIALOGUE, data)
    starts = [sum(map(len, phrases[:at])) + at for at in range(len(phrases))]
    tried: list[tuple[int, int, int, int]] = []
    for _ in range(80):
        first = chance.randrange(len(phrases))
        last = min(len(phrases) - 1, first + chance.randrange(3))
        begin = chance.randrange(len(phrases[first]))
        end = chance.randrange(begin if first == last else 0, len(phrases[last])) + 1
        tried.append((first, begin, last, end))
    selected = [(starts[first] + begin, starts[last] + end) for first, begin, last, end in tried]
    found = editor.page.evaluate(SELECT, ["l", "PER", selected, 1])
    made: list[tuple[int, int]] = []
    for (first, begin, last, end), (_, value) in zip(tried, found, strict=True):
        start, _ = whole(phrases[first], begin, begin)
        _, stop = whole(phrases[last], end, end)
        if value is None:
            assert first == last, "only white space makes no span"
            assert not text_of(phrases[first][start:stop]).strip(), "only white space makes no span"
        else:
            saved = (value["start"], value["startOffset"], value["end"], value["endOffset"])
            assert saved == (str(first), start, str(last), stop)
            made.append((starts[first] + start, starts[last] + stop))
    assert len(made) > 60
    standalone.given = editor.result()
    assert_painted(opened(standalone, DIALOGUE, data), made, 1)
