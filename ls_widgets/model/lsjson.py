"""The one place that knows Label Studio's JSON: tasks, annotations, drafts and predictions, in and out.

What was imported and not touched since goes out as it came, ids, unknown fields and order of keys
included. What was touched keeps its envelope and gets the new result and fields.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.model import jsontext
from ls_widgets.model.ids import derived_id
from ls_widgets.model.state import EXPORTED
from ls_widgets.model.wire import Item, PredictionState

_MAX_NUMBER = 2**53
_PARENTS = frozenset({"parent_annotation", "parent_prediction"})


@dataclass(slots=True)
class Incoming:
    """An annotation or draft as it was found in a task; what is only stored is JSON already."""

    id: str
    task: str
    """Key of the task in the project."""
    role: str
    """``annotation`` or ``draft``."""
    source: str
    """The same thing imported again has the same source."""
    status: str
    items: list[str]
    """Each result, with an id."""
    fields: dict[str, str]
    """Everything but id, result and status, by name."""
    envelope: str
    """Everything but the result, which leaves null in its place unless ids were added to it."""
    author: str
    number: int
    """Integer id in the source, else 0; numbers of later annotations start above it."""


@dataclass(slots=True)
class Outgoing:
    """An annotation on its way out."""

    id: str
    number: int
    status: str
    result: list[Item]
    """As last submitted."""
    working: list[Item] | None
    """Changes since then that were not submitted; for a draft, its result."""
    fields: Mapping[str, Any]
    author: str
    created_at: str
    updated_at: str
    role: str | None = None
    envelope: Mapping[str, Any] | None = None
    touched: bool = True
    """Changed since it was imported."""


def read_annotations(
    task: Mapping[str, Any], key: str, *, known: Collection[str] = frozenset(), decoded: bool = False
) -> Iterator[Incoming]:
    """Annotations and free drafts of a Label Studio task; raises FormatError for what is neither.

    Those whose sources are ``known`` are left out. ``decoded``: the task was read from JSON, so that it
    holds nothing else. The task is only read.
    """
    dumps = jsontext.dumps_decoded if decoded else jsontext.dumps
    for role, body, mark, where in _entries(task, key):
        source = f"{role}/{key}/{mark}"
        if source in known:
            continue
        try:
            yield _incoming(body, key, source, role=role, mark=mark, dumps=dumps)
        except ValueError:
            yield _incoming(_strict(body, where), key, source, role=role, mark=mark, dumps=dumps)


def check_decoded(task: Mapping[str, Any], key: str) -> None:
    """Raises the FormatError that reading the annotations of a task from JSON would raise."""
    for _ in _entries(task, key):
        pass


def _entries(task: Mapping[str, Any], key: str) -> Iterator[tuple[str, Mapping[str, Any], str, str]]:
    """Role, body, mark and place of each; the mark tells it from others of its task."""
    counts: dict[str, int] = {}
    for role, name in (("annotation", "annotations"), ("annotation", "completions"), ("draft", "drafts")):
        entries = [] if task.get(name) is None else task[name]
        if not isinstance(entries, list):
            raise FormatError(f"task {key}: {name} must be a list, not {type(entries).__name__}.")
        for at, entry in enumerate(entries):
            where = f"task {key}, {name}[{at}]"
            if role == "draft" and not is_free(entry):
                continue
            body, mark = _checked(entry, where)
            counts[mark] = counts.get(mark, 0) + 1
            if counts[mark] > 1 or mark.startswith("sha:"):
                mark = f"{mark}#{counts[mark]}"
            yield role, body, mark, where


def _checked(entry: Any, where: str) -> tuple[Mapping[str, Any], str]:
    """The entry with text keys, and its mark."""
    if not isinstance(entry, Mapping):
        raise FormatError(f"{where}: must be an object, not {type(entry).__name__}.")
    result = entry.get("result")
    if not isinstance(result, list) or not all(isinstance(item, dict) for item in result):
        raise FormatError(f"{where}: result must be a list of objects.")
    body = entry if all(type(name) is str for name in entry) else _strict(entry, where)
    try:
        return body, _mark(body)
    except ValueError:
        body = _strict(body, where)
        return body, _mark(body)


def _strict(entry: Mapping[Any, Any], where: str) -> dict[str, Any]:
    """A copy as JSON has it, with null for NaN."""
    try:
        return jsontext.loads(jsontext.dumps(jsontext.without_nan(dict(entry))))
    except (ValueError, RecursionError) as error:
        raise FormatError(f"{where}: {error}") from None


def _mark(body: Mapping[str, Any]) -> str:
    identity = body.get("id")
    if identity is not None:
        return f"id:{jsontext.dumps(identity)}"
    return f"sha:{hashlib.sha256(jsontext.dumps(body).encode()).hexdigest()[:24]}"


def _incoming(
    body: Mapping[str, Any], key: str, source: str, *, role: str, mark: str, dumps: Callable[[Any], str]
) -> Incoming:
    """Raises ValueError for what JSON cannot hold."""
    identity = body.get("id")
    if identity is None:
        name = derived_id(key, mark)
    else:
        text = jsontext.dumps(identity)
        identity = jsontext.loads(text)
        name = identity if isinstance(identity, str) and identity and _is_whole(identity) else text
    number = identity if isinstance(identity, int) and 0 < identity < _MAX_NUMBER else 0
    status = "draft" if role == "draft" else "skipped" if body.get("was_cancelled") else "submitted"
    result = body["result"]
    items = with_ids(result, source)
    same = all(item is given for item, given in zip(items, result, strict=True))
    texts = {
        field: (dumps(value) if field != "result" else "null" if same else dumps(result))
        for field, value in body.items()
    }
    fields = {field: text for field, text in texts.items() if field not in ("id", "result", "status")}
    return Incoming(
        name, key, role, source, status, [dumps(item) for item in items], fields, jsontext.joined(texts),
        author_of(body), number,
    )  # fmt: skip


def with_ids(items: Sequence[Any], source: str) -> list[Any]:
    """Results with an id each, as the editor gives them; the same ones for the same source."""
    return [
        item if item.get("id") or item.get("type") == "relation" else {**item, "id": derived_id(source, at)}
        for at, item in enumerate(items)
    ]


def author_of(body: Mapping[str, Any]) -> str:
    """The annotator's name in an annotation or draft; empty where there is none."""
    by = body.get("completed_by", body.get("user", body.get("created_username")))
    if isinstance(by, Mapping):
        by = by.get("email") or by.get("username") or by.get("id")
    name = "" if by is None else str(by)
    return name if _is_whole(name) else name.encode("utf-8", "replace").decode()


def _is_whole(text: str) -> bool:
    """Whether a text has no halves of characters, which JSON may hold and no store does."""
    return text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)


def read_predictions(task: Mapping[str, Any], key: str) -> list[tuple[str, Any]]:
    """Source and raw entry of each prediction; entries that are ids alone are kept too."""
    return [(f"import/{key}/{at}", entry) for at, entry in enumerate(_listed(task, "predictions"))]


def _listed(task: Mapping[str, Any], name: str) -> list[Any]:
    """The entries of a field; none where it is no list."""
    entries = task.get(name)
    return entries if isinstance(entries, list) else []


def prediction_state(body: Any, source: str) -> PredictionState | None:
    """The prediction as the view gets it; None for one that cannot be shown."""
    if not isinstance(body, Mapping):
        return None
    result = body.get("result")
    if not isinstance(result, list):
        return None
    identity = body.get("id")
    items = with_ids([item for item in result if isinstance(item, dict)], source)
    score, version = body.get("score"), body.get("model_version")
    number = isinstance(score, (int, float)) and not isinstance(score, bool)
    return {
        "id": derived_id(source) if identity is None else str(identity),
        "result": items,
        "score": float(score) if number else None,  # type: ignore[arg-type]
        "model_version": None if version is None else str(version),
    }


def write_annotation(out: Outgoing, ids: Mapping[str, Any]) -> dict[str, Any]:
    """A submitted or skipped annotation. ``ids``: our ids -> those of the export."""
    if out.envelope is not None and out.role == "annotation":
        return _rewritten(out, out.envelope, result=out.result, ids=ids)
    fields = {name: _outer(name, value, ids) for name, value in out.fields.items() if name != "status"}
    body: dict[str, Any] = {
        "id": out.number,
        "created_username": out.author,
        "result": out.result,
        "was_cancelled": out.status == "skipped",
        "ground_truth": False,
        "created_at": out.created_at,
        "updated_at": out.updated_at,
        "draft_created_at": None,
        "lead_time": None,
        "result_count": _count(out.result),
        "unique_id": out.id,
        "last_action": "skipped" if out.status == "skipped" else "submitted",
        "parent_prediction": None,
        "parent_annotation": None,
    }
    return {**body, **fields}


def _rewritten(
    out: Outgoing, envelope: Mapping[str, Any], *, result: list[Item], ids: Mapping[str, Any]
) -> dict[str, Any]:
    """The envelope of the import with the result and fields of now."""
    if not out.touched:
        whole = {**envelope, "result": result} if envelope.get("result") is None else {**envelope}
        for name in _PARENTS & whole.keys():
            whole[name] = _outer(name, whole[name], ids)
        return whole
    body: dict[str, Any] = {}
    for name, value in envelope.items():
        if name == "result":
            body[name] = result
        elif name in ("id", "status"):
            body[name] = value
        else:
            body[name] = _outer(name, out.fields.get(name), ids)
    for name, value in out.fields.items():
        if name not in body and name != "status":
            body[name] = _outer(name, value, ids)
    if bool(body.get("was_cancelled")) != (out.status == "skipped"):
        body["was_cancelled"] = out.status == "skipped"
    if body.get("updated_at") == envelope.get("updated_at"):
        body["updated_at"] = out.updated_at
    if "result_count" in body:
        body["result_count"] = _count(result)
    return body


def write_draft(out: Outgoing, ids: Mapping[str, Any]) -> dict[str, Any]:
    """Work that was not submitted: a new annotation's, or changes of a submitted one."""
    result = out.working if out.working is not None else out.result
    if out.envelope is not None and out.role == "draft":
        return _rewritten(out, out.envelope, result=result, ids=ids)
    return {
        "id": out.number,
        "user": out.author,
        "result": result,
        "lead_time": out.fields.get("lead_time"),
        "annotation": ids.get(out.id) if out.status in EXPORTED else None,
        "was_postponed": False,
        "created_at": out.created_at,
        "updated_at": out.updated_at,
    }


def write_task(
    index: int,
    data: Mapping[str, Any],
    *,
    envelope: Mapping[str, Any] | None,
    annotations: Sequence[Outgoing],
    predictions: Sequence[Any],
) -> dict[str, Any]:
    """A Label Studio task; an imported one keeps its envelope."""
    ids: dict[str, Any] = {}
    for out in annotations:
        ids[out.id] = out.envelope["id"] if out.envelope is not None and "id" in out.envelope else out.number
    for entry in predictions:
        if isinstance(entry, Mapping) and entry.get("id") is not None:
            ids[f"prediction {entry['id']}"] = entry["id"]
    done = [write_annotation(out, ids) for out in annotations if out.status in EXPORTED]
    drafts = _drafts(envelope, annotations, ids)
    if envelope is None:
        skipped = sum(bool(body["was_cancelled"]) for body in done)
        return {
            "id": index + 1,
            "data": data,
            "annotations": done,
            "drafts": drafts,
            "predictions": list(predictions),
            "meta": {},
            "inner_id": index + 1,
            "total_annotations": len(done) - skipped,
            "cancelled_annotations": skipped,
            "total_predictions": len(predictions),
        }
    lists = {"annotations": done, "drafts": drafts, "predictions": list(predictions)}
    if "completions" in envelope and "annotations" not in envelope:
        lists["completions"] = lists.pop("annotations")
    body: dict[str, Any] = {}
    for name, value in envelope.items():
        if name == "data":
            body[name] = data
        elif name in lists:
            # An empty list may have come as null.
            body[name] = lists[name] or (value and [])
        else:
            body[name] = value
    for name, entries in lists.items():
        if entries and name not in body:
            body[name] = entries
    if any(out.touched for out in annotations):
        skipped = sum(bool(entry.get("was_cancelled")) for entry in done)
        counts = {"total_annotations": len(done) - skipped, "cancelled_annotations": skipped}
        body.update({name: count for name, count in counts.items() if name in body})
    if "total_predictions" in body and len(predictions) != len(_listed(envelope, "predictions")):
        body["total_predictions"] = len(predictions)
    return body


def _drafts(
    envelope: Mapping[str, Any] | None, annotations: Sequence[Outgoing], ids: Mapping[str, Any]
) -> list[Any]:
    """Imported drafts in their order, those of imported annotations as they came; then new ones."""
    waiting = [out for out in annotations if out.status == "draft" or out.working is not None]
    drafts: list[Any] = []
    for raw in _listed(envelope or {}, "drafts"):
        if not is_free(raw):
            drafts.append(raw)
            continue
        body = {**raw, "result": None}
        found = next((out for out in waiting if out.role == "draft" and out.envelope == body), None)
        if found is not None:
            waiting.remove(found)
            drafts.append(write_draft(found, ids))
    return [*drafts, *(write_draft(out, ids) for out in waiting)]


def is_free(draft: Any) -> bool:
    """Whether a draft is work on a new annotation, and not on one that is there."""
    return isinstance(draft, Mapping) and draft.get("annotation") is None


def _outer(name: str, value: Any, ids: Mapping[str, Any]) -> Any:
    if isinstance(value, str) and name == "parent_annotation":
        return ids.get(value, value)
    if isinstance(value, str) and name == "parent_prediction":
        return ids.get(f"prediction {value}", value)
    return value


def _count(result: Sequence[Item]) -> int:
    return len({str(item.get("id")) for item in result if item.get("type") != "relation"})
