"""Label Studio JSON: tasks with their annotations, drafts and predictions, as they are."""

from __future__ import annotations

from ls_widgets.formats import jsonio
from ls_widgets.formats.job import Job, any_config

why_not = any_config


def write(job: Job) -> None:
    """``result.json``: a list, one task a line."""
    with job.folder.open("result.json") as stream:
        separator = b"[\n"
        for task in job.tasks():
            stream.write(separator)
            stream.write(jsonio.dumps(task))
            separator = b",\n"
        stream.write(b"[]\n" if separator == b"[\n" else b"\n]\n")
