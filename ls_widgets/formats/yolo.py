"""YOLO: a text file for each picture, a line for each region, fractions of the picture's sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from ls_widgets.errors import ResultError
from ls_widgets.formats import jsonio, pictures, yolo_pose, yolo_reference
from ls_widgets.formats.categories import Categories
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.names import Unique
from ls_widgets.formats.pictures import Picture, Region
from ls_widgets.formats.plain_boxes import PlainBox, items_of, read_pictures
from ls_widgets.formats.records import Record
from ls_widgets.formats.shapes import MASKS, alpha_of, bounds_of, outline_of, upright_box
from ls_widgets.model.wire import Item

KINDS = {
    "boxes": ("rectangle", "polygon"),
    "obb": ("rectangle", "polygon"),
    "segments": ("rectangle", "polygon", "ellipse", "vector", "brush", "bitmask"),
    "pose": ("rectangle",),
}
"""What is written -> the shapes that it holds."""
BROKEN = "region whose geometry is broken"
TURNED = "turn of a box, of which the upright box around it is written (yolo_obb keeps the turn)"
OUTSIDE = "part of a region outside of the picture"
RENAMED = "label file with a name of its own, as two tasks show pictures of one name"
HOLES = "hole in a mask"
UNUSED = "unused-{}"
ROUNDING = 1e-9
TINY = 2 * jsonio.SMALLEST

Place = tuple[Record, Item]
Row = tuple[float, ...]


def why_not(layout: Layout) -> str:
    """An Image with labelled boxes or polygons."""
    points = ("keypoint",) if layout.reference else ()
    return pictures.why_not(layout, *KINDS["boxes"], *points)


class Writer:
    """Numbers of the labels, names of the files, and what is being written."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.layout = job.layout
        self.kind: str = job.options["kind"]
        points = job.layout.controls("keypointlabels", on="Image")
        boxes = job.layout.controls("rectanglelabels", on="Image")
        if points and (boxes or job.reference) and self.kind in ("boxes", "obb"):
            self.kind = "pose"
        posed = self.kind == "pose"
        self.pose = yolo_pose.Pose(points, job) if posed and not job.reference else None
        self.reference_pose = yolo_reference.Pose(points, job.layout) if posed and job.reference else None
        if posed and (boxes or job.reference):
            controls = boxes
        elif job.reference:
            controls = [*job.layout.known.values()]
        else:
            controls = job.layout.controls(*(f"{s}labels" for s in KINDS[self.kind]), "labels", on="Image")
        hidden = job.layout.labels(points) if job.reference else ()
        self.categories = Categories(job, controls, unlisted=[tag.stored or "" for tag in hidden])
        if self.reference_pose is not None:
            self.categories.ids = yolo_reference.numbered(boxes, job.layout)
        self.names = Unique()

    @property
    def shapes(self) -> Sequence[str]:
        """The shapes that can be written."""
        return KINDS[self.kind]


def write(job: Job) -> None:
    """``labels/``, ``classes.txt`` and ``notes.json``, and ``images/`` on demand."""
    writer = Writer(job)
    job.folder.folder("labels")
    job.folder.folder("images")
    written: set[str] = set()  # by the reference
    for picture, boxes in read_pictures(job):
        name = pictures.file_name(picture)
        stem = pictures.stem_of(name)
        content = _content(writer, picture, boxes)
        if job.reference:
            if not picture.items and stem in written:
                continue
            written.add(stem)
        else:
            free = writer.names(stem)
            if free != stem:
                job.losses.add(RENAMED, picture.record, note=free)
            name, stem = free + name[len(stem) :], free
        if job.options["images"]:
            pictures.copy_picture(job, picture, name)
        job.folder.write(f"labels/{stem}.txt", content)
    job.folder.write(
        "classes.txt", "".join(f"{name}\n" for name in _classes(writer)).encode("utf-8", "replace")
    )
    job.folder.write("notes.json", _notes(writer))


def _classes(writer: Writer) -> Iterator[str]:
    """A name for each number from 0 on; for the reference in the order of the list."""
    if writer.job.reference:
        yield from writer.categories.ids
        return
    at = 0
    for number, label in writer.categories.by_number():
        for unused in range(at, number):
            yield UNUSED.format(unused)
        yield " ".join(label.split())
        at = number + 1


def _notes(writer: Writer) -> bytes:
    listed: list[dict[str, Any]] = []
    ids = writer.categories.ids
    pairs = ((i, n) for n, i in ids.items()) if writer.job.reference else writer.categories.by_number()
    for number, label in pairs:
        pose = writer.pose or writer.reference_pose
        parts = {"keypoints": [*pose.names]} if pose is not None else {}
        listed.append({"id": number, "name": label, **parts})
    info = {"year": datetime.now(UTC).year, "version": "1.0", "contributor": "Label Studio"}
    return jsonio.dumps({"categories": listed, "info": info})


def _content(writer: Writer, picture: Picture, boxes: Sequence[PlainBox] | None) -> bytes:
    """The file of a picture."""
    if boxes is not None:
        rows = _plain_rows(writer, boxes, picture)
        if rows is not None:
            return jsonio.number_lines(rows)
        picture.items = items_of(boxes)
    lines = yolo_reference.lines(writer, picture) if writer.job.reference else _lines(writer, picture)
    return "".join(f"{line}\n" for line in lines).encode()


def _plain_rows(writer: Writer, boxes: Sequence[PlainBox], picture: Picture) -> list[Row] | None:
    """The rows of boxes inside of a picture, as `_lines` gives them; None where one is not, or is tiny."""
    if writer.kind == "pose":
        return None
    if writer.kind != "boxes":
        return _plain_corners(writer.categories, boxes, picture)
    categories = writer.categories
    rows: list[Row] = []
    known = categories.ids
    for box in boxes:
        value = box.value
        left, top, across, down = value.x / 100, value.y / 100, value.width / 100, value.height / 100
        # The centre of what is this large is no smaller than a number may be.
        if left < 0 or top < 0 or across < TINY or down < TINY or left + across > 1 or top + down > 1:
            return None
        label = value.rectanglelabels[0]
        number = known[label] if label in known else categories[label]
        rows.append((number, left + across / 2, top + down / 2, across, down))
    return rows


def _plain_corners(categories: Categories, boxes: Sequence[PlainBox], picture: Picture) -> list[Row] | None:
    width, height, known = picture.width, picture.height, categories.ids
    rows: list[Row] = []
    for box in boxes:
        value = box.value
        left, top = value.x * width / 100, value.y * height / 100
        right, bottom = (
            (left + value.width * width / 100) / width,
            (top + value.height * height / 100) / height,
        )
        left, top = left / width, top / height
        if right > 1 or bottom > 1 or right < TINY or bottom < TINY:
            return None
        if (left < TINY and left != 0) or (top < TINY and top != 0):
            return None
        label = value.rectanglelabels[0]
        number = known[label] if label in known else categories[label]
        rows.append((number, left, top, right, top, right, bottom, left, bottom))
    return rows


def _lines(writer: Writer, picture: Picture) -> Iterator[str]:
    if writer.pose is not None:
        yield from writer.pose.lines(writer.categories, picture, partial(_framed, writer.job, picture))
        return
    for region in pictures.regions_of(writer.job, picture, *writer.shapes):
        try:
            found = _figures(writer, picture, region)
        except ResultError:
            writer.job.losses.add(BROKEN, picture.record, region.item)
            continue
        for label in region.labels:
            number = writer.categories[label]
            for figures in found:
                yield f"{number} {' '.join(map(repr, figures))}"


def _figures(writer: Writer, picture: Picture, region: Region) -> list[list[float]]:
    """The numbers of each line that a region takes."""
    job, at = writer.job, (picture.record, region.item)
    if region.shape in MASKS:
        return _outlines(job, region, picture)
    # Fractions do not need the picture's size, but for what is turned.
    size = (picture.width or 1, picture.height or 1)
    if region.shape == "rectangle" and writer.kind == "boxes":
        box = _framed(job, picture, region)
        return [[*box]] if box else []
    if upright_box(region, (1, 1)) is None and not picture.width and region.shape in ("rectangle", "ellipse"):
        job.losses.add(pictures.NO_SIZE, *at)
        return []
    corners = outline_of(region, size)
    if region.shape == "ellipse":
        corners = corners[::2]
    return [_flat(job, at, corners, size)]


def _framed(job: Job, picture: Picture, region: Region) -> Sequence[float]:
    """Centre and sides of the upright box about a rectangle; none where it cannot be written."""
    at = (picture.record, region.item)
    try:
        box = upright_box(region, (1, 1))
        if box is not None:
            return _centred(job, at, box)
        if not picture.width:
            job.losses.add(pictures.NO_SIZE, *at)
            return ()
        x, y, across, down = bounds_of(outline_of(region, (picture.width, picture.height)))
    except ResultError:
        job.losses.add(BROKEN, *at)
        return ()
    job.losses.add(TURNED, *at)
    size = (picture.width, picture.height)
    return _centred(job, at, (x / size[0], y / size[1], across / size[0], down / size[1]))


def _centred(job: Job, at: Place, box: Sequence[float]) -> Sequence[float]:
    """Centre and sides of a box in fractions, cut to the picture."""
    x, y, across, down = box
    if x < 0 or y < 0 or x + across > 1 or y + down > 1:
        left, top = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
        right, bottom = min(max(x + across, 0.0), 1.0), min(max(y + down, 0.0), 1.0)
        if max(x + across - right, y + down - bottom, left - x, top - y) > ROUNDING:
            job.losses.add(OUTSIDE, *at)
        x, y, across, down = left, top, right - left, bottom - top
        if not across or not down:
            return ()
    return x + across / 2, y + down / 2, across, down


def _flat(job: Job, at: Place, corners: Sequence[Sequence[float]], size: tuple[int, int]) -> list[float]:
    width, height = size
    found = [n for x, y in corners for n in (x / width, y / height)]
    if min(found) >= 0 and max(found) <= 1:
        return found
    kept = [min(max(n, 0.0), 1.0) for n in found]
    if any(abs(a - b) > ROUNDING for a, b in zip(found, kept, strict=True)):
        job.losses.add(OUTSIDE, *at)
    return kept


def _outlines(job: Job, region: Region, picture: Picture) -> list[list[float]]:
    from ls_widgets.geometry.contours import mask_rings
    from ls_widgets.geometry.polygons import signed_area

    at, size = (picture.record, region.item), (picture.width, picture.height)
    if not picture.width:
        job.losses.add(pictures.NO_SIZE, *at)
        return []
    rings = mask_rings(alpha_of(region, size))
    parts = [ring for ring in rings if signed_area(ring) > 0]
    if len(parts) < len(rings):
        job.losses.add(HOLES, *at, count=len(rings) - len(parts))
    return [_flat(job, at, ring, size) for ring in parts]
