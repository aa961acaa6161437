"""What the widget needs from the kernel it runs in: the main loop, and comms that answer while it is busy."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any


def unpin(comm: Any) -> None:
    """Keep answering on a subshell while a cell runs.

    ipykernel 7.4 routes a comm's next message to the shell that last published on it, which pins
    every widget to the busy main shell. The hook is private, so it is replaced only where it exists.
    """
    if hasattr(comm, "_reply_subshell_for"):
        comm._reply_subshell_for = lambda data, default: default


def main_loop() -> asyncio.AbstractEventLoop | None:
    """The running loop of the thread that creates the widget; None in a plain script."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def run_later(loop: asyncio.AbstractEventLoop | None, job: Callable[[], None]) -> None:
    """Run ``job`` on the main thread once it is free; at once where there is no loop."""
    if loop is None or loop.is_closed():
        job()
    else:
        loop.call_soon_threadsafe(job)
