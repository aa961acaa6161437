"""The text of HTML and XPaths into it, against what Chromium's parser makes of the same pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ls_widgets.errors import ResultError
from ls_widgets.text import Markup
from tests.conftest import ROOT

PAGES = json.loads((ROOT / "tests/contract/markup/pages.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_text_nodes_are_those_of_a_browser(page: dict[str, Any]) -> None:
    markup = Markup(page["html"], inline=page["inline"])
    assert markup.text == page["text"]
    assert [[run.path, run.start, len(run.text)] for run in markup.runs] == page["runs"]


@settings(deadline=None)
@given(st.sampled_from(PAGES), st.data())
def test_a_span_finds_its_place_again(page: dict[str, Any], data: st.DataObject) -> None:
    """A line break belongs to no text node, so the end nearest to it is the same place."""
    markup = Markup(page["html"], inline=page["inline"])
    if not markup.text:
        return
    start = data.draw(st.integers(0, len(markup.text) - 1))
    end = data.draw(st.integers(start + 1, len(markup.text)))
    value = markup.value(start, end)
    assert value["globalOffsets"] == {"start": start, "end": end}
    places = [markup.place(value[name], value[f"{name}Offset"]) for name in ("start", "end")]
    if "\n" not in markup.text[start:end]:
        assert places == [start, end]


def test_saved_text_is_what_the_page_selection_says() -> None:
    html = (
        "<h1>A  b </h1>\n<p>One\n two <b> three</b><br> four </p><table><tr><td>x</td> <td>y</td></tr>"
        "</table><pre>k  l\nm</pre><style>q{}</style><p hidden>no</p><p>end"
    )
    page = Markup(html)
    said = "A b\\n\\nOne two three\\nfour\\n\\nx\ty\\nk  l\\nm\\nend"
    assert page.saved(0, len(page.text)) == said
    blocks = [page.text[start:end].strip() for start, end in page.blocks()]
    assert blocks[0] == "A  b"
    assert blocks[2:4] == ["x", "y"]
    assert "no" not in blocks
    assert "q{}" not in "".join(blocks)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>a</p><p></p>b", "a\\n\\nb"),
        ("a<p></p>b", "a\\nb"),
        ("<div>a<br></div><div>b</div>", "a\\nb"),
        ("<p>a<br></p><p>b</p>", "a\\n\\nb"),
        ("<pre>a\n</pre>b", "a\\nb"),
        ("<table><tr><td>a<br></td><td>b</td></tr></table>", "a\\nb"),
    ],
)
def test_lines_are_parted_as_the_page_selection_parts_them(html: str, said: str) -> None:
    page = Markup(html)
    assert page.saved(0, len(page.text)) == said


def test_a_path_may_name_an_element() -> None:
    page = Markup("<div>one <b>two</b></div>")
    assert page.place("/div[1]", 4) == 4
    assert page.place("/div[1]/b[1]", 1) == 5
    assert page.place("/div[2]", 0) is None
    assert page.place("/div[1]", 99) is None
    assert page.place(None, 0) is None


def test_a_span_outside_is_refused() -> None:
    for start, end in ((0, 4), (2, 2), (-1, 2)):
        with pytest.raises(ResultError, match="no span of a page of 3 characters"):
            Markup("<p>one").value(start, end)
    with pytest.raises(ResultError):
        Markup("<br>").value(0, 1)


@pytest.mark.parametrize(
    "piece",
    [
        "<b>",
        "<i>x",
        "<p",
        "<a ",
        "<a x='",
        "<!--",
        "<title>",
        "<script>",
        "</b>",
        "<ul><li>",
        "<td>",
        "&",
        "<",
    ],
)
def test_broken_pages_take_no_longer_than_sound_ones(piece: str) -> None:
    """Quadratic work on this much takes minutes: the run would not end in its time."""
    broken = piece * 40_000
    assert len(Markup(broken).text) <= len(broken)
