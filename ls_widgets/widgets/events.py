"""User callbacks: never run in a message handler, always in order, one at a time."""

from __future__ import annotations

import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from ls_widgets.model.records import Task, annotation_from_state

if TYPE_CHECKING:
    from ls_widgets.stores.base import Applied

Callback = Callable[..., Any]
KINDS = ("change", "submit", "skip", "task")
_ENDINGS = {"submit": "submit", "update": "submit", "skip": "skip"}


class Events:
    """Callbacks by kind, and the queue between the comm's thread and the home one.

    Home is the thread that made the widget. What Python does there is told before the call returns;
    what a view or another thread does is told when ``later`` has run its job at home. The state is
    always brought up to date before a callback runs: by ``follow``, and by ``move``, which says
    whether another task is shown. ``failed`` is told of raised errors.
    """

    def __init__(
        self,
        later: Callable[[Callable[[], None]], None],
        *,
        follow: Callable[[Sequence[Applied]], None],
        move: Callable[[int, str | None, Sequence[str]], bool],
        find: Callable[[str | int], Task],
        failed: Callable[[str, str], None],
    ) -> None:
        self._later = later
        self._find = find
        self._follow = follow
        self._move = move
        self._failed = failed
        self._home = threading.get_ident()
        self._held = threading.local()
        self._jobs: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._running = False
        self._callbacks: dict[str, list[Callback]] = {kind: [] for kind in KINDS}

    def add(self, kind: str, callback: Callback) -> Callback:
        """Register ``callback``; returned unchanged, so it serves as a decorator."""
        if not callable(callback):
            raise TypeError(f"on_{kind} takes a function, not {type(callback).__name__}")
        self._callbacks[kind].append(callback)
        return callback

    @contextmanager
    def held(self) -> Iterator[None]:
        """Inside, on this thread, nothing of the user's runs; afterwards it is scheduled."""
        self._held.on = True
        try:
            yield
        finally:
            self._held.on = False
            if self._jobs:
                self._later(self._run)

    def applied(self, steps: Sequence[Applied]) -> None:
        """Stored changes, from a view or from Python."""
        here = self._is_home()
        if here:
            self._safely(lambda: self._follow(steps))
        self._jobs.append(lambda: self._tell_applied(steps, followed=here))
        self._go_on(here)

    def moved(self, index: int, annotation: str | None, selection: Sequence[str]) -> None:
        """The view, or Python, shows another task, annotation or selection."""
        here = self._is_home()
        if not here:
            self._jobs.append(lambda: self._tell_moved(index, annotation, selection))
        elif self._move(index, annotation, selection):
            self._jobs.append(lambda: self._call("task", self._find(index)))
        self._go_on(here)

    def later(self, job: Callable[[], None]) -> None:
        """Run a job that calls the user's code at home, after what waits already."""
        self._jobs.append(job)
        self._go_on(self._is_home())

    def _is_home(self) -> bool:
        return threading.get_ident() == self._home and not getattr(self._held, "on", False)

    def _go_on(self, here: bool) -> None:  # noqa: FBT001
        if here:
            self._run()
        elif not getattr(self._held, "on", False):
            self._later(self._run)

    def _run(self) -> None:
        while True:
            with self._lock:
                if self._running or not self._jobs:
                    return  # inside a callback: the loop that called it goes on to the new jobs
                self._running = True
                job = self._jobs.popleft()
            try:
                self._safely(job)
            finally:
                with self._lock:
                    self._running = False

    def _safely(self, job: Callable[[], None]) -> None:
        try:
            job()
        except Exception as error:  # noqa: BLE001 (observers are the user's; the queue goes on)
            self._failed(f"{type(error).__name__}: {error}", traceback.format_exc())

    def _tell_applied(self, steps: Sequence[Applied], *, followed: bool) -> None:
        if not followed:
            self._follow(steps)
        for step in steps:
            for kind in ("change", _ENDINGS.get(step.kind)):
                if kind and self._callbacks[kind]:
                    self._call(kind, self._find(step.task), annotation_from_state(step.state))

    def _tell_moved(self, index: int, annotation: str | None, selection: Sequence[str]) -> None:
        if self._move(index, annotation, selection):
            self._call("task", self._find(index))

    def _call(self, kind: str, *args: Any) -> None:
        for callback in list(self._callbacks[kind]):
            try:
                callback(*args)
            except Exception as error:  # noqa: BLE001 (the label is stored; the person is told)
                name = getattr(callback, "__name__", "callback")
                self._failed(
                    f"on_{kind}: {name} raised {type(error).__name__}: {error}", traceback.format_exc()
                )
