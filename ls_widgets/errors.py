"""All errors that ls_widgets raises on purpose.

::

    LSWError
    ├── ConfigError          a labeling config that cannot work (``.problems``)
    ├── TaskError            task data that cannot be read or do not fit the config
    ├── ResultError          a result that cannot be stored
    ├── FormatError          a file or list that cannot be imported or exported
    ├── StoreError           the store cannot be opened, read or written
    ├── PredictionError      a model's output that is no prediction
    └── MissingExtraError    an optional package is not installed

Each message says what is wrong, where (tag and line, task key, control, region, field, file)
and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "ConfigError",
    "FormatError",
    "LSWError",
    "MissingExtraError",
    "PredictionError",
    "Problem",
    "ResultError",
    "StoreError",
    "TaskError",
]


Kind = Literal["", "other tag", "unseen"]
"""A tag that the server takes for another one, and a control that it does not see."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where it is, what is wrong, the line if known, and what to do."""

    where: str
    message: str
    line: int | None = None
    hint: str = ""
    kind: Kind = ""
    """What Label Studio's server makes of it, where it makes another thing than its editor and we."""

    def __str__(self) -> str:
        place = f"line {self.line}: " if self.line else ""
        where = f"{self.where}: " if self.where else ""
        hint = f" {self.hint}" if self.hint else ""
        return f"{place}{where}{self.message}{hint}"


class LSWError(Exception):
    """Base of every error of this package."""


class ConfigError(LSWError):
    """A labeling config that cannot work; ``problems`` holds every fault at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        lines = [str(problem) for problem in self.problems]
        if len(lines) == 1:
            super().__init__(lines[0])
        else:
            super().__init__("\n".join([f"{len(lines)} problems:", *(f"- {line}" for line in lines)]))


class TaskError(LSWError):
    """Task data that cannot be read, or that do not fit the config."""


class ResultError(LSWError):
    """A result that cannot be stored."""


class FormatError(LSWError):
    """A file or list that cannot be imported or exported."""


class StoreError(LSWError):
    """The store cannot be opened, read or written."""


class PredictionError(LSWError):
    """A model's output that is no prediction."""


class MissingExtraError(LSWError, ImportError):
    """An optional package is not installed; the message names the extra."""
