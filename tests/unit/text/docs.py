"""As much of a spaCy document as spans need; real ones have the same names."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ls_widgets.text import words


@dataclass
class Piece:
    start_char: int
    end_char: int
    label_: str


@dataclass
class Token:
    idx: int
    text: str

    def __len__(self) -> int:
        return len(self.text)


@dataclass
class Doc:
    text: str
    ents: tuple[Any, ...] = ()
    spans: dict[str, Any] = field(default_factory=dict)

    def __iter__(self) -> Any:
        return iter([Token(start, self.text[start:end]) for start, end in words(self.text)])

    def char_span(self, start: int, end: int, *, label: str, alignment_mode: str) -> Piece | None:
        assert alignment_mode == "expand"
        inside = [(a, b) for a, b in words(self.text) if a < end and b > start]
        return Piece(inside[0][0], inside[-1][1], label) if inside else None

    def set_ents(self, ents: list[Any]) -> None:
        self.ents = tuple(ents)
