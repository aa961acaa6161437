"""What stays in a saved notebook is inert, small and readable."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ls_widgets import LabelConfig
from ls_widgets.widgets import saved_output
from ls_widgets.widgets.preview import PreviewRow, Thumbnail, preview_html
from tests.calls import calls
from tests.unit.widgets.front import CONFIG, item

BOTH = LabelConfig("""<View><Text name="txt" value="$text"/><Image name="img" value="$image"/>
<Labels name="ner" toName="txt"><Label value="PER" background="red"/><Label value="ORG" background="url(x)"/>
</Labels>
<RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels>
<Choices name="mood" toName="txt"><Choice value="good"/></Choices>
<TextArea name="note" toName="txt" perRegion="true"/></View>""")
TAGS = {"div", "span", "sub", "b", "svg", "image", "rect", "title"}
ATTRS = {
    "class", "style", "viewbox", "role", "href", "width", "height", "x", "y", "transform", "fill",
    "fill-opacity", "stroke", "stroke-width", "vector-effect",
}  # fmt: skip
PIXEL = Thumbnail("data:image/jpeg;base64,AAAA", 60, 40)


class Inert(HTMLParser):
    """Refuses every tag, attribute and address that is not the preview's own."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        assert {name for name, _ in attrs} <= ATTRS, attrs
        for name, value in attrs:
            assert name != "href" or str(value).startswith("data:image/jpeg;base64,")
            assert "url(" not in str(value)
            assert "expression" not in str(value)
        if tag != "image":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment

    def handle_data(self, data: str) -> None:
        self.words.append(data)


EVIL = st.sampled_from(
    [
        "<img src=x onerror=pwn()>", "</div><script>pwn()</script>", "'\"><svg onload=pwn()>", "&lt;b&gt;",
        "]]><!--", "javascript:pwn()", "\u202egnp.exe", "\x00\x1b[31m", "\ud800", "<style>*{}</style>", "",
    ]
)  # fmt: skip
WORD = EVIL | st.text(max_size=30)
NUMBER = st.integers(-5, 700) | st.floats() | st.sampled_from([10**400, -1, True, "3", None])
VALUE = st.dictionaries(
    st.sampled_from(
        [
            "start",
            "end",
            "text",
            "labels",
            "x",
            "y",
            "width",
            "height",
            "rotation",
            "choices",
            "rectanglelabels",
        ]
    ),
    NUMBER | WORD | st.lists(WORD | st.lists(WORD, max_size=2) | NUMBER, max_size=3),
)
ITEM = st.fixed_dictionaries(
    {
        "from_name": st.sampled_from(["ner", "box", "mood", "note", "<b>"]) | WORD,
        "to_name": st.sampled_from(["txt", "img"]) | WORD,
        "type": st.sampled_from(["labels", "rectanglelabels", "choices", "textarea", "relation"])
        | WORD
        | st.lists(WORD, max_size=1),
        "value": VALUE | st.none() | st.lists(NUMBER, max_size=2) | WORD,
        "id": WORD | st.none() | st.lists(WORD, max_size=1),
    }
)


@settings(max_examples=200, deadline=None)
@given(text=WORD, key=WORD, summary=WORD, items=st.lists(ITEM | VALUE | st.none() | WORD, max_size=6))
def test_no_tag_of_data_survives(text: str, key: str, summary: str, items: list[Any]):
    row = PreviewRow(key, "draft", {"txt": text * 3}, {"img": PIXEL}, items)
    html = preview_html(BOTH, [row], summary)
    Inert(html)
    html.encode()


def shown(*items: Any, text: str = "Anna sings in Berlin", images: bool = False) -> Inert:
    row = PreviewRow("k", "submitted", {"txt": text}, {"img": PIXEL} if images else {}, list(items))
    return Inert(preview_html(BOTH, [row], "one"))


def test_spans_overlap_and_are_named_where_they_end():
    words = shown(item(), item("r2", 2, 10, "na sings", "ORG")).words
    assert words == ["one", "k · submitted", "An", "na", "PER", " sings", "ORG", " in Berlin"]


def test_a_span_beyond_the_cut_and_one_without_place_are_no_fault():
    words = shown(item(), item("r2", 590, 900), item("r3", 5, 5), item("r4", -3, 2), text="ab" * 500).words
    assert words[-1] == "…"
    assert words.count("PER") == 2


def test_boxes_are_drawn_once_with_all_their_labels():
    geometry = {"x": 50, "y": 50, "width": 10, "height": 10, "rotation": 0}
    box = {"id": "b", "from_name": "box", "to_name": "img", "type": "rectanglelabels"}
    more = {**box, "from_name": "mood", "type": "choices", "value": {**geometry, "choices": ["good"]}}
    first = {**box, "value": {**geometry, "rectanglelabels": ["Car"]}}
    words = shown(first, more, images=True).words
    assert words[3:] == ["Car", "mood", ": good"]
    html = preview_html(BOTH, [PreviewRow("k", "draft", {}, {"img": PIXEL}, [first, more])], "")
    assert html.count("<rect") == 1
    assert 'x="30.00" y="20.00" width="6.00" height="4.00"' in html


def test_what_cannot_be_drawn_is_written():
    box = {"id": "b", "from_name": "box", "to_name": "img", "type": "rectanglelabels"}
    value = {"x": 1, "y": 1, "width": 1, "height": 1, "rectanglelabels": ["Car"]}
    sound = {
        "id": "a",
        "from_name": "sound",
        "to_name": "aud",
        "type": "labels",
        "value": {"start": 1, "end": 2, "labels": ["Speech"]},
    }
    note = {"id": "r1", "from_name": "note", "to_name": "txt", "type": "textarea"}
    relation = {"type": "relation", "from_id": "b", "to_id": "a", "direction": "right"}
    told = shown(
        {**box, "value": value},
        sound,
        relation,
        {**note, "value": {"start": 0, "end": 4, "text": ["yes", "no"]}},
    )
    assert "".join(told.words).endswith("box: Car · sound: Speech · note: yes, no")


def test_a_color_of_the_config_is_used_only_when_it_is_one():
    html = preview_html(BOTH, [PreviewRow("k", "draft", {"txt": "Anna met"}, {}, [item()])], "")
    assert "color-mix(in srgb,red 20%" in html
    html = preview_html(BOTH, [PreviewRow("k", "draft", {"txt": "Anna met"}, {}, [item(label="ORG")])], "")
    assert "url" not in html


def test_much_stays_small_and_little_work(make):
    labels = "".join(f'<Label value="L{i}"/>' for i in range(2000))
    config = CONFIG.replace('<Label value="PER"/>', labels)
    annotator = make([{"text": "word " * 200_000} for _ in range(3)], config)
    spans = [item(f"r{i}", i, i + 30, "x", f"L{i % 2000}") for i in range(5000)]
    work = {}
    for count in (500, 5000):
        for index in range(3):
            annotator.project.annotate(index, spans[:count])
        work[count] = calls(annotator._saved.html)
    assert work[5000] < 11 * work[500]
    html = annotator._saved.html()
    assert len(html.encode()) < 300_000
    Inert(html)


def test_many_pictures_and_annotations_stay_small(make):
    config = """<View><Image name="img" value="$image"/><RectangleLabels name="box" toName="img">
    <Label value="Car"/></RectangleLabels></View>"""
    random = np.random.default_rng(0)
    tasks = [{"image": random.integers(0, 255, (300, 400, 3)).astype("uint8")} for _ in range(12)]
    annotator = make(tasks, config)
    for index in range(12):
        for _ in range(3):
            annotator.project.annotate(index, [])
    html = annotator._saved.html()
    assert 0 < html.count("data:image/jpeg") < 12
    assert len(html.encode()) < 300_000
    Inert(html)


def test_broken_and_foreign_pictures_are_left_out(make):
    config = """<View><Image name="img" value="$image"/>
    <Choices name="c" toName="img"><Choice value="a"/></Choices></View>"""
    tasks = [
        {"image": "https://host.org/a.png"},
        {"image": b"no picture"},
        {"image": "../../etc/passwd"},
        {"image": 5},
    ]
    annotator = make(tasks, config)
    for index in range(4):
        annotator.project.annotate(index, [])
    assert "<image" not in annotator._saved.html()


def test_a_hundred_submits_in_one_turn_render_once(make, monkeypatch):
    import asyncio

    import IPython.display

    rendered = []
    monkeypatch.setattr(IPython.display, "display", lambda *a, **k: None)
    monkeypatch.setattr(IPython.display, "update_display", lambda data, **k: rendered.append(data))

    async def cell() -> None:
        annotator = make([{"text": f"t{i}"} for i in range(100)])
        annotator._ipython_display_()
        for index in range(100):
            annotator.project.annotate(index, [])
        assert rendered == []
        await asyncio.sleep(0)
        annotator.project.annotate(0, [], status="draft")
        await asyncio.sleep(0)

    asyncio.run(cell())
    assert len(rendered) == 2
    assert rendered[0]["text/plain"] == "Labeling: 100 of 100 tasks submitted, 0 skipped, 0 in work"
    assert "100 of 100" in rendered[0]["text/html"]


@pytest.mark.parametrize("limit", ["ROWS"])
def test_only_the_newest_tasks_are_shown(make, limit):
    count = getattr(saved_output, limit)
    annotator = make([{"text": f"text number {i}."} for i in range(count + 5)])
    for index in range(count + 5):
        annotator.project.annotate(index, [])
    html = annotator._saved.html()
    assert html.count("text number") == count
    assert f"text number {count + 4}." in html
    assert "text number 4." not in html
