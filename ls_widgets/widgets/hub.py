"""Answers the views of one widget. Handlers only lock, store and reply: no user code runs here.

They may run on a kernel subshell while a cell runs on the main thread.
"""

from __future__ import annotations

import base64
import json
import logging
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import LSWError
from ls_widgets.widgets import messages
from ls_widgets.widgets.assets import chunk_bytes
from ls_widgets.widgets.task_states import TaskStates

if TYPE_CHECKING:
    from ls_widgets.model.records import Applied
    from ls_widgets.project import Project
    from ls_widgets.widgets.events import Events

log = logging.getLogger("ls_widgets")

WINDOW_BYTES = 1 << 20
RANGE_BYTES = 1 << 20

Send = Callable[[dict[str, Any], list[bytes]], None]


class Hub:
    """One per widget. ``send`` puts a message and its buffers on the comm."""

    def __init__(
        self,
        project: Project,
        send: Send,
        *,
        events: Events,
        states: TaskStates,
        options: messages.ViewOptions,
        title: str,
        session: str,
    ) -> None:
        self._project = project
        self._send = send
        self._events = events
        self._states = states
        self._options = options
        self._title = title
        self._session = session
        self._lock = threading.RLock()
        self._pushed = 0
        self._clients: set[str] = set()
        self._text_only = False
        self._stop = project.listen(self._announce)
        self._handlers: dict[str, Callable[[Any], tuple[Any, list[bytes]]]] = {
            "hello": self._hello,
            "window": self._window,
            "ops": self._ops,
            "media": self._media,
            "chunk": self._chunk,
            "tasks": self._tasks,
            "cursor": self._cursor,
        }

    def close(self) -> None:
        """Stop listening to the project."""
        self._stop()

    def receive(self, message: Any) -> None:
        """Answer one request; anything that is not a request is logged and dropped."""
        if not isinstance(message, dict) or not isinstance(message.get("id"), int):
            log.warning("dropped a message that is no request: %.200r", message)
            return
        if message.get("kind") == "cancel":
            return  # every answer here is short: by now it was sent
        handler = self._handlers.get(str(message.get("kind")))
        reply: dict[str, Any] = {"re": message["id"]}
        buffers: list[bytes] = []
        if handler is None:
            reply["error"] = f"This kernel does not know the request {str(message.get('kind'))[:40]!r}."
        else:
            try:
                reply["body"], buffers = handler(message)
            except (LSWError, LookupError) as error:
                reply["error"] = str(error.args[0]) if error.args else type(error).__name__
            except Exception as error:
                log.exception("request %s failed", message.get("kind"))
                reply["error"] = f"{type(error).__name__}: {error}"
        if buffers and self._text_only:
            reply["buffer"] = base64.b64encode(buffers.pop()).decode("ascii")
        self._send(reply, buffers)
        self._events.drain()

    def push(self, message: dict[str, Any]) -> None:
        """Number a push and send it to every view."""
        with self._lock:
            self._pushed += 1
            self._send({"n": self._pushed, **message}, [])

    # ---- requests ----

    def _hello(self, message: messages.Hello) -> tuple[messages.Welcome, list[bytes]]:
        if message["protocol"] != messages.PROTOCOL:
            raise LSWError("This view was made by another version of ls_widgets: run the cell again.")
        client = str(message["client"])
        self._text_only = not message["buffers"]
        project = self._project
        with self._lock:
            self._clients.add(client)
            pushed = self._pushed
        welcome: messages.Welcome = {
            "protocol": messages.PROTOCOL,
            "session": self._session,
            "title": self._title,
            "tree": project.config.tree.to_node(),
            "options": self._options,
            "progress": project.progress,
            "cursor": project.cursor,
            "acked": project.acked(client),
            "pushed": pushed,
            "undo": project.undo_stack(100),
            "redo": project.redo_stack(100),
            "store": project.store_state,
            "warnings": [str(warning) for warning in project.config.warnings],
        }
        return welcome, []

    def _window(self, message: messages.WindowRequest) -> tuple[messages.Window, list[bytes]]:
        """As many of the wanted tasks as fit a message, at least one."""
        start = max(0, int(message["start"]))
        stop = min(len(self._project.tasks), start + max(1, min(100, int(message["count"]))))
        tasks = []
        size = 0
        for index in range(start, stop):
            state = self._states.state(index)
            size += len(json.dumps(state))
            if tasks and size > WINDOW_BYTES:
                break
            tasks.append(state)
        return {"tasks": tasks}, []

    def _ops(self, message: messages.OpsRequest) -> tuple[messages.Ack, list[bytes]]:
        client = str(message["client"])
        applied = self._project.apply(message["ops"])
        seq = self._project.acked(client)
        if self._others(client):
            self._push_ops(applied)
        self._events.applied(applied)
        ack: messages.Ack = {
            "seq": seq,
            "revs": {step.annotation: step.rev for step in applied},
            "conflicts": [step.conflict for step in applied if step.conflict is not None],
            "progress": self._project.progress,
        }
        return ack, []

    def _media(self, message: messages.MediaRequest) -> tuple[dict[str, Any], list[bytes]]:
        length = max(0, min(RANGE_BYTES, int(message["length"])))
        return {}, [self._states.media.read(str(message["media"]), int(message["offset"]), length)]

    def _chunk(self, message: messages.ChunkRequest) -> tuple[dict[str, Any], list[bytes]]:
        return {}, [chunk_bytes(str(message["name"]), str(message["hash"]))]

    def _tasks(self, message: messages.TasksRequest) -> tuple[messages.TaskRows, list[bytes]]:
        return self._states.rows(str(message["query"]), int(message["start"]), int(message["count"])), []

    def _cursor(self, message: messages.CursorRequest) -> tuple[dict[str, Any], list[bytes]]:
        index = int(message["index"])
        if not 0 <= index < len(self._project.tasks):
            raise LSWError(f"There is no task {index}: the project has {len(self._project.tasks)}.")
        self._project.cursor = index
        self._events.moved(index, message["annotation"], [str(i) for i in message["selection"]])
        return {}, []

    # ---- pushes ----

    def _others(self, client: str) -> bool:
        with self._lock:
            return bool(self._clients - {client})

    def _announce(self, applied: Sequence[Applied]) -> None:
        """Changes made by Python: every view follows."""
        self._push_ops(applied)
        self._events.applied(applied)

    def _push_ops(self, applied: Sequence[Applied]) -> None:
        fresh = [step for step in applied if step.fresh]
        if fresh and self._clients:
            self.push(
                {
                    "push": "ops",
                    "ops": [step.op for step in fresh],
                    "revs": {step.annotation: step.rev for step in fresh},
                    "progress": self._project.progress,
                    "undo": self._project.undo_stack(100),
                    "redo": self._project.redo_stack(100),
                }
            )
