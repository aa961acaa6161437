"""Texts with labelled spans alone, as most are: read in a fraction of the time of dicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, defstruct

from ls_widgets.formats.job import Job
from ls_widgets.formats.plain import Plain, PlainTask, read_plain, task_kind
from ls_widgets.formats.records import Record
from ls_widgets.formats.source import loads


class PlainSpan(Struct, gc=False):
    """Code points with one label."""

    start: int
    end: int
    labels: Annotated[list[str], Meta(min_length=1, max_length=1)]


class PlainText(Struct, gc=False):
    """A text with spans inside of it, by start, none of which overlap."""

    text: str
    spans: Sequence[PlainSpan]


class _Result(Struct, gc=False, kw_only=True):
    id: Any = None
    type: Literal["labels"]
    value: PlainSpan


def read_texts(job: Job, name: str) -> Iterator[PlainText | Record]:
    """The records of a job, each as the Text of this name with its spans where nothing else is in it."""
    variable, control = job.layout.variable(name), _only_control(job, name)
    decode = loads if control is None else Plain(_kind(control, name))
    return read_plain(job, decode, lambda _, task: _plain(task, variable), lambda record: (record,))


def _only_control(job: Job, name: str) -> str | None:
    """The config's one Labels; None where there are more, or it is for other objects too."""
    controls = job.layout.controls("Labels")
    if len(controls) != 1 or job.layout.kind(controls[0].name) != "labels":
        return None
    return controls[0].name if [*controls[0].to_name] == [name] else None


def _kind(control: str, name: str) -> type[PlainTask]:
    """Tasks with results of this control alone."""
    about = [("from_name", Literal[control]), ("to_name", Literal[name])]
    return task_kind(defstruct("Result", about, bases=(_Result,), gc=False, kw_only=True))


def _plain(task: PlainTask, variable: str | None) -> PlainText | None:
    text = task.data.get(variable or "")
    if type(text) is not str:
        return None
    if not task.annotations:
        return PlainText(text, ())
    if task.annotation is None:
        return None
    found = [result.value for result in task.annotation.result]
    found.sort(key=attrgetter("start"))
    at = 0
    for span in found:
        if not at <= span.start < span.end:
            return None
        at = span.end
    return PlainText(text, found) if at <= len(text) else None
