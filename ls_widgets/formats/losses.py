"""What an export or import could not carry: counted by kind, with the first places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ls_widgets.formats.records import Record
    from ls_widgets.model.wire import Item

PLACES = 3


@dataclass(frozen=True, slots=True)
class Left:
    """A kind of thing that is left out, and why."""

    kind: str
    why: str

    def of(self, *words: object) -> Left:
        """With these words in the places that the kind has for them."""
        return Left(self.kind.format(*words), self.why)


NO_FLAGS = "a region has no flags"
NO_GROUPS = "regions have no groups"
NO_SUCH_SHAPE = "Label Studio has no such shape"
LABELS_ALONE = "a region has labels alone"
HIDDEN_POINT = Left("visibility of a key point that is covered", NO_FLAGS)
UNKNOWN_SHAPE = Left("shape of the kind {!r}", NO_SUCH_SHAPE)


@dataclass(slots=True)
class Loss:
    """One kind of thing that was left out: why where its name does not say it, how often, and where first."""

    kind: str
    why: str = ""
    count: int = 0
    places: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        places = f" ({'; '.join(self.places)}{'; …' if self.count > len(self.places) else ''})"
        why = f": {self.why}" if self.why else ""
        return f"{self.count:,} × {self.kind}{why}{places if self.places else ''}"


class Losses:
    """Kinds of losses in the order they were met; empty where everything was carried."""

    def __init__(self) -> None:
        self._kinds: dict[str, Loss] = {}

    def add(
        self,
        kind: str | Left,
        record: Record | None = None,
        item: Item | None = None,
        *,
        count: int = 1,
        note: str = "",
        place: str = "",
    ) -> None:
        """Counts a loss of a kind, such as ``relation``, on a task or region, or at a place of a file."""
        name, why = (kind.kind, kind.why) if isinstance(kind, Left) else (kind, "")
        loss = self._kinds.get(name)
        if loss is None:
            loss = self._kinds[name] = Loss(name, why)
        loss.count += count
        if record is not None and len(loss.places) < PLACES:
            loss.places.append(record.where(item) + (f": {note}" if note else ""))
        elif place and len(loss.places) < PLACES:
            loss.places.append(place)

    def __iter__(self) -> Iterator[Loss]:
        return iter(self._kinds.values())

    def __len__(self) -> int:
        return len(self._kinds)

    def __getitem__(self, kind: str) -> int:
        return self._kinds[kind].count if kind in self._kinds else 0

    def __str__(self) -> str:
        return "\n".join(f"- {loss}" for loss in self)
