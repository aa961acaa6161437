"""Pascal VOC as it is read: an XML file for each picture, boxes in pixels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.read_xml import number_of, parse_xml, text_of
from ls_widgets.formats.reading import Reading, as_size
from ls_widgets.formats.sample import Mark, Sample
from ls_widgets.geometry.boxes import Box

FLAGS = ("truncated", "difficult", "occluded")
FLAG = "{} (a flag of an object)"
POSE = "pose of an object"
PART = "part of an object"
OUTLINE = "outline of an object, of which the box is carried"
SEGMENTED = "segmentation, which is in other files"


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each file, by name."""
    paths = [reading.path] if reading.path.is_file() else _files(reading.path)
    for path in paths:
        yield _sample(reading, path)


def _files(folder: Path) -> list[Path]:
    home = next(
        (folder / name for name in ("Annotations", "annotations") if (folder / name).is_dir()), folder
    )
    found = sorted(path for path in home.rglob("*.xml") if path.is_file())
    if not found and home is folder:
        raise FormatError(f"'{folder}' has no XML files.")
    return found


def _sample(reading: Reading, path: Path) -> Sample:
    root, where = parse_xml(path, root="annotation"), f"'{path}'"
    size = root.find("size")
    sides = None if size is None else as_size(size.findtext("width"), size.findtext("height"), where)
    sample = Sample(where, picture=(root.findtext("filename") or path.stem).strip(), size=sides)
    if (root.findtext("segmented") or "0").strip() not in ("0", ""):
        reading.losses.add(SEGMENTED, place=where)
    for element in root.iterfind("object"):
        sample.marks.append(_mark(reading, element, where))
    return sample


def _mark(reading: Reading, element: Any, where: str) -> Mark:
    place = f"{where}, line {element.sourceline}"
    label = text_of(element, "name", where)
    for flag in FLAGS:
        if (element.findtext(flag) or "0").strip() not in ("0", ""):
            reading.losses.add(FLAG.format(flag), place=place)
    if (element.findtext("pose") or "Unspecified").strip() not in ("", "Unspecified", "Unknown"):
        reading.losses.add(POSE, place=place)
    if element.find("part") is not None:
        reading.losses.add(PART, place=place, count=len(element.findall("part")))
    if element.find("polygon") is not None:
        reading.losses.add(OUTLINE, place=place)
    box = element.find("bndbox")
    if box is None:
        raise FormatError(f"{place}: <object> has no <bndbox>.")
    left, top, right, bottom = (number_of(box, name, where) for name in ("xmin", "ymin", "xmax", "ymax"))
    if right < left or bottom < top:
        raise FormatError(f"{where}, line {box.sourceline}: <bndbox> ends before it begins.")
    return Mark("rectangle", [label], Box(left, top, right - left, bottom - top), where=place)
