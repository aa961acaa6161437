"""Pascal VOC as it is read: an XML file for each picture, boxes in pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.label_files import files_below, files_in
from ls_widgets.formats.labelmap import read_labelmap
from ls_widgets.formats.losses import LABELS_ALONE, NO_FLAGS, Left
from ls_widgets.formats.read_xml import number_of, parse_xml, text_of
from ls_widgets.formats.reading import Reading, as_size, read_text
from ls_widgets.formats.sample import Mark, Sample
from ls_widgets.geometry.boxes import Box

FLAGS = ("truncated", "difficult", "occluded")
FLAG = Left("{} (a flag of an object)", NO_FLAGS)
POSE = Left("pose of an object", LABELS_ALONE)
PART = Left("part of an object", "boxes of whole objects are read")
OUTLINE = "outline of an object, of which the box is carried"
LIST = Left("list of pictures (ImageSets)", "a project has no sets of tasks")
FOLDER = "annotations"
_MEMBER = re.compile(r"\s+(-1|0|1)$")
SEGMENTED = "segmentation, which is in other files"


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each file, by name, then one for each picture that a list names and that has no file."""
    home = _home(reading.path)
    known = read_labelmap(reading, [home, home.parent])
    if known is not None:
        reading.declare("rectangle", known.labels)
    if reading.path.is_file():
        yield _sample(reading, reading.path, Path())
        return
    paths = files_below(home, ".xml")
    if not paths and home == reading.path:
        raise FormatError(f"'{home}' has no XML files.")
    labeled = set[str]()
    for path in paths:
        inside = path.relative_to(home)
        labeled |= {inside.with_suffix("").as_posix(), inside.stem}
        yield _sample(reading, path, inside.parent)
    root = home.parent if home.name.lower() == FOLDER else home
    for path, name in _listed(reading, root / "ImageSets" / "Main"):
        if name not in labeled and reading.pictures.is_known(name):
            labeled.add(name)
            yield Sample(f"'{path}'", picture=name, labeled=False)


def _home(path: Path) -> Path:
    """The folder that has the XML files."""
    if path.is_file():
        return path.parent
    return next((one for one in path.iterdir() if one.name.lower() == FOLDER and one.is_dir()), path)


def _listed(reading: Reading, folder: Path) -> Iterator[tuple[Path, str]]:
    """The names in the lists of a data set; what a list is for is told as lost."""
    for path in files_in(folder, ".txt") if folder.is_dir() else ():
        reading.losses.add(LIST, place=f"'{path}'")
        for line in read_text(path).splitlines():
            # Lists of a class say whether a picture has it: -1, 0 or 1.
            name = _MEMBER.sub("", line.strip()).strip('"')
            if name:
                yield path, name


def _picture(reading: Reading, inside: Path, name: str) -> str:
    """The name of a picture: as far inside of the folder of pictures as its labels are inside of theirs."""
    if "/" in name or "\\" in name:
        return name
    for folder in ("JPEGImages", "images"):
        parts = [folder if part.lower() == FOLDER else part for part in inside.parts]
        beside = "/".join([*parts, name])
        if reading.pictures.find(beside) is not None:
            return beside
    return "/".join([*(part for part in inside.parts if part.lower() != FOLDER), name])


def _sample(reading: Reading, path: Path, inside: Path) -> Sample:
    root, where = parse_xml(path, root="annotation"), f"'{path}'"
    size = root.find("size")
    sides = None if size is None else as_size(size.findtext("width"), size.findtext("height"), where)
    name = _picture(reading, inside, (root.findtext("filename") or path.stem).strip())
    sample = Sample(where, picture=name, size=sides)
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
            reading.losses.add(FLAG.of(flag), place=place)
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
