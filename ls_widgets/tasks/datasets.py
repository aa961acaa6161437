"""Hugging Face datasets, whose rows are read when they are shown; how to tell other sources apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ls_widgets.errors import TaskError
from ls_widgets.tasks.cells import unique_names
from ls_widgets.tasks.rows import BLOCK, Row


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
    return hasattr(value, "column_names") and hasattr(value, "__getitem__") and hasattr(value, "__len__")


class DatasetRows:
    """A dataset behind the interface of rows; recordings stay as they are in their files."""

    def __init__(self, dataset: Any) -> None:
        self.native = dataset
        self.notes: list[str] = []
        self._dataset = _undecoded(dataset)
        self._names = list(dataset.column_names)
        self.columns = unique_names(self._names, problems=self.notes)

    def __len__(self) -> int:
        return len(self._dataset)

    def row(self, i: int) -> Row:
        return {name: _plain(value) for name, value in self._dataset[i].items()}

    def block(self, start: int, stop: int) -> Iterator[Row]:
        for first in range(start, stop, BLOCK):
            part = self._dataset[first : min(first + BLOCK, stop)]
            for cells in zip(*part.values(), strict=True):
                yield {name: _plain(cell) for name, cell in zip(self.columns, cells, strict=True)}

    def column(self, name: str) -> Iterator[Any]:
        for first in range(0, len(self), BLOCK):
            yield from map(_plain, self._dataset[first : first + BLOCK][name])

    def twins(self, i: int) -> Sequence[int] | None:
        return None

    def envelope(self, i: int) -> Row | None:
        return None


def _undecoded(dataset: Any) -> Any:
    """The dataset with recordings, videos and pictures as bytes or paths, which is what the view needs."""
    for name, feature in dict(dataset.features or {}).items():
        if getattr(feature, "decode", None) is True:
            dataset = dataset.cast_column(name, type(feature)(decode=False))
    return dataset


def _plain(value: Any) -> Any:
    """The bytes or the path of a file; other values as they are."""
    if isinstance(value, dict) and value.keys() == {"bytes", "path"}:
        return value["path"] if value["bytes"] is None else value["bytes"]
    return value
