"""Masks as PNG or NumPy files, or as arrays: a file for each picture, or one for each label of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
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
    samples: dict[tuple[str, Any, Any], Sample] = {}
    for one in paths:
        where, exported = f"'{one}'", EXPORTED.fullmatch(one.stem)
        labels: list[str] = []
        if exported is not None:
            key = ("", exported["task"], exported["annotation"])
            labels = [] if exported["labels"] == "no_label" else [exported["labels"]]
        else:
            inside = one.relative_to(folder)
            key = (one.stem, None, None)
            labels = [inside.parts[0]] if several and len(inside.parts) > 1 else []
        sample = samples.get(key)
        if sample is None:
            sample = samples[key] = Sample(where, picture=key[0], task=key[1])
            sample.author = exported["by"] if exported is not None else ""
        array, kind = load_mask(one, where, named=bool(named))
        if exported is not None:
            sample.marks.append(Mark("mask", labels, array, where=where))
            continue
        label = labels[0] if labels else ""
        sample.marks.extend(
            _marks(named, array, label, where, classes=bool(kind) or not label, colours=kind == COLOURS)
        )
    for sample in samples.values():
        yield sample


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
