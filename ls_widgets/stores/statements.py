"""Every SQL statement of a store, as text: the fault tests run exactly these through their own SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from ls_widgets.stores.checksum import FIELD_PARTS, OP_PARTS, RESULT_PARTS

APPLICATION_ID = 0x6C737731
"""``lsw1``: marks our files in SQLite's header."""

VERSION = 1
"""Schema version, kept in ``user_version`` and in ``meta``."""

SCHEMA = (
    """CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)""",
    """CREATE TABLE IF NOT EXISTS ops (
        client TEXT NOT NULL, seq BIGINT NOT NULL, n BIGINT NOT NULL UNIQUE,
        task TEXT NOT NULL, annotation TEXT NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL,
        author TEXT NOT NULL, base_rev BIGINT NOT NULL, seen BIGINT NOT NULL, rev BIGINT NOT NULL,
        diff TEXT NOT NULL, snapshot TEXT, target_client TEXT, target_seq BIGINT,
        at_client TEXT NOT NULL, at_store TEXT NOT NULL,
        undone BIGINT NOT NULL DEFAULT 0, kept_as TEXT, note TEXT, crc BIGINT NOT NULL,
        PRIMARY KEY (client, seq))""",
    """CREATE UNIQUE INDEX IF NOT EXISTS ops_by_annotation ON ops (annotation, rev)""",
    """CREATE INDEX IF NOT EXISTS ops_by_author ON ops (author, undone, n)""",
    """CREATE TABLE IF NOT EXISTS annotations (
        id TEXT PRIMARY KEY, task TEXT NOT NULL, status TEXT NOT NULL, number BIGINT NOT NULL,
        rev BIGINT NOT NULL, base BIGINT NOT NULL, size BIGINT NOT NULL, result TEXT NOT NULL, snapshot TEXT,
        fields TEXT NOT NULL, author TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
        result_crc BIGINT NOT NULL, fields_crc BIGINT NOT NULL)""",
    """CREATE INDEX IF NOT EXISTS annotations_by_task ON annotations (task, status)""",
    """CREATE TABLE IF NOT EXISTS imports (
        source TEXT PRIMARY KEY, annotation TEXT NOT NULL, role TEXT NOT NULL, envelope TEXT NOT NULL)""",
    """CREATE INDEX IF NOT EXISTS imports_by_annotation ON imports (annotation)""",
    """CREATE TABLE IF NOT EXISTS predictions (
        n INTEGER PRIMARY KEY, task TEXT NOT NULL, source TEXT NOT NULL UNIQUE, body TEXT NOT NULL)""",
    """CREATE INDEX IF NOT EXISTS predictions_by_task ON predictions (task)""",
    """CREATE TABLE IF NOT EXISTS clients (client TEXT PRIMARY KEY, acked BIGINT NOT NULL)""",
)

TABLES = ("meta", "ops", "annotations", "imports", "predictions", "clients")

DURABLE = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL")
"""On a local disk. NORMAL would lose acknowledged labels when the power fails."""

SHARED_DISK = ("PRAGMA journal_mode=DELETE", "PRAGMA synchronous=EXTRA")
"""On a network file system, where WAL's shared memory does not work."""

SESSION = ("PRAGMA busy_timeout=30000", "PRAGMA foreign_keys=ON")

BEGIN_WRITE = "BEGIN IMMEDIATE"
BEGIN_READ = "BEGIN"
COMMIT = "COMMIT"
ROLLBACK = "ROLLBACK"

FIND_OP = "SELECT annotation, task, rev, kept_as, note, kind FROM ops WHERE client=:client AND seq=:seq"
NEXT_N = "SELECT coalesce(max(n), 0) + 1 FROM ops"
ADD_OP = """INSERT INTO ops (client, seq, n, task, annotation, kind, label, author, base_rev, seen, rev, diff,
    snapshot, target_client, target_seq, at_client, at_store, undone, kept_as, note, crc)
    VALUES (:client, :seq, :n, :task, :annotation, :kind, :label, :author, :base_rev, :seen, :rev, :diff,
    :snapshot, :target_client, :target_seq, :at_client, :at_store, :undone, :kept_as, :note, :crc)"""
OTHERS_SINCE = """SELECT diff, author, kind FROM ops
    WHERE annotation=:annotation AND rev>:seen AND client<>:client ORDER BY rev"""
PREVIOUS_OF_CLIENT = """SELECT base_rev, seen, rev FROM ops
    WHERE annotation=:annotation AND client=:client AND seq<:seq ORDER BY rev DESC LIMIT 1"""
TARGET = "SELECT snapshot, undone FROM ops WHERE client=:client AND seq=:seq AND annotation=:annotation"
MARK_UNDONE = "UPDATE ops SET undone=:undone WHERE client=:client AND seq=:seq"
CLEAR_REDO = "UPDATE ops SET undone=-1 WHERE author=:author AND undone>0"
STACK = """SELECT client, seq, task, annotation, base_rev, kind, label, diff, at_client FROM ops
    WHERE author=:author AND undone=0 AND kind NOT IN ('undo', 'redo') ORDER BY n DESC LIMIT :limit"""
UNDONE = """SELECT client, seq, task, annotation, base_rev, kind, label, diff, at_client FROM ops
    WHERE author=:author AND undone>0 ORDER BY undone DESC LIMIT :limit"""
OPS_OF = """SELECT rev, kind, label, author, diff, snapshot, at_store FROM ops
    WHERE annotation=:annotation AND rev>:rev ORDER BY rev"""
HISTORY = """SELECT n, at_store, at_client, author, task, annotation, rev, kind, label, client, seq, diff,
    note FROM ops ORDER BY n"""

ACKED = "SELECT acked FROM clients WHERE client=:client"
SET_ACKED = """INSERT INTO clients (client, acked) VALUES (:client, :acked)
    ON CONFLICT (client) DO UPDATE SET acked=excluded.acked"""
HAS_OP = "SELECT 1 FROM ops WHERE client=:client AND seq=:seq"

_ANNOTATIONS = """SELECT id, task, number, rev, base, result, snapshot, fields, author, created_at, updated_at
    FROM annotations"""
ANNOTATION = _ANNOTATIONS + " WHERE id=:id"
ANNOTATION_REV = "SELECT rev FROM annotations WHERE id=:id"
ANNOTATIONS_OF = _ANNOTATIONS + " WHERE task=:task ORDER BY number"
AMONG = 250
"""Tasks, or other names, asked for at once."""
_PLACES = [f"t{at}" for at in range(AMONG)]
_MANY = f"(:{', :'.join(_PLACES)})"
_TASKS = f"task IN {_MANY}"
ANNOTATIONS_NAMED = f"SELECT id FROM annotations WHERE id IN {_MANY}"  # noqa: S608 (our names)
ANNOTATIONS_AMONG = f"{_ANNOTATIONS} WHERE {_TASKS} ORDER BY number"
ALL_ANNOTATIONS = _ANNOTATIONS + " ORDER BY number"
PUT_ANNOTATION = """INSERT INTO annotations (id, task, status, number, rev, base, size, result, snapshot,
    fields, author, created_at, updated_at, result_crc, fields_crc) VALUES (:id, :task, :status, :number,
    :rev, :rev, :size, :result, :snapshot, :fields, :author, :at, :at, :result_crc, :fields_crc)
    ON CONFLICT (id) DO UPDATE SET status=excluded.status, rev=excluded.rev, base=excluded.base,
    size=excluded.size, result=excluded.result, snapshot=excluded.snapshot, fields=excluded.fields,
    updated_at=excluded.updated_at, result_crc=excluded.result_crc, fields_crc=excluded.fields_crc"""
TOUCH_ANNOTATION = """UPDATE annotations SET status=:status, rev=:rev, fields=:fields, updated_at=:at,
    fields_crc=:fields_crc WHERE id=:id"""
WRITTEN = "SELECT base, size FROM annotations WHERE id=:id"
SET_CREATED = "UPDATE annotations SET created_at=:at WHERE id=:id"
STATUSES = "SELECT task, status, count(*) FROM annotations GROUP BY task, status"
STATUSES_OF = "SELECT task, status, count(*) FROM annotations WHERE task=:task GROUP BY task, status"
FORGET_ANNOTATION = "DELETE FROM annotations WHERE id=:id"
CLEAR_ANNOTATIONS = "DELETE FROM annotations"
ALL_OPS = """SELECT annotation, task, n, rev, diff, snapshot, author, at_store FROM ops
    ORDER BY annotation, rev"""
RAW_OPS = """SELECT client, seq, task, annotation, base_rev, kind, label, diff, at_client, target_client,
    target_seq, author FROM ops ORDER BY n"""

IMPORTED = "SELECT source FROM imports"
IMPORTED_AMONG = f"SELECT source FROM imports WHERE source IN {_MANY}"  # noqa: S608 (our names)
IMPORT_OF = "SELECT source, role, envelope FROM imports WHERE annotation=:annotation"
IMPORTS_AMONG = f"""SELECT annotation, source, role, envelope FROM imports
    WHERE annotation IN (SELECT id FROM annotations WHERE {_TASKS})"""  # noqa: S608 (our names)
ALL_IMPORTS = "SELECT annotation, source, role, envelope FROM imports"
ADD_IMPORT = """INSERT INTO imports (source, annotation, role, envelope)
    VALUES (:source, :annotation, :role, :envelope) ON CONFLICT DO NOTHING"""

ADD_PREDICTION = """INSERT INTO predictions (task, source, body) VALUES (:task, :source, :body)
    ON CONFLICT (source) DO UPDATE SET body=excluded.body"""
PREDICTIONS_OF = "SELECT source, body FROM predictions WHERE task=:task ORDER BY n"
PREDICTIONS_AMONG = f"SELECT task, source, body FROM predictions WHERE {_TASKS} ORDER BY n"  # noqa: S608
ALL_PREDICTIONS = "SELECT task, source, body FROM predictions ORDER BY n"

DAMAGED = tuple(
    f"SELECT count(*) FROM {table} WHERE {column} IS NOT checksum({', '.join(parts)})"  # noqa: S608 (our names)
    for table, column, parts in (
        ("ops", "crc", OP_PARTS),
        ("annotations", "result_crc", RESULT_PARTS),
        ("annotations", "fields_crc", FIELD_PARTS),
    )
)
"""Rows that are not as they were written; ``checksum`` is `ls_widgets.stores.checksum.checksum`."""

UNREADABLE = tuple(
    f"SELECT count(*) FROM {table} WHERE checksum({', '.join(columns)}) IS NULL"  # noqa: S608 (our names)
    for table, columns in (
        ("ops", ("label", "at_client", "at_store", "target_client", "kept_as", "note")),
        ("annotations", ("author", "created_at", "updated_at")),
        ("annotations", ("task", "status")),  # as the index has them
        ("imports", ("source", "annotation", "role", "envelope")),
        ("predictions", ("task", "source", "body")),
    )
)
"""Fail where a text that has no checksum is no text any more."""

GET_META = "SELECT value FROM meta WHERE name=:name"
SET_META = """INSERT INTO meta (name, value) VALUES (:name, :value)
    ON CONFLICT (name) DO UPDATE SET value=excluded.value"""

CARRIED = (
    (ADD_IMPORT, ALL_IMPORTS, ("annotation", "source", "role", "envelope")),
    (ADD_PREDICTION, ALL_PREDICTIONS, ("task", "source", "body")),
)
"""What comes along when a file takes another's place: insert, select, names of the columns."""


def many(values: Sequence[str]) -> dict[str, str | None]:
    """Parameters of a statement on up to `AMONG` names."""
    return dict(zip_longest(_PLACES, values))
