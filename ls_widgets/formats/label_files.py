"""Files of a folder that labels may be in: none that systems and notebooks leave beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

_LEFT_BY_ARCHIVES = "__macosx"


def files_below(folder: Path, *suffixes: str, most: int | None = None) -> list[Path]:
    """Files with these suffixes in a folder and those below, by name; any where none is given.

    ``most``: how many are enough.
    """
    found: list[Path] = []
    for path in _walk(folder):
        if not suffixes or path.suffix.lower() in suffixes:
            found.append(path)
            if len(found) == most:
                break
    return sorted(found)


def files_in(folder: Path, *suffixes: str) -> list[Path]:
    """Files with these suffixes in a folder itself, by name."""
    found = (path for path in folder.iterdir() if not is_hidden(path.name))
    return sorted(path for path in found if path.suffix.lower() in suffixes and path.is_file())


def is_hidden(name: str) -> bool:
    """Whether a file or folder is no part of a data set: like ``._a.xml`` and ``.ipynb_checkpoints``."""
    return name.startswith(".") or name.lower() == _LEFT_BY_ARCHIVES


def _walk(folder: Path) -> Iterator[Path]:
    for base, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for name in sorted(names):
            path = Path(base, name)
            if not is_hidden(name) and path.is_file():
                yield path
