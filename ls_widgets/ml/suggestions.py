"""What a model answers to a prompt, in whatever form, as Label Studio results."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from numbers import Real
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import PredictionError, ResultError
from ls_widgets.geometry.boxes import Box, bounds, box_corners
from ls_widgets.geometry.contours import mask_polygons
from ls_widgets.geometry.polygons import polygon_mask
from ls_widgets.geometry.rle import opaque
from ls_widgets.geometry.shapes import bitmask_value, box_value, brush_value, polygon_value
from ls_widgets.model import jsontext
from ls_widgets.model.ids import new_id
from ls_widgets.model.wire import AnnotationState, Item
from ls_widgets.project.prompt import Prompt
from ls_widgets.project.region_controls import Controls
from ls_widgets.project.region_items import new_items
from ls_widgets.project.region_values import payload_of

if TYPE_CHECKING:
    from ls_widgets.project.region_edits import RegionEdits

_MASKS = ("brush", "bitmask")
_SMOOTH = 1.0
_SMALLEST = 4.0
"""Pixels: how far a polygon may leave the mask that it stands for, and what is too little of it."""


def suggested(
    output: Any, prompt: Prompt, *, project: RegionEdits, controls: Controls, facts: Mapping[str, Any]
) -> list[Item]:
    """A model's output for a prompt as whole results with ids, sizes and controls.

    ``output``: a bool or uint8 array of the picture's size (or several), a polygon as a list of (x, y)
    in pixels, a `Box` in pixels, a value such as ``{"x": 1, "y": 2, "width": 3, "height": 4}`` in Label
    Studio's units, results, a prediction with ``result``, a list of any of these, or None. Raises
    PredictionError for anything else, and for results that do not fit the config.
    """
    maker = _Maker(prompt, project, controls, facts)
    items: list[Item] = []
    for part in _parts(output, prompt):
        try:
            items += maker.items(part)
        except ResultError as error:
            raise PredictionError(f"a suggestion does not fit: {error}") from None
    problems = project.config.validate_result(items)
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise PredictionError(f"a suggestion does not fit: {problems[0]}{more}")
    return items


def completed(
    item: Mapping[str, Any], controls: Controls, *, facts: Mapping[str, Any], label: str | None = None
) -> Item:
    """A result with what the config and the picture say of it: id, object, type, sizes, label.

    PredictionError for one without control or value.
    """
    try:
        made: Item = jsontext.loads(jsontext.dumps(dict(item)))
    except ValueError as error:
        raise PredictionError(f"a result is no JSON: {error}.") from None
    if made.get("type") == "relation":
        return made
    name = made.get("from_name") or next(
        (name for name, tag in controls.tags.items() if str(tag.tag).lower() == made.get("type")), None
    )
    tag = controls.tag(name) if isinstance(name, str) else None
    if tag is None or tag.spec is None:
        known = ", ".join(controls.tags)
        raise PredictionError(f"a result names the control {name!r}; there are {known}.")
    if not isinstance(made.get("value"), dict):
        raise PredictionError(f"a result of {name!r} has no value.")
    to_name = made.get("to_name") or controls.target(str(name))
    sizes = facts if controls.surface(to_name) == "image" and not tag.spec.classification else {}
    kind = tag.spec.result_type or str(tag.tag).lower()
    whole: Item = {
        **sizes,
        "id": new_id(),
        "origin": "prediction",
        **made,
        "from_name": name,
        "to_name": to_name,
        "type": made.get("type") or kind,
    }
    payload = payload_of(controls, whole)
    if tag.spec.labels and payload not in whole["value"] and label is not None:
        offered = controls.offered(str(name))
        if offered is None or label in offered:
            whole["value"][payload] = [label]
    return whole


class _Maker:
    """Makes results of one prompt's answer."""

    def __init__(
        self, prompt: Prompt, project: RegionEdits, controls: Controls, facts: Mapping[str, Any]
    ) -> None:
        self.prompt = prompt
        self.project = project
        self.controls = controls
        self.facts = facts

    def items(self, part: Any) -> list[Item]:
        if isinstance(part, Mapping):
            if "value" in part or part.get("type") == "relation":
                return [completed(part, self.controls, facts=self.facts, label=self.prompt.label)]
            return self.of_value(part)
        if isinstance(part, Box):
            return self.of_box(part)
        if isinstance(part, list):
            return self.of_polygon(part)
        return self.of_mask(part)

    def of_mask(self, mask: Any) -> list[Item]:
        if not mask.any():
            return []
        shape, name = self.control("brush", "bitmask", "polygon", "rectangle")
        if shape in _MASKS:
            return self.new(name, bitmask_value(mask) if shape == "bitmask" else brush_value(mask))
        parts = mask_polygons(mask, tolerance=_SMOOTH, smallest=_SMALLEST)
        if shape == "polygon":
            return [item for points in parts for item in self.new(name, polygon_value(points, self.size))]
        return self.of_box(bounds([point for points in parts for point in points])) if parts else []

    def of_polygon(self, points: list[Any]) -> list[Item]:
        shape, name = self.control("polygon", "brush", "bitmask", "rectangle")
        if shape == "polygon":
            return self.new(name, polygon_value(points, self.size))
        if shape == "rectangle":
            return self.new(name, box_value(bounds(points), self.size))
        return self.of_mask(polygon_mask(points, *self.size))

    def of_box(self, box: Box) -> list[Item]:
        shape, name = self.control("rectangle", "polygon", "brush", "bitmask")
        if shape == "rectangle":
            return self.new(name, box_value(box, self.size))
        return self.of_polygon(box_corners(box))

    def of_value(self, value: Mapping[str, Any]) -> list[Item]:
        name = self.holder(value)
        spec = self.controls.spec(name)
        payload = spec.payload or "labels"
        given = value.get(payload, value.get("labels"))
        if spec.classification:
            item = {"from_name": name, "value": value}
            return [completed(item, self.controls, facts=self.facts)]
        labels = [given] if isinstance(given, str) else given if isinstance(given, list) else None
        geometry = {key: held for key, held in value.items() if key not in (payload, "labels")}
        return self.new(name, geometry, labels=labels)

    def new(self, name: str, value: Mapping[str, Any], *, labels: list[str] | None = None) -> list[Item]:
        if labels is None:
            label = self.prompt.label
            labels = [label] if label is not None and self.controls.can_have(name, [label]) else []
        blank: AnnotationState = {
            "id": "", "task": self.prompt.task, "rev": 0, "result": [], "pending": False, "fields": {}
        }  # fmt: skip
        fields = {**self.facts, "to_name": self.prompt.object, "origin": "prediction"}
        return new_items(self.project, self.controls, blank, name, value, labels=labels, fields=fields)

    def control(self, *shapes: str) -> tuple[str, str]:
        """Shape and name of the control that draws the first of these shapes here."""
        found = [
            (shapes.index(tag.spec.shape), *self.rank(name), at, name)
            for at, (name, tag) in enumerate(self.controls.tags.items())
            if tag.spec and tag.spec.shape in shapes and self.prompt.object in tag.to_name
        ]
        if not found:
            raise PredictionError(
                f"no control of {self.prompt.object!r} can hold that; it takes {' or '.join(shapes)}."
            )
        best = min(found)
        return shapes[best[0]], best[-1]

    def holder(self, value: Mapping[str, Any]) -> str:
        """The control whose results have the keys of a value."""
        found: list[tuple[Any, ...]] = []
        for at, (name, tag) in enumerate(self.controls.tags.items()):
            spec = tag.spec
            if spec is None or self.prompt.object not in tag.to_name:
                continue
            if spec.payload is not None and spec.payload in value and spec.payload != "labels":
                return name
            span = spec.labels and not spec.shape and {"start", "end"} <= value.keys()
            needed = [key for key, held in spec.value.keys.items() if held.required] if spec.value else []
            if span or (needed and all(key in value for key in needed)):
                odd = set(value) - set(spec.value.keys if spec.value else ())
                found.append((len(odd), *self.rank(name), at, name))
        if not found:
            raise PredictionError(
                f"no control of {self.prompt.object!r} has results with {', '.join(map(str, value))[:80]}."
            )
        return min(found)[-1]

    def rank(self, name: str) -> tuple[bool, bool, bool]:
        """What makes a control less fit than others of its shape."""
        label = self.prompt.label
        misses = label is not None and not self.controls.can_have(name, [label])
        return misses, self.controls.spec(name).tag == "MagicWand", name != self.prompt.control

    @property
    def size(self) -> tuple[int, int]:
        if self.prompt.size is None:
            raise PredictionError("the size of the picture is not known: give results in percent.")
        return self.prompt.size


def _parts(output: Any, prompt: Prompt) -> Iterator[Any]:
    """Results and values as mappings, masks as arrays, polygons as lists, boxes."""
    if output is None:
        return
    if isinstance(output, Mapping):
        if "result" not in output:
            yield output
        elif isinstance(output["result"], list | tuple):
            yield from _parts(list(output["result"]), prompt)
        else:
            raise PredictionError("the result of a prediction must be a list.")
    elif isinstance(output, Box):
        yield output
    elif hasattr(output, "__array__") or hasattr(output, "__array_interface__"):
        yield from _arrays(output, prompt)
    elif isinstance(output, list | tuple):
        if len(output) >= 3 and all(_is_pair(point) for point in output):
            yield [(float(x), float(y)) for x, y in output]
        else:
            for part in output:
                yield from _parts(part, prompt)
    else:
        raise PredictionError(
            f"suggest= gave {type(output).__name__} {str(output)[:60]!r}; it gives a mask, a polygon, a box, "
            "results, or None."
        )


def _arrays(output: Any, prompt: Prompt) -> Iterator[Any]:
    import numpy as np

    try:
        array = np.asarray(output)
    except Exception as error:  # arrays of other libraries raise errors of every kind
        raise PredictionError(f"suggest= gave no array that can be read: {error}") from error
    shape = prompt.size[::-1] if prompt.size else None
    if array.size == 0:
        return
    if array.ndim in (2, 3) and array.shape[-2:] == shape:
        for mask in array if array.ndim == 3 else [array]:
            yield opaque(mask)
    elif array.ndim == 2 and array.shape[1] == 2 and array.dtype.kind in "iuf":
        yield [(float(x), float(y)) for x, y in array]
    else:
        raise PredictionError(
            f"suggest= gave an array of shape {array.shape}; a mask of this picture has {shape}."
        )


def _is_pair(point: Any) -> bool:
    return (
        isinstance(point, Sequence | _array_type())
        and len(point) == 2
        and all(isinstance(part, Real) for part in point)
    )


def _array_type() -> type:
    import numpy as np

    return np.ndarray
