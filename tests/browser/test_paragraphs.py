"""Dialogues and actions on spans beyond the recorded cases: filter, keys, search, several spans at once."""

from __future__ import annotations

import wave
from base64 import b64encode
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.paragraph_gestures import drag, unit
from tests.browser.standalone import Standalone
from tests.browser.text_gestures import spans

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
# Whether the path of the arrow has an end beside the span of a phrase.
NEAR = """([phrase, wanted]) => {
  const root = document.querySelector('[data-lsw-root]').shadowRoot;
  const path = root.querySelector('.lsw-arrow path');
  const mark = root.querySelector(`[data-phrase="${phrase}"] .lsw-span-mark`)?.getBoundingClientRect();
  if (!path || !mark?.width) return !wanted && !path;
  const corner = path.ownerSVGElement.getBoundingClientRect();
  const ends = [0, path.getTotalLength()].map((at) => path.getPointAtLength(at));
  return wanted === ends.some(({ x, y }) => Math.abs(x + corner.left - mark.left) < mark.width + 4
    && Math.abs(y + corner.top - mark.top) < mark.height + 8);
}"""
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


def test_plain_labels_on_a_dialogue_say_which_ones_it_takes(standalone: Standalone) -> None:
    plain = DIALOGUE.replace("ParagraphLabels", "Labels")
    editor = talk(standalone, config=plain)
    editor.key("1")
    drag(editor, (0, 0), (0, 4))
    said = "A dialogue takes ParagraphLabels: labels of other controls mark nothing here."
    expect(editor.root.get_by_role("alert").get_by_text(said)).to_be_visible()
    assert editor.result() == []


def test_what_is_selected_in_a_dialogue_is_seen_over_its_bubbles(standalone: Standalone) -> None:
    standalone.given = [phrase_region("a", 1, 0, 5)]
    editor = talk(standalone)
    editor.page.evaluate("() => { window.editor.store.selection.value = ['a']; }")
    frame = editor.page.locator(".lsw-span-selected")
    frame.wait_for()
    above = frame.evaluate(
        "(mark) => [mark.parentNode, mark.getRootNode().querySelector('.lsw-phrase')]"
        ".map((one) => Number(getComputedStyle(one).zIndex) || 0)"
    )
    assert above[0] > above[1]


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


def phrase_region(name: str, phrase: int, start: int, end: int) -> dict[str, Any]:
    place = {"start": str(phrase), "end": str(phrase), "startOffset": start, "endOffset": end}
    value = {**place, "paragraphlabels": ["Claim"]}
    return {"id": name, "from_name": "pl", "to_name": "dlg", "type": "paragraphlabels", "value": value}


def test_arrows_between_phrases_far_apart_end_at_their_spans(standalone: Standalone) -> None:
    data = [{"author": "AB"[at % 2], "text": f"Phrase {at} says some words."} for at in range(300)]
    relation = {"from_id": "a", "to_id": "b", "type": "relation", "direction": "right"}
    standalone.given = [phrase_region("a", 0, 0, 6), phrase_region("b", 250, 0, 6), relation]
    editor = talk(standalone, data)
    editor.page.locator(".lsw-arrow").wait_for(state="attached")
    row = editor.page.locator('[data-phrase="250"]')
    for _ in range(2):
        row.evaluate("(row) => row.scrollIntoView({ block: 'center' })")
        # The tip of the arrow is at the span, once both are painted.
        editor.page.wait_for_function(NEAR, arg=[250, True])
        editor.page.locator("[data-room]").evaluate("(box) => { box.scrollTop = 0; }")
        editor.page.wait_for_function(NEAR, arg=[0, True])
    editor.page.get_by_label("Speaker").select_option("B")
    editor.page.wait_for_function(NEAR, arg=[250, False])


def recording(seconds: int) -> str:
    """Silence, as the address of a WAV file."""
    buffer = BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setparams((1, 1, 8000, 0, "NONE", ""))
        sound.writeframes(b"\x80" * 8000 * seconds)
    return f"data:audio/wav;base64,{b64encode(buffer.getvalue()).decode()}"


def test_a_phrase_is_played_and_stays_in_sight(standalone: Standalone) -> None:
    timed: list[dict[str, Any]] = [{"author": "Ann", "text": f"Phrase {at}."} for at in range(26)]
    timed[1] |= {"start": 1, "end": 11}
    timed[25] |= {"start": 12, "duration": 18}
    attributes = 'layout="dialogue" audioUrl="$audio" showPlayer="true" contextScroll="true"'
    config = DIALOGUE.replace('layout="dialogue"', attributes)
    standalone.open(config, {"dlg": timed, "audio": recording(30)})
    page = standalone.page
    page.get_by_role("button", name="Play phrase 2", exact=True).click()
    page.locator('[data-phrase="1"][data-heard]').wait_for()
    page.get_by_role("button", name="Pause phrase 2", exact=True).click()
    page.get_by_role("button", name="Play phrase 2", exact=True).wait_for()
    page.locator("audio").evaluate("(audio) => { audio.currentTime = 12.5; }")
    standalone.surface("dlg").focus()
    standalone.key("Control+Alt+Space")
    heard = page.locator('[data-phrase="25"][data-heard]')
    heard.wait_for()
    box, view = heard.bounding_box(), page.locator("[data-room]").bounding_box()
    assert box is not None
    assert view is not None
    assert view["y"] <= box["y"] < view["y"] + view["height"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ([{"speaker": "A", "text": "x"}], "no “author”"),
        ({"author": "A"}, "a list of phrases"),
        ("[{", "no JSON"),
        (["x"], "Phrase 1"),
        ([{"author": "A", "text": "x"}, None], "Phrase 2 of the dialogue should be an object, and is empty."),
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
    editor.key("Enter")
    count = editor.page.locator(".lsw-text-count")
    editor.page.wait_for_function("(count) => count.textContent === '2 of 2'", arg=count.element_handle())
    here = editor.page.locator(".lsw-span-here")
    here.wait_for()
    assert here.bounding_box() is not None
    editor.key("Enter")
    editor.page.wait_for_function("(count) => count.textContent === '1 of 2'", arg=count.element_handle())
    editor.key("Shift+Enter", "Escape")
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
        {"start": 4, "end": 4, "text": "", "labels": ["PER"]},
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
    assert "Region 4, PER: is empty, so there is nothing to show: 4 to 4." in said
    assert editor.result() == given
