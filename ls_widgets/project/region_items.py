"""The results of one region as lists of items: made, reshaped, relabelled, put into a result list."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError
from ls_widgets.model import diff as diffs
from ls_widgets.model import jsontext
from ls_widgets.model.ids import new_id
from ls_widgets.model.wire import AnnotationState, Diff, Item, Placed
from ls_widgets.project.region_controls import Controls, LabelsOf
from ls_widgets.project.region_values import completed, facts_of, geometry_of, payload_of, reshaped, shown_of

if TYPE_CHECKING:
    from ls_widgets.config.tree import Tag
    from ls_widgets.project.region_edits import RegionEdits

FACTS = ("original_width", "original_height", "image_rotation", "item_index")
_OWN = frozenset({"value", "from_name", "type"})


def new_items(
    project: RegionEdits,
    controls: Controls,
    state: AnnotationState,
    from_name: str,
    value: Mapping[str, Any],
    *,
    labels: Sequence[str],
    fields: Mapping[str, Any],
) -> list[Item]:
    """The results of a new region: one, or a bare shape followed by those of its labels."""
    if not isinstance(value, Mapping):
        raise ResultError(f"value must be a dict of the region's geometry, not {type(value).__name__}.")
    more = plain(fields, "fields")
    if _OWN & more.keys():
        raise ResultError(f"{', '.join(sorted(_OWN & more.keys()))}: given by the config, not by the caller.")
    region = more.pop("id", None) or new_id()
    if not isinstance(region, str) or any(item.get("id") == region for item in state["result"]):
        raise ResultError(f"id {region!r} is no text, or another result has it.")
    geometry = plain(value, "value")
    makers = controls.makers(from_name, geometry, labels)
    to_name = controls.target(makers[0].name, more.pop("to_name", None))
    shown = shown_of(controls, to_name, roots=project.image_roots)
    facts = facts_of(shown, project.store.states(state["task"]), to_name, page=more.get("item_index"))
    facts |= {name: more.pop(name) for name in FACTS if name in more}
    geometry = completed(controls, makers[0].name, geometry, width=facts.get("original_width"))
    geometry = geometry_of(controls.spec(makers[0].name), geometry, shown, to_name=to_name)
    facts = {name: facts[name] for name in FACTS if name in facts}
    noted = {"meta": more.pop("meta")} if "meta" in more else {}
    origin = more.pop("origin", "manual")
    items: list[Item] = [
        {
            **facts,
            "value": {**geometry, **maker.payload()},
            **noted,
            "id": region,
            "from_name": maker.name,
            "to_name": to_name,
            "type": maker.type,
            "origin": origin,
            **more,
        }
        for maker in makers
    ]
    project._check(items)
    return items


def reshaped_items(
    project: RegionEdits, controls: Controls, items: Sequence[Item], value: dict[str, Any]
) -> list[Item | None]:
    """The results of a region with new geometry in each that holds one, and new answers in theirs."""
    if not value:
        return list(items)
    payloads = {payload_of(controls, item) for item in items}
    asked = _unanswered(project, items[0], value.keys() - payloads)
    first = {name: value[name] for name in asked if _is_answer(name, value[name])}
    value = {name: held for name, held in value.items() if name not in first}
    answers = {name: held for name, held in value.items() if name in payloads and _is_answer(name, held)}
    geometry = {name: held for name, held in value.items() if name not in answers}
    if geometry:
        main = items[0]
        shown = shown_of(controls, str(main.get("to_name")), roots=project.image_roots)
        geometry = reshaped(controls, main, geometry, shown)
    after: list[Item | None] = []
    for item in items:
        old, payload = item.get("value"), payload_of(controls, item)
        changes = {name: held for name, held in geometry.items() if name != payload}
        if not isinstance(old, Mapping) or not old.keys() - {payload}:
            changes = {}  # an answer without geometry
        if payload in answers:
            changes[payload] = answers[payload]
        after.append(touched(item, {**old, **changes}) if isinstance(old, Mapping) and changes else item)
    for payload, held in first.items():
        after.append(_answer(controls, after[0] or items[0], asked[payload], {payload: held}))
    return after


def _unanswered(project: RegionEdits, main: Item, payloads: Collection[str]) -> dict[str, Tag]:
    """The one perRegion control for each of these answers that a region does not have yet."""
    found: dict[str, list[Tag]] = {}
    for tag in project.config.controls.values():
        payload = tag.spec.payload if tag.spec else None
        if payload in payloads and tag.get("perRegion") is True and main.get("to_name") in tag.to_name:
            found.setdefault(str(payload), []).append(tag)
    return {payload: tags[0] for payload, tags in found.items() if len(tags) == 1}


def _answer(controls: Controls, main: Item, tag: Tag, answer: Mapping[str, Any]) -> Item:
    """A perRegion result: it repeats the geometry of its region."""
    payload = payload_of(controls, main)
    held = {key: part for key, part in (main.get("value") or {}).items() if key != payload}
    return {
        **{key: main[key] for key in FACTS if key in main},
        "value": {**held, **answer},
        "id": main["id"],
        "from_name": tag.name,
        "to_name": main.get("to_name"),
        "type": str(tag.spec.result_type if tag.spec else tag.tag).lower(),
        "origin": "manual",
    }


def _is_answer(name: str, held: Any) -> bool:
    """``text`` is the words of a span where it is text, and a TextArea's answers where it is a list."""
    return name != "text" or isinstance(held, list)


def relabelled(controls: Controls, items: Sequence[Item | None], labels: Sequence[str]) -> list[Item | None]:
    """The region's results with these labels, each at the first control that offers it."""
    there = [item for item in items if item is not None]
    main = there[0]
    names = [str(item.get("from_name")) for item in there if controls.gives_labels(item)]
    tag = controls.tag(str(main.get("from_name")))
    dealt = controls.deal(labels, names, str(main.get("to_name")), shape=tag.spec if tag else None)
    after: list[Item | None] = []
    for item in there:
        name = str(item.get("from_name"))
        if name not in names:
            after.append(item)
        elif name in dealt:
            after.append(_with_labels(controls, item, dealt.pop(name)))
        elif item is main:
            after.append(_with_labels(controls, item, []))
        else:
            after.append(None)
    payload = payload_of(controls, main)
    for name, held in dealt.items():
        made = LabelsOf(name, controls.spec(name), held)
        value = {key: part for key, part in main["value"].items() if key != payload}
        copied = {key: main[key] for key in FACTS if key in main}
        after.append(
            {
                **copied,
                "value": {**value, **made.payload()},
                "id": main["id"],
                "from_name": name,
                "to_name": main.get("to_name"),
                "type": made.type,
                "origin": "manual",
            }
        )
    return after


def _with_labels(controls: Controls, item: Item, labels: list[str]) -> Item:
    value, payload = item.get("value") or {}, payload_of(controls, item)
    return item if value.get(payload) == labels else touched(item, {**value, payload: labels})


def touched(item: Item, value: Mapping[str, Any]) -> Item:
    """The result with another value; a copy of a prediction says that it was changed."""
    if diffs.same(item.get("value"), dict(value)):
        return item
    after = {**item, "value": dict(value)}
    if item.get("origin") == "prediction":
        after["origin"] = "prediction-changed"
    return after


def changes(result: Sequence[Item], items: Sequence[Item], after: Sequence[Item | None]) -> Diff:
    """The diff from a region's results to what they became; new ones follow its last one."""
    pairs = dict(zip(map(id, items), after, strict=False))
    removed: list[Placed] = []
    updated: list[tuple[Item, Item]] = []
    end = 0
    for at, item in enumerate(result):
        if id(item) not in pairs:
            continue
        became = pairs[id(item)]
        end = at + 1
        if became is None:
            removed.append({"at": at, "item": item})
        elif became is not item:
            updated.append((item, became))
    start = end - len(removed)
    new = [item for item in after[len(items) :] if item is not None]
    added: list[Placed] = [{"at": start + place, "item": item} for place, item in enumerate(new)]
    return diffs.make(removed, updated, added=added)


def appended(result: Sequence[Item], items: Sequence[Item]) -> Diff:
    """New results go before the relations, which stay last."""
    end = len(result)
    while end and result[end - 1].get("type") == "relation":
        end -= 1
    added: list[Placed] = [{"at": end + place, "item": item} for place, item in enumerate(items)]
    return diffs.make(added=added)


def without_regions(result: Sequence[Item], regions: Collection[str]) -> list[Item]:
    """The result list without some regions, their answers and relations; their children move up."""
    above = {
        item["id"]: item["parentID"] for item in result if item.get("id") in regions and item.get("parentID")
    }
    after: list[Item] = []
    for item in result:
        relation = item.get("type") == "relation"
        ends = (item.get("from_id"), item.get("to_id")) if relation else (item.get("id"),)
        if any(end in regions for end in ends):
            continue
        parent, seen = item.get("parentID"), set[Any]()
        while parent in regions and parent not in seen:
            seen.add(parent)
            parent = above.get(parent)
        if parent == item.get("parentID"):
            after.append(item)
            continue
        moved = {name: held for name, held in item.items() if name != "parentID"}
        after.append(moved if parent is None or parent in regions else {**item, "parentID": parent})
    return after


def items_of(state: AnnotationState, region: str) -> list[Item]:
    """The results of a region. ResultError when there are none."""
    items = [item for item in state["result"] if item.get("id") == region and item.get("type") != "relation"]
    if not items:
        raise ResultError(f"annotation {state['id']} has no region {region!r}.")
    return items


def listed(labels: str | Sequence[str]) -> list[str]:
    """One label or several, each once. ResultError for what is no text."""
    held = [labels] if isinstance(labels, str) else list(labels)
    if not all(isinstance(label, str) for label in held):
        raise ResultError("labels must be texts.")
    return list(dict.fromkeys(held))


def plain(value: Mapping[str, Any], where: str) -> dict[str, Any]:
    """A JSON copy. ResultError for what JSON cannot hold."""
    try:
        return jsontext.loads(jsontext.dumps(dict(value)))
    except ValueError as error:
        raise ResultError(f"{where}: {error}.") from None
