"""Attributes that several tags share, and short names for declaring others."""

from __future__ import annotations

from ls_widgets.config.spec import Attr

TEXT = Attr()
NAME = Attr("name", required=True)
LIST = Attr("list")
COLOR = Attr("color")
CSS = Attr("css")
NUMBER = Attr("number")
YES = Attr("bool", default=True)
NO = Attr("bool", default=False)
MAYBE = Attr("bool")
VALUE = Attr("value")
DATA = Attr("value", required=True)


def text(default: str) -> Attr:
    """Text that is ``default`` when it is not written."""
    return Attr(default=default)


def number(default: float) -> Attr:
    """A number that is ``default`` when it is not written."""
    return Attr("number", default=default)


def one_of(*choices: str, default: str | None = None) -> Attr:
    """One of a few words."""
    return Attr("choice", default=default, choices=choices)


VISIBILITY = {
    "visibleWhen": one_of("region-selected", "no-region-selected", "choice-selected", "choice-unselected"),
    "whenTagName": LIST,
    "whenLabelValue": LIST,
    "whenChoiceValue": LIST,
    "whenRole": LIST,
}
REQUIRED = {"required": NO, "requiredMessage": TEXT}
SCOPE = {"perRegion": NO, "perItem": NO}
CONTROL = {"name": NAME, "toName": Attr("name", required=True)}
ANSWER = {**CONTROL, **REQUIRED, **SCOPE, **VISIBILITY}
STYLED = {"style": CSS, "className": TEXT, "idAttr": TEXT}
LOOK = {"opacity": number(0.2), "fillColor": COLOR, "strokeColor": COLOR, "strokeWidth": number(1)}
SMART = {"smart": YES, "smartOnly": NO}
SNAP = {"snap": one_of("none", "pixel", default="none")}
LABELS = {
    **CONTROL,
    **VISIBILITY,
    "choice": one_of("single", "multiple", default="single"),
    "maxUsages": NUMBER,
    "showInline": YES,
    "allowEmpty": NO,
    "groupDepth": NUMBER,
    "value": VALUE,
    **LOOK,
    **SMART,
}
