"""What a reader gets: the file, its content with errors that name the place, and where losses are told."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from ls_widgets.errors import FormatError
from ls_widgets.formats import jsonio
from ls_widgets.formats.json_parts import Document, FileDocument, HeldDocument
from ls_widgets.formats.losses import Losses
from ls_widgets.formats.picture_files import PictureFiles
from ls_widgets.formats.progress import Progress
from ls_widgets.formats.sample import Sample

MOST_BYTES = 1 << 31
"""Bytes of a file that is read at once."""
MOST_SIDE = 1 << 20
"""Pixels along a side."""
MOST_COORDINATE = 1e9


@dataclass
class Reading:
    """One import. A reader's module has ``read(reading) -> Iterator[Sample]``."""

    source: Any
    """A path, or what the caller holds in memory."""
    losses: Losses
    options: Mapping[str, Any] = field(default_factory=dict)
    """The format's own options, each present."""
    reference: bool = False
    """Read as Label Studio's importer does."""
    matched: bool = False
    """Whether the labels go to tasks that are there already."""
    labels: dict[str, dict[str, None]] = field(default_factory=dict)
    """Shape -> labels that the file declares or uses, in their order."""
    notes: dict[str, None] = field(default_factory=dict)
    """What a person should know, in sentences."""
    colours: dict[str, str] = field(default_factory=dict)
    """Label -> its colour, where the file has one."""
    pictures: PictureFiles = field(default_factory=lambda: PictureFiles(None, None))
    """Where pictures are looked for."""
    progress: Progress | bool | None = False
    """Tells how far a look through the whole file is, before the first sample."""

    @cached_property
    def path(self) -> Path:
        """The file or folder; FormatError where there is none."""
        if not isinstance(self.source, str | os.PathLike):
            raise FormatError(f"a path is needed, not {type(self.source).__name__}.")
        path = Path(self.source).expanduser()
        if not path.exists():
            raise FormatError(f"'{path}' is not there.")
        return path

    @property
    def folder(self) -> Path:
        """The folder that names of files are relative to."""
        return self.path if self.path.is_dir() else self.path.parent

    @property
    def is_file(self) -> bool:
        """Whether the source is the path of a file or folder."""
        return isinstance(self.source, str | os.PathLike)

    @property
    def place(self) -> str:
        """What the source is called in messages."""
        return f"'{self.source}'" if self.is_file else f"the {type(self.source).__name__}"

    @cached_property
    def document(self) -> Document:
        """The same in parts, for what can be large."""
        return FileDocument(self.path) if self.is_file else HeldDocument(self.source)

    @cached_property
    def json(self) -> Any:
        """The content of a JSON file, or what the caller holds already."""
        return load_json(self.path) if self.is_file else self.source

    def declare(self, shape: str, labels: list[str]) -> None:
        """Notes labels that belong into a config, used or not."""
        known = self.labels.setdefault(shape, {})
        for label in labels:
            known.setdefault(label)


class Reader(Protocol):
    """What a module of a format that is read has."""

    def read(self, reading: Reading) -> Iterator[Sample]:
        """The samples of a file, in its order."""
        ...


def read_text(path: Path) -> str:
    """A text file of UTF-8; FormatError for what is none, with the byte."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FormatError(f"'{path}' is too large to be read at once ({path.stat().st_size:,} bytes).")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(f"'{path}' is not UTF-8 (byte {error.start}).") from error
    except OSError as error:
        raise FormatError(f"'{path}' cannot be read: {error.strerror or error}.") from error


def load_json(path: Path) -> Any:
    """A JSON file; FormatError with the line for a broken one."""
    text = read_text(path)
    try:
        return jsonio.loads(text)
    except json.JSONDecodeError as error:
        raise FormatError(f"'{path}', line {error.lineno}: {error.msg}.") from error
    except (RecursionError, ValueError) as error:
        raise FormatError(f"'{path}' is no JSON that can be read: {error}.") from error


def json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Place and object of each line, read one by one; FormatError with the line."""
    place = f"'{path}'"
    try:
        with path.open("rb") as stream:
            for number, line in enumerate(stream, 1):
                place = f"'{path}', line {number}"
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
                if not text.strip():
                    continue
                try:
                    value = jsonio.loads(text)
                except (RecursionError, ValueError) as error:
                    raise FormatError(f"{place}: {error}.") from error
                if not isinstance(value, dict):
                    raise FormatError(f"{place}: must be an object, not {type(value).__name__}.")
                yield place, value
    except UnicodeDecodeError as error:
        raise FormatError(f"{place} is not UTF-8 (byte {error.start} of the line).") from error
    except OSError as error:
        raise FormatError(f"'{path}' cannot be read: {error.strerror or error}.") from error


def records(reading: Reading, *, texts: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
    """Place and object of each line of a file, of a JSON list, or of a list in memory.

    ``texts``: a text and an object in a pair, as spaCy's examples are, stand for an object with the text.
    """
    if reading.is_file and reading.path.suffix.lower() != ".json":
        yield from json_lines(reading.path)
        return
    place = f"'{reading.path}'" if reading.is_file else "the list"
    parts = reading.document.parts()
    listed = isinstance(next(parts).value, list)
    for at, value in ((part.at, part.value) for part in parts) if listed else [(0, reading.json)]:
        pair = texts and isinstance(value, list | tuple) and len(value) == 2 and isinstance(value[1], dict)
        found = {**value[1], "text": value[0]} if pair else as_object(value, f"{place}, [{at}]")
        yield f"{place}, [{at}]", found


def as_object(value: Any, where: str) -> dict[str, Any]:
    """A JSON object; FormatError for anything else."""
    if not isinstance(value, dict):
        raise FormatError(f"{where}: must be an object, not {_named(value)}.")
    return value


def as_list(value: Any, where: str) -> list[Any]:
    """A JSON list, empty for null; FormatError for anything else."""
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        raise FormatError(f"{where}: must be a list, not {_named(value)}.")
    return list(value)


def as_number(value: Any, where: str) -> float:
    """A finite number that geometry can have; texts of numbers too."""
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not abs(number) <= MOST_COORDINATE:
        raise FormatError(f"{where}: must be a finite number, not {_named(value)}.")
    return number


def as_numbers(value: Any, where: str, *, count: int | None = None) -> list[float]:
    """A list of finite numbers, so many where ``count`` says it."""
    found = [as_number(one, f"{where}[{at}]") for at, one in enumerate(as_list(value, where))]
    if count is not None and len(found) != count:
        raise FormatError(f"{where}: must have {count} numbers, not {len(found)}.")
    return found


def as_points(value: Any, where: str) -> list[tuple[float, float]]:
    """A list of pairs of numbers."""
    pairs = [as_numbers(one, f"{where}[{at}]", count=2) for at, one in enumerate(as_list(value, where))]
    return [(x, y) for x, y in pairs]


def as_text(value: Any, where: str) -> str:
    """A text; FormatError for anything else."""
    if not isinstance(value, str):
        raise FormatError(f"{where}: must be a text, not {_named(value)}.")
    return value


def as_id(value: Any, where: str) -> int | str:
    """A number or text that other parts of a file refer to."""
    if isinstance(value, float) and value.is_integer():  # tables write whole numbers so
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise FormatError(f"{where}: must be a whole number or a text, not {_named(value)}.")
    return value


def as_count(value: Any, where: str) -> int:
    """A whole number of at least 0; texts of numbers too."""
    number = as_number(value, where)
    if number < 0 or not number.is_integer():
        raise FormatError(f"{where}: must be a whole number of at least 0, not {_named(value)}.")
    return int(number)


def as_size(width: Any, height: Any, where: str) -> tuple[int, int] | None:
    """A picture's size; None where the file leaves it out. FormatError for a size that no picture has."""
    sides = as_count(width or 0, f"{where}.width"), as_count(height or 0, f"{where}.height")
    if sides == (0, 0):
        return None
    if not all(0 < side <= MOST_SIDE for side in sides):
        raise FormatError(f"{where}: a picture of {sides[0]}×{sides[1]} pixels is none.")
    return sides


def _named(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"
