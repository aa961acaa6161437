"""A function that writes the next message of a chat. Nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ls_widgets.errors import LSWError, PredictionError
from ls_widgets.model import jsontext
from ls_widgets.model.records import Task, copied

Reply = Callable[[list[dict[str, Any]], Task], Any]
"""Gets the messages so far and the task; gives the content of the next one, or a whole message."""


def checked_reply(function: Any) -> Reply:
    """The function, when it can be called; else TypeError."""
    if not callable(function):
        raise TypeError(f"reply= takes a function on (messages, task), not {type(function).__name__}.")
    return function


def reply_to(function: Reply, messages: Sequence[Mapping[str, Any]], task: Task) -> dict[str, Any]:
    """The next message, with role and content. PredictionError when the function fails or gives none."""
    if not isinstance(messages, list | tuple) or not all(isinstance(one, Mapping) for one in messages):
        raise PredictionError("the messages of a chat must be a list of objects.")
    try:
        output = function([copied(dict(one)) for one in messages], task)
    except LSWError:
        raise
    except Exception as error:
        raise PredictionError(f"reply= raised {type(error).__name__}: {error}") from error
    return _message(output)


def _message(output: Any) -> dict[str, Any]:
    if isinstance(output, str):
        output = {"content": output}
    if not isinstance(output, Mapping):
        hint = " Call the model without await." if hasattr(output, "__await__") else ""
        raise PredictionError(
            f"reply= gave {type(output).__name__}; it gives text, or a message as a dict with content.{hint}"
        )
    message = {"role": "assistant", **output}
    if not isinstance(message["role"], str) or not isinstance(message.get("content"), str):
        raise PredictionError("reply= gave a message whose role or content is no text.")
    if not message["content"].strip():
        raise PredictionError("reply= gave an empty text.")
    try:
        return jsontext.loads(jsontext.dumps(message))
    except (TypeError, ValueError) as error:
        raise PredictionError(f"reply= gave a message that is no JSON: {error}") from error
