"""Hugging Face: a folder that ``datasets.load_dataset(folder)`` reads."""

from __future__ import annotations

from typing import Any

from ls_widgets.extras import need
from ls_widgets.formats import jsonio
from ls_widgets.formats.flat import rows as flat_rows
from ls_widgets.formats.job import Job, any_config
from ls_widgets.formats.spool import Spool

why_not = any_config

BLOCK = 5_000
CARD = """---
configs:
- config_name: default
  data_files: data/train-*.parquet
---

Labels exported by ls_widgets: one row for each annotation. Lists and objects are JSON text.
"""


def write(job: Job) -> None:
    """``data/train-00000-of-00001.parquet`` with a column for each data key and control, and a card."""
    arrow = need("pyarrow", extra="arrow", what="the hf format")
    parquet = need("pyarrow.parquet", extra="arrow", what="the hf format")
    kinds: dict[str, str] = {}
    with Spool() as rows:
        for _, row in flat_rows(job):
            for name, value in row.items():
                kinds[name] = _wider(kinds.get(name, ""), _kind(value))
            rows.add(row)
        types = {"int": arrow.int64(), "float": arrow.float64(), "bool": arrow.bool_()}
        types["texts"] = arrow.list_(arrow.string())
        schema = arrow.schema([(name, types.get(kind, arrow.string())) for name, kind in kinds.items()])
        with (
            job.folder.open("data/train-00000-of-00001.parquet") as stream,
            parquet.ParquetWriter(stream, schema) as writer,
        ):
            block: list[dict[str, Any]] = []
            for row in rows:
                block.append({name: _cell(row.get(name), kind) for name, kind in kinds.items()})
                if len(block) == BLOCK:
                    writer.write_batch(arrow.RecordBatch.from_pylist(block, schema=schema))
                    block = []
            writer.write_batch(arrow.RecordBatch.from_pylist(block, schema=schema))
    job.folder.write("README.md", CARD.encode())


def _kind(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "bool"
        case int():
            return "int" if -(2**63) <= value < 2**63 else "json"
        case float():
            return "float"
        case str():
            return "text"
        case list() if value and all(isinstance(one, str) for one in value):
            return "texts"
    return "json"


def _wider(known: str, kind: str) -> str:
    if not known or not kind or known == kind:
        return known or kind
    return "float" if {known, kind} == {"int", "float"} else "json"


def _cell(value: Any, kind: str) -> Any:
    if value is None or kind in ("int", "bool"):
        return value
    if kind == "float":
        return float(value)
    if kind == "texts":
        return [_sound(one) for one in value]
    return _sound(value if isinstance(value, str) and kind == "text" else jsonio.text(value))


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
