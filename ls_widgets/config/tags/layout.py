"""Tags that only lay out: nothing in them is stored."""

from __future__ import annotations

from ls_widgets.config.spec import Attr, TagSpec
from ls_widgets.config.tags.attributes import NO, STYLED, TEXT, VALUE, VISIBILITY, YES, number, one_of, text

LAYOUT = (
    TagSpec(
        "View",
        "visual",
        {"display": one_of("block", "inline", default="block"), **STYLED, **VISIBILITY},
    ),
    TagSpec(
        "Header",
        "visual",
        {"name": Attr("name"), "value": VALUE, "size": number(4), "underline": NO, **STYLED, **VISIBILITY},
    ),
    TagSpec("Markdown", "visual", {"name": Attr("name"), "value": VALUE, **STYLED, **VISIBILITY}),
    TagSpec("Style", "visual", {}),
    TagSpec("Collapse", "visual", {"accordion": YES, "bordered": NO, "open": NO, **STYLED, **VISIBILITY}),
    TagSpec("Panel", "visual", {"value": VALUE, "open": NO, **STYLED, **VISIBILITY}, parents=("Collapse",)),
    TagSpec(
        "Repeater",
        "visual",
        {
            "name": Attr("name"),
            "on": Attr("value", required=True),
            "indexFlag": text("{{idx}}"),
            "mode": one_of("list", "pagination", default="list"),
        },
    ),
    TagSpec("HTML", "visual", {"value": VALUE, **STYLED, **VISIBILITY}),
    TagSpec(
        "Dialog", "visual", {"name": Attr("name"), "toName": Attr("name"), "value": VALUE, "label": TEXT}
    ),
)
