"""Python's search for cycles while very much JSON comes and goes, which is found by counting alone."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

BETWEEN = 10_000
"""New containers between two searches. At Python's 700 they are a fifth of the work of an export."""


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Searches for cycles more rarely inside of the block, where it is searched at all."""
    first, *others = gc.get_threshold()
    if not 0 < first < BETWEEN:
        yield
        return
    gc.set_threshold(BETWEEN, *others)
    try:
        yield
    finally:
        gc.set_threshold(first, *others)
