"""Answers that a new annotation starts with: choices marked ``selected="true"``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ls_widgets.model.ids import new_id
from ls_widgets.model.wire import Item, TagNode

if TYPE_CHECKING:
    from ls_widgets.config import LabelConfig
    from ls_widgets.config.instance import Instance


def preselected(config: LabelConfig, data: Any) -> list[Item]:
    """The results that a view begins an annotation of this task with."""
    instance = config.instantiate(data)
    items: list[Item] = []
    seen: set[str | None] = set()
    stack = [config.tree.to_node()]
    while stack:
        node = stack.pop()
        stack.extend(reversed(_children(instance, node)))
        paths = node["tag"] == "Taxonomy"
        if not (paths or node["tag"] == "Choices") or node["name"] in seen:
            continue
        seen.add(node["name"])
        if any(_flag(instance, node, name) for name in ("perRegion", "perItem", "labeling")):
            continue
        nested = paths or _flag(instance, node, "allowNested")
        picked = [path if nested else path[-1] for path in _picked(instance, node, nested=nested)]
        if picked:
            items.append(_item(node, picked))
    return items


def _item(node: TagNode, picked: list[Any]) -> Item:
    return {
        "value": {node["tag"].lower(): picked},
        "id": new_id(),
        "from_name": node["name"] or "",
        "to_name": node["to_name"][0] if node["to_name"] else node["name"] or "",
        "type": node["tag"].lower(),
        "origin": "manual",
    }


def _picked(instance: Instance, control: TagNode, *, nested: bool) -> Iterator[list[str]]:
    """Paths of the marked choices, in document order; of the first level alone unless nested."""
    stack: list[tuple[TagNode, list[str]]] = [(child, []) for child in reversed(_children(instance, control))]
    while stack:
        node, above = stack.pop()
        is_choice = node["tag"] == "Choice"
        path = [*above, _stored(instance, node)] if is_choice else above
        if is_choice and _flag(instance, node, "selected"):
            yield path
        if nested or not is_choice:
            stack.extend((child, path) for child in reversed(_children(instance, node)))


def _children(instance: Instance, node: TagNode) -> list[TagNode]:
    return instance.children.get(node["id"], node["children"])


def _attr(instance: Instance, node: TagNode, name: str) -> Any:
    return instance.values.get(node["id"], {}).get(name, node["attrs"].get(name))


def _flag(instance: Instance, node: TagNode, name: str) -> bool:
    return _attr(instance, node, name) in (True, "true")


def _stored(instance: Instance, node: TagNode) -> str:
    alias, value = _attr(instance, node, "alias"), _attr(instance, node, "value")
    return str(alias) if alias not in (None, "") else "" if value is None else str(value)
