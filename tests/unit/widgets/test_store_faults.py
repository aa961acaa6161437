"""A store that cannot write: the view hears why in a sentence and keeps its op."""

from __future__ import annotations

import sqlite3

from tests.unit.widgets.front import View, Wire, adds, item


def test_a_read_only_store_says_so_before_the_first_label(make, tmp_path):
    path = tmp_path / "labels.db"
    first = make(store=path)
    first.submit()
    first.close()
    first.project.close()
    path.chmod(0o444)
    annotator = make(store=path)
    wire = Wire(annotator)
    view = View(wire)
    assert view.welcome["store"]["writable"] is False
    assert "read-only" in view.welcome["store"]["notice"]
    assert view.welcome["progress"]["submitted"] == 1
    reply = view.send(view.op(annotator.project.tasks[1].key, adds(item())))
    assert "body" not in reply
    assert "read-only" in reply["error"]
    wire.body("cursor", index=2, annotation=None, selection=[], seen=0)
    assert annotator.task.index == 2


def test_a_full_disk_refuses_with_a_sentence_and_goes_on_when_there_is_room(make, tmp_path):
    annotator = make(store=tmp_path / "labels.db")
    database = annotator.project.store._db
    wire = Wire(annotator)
    view = View(wire)
    key = annotator.project.tasks[0].key
    (pages,) = database.execute("PRAGMA page_count")[0]
    database.execute(f"PRAGMA max_page_count={pages}")
    big = view.op(key, adds(item(text="x" * 200_000)))
    reply = view.send(big)
    assert "body" not in reply
    assert "full" in reply["error"].lower()
    assert "Traceback" not in reply["error"]
    assert View(wire).welcome["acked"] == 0
    assert annotator.project.annotations(key) == []
    assert annotator.annotation is None
    database.execute("PRAGMA max_page_count=1000000")
    assert view.send(big)["body"]["seq"] == 1
    assert len(annotator.annotation.result) == 1


def test_a_locked_store_is_an_answer_not_a_hang(make, tmp_path):
    annotator = make(store=tmp_path / "labels.db")
    database = annotator.project.store._db
    database.execute("PRAGMA busy_timeout=50")
    other = sqlite3.connect(tmp_path / "labels.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    wire = Wire(annotator)
    view = View(wire)
    op = view.op(annotator.project.tasks[0].key, adds(item()))
    reply = view.send(op)
    other.execute("ROLLBACK")
    other.close()
    assert "body" not in reply
    assert reply["error"]
    assert view.send(op)["body"]["seq"] == 1
