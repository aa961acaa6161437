"""YOLO segmentation: an outline for each region."""

from __future__ import annotations

from ls_widgets.formats import pictures, yolo
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout


def why_not(layout: Layout) -> str:
    """An Image with labelled regions that have an outline."""
    return pictures.why_not(layout, *yolo.KINDS["segments"])


def write(job: Job) -> None:
    """The files of `yolo.write`."""
    yolo.write(job)
