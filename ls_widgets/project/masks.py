"""The brush and bitmask regions of a task as NumPy arrays, one for each label: read, drawn, taken away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ls_widgets.config.words import did_you_mean, listing, quote
from ls_widgets.errors import ResultError
from ls_widgets.geometry.rle import alpha_of, opaque
from ls_widgets.geometry.shapes import bitmask_value, brush_value, value_mask
from ls_widgets.model import diff as diffs
from ls_widgets.model.wire import AnnotationState, Item
from ls_widgets.project.region_controls import Controls
from ls_widgets.project.region_items import appended, new_items, relabelled, touched, without_regions
from ls_widgets.project.region_values import facts_of, payload_of, shown_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ls_widgets.project.region_edits import RegionEdits

    Mask = NDArray[np.bool_]

SHAPES = ("brush", "bitmask")
_KEYS = ("rle", "imageDataURL")


@dataclass(slots=True)
class _Drawn:
    """One region that holds a mask: its results, the one with the mask first."""

    id: str
    items: list[Item]
    labels: list[str] = field(default_factory=list)


class Masks(MutableMapping[str, Any]):
    """Label -> bool array of the picture's size, (height, width); several regions of a label are united.

    Iterating gives the labels that are drawn; a label of the config that is not drawn is all False.
    Setting an array makes it the one region of that label (an all-False one takes the label away), and
    ``del`` deletes the label's regions: each is one step of undo, and views follow at once. Arrays are
    bool, or uint8 with alpha from 0 to 255. Regions without a label go by their control's name.
    """

    def __init__(
        self,
        project: RegionEdits,
        task: str,
        *,
        find: Callable[[], AnnotationState],
        begin: Callable[[], AnnotationState],
        control: str | None = None,
        page: int = 0,
    ) -> None:
        self._project = project
        self._task = task
        self._find = find
        self._begin = begin
        self._page = page
        self._control = control
        controls = self._controls()
        self._makers = _makers(controls, control)
        self._target = controls.target(self._makers[0])

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels. ResultError where nobody knows them."""
        shown = shown_of(self._controls(), self._target, roots=self._project.image_roots)
        facts = facts_of(shown, self._project.store.states(self._task), self._target, page=self._page)
        if "original_width" in facts:
            return facts["original_width"], facts["original_height"]
        pages = shown.media if isinstance(shown.media, list) else [shown.media]
        where = f"task {self._task}: the picture at {quote(self._target)}"
        if not 0 <= self._page < len(pages):
            raise ResultError(f"{where} has {len(pages)} pages; there is no page {self._page}.")
        described = pages[self._page]
        why = described.get("error", "") if isinstance(described, dict) else ""
        raise ResultError(f"{where} is of a size that nobody here knows. {why}".rstrip())

    def regions(self, label: str | None = None) -> dict[str, Mask]:
        """Region id -> bool array, of all regions or of those with a label."""
        drawn = self._drawn(self._find())
        return {one.id: self._array(one) for one in drawn if label is None or label in one.labels}

    def __getitem__(self, label: str) -> Mask:
        import numpy as np

        union: Mask | None = None
        for drawn in self._drawn(self._find()):
            if label not in drawn.labels:
                continue
            mask = self._array(drawn)
            if union is not None and union.shape != mask.shape:
                raise ResultError(
                    f"task {self._task}: the regions of {quote(label)} lie on pictures of different sizes: "
                    "take them one by one from regions()."
                )
            union = mask if union is None else np.logical_or(union, mask, out=union)
        if union is None:
            self._check_label(label)
            return np.zeros(self.size[::-1], bool)
        return union

    def get(self, label: str, default: Any = None) -> Any:
        """The label's array, or the default where nothing of it is drawn."""
        return self[label] if any(one == label for one in self) else default

    def __setitem__(self, label: str, mask: Any) -> None:
        self._check_label(label)
        array = self._fitting(label, mask)
        drawn = label in self
        if not array.any():
            if drawn:
                del self[label]
            return
        if drawn and array.dtype == bool and self._is_already(label, array):
            return  # drawn again, it would lose its smooth edges
        state = self._begin()
        own, after = self._taken(state, label)
        if own:
            swap = {id(item): _redrawn(item, own[0].items[0], array) for item in own[0].items}
            after = without_regions([swap.get(id(item), item) for item in after], {one.id for one in own[1:]})
        else:
            made = self._new({**state, "result": after}, label, array)
            after, _ = diffs.apply(after, {}, appended(after, made))
        self._project._steps.edit(state, diffs.between(state["result"], after), "Draw mask")

    def __delitem__(self, label: str) -> None:
        if label not in self:
            self._check_label(label)
            raise KeyError(label)
        state = self._begin()
        own, after = self._taken(state, label)
        after = without_regions(after, {one.id for one in own})
        self._project._steps.edit(state, diffs.between(state["result"], after), "Delete mask")

    def __iter__(self) -> Iterator[str]:
        drawn = self._drawn(self._find())
        return iter(dict.fromkeys(label for one in drawn for label in one.labels))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __contains__(self, label: object) -> bool:
        return any(one == label for one in self)

    def __repr__(self) -> str:
        return f"<Masks of task {self._task}: {', '.join(self) or 'none'}>"

    # ---- inside ----

    def _controls(self) -> Controls:
        return Controls(self._project.config, self._project.source, self._task)

    def _drawn(self, state: AnnotationState) -> list[_Drawn]:
        """The regions that hold masks here, in order of creation."""
        found: dict[str, _Drawn] = {}
        controls = self._controls()
        for item in state["result"]:
            region, value = item.get("id"), item.get("value")
            if not isinstance(region, str) or not isinstance(value, dict):
                continue
            if region not in found:
                page = item.get("item_index") or 0
                if item.get("to_name") != self._target or page != self._page or not _holds_mask(value):
                    continue
                found[region] = _Drawn(region, [])
            found[region].items.append(item)
            if controls.gives_labels(item):
                named = value.get(payload_of(controls, item))
                found[region].labels += named if isinstance(named, list) else []
        for one in found.values():
            one.labels = list(dict.fromkeys(one.labels)) or [str(one.items[0].get("from_name"))]
        drawn = found.values()
        return [one for one in drawn if self._control in (None, one.items[0].get("from_name"))]

    def _array(self, drawn: _Drawn) -> Mask:
        main = drawn.items[0]
        width, height = main.get("original_width"), main.get("original_height")
        size = (width, height) if isinstance(width, int) and isinstance(height, int) else self.size
        try:
            return value_mask(main["value"], size)
        except ResultError as error:
            raise ResultError(f"task {self._task}, region {drawn.id}: {error}") from None

    def _is_already(self, label: str, array: Any) -> bool:
        try:
            return bool((self[label] == array).all())
        except ResultError:  # what is corrupt may be drawn anew
            return False

    def _fitting(self, label: str, mask: Any) -> Any:
        """The array, when it is a mask of the picture's size."""
        array = opaque(mask)
        shape = self.size[::-1]
        if array.shape != shape:
            turned = " It looks transposed: the height comes first." if array.shape == shape[::-1] else ""
            raise ResultError(
                f"The mask of {quote(label)} has the shape {array.shape}; the picture of task {self._task} "
                f"has {shape}.{turned}"
            )
        alpha_of(array)
        return array

    def _check_label(self, label: str) -> None:
        """ResultError for a label that no mask here has or can have."""
        if label in self:
            return
        controls = self._controls()
        offers = [controls.offered(name) for name in self._labellers(controls)]
        known = list(dict.fromkeys(one for offered in offers for one in offered or ())) or self._makers
        if label in known or (isinstance(label, str) and None in offers):
            return
        message = (
            f"There is no label {quote(label)}; there are {listing(known)}. {did_you_mean(str(label), known)}"
        )
        raise ResultError(message.rstrip())

    def _labellers(self, controls: Controls) -> list[str]:
        """The controls that give masks their labels."""
        return list(dict.fromkeys(one for name in self._makers for one in controls.labellers(name)))

    def _taken(self, state: AnnotationState, label: str) -> tuple[list[_Drawn], list[Item]]:
        """The regions that have this label alone; and the result without it on those that have others."""
        controls = self._controls()
        after, alone = list(state["result"]), []
        for one in self._drawn(state):
            if one.labels == [label]:
                alone.append(one)
            elif label in one.labels:
                left = [name for name in one.labels if name != label]
                pairs = dict(zip(map(id, one.items), relabelled(controls, one.items, left), strict=False))
                after = [held for item in after if (held := pairs.get(id(item), item)) is not None]
        return alone, after

    def _new(self, state: AnnotationState, label: str, array: Any) -> list[Item]:
        """The results of a new region, by the first control that can have the label."""
        controls = self._controls()
        labels = [] if label in self._makers and not self._labellers(controls) else [label]
        name = next((name for name in self._makers if controls.can_have(name, labels)), self._makers[0])
        value = bitmask_value(array) if controls.spec(name).shape == "bitmask" else brush_value(array)
        size = dict(zip(("original_height", "original_width"), array.shape, strict=True))
        fields: dict[str, Any] = {**size, "to_name": self._target, "image_rotation": 0}
        if self._page:
            fields["item_index"] = self._page
        return new_items(self._project, controls, state, name, value, labels=labels, fields=fields)


def _makers(controls: Controls, control: str | None) -> list[str]:
    """The controls that make masks, all on one object."""
    found = {
        name: tag.to_name
        for name, tag in controls.tags.items()
        if tag.spec is not None and tag.spec.shape in SHAPES and "{{" not in name
    }
    if not found:
        raise ResultError(
            "The config makes no masks: it has no Brush, BrushLabels, Bitmask or BitmaskLabels."
        )
    if control is not None:
        if control in found:
            return [control]
        hint = did_you_mean(control, found)
        message = f"There is no mask control {quote(control)}; there are {listing(list(found))}. {hint}"
        raise ResultError(message.rstrip())
    targets = list(dict.fromkeys(target for names in found.values() for target in names))
    if len(targets) > 1:
        raise ResultError(
            f"Masks are drawn on {listing(targets)}: say where with control=, one of {listing(list(found))}."
        )
    return sorted(found, key=lambda name: controls.spec(name).tag == "MagicWand")


def _holds_mask(value: dict[str, Any]) -> bool:
    return any(key in value for key in _KEYS)


def _redrawn(item: Item, main: Item, array: Any) -> Item:
    """A result of the region with another mask."""
    value = item.get("value")
    if not isinstance(value, dict) or not _holds_mask(value):
        return item
    made = bitmask_value(array) if "imageDataURL" in main["value"] else brush_value(array)
    size = dict(zip(("original_height", "original_width"), array.shape, strict=True))
    return {**touched(item, {**value, **made}), **{name: side for name, side in size.items() if name in item}}
