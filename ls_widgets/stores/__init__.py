"""Where labels are kept: append-only ops, and annotations derived from them."""

from __future__ import annotations

import re
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from ls_widgets.errors import StoreError

if TYPE_CHECKING:
    from ls_widgets.stores.base import Store

__all__ = ["open_store"]

FOLDER = ".ls_widgets"


def open_store(
    spec: str | PathLike[str] | None, project_name: str | None = None, *, digest: str = ""
) -> Store:
    """The store that ``spec`` names.

    ``"auto"``: ``.ls_widgets/<project name>.db`` in the working directory; a project without a name is
    named by the ``digest`` of its config. None: memory. A path or ``sqlite:///path``: that file.
    """
    from ls_widgets.stores.sql import SqlStore

    if spec is None:
        from ls_widgets.stores.sqlite import in_memory

        return SqlStore(in_memory("Labels are kept in memory only: they end with the kernel."))
    from ls_widgets.stores.opening import open_file

    return SqlStore(open_file(_path(spec, project_name or digest or "labels")))


def _path(spec: str | PathLike[str], name: str) -> Path:
    text = str(spec)
    if text == "auto":
        return Path(FOLDER) / f"{file_name(name)}.db"
    scheme, separator, rest = text.partition("://")
    if not separator:
        return Path(spec)
    if scheme != "sqlite" or not rest.startswith("/"):
        raise StoreError(f"store={scheme}://…: this version keeps labels in SQLite files; name a path.")
    return Path(rest[1:])


def file_name(name: str) -> str:
    """A project's name as a file name: letters, digits, ``-`` and ``_``, at most 80 characters."""
    slug = re.sub(r"[^\w-]+", "-", name).strip("-")[:80] or "labels"
    return f"{slug}_" if slug.lower() in _DEVICES else slug


_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))})
