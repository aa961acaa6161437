"""Which format a source has, by its look; never a guess where two would fit."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.label_files import files_below, files_in, is_hidden

HEAD = 1 << 16
MOST_MEMBERS = 1_000
"""Of an object, in which a format shows itself."""
_COCO, _VIA = {"images", "annotations"}, "_via_img_metadata"
_SINGLE = (".json", ".jsonl", ".conll", ".spacy")
_ASK = "name the format; lsw.formats.readers lists them."


def guess(source: Any) -> str:
    """The format of a path, frame, list or dict. FormatError where nothing or too much fits."""
    if isinstance(source, str | os.PathLike):
        path = Path(source).expanduser()
        if not path.exists():
            raise FormatError(f"'{path}' is not there.")
        found = _folder(path) if path.is_dir() else _file(path)
    else:
        found = _held(source)
    if not found:
        place = f"'{source}'" if isinstance(source, str | os.PathLike) else f"a {type(source).__name__}"
        raise FormatError(f"{place}: it does not show what format it has: {_ASK}")
    return found


def _held(source: Any) -> str:
    if hasattr(source, "columns"):
        return "pigeonxt"
    if isinstance(source, Mapping):
        if any(_is_array(one) or _has_arrays(one) for one in source.values()):
            return "masks"
        return _content(source)
    if (
        isinstance(source, Sequence)
        and source
        and isinstance(source[0], list | tuple)
        and len(source[0]) == 2
    ):
        return "spacy_jsonl" if isinstance(source[0][1], Mapping) else "pigeonxt"
    return _content(source)


def _is_array(value: Any) -> bool:
    return hasattr(value, "shape") and hasattr(value, "dtype")


def _has_arrays(value: Any) -> bool:
    return isinstance(value, Mapping) and any(map(_is_array, value.values()))


def _folder(path: Path) -> str:
    from ls_widgets.formats.read_mask_tree import tree_of
    from ls_widgets.formats.reader_table import READERS

    names = {one.name for one in path.iterdir() if not is_hidden(one.name)}
    labels = path / "labels"
    if names & {"classes.txt", "data.yaml", "obj.names"} or (
        labels.is_dir() and not files_below(labels, ".json", most=1)
    ):
        return "yolo"
    if "annotations.xml" in names:
        return "cvat"
    home = path if path.name == "Annotations" else path / "Annotations"
    if (home.is_dir() and not any(home.glob("*.json"))) or any(name.endswith(".xml") for name in names):
        return "voc"
    if any(path.glob("*/Annotations/*.xml")):
        return "voc"
    if tree_of(path) is not None:
        return "masks"
    found = files_in(path, *_SINGLE)
    if found and all(_file(one) == "labelme" for one in found[:3]):
        return "labelme"
    if len(found) == 1:
        return _file(found[0])
    deeper = READERS["coco"].below(path)
    if deeper and _file(min(deeper, key=lambda one: one.stat().st_size)) == "coco":
        return "coco"
    nested = [] if found else files_below(path, ".json", most=3)
    if nested and all(_file(one) == "labelme" for one in nested):
        return "labelme"
    files = files_below(path, most=50)
    return "masks" if files and all(one.suffix.lower() in (".png", ".npy") for one in files) else ""


def _file(path: Path) -> str:
    suffix = path.suffix.lower()
    match suffix:
        case ".conll" | ".bio" | ".iob":
            return "conll2003"
        case ".spacy":
            return "spacy"
        case ".yaml" | ".yml":
            return "yolo"
        case ".png" | ".npy":
            return "masks"
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    if suffix == ".xml":
        return "cvat" if b"<annotations" in head else "voc" if b"<annotation" in head else ""
    if suffix == ".csv":
        return "via" if b"region_shape_attributes" in head.partition(b"\n")[0] else ""
    if suffix == ".txt":
        return "conll2003" if head.lstrip().startswith(b"-DOCSTART-") else ""
    if suffix == ".jsonl":
        from ls_widgets.formats.reading import json_lines

        line = next(json_lines(path), ("", {}))[1]
        return _line(line)
    if suffix == ".json":
        return _content(_outline(path))
    return ""


def _outline(path: Path) -> Any:
    """A document as far as it tells its format: of a list the first element, of an object what is first."""
    from ls_widgets.formats.json_parts import FileDocument

    parts = FileDocument(path).parts(*_COCO, _VIA)
    first = next(parts).value
    if isinstance(first, list):
        return [part.value for part in islice(parts, 1)]
    if not isinstance(first, dict):
        return first
    found: dict[str, Any] = {}
    for part in parts:
        if part.at is None:
            found[part.name] = part.value
        if part.name == _VIA or len(found) == MOST_MEMBERS or found.keys() >= _COCO:
            break
    return found


def _line(line: Mapping[str, Any]) -> str:
    if isinstance(line.get("data"), Mapping):
        return "json"
    if "answer" in line or "_task_hash" in line or "_input_hash" in line:
        return "prodigy"
    if "spans" in line or isinstance(line.get("cats"), Mapping):
        return "spacy_jsonl"
    if {"x", "y", "width", "height"} <= line.keys():
        return "bbox_widget"
    keys = {"label", "labels", "entities", "cats"} | (
        {"bbox", "segmentation"} if "filename" in line else set()
    )
    return "doccano" if line.keys() & keys else ""


def _content(content: Any) -> str:
    first = content[0] if isinstance(content, Sequence) and content else content
    if not isinstance(first, Mapping):
        return ""
    if isinstance(content, Mapping):
        if content.keys() >= _COCO:
            return "coco"
        if "shapes" in content:
            return "labelme"
        some = next(iter(content.values()), None)
        if (
            _VIA in content
            or {"file", "view", "metadata"} <= content.keys()
            or (isinstance(some, Mapping) and {"filename", "regions"} <= some.keys())
        ):
            return "via"
        if isinstance(some, Sequence) and not isinstance(some, str):
            boxes = [one for one in content.values() if isinstance(one, Sequence)]
            inner = next((one[0] for one in boxes if len(one)), None)
            if isinstance(inner, Mapping) and {"x", "y", "width", "height"} <= inner.keys():
                return "bbox_widget"
    if "bboxes" in first:
        return "bbox_widget"
    return _line(first)
