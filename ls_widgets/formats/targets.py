"""Which control of a config takes a mark or an answer that comes from a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from ls_widgets.config.tree import Tag
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.sample import Answer

LABELLED = {
    "rectangle": ("RectangleLabels",),
    "polygon": ("PolygonLabels",),
    "ellipse": ("EllipseLabels",),
    "keypoint": ("KeyPointLabels",),
    "vector": ("VectorLabels",),
    "mask": ("BrushLabels", "BitmaskLabels"),
    "span": ("Labels",),
}
"""Shape -> the tags that draw and label it."""
BARE = {
    "rectangle": ("Rectangle",),
    "polygon": ("Polygon",),
    "ellipse": ("Ellipse",),
    "keypoint": ("KeyPoint",),
    "vector": ("Vector",),
    "mask": ("Brush", "Bitmask"),
    "span": (),
}
ANSWERS = {"choices": ("Choices",), "textarea": ("TextArea",), "number": ("Number", "Rating")}


@dataclass(frozen=True, slots=True)
class Target:
    """Where a mark goes: a control that labels it itself, or a bare shape with the Labels beside it."""

    from_name: str
    to_name: str
    kind: str
    """The result's type, ``rectanglelabels`` or ``rectangle``."""
    labels_name: str = ""
    """The Labels beside a bare shape."""
    known: bool = True
    """Whether the config offers the labels."""


@dataclass(frozen=True, slots=True)
class AnswerTarget:
    """Where an answer goes; ``kind`` is the result's type and the key of its value."""

    from_name: str
    to_name: str
    kind: str


class Targets(Protocol):
    """Finds a control for what a file has; None where there is none."""

    def mark(self, shape: str, labels: list[str], to_name: str) -> Target | None:
        """The control for a mark, on one object where ``to_name`` says which."""
        ...

    def answer(self, answer: Answer, to_name: str) -> AnswerTarget | None:
        """The control for an answer."""
        ...

    def relation(self, labels: list[str]) -> None:
        """Hears of the labels of a relation."""
        ...


class ConfigTargets:
    """The controls of a config. One that offers the labels is taken before one that does not."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._offers: dict[str, frozenset[str]] = {}
        self._found: dict[tuple[str, tuple[str, ...], str], Target | None] = {}

    def mark(self, shape: str, labels: list[str], to_name: str) -> Target | None:
        asked = (shape, tuple(labels), to_name)
        if asked not in self._found:
            self._found[asked] = self._mark(shape, labels, to_name)
        return self._found[asked]

    def _mark(self, shape: str, labels: list[str], to_name: str) -> Target | None:
        found = list(self._candidates(shape, labels, to_name))
        if not labels:
            bare = next((one for one in found if one.kind in _bare_kinds(shape)), None)
            return None if bare is None else Target(bare.from_name, bare.to_name, bare.kind)
        return next((one for one in found if one.known), found[0] if found else None)

    def _candidates(self, shape: str, labels: list[str], to_name: str) -> Iterator[Target]:
        on = "Text" if shape == "span" else "Image"
        for control in self._controls(LABELLED[shape], on, to_name):
            place = self._object(control, on, to_name)
            yield Target(control.name or "", place, control.tag.lower(), "", self._offered(control, labels))
        beside = self._controls(("Labels",), on, to_name)
        for control in self._controls(BARE[shape], on, to_name):
            place, kind = self._object(control, on, to_name), control.tag.lower()
            for labeller in beside:
                known = self._offered(labeller, labels)
                yield Target(control.name or "", place, kind, labeller.name or "", known)
            if not labels:
                yield Target(control.name or "", place, kind)

    def _controls(self, tags: tuple[str, ...], on: str, to_name: str) -> list[Tag]:
        found = self._layout.controls(*tags, on=on) if tags else []
        return [one for one in found if one.name and (not to_name or to_name in one.to_name)]

    def _object(self, control: Tag, on: str, to_name: str) -> str:
        if to_name:
            return to_name
        objects = {tag.name for tag in self._layout.objects(on)}
        return next(name for name in control.to_name if name in objects)

    def _offered(self, control: Tag, labels: list[str]) -> bool:
        name = control.name or ""
        if name not in self._offers:
            self._offers[name] = frozenset(control.labels)
        offered = self._offers[name]
        return not offered or offered.issuperset(labels)

    def answer(self, answer: Answer, to_name: str) -> AnswerTarget | None:
        found = [
            one
            for one in self._layout.controls(*ANSWERS[answer.kind])
            if one.name and bool(one.get("perRegion")) == bool(answer.mark)
        ]
        found.sort(key=lambda one: self._rank(one, answer, to_name))
        if not found:
            return None
        chosen = found[0]
        place = to_name if to_name in chosen.to_name else (chosen.to_name or [""])[0]
        return AnswerTarget(chosen.name or "", place, chosen.tag.lower())

    def relation(self, labels: list[str]) -> None:
        """Nothing to find: a relation names its two regions alone."""

    def _rank(self, control: Tag, answer: Answer, to_name: str) -> tuple[bool, ...]:
        offered = answer.kind != "choices" or self._offered(control, [str(one) for one in answer.values])
        return control.name != answer.control, not offered, bool(to_name) and to_name not in control.to_name


def _bare_kinds(shape: str) -> set[str]:
    return {tag.lower() for tag in BARE[shape]}
