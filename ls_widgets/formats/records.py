"""Tasks of Label Studio's JSON as records: one for each annotation that counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ls_widgets.formats.layout import Layout
from ls_widgets.formats.losses import Losses
from ls_widgets.model.lsjson import author_of
from ls_widgets.model.wire import Item

SKIPPED = "skipped annotation"
OLDER = "older annotation of a task"
RELATION = "relation"
DRAFT = "draft that was not submitted"
UNKNOWN = "result of a control that the config does not have"
BROKEN = "result that is no object with a value"

_NOTHING: tuple[Item, ...] = ()


@dataclass(slots=True)
class Record:
    """One annotation of a task, or a task without any."""

    index: int
    """Position of the task."""
    task: Mapping[str, Any]
    data: Mapping[str, Any]
    annotation: Mapping[str, Any] | None
    items: list[Item] = field(default_factory=list)
    """Results of the config's controls, in order; each has a ``value`` that is a dict."""

    @property
    def id(self) -> Any:
        """The task's id."""
        return self.task.get("id")

    @property
    def annotator(self) -> str:
        """Name or e-mail of who made the annotation; empty where it is not known."""
        return "" if self.annotation is None else author_of(self.annotation)

    def where(self, item: Mapping[str, Any] | None = None) -> str:
        """Task and region in words."""
        region = f", region {item['id']}" if item is not None and item.get("id") else ""
        return f"task {self.id}{region}"


def read_records(
    tasks: Callable[[], Iterator[Mapping[str, Any]]], layout: Layout, losses: Losses, *, newest: bool
) -> Iterator[Record]:
    """One record for each annotation, the newest of a task first; one for a task without annotations.

    Skipped annotations count as none, but a task that has only skipped ones gives no record.
    ``newest`` leaves out all but the newest annotation of a task.
    """
    for index, task in enumerate(tasks()):
        data = task.get("data")
        if type(data) is not dict and not isinstance(data, Mapping):
            data = {}
        if task.get("drafts"):
            losses.add(DRAFT, Record(index, task, data, None), count=len(task["drafts"]))
        annotations = task.get("annotations")
        if annotations is None:
            annotations = task.get("completions")
        if not annotations:
            yield Record(index, task, data, None)
            continue
        live = [one for one in annotations if not (one.get("was_cancelled") or one.get("skipped"))]
        if len(live) < len(annotations):
            losses.add(SKIPPED, Record(index, task, data, None), count=len(annotations) - len(live))
        if len(live) > 1:
            live = _newest_first(live)
            if newest:
                losses.add(OLDER, Record(index, task, data, None), count=len(live) - 1)
                del live[1:]
        for annotation in live:
            record = Record(index, task, data, annotation)
            record.items = _known(record, annotation.get("result") or _NOTHING, layout, losses)
            yield record


def _newest_first(annotations: list[Any]) -> list[Any]:
    def when(annotation: Mapping[str, Any]) -> tuple[bool, Any]:
        at = annotation.get("created_at")
        return (True, at) if isinstance(at, str) else (False, at if isinstance(at, int | float) else 0)

    return sorted(annotations, key=when, reverse=True)


def _known(record: Record, result: Any, layout: Layout, losses: Losses) -> list[Item]:
    known: list[Item] = []
    for item in result:
        if item.get("type") == "relation":
            losses.add(RELATION, record)
        elif layout.control(item.get("from_name")) is None:
            losses.add(UNKNOWN, record, item)
        elif type(item.get("value")) is not dict:
            losses.add(BROKEN, record, item)
        else:
            known.append(item)
    return known
