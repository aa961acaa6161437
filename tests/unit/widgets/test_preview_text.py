"""Texts, dialogues and pages in the preview, through a project."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.widgets.front import item
from tests.unit.widgets.inert_html import Inert

TEXT = """<View><Text name="txt" value="$text"/>
<Labels name="ner" toName="txt"><Label value="PER" background="red"/><Label value="ORG" background="url(x)"/>
</Labels></View>"""


@pytest.fixture
def preview(make):
    def html(config: str, data: dict[str, Any], *items: Any) -> str:
        annotator = make([data], config)
        annotator.project.annotate(0, list(items))
        return annotator._saved.html()

    return html


def words(html: str) -> list[str]:
    """What follows the head of the one task."""
    return Inert(html).words[2:]


def test_spans_overlap_and_are_named_where_they_end(preview):
    html = preview(TEXT, {"text": "Anna sings in Berlin"}, item(), item("r2", 2, 10, "na sings", "ORG"))
    assert words(html) == ["An", "na", "PER", " sings", "ORG", " in Berlin"]
    assert "box-shadow" in html


def test_a_span_beyond_the_text_is_told_and_one_without_place_is_no_fault(preview):
    spans = item("r2", 590, 900, "beyond"), item("r3", 5, 5), item("r4", -3, 2)
    told = Inert(preview(TEXT, {"text": "ab" * 50}, item(), *spans)).text
    assert "ab" * 48 in told
    assert "txt: ■ PER “beyond”" in told


def test_a_long_text_is_cut_around_its_spans(preview):
    text = "start " + "word " * 2000 + "here Anna sings " + "word " * 2000 + "end Bob"
    at = text.index("Anna")
    told = Inert(
        preview(TEXT, {"text": text}, item("a", at, at + 4), item("b", len(text) - 3, len(text)))
    ).text
    assert "start" not in told
    assert "… word word" in told
    assert "here AnnaPER sings" in told
    assert told.endswith("end BobPER")
    assert len(told) < 800


def test_each_cut_is_seen(preview):
    text = "Anna " + "word " * 60 + "Bob " + "word " * 200
    at = text.index("Bob")
    told = Inert(preview(TEXT, {"text": text}, item(), item("b", at, at + 3))).text
    assert told.rpartition("submitted")[2].startswith("AnnaPER word")
    assert told.count("…") == 2


def test_spans_that_are_not_shown_are_counted(preview):
    spans = [item(f"r{at}", at * 100, at * 100 + 4, "word") for at in range(30)]
    told = Inert(preview(TEXT, {"text": "word " * 1000}, *spans)).text
    hidden = int(told.rpartition("… ")[2].removesuffix(" more"))
    assert told.count("PER") == 30 - hidden > 0


def test_of_very_many_lines_those_with_spans_are_shown(preview):
    text = "\n".join(f"line {at}" for at in range(70))
    config = """<View><HyperText name="txt" value="$text"/>
    <Labels name="ner" toName="txt"><Label value="PER"/></Labels></View>"""
    page = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    at = text.replace("\n", "").index("line 60")
    told = Inert(preview(config, {"text": page}, item("r", at, at + 4, "line"))).text
    assert told.endswith("… line 59linePER 60line 61 …")
    assert "line 20" not in told


def test_a_color_of_the_config_is_used_only_when_it_is_one(preview):
    html = preview(TEXT, {"text": "Anna met"}, item())
    assert "color-mix(in srgb,red 20%" in html
    assert "url" not in preview(TEXT, {"text": "Anna met"}, item(label="ORG"))


def test_a_taxonomy_labels_with_paths(preview):
    config = """<View><Text name="txt" value="$text"/><Taxonomy name="tax" toName="txt" labeling="true">
    <Choice value="A"><Choice value="B"/></Choice></Taxonomy></View>"""
    value = {"start": 0, "end": 4, "text": "Anna", "taxonomy": [["A", "B"]]}
    span = {"id": "t", "from_name": "tax", "to_name": "txt", "type": "taxonomy", "value": value}
    assert words(preview(config, {"text": "Anna sings"}, span)) == ["Anna", "A / B", " sings"]


def test_a_dialogue_has_its_authors_and_spans_over_phrases(preview):
    config = """<View><Paragraphs name="dlg" value="$d" nameKey="who" textKey="said"/>
    <ParagraphLabels name="pl" toName="dlg"><Label value="Claim"/></ParagraphLabels></View>"""
    data = {
        "d": [{"who": "Ann", "said": "Hi 😀 Bob."}, {"who": "-", "said": ""}, {"who": "Bob", "said": "Yes"}]
    }
    value = {"start": "0", "end": "2", "startOffset": 6, "endOffset": 2, "paragraphlabels": ["Claim"]}
    span = {"id": "p", "from_name": "pl", "to_name": "dlg", "type": "paragraphlabels", "value": value}
    assert words(preview(config, data, span)) == [
        "Ann", " Hi 😀 ", "Bob.", "Bob", " ", "Ye", "Claim", "s",
    ]  # fmt: skip


def test_a_page_is_its_text_and_never_its_markup(preview):
    config = """<View><HyperText name="html" value="$h"/>
    <HyperTextLabels name="ht" toName="html"><Label value="Org"/></HyperTextLabels></View>"""
    page = "<h1 onclick='x()'>Title</h1><p>One <b>two</b> &lt;i&gt;</p><script>pwn()</script>"
    value = {"start": "/p[1]/b[1]/text()[1]", "end": "/p[1]/b[1]/text()[1]", "startOffset": 0, "endOffset": 3}
    span = {"id": "p", "from_name": "ht", "to_name": "html", "type": "hypertextlabels"}
    by_path = {**span, "value": {**value, "hypertextlabels": ["Org"]}}
    found = words(preview(config, {"h": page}, by_path))
    assert found == ["Title", "One ", "two", "Org", " <i>"]
    offsets = {**value, "globalOffsets": {"start": 0, "end": 5}, "hypertextlabels": ["Org"]}
    assert words(preview(config, {"h": page}, {**span, "value": offsets}))[:2] == ["Title", "Org"]


def test_a_text_that_lies_elsewhere_is_named_by_its_address(preview):
    config = TEXT.replace('value="$text"', 'value="$text" valueType="url"')
    html = preview(config, {"text": "https://host.org/a.txt"}, item())
    assert Inert(html).text.endswith("https://host.org/a.txttxt: ■ PER “Anna”")
