"""What every store promises. A new store is one more case of the fixture."""

from __future__ import annotations

import copy
import json
import threading

import pytest

from ls_widgets.errors import ResultError
from ls_widgets.model.diff import invert
from ls_widgets.model.lsjson import read_annotations
from ls_widgets.stores import open_store
from tests.unit.stores.opmaker import Client, item, placed, status


@pytest.fixture(params=["memory", "file", "url"])
def store(request, tmp_path):
    spec = {"memory": None, "file": tmp_path / "s.db", "url": f"sqlite:///{tmp_path}/s.db"}[request.param]
    store = open_store(spec)
    yield store
    store.close()


def results(store, annotation="a"):
    return store.state(annotation)["result"]


def test_an_op_is_stored_once_and_numbers_the_revision(store):
    me = Client()
    first, second = me.create(item("r")), me.op(base=1, added=placed(item("s"), at=1))
    one = store.apply([first, second], "ann")
    assert [a.rev for a in one] == [1, 2]
    assert one[0].state["fields"] == {"status": "draft"}
    again = store.apply([first, second], "ann")
    assert [(a.rev, a.duplicate) for a in again] == [(1, True), (2, True)]
    assert results(store) == [item("r"), item("s")]
    assert store.acked(me.name) == 2
    assert len(store.history()) == 2


def test_acks_are_contiguous(store):
    me = Client()
    ops = [me.create(item("r"))] + [me.op(added=placed(item(f"r{n}"), at=n)) for n in range(1, 4)]
    store.apply([ops[0], ops[3]], "ann")
    assert store.acked(me.name) == 1
    store.apply([ops[2]], "ann")
    assert store.acked(me.name) == 1
    store.apply([ops[1]], "ann")
    assert store.acked(me.name) == 4
    assert store.acked("nobody") == 0


def test_a_batch_is_stored_as_a_whole(store):
    me = Client()
    good, bad = me.create(item("r")), {**me.op(), "kind": "explode"}
    with pytest.raises(ResultError, match="explode"):
        store.apply([good, bad], "ann")
    foreign = me.op("a", task="other")
    with pytest.raises(ResultError, match="belongs to task"):
        store.apply([good, foreign], "ann")
    assert store.states("t1") == []
    assert store.history() == []
    store.apply([good], "ann")
    assert results(store) == [item("r")]


@pytest.mark.parametrize(
    "fault",
    [
        {"seq": 0}, {"seq": True}, {"seq": "1"}, {"client": ""}, {"task": 3}, {"annotation": None},
        {"base_rev": -1}, {"base_rev": 2**60}, {"kind": None}, {"target": {"client": 1}}, {"diff": [1]},
        {"diff": {"added": {}}}, {"diff": {"added": [{"at": "0", "item": {}}]}},
        {"diff": {"added": [{"at": 0, "item": "x"}]}}, {"diff": {"updated": [[{}]]}},
        {"diff": {"removed": [{"item": {}}]}}, {"diff": {"fields": {"status": "x"}}},
        {"diff": {"fields": {"status": [None, "gone"]}}}, {"diff": {"fields": [1]}},
        {"diff": {"added": [{"at": 0, "item": {"v": float("nan")}}]}},
        {"diff": {"added": [{"at": 0, "item": {"v": object()}}]}},
    ],
)  # fmt: skip
def test_a_malformed_op_is_refused_by_name(store, fault):
    with pytest.raises(ResultError, match="op "):
        store.apply([{**Client().create(item("r")), **fault}], "ann")
    assert store.history() == []


def test_what_is_stored_shares_nothing_with_the_caller(store):
    op = Client().create(item("r", ["x"]))
    store.apply([op], "ann")
    op["diff"]["added"][0]["item"]["value"]["choices"].append("y")
    assert results(store) == [item("r", ["x"])]


def test_any_json_comes_back_exactly(store):
    odd = {
        "id": "é\ud800\x00",
        "from_name": "c",
        "n": [1, 1.0, -0.0, 1e300, 2**70, True, None],
        "": {"__proto__": 1},
    }
    store.apply([Client().create(odd)], "ann")
    assert json.dumps(results(store)) == json.dumps([odd])


def test_submit_keeps_the_submitted_result_beside_later_changes(store):
    me = Client()
    store.apply(
        [me.create(item("r")), me.op("a", "submit", base=1, fields=status("draft", "submitted"))], "ann"
    )
    assert not store.state("a")["pending"]
    store.apply([me.op(base=2, updated=[[item("r"), item("r", 2)]])], "ann")
    assert store.state("a")["pending"]
    assert store.stored("t1")[0].snapshot == [item("r")]
    assert results(store) == [item("r", 2)]
    store.apply([me.op("a", "update", base=3)], "ann")
    assert not store.state("a")["pending"]
    assert store.stored("t1")[0].snapshot == [item("r", 2)]
    assert [v.result for v in store.versions("a")] == [[item("r")], [item("r", 2)]]


def undo(store, me, kind="undo"):
    op = (store.undo_stack("ann", 1) if kind == "undo" else store.redo_stack("ann", 1))[-1]
    change = invert(op["diff"]) if kind == "undo" else op["diff"]
    step = me.op(op["annotation"], kind, base=store.state(op["annotation"])["rev"], task=op["task"], **change)
    step["target"] = {"client": op["client"], "seq": op["seq"]}
    return store.apply([step], "ann")[0].state


def test_undo_and_redo_walk_every_step_back_and_forth(store):
    me = Client()
    steps = (
        me.create(item("r")),
        me.op(base=1, added=placed(item("s"), at=1)),
        me.op("a", "submit", base=2, fields=status("draft", "submitted")),
        me.op(base=3, updated=[[item("r"), item("r", 2)]]),
        me.op("a", "update", base=4),
        me.op("a", "delete", base=5, fields=status("submitted", "deleted")),
    )
    seen = [visible(store.apply([op], "ann")[0].state, store) for op in steps]
    labels = [op["label"] for op in store.undo_stack("ann", 10)]
    assert labels == ["Create", "Edit", "Submit", "Edit", "Update", "Delete"]
    for expected in reversed(seen[:-1]):
        assert visible(undo(store, me), store) == expected
    assert undo(store, me)["fields"]["status"] == "void"
    assert store.undo_stack("ann", 10) == []
    assert [op["label"] for op in store.redo_stack("ann", 10)] == labels[::-1]
    for expected in seen:
        assert visible(undo(store, me, "redo"), store) == expected
    assert store.redo_stack("ann", 10) == []


def test_annotations_of_many_tasks_are_those_of_each(store):
    me = Client()
    tasks = [f"t{n}" for n in range(600)]
    for n in (0, 3, 250, 599):
        store.apply([me.create(item("r"), annotation=f"a{n}", task=f"t{n}")], "ann")
    store.apply([me.create(item("r"), annotation="b", task="t3")], "ann")
    found = store.stored_among([*tasks, "x\0y"])
    assert found == {f"t{n}": store.stored(f"t{n}") for n in (0, 3, 250, 599)}
    assert len(found["t3"]) == 2


def visible(state, store):
    (stored,) = store.stored("t1")
    return (state["result"], state["fields"], state["pending"], stored.snapshot)


def test_a_new_step_clears_redo_of_its_author_alone(store):
    mine, yours = Client("one"), Client("two")
    store.apply([mine.create(item("r"), annotation="a")], "ann")
    store.apply([yours.create(item("r"), annotation="b")], "bob")
    undo(store, mine)
    store.apply([yours.op("b", base=1, added=placed(item("s")))], "bob")
    assert len(store.redo_stack("ann", 9)) == 1
    store.apply([mine.create(item("x"), annotation="c")], "ann")
    assert store.redo_stack("ann", 9) == []
    assert [op["annotation"] for op in store.undo_stack("ann", 9)] == ["c"]


def two(store):
    mine, yours = Client("one"), Client("two")
    store.apply([mine.create(item("r"), item("s"))], "ann")
    return mine, yours


def test_changes_of_different_items_merge(store):
    mine, yours = two(store)
    store.apply([mine.op(base=1, updated=[[item("r"), item("r", 2)]])], "ann")
    (applied,) = store.apply([yours.op(base=1, removed=[{"at": 1, "item": item("s")}])], "bob")
    assert applied.merged
    assert applied.conflict is None
    assert results(store) == [item("r", 2)]
    assert len(store.states("t1")) == 1


def test_changes_of_the_same_item_keep_both(store):
    mine, yours = two(store)
    store.apply([mine.op("a", "submit", base=1, fields=status("draft", "submitted"))], "ann")
    store.apply([mine.op(base=2, updated=[[item("r"), item("r", 2)]])], "ann")
    applied, sibling = store.apply([yours.op(base=2, updated=[[item("r"), item("r", 3)]])], "bob")
    assert applied.conflict is not None
    assert applied.op["base_rev"] == 3
    assert (sibling.annotation, sibling.op["kind"]) == (applied.conflict.kept_as, "create")
    assert results(store) == [item("r", 3), item("s")]
    kept = store.state(applied.conflict.kept_as)
    assert kept["result"] == [item("r", 2), item("s")]
    assert kept["fields"]["status"] == "submitted"
    assert kept["pending"]
    again = store.apply([{**yours.op(base=2), "seq": 1}], "bob")[0]
    assert again.conflict == applied.conflict
    assert [op["annotation"] for op in store.undo_stack("ann", 9)] == ["a", "a", "a"]


def test_what_a_client_did_itself_is_no_conflict(store):
    mine, _ = two(store)
    for n in range(2, 6):
        (applied,) = store.apply([mine.op(base=1, updated=[[item("r", n - 1), item("r", n)]])], "ann")
        assert applied.conflict is None
    assert results(store)[0] == item("r", 5)


def test_a_client_that_counts_on_by_itself_has_still_not_seen_others(store):
    mine, yours = two(store)
    store.apply([yours.op(base=1, updated=[[item("s"), item("s", 9)]])], "bob")
    ops = [
        mine.op(base=1, added=placed(item("n"), at=2)),
        mine.op(base=2, updated=[[item("s"), item("s", 2)]]),
    ]
    applied = store.apply(ops, "ann")
    assert applied[0].conflict is None
    assert applied[1].conflict is not None
    assert store.state(applied[1].conflict.kept_as)["result"][1] == item("s", 9)


def test_the_same_change_twice_is_no_conflict(store):
    mine, yours = two(store)
    change = {"updated": [[item("r"), item("r", 2)]], "added": placed(item("n"), at=2)}
    store.apply([mine.op(base=1, **copy.deepcopy(change))], "ann")
    (applied,) = store.apply([yours.op(base=1, **change)], "bob")
    assert applied.conflict is None
    assert results(store) == [item("r", 2), item("s"), item("n")]


def test_fields_conflict_but_bookkeeping_does_not(store):
    mine, yours = two(store)
    store.apply([mine.op(base=1, fields={"lead_time": [None, 1.5], "ground_truth": [None, True]})], "ann")
    (applied,) = store.apply([yours.op(base=1, fields={"lead_time": [None, 2.5]})], "bob")
    assert applied.conflict is None
    applied, _ = store.apply([yours.op(base=1, fields={"ground_truth": [None, False]})], "bob")
    assert applied.conflict is not None


def test_work_on_an_annotation_that_was_deleted_brings_it_back(store):
    mine, yours = two(store)
    store.apply([mine.op("a", "delete", base=1, fields=status("draft", "deleted"))], "ann")
    (applied,) = store.apply([yours.op(base=1, added=placed(item("n"), at=2))], "bob")
    assert applied.conflict is not None
    assert applied.state["fields"]["status"] == "draft"
    assert len(applied.state["result"]) == 3


def test_deleting_what_someone_else_just_changed_keeps_their_work(store):
    mine, yours = two(store)
    store.apply([mine.op(base=1, added=placed(item("n"), at=2))], "ann")
    applied, _ = store.apply([yours.op("a", "delete", base=1, fields=status("draft", "deleted"))], "bob")
    assert applied.state["fields"]["status"] == "deleted"
    assert len(store.state(applied.conflict.kept_as)["result"]) == 3


def test_long_results_are_replayed_exactly(store):
    me = Client()
    store.apply([me.create(*[item(f"r{n}", ["x" * 40]) for n in range(300)])], "ann")
    for rev in range(1, 80):
        store.apply([me.op(base=rev, updated=[[item(f"r{rev}", ["x" * 40]), item(f"r{rev}", ["y"])]])], "ann")
        if rev == 40:
            store.apply([me.op("a", "submit", base=rev)], "ann")
    expected = [item(f"r{n}", ["y"] if 0 < n < 80 else ["x" * 40]) for n in range(300)]
    before = store.stored()
    assert before[0].state["result"] == expected
    assert before[0].state["pending"]
    store.rebuild()
    assert store.stored() == before


def test_imported_annotations_are_there_once_and_rebuild_like_all_others(store):
    task = {
        "annotations": [
            {"id": 7, "result": [item("r")], "completed_by": {"email": "x@y"}, "odd": [1]},
            {"id": 7, "result": [], "was_cancelled": True},
            {"result": []},
            {"result": []},
        ],
        "drafts": [{"id": 3, "result": [item("d")]}, {"id": 4, "annotation": 7, "result": []}],
    }
    rows = list(read_annotations(task, "t1"))
    assert store.add_imported(rows) == 5
    assert store.add_imported(rows) == 0
    stored = store.stored()
    assert [s.state["fields"]["status"] for s in stored] == [
        "submitted",
        "skipped",
        "submitted",
        "submitted",
        "draft",
    ]
    assert len({s.state["id"] for s in stored}) == 5
    assert stored[0].author == "x@y"
    assert store.undo_stack("x@y", 5) == []
    store.rebuild()
    assert store.stored() == stored
    store.apply([Client().create(item("n"), annotation="new")], "ann")
    assert store.stored()[-1].number > 7


def test_predictions_and_meta(store):
    store.add_predictions([("t1", "m/1", {"result": [1]}), ("t1", "m/2", {"result": [2]}), ("t2", "m/3", {})])
    store.add_predictions([("t1", "m/1", {"result": [3]})])
    assert store.predictions("t1") == [("m/1", {"result": [3]}), ("m/2", {"result": [2]})]
    assert set(store.all_predictions()) == {"t1", "t2"}
    assert store.get_meta("x") is None
    store.set_meta("x", "1")
    store.set_meta("x", "2")
    assert store.get_meta("x") == "2"


def test_statuses_count_annotations_by_task(store):
    me = Client()
    store.apply(
        [me.create(annotation="a"), me.create(annotation="b"), me.create(annotation="c", task="t2")], "ann"
    )
    store.apply([me.op("a", "submit", base=1)], "ann")
    assert store.statuses() == {"t1": {"submitted": 1, "draft": 1}, "t2": {"draft": 1}}
    assert store.statuses("t2") == {"t2": {"draft": 1}}


def test_hostile_names_are_only_names(store):
    name = "x'); DROP TABLE ops;--"
    store.apply([{**Client(name).create(item("r"), annotation=name, task=name), "label": name}], name)
    assert len(store.states(name)) == 1
    assert len(store.undo_stack(name, 5)) == 1


def test_threads_share_a_store(store):
    def work(n: int) -> None:
        me = Client(f"thread-{n}")
        for i in range(25):
            store.apply([me.create(item("r"), annotation=f"{n}-{i}", task=f"t{n}")], "ann")
            store.states(f"t{n}")

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.acked(f"thread-{n}") for n in range(4)] == [25] * 4
    assert sum(len(store.states(f"t{n}")) for n in range(4)) == 100
