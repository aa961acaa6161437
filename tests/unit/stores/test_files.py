"""Store files in every state that a disk, a person or another program can leave them in."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ls_widgets.errors import StoreError
from ls_widgets.stores import file_name, open_store, opening
from ls_widgets.stores import statements as sql
from tests.unit.stores.opmaker import Client, item, placed


def fill(path: Path, count: int = 30, client: str = "view"):
    store = open_store(path)
    me = Client(client)
    for n in range(count):
        store.apply(
            [me.create(item("r", [f"{client} {n}"]), annotation=f"{client}-{n}", task=f"t{n}")], "ann"
        )
    return store


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "labels" / "s.db"


@pytest.fixture
def filled(path) -> bytes:
    fill(path).close()
    return path.read_bytes()


def test_the_file_is_marked_durable_and_plain(path):
    store = fill(path, 1)
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (sql.APPLICATION_ID,)
    assert db.execute("PRAGMA user_version").fetchone() == (sql.VERSION,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
    for pragma, value in (("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 30000)):
        assert store._db.execute(f"PRAGMA {pragma}") == [(value,)]
    assert store.info.durable
    assert store.info.writable
    assert store.info.notice == ""


def test_it_is_all_there_in_the_next_kernel(path):
    before = fill(path)
    stored, undo = before.stored(), before.undo_stack("ann", 100)
    before.close()
    after = open_store(path)
    assert after.stored() == stored
    assert after.undo_stack("ann", 100) == undo
    assert after.acked("view") == 30


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n", "Git LFS pointer"),
        (b"PK\x03\x04 something else", "no SQLite database"),
        (b"SQLite format 3\x00", "cut short"),
    ],
)
def test_what_is_no_store_is_set_aside_unchanged(path, content, what):
    path.parent.mkdir()
    path.write_bytes(content)
    store = fill(path, 1)
    assert what in store.info.notice
    assert "s.corrupt-1.db" in store.info.notice
    assert path.with_name("s.corrupt-1.db").read_bytes() == content
    assert store.info.durable
    store.close()
    again = open_store(path)
    assert again.info.notice == ""
    assert again.acked("view") == 1


def test_each_damaged_file_gets_a_name_of_its_own(path):
    path.parent.mkdir()
    for n in (1, 2):
        path.write_bytes(b"rubbish %d" % n)
        open_store(path).close()
    assert path.with_name("s.corrupt-1.db").read_bytes() == b"rubbish 1"
    assert path.with_name("s.corrupt-2.db").read_bytes() == b"rubbish 2"


places = st.floats(0, 1, exclude_max=True)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.none() | places, bursts=st.lists(st.tuples(places, st.integers(1, 600)), max_size=3))
def test_damage_never_raises_loses_the_file_or_passes_for_sound(filled, untouched, path, cut, bursts):
    damaged = bytearray(filled if cut is None else filled[: int(cut * len(filled))])
    for place, length in bursts:
        start = int(place * len(damaged))
        for at in range(start, min(start + length, len(damaged))):
            damaged[at] ^= 0xFF
    shutil.rmtree(path.parent)
    path.parent.mkdir()
    path.write_bytes(damaged)
    try:
        store = open_store(path)
    except StoreError:
        # Its header says that it belongs to another program or version: left alone.
        assert path.read_bytes() == damaged
        return
    try:
        aside = path.with_name("s.corrupt-1.db")
        if aside.exists():
            assert aside.read_bytes() == damaged
            assert "set aside" in store.info.notice
            readable(store)
        else:
            assert bytes(damaged) == filled or contents(store) == untouched
        store.apply([Client("later").create(item("n"), annotation="later")], "ann")
    finally:
        store.close()
    assert sqlite3.connect(path).execute("PRAGMA quick_check").fetchone() == ("ok",)


@pytest.fixture
def untouched(filled, path):
    store = open_store(path)
    kept = contents(store)
    store.close()
    assert path.read_bytes() == filled
    return kept


def contents(store):
    return store.stored(), store.history()


def readable(store):
    for stored in store.stored():
        assert stored.state["result"][0]["from_name"]


def test_most_of_a_file_with_one_damaged_page_is_saved(path, filled):
    damaged = bytearray(filled)
    page = len(damaged) // 4096 // 2 * 4096
    damaged[page : page + 4096] = os.urandom(4096)
    path.write_bytes(damaged)
    store = open_store(path)
    assert "could be read" in store.info.notice
    assert len(store.stored()) >= 20


@pytest.mark.usefixtures("filled")
def test_a_newer_file_is_refused_untouched(path):
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version=7")
    db.commit()
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"newer version \(format 7; this one reads up to 1\)"):
        open_store(path)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["s.db"]


def test_another_programs_database_is_refused_untouched(path):
    path.parent.mkdir()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE mine (x)")
    db.commit()
    db.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no label store"):
        open_store(path)
    assert path.read_bytes() == before


def test_a_read_only_file_opens_for_looking(path, filled):
    path.chmod(0o444)
    store = open_store(path)
    assert not store.info.writable
    assert "read-only" in store.info.notice
    assert len(store.stored()) == 30
    with pytest.raises(StoreError, match="read-only"):
        store.apply([Client("x").create()], "ann")
    assert path.read_bytes() == filled


def test_a_folder_that_cannot_be_written_gives_memory_and_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    for bad in (tmp_path / "file" / "s.db", Path("/proc/nothing/s.db")):
        store = open_store(bad)
        assert store.info.location == "memory"
        assert not store.info.durable
        assert "memory only" in store.info.notice
        store.apply([Client().create(item("r"))], "ann")
    sealed = tmp_path / "sealed"
    sealed.mkdir(mode=0o555)
    assert open_store(sealed / "s.db").info.location == "memory"


def test_a_folder_is_no_store(tmp_path):
    with pytest.raises(StoreError, match="is a folder"):
        open_store(tmp_path)


def test_other_databases_are_refused_with_the_reason():
    with pytest.raises(StoreError, match="SQLite"):
        open_store("postgresql://user:secret@host/db")


def test_a_network_disk_gets_no_wal_and_a_warning(path, monkeypatch):
    monkeypatch.setattr(opening, "filesystem_type", lambda folder: "nfs4")
    store = fill(path, 2)
    assert "network disk" in store.info.notice
    assert store._db.execute("PRAGMA journal_mode") == [("delete",)]
    assert store._db.execute("PRAGMA synchronous") == [(3,)]


def test_the_file_system_is_known_here():
    assert opening.filesystem_type(Path("/proc")) == "proc"


def test_a_deleted_file_is_written_anew_before_the_next_commit(path):
    store = fill(path)
    shutil.rmtree(path.parent)
    store.apply([Client("later").create(item("n"), annotation="later")], "ann")
    assert "deleted" in store.info.notice
    store.close()
    assert len(open_store(path).stored()) == 31


def test_a_replaced_file_is_not_written_over_and_both_are_kept(path, tmp_path):
    other = tmp_path / "other.db"
    fill(other, 5, client="restored").close()
    store = fill(path)
    for name in path.parent.glob("s.db-*"):
        name.unlink()
    other.replace(path)
    store.apply([Client("later").create(item("n"), annotation="later")], "ann")
    assert "replaced" in store.info.notice
    store.close()
    names = {stored.state["id"] for stored in open_store(path).stored()}
    assert names == {*(f"view-{n}" for n in range(30)), *(f"restored-{n}" for n in range(5)), "later"}


def test_another_programs_lock_is_waited_for(path):
    store = fill(path, 1)
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.2, other.execute, ["COMMIT"])
    release.start()
    store.apply([Client("later").create(item("n"), annotation="later")], "ann")
    release.join()
    assert store.acked("later") == 1


def test_two_kernels_see_each_other(path):
    one, two = fill(path, 1), open_store(path)
    two.others_wrote()
    one.apply([Client("x").op("view-0", base=1, task="t0", added=placed(item("n"), at=1))], "ann")
    assert two.others_wrote()
    assert not two.others_wrote()
    assert len(two.state("view-0")["result"]) == 2
    two.apply([Client("y").op("view-0", base=2, task="t0", added=placed(item("m"), at=2))], "bob")
    assert len(one.state("view-0")["result"]) == 3


def _write_in_child(store, queue):
    store.apply([Client("child").create(item("c"), annotation="child")], "ann")
    queue.put(len(store.stored()))


def test_a_fork_gets_a_connection_of_its_own(path):
    store = fill(path, 2)
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    child = context.Process(target=_write_in_child, args=(store, queue))
    child.start()
    assert queue.get(timeout=20) == 3
    child.join()
    assert child.exitcode == 0
    store.apply([Client("parent").create(item("p"), annotation="parent")], "ann")
    assert len(store.stored()) == 4


def test_a_full_disk_says_so_and_labeling_goes_on_when_there_is_room(path):
    store = fill(path, 1)
    pages = store._db.execute("PRAGMA page_count")[0][0]
    store._db.execute(f"PRAGMA max_page_count={pages + 1}")
    me = Client("big")
    ops = [me.create(item("r", ["x" * 3000]), annotation=f"big-{n}") for n in range(50)]
    with pytest.raises(StoreError, match="disk full"):
        for_each(store, ops)
    acked = store.acked("big")
    assert 0 < acked < 50
    assert len(store.stored()) == 1 + acked
    store._db.execute("PRAGMA max_page_count=100000")
    for_each(store, ops)
    assert store.acked("big") == 50


def for_each(store, ops):
    for op in ops:
        store.apply([op], "ann")


@pytest.mark.parametrize("name", ["a/b\\c", "../../etc", "con", "", "ü" * 200, "a\x00b"])
def test_any_project_name_makes_a_harmless_file_name(name):
    made = file_name(name)
    assert made
    assert len(made) <= 81
    assert not set(made) & set('/\\:*?"<>|.\x00')
    assert made.lower() != "con"


def test_auto_is_named_by_the_project_else_by_its_config(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert open_store("auto", "my project").info.location.endswith(".ls_widgets/my-project.db")
    assert open_store("auto", None, digest="abc").info.location.endswith(".ls_widgets/abc.db")


@pytest.mark.parametrize("word", [b"Create", b"2026-01-01T00:00:00Z"])
def test_text_without_a_checksum_that_is_no_text_any_more_is_damage(filled, path, word):
    at = filled.index(word) + len(word) - 1
    path.write_bytes(filled[:at] + bytes([filled[at] ^ 0xFF]) + filled[at + 1 :])
    store = open_store(path)
    assert "set aside" in store.info.notice
    assert len(store.stored()) == 30
    assert len(store.history()) == 29
    store.close()
