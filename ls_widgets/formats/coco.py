"""COCO: boxes, polygons, masks as RLE, key points."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import IO, Any

from msgspec import Struct

from ls_widgets.config.tree import Tag
from ls_widgets.errors import ResultError
from ls_widgets.formats import coco_reference, jsonio, pictures
from ls_widgets.formats.categories import Categories
from ls_widgets.formats.coco_points import Points, model_index
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.names import Unique
from ls_widgets.formats.pictures import Picture, Region, id_of
from ls_widgets.formats.plain_boxes import PlainBox, read_pictures
from ls_widgets.formats.shapes import MASKS, alpha_of, bounds_of, outline_of, upright_box
from ls_widgets.geometry.polygons import area

SHAPES = ("rectangle", "polygon", "ellipse", "brush", "bitmask", "vector", "keypoint")
BROKEN = "region whose geometry is broken"
LABELS = "further label of a region"
ELLIPSE = "ellipse, which became a polygon"
CURVE = "vector that is not closed"
HELD = 200
"""Elements of a list that are written at once."""
_NONE: tuple[()] = ()


def why_not(layout: Layout) -> str:
    """An Image with labelled shapes."""
    return pictures.why_not(layout, *SHAPES)


def label_controls(layout: Layout, *shapes: str) -> list[Tag]:
    """The controls whose labels regions of these shapes on pictures may have."""
    return layout.controls(*(f"{shape}labels" for shape in shapes), "labels", on="Image")


class Writer:
    """Pictures go to the file as they come; annotations wait beside it, categories until the end."""

    def __init__(self, job: Job, pictures_to: IO[bytes], annotations_to: IO[bytes]) -> None:
        self.job = job
        points = job.layout.controls("keypointlabels", on="Image")
        self.point_labels = sorted(job.layout.labels(points), key=model_index)
        controls = [*job.layout.known.values()] if job.reference else label_controls(job.layout, *SHAPES)
        names = [tag.stored or "" for tag in self.point_labels]
        self.categories = Categories(job, controls, unlisted=names)
        self.points = Points(self)
        self._pictures, self._annotations = _Elements(pictures_to), _Elements(annotations_to)

    def picture(self, picture: Picture, path: str) -> int:
        """Writes a picture; its id."""
        number, width, height = self._pictures.count, picture.width or None, picture.height or None
        self._pictures.add({"width": width, "height": height, "id": number, "file_name": path})
        return number

    def annotation(self, body: dict[str, Any]) -> None:
        """Writes an annotation, which gets its id first."""
        self._annotations.add({"id": self._annotations.count, **body})

    def boxes(self, boxes: Sequence[PlainBox], picture: Picture, image: int) -> None:
        """Writes the boxes of a picture: the bodies that `_body` makes, all at once."""
        width, height, known = picture.width, picture.height, self.categories.ids
        bodies: list[_BoxBody] = []
        for number, box in enumerate(boxes, self._annotations.count):
            value = box.value
            label = value.rectanglelabels[0]
            wide, high = value.width * width / 100, value.height * height / 100
            category = known[label] if label in known else self.categories[label]
            about = (value.x * width / 100, value.y * height / 100, wide, high)
            bodies.append(_BoxBody(number, image, category, _NONE, about, 0, 0, wide * high))
        self._annotations.add(*bodies)

    def end(self) -> None:
        self._pictures.end()
        self._annotations.end()


class _BoxBody(Struct, gc=False):
    """What `_body` makes of an upright box."""

    id: int
    image_id: int
    category_id: int
    segmentation: tuple[()]
    bbox: tuple[float, float, float, float]
    ignore: int
    iscrowd: int
    area: float


class _Elements:
    """A JSON list with an element a line, written some at a time."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._held: list[Any] = []
        self._opened = False
        self.count = 0

    def add(self, *elements: Any) -> None:
        """The first gets the number ``count``."""
        self._held.extend(elements)
        self.count += len(elements)
        if len(self._held) >= HELD:
            self._write()

    def end(self) -> None:
        self._write()
        self._stream.write(b"\n]" if self._opened else b"[]")

    def _write(self) -> None:
        if self._held:
            self._stream.write((b",\n" if self._opened else b"[\n") + jsonio.dumps_each(self._held, b",\n"))
            self._held, self._opened = [], True


def write(job: Job) -> None:
    """``result.json``, and the pictures in ``images/`` where they are asked for."""
    job.folder.folder("images")
    with job.folder.open("result.json") as stream, tempfile.TemporaryFile() as held:
        stream.write(b'{"images": ')
        writer = Writer(job, stream, held)
        points = coco_reference.Points(writer) if job.reference else writer.points
        names = Unique()
        for picture, boxes in read_pictures(job):
            if isinstance(points, coco_reference.Points):
                coco_reference.write(writer, points, picture)
            else:
                _write_picture(writer, picture, boxes, names)
        writer.end()
        stream.write(b',\n"categories": ' + jsonio.dumps(points.categories()))
        stream.write(b',\n"annotations": ')
        held.seek(0)
        shutil.copyfileobj(held, stream, 1 << 20)
        stream.write(b',\n"info": ' + jsonio.dumps(_info()) + b"}\n")


def _info() -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "year": now.year, "version": "1.0", "description": "", "contributor": "Label Studio", "url": "",
        "date_created": now.isoformat(sep=" ", timespec="seconds"),
    }  # fmt: skip


def _write_picture(writer: Writer, picture: Picture, boxes: Sequence[PlainBox] | None, names: Unique) -> None:
    job, name = writer.job, pictures.file_name(picture)
    path = pictures.reference_path(picture, name)
    if job.options["images"]:
        stem = pictures.stem_of(name)
        name = names(stem, name[len(stem) :])
        if pictures.copy_picture(job, picture, name):
            path = f"images/{name}"
    image = writer.picture(picture, path)
    if boxes is not None:
        writer.boxes(boxes, picture, image)
        return
    found = list(pictures.regions_of(job, picture, *SHAPES))
    if not picture.width:
        if found:
            job.losses.add(pictures.NO_SIZE, picture.record, count=len(found))
        return
    written: dict[Any, dict[str, Any]] = {}
    late: list[Region] = []
    bodies = []
    for region in found:
        if region.shape == "keypoint":
            late.append(region)
            continue
        body = _body(writer, region, picture, image)
        if body is not None:
            if region.shape == "rectangle" and id_of(region.item) is not None:
                written[id_of(region.item)] = body
            bodies.append(body)
    bodies.extend(writer.points.placed(late, written, picture, image))
    for body in bodies:
        writer.annotation(body)


def _body(writer: Writer, region: Region, picture: Picture, image: int) -> dict[str, Any] | None:
    job, at = writer.job, (picture.record, region.item)
    if len(region.labels) > 1:
        job.losses.add(LABELS, *at, count=len(region.labels) - 1)
    try:
        shape = _geometry(region, picture.width, picture.height)
    except ResultError:
        open_curve = region.shape == "vector" and region.value.get("closed") is not True
        job.losses.add(CURVE if open_curve else BROKEN, *at)
        return None
    if region.shape == "ellipse":
        job.losses.add(ELLIPSE, *at)
    head = {"image_id": image, "category_id": writer.categories[region.labels[0]]}
    return {**head, **shape}


def _geometry(region: Region, width: int, height: int) -> dict[str, Any]:
    """Segmentation, bounds and area; a turned box keeps its corners as its segmentation."""
    size = (width, height)
    box = upright_box(region, size)
    if box is not None:
        return _shape([], box, box[2] * box[3])
    if region.shape in MASKS:
        from ls_widgets.geometry.coco_rle import coco_from_mask

        alpha = alpha_of(region, size)
        about, pixels = mask_bounds(alpha)
        return _shape(coco_from_mask(alpha, compressed=True), about, pixels)
    corners = outline_of(region, size)
    return _shape([[n for point in corners for n in point]], bounds_of(corners), area(corners))


def _shape(segmentation: Any, about: Sequence[float], inside: float) -> dict[str, Any]:
    return {"segmentation": segmentation, "bbox": [*about], "ignore": 0, "iscrowd": 0, "area": inside}


def mask_bounds(alpha: Any) -> tuple[tuple[int, int, int, int], int]:
    """x, y, width, height of what is inside a mask, and how many pixels that is."""
    import numpy as np

    inside = np.asarray(alpha) > 0
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not rows.size:
        return (0, 0, 0, 0), 0
    x, y = int(columns[0]), int(rows[0])
    return (x, y, int(columns[-1]) - x + 1, int(rows[-1]) - y + 1), int(np.count_nonzero(inside))
