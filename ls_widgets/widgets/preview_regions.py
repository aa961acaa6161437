"""A result list as the preview shows it: regions with label and colour, answers, relations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ls_widgets.config import LabelConfig
from ls_widgets.config.tree import Tag
from ls_widgets.model.records import holds_geometry
from ls_widgets.model.wire import Item, TagNode
from ls_widgets.widgets.preview_words import is_color, said

NEUTRAL = "#8a8f98"
SHOWN = 100
"""Regions of one annotation that are drawn or written."""
PARTS = 20
"""Labels and answers of one region."""

_TWELVE = (
    "#0072b2", "#e69f00", "#009e73", "#cc79a7", "#d55e00", "#56b4e9",
    "#1f6f6f", "#ccbb44", "#2f4b7c", "#f2b8a0", "#3d5a1e", "#b07d48",
)  # fmt: skip

Colors = Mapping[str, Mapping[str, str]]
"""Control -> label -> colour."""


@dataclass(slots=True)
class Region:
    """The results of one id together; ``number`` counts from 1 in order of creation."""

    number: int
    object: str
    page: int
    value: Mapping[str, Any]
    control: str
    size: tuple[Any, Any] = (None, None)
    """Width and height of its picture, as its result says."""
    labels: list[str] = field(default_factory=list)
    color: str = NEUTRAL
    quote: str = ""
    """What it says, of a text or a message."""
    drawn: bool = False
    referred: bool = False
    """Whether an answer or a relation names it."""
    begin: tuple[float, float] | None = None
    """The first pixel of its mask, in those of the original."""
    answers: list[tuple[str, Any]] = field(default_factory=list)
    """Control and what it says; a note has no control."""

    @property
    def name(self) -> str:
        """Label, or control where it has none, and what tells it from others."""
        label = ", ".join(self.labels) or self.control
        if not self.quote:
            return f"{label[:60]} {self.number}"
        return f"{label[:60]} “{self.quote[:40]}{'…' if len(self.quote) > 40 else ''}”"


@dataclass(slots=True)
class Answer:
    """An answer about the task, or about one page of an object."""

    control: str
    object: str
    page: int | None
    payload: Any


@dataclass(slots=True)
class Result:
    """What a result list says; ``more`` counts the regions beyond the limit."""

    regions: dict[str, Region] = field(default_factory=dict)
    answers: list[Answer] = field(default_factory=list)
    relations: list[tuple[str, str, str, list[str]]] = field(default_factory=list)
    """From, to, direction, labels."""
    more: int = 0

    def on(self, name: str) -> list[Region]:
        """The regions on an object."""
        return [region for region in self.regions.values() if region.object == name]


def label_colors(config: LabelConfig, children: Mapping[str, list[TagNode]]) -> dict[str, dict[str, str]]:
    """The colours that the view gives to labels; ``children`` are those that the task's data change."""
    found: dict[str, dict[str, str]] = {}
    place = 0
    for name, tag in config.controls.items():
        if not (tag.spec and tag.spec.labels) and not _marks_spans(tag) and tag.tag != "VideoRectangle":
            continue
        kind, attr = ("Choice", "color") if tag.tag == "Taxonomy" else ("Label", "background")
        rows = found[name] = {}
        if tag.get("allowEmpty") is True:
            rows[""] = NEUTRAL
        for attrs in _options(tag, children.get(tag.id), kind):
            alias = attrs.get("alias")
            stored = str(alias if alias not in (None, "") else attrs.get("value"))
            color = attrs.get(attr)
            if not is_color(color):
                color = _TWELVE[place] if place < len(_TWELVE) else _hashed(stored)
                place += 1
            rows.setdefault(stored, str(color))
    return found


def _options(tag: Tag, nodes: list[TagNode] | None, kind: str) -> Iterator[Mapping[str, Any]]:
    """Attributes of the labels of a control; of a taxonomy those of the first level."""
    if nodes is None:
        below = tag.children if kind == "Choice" else tag.walk()
        yield from (child.attrs for child in below if child.tag == kind)
        return
    stack = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if node["tag"] == kind:
            yield node["attrs"]
        if kind == "Label":
            stack.extend(reversed(node["children"]))


def _hashed(label: str) -> str:
    """The view's colour for labels beyond the twelve."""
    code = 2166136261
    for letter in label:
        code = ((code ^ ord(letter)) * 16777619) & 0xFFFFFFFF
    hue = code % 360

    def channel(at: int) -> str:
        k = (at + hue / 30) % 12
        level = 0.5 - 0.25 * max(-1.0, min(k - 3, 9 - k, 1.0))
        return f"{int(level * 255 + 0.5):02x}"

    return f"#{channel(0)}{channel(8)}{channel(4)}"


def read_result(items: Sequence[Any], find: Callable[[str], Tag | None], colors: Colors) -> Result:
    """Takes a result list apart; what is no result is left out."""
    found = Result()
    known: dict[str, Tag | None] = {}
    for at, item in enumerate(items):
        if not isinstance(item, dict):
            continue
        if item.get("type") == "relation":
            _add_relation(found, item)
            continue
        if not isinstance(item.get("value"), dict):
            continue
        control = said(item.get("from_name"))
        if control not in known:
            known[control] = find(control)
        typed = item if isinstance(item.get("type"), str) else {**item, "type": said(item.get("type"))}
        _add(found, typed, known[control], colors, at)
    for start, end, _, _ in found.relations:
        for name in (start, end):
            if name in found.regions:
                found.regions[name].referred = True
    return found


def _add(found: Result, item: Item, tag: Tag | None, colors: Colors, at: int) -> None:
    name = said(item.get("id")) if item.get("id") is not None else f"\0{at}"
    region = found.regions.get(name)
    page = item.get("item_index")
    at_page = page if isinstance(page, int) and not isinstance(page, bool) and 0 <= page < 10**6 else None
    if region is None and holds_geometry(item):
        if len(found.regions) == SHOWN:
            found.more += 1
            return
        to_name, control = said(item.get("to_name")), said(item.get("from_name"))
        size = (item.get("original_width"), item.get("original_height"))
        region = Region(len(found.regions) + 1, to_name, at_page or 0, item["value"], control, size)
        found.regions[name] = region
    labels = _labels(item, tag)
    if region is None:
        payload = labels if labels is not None else _payload(item, tag)
        if payload is not None:
            answer = Answer(said(item.get("from_name")), said(item.get("to_name")), at_page, payload)
            found.answers.append(answer)
        return
    if len(region.answers) + len(region.labels) > PARTS:
        return
    meta = item.get("meta")
    note = meta.get("text") if isinstance(meta, dict) else None
    if note and ("", note) not in region.answers:
        region.answers.append(("", note))
    if labels is None:
        payload = _payload(item, tag)
        if payload is not None:
            region.answers.append((said(item.get("from_name")), payload))
        return
    if labels and not region.labels:
        region.color = _color(colors, _table(tag, item), labels[0])
    region.labels.extend(label for label in labels if label not in region.labels)


def _add_relation(found: Result, item: Item) -> None:
    labels = item.get("labels")
    named = [said(label) for label in labels[:8]] if isinstance(labels, list) else []
    ends = said(item.get("from_id")), said(item.get("to_id"))
    found.relations.append((*ends, said(item.get("direction")), named))


def _labels(item: Item, tag: Tag | None) -> list[str] | None:
    """The labels that a result gives to its region; None for one that is an answer."""
    kind, value = said(item.get("type")), item["value"]
    if tag is not None and _marks_spans(tag) and isinstance(value.get("taxonomy"), list):
        return [
            " / ".join(map(said, path[:8] if isinstance(path, list) else [path]))
            for path in value["taxonomy"][:20]
        ]
    held = value.get(kind if kind.endswith("labels") and kind in value else "labels")
    if isinstance(held, list):
        return [said(label) for label in held[:20]]
    return [] if kind.endswith("labels") else None


def _payload(item: Item, tag: Tag | None) -> Any:
    """What an answering result says; None for a bare shape and for a message, which is its geometry."""
    kind, value = said(item.get("type")), item["value"]
    payload = tag.spec.payload if tag and tag.spec else None
    return None if kind == "chatmessage" else value.get(payload or kind, value.get(kind))


def _marks_spans(tag: Tag) -> bool:
    return tag.tag == "Taxonomy" and tag.get("labeling") is True and tag.get("perRegion") is not True


def _table(tag: Tag | None, item: Item) -> str:
    """The control that the colours are listed under: of one that a Repeater makes, its pattern."""
    return (tag.name if tag else None) or said(item.get("from_name"))


def _color(colors: Colors, control: str, label: str) -> str:
    top = label.split(" / ", 1)[0]
    rows = colors.get(control, {})
    found = rows.get(label) or rows.get(top)
    return found or next((rows[label] for rows in colors.values() if label in rows), NEUTRAL)
