"""Room for pixels in a file without a name: memory that the system may write out, gone with the kernel."""

from __future__ import annotations

import mmap
import os
import shutil
import tempfile
from pathlib import Path

from ls_widgets.errors import TaskError

SPARE = 256 * 2**20
"""Bytes of the disk that stay free."""
_BLOCK = 2**20


def scratch(size: int) -> mmap.mmap:
    """``size`` bytes that lie in a file and vanish with the last reference.

    The file is in ``$TMPDIR``, else in ``/var/tmp`` where there is one, because ``/tmp`` is often kept
    in memory. Raises :class:`TaskError` when the disk has no room.
    """
    folder = _folder()
    try:
        free = shutil.disk_usage(folder).free
        if free < size + SPARE:
            raise TaskError(
                f"Its tiles need {size / 2**30:.1f} GB in '{folder}', where {free / 2**30:.1f} GB are free. "
                "Make room there, or set TMPDIR to another folder."
            )
        with tempfile.TemporaryFile(dir=folder, prefix="lsw-tiles-") as file:
            _reserve(file.fileno(), size)
            return mmap.mmap(file.fileno(), size)
    except OSError as error:
        raise TaskError(f"Its tiles cannot be kept in '{folder}': {error.strerror or error}.") from error


def forget(room: mmap.mmap) -> None:
    """Let the system take the memory back; the content stays in the file."""
    if hasattr(mmap, "MADV_DONTNEED"):
        room.madvise(mmap.MADV_DONTNEED)


def _folder() -> str:
    large = Path("/var/tmp")  # noqa: S108 - the file has no name there
    if not os.environ.get("TMPDIR") and os.name == "posix" and os.access(large, os.W_OK):
        return str(large)
    return tempfile.gettempdir()


def _reserve(file: int, size: int) -> None:
    """Takes the room now: a full disk later would end the process."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file, 0, size)
        return
    block = bytes(_BLOCK)
    for start in range(0, size, _BLOCK):
        os.write(file, block[: size - start])
