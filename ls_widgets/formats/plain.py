"""Tasks that are as most are, decoded into structs in a fraction of the time that dicts take.

A struct says what is plain: a task that has more, or something else, comes as a dict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Generic, TypeVar

from msgspec import UNSET, Meta, Raw, Struct, UnsetType, convert, defstruct, to_builtins
from msgspec.json import Decoder

from ls_widgets.formats import jsonio
from ls_widgets.formats.job import Job
from ls_widgets.formats.json_blocks import Decode
from ls_widgets.formats.records import Controls, Record, records_of

Task = TypeVar("Task", bound=Struct)
Made = TypeVar("Made")
Found = Mapping[str, Any]
"""A task that is not plain."""

Absent = UnsetType
"""Type of a field that plain tasks do not have; its default is ``UNSET``."""


class PlainAnnotation(Struct, gc=False, kw_only=True):
    """An annotation that may count, with results of known kinds alone."""

    result: list[Any]
    was_cancelled: bool = False
    skipped: Absent = UNSET
    completed_by: Any = UNSET
    user: Absent = UNSET
    created_username: str | UnsetType | None = UNSET

    @property
    def by(self) -> dict[str, Any]:
        """What says who made it, as `author_of` knows it."""
        if self.completed_by is not UNSET:
            return {"completed_by": self.completed_by}
        return {} if self.created_username is UNSET else {"created_username": self.created_username}


class PlainTask(Struct, gc=False, kw_only=True):
    """A task with at most one annotation."""

    id: Any = None
    data: dict[str, Any]
    annotations: Annotated[list[Any], Meta(max_length=1)]
    drafts: tuple[()] = ()

    @property
    def annotation(self) -> Any:
        """The annotation, where there is one and it counts."""
        found = self.annotations[0] if self.annotations else None
        return None if found is None or found.was_cancelled else found


def task_kind(
    result: Any, *, annotation: type[Struct] = PlainAnnotation, task: type[Task] = PlainTask
) -> type[Task]:
    """Tasks with annotations that hold such results alone."""
    about: Any = defstruct(
        "Annotation", [("result", list[result])], bases=(annotation,), gc=False, kw_only=True
    )
    field: Any = ("annotations", Annotated[list[about], Meta(max_length=1)])
    made: Any = defstruct("Task", [field], bases=(task,), gc=False, kw_only=True)
    return made


class Plain(Generic[Task]):
    """Reads tasks: those that are plain as structs, all others as dicts."""

    def __init__(self, kind: type[Task]) -> None:
        self._kind = kind
        self._list = Decoder(list[kind])
        self._task = Decoder(kind)
        self._raw = Decoder(list[Raw])
        self._mixed = True
        """Whether to look at each task, where not all are plain: not after a block without a plain one."""

    def __call__(self, tasks: memoryview | Sequence[Found]) -> Sequence[Task | Found]:
        """The tasks in order, of a JSON list or of what was read from one; ValueError for what is no JSON."""
        if not isinstance(tasks, memoryview):
            return self._converted(tasks)
        try:
            found = self._list.decode(tasks)
        except ValueError:
            return self._decoded_each(tasks)
        self._mixed = True
        return found

    def _decoded_each(self, text: memoryview[Any]) -> Sequence[Task | Found]:
        if self._mixed:
            try:
                return self._each(self._raw.decode(text), self._task.decode, _loads)
            except ValueError:  # NaN and the like, or not JSON
                pass
        return jsonio.loads(text)

    def _converted(self, tasks: Sequence[Found]) -> Sequence[Task | Found]:
        try:
            found = convert(tasks, list[self._kind])
        except ValueError:
            if not self._mixed:
                return tasks
            return self._each(tasks, lambda task: convert(task, self._kind), lambda task: task)
        self._mixed = True
        return found

    def _each(
        self, parts: Sequence[Any], plain: Callable[[Any], Task], other: Callable[[Any], Found]
    ) -> Sequence[Task | Found]:
        found: list[Task | Found] = []
        self._mixed = False
        for part in parts:
            try:
                found.append(plain(part))
                self._mixed = True
            except ValueError:  # what is no such struct, and halves of characters
                found.append(other(part))
        return found


def _loads(raw: Raw) -> Found:
    return jsonio.loads(bytes(raw))


def read_plain(
    job: Job,
    decode: Decode,
    make: Callable[[int, Any], Made | None],
    others: Callable[[Record], Iterable[Made]],
) -> Iterator[Made]:
    """What is made of each plain task and its position, and of the records of all others, in order.

    A task of which nothing is made is read as any other; it has the fields that its struct names.
    """
    controls, start = Controls(job.layout), 0
    for block in job.tasks.blocks(decode):
        plain = {kind for kind in {*map(type, block)} if issubclass(kind, Struct)}
        for index, task in enumerate(block, start):
            is_plain = type(task) in plain
            made = make(index, task) if is_plain else None
            if made is not None:
                yield made
                continue
            other = to_builtins(task) if is_plain else task
            for record in records_of(index, other, controls, job.losses, newest=job.newest):
                yield from others(record)
        start += len(block)
