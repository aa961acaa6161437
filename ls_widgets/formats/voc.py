"""Pascal VOC: an XML file for each picture, upright boxes in whole pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil, floor
from xml.sax.saxutils import escape

from ls_widgets.errors import ResultError
from ls_widgets.formats import pictures
from ls_widgets.formats.flat import reference_author
from ls_widgets.formats.job import Job
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.names import Unique
from ls_widgets.formats.pictures import LEFT_OUT, Picture, Region, numbers, texts
from ls_widgets.formats.plain_boxes import PlainBox, items_of, read_pictures
from ls_widgets.formats.shapes import outline_of

SHAPES = ("rectangle",)
TURNED = "turn of a box, of which the upright box around it is written"
OUTSIDE = "part of a box outside of the picture"
SLIGHT = "box of less than a pixel"
BROKEN = "region whose geometry is broken"
LABELS = "further label of a region"
RENAMED = "file with a name of its own, as two tasks show pictures of one name"
ROUNDING = 1e-6

_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<annotation>
<folder>images</folder>
<filename>%s</filename>
<source>
<database>MyDatabase</database>
<annotation>COCO2017</annotation>
<image>flickr</image>
<flickrid>NULL</flickrid>
<annotator>%s</annotator>
</source>
<owner>
<flickrid>NULL</flickrid>
<name>Label Studio</name>
</owner>
<size>
<width>%d</width>
<height>%d</height>
<depth>3</depth>
</size>
<segmented>0</segmented>
"""
_OBJECT = """<object>
<name>%s</name>
<pose>Unspecified</pose>
<truncated>0</truncated>
<difficult>0</difficult>
<bndbox>
<xmin>%d</xmin>
<ymin>%d</ymin>
<xmax>%d</xmax>
<ymax>%d</ymax>
</bndbox>
</object>
"""

Box = tuple[int, int, int, int]


def why_not(layout: Layout) -> str:
    """An Image with labelled rectangles."""
    return pictures.why_not(layout, *SHAPES)


def write(job: Job) -> None:
    """``Annotations/<picture>.xml`` for each picture with an annotation, and ``images/`` on demand."""
    job.folder.folder("Annotations")
    job.folder.folder("images")
    names, texts = Unique(), _Texts()
    for picture, plain in read_pictures(job):
        record = picture.record
        boxes = None if plain is None else _plain_boxes(plain, picture)
        if plain is not None and boxes is None:
            picture.items = items_of(plain)
        if boxes is None:
            if record.annotation is None or not picture.items:
                continue
            boxes = [*(_reference_boxes if job.reference else _boxes)(job, picture)]
        if not picture.width:
            continue
        name = pictures.file_name(picture)
        stem = pictures.stem_of(name)
        if not job.reference:
            free = names(stem)
            if free != stem:
                job.losses.add(RENAMED, record, note=free)
            name, stem = free + name[len(stem) :], free
        if job.options["images"]:
            pictures.copy_picture(job, picture, name)
        head = _HEAD % (_text(name), _text(_annotator(job, picture)), picture.width, picture.height)
        objects = [_OBJECT % (texts[label], *box) for label, box in boxes]
        content = f"{head}{''.join(objects)}</annotation>\n"
        job.folder.write(f"Annotations/{stem}.xml", content.encode("utf-8", "replace"))


def _text(text: str) -> str:
    """Text inside XML; characters that XML does not have become U+FFFD."""
    if text.isprintable():
        return escape(text)
    return escape("".join(c if c.isprintable() or c in "\t\n\r" else "\ufffd" for c in text))


class _Texts(dict[str, str]):
    """Labels as `_text` writes them, made once."""

    def __missing__(self, label: str) -> str:
        text = self[label] = _text(label)
        return text


def _annotator(job: Job, picture: Picture) -> str:
    annotation = picture.record.annotation or {}
    if job.reference:
        return reference_author(annotation, "") or ""
    return picture.record.annotator


def _plain_boxes(plain: Sequence[PlainBox], picture: Picture) -> list[tuple[str, Box]] | None:
    """Boxes inside of a picture, as `_boxes` gives them; None where one is not inside."""
    width, height, found = picture.width, picture.height, []
    for one in plain:
        value = one.value
        left, top, right, bottom = box = _whole((value.x, value.y, value.width, value.height), picture)
        if not (0 <= left < right <= width and 0 <= top < bottom <= height):
            return None
        found.append((value.rectanglelabels[0], box))
    return found


def _boxes(job: Job, picture: Picture) -> Iterator[tuple[str, Box]]:
    for region in pictures.regions_of(job, picture, *SHAPES):
        at = (picture.record, region.item)
        if not picture.width:
            job.losses.add(pictures.NO_SIZE, *at)
            continue
        if len(region.labels) > 1:
            job.losses.add(LABELS, *at, count=len(region.labels) - 1)
        box = _box(job, picture, region)
        if box is None:
            job.losses.add(BROKEN, *at)
            continue
        kept = (
            max(box[0], 0), max(box[1], 0), min(box[2], picture.width), min(box[3], picture.height)
        )  # fmt: skip
        if kept != box:
            job.losses.add(OUTSIDE, *at)
        if kept[0] < kept[2] and kept[1] < kept[3]:
            yield region.labels[0], kept
        elif kept == box:
            job.losses.add(SLIGHT, *at)


def _box(job: Job, picture: Picture, region: Region) -> Box | None:
    if not (region.value.get("rotation") or 0):
        found = numbers(region.value, "x", "y", "width", "height")
        if found is None:
            return None
        x, y, across, down = found
        return _whole((min(x, x + across), min(y, y + down), abs(across), abs(down)), picture)
    try:
        corners = outline_of(region, (picture.width, picture.height))
    except ResultError:
        return None
    job.losses.add(TURNED, picture.record, region.item)
    left, top, right, bottom = (*map(min, zip(*corners, strict=True)), *map(max, zip(*corners, strict=True)))
    return floor(left + ROUNDING), floor(top + ROUNDING), ceil(right - ROUNDING), ceil(bottom - ROUNDING)


def _reference_boxes(job: Job, picture: Picture) -> Iterator[tuple[str, Box]]:
    size = pictures.size_of(picture.items[0])
    picture.width, picture.height = size or (0, 0)
    for item in picture.items:
        value = item["value"]
        labels = texts(value, "rectanglelabels" if "rectanglelabels" in value else "labels")
        box = numbers(value, "x", "y", "width", "height") if labels and size else None
        if box is None:
            job.losses.add(LEFT_OUT, picture.record, item)
            continue
        yield labels[0], _whole(box, picture)


def _whole(box: Sequence[float], picture: Picture) -> Box:
    """A box in percent, cut to whole pixels as Label Studio cuts them."""
    width, height = picture.width, picture.height
    left, top = int(box[0] / 100 * width), int(box[1] / 100 * height)
    return left, top, left + int(box[2] / 100 * width), top + int(box[3] / 100 * height)
