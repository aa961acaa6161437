"""How an annotation moves from one revision to the next: pure, so that replay equals what was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ls_widgets.model import diff as diffs
from ls_widgets.model.wire import AnnotationState, Diff, Item, OpKind

EXPORTED = frozenset({"submitted", "skipped"})
"""Statuses whose annotations Label Studio exports."""

STATUSES = frozenset({"void", "draft", "deleted"}) | EXPORTED

_STATUS_BY_KIND: dict[OpKind, str] = {
    "create": "draft",
    "submit": "submitted",
    "update": "submitted",
    "skip": "skipped",
    "delete": "deleted",
}


@dataclass(slots=True)
class State:
    """An annotation at one revision. Lists and items are shared between states: never change them."""

    id: str
    task: str
    rev: int = 0
    result: list[Item] = field(default_factory=list)
    snapshot: list[Item] = field(default_factory=list)
    """The result as last submitted, updated or skipped; empty when there is none."""
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def status(self) -> str:
        return self.fields.get("status") or "void"

    @property
    def pending(self) -> bool:
        return self.status in EXPORTED and self.result is not self.snapshot and self.result != self.snapshot

    def wire(self) -> AnnotationState:
        """The state as the view gets it."""
        return {
            "id": self.id,
            "task": self.task,
            "rev": self.rev,
            "result": list(self.result),
            "pending": self.pending,
            "fields": {"status": self.status, **self.fields},
        }


@dataclass(slots=True)
class Step:
    """What one op did to one annotation."""

    state: State
    diff: Diff
    snapshot: Diff | None
    """The change of the submitted result, where the op changed it."""


def advance(state: State, kind: OpKind, diff: Diff, *, target: Diff | None = None) -> Step:
    """The state after an op. ``target``: the snapshot change of the op that is undone or done again."""
    result, fields, exact = diffs.fit(state.result, state.fields, with_status(state, kind, diff))
    after = State(state.id, state.task, state.rev + 1, result, state.snapshot, fields)
    snapshot: Diff | None = None
    if kind in ("undo", "redo"):
        if target:
            back = diffs.invert(target) if kind == "undo" else target
            after.snapshot, _, snapshot = diffs.fit(state.snapshot, {}, back)
    elif after.status in EXPORTED and (kind in ("submit", "update", "skip") or state.status not in EXPORTED):
        after.snapshot = result
        snapshot = diffs.between(state.snapshot, result)
    return Step(after, exact, snapshot or None)


def with_status(state: State, kind: OpKind, diff: Diff) -> Diff:
    """The diff with the status that its kind implies, where it names none."""
    implied = _STATUS_BY_KIND.get(kind)
    if kind == "edit" and state.status == "void":
        implied = "draft"
    if implied is None or "status" in diff.get("fields", {}):
        return diff
    fields = {**diff.get("fields", {}), "status": (state.fields.get("status"), implied)}
    return {**diff, "fields": fields}


def replay(state: State, diff: Diff, snapshot: Diff | None) -> State:
    """The state after a stored op, whose diffs are exact."""
    result, fields = diffs.apply(state.result, state.fields, diff)
    old = state.snapshot if snapshot is None else diffs.apply(state.snapshot, {}, snapshot)[0]
    return State(state.id, state.task, state.rev + 1, result, old, fields)
