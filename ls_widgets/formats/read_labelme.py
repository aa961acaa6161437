"""labelme: a JSON file for each picture, shapes in pixels."""

from __future__ import annotations

import base64
import io
import posixpath
from collections.abc import Iterator
from dataclasses import replace
from math import dist
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.label_files import files_below
from ls_widgets.formats.losses import NO_FLAGS, NO_GROUPS, UNKNOWN_SHAPE, Left
from ls_widgets.formats.reading import (
    Reading,
    as_list,
    as_number,
    as_object,
    as_points,
    as_size,
    as_text,
    load_json,
)
from ls_widgets.formats.sample import Answer, Mark, Sample
from ls_widgets.geometry.boxes import Box, bounds
from ls_widgets.geometry.rle import PIXELS_LIMIT

FLAG = Left("flag of a region", NO_FLAGS)
GROUP = Left("group of regions (group_id)", NO_GROUPS)
INSIDE = Left("picture that is inside of the file alone (imageData)", "a task has the address of its picture")
_NEEDS = {
    "rectangle": 2, "oriented_rectangle": 4, "circle": 2, "point": 1, "points": 1, "line": 2, "linestrip": 2,
    "polygon": 3, "mask": 2,
}  # fmt: skip


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each file, by name; other JSON files of a folder are passed over."""
    if isinstance(reading.source, dict):
        yield _sample(reading, reading.source, "the dict", "picture")
        return
    if reading.path.is_file():
        yield _sample(reading, reading.json, f"'{reading.path}'", reading.path.stem)
        return
    found = 0
    for path in files_below(reading.path, ".json"):
        body = load_json(path)
        if isinstance(body, dict) and "shapes" in body:
            found += 1
            yield _sample(reading, body, f"'{path}'", _beside(reading.path, path))
    if not found:
        raise FormatError(f"'{reading.path}' has no JSON files with shapes.")


def _beside(folder: Path, path: Path) -> str:
    return path.relative_to(folder).with_suffix("").as_posix()


def _from_folder(stem: str, name: str) -> str:
    """The name of a picture from the folder that all files are in, where it is in there."""
    plain = name.replace("\\", "/")
    inside = posixpath.normpath(posixpath.join(posixpath.dirname(stem), plain))
    return plain if inside.startswith("../") else inside


def _sample(reading: Reading, content: Any, where: str, stem: str) -> Sample:
    body = as_object(content, where)
    if "shapes" not in body:
        raise FormatError(f"{where}: has no shapes.")
    size = as_size(body.get("imageWidth"), body.get("imageHeight"), where) or _inside(body.get("imageData"))
    name = _from_folder(
        stem, as_text(body.get("imagePath") or stem.rpartition("/")[2], f"{where}, imagePath")
    )
    if body.get("imageData") and not reading.matched and not reading.pictures.is_known(name):
        reading.losses.add(INSIDE, place=where)
    sample = Sample(where, picture=name, size=size)
    flags = body.get("flags") or {}
    chosen = [str(flag) for flag, on in flags.items() if on] if isinstance(flags, dict) else []
    if chosen:
        sample.answers.append(Answer("choices", chosen, multiple=True, choices=[*map(str, flags)]))
    for at, shape in enumerate(as_list(body["shapes"], f"{where}, shapes")):
        place = f"{where}, shapes[{at}]"
        mark = _mark(reading, as_object(shape, place), size, place)
        if mark is not None and shape.get("shape_type") == "points":
            sample.marks.extend(replace(mark, geometry=point) for point in mark.geometry)
        elif mark is not None:
            sample.marks.append(mark)
    return sample


def _mark(reading: Reading, shape: dict[str, Any], size: tuple[int, int] | None, where: str) -> Mark | None:
    label = as_text(shape.get("label"), f"{where}.label")
    kind = as_text(shape.get("shape_type") or "polygon", f"{where}.shape_type")
    points = as_points(shape.get("points"), f"{where}.points")
    if kind not in _NEEDS:
        reading.losses.add(UNKNOWN_SHAPE.of(kind), place=where)
        return None
    if len(points) < _NEEDS[kind]:
        raise FormatError(f"{where}.points: a {kind} needs {_NEEDS[kind]} points, not {len(points)}.")
    if any(as_object(shape.get("flags") or {}, f"{where}.flags").values()):
        reading.losses.add(FLAG, place=where)
    if shape.get("group_id") is not None:
        reading.losses.add(GROUP, place=where)
    note = shape.get("description")
    mark = Mark("polygon", [label] if label else [], points, where=where)
    mark.note = note if isinstance(note, str) else ""
    score = shape.get("score")
    mark.score = None if score is None else as_number(score, f"{where}.score")
    match kind:
        case "rectangle" | "oriented_rectangle":
            if len(points) == 4:
                mark.shape = "corners"
            else:
                mark.shape, mark.geometry = "rectangle", Box(*bounds(points[:2]))
        case "circle":
            radius = dist(points[0], points[1])
            mark.shape, mark.geometry = "ellipse", (*points[0], radius, radius, 0.0)
        case "point":
            mark.shape, mark.geometry = "keypoint", points[0]
        case "points":
            mark.shape = "keypoint"
        case "line" | "linestrip":
            mark.shape = "vector"
        case "mask":
            mark.shape, mark.geometry = "mask", _mask(shape.get("mask"), points, size, where)
    return mark


def _inside(text: Any) -> tuple[int, int] | None:
    """The size of the picture that a file holds itself; None where it holds none."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(base64.b64decode(text))) as image:
            return image.size
    except Exception:  # noqa: BLE001 - decoders fail in every way
        return None


def _mask(text: Any, points: list[tuple[float, float]], size: tuple[int, int] | None, where: str) -> Any:
    """The mask is a PNG of what lies between the two corners, both included."""
    import numpy as np
    from PIL import Image

    if size is None or size[0] * size[1] > PIXELS_LIMIT:
        raise FormatError(f"{where}: a mask needs imageWidth and imageHeight of a picture.")
    left, top = (round(n) for n in points[0])
    try:
        with Image.open(io.BytesIO(base64.b64decode(as_text(text, f"{where}.mask")))) as image:
            if image.width > size[0] or image.height > size[1]:
                raise FormatError(f"{where}.mask: is larger than the picture.")
            part = np.asarray(image.convert("L")) > 0
    except FormatError:
        raise
    except Exception as error:
        raise FormatError(f"{where}.mask: is no PNG in base64.") from error
    if left < 0 or top < 0 or left + part.shape[1] > size[0] or top + part.shape[0] > size[1]:
        raise FormatError(f"{where}.mask: lies outside of the picture.")
    mask = np.zeros((size[1], size[0]), bool)
    mask[top : top + part.shape[0], left : left + part.shape[1]] = part
    return mask
