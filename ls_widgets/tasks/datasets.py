"""Hugging Face datasets, whose rows are read when they are shown; how to tell and read other sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ls_widgets.errors import TaskError
from ls_widgets.tasks.cells import unique_names
from ls_widgets.tasks.rows import BLOCK, Row, Rows


def is_picture(value: Any) -> bool:
    """Whether a value is one picture of Pillow."""
    return hasattr(value, "__array_interface__") and hasattr(value, "getbbox")


def is_dask(value: Any) -> bool:
    """Whether a value is a frame of Dask, which is read at once, index and all."""
    return type(value).__module__.partition(".")[0].startswith("dask") and hasattr(value, "npartitions")


def is_dataset(value: Any) -> bool:
    """Whether a value is a Hugging Face dataset. TaskError for several of them, which have no one order."""
    home = type(value).__module__.partition(".")[0]
    if home != "datasets":
        return False
    if type(value).__name__ in ("DatasetDict", "IterableDatasetDict"):
        splits = ", ".join(map(repr, value))
        raise TaskError(f"these are several datasets: give one of them ({splits[:200]}).")
    return hasattr(value, "column_names") and hasattr(value, "__len__")


def is_stream(value: Any) -> bool:
    """Whether a value is a Hugging Face dataset that is streamed."""
    home = type(value).__module__.partition(".")[0]
    return home == "datasets" and hasattr(value, "column_names") and not hasattr(value, "__len__")


_NOT_IN_ARROW = ("BIT", "TIME WITH TIME ZONE")


def arrow_ready(value: Any) -> Any:
    """A relation of DuckDB with texts for what Arrow would change; any other value as it is."""
    if type(value).__name__ != "DuckDBPyRelation" or not any(
        str(kind) in _NOT_IN_ARROW for kind in value.types
    ):
        return value
    columns = []
    for name, kind in zip(value.columns, value.types, strict=True):
        quoted = '"' + name.replace('"', '""') + '"'
        columns.append(f"CAST({quoted} AS VARCHAR) AS {quoted}" if str(kind) in _NOT_IN_ARROW else quoted)
    return value.project(", ".join(columns))


class DatasetRows(Rows):
    """A dataset behind the interface of rows; pictures and recordings stay as they are in their files."""

    def __init__(self, dataset: Any) -> None:
        self.native = dataset
        self.notes: list[str] = []
        # Arrow's rows are those that any other format is made of: nothing is decoded in them.
        self._dataset = dataset.with_format("arrow")
        self._names = list(dataset.column_names)
        self.columns = unique_names(self._names, problems=self.notes)

    def __len__(self) -> int:
        return len(self._dataset)

    def row(self, i: int) -> Row:
        return next(self.block(i, i + 1))

    def block(self, start: int, stop: int) -> Iterator[Row]:
        for first in range(start, stop, BLOCK):
            part = self._dataset[first : min(first + BLOCK, stop)].to_pydict()
            for cells in zip(*part.values(), strict=True):
                yield {name: _plain(cell) for name, cell in zip(self.columns, cells, strict=True)}

    def column(self, name: str) -> Iterator[Any]:
        own = self._names[self.columns.index(name)]
        for first in range(0, len(self), BLOCK):
            part = self._dataset[first : first + BLOCK]
            yield from map(_plain, part.column(own).to_pylist())


def stream_rows(dataset: Any) -> list[Row]:
    """The rows of a dataset that is streamed, which are few enough to be labeled."""
    try:
        rows = list(dataset.with_format(None).decode(False))
    except Exception as error:  # what it streams from has errors of its own
        raise TaskError(f"the dataset cannot be read: {error or type(error).__name__}.") from error
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: Any) -> Any:
    """The bytes or the path of a file, also inside of lists and objects; other values as they are."""
    if isinstance(value, list):
        return [_plain(item) for item in value] if value and isinstance(value[0], dict | list) else value
    if not isinstance(value, dict):
        return value
    if value.keys() == {"bytes", "path"}:
        return value["path"] if value["bytes"] is None else value["bytes"]
    return {name: _plain(item) for name, item in value.items()}
