"""Answers the views of one widget. Handlers only lock, store and reply: no user code runs here.

They may run on a kernel subshell while a cell runs on the main thread.
"""

from __future__ import annotations

import base64
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from ls_widgets.errors import LSWError, ResultError
from ls_widgets.widgets import messages
from ls_widgets.widgets.asking import Asking
from ls_widgets.widgets.assets import chunk_bytes
from ls_widgets.widgets.op_pushes import OpPushes
from ls_widgets.widgets.requests import check
from ls_widgets.widgets.sendable import sendable, size_of
from ls_widgets.widgets.task_states import TaskStates

if TYPE_CHECKING:
    from ls_widgets.project import Project
    from ls_widgets.stores.base import Applied
    from ls_widgets.widgets.events import Events

log = logging.getLogger("ls_widgets")

WINDOW_BYTES = 1 << 20
WINDOW_TASKS = 100
RANGE_BYTES = 1 << 20
COUNTED_TASKS = 5_000
"""Submitted tasks whose labels are counted while a view waits: well under a second."""
COUNTED_VALUES = 8

Send = Callable[[dict[str, Any], list[bytes]], None]
Answer = tuple[Any, list[bytes]]


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
        self._commanded = 0
        self._told = 0
        self._text_only = False
        self._changes = OpPushes(project, self._number)
        self._stop = project.listen(self._announce)
        self._asking = Asking(later=events.later, answer=self._answer_later, fail=self._fail_later)
        self._handlers: dict[str, Callable[[Any], Answer]] = {
            "hello": self._hello,
            "window": self._window,
            "ops": self._ops,
            "media": self._media,
            "tile": self._tile,
            "chunk": self._chunk,
            "tasks": self._tasks,
            "summary": self._summary,
            "cursor": self._cursor,
        }

    def close(self) -> None:
        """Stop listening to the project."""
        self._stop()
        self._changes.stop()
        self._states.media.close()

    def receive(self, message: Any) -> None:
        """Answer one request; anything that is not a request is logged and dropped."""
        if not isinstance(message, dict) or type(message.get("id")) is not int:
            log.info("dropped a message that is no request: %.200r", message)
            return
        if message.get("kind") == "cancel":
            self._asking.cancel(message.get("re", 0))  # other answers are short: by now they were sent
            return
        with self._events.held():
            self._changes.flush()
            if message.get("kind") in ("suggest", "reply"):
                self._ask(message)
            elif self._needs_model(message):
                self._events.later(lambda: self._reply(message))
            else:
                self._reply(message)

    def push(self, message: dict[str, Any]) -> None:
        """Send a push to every view, after the changes that it may speak of."""
        self._changes.flush()
        with self._lock:
            self._number(message)
            if message["push"] == "command":
                self._commanded = self._pushed

    def _number(self, message: dict[str, Any]) -> None:
        with self._lock:
            self._pushed += 1
            self._send(sendable({"n": self._pushed, **message}), [])

    def _reply(self, message: dict[str, Any]) -> None:
        reply: dict[str, Any] = {"re": message["id"]}
        buffers: list[bytes] = []
        try:
            check(message)
            body, buffers = self._handlers[message["kind"]](message)
            reply["body"] = body
        except LSWError as error:
            reply["error"] = str(error)
            if isinstance(error, ResultError):
                reply["final"] = True
        except Exception as error:  # the view must get an answer, whatever it is
            log.exception("request %.40s failed", message.get("kind"))
            reply["error"] = f"{type(error).__name__}: {error}"
        if buffers and self._text_only:
            reply["buffer"] = base64.b64encode(buffers.pop()).decode("ascii")
        self._send(sendable(reply), buffers)

    # ---- requests ----

    def _hello(self, message: messages.Hello) -> Answer:
        if message["protocol"] != messages.PROTOCOL:
            raise LSWError("This view was made by another version of ls_widgets: run the cell again.")
        self._text_only = self._text_only or not message["buffers"]
        project = self._project
        self._changes.heard(message["client"])
        with self._lock:
            pushed = self._pushed
        welcome = {
            "protocol": messages.PROTOCOL,
            "session": self._session,
            "title": self._title,
            "tree": project.config.tree.to_node(),
            "options": self._options,
            "progress": project.progress,
            "cursor": self._states.place(project.cursor),
            "acked": project.acked(message["client"]),
            "pushed": pushed,
            **self._changes.stacks(),
            "store": project.store_state,
            "warnings": [str(warning) for warning in project.config.warnings],
        }
        return welcome, []

    def _window(self, message: messages.WindowRequest) -> Answer:
        """As many of the wanted tasks as fit a message, at least one."""
        start, stop = self._places(message)
        prelabel = self._options["prelabel"]
        tasks = []
        size = 0
        for index in range(start, stop):
            state = sendable(self._states.state(index, ask=prelabel))
            size += size_of(state)
            if tasks and size > WINDOW_BYTES:
                break
            tasks.append(state)
        self._tell_problems()
        for key in self._states.waiting(start, start + len(tasks)):
            self._events.later(partial(self._predict, key))
        return {"tasks": tasks}, []

    def _places(self, message: messages.WindowRequest) -> tuple[int, int]:
        start, count = max(0, message["start"]), max(1, min(WINDOW_TASKS, message["count"]))
        return start, min(len(self._project.tasks), start + count)

    def _needs_model(self, message: dict[str, Any]) -> bool:
        """Whether an answer must wait for the model: a new annotation starts as its prediction."""
        if message.get("kind") != "window" or not self._options["prelabel"]:
            return False
        try:
            check(message)
        except LSWError:
            return False
        return bool(self._states.waiting(*self._places(cast("messages.WindowRequest", message))))

    def _predict(self, task: str) -> None:
        """Ask the model about a task that is shown already, and tell the views."""
        found = self._project.prediction_states(task)
        if found:
            self.push({"push": "predictions", "task": task, "predictions": found})
        self._tell_problems()

    def _tell_problems(self) -> None:
        """Say once what was wrong with predictions; many at a time in one notice."""
        with self._lock:
            problems = self._project.prediction_problems[self._told :]
            self._told += len(problems)
        if not problems:
            return
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        detail = "\n".join(problems)[:4000] if more else ""
        self.push({"push": "notice", "tone": "warning", "text": problems[0][:280] + more, "detail": detail})

    def _ops(self, message: messages.OpsRequest) -> Answer:
        applied = self._project.apply(message["ops"])
        ack: messages.Ack = {
            "seq": self._project.acked(message["client"]),
            "revs": {step.annotation: step.rev for step in applied},
            "conflicts": [
                cast("messages.Conflict", asdict(step.conflict)) for step in applied if step.conflict
            ],
            "progress": self._project.progress,
        }
        return ack, []

    def _media(self, message: messages.MediaRequest) -> Answer:
        length = max(0, min(RANGE_BYTES, message["length"]))
        return {}, [self._states.media.read(message["media"], message["offset"], length)]

    def _tile(self, message: messages.TileRequest) -> Answer:
        found = self._states.media.tile(message["media"], message["level"], message["x"], message["y"])
        return ({}, [found]) if isinstance(found, bytes) else ({"done": found}, [])

    def _chunk(self, message: messages.ChunkRequest) -> Answer:
        try:
            return {}, [chunk_bytes(message["name"], message["hash"])]
        except LookupError as error:
            raise LSWError(str(error.args[0])) from None

    def _tasks(self, message: messages.TasksRequest) -> Answer:
        return self._states.rows(message["query"], message["start"], message["count"]), []

    def _summary(self, _message: messages.SummaryRequest) -> Answer:
        if self._project.progress["submitted"] > COUNTED_TASKS:
            return {"controls": [], "complete": False}, []
        controls: list[messages.Given] = []
        labels = self._project.summary()["labels"]
        for control in filter(labels.get, {**self._project.config.controls, **labels}):
            ranked = sorted(labels[control].items(), key=lambda pair: (-pair[1], pair[0]))
            more = max(0, len(ranked) - COUNTED_VALUES)
            controls.append({"control": control, "values": ranked[:COUNTED_VALUES], "more": more})
        return {"controls": controls, "complete": True}, []

    def _cursor(self, message: messages.CursorRequest) -> Answer:
        index = message["index"]
        if not 0 <= index < len(self._project.tasks):
            raise LSWError(f"There is no task {index}: the project has {len(self._project.tasks)}.")
        if message["seen"] < self._commanded:
            return {}, []  # sent before the view heard where Python told it to go
        position = self._states.position(index)
        self._project.cursor = position
        self._events.moved(position, message["annotation"], message["selection"])
        return {}, []

    def _ask(self, message: dict[str, Any]) -> None:
        """What code of the user's answers, when it can run."""
        try:
            check(message)
        except LSWError as error:
            self._fail_later(message["id"], str(error))
            return
        project, task = self._project, message["task"]
        if message["kind"] == "suggest":
            about, job = task, lambda: {"result": project.suggest(task, message["result"])}
        else:
            about = (task, message["chat"])
            job = lambda: {"message": project.reply(task, message["messages"])}  # noqa: E731
        self._asking.ask(message["id"], about, job)

    def _answer_later(self, request: int, body: Any) -> None:
        self._send(sendable({"re": request, "body": body}), [])

    def _fail_later(self, request: int, error: str) -> None:
        self._send(sendable({"re": request, "error": error}), [])

    # ---- pushes ----

    def _announce(self, applied: Sequence[Applied]) -> None:
        """Every stored change, from a view or from Python."""
        self._changes.add(applied)
        self._events.applied(applied)
