"""Tables, lists and chats in a real browser: keys, focus, long data, copying, markup that stays text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser.standalone import Standalone

CHAT = """<View>
  <Chat name="chat" value="$chat" minMessages="2" editable="user"/>
  <View visibleWhen="region-selected" whenRole="assistant">
    <Choices name="good" toName="chat" perRegion="true"><Choice value="yes"/><Choice value="no"/></Choices>
  </View>
</View>"""
GIVEN = [{"role": "system", "content": "Be kind."}]
MARKUP = "<img src=x onerror='window.ran = 1'><script>window.ran = 1</script>"
IN_SIGHT = """(log) => {
  const bottom = (element) => element.getBoundingClientRect().bottom;
  return bottom(log) >= bottom(log.querySelector("[data-message=m]"));
}"""
REPLY = """window.reply = (messages) => new Promise((resolve, reject) => {
  window.end = { messages, resolve, reject };
});"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
ROWS = [{"n": n, "name": f"row {n}", "text": "word " * (n % 9)} for n in range(3000)]


def messages(editor: Standalone) -> list[tuple[str, str]]:
    held = [item["value"]["chatmessage"] for item in editor.result() if item["type"] == "chatmessage"]
    return [(one["role"], one["content"]) for one in held]


def test_a_conversation_by_keyboard_alone(standalone: Standalone) -> None:
    editor = standalone
    editor.open(CHAT, {"chat": GIVEN})
    field = editor.control("chat").get_by_role("textbox")
    field.focus()
    editor.page.keyboard.type("Hi 1 2")
    editor.key("Shift+Enter")
    editor.page.keyboard.type("you")
    editor.key("Enter")
    editor.page.keyboard.type("Hello")
    editor.key("Enter")
    assert messages(editor) == [("user", "Hi 1 2\nyou"), ("assistant", "Hello")]
    # The second message, by its own button; then its question, by the key of a choice.
    select = editor.root.get_by_role("button", name="Select message 3, assistant")
    select.focus()
    editor.key("Enter")
    assert editor.selected() == [1]
    editor.control("good").wait_for()
    editor.key("1")
    assert editor.result()[2]["value"]["choices"] == ["yes"]
    editor.root.get_by_role("button", name="Edit message 2").focus()
    editor.key("Enter")
    editor.page.keyboard.type("!")
    editor.key("Enter")
    assert messages(editor)[0] == ("user", "Hi 1 2\nyou!")
    editor.key("Control+z")
    assert messages(editor)[0] == ("user", "Hi 1 2\nyou")
    for _ in range(2):
        editor.key("Control+z")
    assert messages(editor) == [("user", "Hi 1 2\nyou")]
    editor.key("Control+z")
    assert editor.result() == []
    editor.submit()
    editor.root.get_by_role("alert").filter(has_text="At least 2 messages are needed: there is 1.").wait_for()
    assert editor.errors == []


def test_messages_and_rows_of_the_panel_select_each_other(standalone: Standalone) -> None:
    editor = standalone
    chat = [{"role": "user", "content": f"message {n}"} for n in range(40)]
    value = {"chatmessage": {"role": "user", "content": "the last", "createdAt": 5}}
    editor.given = [
        {"id": "m", "from_name": "chat", "to_name": "chat", "type": "chatmessage", "value": value}
    ]
    editor.open(CHAT, {"chat": chat})
    row = editor.root.get_by_role("listbox", name="Regions").get_by_role("option")
    assert "user: the last" in row.inner_text()
    row.click()
    last = editor.surface("chat").locator("[data-message=m]")
    assert last.get_attribute("data-selected") is not None
    assert editor.surface("chat").evaluate(IN_SIGHT)
    last.get_by_text("the last").click()
    assert editor.selected() == []
    last.get_by_text("the last").click()
    assert editor.selected() == [0]
    editor.key("Backspace")
    assert editor.result() == []


def test_a_reply_is_waited_for_and_added(standalone: Standalone) -> None:
    editor = standalone
    editor.page.add_init_script(REPLY)
    editor.open(CHAT.replace("editable", 'llm="a/b" editable'), {"chat": GIVEN}, reply=True)
    editor.write("chat", "Hi")
    editor.key("Enter")
    editor.surface("chat").get_by_text("Waiting for the reply…").wait_for()
    editor.page.wait_for_function("() => window.end?.messages.length === 2")
    editor.page.evaluate("window.end.resolve({ role: 'assistant', content: 'Hello!' })")
    editor.surface("chat").get_by_text("Hello!").wait_for()
    assert messages(editor) == [("user", "Hi"), ("assistant", "Hello!")]
    editor.button("Ask for a reply").click()
    editor.page.wait_for_function("() => window.end?.messages.length === 3")
    editor.page.evaluate("window.end.reject(new Error('reply= raised KeyError'))")
    editor.root.get_by_role("alert").filter(has_text="No reply could be got.").wait_for()
    assert len(messages(editor)) == 2


def test_a_long_table_holds_few_rows_and_scrolls_to_any(standalone: Standalone) -> None:
    editor = standalone
    editor.open('<View><Table name="t" value="$rows"/></View>', {"rows": ROWS})
    box = editor.surface("t")
    assert box.locator("tr").count() < 400
    box.get_by_role("button", name="n", exact=True).click()
    box.get_by_role("button", name="n", exact=True).click()
    box.get_by_role("cell", name="row 2999", exact=True).wait_for()
    head = box.locator("th").first
    before = head.bounding_box()
    for part in (0.3, 0.7, 1):
        box.evaluate("(box, part) => { box.scrollTop = part * box.scrollHeight; }", part)
        box.evaluate(
            "(box) => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
    editor.page.wait_for_function(
        "(box) => { box.scrollTop = box.scrollHeight; return box.textContent.includes('row 0'); }",
        arg=box.element_handle(),
    )
    assert head.bounding_box() == before, "the head stays, and no column moves"
    assert box.locator("tr").count() < 400
    assert editor.errors == []


@pytest.mark.parametrize("width", [600, 1400])
def test_nothing_of_the_data_is_markup_and_nothing_overflows(standalone: Standalone, width: int) -> None:
    editor = standalone
    editor.page.set_viewport_size({"width": width, "height": 900})
    config = """<View><Table name="t" value="$t"/><Table name="c" value="$c" valueType="csv"/>
      <List name="l" value="$l" title="$m"/><Chat name="chat" value="$chat"/></View>"""
    data: dict[str, Any] = {
        "t": {MARKUP: MARKUP, "nested": {"a": [MARKUP]}, "long": "x" * 500},
        "c": f"a,b\n{MARKUP},2",
        "l": [{"id": MARKUP, "title": MARKUP, "body": MARKUP, "html": MARKUP}, {"id": "y" * 500}],
        "m": MARKUP,
        "chat": [{"role": MARKUP, "content": MARKUP, "more": MARKUP}, {"role": "user", "content": "z" * 500}],
    }
    editor.open(config, data)
    assert editor.root.get_by_text("onerror").count() >= 8
    assert editor.root.locator("img, script").count() == 0
    assert editor.page.evaluate("window.ran") is None
    area = editor.root.locator("main")
    assert area.evaluate("(area) => area.scrollWidth <= area.clientWidth")
    assert editor.errors == []


def test_a_table_is_copied_whole(standalone: Standalone) -> None:
    editor = standalone
    editor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    editor.open('<View><Table name="t" value="$rows"/></View>', {"rows": ROWS[:300]})
    editor.button("Copy the table").click()
    editor.root.get_by_text("The table is in the clipboard.").wait_for()
    lines = editor.page.evaluate("navigator.clipboard.readText()").splitlines()
    assert (len(lines), lines[0], lines[300].split("\t")[:2]) == (301, "n\tname\ttext", ["299", "row 299"])
