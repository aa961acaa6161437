"""A config with one task's data in place: variables, Repeaters and dynamic labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from ls_widgets.config.data_keys import PLACEHOLDER, DataKey, is_dynamic, missing, templates_of
from ls_widgets.config.dynamic import option_nodes
from ls_widgets.config.tree import Tag, TagName, node_of
from ls_widgets.config.variables import Template, as_text, find_loose, from_json, read_template
from ls_widgets.config.words import quote

if TYPE_CHECKING:
    from ls_widgets.model.wire import TagNode

MAX_NODES = 50_000
MAX_COPIES = 5_000
MAX_PROBLEMS = 50


@dataclass(slots=True)
class Instance:
    """What a task adds to the tree, keyed by node id; the parts of ``TaskState`` that the config decides."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Attributes that hold variables, resolved; lists of dynamic labels are in ``children`` instead."""
    children: dict[str, list[TagNode]] = field(default_factory=dict)
    """Complete lists of children that the data change; nodes inside them are complete too."""
    problems: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    data: Mapping[str, Any]
    columns: list[str]
    out: Instance
    nodes: int = 0

    def report(self, problem: str) -> None:
        if len(self.out.problems) < MAX_PROBLEMS and problem not in self.out.problems:
            self.out.problems.append(problem)


Flags = tuple[tuple[str, int], ...]


class Instantiator:
    """Instantiates one tree for many tasks; what does not depend on the data is found once."""

    def __init__(self, root: Tag, keys: Mapping[str, DataKey]) -> None:
        self._first = next(iter(keys), None)
        self._templates: list[tuple[Tag, list[tuple[str, Template]]]] = []
        self._dynamic: list[Tag] = []
        self._repeaters: list[Tag] = []
        stack = [root]
        while stack:
            tag = stack.pop()
            if tag.tag == "Repeater":
                self._repeaters.append(tag)
                continue
            templates = _shown(tag)
            if templates:
                self._templates.append((tag, templates))
            if is_dynamic(tag):
                self._dynamic.append(tag)
            stack.extend(reversed(tag.children))

    def __call__(self, data: Any) -> Instance:
        """The instance for one task; hostile data give problems, never an exception."""
        run = _Run({}, [], Instance())
        if isinstance(data, Mapping):
            run.data = data
            run.columns = [str(key) for key in data]
        else:
            run.report(f"The task's data must be an object, got {type(data).__name__}.")
        if PLACEHOLDER in run.data and self._first and self._first not in run.data:
            run.data = {**run.data, self._first: run.data[PLACEHOLDER]}
        for tag, templates in self._templates:
            run.out.values[tag.id] = {name: _resolve(run, tag, template) for name, template in templates}
        for tag in self._dynamic:
            static: list[TagNode] = [child.to_node() for child in tag.children]
            run.out.children[tag.id] = static + _options(run, tag, tag.id)
        for tag in self._repeaters:
            run.out.children[tag.id] = _Repetition(run, tag).views
        return run.out


def _resolve(run: _Run, tag: Tag, template: Template) -> Any:
    label = bool(tag.spec) and tag.spec.role == "label"
    texts: list[str] = []
    for index, part in enumerate(template.parts):
        if index % 2 == 0:
            texts.append(part)
            continue
        found, value, rest = find_loose(run.data, part)
        if found and template.whole and not rest:
            return "" if value is None else value
        if not found and not label:
            run.report(missing(part, str(tag), run.columns))
        texts.append(as_text(value) + rest if found else f"${part}" if label or not template.whole else "")
    return "".join(texts)


def _list(run: _Run, tag: Tag, written: Any, most: int) -> list[Any]:
    """The list that a variable stands for; a problem and nothing when it is no list."""
    template = read_template(written)
    if template is None or not template.whole:
        run.report(f"{tag} needs one variable that is a list, got {quote(written)}.")
        return []
    found, value, _ = find_loose(run.data, template.variables[0])
    if not found:
        run.report(missing(template.variables[0], str(tag), run.columns))
        return []
    value = from_json(value)
    if value is None:
        return []
    if not isinstance(value, list | tuple):
        run.report(f"{tag} needs {quote(written)} to be a list, got {type(value).__name__}.")
        return []
    if len(value) > most:
        run.report(f"{tag} has more than {most} elements: the rest is not shown.")
    return list(value[:most])


def _options(run: _Run, tag: Tag, node_id: str) -> list[TagNode]:
    spec = tag.spec
    nodes, count, problem = option_nodes(
        _list(run, tag, tag.attrs["value"], MAX_NODES),
        kind=(spec.child if spec else None) or "Choice",
        parent=node_id,
        line=tag.line,
        nested=tag.tag == "Taxonomy" or tag.get("allowNested") is True,
        most=MAX_NODES - run.nodes,
    )
    run.nodes += count
    if problem:
        run.report(f"{tag}: {problem}")
    return nodes


class _Repetition:
    """Copies of a Repeater's children, one View for each element; Repeaters inside are expanded too."""

    def __init__(self, run: _Run, repeater: Tag) -> None:
        self.views: list[TagNode] = []
        self._run = run
        self._steps: list[Callable[[], None]] = []
        self._copy_all(repeater, repeater, (), self.views)
        while self._steps:
            if run.nodes >= MAX_NODES:
                run.report(f"More than {MAX_NODES} tags: the rest of {repeater} is not shown.")
                break
            self._steps.pop()()

    def _later(self, steps: Iterable[Callable[[], None]]) -> None:
        self._steps.extend(reversed(list(steps)))

    def _copy_all(self, repeater: Tag, source: Tag, flags: Flags, siblings: list[TagNode]) -> None:
        count = len(_list(self._run, repeater, repeater.attrs.get("on"), MAX_COPIES))
        flag = repeater.get("indexFlag")
        self._later(
            partial(
                self._copy_view,
                source,
                f"{repeater.id}#{index}",
                (*flags, (str(flag), index)) if flag else flags,
                siblings,
            )
            for index in range(count)
        )

    def _copy_view(self, repeater: Tag, node_id: str, flags: Flags, siblings: list[TagNode]) -> None:
        view = node_of(Tag(node_id, TagName("View"), line=repeater.line))
        self._add(view, siblings)
        self._copy_children(repeater, node_id, flags, view)

    def _copy_children(self, tag: Tag, node_id: str, flags: Flags, node: TagNode) -> None:
        self._later(
            partial(self._copy, child, f"{node_id}.{index}", flags, node["children"])
            for index, child in enumerate(tag.children)
        )

    def _copy(self, tag: Tag, node_id: str, flags: Flags, siblings: list[TagNode]) -> None:
        copy = _with_indices(tag, node_id, flags)
        node = node_of(copy)
        self._add(node, siblings)
        if tag.tag == "Repeater":
            self._copy_all(copy, tag, flags, node["children"])
            return
        values = {name: _resolve(self._run, copy, template) for name, template in _shown(copy)}
        if values:
            self._run.out.values[node_id] = values
        if is_dynamic(copy):
            self._later([lambda: node["children"].extend(_options(self._run, copy, node_id))])
        self._copy_children(tag, node_id, flags, node)

    def _add(self, node: TagNode, siblings: list[TagNode]) -> None:
        self._run.nodes += 1
        siblings.append(node)


def _shown(tag: Tag) -> list[tuple[str, Template]]:
    """Attributes to resolve: all with variables but the list of dynamic labels."""
    dynamic = is_dynamic(tag)
    return [(name, template) for name, template in templates_of(tag) if not (dynamic and name == "value")]


def _with_indices(tag: Tag, node_id: str, flags: Flags) -> Tag:
    """The tag alone with indices in place of the flags: the first occurrence in each attribute."""

    def fill(value: Any) -> Any:
        if isinstance(value, str):
            for flag, index in flags:
                value = value.replace(flag, str(index), 1)
        return value

    to_name = fill(",".join(tag.to_name)).split(",") if tag.to_name else []
    attrs = {name: fill(value) for name, value in tag.attrs.items()}
    return Tag(node_id, tag.tag, fill(tag.name), to_name, attrs, tag.text, line=tag.line)
