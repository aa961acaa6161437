"""What a store is: the interface that the project uses and every store is tested against."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ls_widgets.model.lsjson import Incoming
from ls_widgets.model.wire import AnnotationState, Diff, Op


@dataclass(slots=True, frozen=True)
class Conflict:
    """Two authors changed the same: the later change shows, the earlier state is kept."""

    annotation: str
    kept_as: str
    """Annotation that holds the earlier state; the same one where nothing had to be set aside."""
    message: str


@dataclass(slots=True, frozen=True)
class Applied:
    """One op that is durable now, and the annotation after the batch's op."""

    client: str
    seq: int
    kind: str
    task: str
    annotation: str
    rev: int
    state: AnnotationState
    duplicate: bool = False
    """The op had been stored before; nothing was changed."""
    merged: bool = False
    """``state`` holds changes of others that the op's author had not seen."""
    conflict: Conflict | None = None
    op: Op | None = None
    """The op with the change as it was made here, on revision ``base_rev``; None for a duplicate."""


@dataclass(slots=True, frozen=True)
class StoreInfo:
    """Where labels are kept, in words for the footer."""

    location: str
    durable: bool
    writable: bool
    notice: str = ""


@dataclass(slots=True)
class Envelope:
    """What an imported annotation or draft carried besides its result, key order included."""

    source: str
    """Identity of the import: the same thing imported twice has the same source."""
    role: str
    """``annotation`` or ``draft``."""
    body: dict[str, Any]


@dataclass(slots=True)
class Stored:
    """An annotation with what the store knows of it besides its state."""

    state: AnnotationState
    snapshot: list[dict[str, Any]]
    """The result as last submitted."""
    number: int
    author: str
    created_at: str
    updated_at: str
    envelope: Envelope | None = None


@dataclass(slots=True, frozen=True)
class Change:
    """One op as the history tells it."""

    n: int
    at: str
    at_client: str
    author: str
    task: str
    annotation: str
    rev: int
    kind: str
    label: str
    client: str
    seq: int
    diff: Diff
    note: str = ""


@dataclass(slots=True)
class Version:
    """The submitted result of an annotation at one revision."""

    rev: int
    at: str
    author: str
    kind: str
    result: list[dict[str, Any]]


class Store(Protocol):
    """Safe for threads. Every write is durable when the call returns, or raises StoreError."""

    @property
    def info(self) -> StoreInfo: ...

    def apply(self, ops: Sequence[Op], author: str) -> list[Applied]:
        """Stores a batch as a whole: each ``(client, seq)`` once, conflicts resolved.

        One answer for each op; an earlier version that had to be kept beside is a step of its own.
        """
        ...

    def add_imported(self, rows: Sequence[Incoming]) -> int:
        """Stores what is not there yet; how many were new."""
        ...

    def imported_sources(self) -> set[str]: ...

    def add_predictions(self, rows: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
        """Rows of task, source and body; the same source again replaces the body."""
        ...

    def predictions(self, task: str) -> list[tuple[str, dict[str, Any]]]: ...

    def predictions_among(self, tasks: Sequence[str]) -> dict[str, list[tuple[str, dict[str, Any]]]]:
        """Task -> what :meth:`predictions` gives for it, for those of many tasks that have any."""
        ...

    def all_predictions(self) -> dict[str, list[tuple[str, dict[str, Any]]]]: ...

    def state(self, annotation: str) -> AnnotationState | None: ...

    def states(self, task: str) -> list[AnnotationState]:
        """All annotations of a task in order of creation, void and deleted ones included."""
        ...

    def stored(self, task: str | None = None) -> list[Stored]:
        """The annotations of one task, or of all from one moment, in order of creation."""
        ...

    def stored_among(self, tasks: Sequence[str]) -> dict[str, list[Stored]]:
        """Task -> what :meth:`stored` gives for it, for those of many tasks that have annotations."""
        ...

    def versions(self, annotation: str) -> list[Version]: ...

    def statuses(self, task: str | None = None) -> dict[str, dict[str, int]]:
        """Task key -> annotation status -> count, for tasks that have annotations, or for one."""
        ...

    def undo_stack(self, author: str, limit: int) -> list[Op]: ...

    def redo_stack(self, author: str, limit: int) -> list[Op]: ...

    def history(self) -> list[Change]: ...

    def acked(self, client: str) -> int:
        """The highest seq up to which everything of this client is stored."""
        ...

    def get_meta(self, name: str) -> str | None: ...

    def set_meta(self, name: str, value: str) -> None: ...

    def others_wrote(self) -> bool:
        """Whether another process changed the store since the last call."""
        ...

    def close(self) -> None: ...


class Database(Protocol):
    """One connection that runs SQL. `SqlStore` serialises its use."""

    info: StoreInfo

    def execute(self, statement: str, params: dict[str, Any] | None = None) -> list[tuple[Any, ...]]: ...

    def executemany(self, statement: str, rows: Iterable[dict[str, Any]]) -> None: ...

    def ready(self) -> Sequence[Database]:
        """Called before each transaction: reconnects where the process or the file is another one.

        Returns former connections whose ops must be carried over.
        """
        ...

    def others_wrote(self) -> bool: ...

    def close(self) -> None: ...
