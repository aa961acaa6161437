"""What a format gets to write from, and what it is: the contract of the modules beside this one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from ls_widgets.formats.layout import Layout
from ls_widgets.formats.losses import Losses
from ls_widgets.formats.records import Record, read_records
from ls_widgets.formats.source import Source
from ls_widgets.formats.staging import Staging


@dataclass(slots=True)
class Shown:
    """A picture of a task: its size as seen, and its bytes with the suffix of their kind."""

    width: int
    height: int
    suffix: str
    read: Callable[[], bytes]


class Media(Protocol):
    """Files behind task data; None for what is elsewhere or cannot be read."""

    def picture(self, index: int, variable: str) -> Shown | None:
        """The picture that a variable of the task at a position shows."""
        ...

    def file(self, index: int, variable: str) -> Path | bytes | None:
        """The file that a variable of the task at a position names."""
        ...


class NoMedia:
    """Task data alone, without the files that they name."""

    def picture(self, index: int, variable: str) -> Shown | None:
        return None

    def file(self, index: int, variable: str) -> Path | bytes | None:
        return None


@dataclass
class Job:
    """One export. A format's module has ``why_not(layout) -> str`` and ``write(job) -> None``."""

    layout: Layout
    tasks: Source
    folder: Staging
    losses: Losses
    media: Media
    reference: bool
    """Write what Label Studio's converter writes, its faults included."""
    newest: bool
    """Only the newest annotation of a task counts."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """The format's own options, each present."""

    def records(self) -> Iterator[Record]:
        """A record for each annotation that counts, losses counted."""
        return read_records(self.tasks, self.layout, self.losses, newest=self.newest)

    @cached_property
    def sizes(self) -> dict[tuple[int, str], Shown | None]:
        """Pictures looked at so far."""
        return {}


def any_config(_layout: Layout) -> str:
    """The ``why_not`` of formats that any config can be exported to."""
    return ""


class Module(Protocol):
    """What a module of a format has."""

    def why_not(self, layout: Layout) -> str:
        """Why a config cannot be exported so; empty where it can."""
        ...

    def write(self, job: Job) -> None:
        """Writes the files into ``job.folder``, and counts in ``job.losses`` what they cannot hold."""
        ...
