"""Task files at an address: fetched once into a temporary file, through fsspec."""

from __future__ import annotations

import os
import re
import tempfile
import weakref
from pathlib import Path, PurePosixPath
from typing import IO, Any
from urllib.parse import urlsplit

from ls_widgets.errors import TaskError
from ls_widgets.extras import missing, need

ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
KINDS = frozenset({"http", "https", "s3", "s3a", "gs", "gcs", "az", "abfs", "abfss"})
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
MOST = 8 << 30
"""Bytes up to which a file is fetched."""
SECONDS = 60
"""How long a web server may say nothing."""
TEXT_LIMIT = 200


def is_address(text: str) -> bool:
    """Whether a text is an address and no path; a Windows drive is a path."""
    return bool(ADDRESS.match(text))


def shown(address: str) -> str:
    """An address as messages name it: without passwords, tokens and signatures, and not too long."""
    bare = re.sub(r"//[^/?#]*@", "//", address.partition("?")[0].partition("#")[0])
    return bare if len(bare) <= TEXT_LIMIT else f"{bare[:TEXT_LIMIT]}…"


class Fetched:
    """The file of an address at a ``path`` that is gone when this object is.

    Credentials are those that fsspec finds for the kind of address. TaskError for what cannot be had.
    """

    def __init__(self, address: str) -> None:
        found = ADDRESS.match(address)
        kind = found[1].lower() if found else ""
        if kind not in KINDS:
            kinds = ", ".join(sorted(KINDS))
            raise TaskError(f"'{shown(address)}': tasks are read from {kinds} addresses and from files.")
        fsspec = need("fsspec", extra="remote", what=f"reading tasks from {kind} addresses")
        suffix = PurePosixPath(urlsplit(address).path).suffix.lower()
        handle, name = tempfile.mkstemp(suffix=suffix, prefix="lsw-tasks-")
        self.path = Path(name)
        weakref.finalize(self, self.path.unlink, missing_ok=True)
        with os.fdopen(handle, "wb") as target:
            _copy(fsspec, address, kind, target)


def _copy(fsspec: Any, address: str, kind: str, target: IO[bytes]) -> None:
    package = _PACKAGES.get(kind, "adlfs")
    try:
        with fsspec.open(address, "rb", **_options(kind)) as stream:
            size = 0
            while piece := stream.read(PIECE):
                size += len(piece)
                if size > MOST:
                    raise TaskError(f"'{shown(address)}' is larger than {MOST:,} bytes: fetch it yourself.")
                target.write(piece)
    except TaskError:
        raise
    except ImportError as error:
        raise missing(package, extra="remote", what=f"reading tasks from {kind} addresses") from error
    except Exception as error:  # each file system has errors of its own
        raise TaskError(f"'{shown(address)}' {_fault(error, address)}.") from error


def _fault(error: BaseException, address: str) -> str:
    """What went wrong. fsspec says of any error of a web server that there is no such file, and why."""
    if isinstance(error, FileNotFoundError):
        if error.__cause__ is None or getattr(error.__cause__, "status", None) == 404:
            return "is not there"
        return _fault(error.__cause__, address)
    if isinstance(error, TimeoutError):
        return f"cannot be read: no answer within {SECONDS} seconds"
    status = getattr(error, "status", None)
    if isinstance(status, int):
        return f"cannot be read: the server answers {status} {getattr(error, 'message', '')}".rstrip()
    lines = str(error).strip().splitlines() or [type(error).__name__]  # of some, the rest is a protocol
    reason = lines[0].rstrip(".").replace(address, shown(address))
    return f"cannot be read: {reason}"


def _options(kind: str) -> dict[str, Any]:
    if kind not in ("http", "https"):
        return {}
    aiohttp = need("aiohttp", extra="remote", what=f"reading tasks from {kind} addresses")
    # fsspec's own limit is on the whole transfer, which large files may well exceed.
    waits = aiohttp.ClientTimeout(total=None, sock_connect=SECONDS, sock_read=SECONDS)
    return {"client_kwargs": {"timeout": waits}}
