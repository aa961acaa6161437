"""A chat in JupyterLab: the function of `reply=` runs in the kernel, its answer becomes a message."""

from __future__ import annotations

import json
from collections.abc import Callable

from tests.browser.lab import Notebook
from tests.browser.test_lab import is_saved

CELL = """import ls_widgets as lsw
def reply(messages, task):
    if "fail" in messages[-1]["content"]:
        raise RuntimeError("no credit left")
    return f"{len(messages)}: {messages[-1]['content'].upper()}"
talk = lsw.Annotator([{"chat": [{"role": "system", "content": "Be kind."}]}],
    '<View><Chat name="chat" value="$chat" llm="a/b"/></View>', reply=reply, name="talk")
talk"""
STORED = """import json
print(json.dumps([item["value"]["chatmessage"]["content"] for item in talk.annotation.result]))"""


def test_a_function_answers_and_its_failure_is_told(notebook: Callable[..., Notebook]) -> None:
    opened = notebook([CELL])
    opened.run_all()
    view = opened.view()
    field = view.get_by_role("textbox", name="New message, user")
    field.fill("hello")
    field.press("Enter")
    view.locator("[data-message]").get_by_text("2: HELLO").wait_for()
    is_saved(view)
    field.fill("fail now")
    field.press("Enter")
    view.get_by_role("alert").filter(has_text="No reply could be got.").wait_for()
    is_saved(view)
    assert json.loads(opened.run(STORED)) == ["hello", "2: HELLO", "fail now"]
