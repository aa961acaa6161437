"""Geometry that results hold, in Label Studio's units: percent of the image, code points, seconds, frames."""

from __future__ import annotations

from ls_widgets.config.spec import Key, ValueSpec

PERCENT = Key(low=0, high=100)
ROTATION = Key(low=-360, high=360, required=False)
OPTIONAL = Key(required=False)
OPTIONAL_TEXT = Key("string", required=False)
OPTIONAL_FLAG = Key("boolean", required=False)
POSITION = Key("position")

BOX = {"x": PERCENT, "y": PERCENT, "width": PERCENT, "height": PERCENT, "rotation": ROTATION}
VERTEX = {"x": Key(), "y": Key()}

RECTANGLE = ValueSpec(BOX)
ELLIPSE = ValueSpec(
    {
        "x": PERCENT,
        "y": PERCENT,
        "radiusX": Key(low=0, high=50),
        "radiusY": Key(low=0, high=50),
        "rotation": ROTATION,
    }
)
KEYPOINT = ValueSpec({"x": PERCENT, "y": PERCENT, "width": Key(low=0, high=100, required=False)})
POLYGON = ValueSpec(
    {"points": Key("list"), "closed": OPTIONAL_FLAG}, {"points": {"0": PERCENT, "1": PERCENT}}
)
VECTOR = ValueSpec({"vertices": Key("list"), "closed": OPTIONAL_FLAG}, {"vertices": VERTEX})
BRUSH = ValueSpec({"format": Key("string"), "rle": Key("bytes")})
BITMASK = ValueSpec({"imageDataURL": Key("string")})
OCR_BOX = ValueSpec(
    {
        **{name: Key(low=0) for name in ("x", "y", "width", "height")},
        "rotation": OPTIONAL,
        "pageIndex": OPTIONAL,
        "ocrtext": OPTIONAL_TEXT,
    }
)
MESSAGE = ValueSpec({"chatmessage": Key("object")})
TEXT_SPAN = ValueSpec({"start": POSITION, "end": POSITION, "text": OPTIONAL_TEXT})
HTML_SPAN = ValueSpec(
    {
        **TEXT_SPAN.keys,
        "startOffset": OPTIONAL,
        "endOffset": OPTIONAL,
        "globalOffsets": Key("object", required=False),
    }
)
PHRASE_SPAN = ValueSpec({**TEXT_SPAN.keys, "startOffset": OPTIONAL, "endOffset": OPTIONAL})
SEGMENT = ValueSpec({"start": Key(low=0), "end": Key(low=0), "channel": OPTIONAL})
SERIES_RANGE = ValueSpec({"start": POSITION, "end": POSITION, "instant": OPTIONAL_FLAG})
FRAME_RANGES = ValueSpec({"ranges": Key("list", low=1)}, {"ranges": {"start": Key(), "end": Key()}})
TRACK_FACTS = {"framesCount": OPTIONAL, "duration": OPTIONAL, "sequence": Key("list")}
BOX_TRACK = ValueSpec(
    TRACK_FACTS,
    {
        "sequence": {
            **BOX,
            "rotation": OPTIONAL,
            "frame": Key(),
            "enabled": OPTIONAL_FLAG,
            "time": OPTIONAL,
        }
    },
)
VECTOR_TRACK = ValueSpec(
    TRACK_FACTS, {"sequence": {"frame": Key(), "vertices": Key("list")}, "vertices": VERTEX}
)

PLAIN_LABELS = {"text": TEXT_SPAN, "hypertext": HTML_SPAN, "audio": SEGMENT, "video": BOX_TRACK}
"""What plain Labels marks on each kind of object; on images a bare shape tag says it."""
