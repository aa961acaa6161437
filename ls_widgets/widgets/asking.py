"""Requests that a model answers: it runs at home, one after the other, and never in a handler."""

from __future__ import annotations

import logging
import threading
import traceback
from collections.abc import Callable, Hashable
from typing import Any

from ls_widgets.errors import LSWError

log = logging.getLogger("ls_widgets")

DETAIL = 4000
"""Characters of a traceback that the view is told."""


class Asking:
    """Requests that wait. ``later`` runs a job at home; ``answer`` and ``fail`` reply to a request."""

    def __init__(
        self,
        *,
        later: Callable[[Callable[[], None]], None],
        answer: Callable[[int, Any], None],
        fail: Callable[[int, str], None],
    ) -> None:
        self._later = later
        self._answer = answer
        self._fail = fail
        self._waiting: dict[int, Hashable] = {}
        self._lock = threading.Lock()

    def ask(self, request: int, about: Hashable, job: Callable[[], Any]) -> None:
        """Queue a job; one about the same that still waits has lost its meaning."""
        with self._lock:
            older = [one for one, of in self._waiting.items() if of == about]
            for one in older:
                del self._waiting[one]
            self._waiting[request] = about
        for one in older:
            self._fail(one, "A newer request has taken its place.")
        self._later(lambda: self._run(request, job))

    def cancel(self, request: int) -> None:
        """Forget a request that still waits."""
        with self._lock:
            known = self._waiting.pop(request, None)
        if known is not None:
            self._fail(request, "Cancelled.")

    def _run(self, request: int, job: Callable[[], Any]) -> None:
        with self._lock:
            if self._waiting.pop(request, None) is None:
                return
        try:
            found = job()
        except LSWError as error:
            self._fail(request, _said(error))
        except BaseException as error:
            self._fail(request, _said(error))
            raise
        else:
            self._answer(request, found)


def _said(error: BaseException) -> str:
    """What happened, and where in the user's own code."""
    cause = error.__cause__ or (None if isinstance(error, LSWError) else error)
    if cause is None:
        return str(error)
    where = "".join(traceback.format_exception(cause))
    log.error("%s\n%s", error, where)
    return f"{error}\n\n{where[-DETAIL:]}"
