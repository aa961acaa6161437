"""A disk that forgets what was not synced, tears it, or fails: SQLite's file layer through apsw."""

from __future__ import annotations

import os
import random
import uuid
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import apsw

from ls_widgets.stores import statements as sql
from ls_widgets.stores.base import StoreInfo
from ls_widgets.stores.faults import store_error
from ls_widgets.stores.sql import SqlStore
from ls_widgets.stores.sqlite import create_schema

SECTOR = 512
TEAR = 0.3


class Disk(apsw.VFS):
    """Passes everything on and keeps a log of what would reach the disk, and when it must be there."""

    def __init__(self, fail: Callable[[str], None] = lambda call: None) -> None:
        self.name = f"disk-{uuid.uuid4().hex}"
        self.log: list[tuple[Any, ...]] = []
        self.fail = fail
        super().__init__(self.name, base="")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 (SQLite's name)
        return _File(self, name, flags)

    def xDelete(self, name: str, syncdir: bool) -> None:  # noqa: FBT001, N802
        self.fail("delete")
        self.log.append(("delete", os.path.basename(name)))  # noqa: PTH119
        super().xDelete(name, syncdir)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self._disk = disk
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._name = os.path.basename(path) if path else ""  # noqa: PTH119
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._disk.fail("write")
        self._disk.log.append(("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self._disk.fail("truncate")
        self._disk.log.append(("truncate", self._name, size))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.fail("sync")
        self._disk.log.append(("sync", self._name))
        super().xSync(flags)


class ApswDatabase:
    """The store's own statements and pragmas, run through apsw on such a disk."""

    def __init__(self, path: Path, disk: Disk, *, durable: Iterable[str] = sql.DURABLE) -> None:
        self.info = StoreInfo(str(path), True, True)
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
        self._connection = apsw.Connection(str(path), vfs=disk.name, flags=flags)
        for statement in (*sql.SESSION, *durable):
            self.execute(statement)

    def execute(self, statement: str, params: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        try:
            return list(self._connection.cursor().execute(statement, params or {}))
        except apsw.Error as error:
            raise store_error(error, self.info.location) from error

    def executemany(self, statement: str, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            self.execute(statement, row)

    def ready(self) -> tuple[()]:
        return ()

    def others_wrote(self) -> bool:
        return False

    def close(self) -> None:
        self._connection.close()


def new_store(path: Path, disk: Disk, *, durable: Iterable[str] = sql.DURABLE) -> SqlStore:
    database = ApswDatabase(path, disk, durable=durable)
    if not database.execute("SELECT 1 FROM sqlite_master"):
        create_schema(database)
    return SqlStore(database)


def after_power_loss(
    files: dict[str, bytes], log: list[tuple[Any, ...]], chance: random.Random
) -> dict[str, bytes]:
    """What the disk may hold: all that was synced, and a random, torn half of what was not."""
    synced: dict[str, int] = {}
    for at, entry in enumerate(log):
        if entry[0] == "sync":
            synced[entry[1]] = at
    disk = {name: bytearray(content) for name, content in files.items()}
    for at, (kind, name, *rest) in enumerate(log):
        safe = at < synced.get(name, -1)
        if kind == "sync" or not (safe or chance.random() < 0.5):
            continue
        content = disk.setdefault(name, bytearray())
        if kind == "delete":
            disk.pop(name, None)
        elif kind == "truncate":
            del content[rest[0] :]
        else:
            offset, data = rest
            if not safe and chance.random() < TEAR:
                data = data[: chance.randrange(0, len(data) + 1, SECTOR) if len(data) >= SECTOR else 0]
            if len(content) < offset:
                content.extend(bytes(offset - len(content)))
            content[offset : offset + len(data)] = data
    return {name: bytes(content) for name, content in disk.items()}
