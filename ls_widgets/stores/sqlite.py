"""SQLite connections through the standard library: a file with its safeguards, or memory."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ls_widgets.errors import StoreError
from ls_widgets.stores import statements as sql
from ls_widgets.stores.base import Database, StoreInfo
from ls_widgets.stores.checksum import checksum
from ls_widgets.stores.faults import store_error


class SqliteDatabase:
    """One connection of the standard library's binding."""

    def __init__(self, connection: sqlite3.Connection, info: StoreInfo) -> None:
        self._connection = connection
        self.info = info
        self._version: int | None = None

    def execute(self, statement: str, params: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(statement, params or {}).fetchall()
        except (sqlite3.Error, UnicodeError) as error:
            raise store_error(error, self.info.location) from error

    def executemany(self, statement: str, rows: Iterable[dict[str, Any]]) -> None:
        try:
            self._connection.executemany(statement, rows)
        except (sqlite3.Error, UnicodeError) as error:
            raise store_error(error, self.info.location) from error

    def ready(self) -> Sequence[Database]:
        return ()

    def others_wrote(self) -> bool:
        before, self._version = self._version, self.execute("PRAGMA data_version")[0][0]
        return before is not None and before != self._version

    def close(self) -> None:
        self._connection.close()


def connect(address: str, *, uri: bool = False, timeout: float = 30.0) -> sqlite3.Connection:
    """A connection without hidden transactions, usable from any one thread at a time."""
    connection = sqlite3.connect(
        address, uri=uri, timeout=timeout, isolation_level=None, check_same_thread=False
    )
    connection.create_function("checksum", -1, checksum, deterministic=True)
    return connection


def in_memory(notice: str = "") -> SqliteDatabase:
    """A store that lives as long as this kernel."""
    database = SqliteDatabase(connect(":memory:"), StoreInfo("memory", False, True, notice))
    create_schema(database)
    return database


def create_schema(database: Database) -> None:
    """Makes tables and marks in an empty database."""
    database.execute(sql.BEGIN_WRITE)
    for statement in sql.SCHEMA:
        database.execute(statement)
    database.execute(f"PRAGMA application_id={sql.APPLICATION_ID}")
    database.execute(f"PRAGMA user_version={sql.VERSION}")
    database.execute(sql.SET_META, {"name": "version", "value": str(sql.VERSION)})
    database.execute(sql.COMMIT)


class SqliteFile(SqliteDatabase):
    """A store file that is watched: forks reconnect, a file that vanished or was replaced is noticed."""

    def __init__(self, path: Path, *, shared_disk: bool, notice: str = "") -> None:
        self._path = path
        self._shared_disk = shared_disk
        self._pid = os.getpid()
        super().__init__(connect(str(path)), StoreInfo(str(path), True, True, notice))
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        for statement in sql.SESSION:
            self.execute(statement)
        if not self._shared_disk and self.execute(sql.DURABLE[0])[0][0] != "wal":
            self._shared_disk = True
            self.info = replace(
                self.info,
                notice=self.info.notice or "This disk cannot be shared safely: use one notebook at a time.",
            )
        for statement in sql.SHARED_DISK if self._shared_disk else sql.DURABLE:
            self.execute(statement)
        self._identity = self._look()

    def _look(self) -> tuple[int, int] | None:
        try:
            found = self._path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def ready(self) -> Sequence[Database]:
        if os.getpid() != self._pid:
            # The parent's handle stays open on purpose: closing it here would drop the parent's locks.
            _KEPT_OPEN.append(self._connection)
            self._pid = os.getpid()
            self._connection = connect(str(self._path))
            self._version = None
            self._prepare()
            return ()
        there = self._look()
        if there == self._identity:
            return ()
        former = SqliteDatabase(self._connection, self.info)
        if there is None:
            self._write_anew(former)
        fresh = SqliteFile(self._path, shared_disk=self._shared_disk, notice=self.info.notice)
        expect_ours(fresh)
        self._connection, self._identity, self._version = fresh._connection, fresh._identity, None
        if there is None:
            former.close()
            self.info = replace(self.info, notice=f"{self._path} had been deleted and was written anew.")
            return ()
        self.info = replace(self.info, notice=f"{self._path} had been replaced; both files' labels are kept.")
        return (former,)

    def _write_anew(self, former: SqliteDatabase) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            for suffix in ("-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
            target = connect(str(self._path))
            try:
                former._connection.backup(target)
            finally:
                target.close()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"{self._path} was deleted and cannot be written anew: {error}.") from error


_KEPT_OPEN: list[sqlite3.Connection] = []


def expect_ours(database: Database) -> None:
    """Raises StoreError for a database of another program or of a newer version."""
    location = database.info.location
    if database.execute("PRAGMA application_id")[0][0] != sql.APPLICATION_ID:
        raise StoreError(
            f"{location} is a database, but no label store. It was left as it is; name another file."
        )
    version = database.execute("PRAGMA user_version")[0][0]
    if version > sql.VERSION:
        raise newer(location, version)


def newer(location: str, version: int) -> StoreError:
    """The error for a file that a later version of this package has written."""
    return StoreError(
        f"{location} was written by a newer version (format {version}; this one reads up to {sql.VERSION}). "
        "It was left as it is; upgrade ls_widgets to open it."
    )


def view_only(path: Path, reason: str) -> SqliteDatabase:
    """Opens a file that cannot be written, for looking."""
    notice = f"{reason}: labels can be seen but not changed."
    info = StoreInfo(str(path), True, False, notice)
    for mode in ("mode=ro", "immutable=1"):
        connection = connect(f"{path.absolute().as_uri()}?{mode}", uri=True)
        try:
            connection.execute("SELECT count(*) FROM meta").fetchall()
        except sqlite3.Error as error:
            connection.close()
            fault = store_error(error, str(path))
        else:
            return SqliteDatabase(connection, info)
    raise fault
