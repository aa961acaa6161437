"""Tasks with answers and labels of spans alone, as most are: read in a fraction of the time of dicts."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Union

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType, defstruct

from ls_widgets.formats.json_blocks import Decode
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.plain import Absent, Plain, PlainAnnotation, PlainTask, task_kind
from ls_widgets.formats.source import loads

SINGLE = {"choices": "choices", "textarea": "text"}
"""Types of answers of which one alone stands for itself -> the field that it is in."""
OTHERS = (
    "rating", "number", "datetime", "taxonomy", "pairwise", "ranker", "labels", "hypertextlabels",
    "paragraphlabels", "timeserieslabels",
)  # fmt: skip
"""Types of results whose values are written as they are."""


class Held(Struct, gc=False, forbid_unknown_fields=True):
    """The value of such an answer."""

    held: list[Any]


class Answer(Struct, gc=False, kw_only=True):
    """A result that is not on a picture or a page and not about a region, and that has no note."""

    id: Any = None
    from_name: str
    value: Held | dict[str, Any]
    meta: Absent = UNSET
    parentID: Absent = UNSET  # noqa: N815 - the wire name
    item_index: Absent = UNSET
    original_width: Absent = UNSET
    original_height: Absent = UNSET


class Email(Struct, gc=False):
    """An annotator who is known by it."""

    email: Annotated[str, Meta(min_length=1)]


class Annotation(PlainAnnotation, gc=False, kw_only=True):
    """An annotation with such results alone, and what a row says of it."""

    completed_by: int | str | Email | UnsetType = UNSET
    id: Any = None
    created_at: Any = None
    updated_at: Any = None
    lead_time: Any = None
    history: Any = None


class AnsweredTask(PlainTask, gc=False, kw_only=True):
    """A task whose rows say nothing of agreement."""

    agreement: Absent = UNSET


def decoder(layout: Layout) -> Decode:
    """Reads tasks as `AnsweredTask` where all results are answers of the config's controls, else as dicts."""
    names: dict[str, list[str]] = {}
    for name in layout.known:
        if "{{" not in name:
            names.setdefault(layout.kind(name), []).append(name)
    answers = [_answer(kind, names[kind]) for kind in (*SINGLE, *OTHERS) if kind in names]
    if not answers:
        return loads
    return Plain(task_kind(Union[*answers], annotation=Annotation, task=AnsweredTask))


def _answer(kind: str, names: list[str]) -> Any:
    """The results of one type."""
    fields: list[Any] = [("from_name", Literal[*names])]
    if kind in SINGLE:
        held = ("held", list[Any], msgspec.field(name=SINGLE[kind]))
        fields.append(("value", defstruct("Value", [held], bases=(Held,), gc=False)))
    else:
        fields.append(("value", dict[str, Any]))
    return defstruct(
        kind.capitalize(), fields, bases=(Answer,), tag_field="type", tag=kind, gc=False, kw_only=True
    )
