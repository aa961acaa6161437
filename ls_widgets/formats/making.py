"""A config made from what a file holds: a control for each kind of mark, with the labels it uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ls_widgets.config import LabelConfig
from ls_widgets.config.tree import Tag, TagName
from ls_widgets.config.variables import read_template
from ls_widgets.config.write import write_xml
from ls_widgets.formats.sample import Answer
from ls_widgets.formats.targets import ANSWERS, BARE, LABELLED, AnswerTarget, Target

NAMES = {
    "rectangle": "box",
    "polygon": "polygon",
    "ellipse": "ellipse",
    "keypoint": "point",
    "vector": "line",
    "mask": "mask",
    "span": "label",
}
"""Shape -> the name of the control that is made for it."""
UNLABELLED = "plain_{}"
"""The control for shapes without a label, from the name of the one for those with labels."""
UNUSED = re.compile(r"unused-\d+")
"""Names that an export gives to numbers without a label."""
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}|rgba?\([0-9., ]+\)")
_OBJECTS = {"Image": "image", "Text": "text"}


class MadeTargets:
    """Takes every mark and answer, and remembers what a config must offer for it."""

    def __init__(
        self,
        *,
        names: Mapping[str, str] | None = None,
        objects: Mapping[str, str] | None = None,
        colours: Mapping[str, str] | None = None,
    ) -> None:
        self.names = {**NAMES, **(names or {})}
        self.objects = {**_OBJECTS, **(objects or {})}
        self.colours = dict(colours or {})
        """Label -> background."""
        self.labels: dict[str, dict[str, None]] = {}
        """Shape -> labels."""
        self.bare: dict[str, None] = {}
        """Shapes that came without a label."""
        self.shown: dict[str, None] = {}
        """Kinds of objects that tasks show."""
        self._answers: dict[tuple[str, str], tuple[str, Answer, dict[str, None]]] = {}
        self.relations: dict[str, None] = {}
        """Labels of relations."""
        self.notes: dict[str, None] = {}

    def declare(self, labels: Mapping[str, Mapping[str, None]]) -> None:
        """Labels that the file declares, before those that it uses."""
        for shape, names in labels.items():
            self.labels[shape] = {**dict.fromkeys(names), **self.labels.get(shape, {})}

    def mark(self, shape: str, labels: list[str], to_name: str) -> Target | None:
        place = self.objects["Text" if shape == "span" else "Image"]
        if not labels:
            if not BARE[shape]:
                return None
            self.bare.setdefault(shape)
            return Target(UNLABELLED.format(self.names[shape]), place, BARE[shape][0].lower())
        known = self.labels.setdefault(shape, {})
        for label in labels:
            known.setdefault(label)
        return Target(self.names[shape], place, LABELLED[shape][0].lower())

    def answer(self, answer: Answer, to_name: str) -> AnswerTarget | None:
        asked = answer.control or ("class" if answer.kind == "choices" else answer.kind)
        key = (asked, "region" if answer.mark else "")
        if key not in self._answers:
            self._answers[key] = (self._free_name(asked), answer, {})
        name, first, options = self._answers[key]
        if first.kind != answer.kind:
            return None
        if answer.kind == "choices":
            for value in (*answer.choices, *map(str, answer.values)):
                options.setdefault(value)
        if not _is_multiple(first) and _is_multiple(answer):
            self._answers[key] = (name, answer, options)
        place = self.objects["Text" if "Text" in self.shown and "Image" not in self.shown else "Image"]
        return AnswerTarget(name, place, ANSWERS[answer.kind][0].lower())

    def relation(self, labels: list[str]) -> None:
        self.relations |= dict.fromkeys(labels)

    def _free_name(self, asked: str) -> str:
        plain = re.sub(r"[^\w-]+", "_", asked) or "answer"
        plain_names = (UNLABELLED.format(name) for name in self.names.values())
        taken = {
            *self.names.values(),
            *plain_names,
            *self.objects.values(),
            *(one[0] for one in self._answers.values()),
        }
        name, number = plain, 1
        while name in taken:
            number += 1
            name = f"{plain}_{number}"
        return name

    def config(self) -> LabelConfig:
        """The config that offers everything that was asked for."""
        root = Tag("0", TagName("View"))
        shown = [kind for kind in _OBJECTS if kind in self.shown] or ["Image"]
        for kind in shown:
            name = self.objects[kind]
            variable = "image" if kind == "Image" else "text"
            root.children.append(Tag("", TagName(kind), name, attrs={"value": f"${variable}"}))
        for shape, labels in self.labels.items():
            kept = [made for label in labels if (made := self._option("Label", label))]
            if kept:
                place = self.objects["Text" if shape == "span" else "Image"]
                tag = Tag("", TagName(LABELLED[shape][0]), self.names[shape], [place], children=kept)
                root.children.append(tag)
        for shape in self.bare:
            name = UNLABELLED.format(self.names[shape])
            root.children.append(Tag("", TagName(BARE[shape][0]), name, [self.objects["Image"]]))
        for (_, region), (name, answer, options) in self._answers.items():
            root.children.append(self._question(name, answer, options, shown[0], per_region=bool(region)))
        root.children.extend(relations(self.relations, self.notes))
        return LabelConfig(write_xml(root), strict=False)

    def _question(
        self, name: str, answer: Answer, options: Mapping[str, None], shown: str, *, per_region: bool
    ) -> Tag:
        tag = Tag("", TagName(ANSWERS[answer.kind][0]), name, [self.objects[shown]])
        if answer.kind == "choices":
            tag.attrs["choice"] = "multiple" if _is_multiple(answer) else "single"
            tag.children = [made for one in options if (made := self._option("Choice", one))]
        if per_region:
            tag.attrs["perRegion"] = True
        return tag

    def _option(self, tag: str, label: str) -> Tag | None:
        return option(tag, label, self.notes, colour=self.colours.get(label))


def _is_multiple(answer: Answer) -> bool:
    return answer.multiple or len(answer.values) > 1


def option(tag: str, label: str, notes: dict[str, None], *, colour: str | None = None) -> Tag | None:
    """A label or choice of a config that is made; None, and a note, for one that no config can offer."""
    if not label.strip() or UNUSED.fullmatch(label):
        return None
    if read_template(label) or not can_write(label):
        why = "would be read as a variable" if read_template(label) else "has characters that XML cannot hold"
        notes[f"the label {label!r} {why}: the config made does not offer it"] = None
        return None
    background = {"background": colour} if colour and _COLOUR.fullmatch(colour) else {}
    return Tag("", TagName(tag), attrs={"value": label, **background})


def relations(labels: Iterable[str], notes: dict[str, None]) -> list[Tag]:
    """The Relations of a config that is made; none where no relation has a label."""
    made = [one for label in labels if (one := option("Relation", label, notes))]
    return [Tag("", TagName("Relations"), children=made)] if made else []


def can_write(text: str) -> bool:
    """Whether XML can hold a text."""
    return not _NOT_XML.search(text)
