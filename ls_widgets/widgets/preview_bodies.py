"""A labeled task as the preview shows it: its objects read from the task's data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from ls_widgets.model.span_text import shown_text
from ls_widgets.model.wire import AnnotationState, Item
from ls_widgets.project.region_controls import Controls
from ls_widgets.project.region_values import Shown, shown_of
from ls_widgets.widgets.preview import Body, PreviewRow
from ls_widgets.widgets.preview_lines import LinesBody, chat_body, list_body, table_body
from ls_widgets.widgets.preview_regions import Colors, label_colors
from ls_widgets.widgets.preview_text import Line, TextBody
from ls_widgets.widgets.preview_words import plain

if TYPE_CHECKING:
    from ls_widgets.config.tree import Tag
    from ls_widgets.project import Project
    from ls_widgets.widgets.preview_thumbnails import Thumbnails

OBJECTS = 20
"""Objects of one task that are shown."""
LONGEST = 1_000_000
"""Characters of a page that is worth reading."""


class Bodies:
    """Reads tasks for the preview."""

    def __init__(self, project: Project, thumbnails: Thumbnails) -> None:
        self._project = project
        self._thumbnails = thumbnails
        self._colors: Colors | None = None

    def row(self, state: AnnotationState) -> PreviewRow:
        """One annotation with what its task shows."""
        controls = Controls(self._project.config, self._project.source, state["task"])
        found: dict[str, Body] = {}
        for name, tag in islice(self._objects(controls), OBJECTS):
            body = self._body(controls, name, tag, state)
            if body is not None:
                found[name] = body
        status = str(state["fields"]["status"])
        colors = self._colors_of(controls)
        return PreviewRow(
            state["task"], status, found, state["result"], colors, self._project.config.find_control
        )

    def _colors_of(self, controls: Controls) -> Colors:
        """The colours of labels; the same for all tasks where no data change them."""
        changed = controls.instance.children if controls.instance else {}
        if changed:
            return label_colors(self._project.config, changed)
        if self._colors is None:
            self._colors = label_colors(self._project.config, {})
        return self._colors

    def _objects(self, controls: Controls) -> Iterator[tuple[str, Tag]]:
        """Objects by the names that results use, those that a Repeater makes last."""
        config = self._project.config
        repeated = {tag.id for tree in config.tree.walk() if tree.tag == "Repeater" for tag in tree.walk()}
        for name, tag in config.objects.items():
            if tag.id not in repeated:
                yield name, tag
        stack = list(controls.instance.children.values()) if controls.instance else []
        nodes = [node for listed in reversed(stack) for node in reversed(listed)]
        while nodes:
            node = nodes.pop()
            tag = controls.tag(node["name"]) if node["name"] else None
            if tag is not None and tag.spec and tag.spec.role == "object":
                yield str(node["name"]), tag
            nodes.extend(reversed(node["children"]))

    def _body(self, controls: Controls, name: str, tag: Tag, state: AnnotationState) -> Body | None:
        surface = tag.spec.surface if tag.spec else None
        value = controls.value(name) if controls.tag(name) is tag else _value(controls, tag)
        if surface == "chat":
            return chat_body(value)
        if value is None:
            return None
        if surface == "image":
            labeled = _pages(state["result"], name)
            again = partial(controls.value, name)
            return self._thumbnails.body(state["task"], name, value, again=again, labeled=labeled)
        if surface == "list":
            return list_body(value)
        if surface == "table" and "url" not in str(tag.get("valueType")).lower().split("|"):
            return table_body(value, str(tag.get("valueType")))
        if surface in _READ and not (isinstance(value, str) and len(value) > LONGEST):
            return _text(shown_of(controls, name, roots=()), _speakers(tag, value)) or _address(value)
        return _address(value)


def _value(controls: Controls, tag: Tag) -> Any:
    """What an object shows whose name is that of a control too, as a Chat's is."""
    values = controls.instance.values if controls.instance else {}
    return values.get(tag.id, {}).get("value", tag.attrs.get("value"))


_READ = ("text", "paragraphs", "hypertext")


def _pages(result: Sequence[Item], name: str) -> Iterator[int]:
    """The pages of an object that results lie on."""
    for item in result:
        page = item.get("item_index") if isinstance(item, Mapping) else None
        if isinstance(page, int) and page >= 0 and item.get("to_name") == name:
            yield int(page)


def _speakers(tag: Tag, value: Any) -> list[str]:
    """Who says the phrases of a dialogue, those without words left out."""
    if tag.tag != "Paragraphs":
        return []
    try:
        phrases = json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return []
    name, key = str(tag.get("nameKey")), str(tag.get("textKey"))
    listed = phrases if isinstance(phrases, list) else []
    return [
        plain(one.get(name, "")) for one in listed if isinstance(one, Mapping) and shown_text(one.get(key))
    ]


def _text(shown: Shown, speakers: Sequence[str]) -> TextBody | None:
    reading = shown.reading
    if reading is None:
        return None
    if shown.surface == "text":
        lines = [Line(0, len(reading.text))]
    else:
        lines = [
            Line(start, end, speakers[at] if at < len(speakers) else "")
            for at, (start, end) in enumerate(reading.pieces())
        ]
    return TextBody(reading.text, lines, reading.place, blanks=shown.surface != "hypertext")


def _address(value: Any) -> LinesBody | None:
    """What lies elsewhere: its address alone."""
    return LinesBody([("", plain(value))]) if isinstance(value, str) and value.strip() else None
