"""Masks as PNG or NumPy files, or as arrays: a file for each picture, or one for each label of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.label_files import files_below
from ls_widgets.formats.labelmap import colour_code, read_labelmap
from ls_widgets.formats.mask_files import COLOURS, as_mask_array, load_mask
from ls_widgets.formats.read_mask_tree import tree_of, tree_samples
from ls_widgets.formats.reading import Reading
from ls_widgets.formats.sample import Mark, Sample

EXPORTED = re.compile(
    r"task-(?P<task>.+?)-annotation-(?P<annotation>.+?)-by-(?P<by>.*?)-(?P<control>[^-]+)-(?P<labels>.+)-\d+"
)
"""Names that exports give: labels with a dash in them cannot be told from several labels."""
MOST_CLASSES = 1_000
EMPTY = "the folder is empty, as an export is where nothing was drawn"


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each picture.

    Arrays: ``{picture: array}`` or ``{picture: {label: array}}``. Files: ``<picture>.png``, or
    ``<label>/<picture>.png``, or as an export names them. Values of 0 and one other are one mask; more
    values, or a palette, are classes, which ``labels={1: "road"}`` names. So are the colours of a coloured
    one: ``labels={"#800000": "road"}``. A ``labelmap.txt`` says the same. Of a Pascal VOC tree each object of
    ``SegmentationObject`` is a mask of its own.
    """
    named = reading.options["labels"] or {}
    if isinstance(reading.source, Mapping):
        for name, held in reading.source.items():
            where = f"mask of {name!r}"
            sample = Sample(
                where, picture=os.fspath(name) if isinstance(name, str | os.PathLike) else str(name)
            )
            parts = held.items() if isinstance(held, Mapping) else [("", held)]
            for label, array in parts:
                sample.marks.extend(
                    _marks(named, as_mask_array(array, where), str(label), where, classes=not label)
                )
            yield sample
        return
    tree = tree_of(reading.path)
    if tree is None:
        yield from _from_files(reading, named or _mapped(reading))
    else:
        yield from tree_samples(reading, tree)


def _mapped(reading: Reading) -> dict[Any, str]:
    """What a ``labelmap.txt`` beside the masks says."""
    known = read_labelmap(reading, [reading.folder, reading.folder.parent])
    if known is None:
        return {}
    reading.declare("mask", known.labels)
    return {**known.numbers, **{f"#{code:06x}": label for code, label in known.colours.items()}}


def _from_files(reading: Reading, named: Mapping[Any, str]) -> Iterator[Sample]:
    path = reading.path
    paths = [path] if path.is_file() else files_below(path, ".png", ".npy")
    if not paths:
        if any(path.iterdir()):
            raise FormatError(f"'{path}' has no PNG or NumPy files.")
        reading.notes[EMPTY] = None
    reading.pictures.leave_out(paths)
    folder = reading.folder
    several = len({one.stem for one in paths}) < len(paths)
    groups: dict[tuple[str, str | None, str | None], list[_File]] = {}
    for one in paths:
        exported = EXPORTED.fullmatch(one.stem)
        if exported is not None:
            key, label = ("", exported["task"], exported["annotation"]), exported["labels"]
            file = _File(one, "" if label == "no_label" else label, exported["by"])
        else:
            inside = one.relative_to(folder).parts
            key, file = (one.stem, None, None), _File(one, inside[0] if several and len(inside) > 1 else "")
        groups.setdefault(key, []).append(file)
    for (picture, task, _), files in groups.items():
        sample = Sample(f"'{files[0].path}'", picture=picture, task=task, author=files[0].author or "")
        for file in files:
            sample.marks.extend(_marks_of(file, named))
        yield sample


@dataclass(slots=True)
class _File:
    """A file of masks, which is read when its picture's turn comes."""

    path: Path
    label: str
    author: str | None = None
    """Of an export, which has a mask to a file."""


def _marks_of(file: _File, named: Mapping[Any, str]) -> Iterator[Mark]:
    where = f"'{file.path}'"
    array, kind = load_mask(file.path, where, named=bool(named))
    if file.author is not None:
        yield Mark("mask", [file.label] if file.label else [], array, where=where)
        return
    classes = bool(kind) or not file.label
    yield from _marks(named, array, file.label, where, classes=classes, colours=kind == COLOURS)


def _marks(
    named: Mapping[Any, str], array: Any, label: str, where: str, *, classes: bool, colours: bool = False
) -> Iterator[Mark]:
    import numpy as np

    array = np.asarray(array)
    if colours:
        named = {colour_code(key): name for key, name in named.items()}
    values = [] if array.dtype == bool else [int(one) for one in np.unique(array) if one]
    if array.dtype == bool or not classes or (len(values) < 2 and not set(values) & set(named)):
        if array.any():
            yield Mark("mask", [label or "mask"], array > 0, where=where)
        return
    if len(values) > MOST_CLASSES or (
        not named and len(values) > 1 and array.dtype.kind == "u" and _is_grey(values)
    ):
        raise FormatError(
            f"{where}: holds {len(values)} different values: name the classes as labels={{value: name}}."
        )
    for value in values:
        plain = f"#{value:06x}" if colours else value
        yield Mark("mask", [str(named.get(value, plain))], array == value, where=where)


def _is_grey(values: list[int]) -> bool:
    """Whether values look like the smooth edges of one mask and not like numbers of classes."""
    return len(values) > 100 and values[-1] == 255
