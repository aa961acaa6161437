"""Tasks of Label Studio's JSON as records: one for each annotation that counts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from ls_widgets.errors import FormatError
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


class Record(Struct):
    """One annotation of a task, or a task without any."""

    index: int
    """Position of the task."""
    task: Mapping[str, Any]
    data: Mapping[str, Any]
    annotation: Mapping[str, Any] | None
    items: list[Item] = []
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
    controls = Controls(layout)
    for index, task in enumerate(tasks()):
        yield from records_of(index, task, controls, losses, newest=newest)


def records_of(
    index: int, task: Mapping[str, Any], controls: Controls, losses: Losses, *, newest: bool
) -> Iterator[Record]:
    """The records of one task; what is left out is counted."""
    data = task.get("data")
    if type(data) is not dict and not isinstance(data, Mapping):
        data = {}
    drafts = task.get("drafts")
    if drafts and isinstance(drafts, list):
        losses.add(DRAFT, Record(index, task, data, None, []), count=len(drafts))
    annotations = task.get("annotations")
    if annotations is None:
        annotations = task.get("completions")
    if not annotations:
        yield Record(index, task, data, None, [])
        return
    if type(annotations) is not list and not isinstance(annotations, Sequence):
        raise FormatError(f"task {task.get('id')}: annotations must be a list.")
    for annotation in annotations:
        if type(annotation) is not dict and not isinstance(annotation, Mapping):
            raise FormatError(f"task {task.get('id')}: an annotation must be an object.")
    if len(annotations) > 1 or _is_skipped(annotations[0]):
        annotations = _live(Record(index, task, data, None, []), annotations, losses, newest=newest)
    for annotation in annotations:
        record = Record(index, task, data, annotation, [])
        _fill(record, controls, losses)
        yield record


def _is_skipped(annotation: Mapping[str, Any]) -> bool:
    return bool(annotation.get("was_cancelled") or annotation.get("skipped"))


def _live(
    record: Record, annotations: Sequence[Mapping[str, Any]], losses: Losses, *, newest: bool
) -> Sequence[Mapping[str, Any]]:
    live = [one for one in annotations if not _is_skipped(one)]
    if len(live) < len(annotations):
        losses.add(SKIPPED, record, count=len(annotations) - len(live))
    if len(live) > 1:
        live = _newest_first(live)
        if newest:
            losses.add(OLDER, record, count=len(live) - 1)
            del live[1:]
    return live


def _newest_first(annotations: list[Any]) -> list[Any]:
    def when(annotation: Mapping[str, Any]) -> tuple[bool, Any]:
        at = annotation.get("created_at")
        return (True, at) if isinstance(at, str) else (False, at if isinstance(at, int | float) else 0)

    return sorted(annotations, key=when, reverse=True)


class Controls(dict[Any, bool]):
    """Whether the config has a control of a name, asked of it once."""

    def __init__(self, layout: Layout) -> None:
        super().__init__()
        self._layout = layout

    def __missing__(self, name: Any) -> bool:
        # Without controls the answers are those of an interface of the user's own: all are kept.
        known = self[name] = self._layout.control(name) is not None or not self._layout.known
        return known


def _fill(record: Record, controls: Controls, losses: Losses) -> None:
    """Gives a record of an annotation its items; what is left out is counted."""
    result = record.annotation.get("result")  # type: ignore[union-attr]
    if not result:
        return
    try:
        for item in result:
            if (
                item["type"] == "relation"
                or not controls[item["from_name"]]
                or type(item["value"]) is not dict
            ):
                break
        else:
            record.items = result if type(result) is list else [*result]
            return
    except (KeyError, TypeError):  # one is broken or lacks a part
        pass
    if not isinstance(result, Sequence):
        raise FormatError(f"{record.where()}: the result of an annotation must be a list.")
    add = record.items.append
    for item in result:
        if type(item) is not dict:
            losses.add(BROKEN, record)
        elif item.get("type") == "relation":
            losses.add(RELATION, record)
        elif type(name := item.get("from_name")) is not str or not controls[name]:
            losses.add(UNKNOWN, record, item)
        elif type(item.get("value")) is not dict:
            losses.add(BROKEN, record, item)
        else:
            add(item)
