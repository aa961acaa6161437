"""Task files at an address: fetched once into a temporary file, through fsspec."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import urlsplit

from ls_widgets.errors import MissingExtraError, TaskError
from ls_widgets.tasks.extras import need

ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
KINDS = frozenset({"http", "https", "s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl"})
"""Kinds of addresses that tasks are read from."""
_PACKAGES = {
    "http": "aiohttp",
    "https": "aiohttp",
    "s3": "s3fs",
    "s3a": "s3fs",
    "gs": "gcsfs",
    "gcs": "gcsfs",
}
PIECE = 1 << 20


def is_address(text: str) -> bool:
    """Whether a text is an address and no path; a Windows drive is a path."""
    return bool(ADDRESS.match(text))


@contextmanager
def fetched(address: str) -> Iterator[Path]:
    """The file of an address, gone afterwards. Credentials are those that fsspec finds for its kind."""
    found = ADDRESS.match(address)
    kind = found[1].lower() if found else ""
    if kind not in KINDS:
        raise TaskError(
            f"'{address}': tasks are read from {', '.join(sorted(KINDS))} addresses and from files."
        )
    fsspec = need("fsspec", extra="remote", what=f"reading tasks from {kind} addresses")
    suffix = PurePosixPath(urlsplit(address).path).suffix.lower()
    handle, name = tempfile.mkstemp(suffix=suffix, prefix="lsw-tasks-")
    path = Path(name)
    try:
        with os.fdopen(handle, "wb") as target:
            _copy(fsspec, address, kind, target)
        yield path
    finally:
        path.unlink(missing_ok=True)


def _copy(fsspec: Any, address: str, kind: str, target: IO[bytes]) -> None:
    package = _PACKAGES.get(kind, "adlfs")
    try:
        with fsspec.open(address, "rb") as stream:
            shutil.copyfileobj(stream, target, PIECE)
    except ImportError as error:
        raise MissingExtraError(
            f"reading tasks from {kind} addresses needs {package}: "
            f"pip install 'ls-widgets[remote]' (or pip install {package})."
        ) from error
    except FileNotFoundError as error:
        raise TaskError(f"'{address}' is not there.") from error
    except Exception as error:  # each file system has errors of its own
        raise TaskError(f"'{address}' cannot be read: {str(error) or type(error).__name__}.") from error
