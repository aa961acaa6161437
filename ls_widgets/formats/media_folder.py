"""Hugging Face's ImageFolder and AudioFolder: files, and ``metadata.jsonl`` with their labels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ls_widgets.errors import ResultError
from ls_widgets.formats import jsonio, pictures
from ls_widgets.formats.flat import rows
from ls_widgets.formats.job import Job
from ls_widgets.formats.losses import Losses
from ls_widgets.formats.names import Unique, media_name
from ls_widgets.formats.records import Record
from ls_widgets.formats.shapes import bounds_of, outline_of

NOT_COPIED = "recording that could not be copied (on the web, or not readable)"


class Folder:
    """One export; ``kind``: ``images`` or ``audio``, which is the folder of the files too."""

    def __init__(self, job: Job, kind: str) -> None:
        self.job = job
        self._names = Unique()
        self._places: dict[str, str | None] = {}
        self.kind = kind

    def write(self) -> None:
        """``metadata.jsonl``: ``file_name``, the task's data and a field for each control, a line each."""
        with self.job.folder.open("metadata.jsonl") as stream:
            for line in self._lines():
                stream.write(jsonio.dumps(line) + b"\n")

    def _lines(self) -> Iterator[dict[str, Any]]:
        """A line for each annotation whose file could be copied."""
        tags = "Image" if self.kind == "images" else "Audio"
        objects = [tag.name or "" for tag in self.job.layout.objects(tags)]
        for record, row in rows(self.job):
            place = self._copied(record, objects[0])
            if place is None:
                continue
            line = {"file_name": place, **row}
            if self.kind == "images":
                found = self._objects(record)
                if found:
                    line["objects"] = found
            yield line

    def _copied(self, record: Record, name: str) -> str | None:
        job, address = self.job, self.job.layout.shown(record.data, name)
        variable = job.layout.variable(name)
        key = address if isinstance(address, str) else f"task {record.id}"
        if key in self._places:
            return self._places[key]
        content, suffix = (self._picture if self.kind == "images" else self._sound)(record, variable)
        place = None
        if content is not None:
            file = media_name(address) if isinstance(address, str) and address else f"task-{record.id}"
            stem = pictures.stem_of(file)
            place = f"{self.kind}/{self._names(stem, file[len(stem) :] or suffix)}"
            job.folder.write(place, content)
        else:
            job.losses.add(pictures.NOT_COPIED if self.kind == "images" else NOT_COPIED, record)
        self._places[key] = place
        return place

    def _picture(self, record: Record, variable: str | None) -> tuple[bytes | None, str]:
        shown = self.job.media.picture(record.index, variable) if variable else None
        try:
            return (shown.read(), shown.suffix) if shown is not None else (None, "")
        except Exception:  # noqa: BLE001 - decoders and file systems fail in every way
            return None, ""

    def _sound(self, record: Record, variable: str | None) -> tuple[bytes | None, str]:
        file = self.job.media.file(record.index, variable) if variable else None
        try:
            return (file.read_bytes(), file.suffix) if isinstance(file, Path) else (file, "")
        except OSError:
            return None, ""

    def _objects(self, record: Record) -> Mapping[str, Any] | None:
        """Boxes in pixels with their labels, as object detection has them."""
        boxes: list[list[float]] = []
        labels: list[str] = []
        quiet = replace(self.job, losses=Losses())  # what boxes cannot say is in the other fields
        for picture in pictures.pictures_of(quiet, record):
            shapes = ("rectangle", "polygon", "ellipse")
            for region in pictures.regions_of(quiet, picture, *shapes) if picture.width else ():
                try:
                    boxes.append(bounds_of(outline_of(region, (picture.width, picture.height))))
                except ResultError:
                    continue
                labels.append(region.labels[0])
        return {"bbox": boxes, "categories": labels} if boxes else None
