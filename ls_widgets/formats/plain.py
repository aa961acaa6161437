"""Tasks that are as most are, decoded into structs in a fraction of the time that dicts take.

A struct says what is plain: a task that has more, or something else, comes as a dict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Raw, Struct, UnsetType, ValidationError, convert, to_builtins
from msgspec.json import Decoder

from ls_widgets.formats import jsonio

Task = TypeVar("Task", bound=Struct)

Found = Mapping[str, Any]
"""A task that is not plain."""

Absent = UnsetType
"""Type of a field that plain tasks do not have; its default is ``UNSET``."""


class Plain(Generic[Task]):
    """Reads tasks: those that are plain as structs, all others as dicts."""

    def __init__(self, kind: type[Task]) -> None:
        self._kind = kind
        self._list = Decoder(list[kind])
        self._task = Decoder(kind)
        self._raw = Decoder(list[Raw])
        self._mixed = True
        """Whether to look at each task, where not all are plain: not after a block without a plain one."""

    def __call__(self, tasks: bytes | Sequence[Found]) -> Sequence[Task | Found]:
        """The tasks in order, of a JSON list or of what was read from one; ValueError for what is no JSON."""
        if not isinstance(tasks, bytes):
            return self._converted(tasks)
        if not tasks.isascii():
            tasks.decode()  # what a struct passes over is not looked at otherwise
        try:
            found = self._list.decode(tasks)
        except ValueError:
            return self._decoded_each(tasks)
        self._mixed = True
        return found

    def _decoded_each(self, text: bytes) -> Sequence[Task | Found]:
        if self._mixed:
            try:
                return self._each(self._raw.decode(text), self._task.decode, _loads)
            except ValueError:  # NaN and the like, or not JSON
                pass
        return jsonio.loads(text)

    def _converted(self, tasks: Sequence[Found]) -> Sequence[Task | Found]:
        try:
            found = convert(tasks, list[self._kind])
        except ValidationError:
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
            except ValidationError:
                found.append(other(part))
        return found


def _loads(raw: Raw) -> Found:
    return jsonio.loads(bytes(raw))


def as_dict(task: Struct | Mapping[str, Any]) -> Mapping[str, Any]:
    """A task as exporters of any task know it; a struct's has the fields that the struct names."""
    return to_builtins(task) if isinstance(task, Struct) else task
