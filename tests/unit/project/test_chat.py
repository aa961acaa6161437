"""Messages of a Chat from Python: added, changed, read, replied to."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from ls_widgets import Project
from ls_widgets.errors import PredictionError, ResultError
from ls_widgets.model.records import Task

CONFIG = """<View><Chat name="chat" value="$chat"/>
  <Choices name="good" toName="chat" perRegion="true"><Choice value="yes"/></Choices></View>"""
HI = {"role": "user", "content": "hi"}


def project(**options: Any) -> Project:
    return Project([{"chat": [{"role": "system", "content": "Be kind."}]}], CONFIG, store=None, **options)


@pytest.mark.parametrize("chat", ['<Chat name="chat"', '<Chat name="chat" toName="chat"'])
def test_a_message_needs_its_value_alone(chat: str) -> None:
    made = Project([{"chat": []}], CONFIG.replace('<Chat name="chat"', chat), store=None)
    annotation = made.annotate(0, [{"from_name": "chat", "value": {"chatmessage": {**HI, "createdAt": 5}}}])
    (item,) = annotation.result
    assert {name: item[name] for name in ("from_name", "to_name", "type", "value")} == {
        "from_name": "chat",
        "to_name": "chat",
        "type": "chatmessage",
        "value": {"chatmessage": {**HI, "createdAt": 5}},
    }
    assert made.problems(annotation) == []


def test_messages_are_regions_and_part_of_the_frames() -> None:
    made = project()
    annotation = made.annotate(0, [], status="draft")
    before = time.time() * 1000
    first = made.add_region(annotation, "chat", {"chatmessage": HI})
    second = made.add_region(annotation, "chat", {"chatmessage": {"role": "assistant", "content": "ho"}})
    hoho = {"role": "assistant", "content": "hoho", "createdAt": 5}
    made.update_region(annotation, second, chatmessage=hoho)
    stored = made.annotations(0)[0]
    assert list(stored.result[0]["value"]["chatmessage"]) == ["role", "content", "createdAt"]
    assert before - 1 <= stored.result[0]["value"]["chatmessage"]["createdAt"] <= time.time() * 1000 + 1
    assert [region.id for region in stored.regions] == [first, second]
    assert made.history()["label"].tolist()[-2:] == ["Add message", "Change region"]
    made.submit(annotation)
    (messages,) = made.to_frame()["chat_label"]
    assert [(one["id"], one["role"], one["content"]) for one in messages] == [
        (first, "user", "hi"),
        (second, "assistant", "hoho"),
    ]
    regions = made.to_frame("regions")
    assert [one["content"] for one in regions["chatmessage"]] == ["hi", "hoho"]
    assert made.to_ls()[0]["annotations"][0]["result"][1]["value"] == {"chatmessage": hoho}
    made.delete_region(annotation, first)
    assert [item["id"] for item in made.annotations(0)[0].result] == [second]


def test_answers_about_a_message_go_with_it() -> None:
    made = project()
    message = {"chatmessage": {**HI, "createdAt": 5}}
    annotation = made.annotate(
        0,
        [
            {"id": "m", "from_name": "chat", "value": message},
            {"id": "m", "from_name": "good", "value": {**message, "choices": ["yes"]}},
        ],
    )
    assert made.problems(annotation) == []
    changed = made.update_region(annotation, "m", chatmessage={**HI, "content": "hello"})
    assert [item["value"]["chatmessage"]["content"] for item in changed.result] == ["hello", "hello"]
    assert made.delete_region(annotation, "m").result == []


@pytest.mark.parametrize("value", [{}, {"chatmessage": "hi"}, {"chatmessage": None}])
def test_what_is_no_message_is_named_and_kept(value: dict[str, Any]) -> None:
    made = project()
    annotation = made.annotate(0, [{"from_name": "chat", "value": value}])
    assert "chatmessage" in str(made.problems(annotation)[0])
    assert made.annotations(0)[0].result[0]["value"] == value
    assert [len(made.to_frame(kind)) for kind in ("tasks", "annotations")] == [1, 1]
    with pytest.raises(ResultError, match="chatmessage"):
        made.add_region(annotation, "chat", value)


def test_a_function_gives_the_next_message_and_nothing_is_stored() -> None:
    seen: list[tuple[list[dict[str, Any]], Task]] = []

    def reply(messages: list[dict[str, Any]], task: Task) -> str:
        seen.append((messages, task))
        messages[0]["content"] = "changed"
        return f"{len(messages)} in {task.data['chat'][0]['content']}"

    made = project(reply=reply)
    given = [HI]
    assert made.reply(0, given) == {"role": "assistant", "content": "1 in Be kind."}
    assert given == [HI]
    assert seen[0][1].key == made.tasks[0].key
    assert HI["content"] == "hi"
    assert made.annotations(0) == []


def test_a_function_may_give_a_whole_message() -> None:
    made = project(reply=lambda messages, task: {"role": "tool", "content": "42", "name": "sum"})
    assert made.reply(0, [HI]) == {"role": "tool", "content": "42", "name": "sum"}


async def _later(*_: Any) -> str:
    return "x"


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        (lambda messages, task: None, "gave NoneType"),
        (lambda messages, task: "  ", "empty"),
        (lambda messages, task: {"role": "user"}, "no text"),
        (lambda messages, task: {"content": "x", "role": 5}, "no text"),
        (lambda messages, task: {"content": "x", "score": float("nan")}, "no JSON"),
        (lambda messages, task: 1 / 0, "raised ZeroDivisionError"),
        (lambda messages: "x", "raised TypeError"),
    ],
)
def test_what_is_no_reply_is_told(reply: Callable[..., Any], said: str) -> None:
    with pytest.raises(PredictionError, match=said):
        project(reply=reply).reply(0, [HI])


@pytest.mark.filterwarnings("ignore:coroutine")
def test_a_coroutine_is_no_reply() -> None:
    with pytest.raises(PredictionError, match="await"):
        project(reply=_later).reply(0, [HI])


def test_without_a_function_there_is_no_reply() -> None:
    with pytest.raises(PredictionError, match="reply="):
        project().reply(0, [HI])
    with pytest.raises(TypeError, match="messages, task"):
        project(reply="gpt")
    with pytest.raises(PredictionError, match="list of objects"):
        project(reply=lambda messages, task: "x").reply(0, ["hi"])  # type: ignore[list-item]
