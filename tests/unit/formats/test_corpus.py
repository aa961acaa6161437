"""Every recorded export of the reference, file by file."""

from __future__ import annotations

import csv
import gzip
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

import ls_widgets as lsw

FORMATS = (
    "JSON_MIN", "CSV", "TSV", "CONLL2003", "COCO", "VOC", "YOLO", "YOLO_OBB", "BRUSH_TO_NUMPY",
    "BRUSH_TO_PNG", "BRUSH_TO_COCO", "ASR_MANIFEST",
)  # fmt: skip
# There the reference found the files in a folder beside it and names them relative to its own output.
ELSEWHERE = {("local-images", "COCO")}
# Times, random colours.
VOLATILE = {"date_created", "year", "color"}


def parsed(path: str, raw: bytes) -> Any:
    match path.rpartition(".")[2]:
        case "json":
            try:
                return json.loads(raw)
            except ValueError:
                return [json.loads(line) for line in raw.splitlines()]
        case "csv":
            text = raw.decode("utf-8")
            delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
            return [[cell(one) for one in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
        case "xml":
            return [(one.tag, (one.text or "").strip()) for one in ET.fromstring(raw).iter()]
        case "txt":
            return [[cell(one) for one in line.split()] for line in raw.decode().splitlines()]
        case "png":
            from PIL import Image

            image = Image.open(io.BytesIO(raw))
            return image.mode, image.size, image.tobytes()
    return raw


def cell(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def differs(one: Any, other: Any, at: str = "") -> str:
    """Where two parsed files differ; numbers may by a millionth."""
    if isinstance(one, dict) and isinstance(other, dict):
        if one.keys() - VOLATILE != other.keys() - VOLATILE:
            return f"{at}: {sorted(one)} or {sorted(other)}"
        return next(
            filter(None, (differs(one[k], other[k], f"{at}/{k}") for k in one if k not in VOLATILE)), ""
        )
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        if len(one) != len(other):
            return f"{at}: {len(one)} or {len(other)} elements"
        pairs = zip(one, other, strict=True)
        return next(filter(None, (differs(a, b, f"{at}/{i}") for i, (a, b) in enumerate(pairs))), "")
    if isinstance(one, int | float) and isinstance(other, int | float):
        return "" if abs(one - other) <= 1e-6 * max(1, abs(one), abs(other)) else f"{at}: {one} or {other}"
    return "" if one == other else f"{at}: {str(one)[:80]!r} or {str(other)[:80]!r}"


def stored(path: Path) -> bytes:
    return (
        path.read_bytes()
        if path.exists()
        else gzip.decompress(path.with_name(f"{path.name}.gz").read_bytes())
    )


@pytest.mark.parametrize("form", FORMATS)
def test_files_are_those_of_the_reference(corpus: Path, form: str, tmp_path: Path) -> None:
    csv.field_size_limit(2**31 - 1)
    different, compared = [], 0
    for manifest in sorted((corpus / "export").glob("*/manifest.json")):
        name = manifest.parent.name
        about = json.loads(manifest.read_text(encoding="utf-8"))["formats"].get(form)
        if about is None or not about["ok"] or (name, form) in ELSEWHERE:
            continue
        home = corpus / "tasks" / name
        project = lsw.Project.from_ls(
            json.loads(stored(home / "tasks.json")),
            (home / "config.xml").read_text(encoding="utf-8"),
            store=None,
        )
        project.image_roots = [home]
        target = tmp_path / name
        project.export(form.lower(), target, compat="label-studio", on_loss="ignore")
        for file in about["files"]:
            if file["stored"] not in ("yes", "gz"):
                continue
            compared += 1
            mine = target / file["path"]
            found = differs(
                parsed(file["path"], stored(manifest.parent / form / file["path"])),
                parsed(file["path"], mine.read_bytes()) if mine.exists() else "no file",
            )
            if found:
                different.append(f"{name}/{file['path']}{found}")
    assert compared
    assert not different
