"""Checksums of what matters in a row: SQLite's own check does not see a changed letter in a text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zlib import crc32

OP_PARTS = ("client", "seq", "n", "task", "annotation", "kind", "author", "rev", "diff", "snapshot")
RESULT_PARTS = ("id", "task", "result", "snapshot")
FIELD_PARTS = ("id", "status", "rev", "fields")


def checksum(*parts: str | int | None) -> int:
    """CRC-32 of the parts; the same function serves Python and SQL."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return crc32(text.encode("utf-8", "surrogatepass"))


def of(row: Mapping[str, Any], parts: tuple[str, ...]) -> int:
    """The checksum of these columns of a row."""
    return checksum(*(row[name] for name in parts))


def is_sound(table: str, row: Mapping[str, Any]) -> bool:
    """Whether a row of ``ops`` or ``annotations`` is as it was written; rows of others are taken so."""
    if table == "ops":
        return row["crc"] == of(row, OP_PARTS)
    if table == "annotations":
        return row["result_crc"] == of(row, RESULT_PARTS) and row["fields_crc"] == of(row, FIELD_PARTS)
    return True
