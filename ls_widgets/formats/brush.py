"""Masks of brush regions: one NumPy or PNG file for each region."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError
from ls_widgets.formats import pictures
from ls_widgets.formats.flat import reference_author
from ls_widgets.formats.gray_png import gray_png
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.names import safe_name
from ls_widgets.formats.pictures import Picture, Region
from ls_widgets.formats.shapes import MASKS, alpha_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

BROKEN = "mask that is broken"
UNLABELLED = "no_label"
LABELLED = ("brushlabels", "labels")


def why_not(layout: Layout) -> str:
    """An Image with labelled brush or bitmask regions."""
    return pictures.why_not(layout, *MASKS)


def write(job: Job) -> None:
    """``task-…-annotation-…-by-…-<control>-<labels>-<n>.npy`` or ``.png``: alpha from 0 to 255."""
    taken: dict[str, int] = {}
    suffix = job.options["suffix"]
    for record in job.records():
        for picture in pictures.pictures_of(job, record):
            if job.reference:
                # The labels beside a bare shape hold the mask too, and it is theirs that is written.
                picture.items = [
                    one for one in picture.items if job.layout.kind(one["from_name"]) in LABELLED
                ]
            for region, alpha in masks_of(job, picture):
                name = _name(job, picture, region)
                number = taken[name] = taken.get(name, -1) + 1
                content = _npy(alpha) if suffix == ".npy" else gray_png(alpha)
                job.folder.write(f"{safe_name(name, f'-{number}{suffix}')}", content)


def masks_of(job: Job, picture: Picture) -> Iterator[tuple[Region, NDArray[Any]]]:
    """The masks of a picture's regions, those without labels too; what is none is counted as lost."""
    for region in pictures.regions_of(job, picture, *MASKS, labelled=False):
        at = (picture.record, region.item)
        size = pictures.size_of(region.item) or (picture.width, picture.height)
        if not size[0]:
            job.losses.add(pictures.NO_SIZE, *at)
            continue
        try:
            yield region, alpha_of(region, size)
        except ResultError:
            job.losses.add(BROKEN, *at)


def _name(job: Job, picture: Picture, region: Region) -> str:
    record, labels = picture.record, "-".join(region.labels)
    by = reference_author(record.annotation or {}, "") if job.reference else record.annotator
    by = "".join(c for c in by or "" if c.isalnum() or c in "@.")
    # The reference has a word for missing labels, none for an empty list of them.
    if not labels and not (job.reference and region.value.get(str(region.item.get("type"))) == []):
        labels = UNLABELLED
    annotation = (record.annotation or {}).get("id")
    return f"task-{record.id}-annotation-{annotation}-by-{by}-{region.item.get('from_name')}-{labels}"


def _npy(alpha: NDArray[Any]) -> bytes:
    import numpy as np

    stream = io.BytesIO()
    np.save(stream, alpha, allow_pickle=False)
    return stream.getvalue()
