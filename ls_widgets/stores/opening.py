"""Opens the store file at a path, whatever state it is in."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ls_widgets.errors import StoreError
from ls_widgets.stores import statements as sql
from ls_widgets.stores.base import Database, StoreInfo
from ls_widgets.stores.faults import CorruptError
from ls_widgets.stores.rescue import rescue
from ls_widgets.stores.sqlite import (
    SqliteDatabase,
    SqliteFile,
    connect,
    create_schema,
    expect_ours,
    in_memory,
    newer,
    view_only,
)

_NETWORK = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "9p", "ceph", "glusterfs", "lustre",
     "fuse.sshfs", "fuse.s3fs", "fuse.gcsfuse", "fuse.rclone", "fuse.glusterfs", "davfs"}
)  # fmt: skip
_MAGIC = b"SQLite format 3\x00"
HEADER = 100
"""Bytes of an SQLite file's header."""
_LFS = b"version https://git-lfs"


def open_file(path: Path) -> Database:
    """The database of the file, made when it is not there.

    A damaged file is set aside unchanged and what can be read of it goes into a new one. A folder that
    cannot be written gives memory. Both are told in ``info.notice``.
    """
    path = path.absolute()
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file for the labels.")
    if not path.exists():
        problem = _make_file(path)
        if problem:
            return in_memory(
                f"Labels are kept in memory only: {problem}. Export them before the kernel ends."
            )
    elif not _writable(path) or not _writable(path.parent):
        return _open_for_viewing(path)
    network = filesystem_type(path.parent) in _NETWORK
    notice = "The labels are on a network disk: use one notebook at a time." if network else ""
    try:
        return _open_checked(path, network=network, notice=notice)
    except CorruptError:
        rescued = rescue(path, _suspicion(path))
        return _open_checked(path, network=network, notice=rescued)


def _open_checked(path: Path, *, network: bool, notice: str) -> Database:
    """Looks before it writes: nothing in a file that is not ours, newer or damaged is touched."""
    suspicion = _suspicion(path)
    if suspicion:
        raise CorruptError(f"{path} is {suspicion}.")
    version, application = _marks(path)
    if application == sql.APPLICATION_ID and version > sql.VERSION:
        raise newer(str(path), version)
    mode = "mode=ro" if Path(f"{path}-wal").exists() else "immutable=1"
    if network or Path(f"{path}-journal").exists():
        mode = "mode=rw"  # An interrupted commit of this journal mode must be rolled back before reading.
    probe = SqliteDatabase(connect(f"{path.as_uri()}?{mode}", uri=True), StoreInfo(str(path), True, False))
    try:
        _check(probe)
    finally:
        probe.close()
    return SqliteFile(path, shared_disk=network, notice=notice)


def _check(database: Database) -> None:
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    marked = database.execute("PRAGMA application_id")[0][0] == sql.APPLICATION_ID
    ours = marked or names.issuperset(sql.TABLES)
    findings = [row[0] for row in database.execute("PRAGMA quick_check(1)")] if ours else ["ok"]
    if findings != ["ok"]:
        raise CorruptError(f"{database.info.location} is damaged: {findings[0]}")
    if ours and not (marked and _schema(database) == _own_schema()):
        raise CorruptError(f"{database.info.location} is damaged: its tables are not as they were made")
    expect_ours(database)
    try:
        damaged = sum(database.execute(query)[0][0] for query in (*sql.DAMAGED, *sql.UNREADABLE))
    except StoreError as error:
        raise CorruptError(str(error)) from error
    if damaged:
        raise CorruptError(
            f"{database.info.location} is damaged: {damaged} rows are not as they were written"
        )


def _own_schema() -> set[str]:
    database = in_memory()
    try:
        return _schema(database)
    finally:
        database.close()


def _schema(database: Database) -> set[str]:
    """The text of the schema, which SQLite's own check takes as it is."""
    return {text for (text,) in database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")}


def _marks(path: Path) -> tuple[int, int]:
    """``user_version`` and ``application_id`` as they stand in the file's header."""
    with path.open("rb") as file:
        head = file.read(HEADER)
    return int.from_bytes(head[60:64], "big"), int.from_bytes(head[68:72], "big")


def _suspicion(path: Path) -> str:
    """What the first bytes say is wrong; empty when they look like SQLite."""
    with path.open("rb") as file:
        head = file.read(HEADER)
    if not head:
        return "empty"
    if head.startswith(_LFS):
        return "a Git LFS pointer, not the file itself"
    if not head.startswith(_MAGIC):
        return "no SQLite database"
    if len(head) < HEADER:
        return "cut short"
    return ""


def _open_for_viewing(path: Path) -> Database:
    database = view_only(path, f"{path} is read-only")
    try:
        expect_ours(database)
    except BaseException:
        database.close()
        raise
    return database


def _make_file(path: Path) -> str:
    """Makes a complete store appear at once under the name; returns why it cannot be done, if so."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not _writable(path.parent):
            return f"{path.parent} cannot be written"
        database = SqliteDatabase(connect(str(temporary)), StoreInfo(str(temporary), True, True))
        try:
            database.execute("PRAGMA synchronous=FULL")
            create_schema(database)
        finally:
            database.close()
        try:
            os.link(temporary, path)
        except FileExistsError:
            return ""
        except OSError:
            temporary.rename(path)
        _sync_folder(path.parent)
    except (OSError, StoreError) as error:
        return f"{path.parent} cannot be written ({error})"
    finally:
        temporary.unlink(missing_ok=True) if _exists(temporary) else None
    return ""


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _writable(path: Path) -> bool:
    """Also false where every write permission is taken away and only root could pass over it."""
    return os.access(path, os.W_OK) and bool(
        path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    )


def filesystem_type(folder: Path) -> str:
    """The type of the file system, such as ``ext4`` or ``nfs4``; empty where it cannot be told."""
    try:
        lines = Path("/proc/self/mountinfo").read_text("utf-8", errors="replace").splitlines()
        real = os.path.realpath(folder)
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        left, _, right = line.partition(" - ")
        fields, kinds = left.split(), right.split()
        if len(fields) < 5 or not kinds:
            continue
        mount = fields[4].encode().decode("unicode_escape", errors="replace")
        inside = real == mount or real.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, kinds[0]
    return kind
