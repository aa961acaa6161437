"""ASR manifest: a line of JSON for each transcribed recording."""

from __future__ import annotations

import io
import shutil
import wave
from pathlib import Path
from typing import Any

from ls_widgets.formats import jsonio
from ls_widgets.formats.flat import reference_author
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.names import Unique, safe_name
from ls_widgets.formats.pictures import stem_of
from ls_widgets.formats.plain_speech import read_speech
from ls_widgets.formats.records import Record

NO_FILE = "recording that is not here (on the web, or not readable), so that its length is not known"
NO_TEXT = "recording without a text"
SEGMENT = "segment or other answer"


def why_not(layout: Layout) -> str:
    """An Audio and a TextArea."""
    if not layout.objects("Audio"):
        return "it has no Audio."
    return "" if layout.controls("TextArea") else "it has no TextArea for the text."


def write(job: Job) -> None:
    """``manifest.json``, one object a line, and the recordings in ``audio/``.

    A recording that is elsewhere keeps its address, where results say how long it is.
    """
    audio = job.layout.objects("Audio")[0].name or ""
    names, copied = Unique(), {}
    with job.folder.open("manifest.json") as stream:
        for record, only in read_speech(job):
            text = _text(job, record) if only is None else only
            address = job.layout.shown(record.data, audio)
            if text is None or not isinstance(address, str):
                if record.annotation is not None:
                    job.losses.add(NO_TEXT, record)
                continue
            found = copied.get(address) or _recording(job, record, audio, address, names)
            if found is None:
                job.losses.add(NO_FILE, record)
                continue
            copied[address] = found
            by = reference_author(record.annotation or {}, "") if job.reference else record.annotator
            line = {"audio_filepath": found[0], "duration": found[1], "text": text, "annotator": by}
            stream.write(jsonio.dumps(line) + b"\n")


def _text(job: Job, record: Record) -> str | None:
    """The first text of the first control that has one."""
    found: str | None = None
    for item in record.items:
        held = item["value"].get("text")
        whole = job.layout.kind(item["from_name"]) == "textarea" and "start" not in item["value"]
        if found is None and held and (whole or job.reference):
            found = str(held[0] if isinstance(held, list) else held)
            if isinstance(held, list) and len(held) > 1:
                job.losses.add("further text of a recording", record, item, count=len(held) - 1)
        else:
            job.losses.add(SEGMENT, record, item)
    return found


def _recording(job: Job, record: Record, audio: str, address: str, names: Unique) -> tuple[str, float] | None:
    variable = job.layout.variable(audio)
    file = job.media.file(record.index, variable) if variable else None
    seconds = None if file is None else _seconds(file)
    if file is None or seconds is None:
        length = None if job.reference else _length(record)
        return None if length is None else (address, length)
    name = safe_name(address.partition("?")[0].rpartition("/")[2] or "audio.wav")
    stem = stem_of(name)
    name = f"audio/{names(stem, name[len(stem) :])}"
    if isinstance(file, Path):
        shutil.copyfile(file, job.folder.path(name))  # recordings are long: none is ever in memory
    else:
        job.folder.write(name, file)
    return name, seconds


def _seconds(file: Path | bytes) -> float | None:
    """How long a WAV is; None for any other file, and one that cannot be read."""
    try:
        with wave.open(str(file) if isinstance(file, Path) else io.BytesIO(file)) as sound:
            return sound.getnframes() / sound.getframerate()
    except (OSError, EOFError, wave.Error, ZeroDivisionError):
        return None


def _length(record: Record) -> float | None:
    lengths: list[Any] = [item.get("original_length") for item in record.items]
    return next((float(one) for one in lengths if isinstance(one, int | float) and one > 0), None)
