"""Controls that mark regions: labels, shapes, and both in one tag."""

from __future__ import annotations

from collections.abc import Mapping

from ls_widgets.config.spec import Attr, TagSpec, ValueSpec
from ls_widgets.config.tags import geometry as g
from ls_widgets.config.tags.attributes import (
    CONTROL,
    LABELS,
    LOOK,
    NO,
    NUMBER,
    SMART,
    SNAP,
    VISIBILITY,
    YES,
    number,
    one_of,
)

_POINTS = {
    "pointSize": one_of("small", "medium", "large", default="small"),
    "pointStyle": one_of("circle", "rectangle", default="circle"),
    **SNAP,
    "strokeWidth": number(2),
}
_VECTOR = {
    **_POINTS,
    "closable": NO,
    "curves": NO,
    "skeleton": NO,
    "minPoints": NUMBER,
    "maxPoints": NUMBER,
    "pointSizeEnabled": number(5),
    "pointSizeDisabled": number(3),
    "constrainToBounds": NO,
}
_TURN = {"canRotate": YES}
_BRUSH = {"strokeWidth": number(15), **{name: LABELS[name] for name in ("choice", "maxUsages", "showInline")}}


def _shape(
    name: str, surface: str, shape: str, value: ValueSpec, extra: Mapping[str, Attr] | None = None
) -> TagSpec:
    attrs = {**CONTROL, **VISIBILITY, **LOOK, **SMART, **(extra or {})}
    return TagSpec(
        name,
        "control",
        attrs,
        shape=shape,
        result_type=name.lower(),
        value=value,
        surfaces=(surface,),
    )


def _labels(
    name: str, surface: str, shape: str, value: ValueSpec, extra: Mapping[str, Attr] | None = None
) -> TagSpec:
    return TagSpec(
        name,
        "control",
        {**LABELS, **(extra or {})},
        shape=shape,
        payload=name.lower(),
        result_type=name.lower(),
        value=value,
        surfaces=(surface,),
        child="Label",
        labels=True,
    )


def _pair(shape: str, value: ValueSpec, attrs: Mapping[str, Attr], name: str) -> tuple[TagSpec, TagSpec]:
    return _shape(name, "image", shape, value, attrs), _labels(f"{name}Labels", "image", shape, value, attrs)


REGIONS = (
    TagSpec(
        "Labels",
        "control",
        LABELS,
        payload="labels",
        result_type="labels",
        surfaces=("text", "hypertext", "audio", "image", "video"),
        child="Label",
        labels=True,
    ),
    *_pair("rectangle", g.RECTANGLE, {**_TURN, **SNAP}, "Rectangle"),
    *_pair("ellipse", g.ELLIPSE, _TURN, "Ellipse"),
    *_pair("polygon", g.POLYGON, _POINTS, "Polygon"),
    *_pair("vector", g.VECTOR, {**_VECTOR, "opacity": number(1)}, "Vector"),
    *_pair("keypoint", g.KEYPOINT, {**SNAP, "opacity": number(0.9), "strokeWidth": number(2)}, "KeyPoint"),
    *_pair("brush", g.BRUSH, _BRUSH, "Brush"),
    *_pair("bitmask", g.BITMASK, _BRUSH, "Bitmask"),
    TagSpec(
        "MagicWand",
        "control",
        {**CONTROL, "opacity": number(0.6), "blurRadius": number(5), "defaultThreshold": number(15)},
        shape="brush",
        result_type="brush",
        value=g.BRUSH,
        surfaces=("image",),
    ),
    _labels("HyperTextLabels", "hypertext", "span", g.HTML_SPAN),
    _labels("ParagraphLabels", "paragraphs", "span", g.PHRASE_SPAN),
    _labels("TimeSeriesLabels", "timeseries", "interval", g.SERIES_RANGE, {"opacity": number(0.9)}),
    _labels("TimelineLabels", "video", "timeline", g.FRAME_RANGES),
    TagSpec(
        "VideoRectangle",
        "control",
        {**CONTROL, **VISIBILITY, **LOOK, **SMART},
        shape="boxtrack",
        payload="labels",
        result_type="videorectangle",
        value=g.BOX_TRACK,
        surfaces=("video",),
        child="Label",
    ),
    _shape("VideoVector", "video", "vectortrack", g.VECTOR_TRACK, _VECTOR),
    _labels("VideoVectorLabels", "video", "vectortrack", g.VECTOR_TRACK, _VECTOR),
    TagSpec(
        "OcrLabels",
        "control",
        LABELS,
        shape="rectangle",
        payload="ocrlabels",
        result_type="ocrlabels",
        value=g.OCR_BOX,
        surfaces=("pdf", "image"),
        child="Label",
        labels=True,
    ),
)
