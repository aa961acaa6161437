"""YOLO as Label Studio's importer reads it, for ``compat="label-studio"``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.palette import background
from ls_widgets.formats.reading import Reading, read_text
from ls_widgets.formats.sample import Mark, Sample
from ls_widgets.geometry.boxes import Box

NUMBERS = 5
"""Those of a line that are read: a class and a box. A further one is a score."""


def naming(reading: Reading) -> dict[str, Any]:
    """Names of its control and of its object."""
    names = {"rectangle": reading.options["from_name"]}
    return {"names": names, "objects": {"Image": reading.options["to_name"]}}


def read(reading: Reading, classes: list[str]) -> Iterator[Sample]:
    """A sample for each picture with one of the suffixes; labels without a picture are passed over."""
    reading.declare("rectangle", classes)
    reading.colours.update({name: background(at) for at, name in enumerate(classes)})
    suffixes = tuple(part.strip() for part in reading.options["image_ext"].split(","))
    folder = reading.folder
    if not (folder / "images").is_dir():
        raise FormatError(f"'{folder}' has no folder images.")
    for path in sorted((folder / "images").iterdir()):
        if path.name.endswith(suffixes) and path.is_file():
            yield _sample(path, folder / "labels" / f"{path.stem}.txt", classes)


def _sample(picture: Path, labels: Path, classes: Sequence[str]) -> Sample:
    sample = Sample(f"'{labels}'", picture=picture.name, fractions=True, labeled=labels.is_file())
    if sample.labeled:
        for number, line in enumerate(read_text(labels).splitlines(), 1):
            sample.marks.append(_mark(line.split(), classes, f"'{labels}', line {number}"))
    return sample


def _mark(words: Sequence[str], classes: Sequence[str], where: str) -> Mark:
    try:
        number = int(words[0])
        x, y, width, height = map(float, words[1:NUMBERS])
        score = float(words[NUMBERS]) if len(words) > NUMBERS else None
    except (ValueError, IndexError):
        raise FormatError(f"{where}: must be the number of a class and four fractions.") from None
    if not 0 <= number < len(classes):
        raise FormatError(f"{where}: there is no class {number}; there are {len(classes)} names.")
    box = Box(x - width / 2, y - height / 2, width, height)
    return Mark("rectangle", [classes[number]], box, score=score or None, where=where)
