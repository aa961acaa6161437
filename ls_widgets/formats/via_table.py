"""VGG Image Annotator's CSV, a row for each region, as the JSON that it stands for."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats import jsonio
from ls_widgets.formats.reading import as_object, read_text

COLUMNS = ("filename", "file_attributes", "region_shape_attributes", "region_attributes")


def via_entries(path: Path) -> dict[str, Any]:
    """A picture's name and size -> its entry. FormatError with the line of what is none."""
    text = io.StringIO(read_text(path).removeprefix("#"), newline="")
    rows = csv.DictReader(text, strict=True)
    found: dict[str, Any] = {}
    try:
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise FormatError(f"'{path}', line 1: has no column {missing[0]}.")
        for row in rows:
            where = f"'{path}', line {rows.line_num}"
            about, shape, attributes = (_object(row[name], f"{where}, {name}") for name in COLUMNS[1:])
            key = f"{row['filename']}{row.get('file_size') or ''}"
            entry = found.setdefault(
                key, {"filename": row["filename"], "file_attributes": about, "regions": []}
            )
            if shape:
                entry["regions"].append({"shape_attributes": shape, "region_attributes": attributes})
    except csv.Error as error:
        raise FormatError(f"'{path}', line {rows.line_num}: {error}.") from error
    return found


def _object(cell: str | None, where: str) -> dict[str, Any]:
    try:
        return as_object(jsonio.loads(cell or "{}"), where)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{where}: {error}.") from error
