"""Regions made and changed by a script, as the view would make them: one op each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError
from ls_widgets.model import diff as diffs
from ls_widgets.model import jsontext
from ls_widgets.model.ids import new_id
from ls_widgets.model.records import Annotation
from ls_widgets.model.wire import AnnotationState, Diff, Item, Placed
from ls_widgets.project.region_controls import Controls, LabelsOf
from ls_widgets.project.region_values import facts_of, geometry_of, payload_of, reshaped, shown_of

if TYPE_CHECKING:
    from ls_widgets.config import LabelConfig
    from ls_widgets.project.steps import Steps
    from ls_widgets.stores.base import Store
    from ls_widgets.tasks.source import TaskSource

_NOUNS = {"rectangle": "box", "text": "span"}
_OWN = frozenset({"value", "from_name", "type"})
_BEFORE = ("original_width", "original_height", "image_rotation", "item_index")


class RegionEdits:
    """The part of a `Project` that edits regions."""

    config: LabelConfig
    source: TaskSource
    store: Store
    _steps: Steps
    image_roots: Sequence[str | Path] = ()
    """Folders, besides the working directory, in which pictures may be looked at for their size."""

    if TYPE_CHECKING:

        def _known(self, annotation: Any) -> AnnotationState: ...

    def add_region(
        self,
        annotation: Annotation | str,
        from_name: str,
        value: Mapping[str, Any],
        *,
        labels: str | Sequence[str] = (),
        **fields: Any,
    ) -> str:
        """Adds a region to an annotation and returns its id; one step of undo.

        Args:
            annotation: The annotation or its id.
            from_name: The control that makes the region, or the Labels that goes with a bare shape.
            value: Its geometry in Label Studio's units: percent of the picture for boxes, code points
                for spans. The text of a span is found from its ends.
            labels: One label or several.
            fields: Further keys of the result: ``meta``, ``score``, ``item_index``, ``id``...

        Raises:
            ResultError: For an unknown control or label, and geometry that has no place there.
            StoreError: When it cannot be stored.

        >>> from ls_widgets import Project
        >>> project = Project([{"text": "Anna sings"}], '<View><Text name="txt" value="$text"/>'
        ...     '<Labels name="ner" toName="txt"><Label value="PER"/></Labels></View>', store=None)
        >>> made = project.annotate(0, [], status="draft")
        >>> region = project.add_region(made, "ner", {"start": 0, "end": 4}, labels="PER")
        >>> project.annotations(0)[0].result[0]["value"]
        {'start': 0, 'end': 4, 'text': 'Anna', 'labels': ['PER']}
        """
        state = self._state_of(annotation)
        controls = Controls(self.config, self.source, state["task"])
        made = _new_items(self, controls, state, from_name, value, labels=_listed(labels), fields=fields)
        noun = controls.noun(made[0]["from_name"], _NOUNS)
        self._steps.edit(state, _appended(state["result"], made), f"Draw {noun}")
        return made[0]["id"]

    def update_region(
        self,
        annotation: Annotation | str,
        region: str,
        *,
        labels: str | Sequence[str] | None = None,
        **value: Any,
    ) -> Annotation:
        """Changes geometry, labels or answers of a region in all its results; one step of undo.

        Args:
            annotation: The annotation or its id.
            region: The region's id.
            labels: Its labels from now on; None leaves them as they are.
            value: Keys of ``value`` to set: ``x=12.5``, ``end=9``, ``choices=["partly"]``.

        Raises:
            ResultError: For an unknown region, label or key, and geometry that has no place there.
            StoreError: When it cannot be stored.
        """
        state = self._state_of(annotation)
        items = _items_of(state, region)
        controls = Controls(self.config, self.source, state["task"])
        after = _reshaped_items(self, controls, items, _plain(value, "value"))
        label = "Change region"
        if labels is not None:
            after = _relabelled(controls, after, _listed(labels))
            label = label if value else "Relabel"
        self._check([item for item in after if item is not None], before=items)
        return self._steps.edit(state, _changes(state["result"], items, after), label)

    def delete_region(self, annotation: Annotation | str, region: str) -> Annotation:
        """Deletes a region with its answers and relations; its children move up. One step of undo.

        Raises:
            ResultError: For an unknown region.
            StoreError: When it cannot be stored.
        """
        state = self._state_of(annotation)
        parent = next((item["parentID"] for item in _items_of(state, region) if item.get("parentID")), None)
        removed: list[Placed] = []
        updated: list[tuple[Item, Item]] = []
        for at, item in enumerate(state["result"]):
            relation = item.get("type") == "relation"
            ends = (item.get("from_id"), item.get("to_id")) if relation else (item.get("id"),)
            if region in ends:
                removed.append({"at": at, "item": item})
            elif item.get("parentID") == region:
                moved = {name: held for name, held in item.items() if name != "parentID"}
                updated.append((item, moved if parent in (None, region) else {**item, "parentID": parent}))
        return self._steps.edit(state, diffs.make(removed, updated), "Delete region")

    def _state_of(self, annotation: Annotation | str) -> AnnotationState:
        """The stored state; a blank one for an annotation that is stored with its first change."""
        if not isinstance(annotation, Annotation) or annotation.rev > 0:
            return self._known(annotation)
        stored = self.store.state(annotation.id)
        return stored or {
            "id": annotation.id,
            "task": annotation.task,
            "rev": 0,
            "result": [],
            "pending": False,
            "fields": {},
        }

    def _check(self, items: Sequence[Item], *, before: Sequence[Item] = ()) -> None:
        """Refuses what does not fit the config; faults that were there before may stay."""
        known = {problem.message for problem in self.config.validate_result(before)}
        found = dict.fromkeys(problem.message for problem in self.config.validate_result(items))
        fresh = [message for message in found if message not in known]
        if fresh:
            raise ResultError(" ".join(fresh))


def _new_items(
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
    more = _plain(fields, "fields")
    if _OWN & more.keys():
        raise ResultError(f"{', '.join(sorted(_OWN & more.keys()))}: given by the config, not by the caller.")
    region = more.pop("id", None) or new_id()
    if not isinstance(region, str) or any(item.get("id") == region for item in state["result"]):
        raise ResultError(f"id {region!r} is no text, or another result has it.")
    geometry = _plain(value, "value")
    makers = controls.makers(from_name, geometry, labels)
    to_name = controls.target(makers[0].name, more.pop("to_name", None))
    shown = shown_of(controls, to_name, roots=project.image_roots)
    geometry = geometry_of(controls.spec(makers[0].name), geometry, shown, to_name=to_name)
    facts = facts_of(shown, project.store.states(state["task"]), to_name, page=more.get("item_index"))
    facts |= {name: more.pop(name) for name in _BEFORE if name in more}
    facts = {name: facts[name] for name in _BEFORE if name in facts}
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


def _reshaped_items(
    project: RegionEdits, controls: Controls, items: Sequence[Item], value: dict[str, Any]
) -> list[Item | None]:
    """The results of a region with new geometry in each that holds one, and new answers in theirs."""
    if not value:
        return list(items)
    payloads = {payload_of(controls, item) for item in items}
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
        after.append(_touched(item, {**old, **changes}) if isinstance(old, Mapping) and changes else item)
    return after


def _is_answer(name: str, held: Any) -> bool:
    """``text`` is the words of a span where it is text, and a TextArea's answers where it is a list."""
    return name != "text" or isinstance(held, list)


def _relabelled(controls: Controls, items: Sequence[Item | None], labels: Sequence[str]) -> list[Item | None]:
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
        copied = {key: main[key] for key in _BEFORE if key in main}
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
    return item if value.get(payload) == labels else _touched(item, {**value, payload: labels})


def _touched(item: Item, value: Mapping[str, Any]) -> Item:
    """The result with another value; a copy of a prediction says that it was changed."""
    if diffs.same(item.get("value"), dict(value)):
        return item
    after = {**item, "value": dict(value)}
    if item.get("origin") == "prediction":
        after["origin"] = "prediction-changed"
    return after


def _changes(result: Sequence[Item], items: Sequence[Item], after: Sequence[Item | None]) -> Diff:
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


def _appended(result: Sequence[Item], items: Sequence[Item]) -> Diff:
    """New results go before the relations, which stay last."""
    end = len(result)
    while end and result[end - 1].get("type") == "relation":
        end -= 1
    added: list[Placed] = [{"at": end + place, "item": item} for place, item in enumerate(items)]
    return diffs.make(added=added)


def _items_of(state: AnnotationState, region: str) -> list[Item]:
    """The results of a region. ResultError when there are none."""
    items = [item for item in state["result"] if item.get("id") == region and item.get("type") != "relation"]
    if not items:
        raise ResultError(f"annotation {state['id']} has no region {region!r}.")
    return items


def _listed(labels: str | Sequence[str]) -> list[str]:
    held = [labels] if isinstance(labels, str) else list(labels)
    if not all(isinstance(label, str) for label in held):
        raise ResultError("labels must be texts.")
    return list(dict.fromkeys(held))


def _plain(value: Mapping[str, Any], where: str) -> dict[str, Any]:
    try:
        return jsontext.loads(jsontext.dumps(dict(value)))
    except ValueError as error:
        raise ResultError(f"{where}: {error}.") from None
