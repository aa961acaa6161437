"""Tasks that are as most are, decoded into structs in a fraction of the time that dicts take.

A struct says what is plain: a task that has more, or something else, comes as a dict.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Raw, Struct, UnsetType, ValidationError, to_builtins
from msgspec.json import Decoder

from ls_widgets.formats import jsonio

Task = TypeVar("Task", bound=Struct)

Absent = UnsetType
"""Type of a field that plain tasks do not have; its default is ``UNSET``."""


class Plain(Generic[Task]):
    """Decodes JSON lists of tasks: those that are plain as structs, all others as dicts."""

    def __init__(self, kind: type[Task]) -> None:
        self._list = Decoder(list[kind])
        self._task = Decoder(kind)
        self._raw = Decoder(list[Raw])
        self._mixed = True

    def __call__(self, text: bytes) -> Sequence[Task | dict[str, Any]]:
        """The tasks in order; ValueError for what is no JSON."""
        if not text.isascii():
            text.decode()  # what a struct passes over is not looked at otherwise
        try:
            found = self._list.decode(text)
        except ValueError:
            return self._each(text) if self._mixed else jsonio.loads(text)
        self._mixed = True
        return found

    def _each(self, text: bytes) -> Sequence[Task | dict[str, Any]]:
        """One task after the other; a text without a plain one lets the next ones be read at once."""
        try:
            found = [self._one(raw) for raw in self._raw.decode(text)]
        except ValueError:  # NaN and the like, or not JSON
            return jsonio.loads(text)
        self._mixed = any(isinstance(task, Struct) for task in found)
        return found

    def _one(self, raw: Raw) -> Task | dict[str, Any]:
        try:
            return self._task.decode(raw)
        except ValidationError:
            return jsonio.loads(bytes(raw))


def as_dict(task: Struct | Mapping[str, Any]) -> Mapping[str, Any]:
    """A task as exporters of any task know it; a struct's has the fields that the struct names."""
    return to_builtins(task) if isinstance(task, Struct) else task
