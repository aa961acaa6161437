"""Projects of VGG Image Annotator 3, as the entries of version 2 that they stand for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.losses import Left
from ls_widgets.formats.reading import Reading, as_list, as_number, as_numbers, as_object, as_text

ENTRIES, ATTRIBUTES = "_via_img_metadata", "_via_attributes"
PROJECT = ("attribute", "file", "view", "metadata")
"""Members of a document of version 3 that matter here."""
SEGMENT = Left("segment of a recording or video", "pictures alone are read")
SEVERAL = Left("view of several files", "a task shows one picture")
NO_PICTURE = Left("file that is no picture", "pictures alone are read")
PICTURE = 2
CHECKBOX = 2
_ADDRESSES = ("http://", "https://", "data:")
_SHAPES: dict[int, tuple[str, tuple[str, ...]]] = {
    1: ("point", ("cx", "cy")),
    2: ("rect", ("x", "y", "width", "height")),
    3: ("circle", ("cx", "cy", "r")),
    4: ("ellipse", ("cx", "cy", "rx", "ry")),
}
_OUTLINES = {5: "polyline", 6: "polyline", 7: "polygon"}


@dataclass(slots=True)
class _Attribute:
    name: str
    options: Mapping[str, Any]
    several: bool


def is_project(body: Mapping[str, Any]) -> bool:
    """Whether a document is of version 3."""
    return {"file", "view", "metadata"} <= body.keys()


def project_entries(reading: Reading, body: Mapping[str, Any]) -> dict[str, Any]:
    """A document of version 2: pictures with their regions, and what attributes offer."""
    place = reading.place
    attributes = {
        key: _attribute(about, f"{place}, attribute.{key}")
        for key, about in as_object(body.get("attribute") or {}, f"{place}, attribute").items()
    }
    entries = _entries(reading, body)
    for key, found in as_object(body["metadata"], f"{place}, metadata").items():
        where = f"{place}, metadata.{key}"
        mark = as_object(found, where)
        entry = entries.get(str(mark.get("vid")))
        if entry is None:
            raise FormatError(f"{where}.vid: there is no view {mark.get('vid')!r}.")
        answers = _answers(as_object(mark.get("av") or {}, f"{where}.av"), attributes, where)
        xy = as_list(mark.get("xy"), f"{where}.xy")
        if mark.get("z"):
            reading.losses.add(SEGMENT, place=where)
        elif xy:
            shape = _shape(xy, f"{where}.xy")
            entry["regions"].append({"shape_attributes": shape, "region_attributes": answers})
        else:
            entry["file_attributes"] |= answers
    offered = {
        one.name: {"options": {label: label for label in one.options.values()}} for one in attributes.values()
    }
    shown = {key: entry for key, entry in entries.items() if entry["filename"]}
    return {ENTRIES: shown, ATTRIBUTES: {"region": offered}}


def _attribute(about: Any, where: str) -> _Attribute:
    found = as_object(about, where)
    options = as_object(found.get("options") or {}, f"{where}.options")
    for key, label in options.items():
        as_text(label, f"{where}.options.{key}")
    return _Attribute(as_text(found.get("aname"), f"{where}.aname"), options, found.get("type") == CHECKBOX)


def _entries(reading: Reading, body: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """View -> the picture that it shows; without a name for what is no picture."""
    files = as_object(body["file"], f"{reading.place}, file")
    entries: dict[str, dict[str, Any]] = {}
    for key, found in as_object(body["view"], f"{reading.place}, view").items():
        where = f"{reading.place}, view.{key}"
        listed = as_list(as_object(found, where).get("fid_list"), f"{where}.fid_list")
        name = ""
        if len(listed) != 1:
            reading.losses.add(SEVERAL, place=where)
        else:
            name = _picture(reading, files.get(str(listed[0])), f"{reading.place}, file.{listed[0]}")
        entries[key] = {"filename": name, "file_attributes": {}, "regions": []}
    return entries


def _picture(reading: Reading, found: Any, where: str) -> str:
    """Name or address of a picture; empty for any other file."""
    about = as_object(found, where)
    if about.get("type", PICTURE) != PICTURE:
        reading.losses.add(NO_PICTURE, place=where)
        return ""
    address = about.get("src")
    if isinstance(address, str) and address.startswith(_ADDRESSES):
        return address
    return as_text(about.get("fname"), f"{where}.fname")


def _answers(given: Mapping[str, Any], attributes: Mapping[str, _Attribute], where: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in given.items():
        about = attributes.get(key)
        if about is None:
            raise FormatError(f"{where}.av: there is no attribute {key!r}.")
        text = as_text(value, f"{where}.av.{key}")
        if about.several:
            found[about.name] = {about.options.get(one, one): True for one in text.split(",") if one}
        else:
            found[about.name] = about.options.get(text, text)
    return found


def _shape(xy: list[Any], where: str) -> dict[str, Any]:
    kind = int(as_number(xy[0], f"{where}[0]"))
    numbers = as_numbers(xy[1:], where)
    if kind in _OUTLINES:
        if len(numbers) % 2:
            raise FormatError(f"{where}: needs x and y of each point.")
        return {"name": _OUTLINES[kind], "all_points_x": numbers[::2], "all_points_y": numbers[1::2]}
    name, keys = _SHAPES.get(kind, (f"number {kind}", ()))
    if keys and len(numbers) != len(keys):
        raise FormatError(f"{where}: a {name} has {len(keys)} numbers, not {len(numbers)}.")
    return {"name": name, **dict(zip(keys, numbers, strict=False))}
