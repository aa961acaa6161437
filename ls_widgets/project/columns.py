"""Results as columns: one for each control, or one row for each region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ls_widgets.model.records import Region, annotation_from_state
from ls_widgets.model.state import EXPORTED
from ls_widgets.project.frames import Column, ColumnKind
from ls_widgets.project.region_fields import region_fields

if TYPE_CHECKING:
    from ls_widgets.config import LabelConfig
    from ls_widgets.config.tree import Tag
    from ls_widgets.model.wire import Item
    from ls_widgets.stores.base import Stored

_TAG_KINDS: Mapping[str, ColumnKind] = {
    "Rating": "int",
    "Number": "float",
    "DateTime": "string",
    "Pairwise": "category",
    "Taxonomy": "paths",
}

_FACTS = ("item_index", "original_width", "original_height")
_GEOMETRY = frozenset({"x", "y", "width", "height", "rotation", "radiusX", "radiusY"})
"""Numbers of one kind, whether or not those at hand happen to be whole."""
_MASK_KEYS = frozenset({"format", "rle", "imageDataURL"})
"""Up to millions of numbers in one cell of a table: masks are read as arrays."""


def control_columns(config: LabelConfig, results: Sequence[Sequence[Item]]) -> dict[str, Column]:
    """One typed column for each control, one value for each result list.

    Answers for each region are a dict by the region's id, answers for each page a dict by its number from 0.
    """
    names = dict.fromkeys(config.controls)
    for result in results:
        for item in result:
            name = item.get("from_name")
            if isinstance(name, str) and name not in names and config.find_control(name) is not None:
                names[name] = None
    repeated = {name for name in names if not any(_has(result, name) for result in results)}
    columns = {}
    for name in names:
        tag = config.find_control(name) or config.controls[name]
        if "{{" in name and name in repeated:
            continue
        columns[name] = _column(
            config, tag, [[i for i in result if i.get("from_name") == name] for result in results]
        )
    return columns


def _has(result: Iterable[Item], name: str) -> bool:
    return any(item.get("from_name") == name for item in result)


def _column(config: LabelConfig, tag: Tag, found: list[list[Item]]) -> Column:
    spec = tag.spec
    payload = (spec.payload if spec else None) or str(tag.tag).lower()
    if spec is None or not spec.classification:
        regions = [[_flat(item) for item in items] or None for items in found]
        return Column(regions, "regions", fields=region_fields(config, tag))
    if tag.get("perRegion"):
        values = [{str(i.get("id")): _payload(i, payload) for i in items} or None for items in found]
        return Column(values, "object")
    if tag.get("perItem"):
        pages = [{i.get("item_index") or 0: _payload(i, payload) for i in items} or None for items in found]
        return Column(pages, "object")
    kind: ColumnKind = _TAG_KINDS.get(str(tag.tag), "object")
    categories: list[str] = []
    raw = [_payload(items[0], payload) if items else None for items in found]
    if payload == "choices":
        single = str(tag.get("choice") or "single") != "multiple"
        lists = [value if isinstance(value, list) else [value] for value in raw if value is not None]
        if single and all(len(v) <= 1 and all(isinstance(x, str) for x in v) for v in lists):
            return Column([_only(value) for value in raw], "category", tag.labels)
        kind = "list"
    elif payload == "text":
        texts = [value for value in raw if value is not None]
        single = all(isinstance(v, str) or (isinstance(v, list) and len(v) <= 1) for v in texts)
        kind = "string" if single else "list"
        if single:
            raw = [_only(value) for value in raw]
    elif kind == "category":
        categories = ["left", "right"]
    return Column(raw, kind, categories)


def _only(value: Any) -> Any:
    if isinstance(value, list):
        return value[0] if value else None
    return value


def _payload(item: Item, name: str) -> Any:
    value = item.get("value")
    return value.get(name) if isinstance(value, dict) else None


def _flat(item: Item) -> dict[str, Any]:
    """A region without what all of one control share; of a message its role, content and time."""
    value = item.get("value")
    message = value.get("chatmessage") if isinstance(value, dict) else None
    if item.get("type") == "chatmessage" and isinstance(message, dict):
        value = message
    return {"id": item.get("id"), **(value if isinstance(value, dict) else {})}


def annotation_columns(config: LabelConfig, records: Sequence[Stored]) -> dict[str, Column]:
    """Who labeled what and when, then one column for each control."""
    states = [record.state for record in records]
    fields = [state["fields"] for state in states]
    results = [result_of(record) for record in records]
    about: dict[str, Column] = {
        "task": Column([state["task"] for state in states], "string"),
        "annotation": Column([state["id"] for state in states], "string"),
        "status": Column([f["status"] for f in fields], "category", ("draft", "submitted", "skipped")),
        "annotator": Column([record.author for record in records], "string"),
        "created_at": Column(
            [f.get("created_at") or r.created_at for f, r in zip(fields, records, strict=True)], "datetime"
        ),
        "updated_at": Column([record.updated_at for record in records], "datetime"),
        "lead_time": Column([f.get("lead_time") for f in fields], "float"),
        "ground_truth": Column([bool(f.get("ground_truth")) for f in fields], "bool"),
    }
    return {**about, **{n: c for n, c in control_columns(config, results).items() if n not in about}}


def result_of(record: Stored) -> list[Item]:
    """The result that counts: as submitted, or the draft's."""
    return record.snapshot if record.state["fields"]["status"] in EXPORTED else record.state["result"]


def region_columns(records: Sequence[Stored]) -> tuple[list[str], dict[str, Column]]:
    """Task keys and columns of a tidy table: one row for each region."""
    rows: list[tuple[Stored, Region]] = []
    for record in records:
        state = {**record.state, "result": result_of(record)}
        rows.extend((record, region) for region in annotation_from_state(state).regions)  # type: ignore[arg-type]
    mains = [region.items[0] for _, region in rows]
    columns: dict[str, Column] = {
        "task": Column([record.state["task"] for record, _ in rows], "string"),
        "annotation": Column([record.state["id"] for record, _ in rows], "string"),
        "region": Column([region.id for _, region in rows], "string"),
        "control": Column([item.get("from_name") for item in mains], "string"),
        "object": Column([item.get("to_name") for item in mains], "string"),
        "type": Column([item.get("type") for item in mains], "string"),
        "label": Column([next(iter(region.labels), None) for _, region in rows], "category"),
        "labels": Column([region.labels for _, region in rows], "list"),
        "score": Column([item.get("score") for item in mains], "float"),
        "origin": Column([item.get("origin") for item in mains], "string"),
    }
    for name in _FACTS:
        facts = [item.get(name) for item in mains]
        if any(fact is not None for fact in facts):
            columns[name] = Column(facts, _guess(facts))
    payloads = {str(item.get("type")) for item in mains if str(item.get("type")).endswith("labels")}
    payloads |= _MASK_KEYS
    names = dict.fromkeys(name for _, region in rows for name in region.value if name not in payloads)
    for name in names:
        values = [region.value.get(name) for _, region in rows]
        kind: ColumnKind = "float" if name in _GEOMETRY else "points" if name == "points" else _guess(values)
        columns[name if name not in columns else f"value_{name}"] = Column(values, kind)
    for name, answers in _region_answers([region for _, region in rows]).items():
        columns[name if name not in columns else f"answer_{name}"] = Column(answers, _guess(answers))
    return [record.state["task"] for record, _ in rows], columns


_ANSWERS: Mapping[str, str] = {
    "choices": "choices",
    "taxonomy": "taxonomy",
    "textarea": "text",
    "rating": "rating",
    "number": "number",
    "datetime": "datetime",
}


def _region_answers(regions: Sequence[Region]) -> dict[str, list[Any]]:
    """Answers about each region, by control; a list of one, where all are, stands for what it holds."""
    found: dict[str, list[Any]] = {}
    for at, region in enumerate(regions):
        for item in region.items[1:]:
            payload = _ANSWERS.get(str(item.get("type")))
            if payload is not None:
                column = found.setdefault(str(item.get("from_name")), [None] * len(regions))
                column[at] = _payload(item, payload)
    for name, column in found.items():
        lists = [value for value in column if isinstance(value, list)]
        if all(len(value) <= 1 for value in lists):
            found[name] = [_only(value) for value in column]
    return found


def _guess(values: Sequence[Any]) -> ColumnKind:
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {int}:
        return "int"
    if kinds <= {int, float}:
        return "float"
    if kinds <= {str}:
        return "string"
    return "bool" if kinds <= {bool} else "object"
