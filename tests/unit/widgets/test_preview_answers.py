"""What the preview writes: answers, relations, messages, tables, and regions that have no picture."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.widgets.front import item
from tests.unit.widgets.inert_html import Inert

TEXT = """<View><Text name="txt" value="$text"/>
<Labels name="ner" toName="txt"><Label value="PER"/><Label value="ORG"/></Labels>
<Taxonomy name="tax" toName="txt"><Choice value="A"><Choice value="B"/></Choice></Taxonomy>
<TextArea name="note" toName="txt" perRegion="true"/></View>"""


@pytest.fixture
def told(make):
    def text(config: str, data: dict[str, Any], *items: Any) -> str:
        annotator = make([data], config)
        annotator.project.annotate(0, list(items))
        return "".join(Inert(annotator._saved.html()).words[2:])

    return text


def test_relations_name_both_ends(told):
    spans = item(), item("r2", 9, 13, "Acme", "ORG")
    to = {"type": "relation", "from_id": "r1", "to_id": "r2", "direction": "right", "labels": ["works_for"]}
    back = {**to, "direction": "left", "labels": []}
    lost = {**to, "direction": "bi", "to_id": "gone"}
    text = told(TEXT, {"text": "Anna and Acme"}, *spans, to, back, lost)
    names = "PER “Anna”", "ORG “Acme”"
    assert f"{names[0]} → {names[1]}: works_for{names[0]} ← {names[1]}" in text
    assert text.endswith(f"{names[0]} ↔ a region that is not here: works_for")


def test_relations_before_their_regions_and_very_many_of_them(told):
    to = {"type": "relation", "from_id": "r1", "to_id": "r1", "direction": "right"}
    text = told(TEXT, {"text": "Anna"}, *[to] * 100, item())
    assert text.count("PER “Anna” → PER “Anna”") == 40
    assert text.endswith("… 60 more relations")


def test_what_is_said_of_a_region_names_it(told):
    note = {**item(), "from_name": "note", "type": "textarea", "meta": {"text": ["look again"]}}
    note["value"] = {"start": 0, "end": 4, "text": ["yes", "no"]}
    text = told(TEXT, {"text": "Anna sings"}, item(), note)
    assert text.endswith("■ PER “Anna” — note: look again · note: yes, no")


def test_taxonomies_are_paths(told):
    answer = {"id": "t", "from_name": "tax", "to_name": "txt", "type": "taxonomy"}
    text = told(TEXT, {"text": "Anna"}, {**answer, "value": {"taxonomy": [["A", "B"], ["A"]]}})
    assert text == "Annatax: A / B, A"


def test_a_chat_shows_its_messages_and_those_that_were_added(told):
    config = """<View><Chat name="chat" value="$c"/>
    <Rating name="stars" toName="chat" perRegion="true"/></View>"""
    data = {"c": [{"role": "user", "content": "Hello"}]}
    value = {"chatmessage": {"role": "assistant", "content": "Hi\nthere", "createdAt": 1}}
    message = {"id": "m", "from_name": "chat", "to_name": "chat", "type": "chatmessage", "value": value}
    stars = {**message, "from_name": "stars", "type": "rating", "value": {**value, "rating": 4}}
    text = told(config, data, message, stars)
    assert text == "user Helloassistant Hi\nthere■ assistant “Hi\nthere” — stars: 4"
    assert told(config, {"c": None}, message) == "assistant Hi\nthere"


def test_a_table_is_its_first_rows(told):
    config = """<View><Table name="t" value="$t"/><Choices name="c" toName="t"><Choice value="x"/></Choices>
    </View>"""
    rows = [{"a": at, "b": None if at else {"deep": [1]}} for at in range(9)]
    assert told(config, {"t": rows}).startswith('a | b 0 | {"deep": [1]}1 | 2 | ')
    assert told(config, {"t": rows}).endswith("… 3 more")
    assert told(config, {"t": {"B": 2, "a": "<i>"}}) == "a <i>B 2"
    csv = config.replace('value="$t"', 'value="$t" valueType="csv|separator=;"')
    assert told(csv, {"t": 'a;b\n"x;y";2\n'}) == "a | b x;y | 2"


def test_a_list_and_its_ranking(told):
    config = """<View><List name="list" value="$l"/><Ranker name="rank" toName="list"/></View>"""
    data = {"l": [{"id": "b", "title": "Bee"}, {"id": 1, "html": "<b>One</b>"}]}
    rank = {"id": "r", "from_name": "rank", "to_name": "list", "type": "ranker"}
    text = told(config, data, {**rank, "value": {"ranker": {"rank": ["1", "b"]}}})
    assert text == "b Bee1 <b>One</b>rank: rank: 1, b"


def test_regions_in_time_say_when(told):
    config = """<View><Audio name="aud" value="$a"/><Labels name="seg" toName="aud"><Label value="Speech"/>
    </Labels><TextArea name="said" toName="aud" perRegion="true"/><Video name="vid" value="$v"/>
    <VideoRectangle name="vbox" toName="vid"/><Labels name="who" toName="vid"><Label value="Car"/></Labels>
    </View>"""
    place = {"start": 1.25, "end": 3.5, "channel": 0}
    speech = {"id": "s", "from_name": "seg", "to_name": "aud", "type": "labels"}
    said = {**speech, "from_name": "said", "type": "textarea", "value": {**place, "text": ["hello"]}}
    frames = {"sequence": [{"frame": 1}, {"frame": 49}], "labels": ["Car"]}
    track = {"id": "v", "from_name": "vbox", "to_name": "vid", "type": "videorectangle", "value": frames}
    text = told(
        config,
        {"a": "a.wav", "v": "v.mp4"},
        {**speech, "value": {**place, "labels": ["Speech"]}},
        said,
        track,
    )
    lines = "aud: ■ Speech 1 (1.25–3.5)", "vid: ■ Car (frames 1–49)", "■ Speech 1 — said: hello"
    assert text == f"a.wavv.mp4{''.join(lines)}"


def test_results_of_unknown_controls_are_told(told):
    value = {"x": 1, "y": 1, "width": 1, "height": 1, "rectanglelabels": ["Car"]}
    box = {"id": "b", "from_name": "gone", "to_name": "lost", "type": "rectanglelabels", "value": value}
    assert told(TEXT, {"text": "Anna"}, box) == "Annalost: ■ Car"
