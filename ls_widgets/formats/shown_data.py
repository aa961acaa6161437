"""What an object of a config shows: its kind by the results on it, its variable by the data of tasks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

OBJECTS = {
    "text": "Text",
    "hypertext": "HyperText",
    "paragraphs": "Paragraphs",
    "image": "Image",
    "audio": "Audio",
    "video": "Video",
}
"""Surface -> its tag, of those that need nothing but a variable."""
_MEDIA = {
    "image": re.compile(r"(?i)^data:image/|\.(jpe?g|png|gif|webp|bmp|tiff?|svg)(\?|$)"),
    "audio": re.compile(r"(?i)^data:audio/|\.(wav|mp3|ogg|flac|m4a|aac)(\?|$)"),
    "video": re.compile(r"(?i)^data:video/|\.(mp4|webm|mov|mkv|avi)(\?|$)"),
}
_IMAGE_KEYS = ("width", "points", "vertices", "rle", "radiusX", "imageDataURL")
_PLAIN = re.compile(r"[A-Za-z_]\w*")

Seen = Sequence[tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Shown:
    """Kind of an object and the variable that it shows."""

    kind: str
    key: str
    pages: bool = False
    """A list of pictures."""
    attrs: Mapping[str, str] = field(default_factory=dict)


def kind_of_item(item: Mapping[str, Any]) -> str:
    """The surface that a region lies on; empty for an answer about the whole task."""
    value = item.get("value")
    if not isinstance(value, Mapping):
        return ""
    if "sequence" in value or "ranges" in value:
        return "video"
    if "start" in value and "end" in value:
        start = value["start"]
        if isinstance(start, str) and "startOffset" in value:
            return "paragraphs" if start.isdigit() else "hypertext"
        if "channel" in value or "original_length" in item or isinstance(start, float):
            return "audio"
        return "text"
    return "image" if any(key in value for key in _IMAGE_KEYS) else ""


def find_shown(kind: str, name: str, seen: Seen, taken: set[str]) -> Shown:
    """The variable of an object: where spans are found in the text, else where data are of its kind."""
    data = seen[0][0] if seen else {}
    keys = [key for key in data if _PLAIN.fullmatch(str(key))]
    kinds = {key: _kind_of_value(data[key]) for key in keys}
    if kind not in OBJECTS:
        kind = next((kinds[key] for key in (name, *keys) if kinds.get(key)), "text")
    fitting = [key for key in keys if kinds[key] == kind or (kind == "hypertext" and kinds[key] == "text")]
    quoted = [key for key in fitting if kind == "text" and _quotes(key, seen)]
    free = [key for key in fitting if key not in taken]
    if kind == "text":
        free.sort(key=lambda key: -len(data[key]))  # ids and names are shorter than what is labeled
    order = [key for key in (name,) if key in fitting] + quoted + free + fitting + keys
    key = order[0] if order else kind
    value = data.get(key)
    attrs = _speech(value) if kind == "paragraphs" else {}
    return Shown(kind, key, kind == "image" and isinstance(value, list), attrs)


def _kind_of_value(value: Any) -> str:
    if isinstance(value, list) and value:
        return "paragraphs" if isinstance(value[0], Mapping) else _media(value[0])
    return _media(value) or ("text" if isinstance(value, str) else "")


def _media(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    return next((kind for kind, look in _MEDIA.items() if look.search(value[:2_000])), "")


def _quotes(key: str, seen: Seen) -> bool:
    """Whether the spans say what is at their place of this text."""
    found = [
        (data.get(key), item["value"])
        for data, items in seen
        for item in items
        if isinstance(item["value"].get("text"), str)
        and all(isinstance(item["value"].get(end), int) for end in ("start", "end"))
    ]
    return bool(found) and all(
        isinstance(text, str) and text[value["start"] : value["end"]] == value["text"]
        for text, value in found[:100]
    )


def _speech(value: Any) -> dict[str, str]:
    """Which keys of a dialogue hold the speaker and the words."""
    first = value[0] if isinstance(value, list) and value and isinstance(value[0], Mapping) else {}
    words = {key: text for key, text in first.items() if isinstance(text, str)}
    said = "text" if "text" in words else max(words, key=lambda key: len(words[key]), default="text")
    who = next((key for key in words if key != said), "author")
    return {"nameKey": who, "textKey": said}
