"""Hugging Face's ImageFolder: ``load_dataset("imagefolder", data_dir=…)`` reads it."""

from __future__ import annotations

from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.media_folder import Folder


def why_not(layout: Layout) -> str:
    """An Image."""
    return "" if layout.objects("Image") else "it has no Image."


def write(job: Job) -> None:
    """``metadata.jsonl``, and the files in ``images/``."""
    Folder(job, "images").write()
