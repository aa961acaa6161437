"""Masks of a Pascal VOC tree, as CVAT exports them too: a colour for each class, and for each object."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.label_files import files_below
from ls_widgets.formats.labelmap import BACKGROUND, VOID, LabelMap, colour_code, read_labelmap, voc_labelmap
from ls_widgets.formats.mask_files import load_classes
from ls_widgets.formats.reading import Reading
from ls_widgets.formats.sample import Mark, Sample

CLASSES, OBJECTS = "SegmentationClass", "SegmentationObject"
VOID_NUMBER = 255
BORDER = "border of objects that belongs to no class"


def tree_of(path: Path) -> Path | None:
    """The folder of such a tree: with ``SegmentationClass`` in it; None where there is none."""
    if path.name == CLASSES and path.is_dir():
        return path.parent
    return path if (path / CLASSES).is_dir() else None


def _scheme(reading: Reading, root: Path) -> LabelMap:
    """What the caller says, else the tree, else Pascal VOC."""
    given = reading.options["labels"]
    if given:
        codes = {colour_code(key): str(label) for key, label in given.items()}
        return LabelMap({key: str(label) for key, label in given.items() if type(key) is int}, codes)
    scheme = read_labelmap(reading, [root, root / CLASSES])
    if scheme is not None:
        reading.declare("mask", scheme.labels)
    return scheme or voc_labelmap(reading)


def tree_samples(reading: Reading, root: Path) -> Iterator[Sample]:
    """A sample for each picture, by name: a mask for each object, or for each class where there are none."""
    scheme = _scheme(reading, root)
    home = root / CLASSES
    paths = files_below(home, ".png")
    if not paths:
        raise FormatError(f"'{home}' has no PNG files.")
    reading.pictures.leave_out(paths)
    for path in paths:
        inside = path.relative_to(home)
        sample = Sample(f"'{path}'", picture=inside.with_suffix("").as_posix())
        sample.marks.extend(_marks(reading, scheme, path, root / OBJECTS / inside))
        yield sample


def _marks(reading: Reading, scheme: LabelMap, path: Path, objects: Path) -> Iterator[Mark]:
    import numpy as np

    where = f"'{path}'"
    classes, coloured = load_classes(path, where, known=scheme.colours)
    known = scheme.colours if coloured else scheme.numbers
    parts = _objects(objects, classes.shape) if objects.is_file() else np.zeros_like(classes)
    for code in np.unique(classes).tolist():
        label = known.get(code, f"#{code:06x}" if coloured else str(code))
        if label == BACKGROUND or (code == 0 and code not in known):
            continue
        if code == (VOID if coloured else VOID_NUMBER) and code not in known:
            reading.losses.add(BORDER, place=where)
            continue
        inside = classes == code
        for part in np.unique(parts[inside]).tolist():
            yield Mark("mask", [label], inside & (parts == part), where=where)


def _objects(path: Path, shape: tuple[int, ...]) -> Any:
    """A number for each object of a picture."""
    where = f"'{path}'"
    array = load_classes(path, where, known=())[0]
    if array.shape != shape:
        raise FormatError(f"{where}: is {array.shape[1]}×{array.shape[0]}, not {shape[1]}×{shape[0]} pixels.")
    return array
