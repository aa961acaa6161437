"""Tags that live inside a control: its labels, choices, buckets, relation names and shortcuts."""

from __future__ import annotations

from ls_widgets.config.spec import Attr, TagSpec
from ls_widgets.config.tags.attributes import (
    COLOR,
    CSS,
    LIST,
    NAME,
    NO,
    NUMBER,
    TEXT,
    VALUE,
    VISIBILITY,
    number,
    one_of,
    text,
)

_OPTION = {
    "value": Attr("value", required=True),
    "alias": TEXT,
    "background": COLOR,
    "hint": TEXT,
    "hotkey": TEXT,
    "html": TEXT,
    "selected": NO,
    "category": NUMBER,
    "predicted_values": LIST,
    **VISIBILITY,
}

CHILDREN = (
    TagSpec(
        "Label",
        "label",
        {
            **_OPTION,
            "selectedColor": Attr("color", default="#ffffff"),
            "showAlias": NO,
            "aliasStyle": Attr("css", default="opacity:0.6"),
            "maxUsages": NUMBER,
            "size": text("medium"),
            "granularity": one_of("symbol", "word"),
            "groupCanContain": LIST,
            "model_index": NUMBER,
            "showInline": NO,
            "smart": NO,
        },
        child="Label",
    ),
    TagSpec(
        "Choice",
        "label",
        {**_OPTION, "style": CSS, "color": COLOR, "showAlias": NO, "aliasStyle": CSS},
        parents=("Choices", "Taxonomy"),
        child="Choice",
    ),
    TagSpec("Relation", "label", {"value": VALUE, "background": COLOR}, parents=("Relations",)),
    TagSpec("Bucket", "label", {"name": NAME, "title": TEXT, "default": NO}, parents=("Ranker",)),
    TagSpec(
        "Shortcut",
        "label",
        {"value": VALUE, "alias": TEXT, "hotkey": TEXT, "background": Attr("color", default="#333333")},
        parents=("TextArea",),
    ),
    TagSpec(
        "Filter",
        "visual",
        {
            "name": Attr("name"),
            "toName": Attr("name"),
            "placeholder": text("Quick Filter"),
            "minLength": number(3),
            "caseSensetive": NO,
            "cleanup": Attr("bool", default=True),
            "hotkey": TEXT,
            "style": CSS,
        },
    ),
)
