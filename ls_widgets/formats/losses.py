"""What an export or import could not carry: counted by kind, with the first places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ls_widgets.formats.records import Record
    from ls_widgets.model.wire import Item

PLACES = 3


@dataclass(slots=True)
class Loss:
    """One kind of thing that was left out: how often, and where first."""

    kind: str
    count: int = 0
    places: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        places = f" ({'; '.join(self.places)}{'; …' if self.count > len(self.places) else ''})"
        return f"{self.count:,} × {self.kind}{places if self.places else ''}"


class Losses:
    """Kinds of losses in the order they were met; empty where everything was carried."""

    def __init__(self) -> None:
        self._kinds: dict[str, Loss] = {}

    def add(
        self,
        kind: str,
        record: Record | None = None,
        item: Item | None = None,
        *,
        count: int = 1,
        note: str = "",
        place: str = "",
    ) -> None:
        """Counts a loss of a kind, such as ``relation``, on a task or region, or at a place of a file."""
        loss = self._kinds.get(kind)
        if loss is None:
            loss = self._kinds[kind] = Loss(kind)
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
