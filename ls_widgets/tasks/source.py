"""Anything that holds tasks, as numbered rows with stable keys and JSON data."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ls_widgets.config.variables import find
from ls_widgets.config.words import did_you_mean, listing, quote
from ls_widgets.errors import TaskError
from ls_widgets.tasks.cells import is_null, json_value
from ls_widgets.tasks.columns import check_columns, first_key, fits, picture_columns
from ls_widgets.tasks.datasets import (
    DatasetRows,
    arrow_ready,
    is_dask,
    is_dataset,
    is_picture,
    is_stream,
    stream_rows,
)
from ls_widgets.tasks.files import read_file
from ls_widgets.tasks.folders import folder_values, glob_values, is_glob
from ls_widgets.tasks.indexed import FileValues
from ls_widgets.tasks.keys import DigestKeys, IdKeys, id_text
from ls_widgets.tasks.remote import is_address
from ls_widgets.tasks.rows import (
    FIRST_ROWS,
    ExportRows,
    FrameRows,
    NarwhalsRows,
    RecordRows,
    Row,
    Rows,
    ValueRows,
)

if TYPE_CHECKING:
    from ls_widgets.config.label_config import LabelConfig


class TaskSource:
    """Tasks by position and by key; made by :func:`open_tasks`.

    Opening reads no rows; a row is read each time it is asked for and handed out as a fresh copy.
    A pandas or Polars frame is held as a snapshot: changes that the caller makes to it later are
    not seen. Dicts, arrays and pictures in lists and cells are held by reference: a change in them
    shows, while a key that was asked for before stays what it was.
    """

    def __init__(self, rows: Rows, config: LabelConfig | None, id_column: str | None) -> None:
        self.rows = rows
        self.native: Any = rows.native
        """What the caller gave."""
        self.columns: list[str] = rows.columns
        """Names of the columns, as texts, each one once."""
        self.warnings: list[str] = list(rows.notes)
        """What was found on opening: renamed columns, ids that come again."""
        self._pictures = picture_columns(config) if config is not None else frozenset()
        self._ids: IdKeys | None = None
        if id_column is None:
            self._keys: DigestKeys | IdKeys = DigestKeys(rows)
        else:
            _check_id_column(rows, id_column)
            ids = list(rows.column(id_column))
            self.warnings.extend(_repeated(ids, id_column))
            self._ids = self._keys = IdKeys(rows, ids)

    def __len__(self) -> int:
        return len(self.rows)

    def key(self, i: int) -> str:
        """The key of row ``i``: its id, or a digest of its data; ``#2``, ``#3``, … tell equals apart.

        Costs reading and hashing the rows up to ``i`` once (about 5 µs each). From 20,000 rows ahead
        of what was read, a frame with a telling text or integer column is searched instead, some
        milliseconds for a million rows. Equal rows are numbered in row order.
        """
        return self._keys.key(self._checked(i))

    def index_of(self, key: str) -> int | None:
        """The row of a key, or None. Reads on until it is found: all rows for a key that is none."""
        return self._keys.find(key)

    def data(self, i: int) -> Row:
        """The data of row ``i``, fresh and strict JSON."""
        return _json_row(self.rows.row(self._checked(i)))

    def problems(self, i: int, *, columns: Collection[str] | None = None) -> list[str]:
        """What of row ``i`` JSON cannot hold, cell by cell, and whether its id comes again.

        ``columns`` narrows it to some columns. Pictures in columns that the config shows as images
        are no problem.
        """
        found: list[str] = []
        for name, value in self.rows.row(self._checked(i)).items():
            if columns is not None and name not in columns:
                continue
            if name in self._pictures and _is_media(value):
                continue
            json_value(value, where=f"column '{name}'", problems=found)
        if self._ids is not None:
            key = self._ids.key(i)
            if i in self._ids.repeated:
                found.append(f"the id '{self._ids.repeated[i]}' comes again: this task is '{key}'")
        return found

    def raw(self, i: int, column: str) -> Any:
        """The original cell, not a copy: a column's name, or a path such as ``pages[0].url``; or None."""
        return find(self.rows.row(self._checked(i)), column)[1]

    def envelope(self, i: int) -> Row | None:
        """The whole Label Studio task of row ``i`` (ids, annotations, predictions), or None.

        A deep copy in the original order; its ``data`` is that of :meth:`data`.
        """
        found = self.rows.envelope(self._checked(i))
        return None if found is None else {**found, "data": _json_row(found["data"])}

    def pairs(self, start: int, stop: int) -> Iterator[tuple[Row, Row | None]]:
        """The data of the rows from ``start`` to before ``stop``, each with its Label Studio task or None.

        The data is fresh; the task is the source's own, read once and not copied: never change it.
        """
        for row, task in self.rows.pairs(start, min(stop, len(self))):
            yield _json_row(row), task

    def __repr__(self) -> str:
        return f"<{len(self)} tasks with {', '.join(self.columns[:8])}>"

    def _checked(self, i: int) -> int:
        if not 0 <= i < len(self.rows):
            raise IndexError(f"task {i} of {len(self.rows)}")
        return i


def open_tasks(
    tasks: Any,
    config: LabelConfig | None = None,
    *,
    id: str | None = None,  # noqa: A002 - the name that callers use for such a column
) -> TaskSource:
    """Opens whatever holds tasks; raises :class:`TaskError` for what cannot be read.

    ``tasks`` is a pandas, Polars or PyArrow frame (or any that Narwhals reads: DuckDB, Dask, Spark), a
    pandas Series, a Hugging Face dataset, a list of dicts, of Label Studio tasks, or of texts or
    pictures, one dict (one task), the path or address of a csv, tsv, json, jsonl, parquet or txt
    file, or a folder or pattern of the files that the config shows. With a config its variables are
    checked against the columns. ``id`` names the column that holds the caller's own keys (in a Label
    Studio export, the task's ``id`` too); without it a key is a digest of the row's data.

    >>> source = open_tasks([{"text": "good"}, {"text": "bad"}])
    >>> source.data(1), source.index_of(source.key(1))
    ({'text': 'bad'}, 1)
    """
    check_order(tasks, config)
    rows = _open(tasks, config)
    if config is not None and (rows.columns or len(rows)):
        check_columns(rows.columns, config, hint=_export_hint(rows))
    return TaskSource(rows, config, id)


def check_order(tasks: Any, config: Any) -> None:
    """Raises a :class:`TaskError` when a config stands where tasks belong, or the reverse."""
    looks_config = _is_config(tasks)
    if looks_config or _is_frame(config):
        swapped = "the two arguments are swapped: " if looks_config and config is not None else ""
        given = "a labeling config" if looks_config else "a frame or list of tasks"
        place = "first" if looks_config else "second"
        raise TaskError(f"{swapped}the {place} argument is {given}. Tasks come first, then the config.")


def _is_config(value: Any) -> bool:
    if isinstance(value, str):
        return value.lstrip("\ufeff \t\r\n").startswith("<") or value.lower().endswith(".xml")
    if isinstance(value, os.PathLike):
        return os.fsdecode(value).lower().endswith(".xml")
    return type(value).__name__ == "LabelConfig"


def _is_frame(value: Any) -> bool:
    if isinstance(value, str | os.PathLike | type) or value is None:
        return False
    return isinstance(value, list | tuple) or hasattr(value, "columns")


def _open(tasks: Any, config: LabelConfig | None) -> Rows:
    pandas, numpy = sys.modules.get("pandas"), sys.modules.get("numpy")
    if pandas is not None and isinstance(tasks, pandas.DataFrame):
        return FrameRows(tasks)
    if pandas is not None and isinstance(tasks, pandas.Series):
        return FrameRows(tasks.to_frame(_series_name(tasks.name, config)), native=tasks)
    if isinstance(tasks, str | os.PathLike):
        return _from_path(tasks, config)
    if is_dataset(tasks):
        return DatasetRows(tasks)
    if is_stream(tasks):
        return _from_list(stream_rows(tasks), config, tasks)
    if isinstance(tasks, Mapping):
        return _from_list([tasks], config, tasks)
    if isinstance(tasks, list | tuple):
        return _from_list(tasks, config, tasks)
    if numpy is not None and isinstance(tasks, numpy.ndarray):
        return _from_list([tasks] if _is_one_picture(tasks.shape, config) else tasks, config, tasks)
    if is_picture(tasks):
        return _from_list([tasks], config, tasks)
    if is_dask(tasks):
        return FrameRows(tasks.compute(), native=tasks)
    frame = _narwhals(tasks, config)
    if frame is not None:
        return NarwhalsRows(frame, native=tasks)
    if isinstance(tasks, Iterable) and not isinstance(tasks, bytes | bytearray | memoryview):
        return _from_list(tasks, config, tasks)
    raise TaskError(
        f"tasks of type {type(tasks).__name__} cannot be read. Give a DataFrame, a list of dicts or "
        "texts, a folder of files, or the path of a csv, tsv, json, jsonl, parquet or txt file."
    )


def _is_one_picture(shape: tuple[int, ...], config: LabelConfig | None) -> bool:
    """Whether an array is one picture and not one of many things; anything is where it has no length."""
    shows = config is not None and first_key(config) in picture_columns(config)
    return not shape or (shows and (len(shape) == 2 or (len(shape) == 3 and shape[2] in (1, 3, 4))))


def _from_path(path: str | os.PathLike[Any], config: LabelConfig | None) -> Rows:
    text = os.fsdecode(path)
    folder = Path(os.path.expanduser(text))  # noqa: PTH111 - leaves the name of an unknown user as it is
    if not is_address(text) and is_glob(text):
        content = glob_values(text, config)
    elif text and os.path.isdir(folder):  # noqa: PTH112 - never raises
        content = folder_values(folder, config)
    else:
        content = read_file(path)
    if isinstance(content, Sequence):
        return _from_list(content, config, path)
    return FrameRows(content, native=path)


def _series_name(name: Any, config: LabelConfig | None) -> str:
    named = isinstance(name, str) and fits([name], config)
    return name if named else first_key(config)


def _narwhals(tasks: Any, config: LabelConfig | None) -> Any:
    import narwhals as nw

    try:
        frame = nw.from_native(arrow_ready(tasks), allow_series=True, pass_through=True)
        if isinstance(frame, nw.Series):
            return frame.alias(_series_name(frame.name, config)).to_frame()
        if isinstance(frame, nw.LazyFrame):
            return frame.collect()
    except Exception as error:  # each library has errors of its own
        reason = str(error).strip().rstrip(".")
        raise TaskError(f"the {type(tasks).__name__} cannot be read: {reason}.") from error
    return frame if isinstance(frame, nw.DataFrame) else None


def _from_list(items: Iterable[Any], config: LabelConfig | None, native: Any) -> Rows:
    values = items if isinstance(items, FileValues) else list(items)
    first = list(values[:FIRST_ROWS])
    dicts = [isinstance(value, Mapping) for value in first]
    if not any(dicts):
        column = first_key(config)
        return ValueRows(values, column, native=native) if values else RecordRows([], native=native)
    if not all(dicts):
        odd = dicts.index(not dicts[0])
        raise TaskError(
            f"element {odd} is a {type(first[odd]).__name__} and element 0 a {type(first[0]).__name__}: "
            "a list of tasks holds dicts only, or no dicts at all."
        )
    if _is_export(first, config):
        return ExportRows(values, native=native)
    return RecordRows(values, native=native)


def _is_export(first: list[Mapping[Any, Any]], config: LabelConfig | None) -> bool:
    """Whether dicts are Label Studio tasks, and not plain data with a column called data."""
    if not all(isinstance(item.get("data"), Mapping) for item in first):
        return False
    if not any(item["data"] or "annotations" in item or "predictions" in item for item in first):
        return False
    plain = config is not None and bool(config.data_keys) and fits([*first[0]], config)
    return not plain or fits([*first[0]["data"]], config)


def _export_hint(rows: Rows) -> str:
    if {"data", "annotations"} <= set(rows.columns):
        return "It looks like a Label Studio export: give its path, or the list of its tasks."
    return ""


def _check_id_column(rows: Rows, name: str) -> None:
    if name not in rows.columns and not (len(rows) and name in (rows.envelope(0) or ())):
        hint = did_you_mean(name, rows.columns)
        message = f"There is no id column {quote(name)}; there are {listing(rows.columns)}. {hint}"
        raise TaskError(message.rstrip())


def _repeated(ids: Iterable[Any], name: str) -> list[str]:
    """Names the ids that come again."""
    seen: set[str] = set()
    again: dict[str, None] = {}
    for value in ids:
        if is_null(value):
            continue
        text = id_text(value)
        if text in seen:
            again[text] = None
        seen.add(text)
    if not again:
        return []
    some = ", ".join(f"'{text}'" for text in list(again)[:3])
    return [f"{len(again)} ids of '{name}' come more than once ({some}): they are numbered #2, #3, …"]


def _json_row(row: Row) -> Row:
    # Most cells are plain text; others, and halves of characters, are made JSON first.
    return {
        name: value if type(value) is str and value.isascii() else json_value(value)
        for name, value in row.items()
    }


def _is_media(value: Any) -> bool:
    if isinstance(value, list | tuple):
        return all(map(_is_media, value))
    return (
        isinstance(value, bytes | bytearray | memoryview | str)
        or hasattr(value, "__array__")
        or hasattr(value, "__array_interface__")
    )
