"""What a person does with choices, ratings and text fields in each recorded case."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.standalone import Standalone

Gesture = Callable[[Standalone], None]


def nothing(editor: Standalone) -> None:
    """The case is about what is there untouched."""


def choices_order(editor: Standalone) -> None:
    editor.choose("m", "C")
    editor.choose("m", "A")


def choices_nested(editor: Standalone) -> None:
    editor.choose("n", "Dog")
    editor.choose("n", "Plant")


def choices_nested_parent(editor: Standalone) -> None:
    editor.choose("n", "Animal")
    assert editor.result()[0]["value"]["choices"] == [["Animal"], ["Animal", "Cat"], ["Animal", "Dog"]]
    editor.choose("n", "Cat")


def choices_single(editor: Standalone) -> None:
    editor.choose("s", "B")
    for name in ("x", "y", "x"):
        editor.choose("s2", name)


def rating(editor: Standalone) -> None:
    editor.rate("r", 6)
    editor.rate("q", 3)
    assert [item["value"]["rating"] for item in editor.result()] == [6, 3]
    editor.rate("q", 3)


def required(editor: Standalone) -> None:
    for message, fill in (
        ('Checkbox "c" is required.', lambda: editor.choose("c", "A")),
        ("Say why!", lambda: (editor.write("t", "ok"), editor.key("Enter"))),
        ('Rating "r" is required.', lambda: editor.rate("r", 3)),
    ):
        editor.submit()
        editor.root.get_by_text(message).first.wait_for()
        fill()
    editor.submit()
    editor.root.get_by_text('Taxonomy "x" is required.').first.wait_for()


def pick(editor: Standalone, control: str, *names: str) -> None:
    """Opens a Taxonomy, opens all but the last of the named items, ticks the last, and stays there."""
    field = editor.control(control)
    opener = field.locator("[aria-haspopup=tree]")
    if opener.get_attribute("aria-expanded") == "false":
        opener.click()
    for name in names[:-1]:
        item = field.get_by_role("treeitem", name=name, exact=True)
        if item.get_attribute("aria-expanded") == "false":
            item.locator(".lsw-twist").click()
    field.get_by_role("treeitem", name=names[-1], exact=True).click()


def taxonomy_two(editor: Standalone) -> None:
    pick(editor, "tax", "Eukarya", "Plantae")
    pick(editor, "tax", "Bacteria")


def textarea_pending(editor: Standalone) -> None:
    editor.write("cap", "  pending text ")
    editor.write("cap3", "line 1")
    editor.key("Enter")
    editor.page.keyboard.type("line 2")


def textarea_duplicates(editor: Standalone) -> None:
    for _ in range(2):
        editor.write("cap", "same")
        editor.key("Enter")
    editor.root.get_by_text("There is already an entry with that text").first.wait_for()
    editor.control("cap").get_by_role("textbox").last.fill("")


def textarea_two(editor: Standalone) -> None:
    for text in ("first", "second"):
        editor.write("cap", text)
        editor.key("Enter")


def hidden_own(editor: Standalone) -> None:
    editor.choose("spam", "yes")
    editor.choose("kind", "ad")
    editor.choose("spam", "no")


def hidden_view(editor: Standalone) -> None:
    editor.choose("spam", "yes")
    editor.choose("kind", "ad")
    editor.rate("sev", 3)
    editor.write("why", "because")
    editor.key("Enter")
    editor.choose("spam", "no")


def hidden_unselected(editor: Standalone) -> None:
    editor.choose("kind", "ad")
    editor.choose("spam", "yes")


def skip_and_return(editor: Standalone) -> None:
    editor.choose("spam", "yes")
    editor.button("Skip").click()
    editor.root.and_(editor.page.locator("[data-task=task-1]")).wait_for()
    editor.button("Previous").click()
    editor.root.and_(editor.page.locator("[data-task=task-0]")).wait_for()


GESTURES: dict[str, Gesture] = {
    "behaviour-skip-and-return": skip_and_return,
    "behaviour-submit-empty": nothing,
    "choices-multiple-order": choices_order,
    "choices-nested": choices_nested,
    "choices-nested-parent": choices_nested_parent,
    "choices-preselected": nothing,
    "choices-single": choices_single,
    "rating-set-and-clear": rating,
    "required-messages": required,
    "taxonomy-two-paths": taxonomy_two,
    "textarea-pending-on-submit": textarea_pending,
    "textarea-skip-duplicates": textarea_duplicates,
    "textarea-two-submissions": textarea_two,
    "visible-own-choice-hidden": hidden_own,
    "visible-view-hidden": hidden_view,
    "visible-view-unselected-hidden": hidden_unselected,
}
