"""Folders and globs as tasks: the pictures, recordings, videos or texts in them, a file each; task files."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import TaskError
from ls_widgets.tasks.encoding import not_utf8
from ls_widgets.tasks.files import is_task_file, read_files

if TYPE_CHECKING:
    import pandas as pd

    from ls_widgets.config.label_config import LabelConfig

SUFFIXES = {
    "image": (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".svg", ".tif", ".tiff", ".avif"),
    "audio": (".wav", ".mp3", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".aac"),
    "video": (".mp4", ".webm", ".mov", ".m4v", ".ogv"),
    "pdf": (".pdf",),
    "text": (".txt", ".md"),
    "hypertext": (".html", ".htm", ".md", ".txt"),
}
"""What an object shows -> the files that it can show."""
_TEXTS = ("text", "hypertext")
_GLOB = re.compile(r"[*?\[]")
_DIGITS = re.compile(r"(\d+)")
MOST_TEXT = 64 << 20


def is_glob(text: str) -> bool:
    """Whether a path has wildcards and is not itself a file."""
    return bool(_GLOB.search(text)) and not os.path.exists(text)  # noqa: PTH110 - never raises


def folder_values(path: Path, config: LabelConfig | None) -> pd.DataFrame | Sequence[Any]:
    """The files below a folder that the config's first object can show; hidden ones are left out.

    A folder without any, but with task files, holds the parts of one, as Spark and others write them.
    """
    files = [
        one
        for one in path.rglob("*")
        if not any(part.startswith(".") for part in one.relative_to(path).parts) and one.is_file()
    ]
    parts = [one for one in files if is_task_file(one)]
    kind = _kind(config, needed=not parts)
    found = [one for one in files if one.suffix.lower() in SUFFIXES.get(kind, ())]
    if parts and not found:
        return read_files(sorted(parts, key=_natural))
    if not found:
        raise TaskError(f"'{path}' has no files of the kind {', '.join(SUFFIXES[kind])}.")
    return _values(found, kind)


def glob_values(pattern: str, config: LabelConfig | None) -> pd.DataFrame | Sequence[Any]:
    """The files that a pattern names, ``**`` for folders at any depth; task files are parts of one."""
    found = [Path(name) for name in glob.glob(os.path.expanduser(pattern), recursive=True)]  # noqa: PTH111, PTH207
    files = [one for one in found if one.is_file()]
    if not files:
        raise TaskError(f"'{pattern}' names no file.")
    if all(map(is_task_file, files)):
        return read_files(sorted(files, key=_natural))
    kind = _kind(config, needed=True)
    odd = next((one for one in files if one.suffix.lower() not in SUFFIXES[kind]), None)
    if odd is not None:
        shown = ", ".join(SUFFIXES[kind])
        raise TaskError(f"'{odd}' is no file that the config's object shows ({shown}): narrow the pattern.")
    return _values(files, kind)


def _kind(config: LabelConfig | None, *, needed: bool) -> str:
    """What the object that the first column is for shows; empty where no file shows it."""
    if config is None:
        return "image"
    key = next(iter(config.data_keys.values()), None)
    for need in key.needs if key is not None else ():
        surface = need.tag.spec.surface if need.tag.spec is not None else None
        if surface in SUFFIXES:
            return surface
    if not needed:
        return ""
    raise TaskError("a folder is read for configs whose first object is an Image, Audio, Video, Text or Pdf.")


def _values(files: list[Path], kind: str) -> list[Any]:
    files.sort(key=_natural)
    if kind not in _TEXTS:
        return list(files)  # paths, not texts: what the caller names may lie anywhere
    return [_text(one) for one in files]


def _natural(path: Path) -> list[Any]:
    """2 comes before 10; texts and numbers alternate, so that they are never compared."""
    return [
        int(part) if at % 2 else part.casefold() for at, part in enumerate(_DIGITS.split(path.as_posix()))
    ]


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_TEXT:
            raise TaskError(f"'{path}' is too large for one text ({path.stat().st_size:,} bytes).")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8(path) from error
    except OSError as error:
        raise TaskError(f"'{path}' cannot be read: {error.strerror or error}.") from error
