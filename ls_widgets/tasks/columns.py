"""A config's variables against the columns of a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ls_widgets.errors import TaskError

if TYPE_CHECKING:
    from ls_widgets.config.label_config import LabelConfig


@dataclass(frozen=True, slots=True)
class _Columns:
    columns: Sequence[str]


def fits(columns: Sequence[str], config: LabelConfig | None) -> bool:
    """Whether the columns hold every variable that the config needs."""
    return config is None or not config.check(_Columns(columns))


def check_columns(columns: Sequence[str], config: LabelConfig, *, hint: str = "") -> None:
    """Raises a :class:`TaskError` that names each missing variable, its tag, the columns and a near one."""
    problems = config.check(_Columns(columns))
    if problems:
        lines = [str(problem) for problem in problems]
        raise TaskError("\n".join(lines) + (f" {hint}" if hint else ""))


def first_key(config: LabelConfig | None) -> str:
    """The column name of sources without one: the config's first data key, or ``text``."""
    key = None if config is None else next(iter(config.data_keys.values()), None)
    return key.column if key else "text"


def picture_columns(config: LabelConfig) -> frozenset[str]:
    """Columns that the config shows as images."""
    return frozenset(
        name
        for key in config.data_keys.values()
        for need in key.needs
        if need.tag.spec is not None
        and need.tag.spec.surface == "image"
        and need.attr in ("value", "valueList")
        for name in (key.name, key.column)
    )
