"""Parquet and Arrow: a row for each result, geometry in columns of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ls_widgets.extras import need
from ls_widgets.formats import jsonio
from ls_widgets.formats.job import Job, any_config
from ls_widgets.formats.records import Record
from ls_widgets.model.wire import Item

why_not = any_config

BLOCK = 10_000
MOST_INTEGER = 1 << 63
NUMBERS = ("x", "y", "width", "height", "rotation", "radiusX", "radiusY", "start", "end")


def write(job: Job) -> None:
    """``regions.parquet`` or ``regions.arrow``; tasks without results have no row.

    ``value`` and ``data`` are JSON; ``labels`` a list; the geometry in Label Studio's units.
    """
    arrow = need("pyarrow", extra="arrow", what=f"the {job.options['kind']} format")
    schema = _schema(arrow)
    name = f"regions.{job.options['kind']}"
    with job.folder.open(name) as stream:
        if job.options["kind"] == "parquet":
            made = need("pyarrow.parquet", extra="arrow", what="the parquet format").ParquetWriter(
                stream, schema
            )
        else:
            made = arrow.ipc.new_file(stream, schema)
        with made as writer:
            rows: list[dict[str, Any]] = []
            for row in _rows(job):
                rows.append(row)
                if len(rows) == BLOCK:
                    writer.write_batch(arrow.RecordBatch.from_pylist(rows, schema=schema))
                    rows = []
            writer.write_batch(arrow.RecordBatch.from_pylist(rows, schema=schema))


def _schema(arrow: Any) -> Any:
    text, number = arrow.string(), arrow.float64()
    return arrow.schema([
        *((name, text) for name in ("task", "annotation", "annotator", "created_at", "region", "parent")),
        *((name, text) for name in ("control", "object", "type")),
        ("labels", arrow.list_(text)),
        *((name, number) for name in NUMBERS),
        ("original_width", number), ("original_height", number), ("item_index", arrow.int64()),
        ("score", number), ("origin", text), ("value", text), ("meta", text), ("data", text),
    ])  # fmt: skip


def _rows(job: Job) -> Iterator[dict[str, Any]]:
    for record in job.records():
        data = jsonio.text(record.data) if record.items else ""
        for item in record.items:
            yield _row(record, item, data)


def _row(record: Record, item: Item, data: str) -> dict[str, Any]:
    annotation, value = record.annotation or {}, item["value"]
    labels = value.get(str(item.get("type")))
    page = item.get("item_index")
    return {
        "task": _text(record.id),
        "annotation": _text(annotation.get("id")),
        "annotator": _text(record.annotator),
        "created_at": _text(annotation.get("created_at")),
        "region": _text(item.get("id")),
        "parent": _text(item.get("parentID")),
        "control": _text(item.get("from_name")),
        "object": _text(item.get("to_name")),
        "type": _text(item.get("type")),
        "labels": [_text(one) for one in labels] if isinstance(labels, list) else None,
        **{name: _number(value.get(name)) for name in NUMBERS},
        "original_width": _number(item.get("original_width")),
        "original_height": _number(item.get("original_height")),
        "item_index": page if type(page) is int and abs(page) < MOST_INTEGER else None,
        "score": _number(item.get("score")),
        "origin": _text(item.get("origin")),
        "value": jsonio.text(value),
        "meta": jsonio.text(item["meta"]) if item.get("meta") else None,
        "data": data,
    }


def _text(value: Any) -> str | None:
    if value is None:
        return None
    plain = value if isinstance(value, str) else jsonio.text(value)
    return plain.encode("utf-8", "replace").decode("utf-8")


def _number(value: Any) -> float | None:
    try:
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    except OverflowError:
        return None
