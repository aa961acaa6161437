"""Frames of the caller's kind: back to lazy and distributed ones, and types for nested label columns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any


def like_given(frame: Any, native: Any) -> Any:
    """A frame as what the caller gave: lazy Polars, DuckDB, Dask and Spark were collected to be read."""
    home, name = type(native).__module__.partition(".")[0], type(native).__name__
    if home == "polars":
        return frame.lazy() if name == "LazyFrame" else frame
    if home in ("duckdb", "_duckdb"):
        import duckdb

        return duckdb.from_arrow(frame)
    if home.startswith("dask"):
        import dask.config as settings
        import dask.dataframe as frames

        with settings.set({"dataframe.convert-string": False}):  # lists would become their repr
            return frames.from_pandas(_pandas(frame), npartitions=max(1, native.npartitions), sort=False)
    if home == "pyspark":
        return native.sparkSession.createDataFrame(_spark_input(frame))
    return frame


def _spark_input(table: Any) -> Any:
    import pyspark  # type: ignore[import-not-found]

    # Spark takes Arrow tables from 4 on; integers of pandas lack nulls.
    old = int(pyspark.__version__.split(".")[0]) < 4
    return table.to_pandas() if old else without_dictionaries(table)


def without_dictionaries(table: Any) -> Any:
    """An Arrow table whose categories are texts, for whom knows no others."""
    import pyarrow as pa

    fields = [
        field.with_type(field.type.value_type) if pa.types.is_dictionary(field.type) else field
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def _pandas(frame: Any) -> Any:
    return frame.to_pandas() if hasattr(frame, "to_pandas") else frame


def dataset_frame(dataset: Any, labels: Any, rows: Sequence[int] | None) -> Any:
    """A Hugging Face dataset beside an Arrow table; ``rows`` None leaves its own columns out."""
    import datasets

    typed = datasets.Dataset(without_dictionaries(labels))
    if rows is None:
        return typed
    whole = isinstance(rows, range) and rows == range(len(dataset))
    picked = dataset if whole else dataset.select(list(rows))
    return datasets.concatenate_datasets([picked, typed], axis=1) if labels.num_columns else picked


def nested_type(values: Sequence[Any]) -> Any:
    """The Narwhals type of lists, and of lists of objects; None where the values have no one type."""
    import narwhals as nw

    present = [value for value in values if value is not None]
    if not present or not all(isinstance(value, list | tuple) for value in present):
        return None
    inner = _type([item for value in present for item in value])
    return None if inner is None else nw.List(inner)


def _type(values: Sequence[Any]) -> Any:
    import narwhals as nw

    present = [value for value in values if value is not None]
    kinds = {type(value) for value in present}
    if kinds <= {bool}:
        return nw.Boolean() if kinds else nw.String()
    if kinds <= {int} and all(-(2**63) <= value < 2**63 for value in present):
        return nw.Int64()
    if kinds <= {int, float}:
        return nw.Float64()
    if kinds <= {str}:
        return nw.String()
    if kinds <= {list, tuple}:
        inner = _type([item for value in present for item in value])
        return None if inner is None else nw.List(inner)
    if kinds <= {dict}:
        names = dict.fromkeys(name for value in present for name in value)
        # A field whose values have no one type is JSON text.
        fields = {name: _type([value.get(name) for value in present]) or nw.String() for name in names}
        return nw.Struct(fields) if fields else None
    return None


def fitted(values: Sequence[Any], dtype: Any) -> list[Any]:
    """The values as a nested type takes them: every field there, numbers of one kind."""
    return [_fit(value, dtype) for value in values]


def _fit(value: Any, dtype: Any) -> Any:
    import narwhals as nw

    if value is None:
        return None
    if isinstance(dtype, nw.List):
        return [_fit(item, dtype.inner) for item in value]
    if isinstance(dtype, nw.Struct):
        return {field.name: _fit(value.get(field.name), field.dtype) for field in dtype.fields}
    if isinstance(dtype, nw.Float64):
        return float(value)
    if isinstance(dtype, nw.String) and not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return value
