"""An op from outside is checked in full before anything of its batch is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast, get_args

from ls_widgets.errors import ResultError
from ls_widgets.model import jsontext
from ls_widgets.model.state import STATUSES
from ls_widgets.model.wire import Diff, Op, OpKind

_KINDS = frozenset(get_args(OpKind))
_MAX_INTEGER = 2**53


def checked(op: Mapping[str, Any]) -> Op:
    """A copy of the op that shares nothing with the caller's; raises ResultError naming the fault."""
    name = (
        f"op {op.get('seq')!r} of client {str(op.get('client'))[:40]!r}" if isinstance(op, Mapping) else "op"
    )
    if not isinstance(op, Mapping):
        raise ResultError(f"{name}: must be an object, not {type(op).__name__}.")
    for field in ("client", "task", "annotation"):
        if not isinstance(op.get(field), str) or not op[field]:
            raise ResultError(f"{name}: {field} must be text.")
    for field, least in (("seq", 1), ("base_rev", 0)):
        value = op.get(field)
        if type(value) is not int or not least <= value < _MAX_INTEGER:
            raise ResultError(f"{name}: {field} must be a whole number from {least}.")
    if op.get("kind") not in _KINDS:
        raise ResultError(f"{name}: kind {op.get('kind')!r} is none of {', '.join(sorted(_KINDS))}.")
    target = op.get("target")
    if target is not None and not (
        isinstance(target, Mapping)
        and isinstance(target.get("client"), str)
        and type(target.get("seq")) is int
    ):
        raise ResultError(f"{name}: target must name a client and a seq.")
    return {
        "client": op["client"],
        "seq": op["seq"],
        "task": op["task"],
        "annotation": op["annotation"],
        "base_rev": op["base_rev"],
        "kind": op["kind"],
        "label": str(op.get("label") or ""),
        "diff": _checked_diff(op.get("diff") or {}, name),
        "at": str(op.get("at") or ""),
        "target": cast("Any", None if target is None else {"client": target["client"], "seq": target["seq"]}),
    }


def _checked_diff(diff: Any, name: str) -> Diff:
    try:
        copy = jsontext.loads(jsontext.dumps(diff))
    except ValueError as error:
        raise ResultError(f"{name}: cannot be stored: {error}") from None
    if not isinstance(copy, dict):
        raise ResultError(f"{name}: diff must be an object.")
    for part in ("removed", "added"):
        for placed in _list(copy, part, name):
            if not (
                isinstance(placed, dict) and type(placed.get("at")) is int and _is_item(placed.get("item"))
            ):
                raise ResultError(f"{name}: diff.{part} must hold items with their place.")
    for pair in _list(copy, "updated", name):
        if not (isinstance(pair, list) and len(pair) == 2 and all(map(_is_item, pair))):
            raise ResultError(f"{name}: diff.updated must hold pairs of items.")
    fields = copy.get("fields", {})
    if not isinstance(fields, dict) or not all(isinstance(p, list) and len(p) == 2 for p in fields.values()):
        raise ResultError(f"{name}: diff.fields must hold pairs of values.")
    status = fields.get("status", [None, None])[1]
    if status is not None and status not in STATUSES:
        raise ResultError(f"{name}: status {status!r} is none of {', '.join(sorted(STATUSES))}.")
    return cast(
        "Diff", {part: copy[part] for part in ("removed", "updated", "added", "fields") if copy.get(part)}
    )


def _list(diff: dict[str, Any], part: str, name: str) -> list[Any]:
    value = diff.get(part, [])
    if not isinstance(value, list):
        raise ResultError(f"{name}: diff.{part} must be a list.")
    return value


def _is_item(value: Any) -> bool:
    return isinstance(value, dict)
