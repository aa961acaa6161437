"""YOLO as it is read: a text file for each picture, fractions of its sides."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats import read_yolo_reference
from ls_widgets.formats.label_files import files_below
from ls_widgets.formats.losses import HIDDEN_POINT
from ls_widgets.formats.picture_files import picture_files
from ls_widgets.formats.reading import MOST_COORDINATE, Reading, read_text
from ls_widgets.formats.sample import Mark, Sample
from ls_widgets.formats.yolo_sheet import read_sheet
from ls_widgets.geometry.boxes import Box

CLASSES = ("classes.txt", "obj.names", "labels/classes.txt")
BOX = 4
CORNERS = 8
LEAST_OUTLINE = 6
VISIBLE = 2
MOST_CLASSES = 100_000
MOST_POINTS = 1_000
_NOT_LABELS = {"classes.txt", "labels.txt", "obj.names", "train.txt", "val.txt", "valid.txt", "test.txt"}


naming = read_yolo_reference.naming


@dataclass(slots=True)
class Scheme:
    """What the numbers of a data set stand for."""

    classes: list[str]
    kind: str
    """``obb``, ``segments``, ``pose``, or empty: what the lines look like."""
    points: list[str] = field(default_factory=list)
    width: int = 3
    """Numbers of a key point."""


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each picture or label file, by name."""
    scheme = _scheme(reading)
    if reading.reference:
        yield from read_yolo_reference.read(reading, scheme.classes)
        return
    if scheme.kind == "pose":
        reading.declare("rectangle", scheme.classes)
        reading.declare("keypoint", scheme.points)
    else:
        reading.declare("polygon" if scheme.kind == "segments" else "rectangle", scheme.classes)
    for name, labels in _files(reading):
        sample = Sample(f"'{labels or name}'", picture=name, fractions=True)
        if labels is None:
            sample.labeled = False
        else:
            sample.where = f"'{labels}'"
            for number, line in enumerate(read_text(labels).splitlines(), 1):
                if line.strip():
                    sample.marks.extend(_marks(reading, scheme, line, f"'{labels}', line {number}"))
        yield sample


def _files(reading: Reading) -> Iterator[tuple[str, Path | None]]:
    """Name of a picture, and its label file where there is one."""
    folder = reading.folder
    found = {
        path.relative_to(folder).as_posix(): path
        for path in files_below(folder, ".txt")
        if path.name.lower() not in _NOT_LABELS and not path.name.lower().startswith("readme")
    }
    # Where there are folders for labels, text files elsewhere are about something else.
    found = {name: path for name, path in found.items() if "labels" in name.split("/")[:-1]} or found
    listed = {_key(name): name for name in found}
    taken: set[str] = set()
    images = folder / "images" if (folder / "images").is_dir() else folder
    for path in picture_files(images):
        inside = path.relative_to(images).as_posix()
        name = listed.get(_key(inside))
        if name is not None:
            taken.add(name)
        yield inside, None if name is None else found[name]
    if not found and not (folder / "labels").is_dir() and not picture_files(images):
        raise FormatError(f"'{folder}' has no label files: they are text files, mostly in labels/.")
    for name, path in found.items():
        if name not in taken:
            yield _key(name), path


def _key(name: str) -> str:
    """The name of a picture and of its labels: without suffix and the folders that tell them apart."""
    parts = [part for part in name.split("/") if part not in ("labels", "images")]
    return "/".join(parts).rpartition(".")[0] or "/".join(parts)


def _scheme(reading: Reading) -> Scheme:
    given, kind = reading.options["classes"], reading.options["kind"]
    scheme = Scheme([str(one) for one in given or ()], kind, [*map(str, reading.options.get("points") or ())])
    folder = reading.folder
    sheets = sorted([*folder.glob("*.yaml"), *folder.glob("*.yml"), *folder.parent.glob("data.yaml")])
    for sheet in [reading.path, *sheets] if reading.path.suffix in (".yaml", ".yml") else sheets:
        _from_yaml(scheme, sheet)
    _from_notes(scheme, folder / "notes.json")
    known = bool(scheme.classes)
    for name in CLASSES:
        if not scheme.classes and (folder / name).is_file():
            known = True
            lines = read_text(folder / name).splitlines()
            scheme.classes = [line.strip() for line in lines]
            while scheme.classes and not scheme.classes[-1]:
                scheme.classes.pop()
    if not known:
        raise FormatError(
            f"'{folder}': names of the classes are missing: give a classes.txt, a data.yaml or classes=[…]."
        )
    return scheme


def _from_yaml(scheme: Scheme, path: Path) -> None:
    """Names of classes and key points, and the shape of key points."""
    sheet = read_sheet(read_text(path), f"'{path}'")
    shape = _listed(sheet.get("kpt_shape"))
    if len(shape) == 2 and all(part.isdecimal() for part in shape) and scheme.kind in ("", "pose"):
        scheme.kind, scheme.width = "pose", int(shape[1])
        named = sheet.get("kpt_names")
        names = _listed(next(iter(named.values()), ()) if isinstance(named, dict) else named)
        count = min(int(shape[0]), MOST_POINTS)
        plain = [f"point {at + 1}" for at in range(count)]
        scheme.points = scheme.points or (names if len(names) == count else plain)
    if not scheme.classes:
        scheme.classes = _listed(sheet.get("names"))


def _listed(value: Any) -> list[str]:
    """Names of a list, or of a dict by their numbers."""
    if isinstance(value, list):
        return [one for one in value if isinstance(one, str)]
    if not isinstance(value, dict):
        return []
    found = {int(at): one for at, one in value.items() if at.isdecimal() and isinstance(one, str)}
    if not found or max(found) >= MOST_CLASSES:
        return []
    return [found.get(at, f"unused-{at}") for at in range(max(found) + 1)]


def _from_notes(scheme: Scheme, path: Path) -> None:
    """Names of key points, as exports have them beside the classes."""
    if scheme.kind == "segments" or scheme.points or not path.is_file():
        return
    try:
        listed = json.loads(read_text(path))["categories"]
        scheme.points = [str(name) for name in listed[0].get("keypoints", ())]
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return
    if scheme.points:
        scheme.kind = "pose"


def _marks(reading: Reading, scheme: Scheme, line: str, where: str) -> Iterator[Mark]:
    head, *rest = line.split()
    try:
        number = float(head)
        figures = [float(part) for part in rest]
    except ValueError:
        raise FormatError(
            f"{where}: must be the number of a class and fractions, not {line[:60]!r}."
        ) from None
    if not all(abs(figure) <= MOST_COORDINATE for figure in figures):
        raise FormatError(f"{where}: must have finite numbers.")
    if not number.is_integer() or not 0 <= number < len(scheme.classes):
        raise FormatError(f"{where}: there is no class {head}; there are {len(scheme.classes)} names.")
    label = scheme.classes[int(number)]
    if scheme.kind != "pose" and len(figures) in (BOX, BOX + 1):
        yield _box(label, figures, where)
    elif scheme.kind == "pose":
        yield from _pose(reading, scheme, label, figures, where)
    elif len(figures) in (CORNERS, CORNERS + 1) and scheme.kind != "segments":
        yield Mark("corners", [label], _pairs(figures[:CORNERS]), score=_last(figures, CORNERS), where=where)
    elif len(figures) >= LEAST_OUTLINE:
        even = len(figures) // 2 * 2
        yield Mark("polygon", [label], _pairs(figures[:even]), score=_last(figures, even), where=where)
    else:
        raise FormatError(f"{where}: {len(figures)} numbers after the class are no shape.")


def _box(label: str, figures: Sequence[float], where: str) -> Mark:
    if len(figures) not in (BOX, BOX + 1):
        raise FormatError(f"{where}: a box has 4 numbers after the class, not {len(figures)}.")
    x, y, width, height = figures[:BOX]
    box = Box(x - width / 2, y - height / 2, width, height)
    return Mark("rectangle", [label], box, score=_last(figures, BOX), where=where)


def _pose(
    reading: Reading, scheme: Scheme, label: str, figures: Sequence[float], where: str
) -> Iterator[Mark]:
    rest = figures[BOX:]
    if not scheme.points and rest and len(rest) % scheme.width == 0:
        scheme.points = [f"point {at + 1}" for at in range(len(rest) // scheme.width)]
    parts = scheme.width * len(scheme.points)
    if len(figures) < BOX or len(rest) not in (parts, parts + 1):
        need = f"{BOX} and {scheme.width} for each of {len(scheme.points)} points"
        raise FormatError(f"{where}: {len(figures)} numbers after the class; a pose has {need}.")
    box = _box(label, [*figures[:BOX], *rest[parts:]], where)
    box.id = where
    yield box
    for at, name in enumerate(scheme.points):
        x, y, *seen = rest[at * scheme.width : (at + 1) * scheme.width]
        visible = seen[0] if seen else float(VISIBLE if x or y else 0)
        if not visible:
            continue
        if visible < VISIBLE:
            reading.losses.add(HIDDEN_POINT, place=where)
        yield Mark("keypoint", [name], (x, y), parent=where, where=where)


def _pairs(figures: Sequence[float]) -> list[tuple[float, float]]:
    return list(zip(figures[::2], figures[1::2], strict=True))


def _last(figures: Sequence[float], count: int) -> float | None:
    return figures[count] if len(figures) > count else None
