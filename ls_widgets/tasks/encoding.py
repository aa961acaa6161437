"""Where a file stops to be UTF-8, in words for whoever has to mend it."""

from __future__ import annotations

import codecs
from pathlib import Path

from ls_widgets.errors import TaskError

PIECE = 1 << 20


def not_utf8(path: Path, hint: str = "") -> TaskError:
    """The error for a file that is not UTF-8; it names the line, the offset and the value of the byte."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    line, offset = 1, 0
    with path.open("rb") as stream:
        while True:
            piece = stream.read(PIECE)
            try:
                decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                at = error.start - (len(error.object) - len(piece))
                line += piece[: max(at, 0)].count(b"\n")
                place = f"line {line}, byte {offset + at:,} (0x{error.object[error.start]:02x})"
                return TaskError(f"'{path}' is not UTF-8: {place}.{hint}")
            if not piece:
                return TaskError(f"'{path}' is not UTF-8.{hint}")
            line += piece.count(b"\n")
            offset += len(piece)
