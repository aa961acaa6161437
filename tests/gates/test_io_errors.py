"""Gate: the disk is full or fails at the n-th call, for all n. What was acknowledged stays."""

from __future__ import annotations

import contextlib
import sqlite3

import apsw
import pytest

from ls_widgets.errors import StoreError
from ls_widgets.stores import open_store
from tests.gates.faulty_disk import Disk, new_store
from tests.unit.stores.opmaker import Client, item, placed

OPS = 6


class FailAt:
    """Fails the n-th call, and for ``lasting`` faults every call after it."""

    def __init__(self, n: int, error: type[Exception], *, lasting: bool) -> None:
        self.left, self.error, self.lasting = n, error, lasting
        self.failed = False

    def __call__(self, call: str) -> None:
        self.left -= 1
        if self.left == 0 or (self.failed and self.lasting):
            self.failed = True
            raise self.error(call)


@pytest.mark.gate
@pytest.mark.parametrize("error", [apsw.IOError, apsw.FullError])
@pytest.mark.parametrize("lasting", [False, True], ids=["once", "lasting"])
def test_faults_at_every_call(tmp_path, error, lasting):
    n = 0
    while True:
        n += 1
        fault = FailAt(n, error, lasting=lasting)
        path = tmp_path / f"{n}.db"
        open_store(path).close()
        acked = label(path, fault)
        check(path, acked)
        if not fault.failed:
            assert acked == OPS
            assert n > OPS
            return


def label(path, fault):
    """Labels, sending again what failed once; the number of ops that were acknowledged."""
    disk = Disk(fault)
    acked = 0
    try:
        store = new_store(path, disk)
        store._db.execute("PRAGMA wal_autocheckpoint=4")
    except StoreError:
        return 0
    me = Client("view")
    for n in range(OPS):
        op = me.op("a", base=n, added=placed(item(f"r{n}", ["x" * 900])))
        for _ in range(2):
            try:
                store.apply([op], "ann")
            except StoreError:
                continue
            acked += 1
            break
        else:
            break
    with contextlib.suppress(apsw.Error):
        store.close()
    return acked


def check(path, acked):
    store = open_store(path)
    assert store.info.notice == ""
    have = store.acked("view")
    assert have >= acked
    state = store.state("a")
    assert (
        [one["id"] for one in state["result"]] == [f"r{n}" for n in reversed(range(have))]
        if have
        else not state
    )
    store.close()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()
