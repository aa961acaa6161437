"""Rows of any source behind one interface; nothing is read before it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any, Protocol

from ls_widgets.model.records import copied
from ls_widgets.tasks.cells import is_null, json_value, unique_names
from ls_widgets.tasks.indexed import FileValues

if TYPE_CHECKING:
    import narwhals as nw
    import pandas as pd

Row = dict[str, Any]
BLOCK = 4_096
"""Rows that are read at a time where many are."""
FIRST_ROWS = 100
"""Rows of a list that are looked at to learn its columns."""


class Rows(Protocol):
    """A door for one kind of source. ``native`` is what the caller gave."""

    native: Any
    columns: list[str]
    notes: list[str]
    """What was found on opening: renamed columns and the like."""

    def __len__(self) -> int: ...

    def row(self, i: int) -> Row:
        """The original cells of one row; a missing key means that the row has no such cell."""
        ...

    def block(self, start: int, stop: int) -> Iterator[Row]:
        """The rows from ``start`` to before ``stop``, cheaper than one by one."""
        ...

    def column(self, name: str) -> Iterator[Any]:
        """The cells of one column from the first row on, read on as they are taken; None for none."""
        ...

    def twins(self, i: int) -> Sequence[int] | None:
        """Rows before ``i`` among which all equal ones are; None where that takes reading them."""
        return None

    def envelope(self, i: int) -> Row | None:
        """The Label Studio task that holds row ``i`` as its data, if there is one."""
        return None

    def pairs(self, start: int, stop: int) -> Iterator[tuple[Row, Row | None]]:
        """Each row with the Label Studio task that holds it. Shared with the source: only to be read."""
        return zip(self.block(start, stop), repeat(None), strict=False)


class FrameRows(Rows):
    """A pandas frame, held as a snapshot: later changes of the caller's frame are not seen.

    With copy-on-write (pandas 3) the snapshot costs nothing; older pandas copies the blocks.
    """

    def __init__(self, frame: pd.DataFrame, *, native: Any = None) -> None:
        import pandas as pd

        self.native = frame if native is None else native
        self.frame = frame.copy(deep=int(pd.__version__.split(".")[0]) < 3)
        self.notes: list[str] = []
        self.columns = unique_names(list(frame.columns), problems=self.notes)
        self._arrays: list[Any] | None = None
        self._telling: int | None = None

    def __len__(self) -> int:
        return len(self.frame)

    def row(self, i: int) -> Row:
        if self._arrays is None:
            self._arrays = [self.frame.iloc[:, j].array for j in range(len(self.columns))]
        return {name: array[i] for name, array in zip(self.columns, self._arrays, strict=True)}

    def block(self, start: int, stop: int) -> Iterator[Row]:
        if not self.columns:
            return ({} for _ in range(start, stop))
        cells = [self.frame.iloc[start:stop, j].tolist() for j in range(len(self.columns))]
        return (dict(zip(self.columns, row, strict=True)) for row in zip(*cells, strict=True))

    def column(self, name: str) -> Iterator[Any]:
        cells = self.frame.iloc[:, self.columns.index(name)]
        starts = range(0, len(self), BLOCK)
        return (cell for start in starts for cell in cells.iloc[start : start + BLOCK].tolist())

    def twins(self, i: int) -> Sequence[int] | None:
        if self._telling is None:
            self._telling = self._most_telling()
        if self._telling < 0:
            return None
        column = self.frame.iloc[:i, self._telling]
        value = self.frame.iloc[i, self._telling]
        if isinstance(value, str) and "\ufffd" in json_value(value):
            return None  # half characters become U+FFFD: unequal texts may be equal data
        same = column.isna() if is_null(value) else column == value
        return same.fillna(False).to_numpy(dtype=bool).nonzero()[0].tolist()

    def _most_telling(self) -> int:
        """Position of the column whose ``==`` is exact and whose cells differ most, or -1."""
        import pandas as pd

        step = max(1, len(self.frame) // 1000)
        best, most = -1, 1
        for j in range(len(self.columns)):
            column = self.frame.iloc[:, j]
            exact = pd.api.types.is_integer_dtype(column) or pd.api.types.is_string_dtype(column)
            if not exact or isinstance(column.dtype, pd.CategoricalDtype):
                continue
            differ = column.iloc[::step].nunique()
            if differ > most:
                best, most = j, differ
        return best


class NarwhalsRows(Rows):
    """Polars, PyArrow and the other eager frames that Narwhals reads; lazy ones are collected."""

    def __init__(self, frame: nw.DataFrame[Any], *, native: Any) -> None:
        self.frame = frame.clone()
        self.native = native
        self.columns: list[str] = list(self.frame.columns)
        self.notes: list[str] = []

    def __len__(self) -> int:
        return len(self.frame)

    def row(self, i: int) -> Row:
        return {name: self.frame[name][i] for name in self.columns}

    def block(self, start: int, stop: int) -> Iterator[Row]:
        if not self.columns:
            return ({} for _ in range(start, stop))
        part = self.frame[start:stop]
        cells = [part[name].to_list() for name in self.columns]
        return (dict(zip(self.columns, row, strict=True)) for row in zip(*cells, strict=True))

    def column(self, name: str) -> Iterator[Any]:
        cells = self.frame[name]
        starts = range(0, len(self), BLOCK)
        return (cell for start in starts for cell in cells[start : start + BLOCK].to_list())


class RecordRows(Rows):
    """A list of dicts, each one the data of a task. The dicts are not copied."""

    def __init__(self, records: Sequence[Any], *, native: Any = None) -> None:
        self.native = records if native is None else native
        self.notes: list[str] = []
        # Values that stay in their file are not taken into memory.
        self._records = records if isinstance(records, FileValues) else list(records)
        first = [self._row(record) for record in self._records[:FIRST_ROWS]]
        self.columns = list(dict.fromkeys(name for row in first for name in row))

    def __len__(self) -> int:
        return len(self._records)

    def row(self, i: int) -> Row:
        return self._row(self._records[i])

    def block(self, start: int, stop: int) -> Iterator[Row]:
        return map(self._row, self._between(start, stop))

    def _between(self, start: int, stop: int) -> Iterable[Any]:
        held = self._records
        return held.between(start, stop) if isinstance(held, FileValues) else held[start:stop]

    def column(self, name: str) -> Iterator[Any]:
        return (self._row(record).get(name) for record in self._records)

    @staticmethod
    def _row(record: Any) -> Row:
        if type(record) is dict and all(type(name) is str and name.isascii() for name in record):
            return record
        if not isinstance(record, Mapping):
            return {}
        return dict(zip(unique_names(list(record), problems=[]), record.values(), strict=True))


class ExportRows(RecordRows):
    """A Label Studio export: dicts that hold the data of a task beside its annotations."""

    @staticmethod
    def _row(record: Any) -> Row:
        data = record.get("data") if isinstance(record, Mapping) else None
        return RecordRows._row(data if isinstance(data, Mapping) else record)

    def column(self, name: str) -> Iterator[Any]:
        for record in self._records:
            row = self._row(record)
            yield row[name] if name in row else record.get(name)

    def envelope(self, i: int) -> Row | None:
        row, record = self._pair(self._records[i])
        if record is None or isinstance(self._records, FileValues):  # just read, and nobody else's
            return None if record is None else {**record, "data": row}
        return {name: row if name == "data" else copied(value) for name, value in record.items()}

    def pairs(self, start: int, stop: int) -> Iterator[tuple[Row, Row | None]]:
        return map(self._pair, self._between(start, stop))

    def _pair(self, record: Any) -> tuple[Row, Row | None]:
        is_task = isinstance(record, Mapping) and isinstance(record.get("data"), Mapping)
        return self._row(record), record if is_task else None  # type: ignore[return-value]


class ValueRows(Rows):
    """A list of texts, pictures or other single values, as one column."""

    def __init__(self, values: Sequence[Any], column: str, *, native: Any = None) -> None:
        self.native = values if native is None else native
        self.notes: list[str] = []
        self.columns = [column]
        self._values = list(values)

    def __len__(self) -> int:
        return len(self._values)

    def row(self, i: int) -> Row:
        return {self.columns[0]: self._values[i]}

    def block(self, start: int, stop: int) -> Iterator[Row]:
        return ({self.columns[0]: value} for value in self._values[start:stop])

    def column(self, name: str) -> Iterator[Any]:
        return iter(self._values)
