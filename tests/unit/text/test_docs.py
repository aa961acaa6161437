from __future__ import annotations

import pytest

from ls_widgets.errors import FormatError, ResultError
from ls_widgets.text import Span, from_doc, from_tags, to_doc, to_tags
from tests.unit.text.docs import Doc, Piece

TEXT = "Anna 😀 sings in Paris"


def test_entities_and_groups_come_out() -> None:
    doc = Doc(TEXT, (Piece(0, 4, "PERSON"),), {"sc": [Piece(16, 21, "GPE")]})
    assert from_doc(doc) == [Span(0, 4, "PERSON")]
    assert from_doc(doc, key="sc", labels={"GPE": "LOC"}) == [Span(16, 21, "LOC")]
    assert from_doc(doc, labels={"PERSON": None}) == []
    with pytest.raises(FormatError, match="no spans 'other'; there are sc"):
        from_doc(doc, key="other")


def test_spans_go_in_and_come_out() -> None:
    spans = [Span(0, 4, "PER"), Span(16, 21, "LOC")]
    doc = to_doc(Doc(TEXT), spans)
    assert from_doc(doc) == spans
    assert from_doc(doc, key="sc") == spans


def test_what_a_doc_cannot_say_is_told() -> None:
    spans = [Span(0, 4, "PER"), Span(0, 4, "ARTIST"), Span(17, 21, "LOC")]
    with pytest.warns(UserWarning, match="1 spans widened to whole tokens, 1 overlapping"):
        doc = to_doc(Doc(TEXT), spans)
    assert len(doc.spans["sc"]) == 3
    assert len(doc.ents) == 2
    with pytest.raises(FormatError, match="1 overlapping"):
        to_doc(Doc(TEXT), spans, on_loss="raise")
    with pytest.raises(FormatError, match=r"4 to 5 .* holds no token"):
        to_doc(Doc(TEXT), [Span(4, 5, "PER")])
    with pytest.raises(ResultError, match="0 to 99"):
        to_doc(Doc(TEXT), [Span(0, 99, "PER")])


def test_a_doc_is_a_tokenizer() -> None:
    tagged = to_tags(TEXT, [Span(16, 21, "LOC")], tokens=Doc(TEXT))
    assert tagged.tags == ["O", "O", "O", "O", "B-LOC"]
    assert from_tags(tagged.tags, Doc(TEXT)) == [Span(16, 21, "LOC")]
