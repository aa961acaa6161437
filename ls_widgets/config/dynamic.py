"""Labels and choices that task data bring along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ls_widgets.config.attributes import read_attributes
from ls_widgets.config.tags import find_spec
from ls_widgets.config.variables import as_text

if TYPE_CHECKING:
    from ls_widgets.model.wire import TagNode

MAX_DEPTH = 50


def option_nodes(
    items: list[Any], *, kind: str, parent: str, line: int, nested: bool, most: int
) -> tuple[list[TagNode], int, str]:
    """Label or Choice nodes for a list of objects or strings, how many they are, and a problem or "".

    Attributes that the tag does not declare are left out; ``children`` count only where ``nested``.
    """
    top: list[TagNode] = []
    problem = ""
    count = 0
    stack = [(item, f"{parent}+{index}", 1, top) for index, item in reversed(list(enumerate(items)))]
    while stack:
        item, node_id, depth, siblings = stack.pop()
        attrs = _attributes(item, kind, line)
        if attrs is None:
            problem = problem or f"a {kind} from the data must be text or an object with a value."
            continue
        if count >= most:
            return top, count, "too many labels in the data: the rest is not shown."
        count += 1
        node: TagNode = {
            "id": node_id,
            "tag": kind,
            "name": None,
            "to_name": [],
            "attrs": attrs,
            "text": None,
            "children": [],
            "line": line,
        }
        siblings.append(node)
        below = item.get("children") if nested and isinstance(item, Mapping) else None
        if not isinstance(below, list) or not below:
            continue
        if depth >= MAX_DEPTH:
            problem = problem or f"choices from the data are nested more than {MAX_DEPTH} deep."
            continue
        room = below[: most - count + 1]
        stack.extend(
            (child, f"{node_id}.{index}", depth + 1, node["children"])
            for index, child in reversed(list(enumerate(room)))
        )
    return top, count, problem


def _attributes(item: Any, kind: str, line: int) -> dict[str, Any] | None:
    if isinstance(item, str | int | float):
        return {"value": as_text(item)}
    if not isinstance(item, Mapping):
        return None
    spec = find_spec(kind)
    plain = [
        (str(key), as_text(value))
        for key, value in list(item.items())[:100]
        if isinstance(value, str | int | float) and key != "children"
    ]
    attrs, _ = read_attributes(plain, spec, kind, line)
    known = spec.attrs if spec else {}
    return {name: value for name, value in attrs.items() if name in known} if "value" in attrs else None
