"""What is expected of each picture or text, on disk: memory holds where each entry lies."""

from __future__ import annotations

import tempfile
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any, Self

from ls_widgets.formats import jsonio
from ls_widgets.formats.expected import Entry, Kept


class Shelf:
    """Entries by their keys; the file has no name and ends with the shelf."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the shelf
        self._places: dict[Any, tuple[int, int]] = {}
        self._end = 0

    def add(self, entry: Entry) -> None:
        """Puts an entry in; the marks of a second one of its key come after those of the first."""
        if entry.key in self._places:
            entry.marks = self[entry.key].marks + entry.marks
        marks = [
            [mark.label, mark.points, _bits(mark.mask), mark.span, mark.within, mark.slight, mark.text]
            for mark in entry.marks
        ]
        content = jsonio.dumps([entry.where, marks, entry.size, entry.text])
        self._file.seek(self._end)
        self._file.write(content)
        self._places[entry.key] = self._end, len(content)
        self._end += len(content)

    def __getitem__(self, key: Any) -> Entry:
        start, size = self._places[key]
        self._file.seek(start)
        where, marks, (width, height), text = jsonio.loads(self._file.read(size))
        kept = [
            Kept(label, points, _mask(mask), None if span is None else (span[0], span[1]), *rest)
            for label, points, mask, span, *rest in marks
        ]
        return Entry(key, where, kept, (width, height), text)

    def __contains__(self, key: Any) -> bool:
        return key in self._places

    def __iter__(self) -> Iterator[Any]:
        return iter(self._places)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _bits(mask: Any) -> tuple[list[int], str] | None:
    """The sides of a mask, and which of its pixels are inside: a hundredth of the array."""
    if mask is None:
        return None
    import numpy as np

    inside = np.asarray(mask) > 0
    return [*inside.shape], b64encode(zlib.compress(np.packbits(inside).tobytes(), 1)).decode()


def _mask(stored: tuple[list[int], str] | None) -> Any:
    if stored is None:
        return None
    import numpy as np

    shape, bits = stored
    flat = np.unpackbits(np.frombuffer(zlib.decompress(b64decode(bits)), np.uint8))
    return flat[: int(np.prod(shape))].reshape(shape).astype(bool)
