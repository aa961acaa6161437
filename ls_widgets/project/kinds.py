"""Frames of the caller's kind: back to lazy and distributed ones, and types for nested label columns."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any


def like_given(frame: Any, native: Any, categories: Mapping[str, Sequence[str]] | None = None) -> Any:
    """A frame as what the caller gave: lazy Polars, DuckDB, Dask and Spark were collected to be read.

    ``categories``: the values of each column that has few, for a kind that Arrow does not tell them.
    """
    home, name = type(native).__module__.partition(".")[0], type(native).__name__
    if home == "polars":
        return frame.lazy() if name == "LazyFrame" else frame
    if home in ("duckdb", "_duckdb"):
        return _relation(frame, native, categories or {})
    if home.startswith("dask"):
        import dask.config as settings
        import dask.dataframe as frames

        with settings.set({"dataframe.convert-string": False}):  # lists would become their repr
            return frames.from_pandas(_pandas(frame), npartitions=max(1, native.npartitions), sort=False)
    if home == "pyspark":
        return native.sparkSession.createDataFrame(_spark_input(frame))
    return frame


def _relation(table: Any, native: Any, categories: Mapping[str, Sequence[str]]) -> Any:
    """A relation of DuckDB with the types that Arrow does not have: those of the caller, and categories."""
    import duckdb

    relation = duckdb.from_arrow(table)
    own = table.column_names[: len(native.columns)] == native.columns
    types = {name: str(kind) for name, kind in zip(native.columns, native.types, strict=True) if own}
    types |= {
        name: f"ENUM({', '.join(_literal(value) for value in few)})"
        for name, few in categories.items()
        if few
    }
    casts = []
    for name, kind in zip(relation.columns, relation.types, strict=True):
        column = '"' + name.replace('"', '""') + '"'
        wanted = types.get(name, str(kind))
        casts.append(column if wanted == str(kind) else f"CAST({column} AS {wanted}) AS {column}")
    return relation.project(", ".join(casts)) if casts else relation


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


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


def nested_type(values: Sequence[Any], hint: Any = None) -> Any:
    """The Narwhals type of lists, and of lists of objects; None where the values have no one type.

    ``hint``: what they mostly are, ``["float"]`` or ``[{"x": "float"}]``; its fields are always there.
    """
    import narwhals as nw

    present = [value for value in values if value is not None]
    if not all(isinstance(value, list | tuple) for value in present) or not (present or hint):
        return None
    inner = _type([item for value in present for item in value], hint[0] if hint else None)
    return None if inner is None else nw.List(inner)


def _type(values: Sequence[Any], hint: Any = None) -> Any:
    import narwhals as nw

    present = [value for value in values if value is not None]
    kinds = {type(value) for value in present}
    words = {"float": nw.Float64(), "int": nw.Int64(), "boolean": nw.Boolean()}
    if not kinds and not isinstance(hint, list | dict):
        return words.get(hint, nw.String())
    if kinds <= {list, tuple} and (kinds or isinstance(hint, list)):
        inner = _type(
            [item for value in present for item in value], hint[0] if isinstance(hint, list) else None
        )
        return None if inner is None else nw.List(inner)
    if kinds <= {dict}:
        known = hint if isinstance(hint, dict) else {}
        names = dict.fromkeys([*known, *(name for value in present for name in value)])
        # A field whose values have no one type is JSON text.
        fields = {
            name: _type([value.get(name) for value in present], known.get(name)) or nw.String()
            for name in names
        }
        return nw.Struct(fields) if fields else None
    if kinds <= {bool}:
        return nw.Boolean()
    if kinds <= {int} and hint != "float" and all(-(2**63) <= value < 2**63 for value in present):
        return nw.Int64()
    if kinds <= {int, float}:
        return nw.Float64()
    return nw.String() if kinds <= {str} else None


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
