"""Hugging Face's AudioFolder: ``load_dataset("audiofolder", data_dir=…)`` reads it."""

from __future__ import annotations

from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.media_folder import Folder


def why_not(layout: Layout) -> str:
    """An Audio."""
    return "" if layout.objects("Audio") else "it has no Audio."


def write(job: Job) -> None:
    """``metadata.jsonl``, and the files in ``audio/``."""
    Folder(job, "audio").write()
