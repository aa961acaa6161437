"""Numbers of labels, as Label Studio's converter gives them to COCO and YOLO."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ls_widgets.config.tree import Tag
from ls_widgets.formats.job import Job

MOST = 10_000
"""Highest number of a label that is kept: files have a line for each number below it."""


class Categories:
    """Label -> number. ``category`` of a Label fixes its number; the others get free ones by name.

    For the reference all labels of the config count, those of Choices included, and a label that the
    config does not have gets the number of labels so far, taken or not.
    """

    def __init__(self, job: Job, controls: Iterable[Tag], *, unlisted: Iterable[str] = ()) -> None:
        """``unlisted``: labels that are no categories; for the reference they take numbers all the same."""
        self._reference = job.reference
        self.ids: dict[str, int] = {}
        """In the order of the list: those with a number of their own first."""
        hidden = set(unlisted)
        fixed: dict[str, int] = {}
        names: set[str] = set()
        for tag in job.layout.labels(list(controls)):
            name = tag.stored
            if name is None or (name in hidden and not job.reference):
                continue
            number = _number(tag.attrs.get("category"))
            shared = number in fixed.values() and not job.reference
            if number is not None and name not in fixed and not shared:
                fixed[name] = number
            names.add(name)
        self.ids.update(fixed)
        self._taken = set(fixed.values())
        self._reserved = 0
        for name in sorted(names - set(fixed)):
            self.ids[name] = self._free()
        for name in hidden:
            self.ids.pop(name, None)

    def __getitem__(self, label: str) -> int:
        """The number of a label; one that the config does not have is added."""
        number = self.ids.get(label)
        if number is None:
            listed = len(self.ids) + self._reserved
            number = self.ids[label] = listed if self._reference else self._free()
            self._taken.add(number)
        return number

    def reserve(self) -> int:
        """A number above all others for what is no label."""
        number = max(self.ids.values(), default=-1) + 1
        self._taken.add(number)
        self._reserved += 1
        return number

    def _free(self) -> int:
        number = next(n for n in range(len(self._taken) + 1) if n not in self._taken)
        self._taken.add(number)
        return number

    def by_number(self) -> list[tuple[int, str]]:
        """Numbers and labels, ascending."""
        return sorted((number, label) for label, number in self.ids.items())


def _number(text: Any) -> int | None:
    try:
        number = int(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if 0 <= number <= MOST else None
