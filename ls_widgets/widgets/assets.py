"""The built browser bundle: the core module and its lazy chunks."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

STATIC = Path(__file__).parent.parent / "static"


def core_source() -> str:
    """Text of the core module; a FileNotFoundError with the build command when it was never built.

    Text and not a path: anywidget keeps every widget alive whose module is a watched file.
    """
    path = STATIC / "core.js"
    if not path.is_file():
        raise FileNotFoundError(
            f"The browser bundle is missing ({path}). In a source checkout run: make build"
        )
    return path.read_text(encoding="utf-8")


@cache
def manifest() -> dict[str, Any]:
    """What ``js/build.mjs`` wrote about the bundle: build hash, chunks, sizes."""
    return json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))


def chunk_bytes(name: str, build: str) -> bytes:
    """Gzip bytes of a lazy chunk. KeyError for an unknown one, LookupError for another build's page."""
    chunk = manifest()["chunks"].get(name)
    if chunk is None:
        raise KeyError(f"This version of ls_widgets has no part called {name!r}.")
    if build != manifest()["build"]:
        raise LookupError("This output belongs to another version of ls_widgets: run the cell again.")
    return (STATIC / chunk["file"]).read_bytes()
