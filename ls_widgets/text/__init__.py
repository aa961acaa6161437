"""Spans of texts: tokens, BIO and BILUO tags, spaCy, Hugging Face, HTML, two ways to count characters.

Spans count code points, as Python and Label Studio's Text do. Paragraphs, XPaths and JavaScript count
UTF-16 units: `to_utf16` and `from_utf16` go between them.

>>> from ls_widgets import text
>>> tagged = text.to_tags("Ann Lee sings", [text.Span(0, 7, "PER")])
>>> tagged.tags
['B-PER', 'I-PER', 'O']
>>> text.from_tags(tagged.tags, tagged.tokens)
[Span(start=0, end=7, label='PER', score=None)]
"""

from __future__ import annotations

from ls_widgets.text.docs import from_doc, to_doc
from ls_widgets.text.markup import Markup
from ls_widgets.text.offsets import decoded, from_utf16, half_character, to_utf16, utf16_length
from ls_widgets.text.pipelines import from_pipeline, to_pipeline
from ls_widgets.text.spans import Span, relabelled, without_overlaps
from ls_widgets.text.tags import Tagged, from_tags, to_tags
from ls_widgets.text.tokens import locate, words

__all__ = [
    "Markup",
    "Span",
    "Tagged",
    "decoded",
    "from_doc",
    "from_pipeline",
    "from_tags",
    "from_utf16",
    "half_character",
    "locate",
    "relabelled",
    "to_doc",
    "to_pipeline",
    "to_tags",
    "to_utf16",
    "utf16_length",
    "without_overlaps",
    "words",
]
