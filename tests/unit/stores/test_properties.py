"""Random histories of two clients with re-sends, undo and reopening; the invariants hold after each step."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from ls_widgets.model import diff as diffs
from ls_widgets.stores import open_store
from tests.unit.stores.opmaker import Client, item

AUTHORS = {"one": "ann", "two": "bob"}


class History(RuleBasedStateMachine):
    @initialize()
    def open(self):
        self.folder = Path(tempfile.mkdtemp())
        self.store = open_store(self.folder / "s.db")
        self.clients = {name: Client(name) for name in AUTHORS}
        self.views: dict[str, dict] = {"one": {}, "two": {}}
        self.acked: dict[tuple[str, int], dict] = {}
        self.revs: dict[str, int] = {}

    def send(self, who: str, op: dict) -> None:
        applied, *_ = self.store.apply([op], AUTHORS[who])
        self.acked[(op["client"], op["seq"])] = op
        self.views[who][op["annotation"]] = applied.state

    @rule(who=st.sampled_from(["one", "two"]), name=st.sampled_from("ab"), data=st.data())
    def edit(self, who, name, data):
        view = self.views[who].get(name) or {"rev": 0, "result": []}
        ids = data.draw(st.lists(st.sampled_from("pqrs"), unique=True, max_size=4))
        new = [item(one, data.draw(st.integers(0, 2))) for one in ids]
        kind = data.draw(st.sampled_from(["edit", "edit", "submit", "skip", "delete"]))
        change = diffs.between(view["result"], new) if kind in ("edit", "submit") else {}
        self.send(who, self.clients[who].op(name, kind, base=view["rev"], **change))

    @rule(who=st.sampled_from(["one", "two"]), kind=st.sampled_from(["undo", "redo"]))
    def walk(self, who, kind):
        stack = (self.store.undo_stack if kind == "undo" else self.store.redo_stack)(AUTHORS[who], 5)
        if stack:
            op = stack[-1]
            change = diffs.invert(op["diff"]) if kind == "undo" else op["diff"]
            rev = self.store.state(op["annotation"])["rev"]
            step = self.clients[who].op(op["annotation"], kind, base=rev, task=op["task"], **change)
            step["target"] = {"client": op["client"], "seq": op["seq"]}
            self.send(who, step)

    @rule(who=st.sampled_from(["one", "two"]), name=st.sampled_from("ab"))
    def look(self, who, name):
        state = self.store.state(name)
        if state:
            self.views[who][name] = state

    @precondition(lambda self: self.acked)
    @rule(data=st.data())
    def resend(self, data):
        op = self.acked[data.draw(st.sampled_from(sorted(self.acked)))]
        (applied,) = self.store.apply([op], AUTHORS[op["client"]])
        assert applied.duplicate

    @rule()
    def reopen(self):
        self.store.close()
        self.store = open_store(self.folder / "s.db")

    @invariant()
    def every_acked_op_is_there_once(self):
        if not hasattr(self, "store"):
            return
        changes = [(c.client, c.seq) for c in self.store.history()]
        assert len(changes) == len(set(changes))
        assert set(self.acked) <= set(changes)
        for name, client in self.clients.items():
            assert self.store.acked(name) == client.seq

    @invariant()
    def revisions_only_grow_and_rebuild_changes_nothing(self):
        if not hasattr(self, "store"):
            return
        stored = self.store.stored()
        for one in stored:
            assert one.state["rev"] >= self.revs.get(one.state["id"], 0)
            self.revs[one.state["id"]] = one.state["rev"]
        self.store.rebuild()
        assert self.store.stored() == stored

    def teardown(self):
        if hasattr(self, "store"):
            self.store.close()
            db = sqlite3.connect(self.folder / "s.db")
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            db.close()
            shutil.rmtree(self.folder)


History.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestHistory = History.TestCase
