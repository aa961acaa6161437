"""Pictures with upright boxes alone, as most are: read in a fraction of the time of `pictures`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, Struct, defstruct, to_builtins

from ls_widgets.formats.job import Job
from ls_widgets.formats.json_blocks import Decode
from ls_widgets.formats.pictures import MOST_PIXELS, Picture, pictures_of
from ls_widgets.formats.plain import Absent, Plain, PlainTask, read_plain, task_kind
from ls_widgets.formats.records import Record
from ls_widgets.formats.source import loads
from ls_widgets.model.wire import Item

Place = Annotated[float, Meta(gt=-1e9, lt=1e9)]
Side = Annotated[float, Meta(ge=0, lt=1e9)]
Pixels = Annotated[int, Meta(gt=0, le=MOST_PIXELS)]


class Value(Struct, gc=False):
    """An upright rectangle with one label, in percent of the picture."""

    x: Place
    y: Place
    width: Side
    height: Side
    rectanglelabels: Annotated[list[str], Meta(min_length=1, max_length=1)]
    rotation: Annotated[float, Meta(ge=0, le=0)] = 0


class PlainBox(Struct, gc=False, kw_only=True):
    """A result that is such a rectangle on the picture itself, not on a page of it."""

    id: Any = None
    value: Value
    original_width: Pixels
    original_height: Pixels
    item_index: Absent = UNSET


def read_pictures(job: Job) -> Iterator[tuple[Picture, Sequence[PlainBox] | None]]:
    """Each picture of the records; with its boxes where all results of the record are plain boxes on it.

    Such a picture has its size, and `items_of` gives the results that `pictures` knows. Else None.
    """
    found = _only_control(job)
    decode: Decode = loads if found is None else Plain(_kind(*found))
    name = "" if found is None else found[1]
    variable = job.layout.variable(name)

    def picture(index: int, task: PlainTask) -> tuple[Picture, Sequence[PlainBox]] | None:
        return _plain(index, task, name, variable)

    def pictures(record: Record) -> Iterator[tuple[Picture, None]]:
        return ((one, None) for one in pictures_of(job, record))

    return read_plain(job, decode, picture, pictures)


def items_of(boxes: Sequence[PlainBox]) -> list[Item]:
    """The results of plain boxes, without what no format of pictures asks for."""
    return to_builtins(boxes)


def _only_control(job: Job) -> tuple[str, str] | None:
    """The names of a config's one RectangleLabels and its one Image; None where there are more."""
    controls, images = job.layout.controls("rectanglelabels", on="Image"), job.layout.pictures
    if job.reference or len(images) != 1 or len(controls) != 1 or not controls[0].name:
        return None
    return (controls[0].name, images[0]) if [*controls[0].to_name] == images else None


def _kind(control: str, name: str) -> type[PlainTask]:
    """Tasks with results of this control alone."""
    about = [(key, Literal[value]) for key, value in (
        ("type", "rectanglelabels"), ("from_name", control), ("to_name", name)
    )]  # fmt: skip
    return task_kind(defstruct("Box", about, bases=(PlainBox,), gc=False, kw_only=True))


def _plain(
    index: int, task: PlainTask, name: str, variable: str | None
) -> tuple[Picture, Sequence[PlainBox]] | None:
    """The picture of a task with an annotation that counts and has boxes."""
    annotation, address = task.annotation, task.data.get(variable or "")
    if annotation is None or not annotation.result or type(address) is not str:
        return None
    first = annotation.result[0]
    about = Record(index, {"id": task.id}, task.data, annotation.by)
    picture = Picture(about, name, 0, address, [], first.original_width, first.original_height)
    return picture, annotation.result
