"""What exporters ask of a config: which control a result belongs to, and what its object shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from ls_widgets.config import LabelConfig
from ls_widgets.config.tree import Tag
from ls_widgets.config.variables import find, read_template
from ls_widgets.errors import Kind


class Layout:
    """A config as exporters see it. ``reference``: names of a Repeater are unknown, as they are there."""

    def __init__(self, config: LabelConfig, *, reference: bool = False) -> None:
        self.config = config
        self.reference = reference
        """Whether the reference's very files are asked for."""
        self._controls: dict[Any, Tag | None] = {}
        self._objects: dict[Any, Tag | None] = {}
        self._kinds: dict[Any, str] = {}
        self._pictures: dict[str, bool] = {}
        self._variables: dict[tuple[str, int], str | None] = {}

    @cached_property
    def known(self) -> Mapping[str, Tag]:
        """The controls by name; for the reference without those that lack a name or an object of theirs."""
        controls = self.config.controls
        return (
            {k: tag for k, tag in controls.items() if not self._is(tag, "unseen")}
            if self.reference
            else controls
        )

    def control(self, name: Any) -> Tag | None:
        """The control that a result's ``from_name`` means."""
        if name not in self._controls:
            self._controls[name] = self._found(name, self.known, self.config.find_control)
        return self._controls[name]

    def object(self, name: Any) -> Tag | None:
        """The object that a result's ``to_name`` means."""
        if name not in self._objects:
            self._objects[name] = self._found(name, self.config.objects, self.config.find_object)
        return self._objects[name]

    def _found(self, name: Any, known: Mapping[str, Tag], repeated: Any) -> Tag | None:
        if not isinstance(name, str):
            return None
        return known.get(name) if self.reference else repeated(name)

    def kind(self, name: Any) -> str:
        """The tag of a control, in lower case; for the reference empty where it is spelt in another case."""
        if name not in self._kinds:
            tag = self.control(name)
            odd = self.reference and tag is not None and self._is(tag, "other tag")
            self._kinds[name] = "" if tag is None or odd else tag.tag.lower()
        return self._kinds[name]

    def _is(self, tag: Tag, kind: Kind) -> bool:
        """Whether the reference takes a tag so, of which the config holds what was meant."""
        named = (str(tag), str.__str__(tag.tag))
        found = self.config.warnings
        return any(one.kind == kind and one.line == tag.line and one.where in named for one in found)

    def objects(self, *tags: str) -> list[Tag]:
        """The objects with one of these tags, in document order."""
        return [tag for tag in self.config.objects.values() if tag.tag in tags]

    def controls(self, *tags: str, on: str | None = None) -> list[Tag]:
        """The controls with one of these tags; ``on`` a kind of object, where one is named."""
        return [tag for tag in self.known.values() if tag.tag in tags and (not on or self._is_on(tag, on))]

    def _is_on(self, control: Tag, kind: str) -> bool:
        targets = (self.object(name) for name in control.to_name)
        return any(target is not None and target.tag == kind for target in targets)

    def variable(self, to_name: str, page: int = 0) -> str | None:
        """The variable of what an object shows, or of one page of it: ``images[2].url``; or None.

        ``to_name`` of a Repeater's object holds the number of its copy.
        """
        cached = (to_name, page)
        if cached not in self._variables:
            self._variables[cached] = self._variable(to_name, page)
        return self._variables[cached]

    def _variable(self, to_name: str, page: int) -> str | None:
        tag = self.object(to_name)
        if tag is None:
            return None
        pages = tag.attrs.get("valueList")
        template = read_template(pages or tag.attrs.get("value"))
        if template is None or not template.whole:
            return None
        name = template.variables[0]
        if tag.name and tag.name != to_name:
            name = _numbered(name, tag.name, to_name)
        return f"{name}[{page}]" if pages else name

    def shown(self, data: Mapping[str, Any], to_name: str, page: int = 0) -> Any:
        """What a task shows in an object: the value of its variable; None where there is none."""
        variable = self.variable(to_name, page)
        if variable is None:
            return None
        return data[variable] if variable in data else find(data, variable)[1]

    @cached_property
    def pictures(self) -> list[str]:
        """Names of the Images, those of a Repeater left out."""
        return [tag.name for tag in self.objects("Image") if tag.name and "{{" not in tag.name]

    @cached_property
    def only_picture(self) -> str:
        """The one Image, where there is one and it shows one picture; all results are taken for its own."""
        single = len(self.objects("Image")) == len(self.pictures) == 1 and not self.has_pages(
            self.pictures[0]
        )
        return self.pictures[0] if single else ""

    def has_pages(self, to_name: str) -> bool:
        """Whether an object shows several pictures, which results tell apart by ``item_index``."""
        tag = self.object(to_name)
        return tag is not None and "valueList" in tag.attrs

    def is_picture(self, to_name: str) -> bool:
        """Whether an object is an Image."""
        if to_name not in self._pictures:
            tag = self.object(to_name)
            self._pictures[to_name] = tag is not None and tag.tag == "Image"
        return self._pictures[to_name]

    def labels(self, controls: list[Tag]) -> Iterator[Tag]:
        """The labels of controls, in document order."""
        for control in controls:
            yield from (tag for tag in control.walk() if tag.tag in ("Label", "Choice"))


def _numbered(variable: str, pattern: str, name: str) -> str:
    """The variable of one copy: the numbers in ``name`` stand where ``pattern`` has its flags."""
    before, brace, rest = pattern.partition("{{")
    if not brace or not name.startswith(before):
        return variable
    flag = "{{" + rest.partition("}}")[0] + "}}"
    digits = name[len(before) :]
    number = digits[: len(digits) - len(digits.lstrip("0123456789"))]
    return variable.replace(flag, number)
