"""Annotation, region and prediction as scripts see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from ls_widgets.model.wire import AnnotationState, Item, PredictionState, Status

_CLASSIFICATIONS = frozenset(
    ("choices", "taxonomy", "textarea", "rating", "number", "datetime", "pairwise", "ranker")
)

PAYLOADS = {"textarea": "text", "chatmessage": ""}
"""Where the answer has another name than the type. A message is what its region is about, as geometry is."""


@dataclass(slots=True)
class Region:
    """All results that share an id and a geometry, main one first."""

    id: str
    object: str
    items: list[Item]

    @property
    def value(self) -> dict[str, Any]:
        """Geometry and payload of the main result, in Label Studio's units."""
        return self.items[0].get("value") or {}

    @property
    def labels(self) -> list[str]:
        """Labels of all labels controls, in the order of the results; of a Taxonomy's span its paths."""
        paths = self.value.get("taxonomy") if self.items[0].get("type") == "taxonomy" else None
        found = [" / ".join(map(str, path)) for path in paths or () if isinstance(path, list)]
        for item in self.items:
            name = str(item.get("type"))
            payload = (item.get("value") or {}).get(name) if name.endswith("labels") else None
            found.extend(label for label in payload or () if isinstance(label, str))
        return found


@dataclass(slots=True)
class Annotation:
    """One person's answer to one task; a copy, so changing it changes nothing in the project."""

    id: str
    task: str
    result: list[Item]
    status: Status
    fields: dict[str, Any] = field(default_factory=dict)
    rev: int = 0
    pending: bool = False

    @property
    def regions(self) -> list[Region]:
        """The regions in order of creation; classifications and relations are not regions."""
        found: dict[str, Region] = {}
        for item in self.result:
            name, value = item.get("id"), item.get("value")
            if isinstance(name, str) and name in found:
                found[name].items.append(item)
            elif isinstance(name, str) and isinstance(value, dict) and holds_geometry(item):
                found[name] = Region(name, str(item.get("to_name")), [item])
        return list(found.values())

    def __repr__(self) -> str:
        pending = " with unsent changes" if self.pending else ""
        return (
            f"<Annotation {self.id} of task {self.task}: {self.status}{pending}, {len(self.result)} results>"
        )


@dataclass(slots=True)
class Prediction:
    """A model's answer to one task."""

    id: str
    task: str
    result: list[Item]
    score: float | None = None
    model_version: str | None = None

    def __repr__(self) -> str:
        score = "" if self.score is None else f", score {self.score:.3g}"
        return (
            f"<Prediction {self.id} of task {self.task}: "
            f"{len(self.result)} results{score}, model {self.model_version}>"
        )


@dataclass(slots=True, frozen=True)
class Task:
    """One task: its key in the project, its place and its data."""

    key: str
    index: int
    data: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"<Task {self.index} {self.key}: {', '.join(self.data)[:60]}>"


def holds_geometry(item: Mapping[str, Any]) -> bool:
    """Whether a result marks a region: its value holds more than labels or an answer."""
    kind = str(item.get("type"))
    payload = PAYLOADS.get(kind, kind)
    held = sum(name != payload for name in item.get("value") or ())
    return held > (1 if kind in _CLASSIFICATIONS else 0)


def annotation_from_state(state: AnnotationState) -> Annotation:
    """A copy that its owner may change."""
    fields = copied(state["fields"])
    status = cast("Status", fields.pop("status", "void"))
    result = copied(state["result"])
    return Annotation(state["id"], state["task"], result, status, fields, state["rev"], state["pending"])


def prediction_from_state(state: PredictionState, task: str) -> Prediction:
    """A copy that its owner may change."""
    result = copied(state["result"])
    return Prediction(state["id"], task, result, state["score"], state["model_version"])


def copied(value: Any) -> Any:
    """A deep copy of JSON; ten times as fast as that of any object."""
    if isinstance(value, dict):
        return {name: copied(held) for name, held in value.items()}
    if isinstance(value, list):
        return [copied(held) for held in value]
    return value
