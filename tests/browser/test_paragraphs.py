"""Dialogues and actions on spans beyond the recorded cases: filter, keys, search, several spans at once."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.browser.paragraph_gestures import drag, unit
from tests.browser.standalone import Standalone

DIALOGUE = """<View><ParagraphLabels name="pl" toName="dlg"><Label value="Claim" background="#d33"/>
<Label value="Place" background="#36c"/></ParagraphLabels>
<Paragraphs name="dlg" value="$dlg" layout="dialogue"/></View>"""
TALK = [
    {"author": "Ann", "text": "Hi 😀 there Bob."},
    {"author": "Bob", "text": "Hello Ann, how are you?"},
    {"author": "Ann", "text": "Fine."},
    {"author": "Bob", "text": "Good, Ann."},
]
NER = """<View><Labels name="ner" toName="txt"><Label value="PER" background="#d33"/>
<Label value="ORG" background="#36c"/></Labels><Text name="txt" value="$text"/></View>"""
TEXT = "Anna met Bert. Anna, not Annabel, saw Bert again.\nThen Anna left with Bert Smith."


def talk(editor: Standalone, data: Any = TALK, config: str = DIALOGUE) -> Standalone:
    editor.open(config, {"dlg": data})
    return editor


def places(editor: Standalone) -> list[tuple[str, int, str, int]]:
    values = [item["value"] for item in editor.result()]
    return [(value["start"], value["startOffset"], value["end"], value["endOffset"]) for value in values]


def read(editor: Standalone, text: str = TEXT) -> Standalone:
    editor.open(NER, {"text": text})
    return editor


def spans(editor: Standalone) -> list[tuple[int, int, str]]:
    values = [item["value"] for item in editor.result()]
    return [(value["start"], value["end"], value["labels"][0]) for value in values]


def test_a_span_over_phrases_of_a_hidden_speaker_is_one_region(standalone: Standalone) -> None:
    editor = talk(standalone)
    editor.page.get_by_label("Speaker").select_option("Ann")
    editor.page.locator('[data-phrase="1"]').wait_for(state="hidden")
    editor.focus()
    editor.key("1")
    drag(editor, (0, 6), (2, 4))
    assert places(editor) == [("0", 6, "2", 4)]
    assert editor.result()[0]["value"]["text"].count("\n") == 4
    editor.page.get_by_label("Speaker").select_option("All")
    editor.page.locator('[data-phrase="1"] .lsw-span-mark').wait_for()


def test_phrases_by_keyboard_alone(standalone: Standalone) -> None:
    editor = talk(standalone)
    editor.surface("dlg").focus()
    editor.key("Control+ArrowDown", "Control+ArrowDown", "Control+Shift+A", "1")
    assert places(editor) == [("1", 0, "1", 23)]
    editor.key("Control+ArrowUp", "Shift+End", "2")
    assert places(editor)[1:] == [("0", 0, "0", 16)]
    editor.key("Control+ArrowRight")
    assert editor.selected() == [1]
    editor.key("u", "Control+ArrowDown", "Control+ArrowRight")
    assert editor.selected() == [0]


def test_names_and_times_are_not_part_of_the_text(standalone: Standalone) -> None:
    timed = [{**phrase, "start": 2 * at, "end": 2 * at + 2} for at, phrase in enumerate(TALK)]
    editor = talk(standalone, timed)
    name = editor.page.locator('[data-phrase="1"] .lsw-phrase-name').bounding_box()
    assert name is not None
    editor.key("1")
    editor.drag(unit(editor, 0, 12, 0.1), (name["x"] + name["width"], name["y"] + 5))
    assert places(editor) == [("0", 12, "0", 16)]
    assert "00:00:02" in editor.surface("dlg").inner_text()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([{"speaker": "A", "text": "x"}], "no “author”"),
        ({"author": "A"}, "a list of phrases"),
        ("[{", "no JSON"),
        (["x"], "Phrase 1"),
    ],
)
def test_what_is_no_dialogue_is_said(standalone: Standalone, data: Any, says: str) -> None:
    editor = talk(standalone, data)
    assert says in editor.messages()
    assert editor.errors == []


def test_all_equal_words_are_labeled_in_one_step(standalone: Standalone) -> None:
    editor = read(standalone)
    editor.key("1")
    editor.drag_text(0, 4)
    editor.key("2")
    editor.drag_text(9, 13)
    editor.click_text(2)
    editor.key("Alt+e")
    assert spans(editor) == [(0, 4, "PER"), (9, 13, "ORG"), (15, 19, "PER"), (55, 59, "PER")]
    assert all(TEXT[start:end] == "Anna" for start, end, label in spans(editor) if label == "PER")
    editor.key("Alt+Shift+e")
    assert (25, 29, "PER") in spans(editor)
    editor.key("Control+z", "Control+z")
    assert spans(editor) == [(0, 4, "PER"), (9, 13, "ORG")]


def test_label_all_stops_at_the_limit_of_the_label(standalone: Standalone) -> None:
    limited = NER.replace('value="PER"', 'value="PER" maxUsages="2"')
    standalone.open(limited, {"text": TEXT})
    standalone.key("1")
    standalone.drag_text(0, 4)
    standalone.click_text(2)
    standalone.key("Alt+e")
    assert spans(standalone) == [(0, 4, "PER"), (15, 19, "PER")]


def test_a_span_is_split_where_it_was_clicked_and_merged_again(standalone: Standalone) -> None:
    editor = read(standalone)
    editor.key("1")
    editor.drag_text(70, 80)
    editor.click_text(75)
    editor.key("Alt+s")
    assert spans(editor) == [(70, 74, "PER"), (75, 80, "PER")]
    assert [item["value"]["text"] for item in editor.result()] == [TEXT[70:74], TEXT[75:80]]
    editor.page.keyboard.down("Control")
    editor.click_text(77)
    editor.page.keyboard.up("Control")
    assert editor.selected() == [0, 1]
    editor.key("Alt+g")
    assert spans(editor) == [(70, 80, "PER")]
    editor.key("Control+z", "Control+z")
    assert spans(editor) == [(70, 80, "PER")]


def test_spans_of_other_labels_do_not_merge(standalone: Standalone) -> None:
    editor = read(standalone)
    for key, start, end in (("1", 0, 4), ("2", 5, 8)):
        editor.key(key)
        editor.drag_text(start, end)
    editor.click_text(2)
    editor.page.keyboard.down("Control")
    editor.click_text(6)
    editor.page.keyboard.up("Control")
    editor.key("Alt+g")
    assert spans(editor) == [(0, 4, "PER"), (5, 8, "ORG")]


def test_find_counts_goes_on_and_gives_the_place_to_the_next_label(standalone: Standalone) -> None:
    editor = read(
        standalone, "A line of words to fill the page.\n" * 2000 + "Here is the Needle, and a needle."
    )
    editor.surface("txt").focus()
    editor.key("Control+f")
    editor.page.keyboard.type("needle")
    count = editor.page.locator(".lsw-text-count")
    editor.page.wait_for_function("(count) => count.textContent === '1 of 2'", arg=count.element_handle())
    here = editor.page.locator(".lsw-text-here")
    here.wait_for()
    assert here.bounding_box() is not None
    editor.key("Enter")
    editor.page.wait_for_function("(count) => count.textContent === '2 of 2'", arg=count.element_handle())
    editor.key("Enter", "Shift+Enter", "Escape")
    count.wait_for(state="detached")
    editor.key("2")
    start = 34 * 2000 + 26
    assert spans(editor) == [(start, start + 6, "ORG")]


def test_going_through_spans_by_their_place(standalone: Standalone) -> None:
    editor = read(standalone)
    for start, end in ((20, 23), (0, 4), (9, 13)):
        editor.key("1")
        editor.drag_text(start, end)
    chosen = []
    for _ in range(3):
        editor.key("Alt+n")
        chosen += editor.selected()
    assert chosen == [1, 2, 0]
    editor.key("Alt+p")
    assert editor.selected() == [2]


def test_a_click_on_the_map_goes_to_the_span(standalone: Standalone) -> None:
    line = "A line of words to fill the page.\n"
    start = 34 * 1500 + 2
    value = {"start": start, "end": start + 4, "text": "line", "labels": ["PER"]}
    standalone.given = [{"id": "a", "from_name": "ner", "to_name": "txt", "type": "labels", "value": value}]
    editor = read(standalone, line * 2000)
    box = editor.page.locator(".lsw-text-map canvas").bounding_box()
    assert box is not None
    editor.page.mouse.click(box["x"] + 4, box["y"] + box["height"] * 0.75)
    editor.page.locator(".lsw-span-selected").wait_for()
    assert editor.selected() == [0]


def test_regions_that_do_not_fit_the_text_are_said_and_kept(standalone: Standalone) -> None:
    values: list[dict[str, Any]] = [
        {"start": 0, "end": 4, "text": "Otto", "labels": ["PER"]},
        {"start": 900, "end": 904, "text": "gone", "labels": ["ORG"]},
        {"start": 5, "end": 8, "text": "met", "labels": ["PER"]},
    ]
    given = [
        {"id": f"r{at}", "from_name": "ner", "to_name": "txt", "type": "labels", "value": value}
        for at, value in enumerate(values)
    ]
    standalone.given = given
    editor = read(standalone)
    said = editor.page.get_by_role("list", name="Regions that do not fit").inner_text()
    assert "Region 1, PER: the text has changed: saved “Otto”, now “Anna”." in said
    assert "Region 2, ORG: lies outside of this text: 900 to 904, and the text has" in said
    assert "Region 3" not in said
    assert editor.result() == given


PIECES = [
    *("a", "Word", " ", "  ", "\t", "\n", "\r\n", "\r", ". ", "é", "e\u0301", "😀", "👩‍👩‍👧", "🇳🇴", "👍🏽"),
    *("שלום", "مرحبا", "東京", "한국", "ไทย", "\u200d", "\u00a0", "<b>", "&amp;", "\\n"),
]
# Selects as a person's selection would be, releases the pointer, and reads what the page highlighted.
SELECT = """([from, to]) => {
  const root = document.querySelector('[data-lsw-root]').shadowRoot;
  const content = root.querySelector('[data-surface]');
  const nodes = [...content.children].map((block) => block.firstChild).filter((node) => node?.nodeType === 3);
  const whole = nodes.map((node) => node.data).join('');
  const place = (at) => {
    for (const node of nodes) {
      if (at <= node.data.length) return [node, at];
      at -= node.data.length;
    }
  };
  const press = { bubbles: true, composed: true, detail: 2, clientX: 200, clientY: 150 };
  content.dispatchEvent(new MouseEvent('mousedown', press));
  getSelection().setBaseAndExtent(...place(from), ...place(to));
  const range = getSelection().getComposedRanges({ shadowRoots: [root] })[0];
  const live = new Range();
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  return { length: whole.length, shown: whole.slice(from, to) === live.toString() ? live.toString() : null };
}"""


RELEASE = """() => {
  const root = document.querySelector('[data-lsw-root]').shadowRoot;
  const place = { bubbles: true, composed: true, detail: 1, shiftKey: true, clientX: 400, clientY: 150 };
  root.querySelector('[data-surface]').dispatchEvent(new MouseEvent('mouseup', place));
}"""
# Boxes of the selected span as painted, and of the characters that it should hold.
PAINTED = """async ([id, from, to]) => {
  const root = document.querySelector('[data-lsw-root]').shadowRoot;
  window.editor.store.selection.value = [id];
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const box = ({ left, top, width, height }) => [left, top, width, height].map(Math.round).join(' ');
  const marks = [...root.querySelectorAll('.lsw-span-selected')];
  const painted = marks.map((mark) => box(mark.getBoundingClientRect()));
  const content = root.querySelector('[data-surface]');
  const wanted = [];
  let start = 0;
  for (const block of content.children) {
    const node = block.firstChild;
    if (node?.nodeType !== 3) break;
    const end = start + node.data.length;
    if (start < to && end > from) {
      const range = new Range();
      range.setStart(node, Math.max(from, start) - start);
      range.setEnd(node, Math.min(to, end) - start);
      wanted.push(...[...range.getClientRects()].filter(({ width }) => width > 0.5).map(box));
    }
    start = end;
  }
  return [painted, wanted];
}"""


def units_of(text: str) -> list[bytes]:
    wide = text.encode("utf-16-le", "surrogatepass")
    return [wide[at : at + 2] for at in range(0, len(wide), 2)]


def whole(units: list[bytes], start: int, end: int) -> tuple[int, int]:
    """Widened so that no surrogate pair is cut."""
    low = lambda at: at < len(units) and 0xDC <= units[at][1] <= 0xDF  # noqa: E731
    return start - low(start), end + low(end)


def text_of(units: list[bytes]) -> str:
    return b"".join(units).decode("utf-16-le", "surrogatepass")


def test_the_saved_slice_is_what_was_selected_for_any_text(standalone: Standalone) -> None:
    chance = random.Random(4)
    text = "".join(chance.choices(PIECES, k=900))
    editor = read(standalone, text)
    units = units_of(text)
    page = units_of(text.replace("\r\n", " \n").replace("\r", "\n"))
    made: list[tuple[int, int]] = []
    for _ in range(200):
        start = chance.randrange(len(units))
        end = min(len(units), start + chance.randrange(1, 30))
        editor.page.evaluate("() => window.editor.store.pressLabel('ner', 'PER')")
        shown = editor.page.evaluate(SELECT, [start, end])
        assert shown == {"length": len(units), "shown": text_of(page[start:end])}
        editor.page.evaluate(RELEASE)
        result = editor.result()
        if len(result) == len(made):
            assert not text[len(text_of(units[:start])) :][:1].strip(), "only white space makes no span"
            editor.page.evaluate("() => { window.editor.store.labels.value = new Map(); }")
            continue
        value = result[-1]["value"]
        made.append(whole(units, start, end))
        assert text[value["start"] : value["end"]] == text_of(units[slice(*made[-1])])
    assert len(made) > 150
    for item, (start, end) in zip(editor.result(), made, strict=True):
        painted, wanted = editor.page.evaluate(PAINTED, [item["id"], start, end])
        assert painted == wanted
