"""Label Studio JSON_MIN: one flat object for each annotation."""

from __future__ import annotations

from itertools import islice

from ls_widgets.formats import jsonio
from ls_widgets.formats.flat import outputs, row
from ls_widgets.formats.job import Job, any_config

why_not = any_config

BLOCK = 100
"""Rows written at once."""


def write(job: Job) -> None:
    """``result.json``: a list, one object a line. A control's name hides data of the same name."""
    with job.folder.open("result.json") as stream:
        separator, found = b"[\n", outputs(job)
        while block := [row(one, job) for one in islice(found, BLOCK)]:
            stream.write(separator + jsonio.dumps_each(block, b",\n"))
            separator = b",\n"
        stream.write(b"[]\n" if separator == b"[\n" else b"\n]\n")
