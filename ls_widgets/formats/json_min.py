"""Label Studio JSON_MIN: one flat object for each annotation."""

from __future__ import annotations

from itertools import islice
from operator import itemgetter

from ls_widgets.formats import jsonio
from ls_widgets.formats.flat import rows
from ls_widgets.formats.job import Job, any_config

why_not = any_config

BLOCK = 100


def write(job: Job) -> None:
    """``result.json``: a list, one object a line. A control's name hides data of the same name."""
    found = map(itemgetter(1), rows(job))
    with job.folder.open("result.json") as stream:
        separator = b"[\n"
        while block := [*islice(found, BLOCK)]:
            stream.write(separator + jsonio.dumps_each(block, b",\n"))
            separator = b",\n"
        stream.write(b"[]\n" if separator == b"[\n" else b"\n]\n")
