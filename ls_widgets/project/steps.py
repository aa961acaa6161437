"""What a script does to annotations, as ops like those of a view."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError, TaskError
from ls_widgets.model import diff as diffs
from ls_widgets.model import jsontext
from ls_widgets.model.ids import new_id
from ls_widgets.model.records import Annotation, Prediction, annotation_from_state
from ls_widgets.model.state import EXPORTED, STATUSES
from ls_widgets.model.wire import AnnotationState, Diff, Item, Op, OpKind, OpRef, PredictionState
from ls_widgets.project.spans import Texts

if TYPE_CHECKING:
    from ls_widgets.project.project import Project

_KIND_BY_STATUS: dict[str, OpKind] = {"submitted": "submit", "skipped": "skip", "draft": "create"}


class Steps:
    """Numbers a script's ops and carries them out."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._client = f"py-{new_id()}"
        self._seq = 0
        self._lock = threading.Lock()

    def annotate(
        self, key: str, result: Sequence[Mapping[str, Any]], fields: Mapping[str, Any]
    ) -> Annotation:
        status = fields.get("status", "submitted")
        if status not in _KIND_BY_STATUS:
            raise ResultError(f"task {key}: status {status!r} is none of {', '.join(_KIND_BY_STATUS)}.")
        diff = diffs.between(
            [], self._items(key, result), new_fields=_plain(key, {**fields, "status": status})
        )
        return self._do(_blank(key), _KIND_BY_STATUS[status], "Annotate", diff)

    def update(
        self, state: AnnotationState, result: Sequence[Mapping[str, Any]], fields: Mapping[str, Any]
    ) -> Annotation:
        key = state["task"]
        changed = {**state["fields"], **_plain(key, fields)}
        if changed.get("status") not in STATUSES:
            raise ResultError(
                f"task {key}: status {changed.get('status')!r} is none of {', '.join(STATUSES)}."
            )
        diff = diffs.between(
            state["result"], self._items(key, result), old_fields=state["fields"], new_fields=changed
        )
        was, now = state["fields"]["status"], changed["status"]
        kind: OpKind = "edit" if now not in EXPORTED else "update" if was in EXPORTED else "submit"
        return self._do(state, kind, "Update", diff)

    def submit(self, state: AnnotationState) -> Annotation:
        if state["fields"]["status"] == "submitted":
            if not state["pending"]:
                return annotation_from_state(state)
            return self._do(state, "update", "Update", {})
        return self._do(state, "submit", "Submit", _status(state, "submitted"))

    def skip(self, key: str, fields: Mapping[str, Any]) -> Annotation:
        own = [s for s in self._project.states(key) if s["fields"]["status"] == "draft"]
        state = own[-1] if own else _blank(key)
        changed = {**state["fields"], **_plain(key, fields), "status": "skipped"}
        diff = diffs.between([], [], old_fields=state["fields"], new_fields=changed)
        return self._do(state, "skip", "Skip", diff)

    def delete(self, state: AnnotationState) -> Annotation:
        return self._do(state, "delete", "Delete annotation", _status(state, "deleted"))

    def copy_prediction(self, prediction: Prediction | PredictionState, key: str | None) -> Annotation:
        if isinstance(prediction, Prediction):
            identity, result, key = prediction.id, prediction.result, key or prediction.task
        else:
            identity, result = prediction["id"], prediction["result"]
        if key is None:
            raise TaskError("say of which task the prediction is: copy_prediction(prediction, task).")
        copies = [
            item if item.get("type") == "relation" else {**item, "origin": "prediction"} for item in result
        ]
        fields = {"status": "draft", "parent_prediction": identity}
        diff = diffs.between([], self._items(key, copies), new_fields=fields)
        return self._do(_blank(key), "create", "Copy prediction", diff)

    def edit(self, state: AnnotationState, diff: Diff, label: str) -> Annotation:
        """A change that waits for its submit, like one in a view; a new annotation begins with it."""
        if not diff:
            return annotation_from_state(state)
        if state["rev"] > 0:
            return self._do(state, "edit", label, diff)
        result, _ = diffs.apply(state["result"], {}, diff)
        begun = diffs.between([], result, new_fields={"status": "draft"})
        return self._do(state, "create", label, begun)

    def undo(self) -> Annotation | None:
        return self._walk("undo", self._project.undo_stack(1))

    def redo(self) -> Annotation | None:
        return self._walk("redo", self._project.redo_stack(1))

    def _walk(self, kind: OpKind, stack: list[Op]) -> Annotation | None:
        if not stack:
            return None
        op = stack[-1]
        state = self._project.store.state(op["annotation"])
        if state is None:
            return None
        diff = diffs.invert(op["diff"]) if kind == "undo" else op["diff"]
        return self._do(state, kind, op["label"], diff, target={"client": op["client"], "seq": op["seq"]})

    def _do(
        self, state: AnnotationState, kind: OpKind, label: str, diff: Diff, *, target: OpRef | None = None
    ) -> Annotation:
        with self._lock:
            # Counted before it is stored: after an interrupt the number may be in the store already.
            self._seq += 1
            op: Op = {
                "client": self._client,
                "seq": self._seq,
                "task": state["task"],
                "annotation": state["id"],
                "base_rev": state["rev"],
                "kind": kind,
                "label": label,
                "diff": diff,
                "at": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
                "target": target,
            }
            applied = self._project.store.apply([op], self._project.annotator)
        self._project.committed(applied)
        return annotation_from_state(applied[0].state)

    def _items(self, key: str, result: Sequence[Mapping[str, Any]]) -> list[Item]:
        """The results with what the config says of them filled in."""
        if isinstance(result, (str, Mapping)) or not isinstance(result, Sequence):
            raise ResultError(f"task {key}: result must be a list of results, not {type(result).__name__}.")
        texts = Texts(self._project.config, self._project.source, key)
        return [self._item(key, at, item, texts) for at, item in enumerate(result)]

    def _item(self, key: str, at: int, item: Any, texts: Texts) -> Item:
        if not isinstance(item, Mapping):
            raise ResultError(f"task {key}, result {at}: must be a dict, not {type(item).__name__}.")
        made: Item = dict(item)
        if made.get("type") == "relation":
            return made
        control = self._project.config.find_control(str(made.get("from_name")))
        fresh = not made.get("id")
        if fresh:
            made = {"id": new_id(), **made}
        if control is not None:
            if not made.get("to_name") and control.to_name:
                made["to_name"] = control.to_name[0]
            if not made.get("type"):
                made["type"] = (control.spec and control.spec.result_type) or str(control.tag).lower()
        return texts.completed(made) if fresh else made


def _blank(key: str) -> AnnotationState:
    return {"id": new_id(), "task": key, "rev": 0, "result": [], "pending": False, "fields": {}}


def _status(state: AnnotationState, status: str) -> Diff:
    return {"fields": {"status": (state["fields"].get("status"), status)}}


def _plain(key: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    try:
        return jsontext.loads(jsontext.dumps(dict(fields)))
    except ValueError as error:
        raise ResultError(f"task {key}: {error}") from None
