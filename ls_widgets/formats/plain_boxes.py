"""Pictures with upright boxes alone, as most are: read at once, in a fraction of the time of `pictures`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ls_widgets.formats.job import Job
from ls_widgets.formats.pictures import MOST_PIXELS, Picture, pictures_of
from ls_widgets.formats.records import Controls, Record, fill, read_unfilled

PlainBox = tuple[str, float, float, float, float]
"""Label, x, y, width and height of an upright rectangle with one label, in percent of the picture."""

_MOST = 1e9


def read_pictures(job: Job) -> Iterator[tuple[Picture, list[PlainBox] | None]]:
    """Each picture of the records; with its boxes where all results of the record are plain boxes on it.

    Then the picture has its size, and the boxes are what `pictures.regions_of` would give. Else None.
    """
    controls = Controls(job.layout)
    plain = _Plain(job, controls)
    for record in read_unfilled(job.tasks, job.losses, newest=job.newest):
        if record.annotation is not None:
            found = plain.read(record, record.annotation.get("result"))
            if found is not None:
                yield found
                continue
            fill(record, controls, job.losses)
        for picture in pictures_of(job, record):
            yield picture, None


class _Plain:
    """What the config says of names, asked of it once."""

    def __init__(self, job: Job, controls: Controls) -> None:
        self._layout = job.layout
        self._controls = controls
        self._on = len(job.layout.pictures) == 1 and not job.reference
        self._variables: dict[tuple[str, str], str | None] = {}

    def read(self, record: Record, result: Any) -> tuple[Picture, list[PlainBox]] | None:
        """The one picture of a record with its boxes; None where anything is not as most are."""
        if type(result) is not list or not result or not self._on:
            return None
        found: list[PlainBox] = []
        low, high = -_MOST, _MOST
        try:
            first = result[0]
            control, name = first["from_name"], first["to_name"]
            columns, rows = first["original_width"], first["original_height"]
            if type(columns) is not int or type(rows) is not int:
                return None
            for item in result:
                if (
                    item["type"] != "rectanglelabels"
                    or item["from_name"] != control
                    or item["to_name"] != name
                    or "item_index" in item
                ):
                    return None
                value = item["value"]
                labels = value["rectanglelabels"]
                x, y, width, height = value["x"], value["y"], value["width"], value["height"]
                if (
                    type(labels) is not list
                    or len(labels) != 1
                    or type(labels[0]) is not str
                    or (value.get("rotation"))
                    or not (low < x < high and low < y < high and 0 <= width < high and 0 <= height < high)
                ):
                    return None
                found.append((labels[0], x, y, width, height))
            address = record.data[self._variable(control, name) or ""]
        except (KeyError, TypeError, IndexError):  # one is broken, or its parts are elsewhere
            return None
        if type(address) is not str or not (0 < columns <= MOST_PIXELS and 0 < rows <= MOST_PIXELS):
            return None
        return Picture(record, name, 0, address, result, columns, rows), found

    def _variable(self, control: str, name: str) -> str | None:
        names = (control, name)
        if names not in self._variables:
            known = self._controls[control] and self._layout.pictures == [name]
            self._variables[names] = self._layout.variable(name) if known else None
        return self._variables[names]
