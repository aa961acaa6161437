"""A damaged store file is set aside unchanged; what can be read of it goes into a new file."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ls_widgets.errors import StoreError
from ls_widgets.model import jsontext
from ls_widgets.stores import checksum, ledger
from ls_widgets.stores import statements as sql
from ls_widgets.stores.base import StoreInfo
from ls_widgets.stores.checksum import is_sound
from ls_widgets.stores.sqlite import SqliteDatabase, connect, create_schema

_COMPANIONS = ("", "-wal", "-shm", "-journal")


def rescue(path: Path, suspicion: str) -> str:
    """Moves the file aside, puts a new one with all readable rows in its place; says so in a sentence."""
    aside = _free_name(path)
    try:
        with tempfile.TemporaryDirectory(prefix="ls_widgets-") as folder:
            copy = Path(folder) / path.name
            for suffix in _COMPANIONS:
                if Path(f"{path}{suffix}").exists():
                    shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
            fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
            fresh.unlink(missing_ok=True)
            database = SqliteDatabase(connect(str(fresh)), StoreInfo(str(fresh), True, True))
            try:
                database.execute("PRAGMA synchronous=FULL")
                create_schema(database)
                count = _salvage(copy, database)
            finally:
                database.close()
        for suffix in reversed(_COMPANIONS):
            if Path(f"{path}{suffix}").exists():
                Path(f"{path}{suffix}").rename(f"{aside}{suffix}")
        fresh.rename(path)
    except OSError as error:
        raise StoreError(f"{path} is damaged and cannot be set aside: {error}.") from error
    what = suspicion or "damaged"
    found = (
        f"{count} change{'' if count == 1 else 's'} could be read and are kept"
        if count
        else "nothing could be read"
    )
    return f"{path.name} was {what}; it was set aside as {aside.name}, and {found}."


def _free_name(path: Path) -> Path:
    n = 1
    while True:
        aside = path.with_name(f"{path.stem}.corrupt-{n}{path.suffix}")
        if not aside.exists():
            return aside
        n += 1


def _salvage(copy: Path, target: SqliteDatabase) -> int:
    """Copies what can be read; returns how many ops."""
    try:
        source = connect(str(copy))
        source.text_factory = bytes
    except sqlite3.Error:
        return 0
    count = 0
    try:
        target.execute(sql.BEGIN_WRITE)
        for table in ("ops", "imports", "predictions", "clients", "meta"):
            columns = [row[1] for row in target.execute(f"PRAGMA table_info({table})")]
            for row in _rows(source, table, columns):
                values = _decoded(dict(zip(columns, row, strict=True)))
                if (
                    values is not None
                    and is_sound(table, values)
                    and (table != "meta" or values["name"] != "version")
                ):
                    target.execute(_insert(table, columns), values)
                    count += table == "ops"
        ledger.rebuild(target)
        _add_unlogged(source, target)
        target.execute(sql.COMMIT)
    except StoreError:
        target.execute(sql.ROLLBACK)
        raise
    finally:
        source.close()
    return count


def _insert(table: str, columns: list[str]) -> str:
    marks = ", ".join(f":{name}" for name in columns)
    return f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 (our names)


def _rows(source: sqlite3.Connection, table: str, columns: list[str]) -> Iterator[tuple[Any, ...]]:
    """Rows from the front until the damage, then from the back until the damage."""
    query = f"SELECT rowid, {', '.join(columns)} FROM {table} ORDER BY rowid"  # noqa: S608 (our names)
    last = None
    for direction in ("ASC", "DESC"):
        try:
            for rowid, *row in source.execute(f"{query} {direction}"):
                if direction == "DESC" and last is not None and rowid <= last:
                    return
                if direction == "ASC":
                    last = rowid
                yield tuple(row)
        except (sqlite3.Error, OverflowError):
            continue
        else:
            return


_JSON_COLUMNS = frozenset({"diff", "snapshot", "envelope", "body", "result", "fields"})


def _decoded(values: dict[str, Any]) -> dict[str, Any] | None:
    """The row with its text decoded; None where text or JSON is broken."""
    try:
        for name, value in values.items():
            if isinstance(value, bytes):
                values[name] = value.decode("utf-8")
            if name in _JSON_COLUMNS and values[name] is not None:
                jsontext.loads(values[name])
    except (ValueError, TypeError, RecursionError):
        return None
    return values


def _add_unlogged(source: sqlite3.Connection, target: SqliteDatabase) -> None:
    """Annotations whose latest ops were not readable keep their last written state."""
    columns = [row[1] for row in target.execute("PRAGMA table_info(annotations)")]
    for row in _rows(source, "annotations", columns):
        values = _decoded(dict(zip(columns, row, strict=True)))
        if values is None or not is_sound("annotations", values):
            continue
        there = target.execute(sql.ANNOTATION_REV, {"id": values["id"]})
        if not there or there[0][0] < values["base"]:
            values["rev"] = values["base"]
            values["fields_crc"] = checksum.of(values, checksum.FIELD_PARTS)
            target.execute(sql.FORGET_ANNOTATION, {"id": values["id"]})
            target.execute(_insert("annotations", columns), values)
