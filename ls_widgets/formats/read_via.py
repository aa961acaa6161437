"""VGG Image Annotator 1 to 3: regions of pictures in JSON or CSV, sizes of pictures from the files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import degrees
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.json_parts import Document, HeldDocument
from ls_widgets.formats.losses import LABELS_ALONE, UNKNOWN_SHAPE, Left
from ls_widgets.formats.reading import Reading, as_list, as_number, as_numbers, as_object, as_text
from ls_widgets.formats.sample import Answer, Mark, Sample
from ls_widgets.formats.via_project import ATTRIBUTES, ENTRIES, PROJECT, is_project, project_entries
from ls_widgets.formats.via_table import via_entries
from ls_widgets.geometry.boxes import Box

ATTRIBUTE = Left("further attribute of a region", LABELS_ALONE)
LABELS = ("label", "class", "category", "name", "type", "object")
"""Attributes that are taken for the label, the first one that a region has."""


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each picture, in the order of the file."""
    table = reading.is_file and reading.path.suffix.lower() == ".csv"
    document = HeldDocument(via_entries(reading.path)) if table else reading.document
    about, nested = _about(reading, document)
    if is_project(about):
        about = project_entries(reading, about)
        document, nested = HeldDocument(about), True
    shapes: dict[str, None] = {}
    for key, entry in _entries(document, nested=nested):
        if key.startswith("_via_") and "filename" not in (entry if isinstance(entry, dict) else ()):
            continue
        where = f"{reading.place}, {key}"
        sample = _sample(reading, as_object(entry, where), where)
        shapes |= dict.fromkeys(mark.shape for mark in sample.marks if mark.labels)
        yield sample
    offered = _offered(reading, about)
    for shape in shapes or ("rectangle",):
        reading.declare(shape, offered)


def _about(reading: Reading, document: Document) -> tuple[dict[str, Any], bool]:
    """What a document holds beside its entries, and whether these are in a member of their own."""
    found: dict[str, Any] = {}
    parts = document.parts(ENTRIES)
    as_object(next(parts).value, reading.place)
    for part in parts:
        if part.at is None and part.name == ENTRIES:
            found[ENTRIES] = as_object(part.value, f"{reading.place}, {ENTRIES}")
        elif part.at is None and part.name in (*PROJECT, ATTRIBUTES):
            found[part.name] = part.value
    return found, ENTRIES in found


def _entries(document: Document, *, nested: bool) -> Iterator[tuple[str, Any]]:
    """Key and entry of each picture."""
    parts = document.parts(ENTRIES)
    next(parts)
    for part in parts:
        if not nested:
            yield part.name, part.value
        elif part.name == ENTRIES and part.at is not None:
            yield str(part.at), part.value


def _offered(reading: Reading, body: Mapping[str, Any]) -> list[str]:
    """The options that a project declares for the attribute that labels are taken from."""
    about = body.get(ATTRIBUTES)
    declared = about.get("region") if isinstance(about, Mapping) else None
    known = declared if isinstance(declared, Mapping) else {}
    asked = reading.options["label"] or next((one for one in (*LABELS, *known) if one in known), None)
    attribute = known.get(asked)
    options = attribute.get("options") if isinstance(attribute, Mapping) else None
    return [str(one) for one in options if one] if isinstance(options, Mapping) else []


def _sample(reading: Reading, entry: dict[str, Any], where: str) -> Sample:
    sample = Sample(where, picture=as_text(entry.get("filename"), f"{where}.filename"))
    about = entry.get("file_attributes") or {}
    for name, value in as_object(about, f"{where}.file_attributes").items():
        words = _words(value)
        if words:
            sample.answers.append(Answer("textarea", words, control=name))
    regions = entry.get("regions") or []
    listed = list(regions.values()) if isinstance(regions, dict) else as_list(regions, f"{where}.regions")
    for at, region in enumerate(listed):
        place = f"{where}, regions[{at}]"
        mark = _mark(reading, as_object(region, place), place)
        if mark is not None:
            sample.marks.append(mark)
    return sample


def _words(value: Any) -> list[str]:
    """A text, or the options of a checkbox that are on."""
    if isinstance(value, Mapping):
        return [str(name) for name, on in value.items() if on]
    return [str(value)] if value not in (None, "") else []


def _mark(reading: Reading, region: dict[str, Any], where: str) -> Mark | None:
    shape = as_object(region.get("shape_attributes"), f"{where}.shape_attributes")
    about = as_object(region.get("region_attributes") or {}, f"{where}.region_attributes")
    labels, used = _labels(reading, about)
    further = [name for name, value in about.items() if name != used and _words(value)]
    if further:
        reading.losses.add(ATTRIBUTE, place=f"{where}, {further[0]}", count=len(further))
    place, kind = f"{where}.shape_attributes", shape.get("name")

    def number(name: str) -> float:
        return as_number(shape.get(name), f"{place}.{name}")

    match kind:
        case "rect":
            geometry: Any = Box(number("x"), number("y"), number("width"), number("height"))
            return Mark("rectangle", labels, geometry, where=where)
        case "circle":
            geometry = (number("cx"), number("cy"), number("r"), number("r"), 0.0)
            return Mark("ellipse", labels, geometry, where=where)
        case "ellipse":
            turn = degrees(number("theta")) if "theta" in shape else 0.0
            geometry = (number("cx"), number("cy"), number("rx"), number("ry"), turn)
            return Mark("ellipse", labels, geometry, where=where)
        case "point":
            return Mark("keypoint", labels, (number("cx"), number("cy")), where=where)
        case "polygon" | "polyline":
            xs = as_numbers(shape.get("all_points_x"), f"{place}.all_points_x")
            ys = as_numbers(shape.get("all_points_y"), f"{place}.all_points_y", count=len(xs))
            points = list(zip(xs, ys, strict=True))
            if kind == "polygon" and len(points) > 3 and points[0] == points[-1]:
                points.pop()
            if len(points) < (3 if kind == "polygon" else 2):
                raise FormatError(f"{place}.all_points_x: too few points for a {kind}.")
            return Mark("polygon" if kind == "polygon" else "vector", labels, points, where=where)
    reading.losses.add(UNKNOWN_SHAPE.of(kind), place=where)
    return None


def _labels(reading: Reading, about: Mapping[str, Any]) -> tuple[list[str], str]:
    """The labels, and the attribute that they are from."""
    asked = reading.options["label"]
    names = [asked] if asked else [*(name for name in LABELS if name in about), *about]
    for name in names:
        words = _words(about.get(name))
        if words:
            return words, name
    return [], ""
