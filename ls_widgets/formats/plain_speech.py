"""Recordings with one text alone, as most are: read in a fraction of the time of dicts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, defstruct

from ls_widgets.formats.job import Job
from ls_widgets.formats.json_blocks import Decode
from ls_widgets.formats.plain import Absent, Plain, PlainTask, read_plain, task_kind
from ls_widgets.formats.records import Record
from ls_widgets.formats.source import loads


class _Value(Struct, gc=False):
    text: Annotated[list[str], Meta(min_length=1, max_length=1)]
    start: Absent = UNSET


class _Result(Struct, gc=False, kw_only=True):
    id: Any = None
    type: Literal["textarea"]
    value: _Value
    original_length: Absent = UNSET


def read_speech(job: Job) -> Iterator[tuple[Record, str | None]]:
    """The records of a job; without results but with its text where a text is all that a record has."""
    return read_plain(job, _decoder(job), _plain, lambda record: ((record, None),))


def _decoder(job: Job) -> Decode:
    """Reads tasks with results of a TextArea as structs, all others as dicts."""
    names = [name for name in job.layout.known if job.layout.kind(name) == "textarea"]
    if not names:
        return loads
    about = [("from_name", Literal[*names])]
    return Plain(task_kind(defstruct("Result", about, bases=(_Result,), gc=False, kw_only=True)))


def _plain(index: int, task: PlainTask) -> tuple[Record, str] | None:
    """The record of a task with one text."""
    annotation = task.annotation
    if annotation is None or len(annotation.result) != 1:
        return None
    return Record(index, {"id": task.id}, task.data, annotation.by), annotation.result[0].value.text[0]
