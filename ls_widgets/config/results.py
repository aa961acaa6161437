"""Whether results fit a config, by the rules of the reference's validator and with lower bounds.

More lenient on purpose where the reference is wrong: nested choices, and Pairwise results of the editor.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

from ls_widgets.config.answers import check_answer
from ls_widgets.config.data_keys import is_dynamic
from ls_widgets.config.extents import check_extent
from ls_widgets.config.spec import Key, TagSpec, ValueSpec
from ls_widgets.config.tags import TAGS
from ls_widgets.config.tags.geometry import PLAIN_LABELS, TEXT_SPAN
from ls_widgets.config.tree import Tag
from ls_widgets.config.words import did_you_mean, listing, quote
from ls_widgets.errors import Problem

if TYPE_CHECKING:
    from ls_widgets.config.label_config import LabelConfig

MAX_PROBLEMS = 200

_DIRECTIONS = ("left", "right", "bi")
_LEVELS = 8
Shapes = dict[str | int, ValueSpec | None]
"""Region id -> the shape that one of its results says, for labels that repeat it."""

_BY_TYPE = {spec.result_type: spec for spec in TAGS.values() if spec.value and spec.result_type}


_SHAPES = {id(spec.value): spec.shape for spec in TAGS.values() if spec.value}


def check_results(config: LabelConfig, items: Any) -> list[Problem]:
    """Problems of a ``result`` list, named by position."""
    if not isinstance(items, list | tuple):
        return [Problem("result", f"must be a list, got {type(items).__name__}.")]
    shapes = _shapes(items)
    problems: list[Problem] = []
    for index, item in enumerate(items):
        where = f"result {index}"
        if not isinstance(item, Mapping):
            found: Iterator[str] = iter([f"must be an object, got {type(item).__name__}."])
        elif item.get("type") == "relation":
            found = _relation(item, shapes)
        else:
            found = _item(config, item, shapes)
        problems.extend(Problem(where, message) for message in found)
        if len(problems) > MAX_PROBLEMS:
            return problems[:MAX_PROBLEMS]
    return problems


def _shapes(items: Sequence[Any]) -> Shapes:
    found: Shapes = {}
    for item in items:
        if isinstance(item, Mapping) and isinstance(item.get("id"), str | int):
            kind = _BY_TYPE.get(item["type"]) if isinstance(item.get("type"), str) else None
            found[item["id"]] = found.get(item["id"]) or (kind.value if kind else None)
    return found


def _relation(item: Mapping[str, Any], shapes: Shapes) -> Iterator[str]:
    if item.get("direction") not in _DIRECTIONS:
        yield f"direction must be one of {listing(_DIRECTIONS)}, got {quote(item.get('direction'))}."
    for end in ("from_id", "to_id"):
        target = item.get(end)
        if not isinstance(target, str | int) or target not in shapes:
            yield f"{end}={quote(target)} is no region of this list."


def _item(config: LabelConfig, item: Mapping[str, Any], shapes: Shapes) -> Iterator[str]:
    absent = [key for key in ("from_name", "to_name", "type", "value") if key not in item]
    if absent:
        yield f"has no {listing(absent)}."
        return
    name, target, value = item["from_name"], item["to_name"], item["value"]
    control = config.find_control(name) if isinstance(name, str) else None
    if control is None:
        hint = did_you_mean(str(name), config.controls)
        yield f"from_name={quote(name)} is no control of the config. {hint}".rstrip()
        return
    if not isinstance(value, Mapping):
        yield f"value must be an object, got {type(value).__name__}."
        return
    yield from _target(config, control, target)
    score = item.get("score")
    if score is not None and not (_is_number(score) and 0 <= score <= 1):
        yield f"score must be from 0 to 1, got {quote(score)}."
    spec = control.spec
    if spec is None:
        return
    kind = _kind(config, control, item)
    if kind is None:
        yield f"type must be {quote(spec.result_type)} for {control}, got {quote(item['type'])}."
        return
    yield from _value(config, control, kind, item, shapes)


def _target(config: LabelConfig, control: Tag, target: Any) -> Iterator[str]:
    if not isinstance(target, str):
        yield f"to_name must be text, got {type(target).__name__}."
        return
    known = [*control.to_name, *([control.name or ""] if control.tag == "Pairwise" else [])]
    if target in known:
        return
    shown = config.find_object(target)
    # A Repeater's result names one copy of what the control names with the placeholder.
    if shown is None or shown.name not in control.to_name or "{" not in (shown.name or ""):
        yield f"to_name={quote(target)} is not what {control} labels. {did_you_mean(target, known)}".rstrip()


def _kind(config: LabelConfig, control: Tag, item: Mapping[str, Any]) -> TagSpec | None:
    """The tag whose value the result holds: the control's, or the shape that plain labels merged with."""
    spec = control.spec
    if spec is None or item["type"] == spec.result_type:
        return spec
    merged = _BY_TYPE.get(item["type"]) if isinstance(item["type"], str) else None
    if control.tag != "Labels" or merged is None:
        return None
    return merged if _surface(config, item["to_name"]) in merged.surfaces and merged.payload else None


def _surface(config: LabelConfig, name: Any) -> str | None:
    shown = config.find_object(name) if isinstance(name, str) else None
    return shown.spec.surface if shown and shown.spec else None


def _value(
    config: LabelConfig, control: Tag, kind: TagSpec, item: Mapping[str, Any], shapes: Shapes
) -> Iterator[str]:
    value = item["value"]
    if kind.classification:
        yield from check_answer(control, config.offered(control), value)
        return
    geometry = kind.value or _plain_geometry(config, control, item, shapes)
    if geometry:
        faults = list(_geometry(value, geometry))
        yield from faults
        if not faults and _surface(config, item["to_name"]) == "image":
            yield from check_extent(_SHAPES.get(id(geometry)), item)
    elif control.tag == "Labels":
        yield f"has labels of {control} and no shape: a result of the same id must hold it."
    if kind.payload is None:
        return
    payload = "labels" if kind.payload not in value and "video" in kind.surfaces else kind.payload
    if kind.labels or (payload == "labels" and value.get(payload) is not None):
        yield from _labels(config, control, value, payload, merged=kind is not control.spec)
    elif kind.value is None and payload not in value:
        yield f"value has no {payload}."


def _plain_geometry(
    config: LabelConfig, control: Tag, item: Mapping[str, Any], shapes: Shapes
) -> ValueSpec | None:
    """What a plain Labels result holds: by the shape that shares its id, or by its object."""
    if control.tag != "Labels":
        return None
    partner = shapes.get(item["id"]) if isinstance(item.get("id"), str | int) else None
    if partner:
        return partner
    if "start" in item["value"] and "end" in item["value"]:
        return TEXT_SPAN
    return PLAIN_LABELS.get(_surface(config, item["to_name"]) or "")


def _geometry(value: Mapping[str, Any], spec: ValueSpec) -> Iterator[str]:
    yield from _keys(value, spec.keys, "value")
    for name, keys in spec.items.items():
        elements = value.get(name)
        if isinstance(elements, list):
            for index, element in enumerate(elements):
                yield from _element(element, keys, f"value.{name}[{index}]", spec)


def _element(element: Any, keys: Mapping[str, Key], where: str, spec: ValueSpec) -> Iterator[str]:
    if isinstance(element, list | tuple):
        element = {str(index): part for index, part in enumerate(element[: len(keys)])}
    if not isinstance(element, Mapping):
        yield f"{where} must be an object."
        return
    yield from _keys(element, keys, where)
    inner = [name for name, key in keys.items() if key.kind == "list" and name in spec.items]
    for name in inner:
        parts = element.get(name)
        for index, part in enumerate(parts if isinstance(parts, list) else []):
            at = f"{where}.{name}[{index}]"
            if isinstance(part, Mapping):
                yield from _keys(part, spec.items[name], at)
            else:
                yield f"{at} must be an object."


def _keys(value: Mapping[str, Any], keys: Mapping[str, Key], where: str) -> Iterator[str]:
    for name, key in keys.items():
        if name not in value:
            if key.required:
                yield f"{where} has no {name}."
            continue
        fault = _fault(value[name], key)
        if fault and not (value[name] is None and not key.required):
            yield f"{where}.{name} {fault}, got {quote(_short(value[name]))}."


def _fault(value: Any, key: Key) -> str:
    match key.kind:
        case "number" | "integer":
            if not _is_number(value):
                return "must be a number"
            if key.low is not None and value < key.low:
                return f"must be at least {key.low:g}"
            if key.high is not None and value > key.high:
                return f"must be at most {key.high:g}"
        case "position":
            if not _is_number(value) and not isinstance(value, str):
                return "must be a number or text"
        case "list" | "bytes":
            if not isinstance(value, list):
                return "must be a list"
            if key.low is not None and len(value) < key.low:
                return f"must have at least {key.low:g} elements"
            if key.kind == "bytes" and not all(isinstance(byte, int) and 0 <= byte <= 255 for byte in value):
                return "must hold bytes from 0 to 255"
        case "string":
            return "" if isinstance(value, str) else "must be text"
        case "boolean":
            return "" if isinstance(value, bool) else "must be true or false"
        case "object":
            return "" if isinstance(value, Mapping) else "must be an object"
    return ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _short(value: Any) -> str:
    return type(value).__name__ if isinstance(value, list | dict) else str(value)


def _labels(
    config: LabelConfig, control: Tag, value: Mapping[str, Any], payload: str, *, merged: bool
) -> Iterator[str]:
    labels = value.get(payload)
    if labels is None and control.get("allowEmpty") is True:
        return
    if not isinstance(labels, list):
        yield f"value.{payload} must be a list of labels, got {type(labels).__name__}."
        return
    if merged and not labels:
        yield f"value.{payload} has no label."
    known = config.offered(control)
    if is_dynamic(control) or not known:
        return
    for label in labels:
        if not isinstance(label, str) or label not in known:
            hint = did_you_mean(str(label), known)
            yield f"value.{payload} has {quote(label)}, which {control} does not offer. {hint}".rstrip()
