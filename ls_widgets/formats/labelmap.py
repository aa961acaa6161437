"""``labelmap.txt`` of CVAT beside Pascal VOC's folders: labels and their colours; without one, VOC's own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.reading import Reading, as_count, read_text

FILE = "labelmap.txt"
BACKGROUND = "background"
VOID = 0xE0E0C0
"""What Pascal VOC paints around objects."""
MOST_COLOUR = 255
_HEX = re.compile(r"#[0-9A-Fa-f]{6}")
_VOC = (
    BACKGROUND, "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow",
    "diningtable", "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train",
    "tvmonitor",
)  # fmt: skip


@dataclass(slots=True)
class LabelMap:
    """What the colours and the numbers of masks stand for."""

    numbers: dict[int, str] = field(default_factory=dict)
    """Number -> label; the background too."""
    colours: dict[int, str] = field(default_factory=dict)
    """``0xRRGGBB`` -> label."""

    @property
    def labels(self) -> list[str]:
        """All but the background, in their order."""
        return [label for label in self.numbers.values() if label != BACKGROUND]


def read_labelmap(reading: Reading, folders: list[Path]) -> LabelMap | None:
    """The labels of the first folder that says them, declared as colours of labels; None where none does."""
    path = next((folder / FILE for folder in folders if (folder / FILE).is_file()), None)
    if path is None:
        return None
    found = LabelMap()
    for number, line in enumerate(read_text(path).splitlines(), 1):
        where = f"'{path}', line {number}"
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        label, colon, rest = line.strip().partition(":")
        if not colon or not label:
            raise FormatError(f"{where}: must be label:red,green,blue:parts:actions, not {line[:60]!r}.")
        parts = rest.partition(":")[0]
        found.numbers[len(found.numbers)] = label
        if not parts.strip():
            continue
        colour = [as_count(part, where) for part in parts.split(",")]
        if len(colour) != 3 or max(colour) > MOST_COLOUR:
            raise FormatError(f"{where}: {parts!r} is no colour of red, green and blue up to 255.")
        code = colour_code(tuple(colour))
        other = found.colours.setdefault(code, label)
        if other != label:
            raise FormatError(f"{where}: {label!r} has the colour of {other!r}.")
        reading.colours.setdefault(label, f"#{code:06x}")
    return found


def voc_labelmap(reading: Reading) -> LabelMap:
    """The labels of Pascal VOC with their colours."""
    found = LabelMap(dict(enumerate(_VOC)), {_voc_colour(at): label for at, label in enumerate(_VOC)})
    for code, label in found.colours.items():
        reading.colours.setdefault(label, f"#{code:06x}")
    return found


def colour_code(colour: Any) -> Any:
    """A colour as one number: of ``(128, 0, 0)`` and of ``"#800000"``; anything else as it is."""
    match colour:
        case (int(red), int(green), int(blue)):
            return (red << 16) | (green << 8) | blue
        case str() if _HEX.fullmatch(colour):
            return int(colour[1:], 16)
    return colour


def _voc_colour(number: int) -> int:
    """Three bits of the number at a time, the lowest ones into the highest of red, green and blue."""
    code = 0
    for step in range(8):
        for channel in range(3):
            bit = (number >> (3 * step + channel)) & 1
            code |= bit << (8 * (2 - channel) + 7 - step)
    return code
