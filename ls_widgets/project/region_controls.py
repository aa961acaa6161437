"""Which controls write the results of a region, and which labels each of them has for one task."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ls_widgets.config.data_keys import is_dynamic
from ls_widgets.config.spec import TagSpec
from ls_widgets.config.tree import OPTIONS, Tag, TagName
from ls_widgets.config.words import did_you_mean, listing, quote
from ls_widgets.errors import ResultError
from ls_widgets.model.wire import Item, TagNode
from ls_widgets.text.reading import SURFACES

if TYPE_CHECKING:
    from ls_widgets.config import LabelConfig
    from ls_widgets.config.instance import Instance
    from ls_widgets.tasks.source import TaskSource


@dataclass(slots=True)
class LabelsOf:
    """What one control writes into a region's result."""

    name: str
    spec: TagSpec
    labels: list[str] = field(default_factory=list)

    @property
    def type(self) -> str:
        """Of the result."""
        return self.spec.result_type or self.spec.tag.lower()

    def payload(self) -> dict[str, list[str]]:
        """The labels under the key that holds them; nothing for a bare shape, or for paths of a Taxonomy."""
        held = self.spec.payload if not self.spec.classification else None
        return {held: list(self.labels)} if held else {}


class Controls:
    """The controls and objects of a config for one task: those that a Repeater makes included."""

    def __init__(self, config: LabelConfig, source: TaskSource, task: str) -> None:
        self._config = config
        self._source = source
        self._position = source.index_of(task)

    @cached_property
    def instance(self) -> Instance | None:
        """The config with the task's data; None for a task that is not here any more."""
        if self._position is None:
            return None
        return self._config.instantiate(self._source.data(self._position))

    @property
    def data(self) -> Mapping[str, Any]:
        """The task's data; empty for a task that is not here any more."""
        return {} if self._position is None else self._source.data(self._position)

    @cached_property
    def _repeated(self) -> dict[str, Tag]:
        """Tags that a Repeater makes for this task, by name."""
        found: dict[str, Tag] = {}
        children = self.instance.children if self.instance else {}
        stack = [node for nodes in children.values() for node in nodes]
        while stack:
            node = stack.pop()
            if node["name"]:
                found[node["name"]] = _tag_of(node)
            stack.extend(node["children"])
        return found

    @property
    def tags(self) -> dict[str, Tag]:
        """All controls by the names that results use; those with a Repeater's placeholder too."""
        return {**self._config.controls, **self._repeated}

    def tag(self, name: str) -> Tag | None:
        """A control or object by the name that results use."""
        plain = self._config.controls.get(name) or self._config.objects.get(name)
        return plain or self._repeated.get(name)

    def spec(self, name: str) -> TagSpec:
        """The declaration of a control. ResultError for none of the config's."""
        tag = self.tag(name) if isinstance(name, str) else None
        if tag is None or tag.spec is None:
            known = self._config.controls
            hint = did_you_mean(str(name), known)
            message = f"There is no control {quote(name)}; there are {listing(list(known))}. {hint}"
            raise ResultError(message.rstrip())
        return tag.spec

    def value(self, name: str) -> Any:
        """What an object shows for the task: the caller's own cell where its value is one variable."""
        tag = self.tag(name)
        if tag is None or self.instance is None or self._position is None:
            return None
        attr = "valueList" if tag.attrs.get("value") is None and "valueList" in tag.attrs else "value"
        written = tag.attrs.get(attr)
        if tag.tag == "Image" and isinstance(written, str) and written.startswith("$"):
            raw = self._source.raw(self._position, written[1:])
            if raw is not None:
                return raw
        return self.instance.values.get(tag.id, {}).get(attr, written)

    def target(self, name: str, wanted: Any = None) -> str:
        """The object that a control's region lies on: its only one, or the one that is wanted."""
        tag = self.tag(name)
        names = tag.to_name if tag else []
        if wanted is None and names:
            return names[0]
        if wanted not in names:
            raise ResultError(f"to_name={quote(wanted)} is not what {quote(name)} labels.")
        return str(wanted)

    def surface(self, name: str) -> str | None:
        """What kind of data an object shows."""
        tag = self.tag(name)
        return tag.spec.surface if tag and tag.spec else None

    def noun(self, name: str, nouns: Mapping[str, str]) -> str:
        """What a control draws, in a word for the undo menu."""
        shape = self.spec(name).shape or self.surface(self.target(name)) or ""
        return nouns.get(shape, "region")

    def gives_labels(self, item: Item) -> bool:
        """Whether a result belongs to a control with labels, also one that the config lost."""
        tag = self.tag(str(item.get("from_name")))
        return tag.spec.labels if tag and tag.spec else str(item.get("type")).endswith("labels")

    def offered(self, name: str) -> dict[str, None] | None:
        """A control's labels for this task; None where any will do."""
        tag = self.tag(name)
        if tag is None:
            return None
        plain = self._config.controls.get(name)
        if plain is not None and not is_dynamic(plain):
            known = self._config.offered(plain)
            variable = any("$" in label for label in known)
            return None if variable or not known else known
        nodes = list(self.instance.children.get(tag.id, [])) if plain is not None and self.instance else []
        found = dict.fromkeys(tag.labels) if plain is None else {}
        while nodes:
            node = nodes.pop()
            if node["tag"] in OPTIONS:
                label = node["attrs"].get("alias") or node["attrs"].get("value")
                found[str(label)] = None
            nodes.extend(node["children"])
        return found or None

    def makers(self, from_name: str, geometry: Mapping[str, Any], labels: Sequence[str]) -> list[LabelsOf]:
        """The controls that write a new region, main one first. ResultError where none makes one."""
        spec = self.spec(from_name)
        if self._marks_spans(from_name):
            if labels or not geometry.get("taxonomy"):
                raise ResultError(f"{quote(from_name)} labels with paths: value needs taxonomy=[[...], ...].")
            return [LabelsOf(from_name, spec)]
        if spec.classification or not (spec.shape or spec.labels):
            raise ResultError(f"{spec.tag} {quote(from_name)} makes no regions; use annotate for its value.")
        target = self.target(from_name)
        if spec.labels and (spec.shape or self.surface(target) != "image"):
            main, first = from_name, [from_name]
        else:
            main = from_name if spec.shape else self._shape_for(target, geometry, from_name)
            first = [] if main == from_name else [from_name]
        dealt = self.deal(labels, first, target, shape=self.spec(main))
        found = [LabelsOf(main, self.spec(main), dealt.pop(main, []))]
        return found + [LabelsOf(name, self.spec(name), held) for name, held in dealt.items()]

    def _marks_spans(self, name: str) -> bool:
        """Whether a Taxonomy labels the text instead of answering about it."""
        tag = self.tag(name)
        alone = tag is not None and tag.get("labeling") is True and tag.get("perRegion") is not True
        return alone and self.surface(self.target(name)) in SURFACES

    def _shape_for(self, target: str, geometry: Mapping[str, Any], from_name: str) -> str:
        """The bare shape on an image whose geometry this is."""
        fitting: list[tuple[int, bool, str]] = []
        for name, tag in self.tags.items():
            spec = tag.spec
            if spec is None or not spec.shape or spec.labels or spec.value is None:
                continue
            needed = [key for key, held in spec.value.keys.items() if held.required]
            if target in tag.to_name and all(key in geometry for key in needed):
                fitting.append((len(set(geometry) - set(spec.value.keys)), tag.tag == "MagicWand", name))
        if not fitting:
            raise ResultError(
                f"No shape tag on {quote(target)} makes such regions for Labels {quote(from_name)}."
            )
        return min(fitting, key=lambda fit: fit[:2])[2]

    def deal(
        self,
        labels: Sequence[str],
        names: Sequence[str],
        target: str,
        *,
        shape: TagSpec | None,
    ) -> dict[str, list[str]]:
        """Deals labels out: each to the first control that offers it, those in ``names`` before others.

        ResultError for a label that nobody offers.
        """
        takers = list(dict.fromkeys([*names, *self._plain_labels(target, shape)]))
        dealt: dict[str, list[str]] = {}
        for label in labels:
            for name in takers:
                offered = self.offered(name)
                if offered is None or label in offered:
                    dealt.setdefault(name, []).append(label)
                    break
            else:
                known = dict.fromkeys(one for name in takers for one in self.offered(name) or ())
                have = f"there are {listing(list(known))}" if known else f"{quote(target)} has no labels"
                message = f"There is no label {quote(label)}; {have}. {did_you_mean(label, known)}"
                raise ResultError(message.rstrip())
        return dealt

    def labellers(self, name: str) -> list[str]:
        """The controls that give the regions of a control their labels, itself first."""
        spec = self.spec(name)
        own = [name] if spec.labels else []
        return own + self._plain_labels(self.target(name), spec)

    def can_have(self, name: str, labels: Sequence[str]) -> bool:
        """Whether the regions of a control can have each of these labels."""
        offers = [self.offered(one) for one in self.labellers(name)]
        return all(any(offered is None or label in offered for offered in offers) for label in labels)

    def _plain_labels(self, target: str, shape: TagSpec | None) -> list[str]:
        """Labels controls without a shape of their own that go with a region on the object."""
        if shape is None or (shape.surfaces and self.surface(target) not in shape.surfaces):
            return []
        return [
            name
            for name, tag in self.tags.items()
            if tag.spec and tag.spec.labels and not tag.spec.shape and target in tag.to_name
        ]


def _tag_of(node: TagNode) -> Tag:
    children = [_tag_of(child) for child in node["children"]]
    name = TagName(node["tag"])
    return Tag(node["id"], name, node["name"], node["to_name"], node["attrs"], None, children)
