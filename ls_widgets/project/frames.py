"""Labels as frames of the caller's kind: original columns and index kept, label columns typed."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from ls_widgets.project.kinds import dataset_frame, fitted, like_given, nested_type
from ls_widgets.tasks.cells import unique_names
from ls_widgets.tasks.datasets import DatasetRows
from ls_widgets.tasks.rows import FrameRows, NarwhalsRows

if TYPE_CHECKING:
    import pandas as pd

    from ls_widgets.tasks.source import TaskSource

ColumnKind = Literal[
    "category", "string", "int", "float", "bool", "datetime", "list", "paths", "points", "regions", "object"
]


@dataclass(frozen=True, slots=True)
class Column:
    """Values of one label column, in row order; None where there is no label.

    ``datetime`` values are ISO 8601 text and come out in UTC. ``categories`` fixes the order of a
    ``category`` column (the config's labels); values outside of it are appended. ``list`` holds texts,
    ``paths`` lists of texts, ``points`` pairs of numbers, ``regions`` dicts with ``fields`` and more,
    ``object`` anything.
    """

    values: Sequence[Any]
    kind: ColumnKind
    categories: Sequence[str] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
    """Field -> type, as `nested_type` takes it."""


def build_frame(
    source: TaskSource, columns: Mapping[str, Column], *, rows: Sequence[int] | None = None
) -> Any:
    """Label columns beside the source's own ones, in the caller's kind of frame.

    ``rows`` names for each output row the position of its task in the source: its cells and, for
    pandas, its index are repeated there; ``range(len(source))`` gives the whole source. None leaves
    the source's columns out. pandas in gives pandas out; Polars, PyArrow, DuckDB, Dask and Spark
    frames and Hugging Face datasets give their own kind; lists and files give pandas.

    A label column named like a column of the source gets the suffix ``_label`` (then ``_label_2``,
    …): the source's columns keep their names. Values that do not fit their kind make the column an
    ``object`` one; this function does not raise for odd labels. Outside pandas lists of objects are
    lists of structs with a field for each key that their control has and that occurs; what fits no type is
    JSON text.
    """
    own = source.rows
    if isinstance(own, NarwhalsRows):
        return _narwhals_frame(own, columns, rows)
    if isinstance(own, DatasetRows):
        taken = [] if rows is None else own.columns
        return dataset_frame(own.native, _label_table(label_names(taken, list(columns)), columns), rows)
    if rows is None:
        return like_given(_pandas_frame(None, columns), own.native)
    frame = own.frame if isinstance(own, FrameRows) else _records_frame(source)
    whole = isinstance(rows, range) and rows == range(len(source))
    picked = _pandas_frame(frame.copy() if whole else frame.iloc[list(rows)].copy(), columns)
    return like_given(picked, own.native)


def label_names(taken: Sequence[str], names: Sequence[str]) -> dict[str, str]:
    """The column name of each label column, kept apart from the names that are taken."""
    used = set(taken)
    result = {}
    for name in names:
        free, n = name, 1
        while free in used:
            free = f"{name}_label" if n == 1 else f"{name}_label_{n}"
            n += 1
        used.add(free)
        result[name] = free
    return result


def _records_frame(source: TaskSource) -> pd.DataFrame:
    import pandas as pd

    rows = list(source.rows.block(0, len(source)))
    names = list(dict.fromkeys([*source.columns, *(name for row in rows for name in row)]))
    cells = {name: [row.get(name) for row in rows] for name in names}
    return pd.DataFrame({name: _guess(pd, values) for name, values in cells.items()}, index=range(len(rows)))


def _guess(pd: Any, values: list[Any]) -> Any:
    if any(isinstance(value, list | dict | tuple | set) or hasattr(value, "__array__") for value in values):
        return _objects(values)
    try:
        return pd.Series(values)
    except Exception:  # noqa: BLE001 - cells are foreign objects
        return _objects(values)


def _pandas_frame(frame: pd.DataFrame | None, columns: Mapping[str, Column]) -> pd.DataFrame:
    import pandas as pd

    if frame is None:
        length = max((len(column.values) for column in columns.values()), default=0)
        frame = pd.DataFrame(index=pd.RangeIndex(length))
    names = label_names(unique_names(list(frame.columns), problems=[]), list(columns))
    levels = ("",) * (frame.columns.nlevels - 1)
    for name, column in columns.items():
        cells = pandas_array(column)
        if cells.dtype == object:  # as a bare array pandas would guess a type
            cells = pd.Series(cells, index=frame.index, dtype=object)
        label = (names[name], *levels) if levels else names[name]
        frame.insert(frame.shape[1], label, cells)
    return frame


def pandas_array(column: Column) -> Any:
    """The values as a pandas or NumPy array of the kind's type; ``object`` where they do not fit."""
    values = list(column.values)
    try:
        return _typed_array(values, column)
    except (TypeError, ValueError, OverflowError):
        return _objects(values)


def _objects(values: Sequence[Any]) -> Any:
    import numpy as np

    array = np.empty(len(values), dtype=object)
    for i, value in enumerate(values):
        array[i] = value
    return array


_DTYPES = {"string": "string", "int": "Int64", "float": "float64", "bool": "boolean"}


def _typed_array(values: list[Any], column: Column) -> Any:
    import pandas as pd

    match column.kind:
        case "category":
            seen = dict.fromkeys([*column.categories, *(value for value in values if value is not None)])
            return pd.Categorical(values, categories=list(seen))
        case "datetime":
            return pd.to_datetime(pd.Series(values, dtype=object), utc=True, format="ISO8601").array
        case "list" | "paths" | "points" | "regions" | "object":
            return _objects(values)
        case "string" if any(not isinstance(value, str) and value is not None for value in values):
            raise TypeError("not all values are text")
        case kind:
            return pd.array(values, dtype=_DTYPES[kind])


def _narwhals_frame(own: NarwhalsRows, columns: Mapping[str, Column], rows: Sequence[int] | None) -> Any:
    import narwhals as nw

    backend = own.frame.implementation
    taken = [] if rows is None else own.frame.columns
    names = label_names(taken, list(columns))
    series = [_narwhals_series(names[name], column, backend) for name, column in columns.items()]
    few = {names[name]: _categories(column) for name, column in columns.items() if column.kind == "category"}
    if rows is None:
        frame = nw.DataFrame.from_dict({one.name: one for one in series}, backend=backend)
        return like_given(frame.to_native(), own.native, few)
    picked = own.frame if rows == range(len(own)) else own.frame[list(rows)]
    return like_given((picked.with_columns(*series) if series else picked).to_native(), own.native, few)


def _categories(column: Column) -> list[str]:
    """The values that a column may have and those that it has; none where some are no text."""
    seen = [value for value in column.values if value is not None]
    fine = all(isinstance(value, str) for value in seen)
    return list(dict.fromkeys([*column.categories, *seen])) if fine else []


def _label_table(names: Mapping[str, str], columns: Mapping[str, Column]) -> Any:
    import narwhals as nw

    series = {
        names[name]: _narwhals_series(names[name], column, "pyarrow") for name, column in columns.items()
    }
    return nw.DataFrame.from_dict(series, backend="pyarrow").to_native()


_NESTED: Mapping[str, Any] = {"list": ["string"], "paths": [["string"]], "points": [["float"]]}


def _narwhals_series(name: str, column: Column, backend: Any) -> Any:
    import narwhals as nw

    values = list(column.values)
    types = {
        "category": nw.Categorical(),
        "string": nw.String(),
        "int": nw.Int64(),
        "float": nw.Float64(),
        "bool": nw.Boolean(),
        "datetime": nw.Datetime("us", "UTC"),
    }
    dtype = types.get(column.kind)
    if dtype is not None:
        with contextlib.suppress(Exception):  # each library has errors of its own for odd values
            typed = [_moment(value) for value in values] if column.kind == "datetime" else values
            return nw.new_series(name, typed, dtype, backend=backend)
    hint = [dict(column.fields)] if column.kind == "regions" else _NESTED.get(column.kind)
    nested = nested_type(values, hint) if hint is not None or column.kind == "object" else None
    if nested is not None:
        with contextlib.suppress(Exception):
            return nw.new_series(name, fitted(values, nested), nested, backend=backend)
    texts = [None if value is None else json.dumps(value, ensure_ascii=False) for value in values]
    return nw.new_series(name, texts, nw.String(), backend=backend)


def _moment(value: str | None) -> dt.datetime | None:
    moment = None if value is None else dt.datetime.fromisoformat(value)
    return moment.replace(tzinfo=dt.UTC) if moment is not None and moment.tzinfo is None else moment
