"""The shapes that cross the comm and lie in the store, in Label Studio's own spelling.

Both languages use these names unchanged: ``js/src/generated/wire.ts`` is written from this file.
"""

from __future__ import annotations

from typing import Any, Literal, TypedDict

Item = dict[str, Any]
"""One element of Label Studio's ``result`` list, unknown keys included."""

Status = Literal["void", "draft", "submitted", "skipped", "deleted"]
"""``void``: not there yet, or its creation was undone. Only submitted and skipped ones are exported."""

OpKind = Literal["create", "edit", "submit", "update", "skip", "delete", "undo", "redo"]


class Placed(TypedDict):
    """An item and its position in the ``result`` list."""

    at: int
    item: Item


class Diff(TypedDict, total=False):
    """One change of one annotation; absent parts are empty. Undo, autosave and history all use it."""

    removed: list[Placed]
    """Positions in the list before the change, ascending."""
    updated: list[tuple[Item, Item]]
    """Pairs ``[from, to]`` with the same key; the position stays."""
    added: list[Placed]
    """Positions in the list after the change, ascending."""
    fields: dict[str, tuple[Any, Any]]
    """``[from, to]`` of annotation fields (``status``, ``ground_truth``...); null stands for absent."""


class OpRef(TypedDict):
    """Names an operation: ``seq`` counts from 1 within one ``client``."""

    client: str
    seq: int


class Op(TypedDict):
    """One recorded step of a person or a script. Applied once for each ``(client, seq)``."""

    client: str
    seq: int
    task: str
    annotation: str
    base_rev: int
    """Revision of the annotation that the author saw; 0 for one that does not exist yet."""
    kind: OpKind
    label: str
    """What undo calls the step, such as ``Draw box``."""
    diff: Diff
    at: str
    """ISO 8601 UTC time at the author's clock."""
    target: OpRef | None
    """For ``undo`` and ``redo``: the op that is taken back or done again."""


class AnnotationState(TypedDict):
    """An annotation as the view works on it."""

    id: str
    task: str
    rev: int
    """Grows by one with each op; 0 before the first."""
    result: list[Item]
    pending: bool
    """True when ``result`` differs from what was last submitted or updated."""
    fields: dict[str, Any]
    """``status``, and Label Studio's annotation fields except ``id`` and ``result``."""


class PredictionState(TypedDict):
    """A prediction, read-only in the view."""

    id: str
    result: list[Item]
    score: float | None
    model_version: str | None


class TagNode(TypedDict):
    """A tag of the config, normalised: canonical names, typed attributes, inferred ``to_name``."""

    id: str
    """Stable path such as ``0.2.1``; expanded and dynamic children get ids of their own."""
    tag: str
    name: str | None
    to_name: list[str]
    attrs: dict[str, Any]
    """Canonical attribute names; only attributes that were written. ``$variables`` still unresolved."""
    text: str | None
    children: list[TagNode]
    line: int


class TaskState(TypedDict):
    """One task as the view needs it."""

    key: str
    index: int
    values: dict[str, dict[str, Any]]
    """Node id -> attribute -> value with variables resolved, for attributes that hold variables.

    Media values are ``{"media": id, "type": mime, "width": w, "height": h, "size": bytes}`` or
    ``{"url": address}``, or ``{"error": message}``; text values are plain JSON.
    """
    children: dict[str, list[TagNode]]
    """Node id -> the full list of children, where the task's data changes them (Repeater, dynamic)."""
    problems: list[str]
    """Why the task, or a part of it, cannot be shown as meant; empty for a sound task."""
    annotations: list[AnnotationState]
    predictions: list[PredictionState]


class TaskEntry(TypedDict):
    """A row of the task list."""

    key: str
    index: int
    title: str
    status: Literal["new", "draft", "submitted", "skipped"]


class Progress(TypedDict):
    """Counts of tasks."""

    total: int
    submitted: int
    skipped: int
    draft: int
