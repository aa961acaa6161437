"""Several threads label at once, as a subshell, a training thread and the cell do."""

from __future__ import annotations

import asyncio
import threading

from ls_widgets.widgets import kernel
from tests.unit.widgets.front import View, Wire, adds, item

EACH = 25


def test_nothing_is_lost_when_threads_apply_while_the_main_one_labels(make):
    annotator = make([{"text": f"task {i}"} for i in range(8)])
    wire = Wire(annotator)
    views = [View(wire, f"view-{i}") for i in range(3)]
    keys = [annotator.project.tasks[i].key for i in range(8)]
    lock = threading.Lock()
    changes, faults = [], []

    @annotator.on_change
    def changed(task, _annotation):
        with lock:
            changes.append(task.key)
        annotator.project.progress  # noqa: B018 (asks back while others write)

    def label(view: View, place: int) -> None:
        try:
            for step in range(EACH):
                diff = (
                    adds(item(f"r{step}"))
                    if step == 0
                    else {"added": [{"at": step, "item": item(f"r{step}")}]}
                )
                op = view.op(keys[place], diff, annotation=view.client, base_rev=step)
                with lock:
                    wire.last += 1
                    number = wire.last
                wire.raw({"id": number, "kind": "ops", "client": view.client, "ops": [op]})
                assert wire.replies[number]["body"]["seq"] == step + 1
        except BaseException as error:  # noqa: BLE001 (told to the main thread)
            faults.append(error)

    def script() -> None:
        try:
            for _ in range(EACH):
                annotator.project.annotate(keys[7], [])
        except BaseException as error:  # noqa: BLE001
            faults.append(error)

    threads = [threading.Thread(target=label, args=(view, at)) for at, view in enumerate(views)]
    threads.append(threading.Thread(target=script))
    for thread in threads:
        thread.start()
    annotator.goto(5)
    for _ in range(EACH):
        annotator.add_region("ner", {"start": 0, "end": 4}, labels="PER")
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert faults == []
    annotator.goto(5)
    for at, view in enumerate(views):
        (made,) = [one for one in annotator.project.annotations(keys[at]) if one.id == view.client]
        assert len(made.result) == EACH
    assert len(annotator.annotation.result) == EACH
    assert len(annotator.project.annotations(keys[7])) == EACH
    assert len(annotator.history()) == 5 * EACH
    assert sorted(changes) == sorted(annotator.history()["task"])
    assert annotator.progress["draft"] == 4


def test_callbacks_run_on_the_thread_of_the_loop(make):
    """As in a kernel: the widget is made inside a running loop, messages come on another thread."""
    where: list[tuple[str, int]] = []

    async def cell() -> None:
        annotator = make()
        wire = Wire(annotator)
        view = View(wire)
        annotator.on_change(lambda task, annotation: where.append(("callback", threading.get_ident())))
        annotator.observe(lambda _: where.append(("trait", threading.get_ident())), "annotation")
        op = view.op(annotator.project.tasks[0].key, adds(item()))
        subshell = threading.Thread(target=view.send, args=(op,))
        subshell.start()
        subshell.join()
        assert where == [], "the cell is still running"
        assert wire.replies[wire.last]["body"]["seq"] == 1
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert annotator.annotation.result == [item()]
        annotator.add_region("ner", {"start": 5, "end": 10}, labels="ORG")
        assert len(annotator.annotation.result) == 2

    asyncio.run(cell())
    assert [name for name, _ in where] == ["trait", "callback", "trait", "callback"]
    assert {ident for _, ident in where} == {threading.get_ident()}


def test_a_message_on_the_loop_itself_still_runs_callbacks_after_the_handler(make):
    """As on ipykernel 6: handler and cell share a thread."""

    async def cell() -> None:
        annotator = make()
        wire = Wire(annotator)
        view = View(wire)
        annotator.on_change(lambda task, annotation: wire.log.append("callback"))
        wire.log.clear()
        view.send(view.op(annotator.project.tasks[0].key, adds(item())))
        assert wire.log == ["reply"]
        await asyncio.sleep(0)
        assert wire.log == ["reply", "callback"]

    asyncio.run(cell())


def test_a_closed_loop_is_no_obstacle():
    loop = asyncio.new_event_loop()
    loop.close()
    ran = []
    kernel.run_later(loop, lambda: ran.append(1))
    assert ran == [1]
