"""Spans against the texts they lie in: what a result says of its text, and what the task holds now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import Problem, ResultError
from ls_widgets.model.records import holds_geometry
from ls_widgets.model.state import EXPORTED
from ls_widgets.model.wire import Item
from ls_widgets.project.columns import result_of
from ls_widgets.project.frames import Column, build_frame
from ls_widgets.project.region_controls import Controls
from ls_widgets.project.region_values import Shown, shown_of
from ls_widgets.text.offsets import text_fault
from ls_widgets.text.reading import SURFACES

if TYPE_CHECKING:
    from ls_widgets.config import LabelConfig
    from ls_widgets.project.project import Project
    from ls_widgets.tasks.source import TaskSource

_KEPT = frozenset({"draft"}) | EXPORTED
_EXCERPT = 60
_GEOMETRY = ("start", "end")


@dataclass(slots=True)
class Fault:
    """A span that is not where its result says: by position, with the saved text and the task's own."""

    at: int
    item: Item
    message: str
    saved: str | None = None
    now: str | None = None


class Texts:
    """What the objects of one task show as text, each read once."""

    def __init__(self, config: LabelConfig, source: TaskSource, task: str) -> None:
        self._controls = Controls(config, source, task)
        self._source, self._position = source, source.index_of(task)
        self._shown: dict[str, Shown] = {}

    def shown(self, name: Any) -> Shown | None:
        """What an object shows; None for one that shows no text."""
        if not isinstance(name, str) or self._controls.surface(name) not in SURFACES:
            return None
        if name not in self._shown:
            self._shown[name] = shown_of(self._controls, name, roots=())
        return self._shown[name]

    def fault(self, name: str, shown: Shown) -> str:
        """Why an object shows no text that spans can lie in; empty where it does."""
        tag = self._controls.tag(name)
        written = tag.attrs.get("value") if tag else None
        if self._position is not None and isinstance(written, str) and written.startswith("$"):
            raw = self._source.raw(self._position, written[1:])
            if isinstance(raw, bytes | bytearray | memoryview):
                return f"the text of {name} {text_fault(raw)}."
        if shown.reading is None:
            return f"{name} has no text for this task, or none that it can show."
        return "" if shown.reading.text else f"the text of {name} is missing."

    def faults(self, result: Sequence[Item]) -> Iterator[Fault]:
        """Spans of a result list that have no place in the task's text, or whose text is another."""
        for at, item in enumerate(result):
            value, name = item.get("value"), item.get("to_name")
            if item.get("type") == "relation" or not isinstance(value, Mapping) or "start" not in value:
                continue
            shown = self.shown(name) if holds_geometry(item) else None
            if shown is None or shown.elsewhere or not shown.here:
                continue
            saved = value["text"] if isinstance(value.get("text"), str) else None
            fault = self.fault(str(name), shown)
            if fault or shown.reading is None:
                yield Fault(at, item, fault, saved)
                continue
            try:
                start, end = shown.reading.place(value)
            except ResultError as error:
                yield Fault(at, item, f"the span lies outside of the text: {error}", saved)
                continue
            if saved is not None and not shown.reading.says(start, end, saved):
                now = shown.reading.text[start:end]
                message = f"the text is another: saved {_cut(saved)!r}, now {_cut(now)!r}."
                yield Fault(at, item, message, saved, now)

    def completed(self, item: Item) -> Item:
        """A span with its ``text``, as the editor would save it; as it is where that has no place."""
        value = item.get("value")
        if not isinstance(value, Mapping) or "text" in value or not set(_GEOMETRY) <= value.keys():
            return item
        shown = self.shown(item.get("to_name"))
        if shown is None or shown.reading is None or not shown.saves_text:
            return item
        try:
            said = shown.reading.value(*shown.reading.place(value))
        except ResultError:
            return item
        exact = {**said, **value} if isinstance(value.get("start"), str) else said
        return {**item, "value": {**exact, **{k: v for k, v in value.items() if k not in said}}}


def problems(config: LabelConfig, source: TaskSource, task: str, result: Sequence[Item]) -> list[Problem]:
    """Faults of the spans of one annotation, as `LabelConfig.validate_result` names others."""
    found = Texts(config, source, task).faults(result)
    return [Problem(f"result {fault.at}", fault.message) for fault in found]


def check_spans(project: Project) -> Any:
    """See `Project.check_spans`."""
    rows: list[tuple[str, str, Fault]] = []
    texts: dict[str, Texts] = {}
    for record in project.store.stored():
        state = record.state
        if state["fields"].get("status") not in _KEPT or project.source.index_of(state["task"]) is None:
            continue
        key = state["task"]
        if key not in texts:
            texts = {key: Texts(project.config, project.source, key)}
        rows += [(key, state["id"], fault) for fault in texts[key].faults(result_of(record))]
    faults = [fault for _, _, fault in rows]
    items = [fault.item for fault in faults]
    values = [item["value"] for item in items]

    def texts_of(cells: Sequence[Any]) -> Column:
        return Column([None if cell is None else str(cell) for cell in cells], "string")

    columns = {
        "task": texts_of([task for task, _, _ in rows]),
        "annotation": texts_of([annotation for _, annotation, _ in rows]),
        "region": texts_of([item.get("id") for item in items]),
        "control": texts_of([item.get("from_name") for item in items]),
        "object": texts_of([item.get("to_name") for item in items]),
        **{name: texts_of([value.get(name) for value in values]) for name in _GEOMETRY},
        "saved": texts_of([fault.saved for fault in faults]),
        "now": texts_of([fault.now for fault in faults]),
        "problem": texts_of([fault.message for fault in faults]),
    }
    return build_frame(project.source, columns)


def _cut(text: str) -> str:
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
