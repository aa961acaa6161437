"""One flat row for each annotation: what JSON_MIN, CSV and TSV have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import UNSET, Struct, to_builtins

from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.plain import read_plain
from ls_widgets.formats.plain_answers import Annotation, Answer, AnsweredTask, Email, decoder
from ls_widgets.formats.records import Record
from ls_widgets.model.lsjson import author_of
from ls_widgets.model.wire import Item

REGION_ID = "id, parent or page of a region"
NOTE = "note on a region (meta)"
CHATS = ("chat", "chatmessage")
HIDDEN = "data hidden by a control or column of the same name"
ABOUT = 6
"""Fields that say what task and annotation a row is of."""


class Output(Struct, gc=False):
    """An annotation with the value of each control, or a task without any annotation."""

    id: Any
    """The task's."""
    data: Mapping[str, Any]
    values: dict[str, Any]
    """Control -> value, in the order of the results."""
    annotator: Any = None
    about: Annotation | None = None
    """The annotation, where there is one."""
    agreement: Any = UNSET


def outputs(job: Job) -> Iterator[Output]:
    """What JSON_MIN and tables hold, one after the other."""
    kinds = _Kinds(job.layout)
    return read_plain(
        job, decoder(job.layout), _plain_output(job), lambda record: (_output(record, job, kinds),)
    )


def _plain_output(job: Job) -> Callable[[int, AnsweredTask], Output | None]:
    """What is made of a plain task; None for one that is not as plain as its parts."""
    reference, losses = job.reference, job.losses

    def made(_: int, task: AnsweredTask) -> Output | None:
        if not task.annotations or task.annotations[0].was_cancelled:
            return None
        annotation = task.annotations[0]
        values: dict[str, Any] = {}
        regions: list[Answer] = []
        for item in annotation.result:
            name, value = item.from_name, item.value
            if type(value) is dict:
                values.setdefault(name, []).append(value)
                if len(value) > 1:
                    regions.append(item)
            elif name in values:  # an answer that stands for itself has company
                return None
            else:
                held = value.held
                values[name] = held[0] if len(held) == 1 else to_builtins(value)
        for item in regions:
            region = f", region {item.id}" if item.id else ""
            losses.add(REGION_ID, place=f"task {task.id}{region}")
        by = annotation.completed_by
        if type(by) is Email:
            by = by.email
        elif by is UNSET:
            by = None if reference else annotation.by.get("created_username") or None
        return Output(task.id, task.data, values, by, annotation)

    return made


def rows(job: Job) -> Iterator[tuple[Record, dict[str, Any]]]:
    """Each record as JSON_MIN has it."""
    kinds = _Kinds(job.layout)
    for record in job.records():
        yield record, row(_output(record, job, kinds), job)


def row(output: Output, job: Job) -> dict[str, Any]:
    """An object of JSON_MIN. Data of the name of another column are hidden."""
    about = output.about or _NOBODY
    found = dict(output.data)
    found["id"] = output.id
    found.update(output.values)
    found["annotator"] = output.annotator
    found["annotation_id"] = about.id
    found["created_at"] = about.created_at
    found["updated_at"] = about.updated_at
    found["lead_time"] = about.lead_time
    hidden = len(output.data) + len(output.values) + ABOUT - len(found)
    if hidden:
        job.losses.add(HIDDEN, place=f"task {output.id}", count=hidden)
    if output.agreement is not UNSET:
        found["agreement"] = output.agreement
    return found


def _output(record: Record, job: Job, kinds: _Kinds) -> Output:
    found: dict[str, list[Item]] = {}
    for item in record.items:
        if len(item["value"]) > 1 or not _PLACES.isdisjoint(item):
            job.losses.add(REGION_ID, record, item)
        if "meta" in item:
            job.losses.add(NOTE, record, item)
        found.setdefault(item["from_name"], []).append(item)
    annotation = record.annotation
    values = {name: _plain(kinds[name], items) for name, items in found.items()}
    output = Output(record.id, record.data, values)
    if annotation is not None:
        output.annotator = author(annotation, job)
        get: Callable[[str], Any] = annotation.get
        output.about = Annotation(
            result=[], id=get("id"), created_at=get("created_at"), updated_at=get("updated_at"),
            lead_time=get("lead_time"), history=get("history"),
        )  # fmt: skip
        output.agreement = record.task.get("agreement", UNSET)
    return output


_PLACES = frozenset({"original_width", "parentID", "item_index"})


_NOBODY = Annotation(result=[])


class _Kinds(dict[str, str]):
    """The kind of a control by name, asked of the config once."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self._layout = layout

    def __missing__(self, name: str) -> str:
        kind = self[name] = self._layout.kind(name)
        return kind


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


def reference_author(annotation: Mapping[str, Any], default: str | None = None) -> str | None:
    """E-mail, or number as text, as Label Studio's converter has it: a null is the word None there."""
    by = annotation.get("completed_by", {})
    return by.get("email", default) if isinstance(by, Mapping) else str(by)


def author(annotation: Mapping[str, Any], job: Job) -> Any:
    """Who made an annotation: the number as a number, else e-mail or name; None where nothing says it."""
    by = annotation.get("completed_by")
    if type(by) is int or type(by) is str:
        return by
    if job.reference:
        return reference_author(annotation)
    if type(by) is dict and type(by.get("email")) is str:
        return by["email"] or None
    return author_of(annotation) or None
