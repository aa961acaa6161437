"""One flat row for each annotation: what JSON_MIN, CSV and TSV have in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ls_widgets.formats.job import Job
from ls_widgets.formats.records import Record
from ls_widgets.model.lsjson import author_of
from ls_widgets.model.wire import Item

REGION_ID = "id, parent or page of a region"
NOTE = "note on a region (meta)"
CHATS = ("chat", "chatmessage")
HIDDEN = "data hidden by a control or column of the same name"
ABOUT = 6
"""Fields that say what task and annotation a row is of."""


_NOBODY: Mapping[str, Any] = {}


def outputs(job: Job) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Each record with control -> value, in the order of the results."""
    kinds = _Kinds(job)
    for record in job.records():
        for item in record.items:
            if (
                len(item["value"]) > 1
                or "original_width" in item
                or "parentID" in item
                or "item_index" in item
            ):
                job.losses.add(REGION_ID, record, item)
            if "meta" in item:
                job.losses.add(NOTE, record, item)
        if len(record.items) == 1:
            (item,) = record.items
            name = item["from_name"]
            yield record, {name: _plain(kinds[name], record.items)}
            continue
        found: dict[str, list[Item]] = {}
        for item in record.items:
            name = item["from_name"]
            if name in found:
                found[name].append(item)
            else:
                found[name] = [item]
        yield record, {name: _plain(kinds[name], items) for name, items in found.items()}


class _Kinds(dict[str, str]):
    """The kind of a control by name, asked of the config once."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._layout = job.layout

    def __missing__(self, name: str) -> str:
        kind = self[name] = self._layout.kind(name)
        return kind


def rows(job: Job) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Each record as JSON_MIN has it. Data of the name of another column are hidden."""
    for record, values in outputs(job):
        annotation = _NOBODY if record.annotation is None else record.annotation
        data = record.data
        row = {
            **data,
            "id": record.task.get("id"),
            **values,
            "annotator": author(annotation, job),
            "annotation_id": annotation.get("id"),
            "created_at": annotation.get("created_at"),
            "updated_at": annotation.get("updated_at"),
            "lead_time": annotation.get("lead_time"),
        }
        wanted = len(data) + len(values) + ABOUT
        if len(row) < wanted:
            job.losses.add(HIDDEN, record, count=wanted - len(row))
        if "agreement" in record.task:
            row["agreement"] = record.task["agreement"]
        yield record, row


def _plain(kind: str, items: Sequence[Item]) -> Any:
    """The value of a control: the text alone where it is one choice or one text, else a list."""
    if kind == "choices" or kind == "textarea":
        key = "choices" if kind == "choices" else "text"
        if len(items) == 1 and type(held := items[0]["value"].get(key)) is list and len(held) == 1:
            return held[0]
        values = [_single(_value(item), key) for item in items]
        return values[0] if len(values) == 1 else values
    values = [_value(item) for item in items]
    if kind in CHATS:
        return [value.get("chatmessage", value) for value in values]
    return values


def _value(item: Item) -> dict[str, Any]:
    value = item["value"]
    if "original_width" in item or "original_height" in item:
        value = dict(value)
        for name in ("original_width", "original_height"):
            if name in item:
                value[name] = item[name]
    return value


def _single(value: Mapping[str, Any], key: str) -> Any:
    held = value.get(key)
    if isinstance(held, list) and len(held) == 1:
        return held[0]
    return value


def author(annotation: Mapping[str, Any], job: Job) -> Any:
    """Who made an annotation: the number as a number, else e-mail or name; None where nothing says it."""
    by = annotation.get("completed_by")
    if type(by) is int or type(by) is str:
        return by
    if job.reference:
        return by.get("email") if isinstance(by, Mapping) else None
    if type(by) is dict and type(by.get("email")) is str:
        return by["email"] or None
    return author_of(annotation) or None
