"""SQLite's errors as StoreErrors that say what happened and what to do."""

from __future__ import annotations

from ls_widgets.errors import StoreError

_CORRUPT = frozenset({11, 26})
_MEANING = {
    5: "another program keeps the file locked; close it or try again",
    6: "another program keeps the file locked; close it or try again",
    8: "the file is read-only",
    10: "the disk reported an error; check the disk and its free space",
    13: "Not saved: disk full. Free some space; nothing stored so far is lost",
    14: "the file cannot be opened; check the folder and its permissions",
}


class CorruptError(StoreError):
    """The file is damaged or no SQLite database."""


def store_error(error: Exception, location: str) -> StoreError:
    """The typed error for what a SQLite binding raised."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        code = getattr(error, "result", None)
    primary = code & 0xFF if isinstance(code, int) else None
    if primary in _CORRUPT:
        return CorruptError(f"{location} is damaged ({error}). Open it again: what can be read will be kept.")
    meaning = _MEANING.get(primary or 0, "the store cannot be read or written")
    return StoreError(f"{location}: {meaning} ({error}).")
