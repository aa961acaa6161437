"""What happens to an op whose author had not seen the annotation as it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ls_widgets.model import diff as diffs
from ls_widgets.model.state import State
from ls_widgets.model.wire import Diff

GONE = frozenset({"void", "deleted"})

_BOOKKEEPING = frozenset(
    {"lead_time", "updated_at", "draft_created_at", "started_at", "last_action", "updated_by", "result_count"}
)
"""Fields where the later value simply stands."""


@dataclass(slots=True, frozen=True)
class Unseen:
    """An op of another client that this op's author had not seen."""

    diff: Diff
    author: str


@dataclass(slots=True, frozen=True)
class Verdict:
    """The change to make, and what the author is told."""

    diff: Diff
    keep: bool = False
    """The state before must be kept as an annotation of its own."""
    message: str = ""
    merged: bool = True
    """Others' changes are in the state that the author did not know."""


def judge(state: State, diff: Diff, unseen: Sequence[Unseen]) -> Verdict:
    """Merges where different items are concerned; else the op wins and the state before is kept."""
    merged = _onto(state, diff)
    theirs, their_fields = set[diffs.Key](), set[str]()
    for other in unseen:
        theirs |= diffs.touched(other.diff)
        their_fields |= other.diff.get("fields", {}).keys() - _BOOKKEEPING
    who = unseen[-1].author or "someone else"
    fields = merged.get("fields", {})
    ends = "status" in fields and (fields["status"][1] or "void") in GONE
    if state.status in GONE:
        if "status" in fields or "status" not in their_fields:
            return Verdict(merged)
        alive = _status_before(unseen)
        fields = {**fields, "status": (state.fields.get("status"), alive)}
        message = f"{who} had deleted this annotation; your change brought it back."
        return Verdict({**merged, "fields": fields}, message=message)
    clash = (
        (theirs or their_fields)
        if ends
        else (theirs & diffs.touched(merged) or their_fields & (fields.keys() - _BOOKKEEPING))
    )
    if not clash:
        return Verdict(merged)
    return Verdict(
        merged, keep=True, message=f"{who} had changed the same; that version is kept beside yours."
    )


def _onto(state: State, diff: Diff) -> Diff:
    """The diff without what is so already; an item added that is there becomes an update of it."""
    present = {diffs.key(item): item for item in state.result}
    for placed in diff.get("removed", ()):
        present.pop(diffs.key(placed["item"]), None)
    added, updated = [], []
    for placed in diff.get("added", ()):
        there = present.get(diffs.key(placed["item"]))
        if there is None:
            added.append(placed)
        elif not diffs.same(there, placed["item"]):
            updated.append((there, placed["item"]))
    for before, after in diff.get("updated", ()):
        there = present.get(diffs.key(before))
        if there is None or not diffs.same(there, after):
            updated.append((before, after))
    fields = {
        name: (before, after)
        for name, (before, after) in diff.get("fields", {}).items()
        if not diffs.same(state.fields.get(name), after)
    }
    return diffs.make(diff.get("removed", ()), updated, added=added, fields=fields)


def _status_before(unseen: Sequence[Unseen]) -> str:
    for other in unseen:
        before, _ = other.diff.get("fields", {}).get("status", (None, None))
        if before and before not in GONE:
            return str(before)
    return "draft"
