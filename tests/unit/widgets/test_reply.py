"""Replies over the comm: the function runs at home, errors are answers, old requests make way."""

from __future__ import annotations

import asyncio
import threading

from tests.unit.widgets.front import View, Wire

CONFIG = '<View><Chat name="chat" value="$chat"/></View>'
TASKS = [{"chat": []}, {"chat": [{"role": "user", "content": "x"}]}]
HI = {"role": "user", "content": "hi"}


def asked(number: int, task: str, **fields) -> dict:
    return {"id": number, "kind": "reply", "task": task, "chat": "chat", "messages": [HI], **fields}


def test_a_chat_gets_the_next_message_and_nothing_is_stored(make):
    annotator = make(TASKS, CONFIG, reply=lambda messages, task: f"{messages[-1]['content']} {task.index}")
    wire = Wire(annotator)
    assert View(wire).welcome["options"]["reply"] is True
    key = annotator.project.tasks[1].key
    body = wire.body("reply", task=key, chat="chat", messages=[HI])
    assert body == {"message": {"role": "assistant", "content": "hi 1"}}
    assert annotator.project.annotations(1) == []
    assert wire.pushes == []


def test_without_a_function_the_view_knows(make):
    wire = Wire(make(TASKS, CONFIG))
    assert View(wire).welcome["options"]["reply"] is False
    key = wire_key(wire)
    assert "reply=" in wire.ask("reply", task=key, chat="chat", messages=[HI])["error"]


def wire_key(wire: Wire) -> str:
    return wire.body("tasks", query="", start=0, count=1)["rows"][0]["key"]


def test_an_error_is_the_answer_with_its_traceback(make):
    def broken(*_):
        raise ValueError("no key")

    wire = Wire(make(TASKS, CONFIG, reply=broken))
    first, *detail = wire.ask("reply", task=wire_key(wire), chat="chat", messages=[HI])["error"].splitlines()
    assert first == "reply= raised ValueError: no key"
    assert any("in broken" in line for line in detail)
    assert wire.ask("reply", task="nowhere", chat="chat", messages=[HI])["error"]
    assert "messages" in wire.ask("reply", task="x", chat="chat", messages="hi")["error"]
    assert "messages" in wire.ask("reply", task="x", chat="chat", messages=["hi"])["error"]


def test_it_runs_on_the_loop_and_the_newest_request_of_a_chat_counts(make):
    seen = []

    async def cell() -> None:
        def reply(messages, _task):
            seen.append(threading.current_thread() is home)
            return messages[-1]["content"]

        annotator = make(TASKS, CONFIG, reply=reply)
        wire, home = Wire(annotator), threading.current_thread()
        first, second = (task.key for task in annotator.project.tasks)

        def come() -> None:
            wire.raw(asked(1, first))
            wire.raw(asked(2, first, messages=[{"role": "user", "content": "newer"}]))
            wire.raw(asked(3, first, chat="other"))
            wire.raw(asked(4, second))
            wire.raw({"id": 5, "kind": "cancel", "re": 4})

        thread = threading.Thread(target=come)
        thread.start()
        thread.join()
        assert seen == [], "the cell still runs"
        assert {number: "error" in reply for number, reply in wire.replies.items()} == {1: True, 4: True}
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        assert wire.replies[2]["body"]["message"]["content"] == "newer"
        assert wire.replies[3]["body"]["message"]["content"] == "hi"
        assert seen == [True, True]

    asyncio.run(cell())
