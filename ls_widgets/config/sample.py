"""Made-up task data for a config."""

from __future__ import annotations

import base64
import io
import random
import struct
import wave
import zlib
from collections.abc import Mapping
from typing import Any

from ls_widgets.config.data_keys import DataKey, Need, is_dynamic
from ls_widgets.config.tree import Tag
from ls_widgets.config.variables import read_template

_SENTENCES = (
    "The parcel came two days late, but the shop answered at once.",
    "Maria Lopez moved from Lisbon to Oslo in May 2021.",
    "Rain is expected over the northern hills by Friday evening.",
    "The battery lasts long; the screen scratches far too easily.",
    "Our meeting with Acme is at ten in the green room.",
)
_SPEAKERS = ("Ann", "Ben")
_COPIES = 2


def sample_data(keys: Mapping[str, DataKey], seed: int) -> dict[str, Any]:
    """Data for every variable of a config; equal seeds give equal data."""
    rng = random.Random(seed)  # noqa: S311 (made-up text, not a secret)
    data: dict[str, Any] = {}
    for key in keys.values():
        need = key.needs[0]
        if need.tag.tag == "Repeater":
            data[key.name] = [_element(need.tag, rng, index) for index in range(_COPIES)]
        else:
            data[key.name] = _value(need, rng)
    return data


def _element(repeater: Tag, rng: random.Random, index: int) -> Any:
    """One element of a repeated list: an object with what the children read of it, or a bare value."""
    element: dict[str, Any] = {}
    for tag in repeater.walk():
        for attr, value in tag.attrs.items():
            template = read_template(value) if tag is not repeater else None
            for variable in template.variables if template else ():
                after = variable.partition("}}")[2].partition("]")[2].lstrip(".")
                field = after.split(".")[0].split("[")[0].split("{")[0]
                sample = _value(Need(tag, attr, ()), rng)
                if not field and "{" in variable:
                    return sample
                if field:
                    element.setdefault(field, [sample] if "[" in after else sample)
    return element or {"id": index}


def _value(need: Need, rng: random.Random) -> Any:
    tag = need.tag
    if is_dynamic(tag) and need.attr == "value":
        return [{"value": f"Option {letter}"} for letter in "ABC"]
    if need.attr == "frameRate":
        return 25
    if need.attr == "audioUrl":
        return _tone(rng)
    if need.attr == "apiUrl":
        return "https://example.com/choices.json"
    surface = tag.spec.surface if tag.spec else None
    match surface:
        case "hypertext":
            return f"<p>{rng.choice(_SENTENCES)}</p><p>{rng.choice(_SENTENCES)}</p>"
        case "image":
            return [_picture(rng) for _ in range(_COPIES)] if need.attr == "valueList" else _picture(rng)
        case "audio":
            return _tone(rng)
        case "video":
            return "https://example.com/video.mp4"
        case "pdf":
            return "https://example.com/document.pdf"
        case "paragraphs":
            names = (str(tag.get("nameKey")), str(tag.get("textKey")))
            return [dict(zip(names, (speaker, rng.choice(_SENTENCES)), strict=True)) for speaker in _SPEAKERS]
        case "chat":
            return [{"role": role, "content": rng.choice(_SENTENCES)} for role in ("user", "assistant")]
        case "list":
            return [
                {"id": f"item{n}", "title": f"Item {n}", "body": rng.choice(_SENTENCES)} for n in (1, 2, 3)
            ]
        case "table":
            return {"name": rng.choice(_SPEAKERS), "age": rng.randint(20, 60), "city": "Oslo"}
        case "timeseries":
            return _series(tag, rng)
    return rng.choice(_SENTENCES)


def _series(tag: Tag, rng: random.Random) -> Any:
    if tag.get("valueType") != "json":
        return "https://example.com/series.csv"
    columns = [str(child.get("column")).lower() for child in tag.walk() if child.tag == "Channel"]
    time = str(tag.get("timeColumn") or "time").lower()
    size = 100
    return {
        time: list(range(size)),
        **{name: [round(rng.gauss(0, 1), 4) for _ in range(size)] for name in columns},
    }


def _picture(rng: random.Random) -> str:
    """A data URL of a small PNG with a gradient."""
    width, height = 64, 48
    blue = rng.randrange(256)
    rows = b"".join(
        b"\0" + bytes(part for x in range(width) for part in (x * 4, y * 5, blue)) for y in range(height)
    )

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return _data_url("image/png", png)


def _tone(rng: random.Random) -> str:
    """A data URL of a quarter of a second of a square wave, 8 kHz, mono."""
    half = rng.randint(5, 20)
    samples = bytes(160 if (index // half) % 2 else 96 for index in range(2000))
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setparams((1, 1, 8000, len(samples), "NONE", "not compressed"))
        out.writeframes(samples)
    return _data_url("audio/wav", file.getvalue())


def _data_url(mime: str, data: bytes) -> str:
    return f"data:{mime};base64,{base64.b64encode(data).decode('ascii')}"
