"""Masks as PNG or NumPy files, or as arrays: a file for each picture, or one for each label of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.reading import Reading
from ls_widgets.formats.sample import Mark, Sample
from ls_widgets.geometry.rle import PIXELS_LIMIT

EXPORTED = re.compile(
    r"task-(?P<task>.+?)-annotation-(?P<annotation>.+?)-by-(?P<by>.*?)-(?P<control>[^-]+)-(?P<labels>.+)-\d+"
)
"""Names that exports give: labels with a dash in them cannot be told from several labels."""
MOST_CLASSES = 1_000
PALETTE, COLOURS = "palette", "colours"
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
EMPTY = "the folder is empty, as an export is where nothing was drawn"


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each picture.

    Arrays: ``{picture: array}`` or ``{picture: {label: array}}``. Files: ``<picture>.png``, or
    ``<label>/<picture>.png``, or as an export names them. Values of 0 and one other are one mask; more
    values, or a palette, are classes, which ``labels={1: "road"}`` names. So are the colours of a coloured
    one: ``labels={"#800000": "road"}``.
    """
    if isinstance(reading.source, Mapping):
        for name, held in reading.source.items():
            where = f"mask of {name!r}"
            sample = Sample(
                where, picture=os.fspath(name) if isinstance(name, str | os.PathLike) else str(name)
            )
            parts = held.items() if isinstance(held, Mapping) else [("", held)]
            for label, array in parts:
                sample.marks.extend(
                    _marks(reading, _array(array, where), str(label), where, classes=not label)
                )
            yield sample
        return
    yield from _from_files(reading)


def _from_files(reading: Reading) -> Iterator[Sample]:
    path = reading.path
    paths = (
        [path]
        if path.is_file()
        else sorted(
            one for one in path.rglob("*") if one.suffix.lower() in (".png", ".npy") and one.is_file()
        )
    )
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
        array, kind = _loaded(reading, one, where)
        if exported is not None:
            sample.marks.append(Mark("mask", labels, array, where=where))
            continue
        label = labels[0] if labels else ""
        sample.marks.extend(
            _marks(reading, array, label, where, classes=bool(kind) or not label, colours=kind == COLOURS)
        )
    for sample in samples.values():
        yield sample


def _loaded(reading: Reading, path: Path, where: str) -> tuple[Any, str]:
    """The array of a file, and what its numbers are: of a palette, colours, or empty for plain ones."""
    import numpy as np
    from PIL import Image

    try:
        if path.suffix.lower() == ".npy":
            return _array(np.load(path, allow_pickle=False), where), ""
        with Image.open(path) as image:
            if image.width * image.height > PIXELS_LIMIT:
                raise FormatError(f"{where}: {image.width}×{image.height} pixels are too many for a mask.")
            if image.mode in ("LA", "RGBA") and image.getchannel("A").getextrema() != (255, 255):
                return np.asarray(image.getchannel("A")), ""
            if image.mode in ("RGB", "RGBA"):
                numbers = _colours(np.asarray(image))
                plain = len(np.unique(numbers)) <= 2 and not reading.options["labels"]
                return (numbers > 0, "") if plain else (numbers, COLOURS)
            grey = image.convert("L") if image.mode == "LA" else image
            return np.asarray(grey), PALETTE if image.mode == "P" else ""
    except FormatError:
        raise
    except Exception as error:
        raise FormatError(f"{where}: is no mask that can be read: {error}.") from error


def _colours(array: Any) -> Any:
    """Each colour as one number, ``0xRRGGBB``; black is the background."""
    import numpy as np

    red, green, blue = (array[..., at].astype(np.int32) for at in range(3))
    return (red << 16) | (green << 8) | blue


def _array(value: Any, where: str) -> Any:
    import numpy as np

    try:
        array = np.asarray(value)
    except Exception as error:
        raise FormatError(f"{where}: is no array: {error}.") from error
    if array.ndim != 2 or 0 in array.shape or array.dtype.kind not in "biu":
        raise FormatError(
            f"{where}: must be an array of shape (height, width) of booleans or whole numbers, "
            f"not {array.shape} of {array.dtype}."
        )
    return array


def _marks(
    reading: Reading, array: Any, label: str, where: str, *, classes: bool, colours: bool = False
) -> Iterator[Mark]:
    import numpy as np

    array = np.asarray(array)
    named: Mapping[Any, str] = reading.options["labels"] or {}
    if colours:
        named = {_number(key): name for key, name in named.items()}
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


def _number(colour: Any) -> Any:
    """A colour as one number: of ``(128, 0, 0)`` and of ``"#800000"``."""
    match colour:
        case (int(red), int(green), int(blue)):
            return (red << 16) | (green << 8) | blue
        case str() if _HEX.fullmatch(colour):
            return int(colour[1:], 16)
    return colour


def _is_grey(values: list[int]) -> bool:
    """Whether values look like the smooth edges of one mask and not like numbers of classes."""
    return len(values) > 100 and values[-1] == 255
