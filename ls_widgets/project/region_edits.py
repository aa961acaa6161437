"""Regions made and changed by a script, as the view would make them: one op each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError
from ls_widgets.model import diff as diffs
from ls_widgets.model.ids import new_id
from ls_widgets.model.records import Annotation
from ls_widgets.model.wire import AnnotationState, Item
from ls_widgets.project.region_controls import Controls
from ls_widgets.project.region_items import (
    appended,
    changes,
    items_of,
    listed,
    new_items,
    plain,
    relabelled,
    reshaped_items,
    without_regions,
)

if TYPE_CHECKING:
    from ls_widgets.config import LabelConfig
    from ls_widgets.project.masks import Masks
    from ls_widgets.project.steps import Steps
    from ls_widgets.stores.base import Store
    from ls_widgets.tasks.source import TaskSource

_NOUNS = {"rectangle": "box", "message": "message", **dict.fromkeys(("span", "text", "hypertext"), "span")}


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

        def key(self, task: Any) -> str: ...

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
            value: Its geometry in Label Studio's units. Spans of Text and HyperText: ``start`` and ``end`` in
                code points of what is shown (text and XPaths are found from them); of Paragraphs the
                numbers of the phrases, with ``startOffset`` and ``endOffset`` in UTF-16 units or for all
                of them. On pictures percent of its width and height:
                Rectangle ``x, y, width, height[, rotation]``, Ellipse ``x, y, radiusX, radiusY[, rotation]``
                (x and y are its middle), KeyPoint ``x, y[, width]``, Polygon ``points`` as pairs,
                Vector ``vertices`` as objects with x and y. Masks: ``geometry.brush_value(array)`` or
                ``geometry.bitmask_value(array)``; `masks` draws them by label. A message of a Chat:
                ``{"chatmessage": {"role": "user", "content": "hi"}}``. A span of a Taxonomy with ``labeling``
                has its paths with it: ``{"start": 0, "end": 4, "taxonomy": [["Place", "City"]]}``.
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
        made = new_items(self, controls, state, from_name, value, labels=listed(labels), fields=fields)
        noun = controls.noun(made[0]["from_name"], _NOUNS)
        verb = "Add" if noun == "message" else "Draw"
        self._steps.edit(state, appended(state["result"], made), f"{verb} {noun}")
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
        items = items_of(state, region)
        controls = Controls(self.config, self.source, state["task"])
        after = reshaped_items(self, controls, items, plain(value, "value"))
        label = "Change region"
        if labels is not None:
            after = relabelled(controls, after, listed(labels))
            label = label if value else "Relabel"
        self._check([item for item in after if item is not None], before=items)
        return self._steps.edit(state, changes(state["result"], items, after), label)

    def delete_region(self, annotation: Annotation | str, region: str) -> Annotation:
        """Deletes a region with its answers and relations; its children move up. One step of undo.

        Raises:
            ResultError: For an unknown region.
            StoreError: When it cannot be stored.
        """
        state = self._state_of(annotation)
        items_of(state, region)
        after = without_regions(state["result"], {region})
        return self._steps.edit(state, diffs.between(state["result"], after), "Delete region")

    def masks(
        self,
        task: Any,
        *,
        annotation: Annotation | str | None = None,
        control: str | None = None,
        page: int = 0,
    ) -> Masks:
        """The masks of a task, label -> bool array of the picture's size; setting an array draws it.

        Args:
            task: A key, a position or a `Task`.
            annotation: Whose regions; by default the newest annotation, or a new draft when something
                is drawn where there is none.
            control: A Brush, BrushLabels, Bitmask or BitmaskLabels by name, where there are several.
            page: Of a list of pictures.

        Raises:
            ResultError: For a config without such a control; later for an unknown label, a mask that is
                corrupt or an array of another size.

        >>> import numpy as np
        >>> from ls_widgets import Project
        >>> project = Project([{"image": np.zeros((2, 3))}], '<View><Image name="img" value="$image"/>'
        ...     '<BrushLabels name="b" toName="img"><Label value="road"/></BrushLabels></View>', store=None)
        >>> masks = project.masks(0)
        >>> masks["road"] = np.array([[True, False, False], [True, True, False]])
        >>> masks, int(masks["road"].sum())
        (<Masks of task ...: road>, 3)
        """
        key = self.key(task)
        fresh = Annotation(new_id(), key, [], "void")

        def find() -> Annotation | str:
            if annotation is not None:
                return annotation
            newest = self._newest(key)
            return newest["id"] if newest else fresh

        return self.masks_of(key, find, control=control, page=page)

    def masks_of(
        self,
        key: str,
        find: Callable[[], Annotation | str],
        *,
        begin: Callable[[], Annotation | str] | None = None,
        control: str | None = None,
        page: int = 0,
    ) -> Masks:
        """As `masks`, of the annotation that ``find`` gives when read and ``begin`` before a change."""
        from ls_widgets.project.masks import Masks

        return Masks(
            self,
            key,
            find=lambda: self._state_of(find()),
            begin=lambda: self._state_of((begin or find)()),
            control=control,
            page=page,
        )

    def _newest(self, key: str) -> AnnotationState | None:
        live = [s for s in self.store.states(key) if s["fields"].get("status") not in ("void", "deleted")]
        return live[-1] if live else None

    def _state_of(self, annotation: Annotation | str) -> AnnotationState:
        """The stored state; a blank one for an annotation that is stored with its first change."""
        if not isinstance(annotation, Annotation) or annotation.rev > 0:
            return self._known(annotation)
        stored = self.store.state(annotation.id)
        return stored or {
            "id": annotation.id,
            "task": annotation.task,
            "rev": 0,
            "result": list(annotation.result),
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
