"""CSV and TSV: one row for each annotation, one column for each control and data key."""

from __future__ import annotations

import csv
import io
from typing import Any

from ls_widgets.formats import jsonio
from ls_widgets.formats.flat import CHATS, author, outputs
from ls_widgets.formats.job import Job, any_config
from ls_widgets.formats.spool import Spool

why_not = any_config

FORMULA = tuple("=+-@\t\r")
"""What a spreadsheet may take for the beginning of a formula."""
BLOCK = 1_000


def write(job: Job) -> None:
    """``result.csv``, for TSV too. Columns are sorted; data named like a control becomes ``_data_<key>``.

    ``safe``: an apostrophe before what a spreadsheet would take for a formula.
    """
    columns: dict[str, None] = {}
    taken: dict[str, None] = {}
    with Spool() as rows:
        for record, values in outputs(job):
            annotation = record.annotation
            row: dict[str, Any] = {"id": record.task.get("id")}
            for name, value in values.items():
                row[name] = value if isinstance(value, str) else jsonio.text(value)
                taken[name] = None
                if job.layout.kind(name) in CHATS:
                    row[f"{name}_transcript"] = _transcript(value)
            if annotation is None:
                row.update(_NOBODY)
            else:
                by = author(annotation, job)
                row["annotator"] = None if by is None else str(by)
                for name in _ABOUT:
                    row[name] = annotation.get(name)
                row["annotation_id"] = annotation.get("id")
                if annotation.get("history"):
                    row["history"] = jsonio.text(annotation["history"])
            if "agreement" in record.task:
                row["agreement"] = record.task["agreement"]
            for name in row:
                columns[name] = None
            rows.add((record.data, row))
        _write_rows(job, rows, columns, taken)


_ABOUT = ("created_at", "updated_at", "lead_time")
_NOBODY: dict[str, Any] = dict.fromkeys(("annotator", "annotation_id", *_ABOUT))


def _write_rows(job: Job, rows: Spool, columns: dict[str, None], controls: dict[str, None]) -> None:
    keys: dict[str, None] = {}
    for data, _ in rows:
        for name in data:
            keys[name] = None
    taken = controls if job.reference else {**controls, **columns}
    renamed = {name: f"_data_{name}" if name in taken else name for name in keys}
    if job.reference and "id" in keys:
        columns.pop("id", None)  # there the data's own id hides the task's
    names = sorted({*columns, *renamed.values()})
    sources = {name: key for key, name in renamed.items()}
    plan = [(name, sources.get(name)) for name in names]
    safe = job.options["safe"]
    text = io.StringIO(newline="")
    writer = csv.writer(
        text, delimiter=job.options["delimiter"], quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n"
    )
    writer.writerow([_defused(name) if safe else name for name in names])
    with job.folder.open("result.csv") as stream:
        for number, (data, row) in enumerate(rows, 1):
            cells = [
                row[n] if n in row else _cell(data.get(key)) if key is not None else "" for n, key in plan
            ]
            writer.writerow(["" if c is None else _defused(c) if safe else c for c in cells])
            if number % BLOCK == 0:
                stream.write(_taken(text))
        stream.write(_taken(text))


def _taken(text: io.StringIO) -> bytes:
    content = text.getvalue().encode("utf-8", "replace")
    text.seek(0)
    text.truncate()
    return content


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return jsonio.text(value)
    return value


def _defused(cell: Any) -> Any:
    if not isinstance(cell, str) or not cell.startswith(FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


def _transcript(messages: Any) -> str:
    lines = (f"{one.get('role', '')}: {one.get('content', '')}" for one in messages if isinstance(one, dict))
    return "\n".join(lines).strip()
