"""CSV and TSV: one row for each annotation, one column for each control and data key."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import itemgetter
from typing import Any

from msgspec import UNSET

from ls_widgets.formats import jsonio
from ls_widgets.formats.flat import CHATS, outputs
from ls_widgets.formats.job import Job, any_config
from ls_widgets.formats.losses import Losses

why_not = any_config

FORMULA = tuple("=+-@\t\r")
"""What a spreadsheet may take for the beginning of a formula."""
BLOCK = 200
"""Rows written at once. The columns are those of the first rows, until a row has more."""

ALWAYS = ("annotation_id", "annotator", "created_at", "lead_time", "updated_at")
"""Columns of any table, also of one without rows."""

Row = tuple[Mapping[str, Any], dict[str, Any]]
"""Data of the task, and what else is in the row."""


def write(job: Job) -> None:
    """``result.csv``, for TSV too. Columns are sorted; data named like a control becomes ``_data_<key>``.

    ``safe``: an apostrophe before what a spreadsheet would take for a formula.
    """
    columns = _Columns(job.reference)
    while not _write_all(job, columns):  # all columns are known then, but for changes in between
        job = replace(job, losses=Losses())


@dataclass(slots=True)
class _Columns:
    """Names in the rows so far."""

    reference: bool
    data: set[str] = field(default_factory=set)
    own: set[str] = field(default_factory=lambda: {*ALWAYS})
    controls: set[str] = field(default_factory=set)

    def learn(self, rows: Sequence[Row]) -> bool:
        """Takes the names of rows; whether one is new."""
        before = len(self.data) + len(self.own)
        for data, own in rows:
            self.data.update(data)
            self.own.update(own)
        return len(self.data) + len(self.own) > before

    def plan(self) -> _Plan:
        taken = self.controls if self.reference else self.own
        renamed = {name: f"_data_{name}" for name in self.data if name in taken}
        names = sorted(self.own.union(renamed.get(name, name) for name in self.data))
        plain = not renamed and self.data.isdisjoint(self.own)
        return _Plan(names, renamed, self.data if plain else None)


class _Plan:
    """How rows become cells."""

    def __init__(self, names: list[str], renamed: Mapping[str, str], data: set[str] | None) -> None:
        self.names = names
        self._renamed = renamed
        self._data = None if data is None else set(data)
        self._count = len(names)
        self._cells = itemgetter(*names) if names else tuple

    def exact(self, rows: Sequence[Row]) -> list[Sequence[Any]] | None:
        """The cells of rows that have all columns and no others; None where it is not so."""
        if self._data is None:
            return None
        wanted, count = self._data, self._count - len(self._data)
        found = []
        for data, own in rows:
            if data.keys() != wanted or len(own) != count:
                return None
            for value in data.values():
                if type(value) is dict or type(value) is list:
                    return None
            found.append({**data, **own})
        try:
            return [*map(self._cells, found)]
        except KeyError:
            return None

    def cells(self, data: Mapping[str, Any], own: Mapping[str, Any]) -> list[Any]:
        """The cells of any row."""
        row = {self._renamed.get(name, name): _cell(value) for name, value in data.items()}
        row.update(own)
        return [row.get(name, "") for name in self.names]


def _write_all(job: Job, columns: _Columns) -> bool:
    """Whether the columns known after the first rows were those of all."""
    rows = _rows(job, columns)
    block = [*islice(rows, BLOCK)]
    columns.learn(block)
    plan, complete, safe, delimiter = columns.plan(), True, job.options["safe"], job.options["delimiter"]
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([_defused(name) if safe else name for name in plan.names])
    with job.folder.open("result.csv") as stream:
        stream.write(_taken(text))
        while block:
            cells = plan.exact(block)
            if cells is None:
                complete = not columns.learn(block) and complete
                cells = [plan.cells(*row) for row in block]
            if safe:
                cells = [[_defused(cell) for cell in row] for row in cells]
            lines = _json_lines(cells, delimiter)
            if lines is None:
                writer.writerows(cells)
                stream.write(_taken(text))
            else:
                stream.write(lines)
            block = [*islice(rows, BLOCK)]
    return complete


def _rows(job: Job, columns: _Columns) -> Iterator[Row]:
    kind, controls = job.layout.kind, columns.controls
    for one in outputs(job):
        own: dict[str, Any] = {"id": one.id}
        if job.reference and ("id" in one.data or one.id is None):
            del own["id"]
        for name, value in one.values.items():
            own[name] = value if type(value) is str else jsonio.text(value)
            if name not in controls:
                controls.add(name)
            if type(value) is list and kind(name) in CHATS:
                own[f"{name}_transcript"] = _transcript(value)
        by = one.annotator
        own["annotator"] = by if by is None or type(by) is str else str(by)
        about = one.about
        if about is None:
            own |= _NOBODY
        else:
            own["created_at"] = about.created_at
            own["updated_at"] = about.updated_at
            own["lead_time"] = about.lead_time
            own["annotation_id"] = about.id
            if about.history:
                own["history"] = jsonio.text(about.history)
        if one.agreement is not UNSET:
            own["agreement"] = one.agreement
        yield one.data, own


def _json_lines(rows: Sequence[Sequence[Any]], delimiter: str) -> bytes | None:
    """The lines of plain rows: JSON spells them as CSV does, three times as fast. None where it does not."""
    empty = False
    for column in zip(*rows, strict=True):
        kinds = set(map(type, column))
        if not kinds <= _PLAIN:
            return None
        if float in kinds and any(type(n) is float and n and not 1e-4 <= abs(n) < 1e16 for n in column):
            return None
        empty = empty or None in column
    if empty:
        rows = [["" if cell is None else cell for cell in row] for row in rows]
    between = delimiter.encode()
    lines = b"".join([jsonio.dumps_each(row, between) + b"\r\n" for row in rows])
    return None if b"\\" in lines else lines  # quotes, breaks and the like


_NOBODY: dict[str, Any] = dict.fromkeys(name for name in ALWAYS if name != "annotator")
_PLAIN = {str, int, float, type(None)}


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
    """Who said what, a line each; a role or a content alone where the other is missing."""
    lines: list[str] = []
    for one in messages:
        if isinstance(one, dict):
            role, content = str(one.get("role", "")), str(one.get("content", ""))
            lines.append(": ".join((role, content)) if role and content else f"{role}:" if role else content)
    return "\n".join(lines)
