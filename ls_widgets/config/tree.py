"""The typed tree that a config becomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ls_widgets.config.spec import TagSpec
from ls_widgets.config.tags import find_spec
from ls_widgets.config.words import quote

if TYPE_CHECKING:
    from ls_widgets.model.wire import TagNode

OPTIONS = ("Label", "Choice")


class TagName(str):
    """A tag's canonical name, equal to itself in any case: the language does not tell cases apart."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and self.lower() == other.lower()

    def __ne__(self, other: object) -> bool:
        return not self == other

    # Look-ups use the canonical spelling, which `tag` always has for known tags.
    __hash__ = str.__hash__


@dataclass(slots=True, eq=False)
class Tag:
    """One tag of a config; ``attrs`` holds what was written besides name and toName, canonical and typed."""

    id: str
    tag: TagName
    name: str | None = None
    to_name: list[str] = field(default_factory=list)
    attrs: dict[str, Any] = field(default_factory=dict)
    text: str | None = None
    children: list[Tag] = field(default_factory=list)
    line: int = 0

    @property
    def spec(self) -> TagSpec | None:
        """The tag's declaration; None for an unknown tag."""
        return find_spec(self.tag)

    @property
    def value(self) -> Any:
        """What an object shows or a label stands for, variables unresolved."""
        return self.attrs.get("value", self.attrs.get("valueList"))

    @property
    def stored(self) -> str | None:
        """What results hold for a label or choice: its alias, else its value."""
        alias = self.attrs.get("alias")
        stored = alias if alias not in (None, "") else self.attrs.get("value")
        return None if stored is None else str(stored)

    @property
    def labels(self) -> list[str]:
        """Stored names of the labels or choices below this tag, each once, in document order."""
        found = (tag.stored for tag in self.walk() if tag.tag in OPTIONS and tag is not self)
        return list(dict.fromkeys(label for label in found if label is not None))

    def get(self, attr: str) -> Any:
        """An attribute as written, else its declared default, else None."""
        if attr in self.attrs:
            return self.attrs[attr]
        declared = self.spec.attrs.get(attr) if self.spec else None
        return declared.default if declared else None

    def walk(self) -> Iterator[Tag]:
        """This tag and all below it, in document order."""
        stack: list[Tag] = [self]
        while stack:
            tag = stack.pop()
            yield tag
            stack.extend(reversed(tag.children))

    def to_node(self) -> TagNode:
        """The tree from here as the view gets it."""
        root = node_of(self)
        stack: list[tuple[Tag, TagNode]] = [(self, root)]
        while stack:
            tag, node = stack.pop()
            for child in tag.children:
                below = node_of(child)
                node["children"].append(below)
                stack.append((child, below))
        return root

    def __str__(self) -> str:
        return f"{self.tag} {quote(self.name)}" if self.name else str.__str__(self.tag)


def node_of(tag: Tag) -> TagNode:
    """The tag alone as the view gets it, children left out. A Chat's control is itself."""
    own = [tag.name] if tag.name and tag.spec and tag.spec.self_control else []
    return {
        "id": tag.id,
        "tag": str.__str__(tag.tag),
        "name": tag.name,
        "to_name": list(tag.to_name) or own,
        "attrs": dict(tag.attrs),
        "text": tag.text,
        "children": [],
        "line": tag.line,
    }
