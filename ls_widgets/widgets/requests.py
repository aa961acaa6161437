"""Requests are checked against their declared shape before anything looks at them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from ls_widgets.errors import LSWError
from ls_widgets.widgets import messages

SHAPES: Mapping[str, type] = {
    "hello": messages.Hello,
    "window": messages.WindowRequest,
    "ops": messages.OpsRequest,
    "media": messages.MediaRequest,
    "tile": messages.TileRequest,
    "chunk": messages.ChunkRequest,
    "tasks": messages.TasksRequest,
    "summary": messages.SummaryRequest,
    "suggest": messages.SuggestRequest,
    "reply": messages.ReplyRequest,
    "cursor": messages.CursorRequest,
    "cancel": messages.CancelRequest,
}
LARGEST = 2**53
"""Beyond it JavaScript's numbers are not exact."""

_WORDS = {int: "a whole number", str: "text", bool: "true or false", type(None): "null"}


def check(message: Mapping[str, Any]) -> None:
    """Raises LSWError for an unknown kind of request, and for a missing or mistyped field."""
    kind = message.get("kind")
    shape = SHAPES.get(kind) if isinstance(kind, str) else None
    if shape is None:
        raise LSWError(f"This kernel does not know the request {str(kind)[:40]!r}.")
    for name, wanted in _fields(shape).items():
        if name not in message:
            raise LSWError(f"The request {kind!r} has no {name}.")
        if not _fits(message[name], wanted):
            raise LSWError(f"The request {kind!r}: {name} must be {_words(wanted)}.")


@cache
def _fields(shape: type) -> dict[str, Any]:
    return get_type_hints(shape)


def _fits(value: Any, wanted: Any) -> bool:
    origin = get_origin(wanted)
    if origin in (Union, UnionType):
        return any(_fits(value, one) for one in get_args(wanted))
    if origin is Literal:
        return value in get_args(wanted)
    if origin is list:
        return isinstance(value, list) and all(_fits(one, get_args(wanted)[0]) for one in value)
    if is_typeddict(wanted) or origin is dict:
        return isinstance(value, dict)  # ops and results: what they hold is checked where it is used
    if wanted is int:
        return type(value) is int and abs(value) <= LARGEST
    return isinstance(value, wanted)


def _words(wanted: Any) -> str:
    if get_origin(wanted) in (Union, UnionType):
        return " or ".join(_words(one) for one in get_args(wanted))
    if get_origin(wanted) is list:
        return "a list"
    return _WORDS.get(wanted, "as declared")
