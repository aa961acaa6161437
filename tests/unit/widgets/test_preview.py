"""What stays in a saved notebook is inert, small and up to date."""

from __future__ import annotations

import asyncio
from typing import Any

import IPython.display
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ls_widgets import LabelConfig
from ls_widgets.errors import ResultError
from ls_widgets.widgets import saved_output
from ls_widgets.widgets.preview import PreviewRow, block_html, preview_html
from ls_widgets.widgets.preview_lines import chat_body, list_body, table_body
from ls_widgets.widgets.preview_picture import Page, PictureBody, Thumbnail
from ls_widgets.widgets.preview_regions import label_colors
from ls_widgets.widgets.preview_text import Line, TextBody
from tests.calls import calls
from tests.unit.widgets.front import CONFIG, item
from tests.unit.widgets.inert_html import Inert

EVERYTHING = LabelConfig("""<View><Text name="txt" value="$text"/><Image name="img" value="$image"/>
<Labels name="ner" toName="txt"><Label value="PER" background="red"/><Label value="ORG" background="url(x)"/>
</Labels>
<RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels>
<BrushLabels name="brush" toName="img"><Label value="Sky"/></BrushLabels>
<Taxonomy name="tax" toName="txt" labeling="true"><Choice value="A"/></Taxonomy>
<Choices name="mood" toName="txt"><Choice value="good"/></Choices>
<TextArea name="note" toName="txt" perRegion="true"/></View>""")
PIXEL = Thumbnail("data:image/jpeg;base64,AAAA", 60, 40)
EVIL = st.sampled_from(
    [
        "<img src=x onerror=pwn()>", "</div><script>pwn()</script>", "'\"><svg onload=pwn()>", "&lt;b&gt;",
        "]]><!--", "javascript:pwn()", "\u202egnp.exe", "\x00\x1b[31m", "\ud800", "<style>*{}</style>", "",
        "data:image/png;base64,iVBORw0KGgo'\"><script>", "9" * 5000,
    ]
)  # fmt: skip
WORD = EVIL | st.text(max_size=30)
NUMBER = st.integers(-5, 700) | st.floats() | st.sampled_from([10**400, 10**5000, -1, True, "3", None])
SMALL = WORD | NUMBER | st.lists(WORD | NUMBER, max_size=3)
VERTEX = st.dictionaries(
    st.sampled_from(["x", "y", "id", "prevPointId", "isBezier", "controlPoint1", "controlPoint2"]),
    NUMBER | WORD | st.fixed_dictionaries({"x": NUMBER, "y": NUMBER}),
)
VALUE = st.dictionaries(
    st.sampled_from(
        [
            "start", "end", "text", "labels", "x", "y", "width", "height", "rotation", "radiusX", "radiusY",
            "choices", "rectanglelabels", "brushlabels", "points", "vertices", "closed", "rle",
            "imageDataURL", "chatmessage", "ranges", "sequence", "taxonomy", "globalOffsets", "startOffset",
        ]
    ),
    SMALL
    | st.lists(SMALL | VERTEX, max_size=4)
    | st.fixed_dictionaries({"role": SMALL, "content": SMALL, "start": SMALL, "end": SMALL}),
)  # fmt: skip
ITEM = st.fixed_dictionaries(
    {
        "from_name": st.sampled_from(["ner", "box", "brush", "tax", "mood", "note", "<b>"]) | WORD,
        "to_name": st.sampled_from(["txt", "img", "chat"]) | SMALL,
        "type": st.sampled_from(["labels", "rectanglelabels", "brushlabels", "choices", "chatmessage"])
        | SMALL,
        "value": VALUE | SMALL,
        "id": SMALL,
        "item_index": NUMBER,
        "original_width": NUMBER,
        "original_height": NUMBER,
        "meta": SMALL | st.fixed_dictionaries({"text": SMALL}),
    }
)
RELATION = st.fixed_dictionaries(
    {"type": st.just("relation"), "from_id": SMALL, "to_id": SMALL, "direction": SMALL, "labels": SMALL}
)
DATA = SMALL | st.lists(st.dictionaries(WORD, SMALL, max_size=3), max_size=3)


def place(value: Any) -> tuple[int, int]:
    start, end = value.get("start"), value.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end:
        raise ResultError("no place")
    return start, end


@settings(max_examples=150, deadline=None)
@given(
    text=WORD,
    key=WORD,
    data=DATA,
    pages=st.integers(1, 3),
    items=st.lists(ITEM | RELATION | VALUE | SMALL, max_size=6),
)
def test_no_tag_of_data_survives(text: str, key: str, data: Any, pages: int, items: list[Any]):
    bodies = {
        "txt": TextBody(text * 3, [Line(0, len(text), key), Line(len(text), 3 * len(text))], place),
        "img": PictureBody([Page(at, PIXEL if at else None) for at in range(pages)], pages + 1, (60, 40)),
        "chat": chat_body(data),
        "list": list_body(data),
        "table": table_body(data, "csv"),
        "grid": table_body(data, "json"),
    }
    colors = label_colors(EVERYTHING, {})
    block = block_html(PreviewRow(key, "draft", bodies, items, colors, EVERYTHING.find_control))
    html = preview_html([block], key)
    Inert(html)
    html.encode()


def test_colors_are_those_of_the_view():
    colors = label_colors(EVERYTHING, {})
    assert colors["ner"] == {"PER": "red", "ORG": "#0072b2"}
    assert colors["box"] == {"Car": "#e69f00"}
    assert colors["tax"] == {"A": "#cc79a7"}
    many = LabelConfig(
        '<View><Text name="t" value="$t"/><Labels name="n" toName="t">'
        + "".join(f'<Label value="L{at}"/>' for at in range(13))
        + '<Label value="É😀"/></Labels></View>'
    )
    # As `automaticColor` in palette.ts hashes it.
    hashed = label_colors(many, {})["n"]
    assert (hashed["L12"], hashed["É😀"]) == ("#bf407b", "#48bf40")


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


def test_one_more_submit_makes_one_part_anew(make):
    annotator = make([{"text": f"Anna {index}"} for index in range(20)])
    for index in range(20):
        annotator.project.annotate(index, [item()])
    first = calls(annotator._saved.html)
    annotator.project.annotate(3, [item(label="ORG")])
    shown: list[str] = []
    assert calls(lambda: shown.append(annotator._saved.html())) < first / 2
    assert "ORG" in shown[0]
    assert shown[0].count("PER") == 19 + 1  # the earlier annotation of the task stays beside it


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


def test_a_hundred_submits_in_one_turn_render_once(make, monkeypatch):
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


def test_only_the_newest_tasks_are_shown(make):
    count = saved_output.ROWS
    annotator = make([{"text": f"text number {i}."} for i in range(count + 5)])
    for index in range(count + 5):
        annotator.project.annotate(index, [])
    html = annotator._saved.html()
    assert html.count("text number") == count
    assert f"text number {count + 4}." in html
    assert "text number 4." not in html
