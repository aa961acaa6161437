"""What the files of a format should hold of the labels, said without the code that writes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from pathlib import PurePosixPath
from typing import Any

from ls_widgets.errors import ResultError
from ls_widgets.formats import pictures, spans
from ls_widgets.formats.brush import masks_of
from ls_widgets.formats.building import moved_span
from ls_widgets.formats.conll import tagged
from ls_widgets.formats.job import Job
from ls_widgets.formats.names import Unique, safe_name
from ls_widgets.formats.pictures import Picture, Region
from ls_widgets.formats.records import Record
from ls_widgets.formats.sample import Sample
from ls_widgets.formats.shapes import MASKS, alpha_of
from ls_widgets.geometry.boxes import Point, bounds
from ls_widgets.geometry.shapes import outline, point_of

RELATIVE = 1e-6
"""Parts of the longer side by which coordinates may differ where a format keeps them."""
PIXELS = 2.0 + 1e-6
"""VOC cuts the corner and each side of a box to whole pixels."""
MOST = 1e9
BROKEN = "region whose geometry is broken"


@dataclass(slots=True)
class Kept:
    """A region as a file keeps it: points in pixels, a mask, or a span of code points."""

    label: str
    points: Sequence[Point] = ()
    mask: Any = None
    span: tuple[int, int] | None = None
    within: float = 0.0
    """Pixels by which points may differ."""
    slight: bool = False
    """Rounding may take it away."""
    text: str = ""
    """The text of a span that may grow to whole tokens."""

    def equals(self, other: Kept) -> bool:
        """Whether both are the same region; points may begin anywhere and run either way."""
        if " ".join(self.label.split()) != " ".join(other.label.split()):
            return False
        if self.span != other.span and not self._grown(other.span):
            return False
        if (self.mask is None) is not (other.mask is None) or len(self.points) != len(other.points):
            return False
        if self.mask is not None:
            import numpy as np

            return np.array_equal(np.asarray(self.mask) > 0, np.asarray(other.mask) > 0)
        return self._near(other.points)

    def _near(self, points: Sequence[Point]) -> bool:
        count = len(points)
        for step in (1, -1):
            for first in range(count):
                turned = (points[(first + step * at) % count] for at in range(count))
                pairs = zip(self.points, turned, strict=True)
                if all(abs(a - c) <= self.within and abs(b - d) <= self.within for (a, b), (c, d) in pairs):
                    return True
        return not count

    def _grown(self, span: tuple[int, int] | None) -> bool:
        """Whether a span is this one in whole tokens: with the rest of those that it cut."""
        if self.span is None or span is None or not self.text:
            return False
        inside = self.text[slice(*self.span)]
        start = self.span[0] + len(inside) - len(inside.lstrip())
        end = self.span[1] - len(inside) + len(inside.rstrip())
        rests = self.text[span[0] : start], self.text[end : span[1]]
        return span[0] <= start and end <= span[1] and all(len(rest.split()) <= 1 for rest in rests)

    def __str__(self) -> str:
        if self.span is not None:
            return f"{self.label!r} from {self.span[0]} to {self.span[1]}"
        if self.mask is not None:
            return f"a mask of {self.label!r}"
        first = ", ".join(f"{n:.6g}" for n in self.points[0]) if self.points else ""
        return f"{self.label!r} with {len(self.points)} points at {first}"


@dataclass(slots=True)
class Entry:
    """What is expected of one picture or text."""

    key: Any
    where: str
    marks: list[Kept] = field(default_factory=list)
    size: tuple[int, int] = (1, 1)
    text: str = ""

    def moved(self, span: tuple[int, int], text: str) -> tuple[int, int]:
        """A span of a file's text in the text that was labeled."""
        return span if text == self.text else moved_span(text, self.text, span)


def key_of(name: str, sample: Sample, at: int) -> Any:
    """What a sample of a file is told by: its place in the file, its name, or its task."""
    if name in ("coco", "conll2003", "spacy", "spacy_jsonl"):
        return at
    if name.startswith("brush"):
        return str(sample.task), sample.where.rpartition("-annotation-")[2].partition("-by-")[0]
    return (
        PurePosixPath(sample.picture).stem
        if name == "voc"
        else sample.picture.removesuffix(_suffix(sample.picture))
    )


def _suffix(name: str) -> str:
    suffix = PurePosixPath(name).suffix
    return (
        suffix
        if suffix.lower() in (".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff")
        else ""
    )


def _pictures(job: Job) -> Iterator[Picture]:
    for record in job.records():
        yield from pictures.pictures_of(job, record)


def _coco(job: Job) -> Iterator[Entry]:
    for at, picture in enumerate(_pictures(job)):
        entry = Entry(at, picture.record.where(), size=(picture.width, picture.height))
        shapes = ("rectangle", "polygon", "ellipse", "brush", "bitmask", "vector", "keypoint")
        for region in _regions(job, picture, *shapes):
            entry.marks.extend(_exact(job, picture, region, rounded=True))
        yield entry


def _regions(job: Job, picture: Picture, *shapes: str) -> Iterator[Region]:
    found = pictures.regions_of(job, picture, *shapes)
    if picture.width:
        yield from found
        return
    for region in found:
        job.losses.add(pictures.NO_SIZE, picture.record, region.item)


def _exact(job: Job, picture: Picture, region: Region, *, rounded: bool = False) -> Iterator[Kept]:
    size = (picture.width, picture.height)
    within, label = RELATIVE * max(size), region.labels[0]
    try:
        if region.shape == "keypoint":
            yield Kept(label, [point_of(region.value, size)], within=0.5 + RELATIVE if rounded else within)
        elif region.shape in MASKS:
            yield Kept(label, mask=alpha_of(region, size))
        else:
            yield Kept(label, _outline(region, size), within=within)
    except ResultError:
        job.losses.add(BROKEN, picture.record, region.item)


def _outline(region: Region, size: tuple[int, int]) -> list[Point]:
    value = region.value
    if region.shape == "vector" and value.get("closed") is not True:
        raise ResultError("an open vector has no area.")
    found = outline({**value, "rotation": value.get("rotation") or 0} if "height" in value else value, size)
    if len(found) < 3 or not all(abs(x) < MOST and abs(y) < MOST for x, y in found):
        raise ResultError("an area needs three points, and none of them beyond all pictures.")
    return found


def _named(job: Job, *, labeled: bool) -> Iterator[tuple[Entry, Picture]]:
    """Pictures with the names of their files; ``labeled``: those with an annotation alone."""
    names = Unique()
    for picture in _pictures(job):
        if labeled and (picture.record.annotation is None or not picture.items or not picture.width):
            continue
        stem = names(pictures.stem_of(pictures.file_name(picture)))
        yield Entry(stem, picture.record.where(), size=(picture.width or 1, picture.height or 1)), picture


def _voc(job: Job) -> Iterator[Entry]:
    for entry, picture in _named(job, labeled=True):
        for region in _regions(job, picture, "rectangle"):
            try:
                left, top, right, bottom = _within(bounds(_outline(region, entry.size)), entry.size)
            except ResultError:
                job.losses.add(BROKEN, picture.record, region.item)
                continue
            if floor(left) < ceil(right) and floor(top) < ceil(bottom):
                corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
                slight = min(right - left, bottom - top) < PIXELS
                entry.marks.append(Kept(region.labels[0], corners, within=PIXELS, slight=slight))
        yield entry


def _within(box: Sequence[float], size: tuple[int, int]) -> tuple[float, float, float, float]:
    x, y, width, height = box[:4]
    right, bottom = min(x + width, size[0]), min(y + height, size[1])
    return max(x, 0.0), max(y, 0.0), right, bottom


def _yolo(kind: str) -> Callable[[Job], Iterator[Entry]]:
    shapes = (
        ("rectangle", "polygon")
        if kind != "segments"
        else ("rectangle", "polygon", "ellipse", "vector", *MASKS)
    )

    def entries(job: Job) -> Iterator[Entry]:
        posed = kind == "pose" or (
            kind != "segments"
            and bool(job.layout.controls("keypointlabels", on="Image"))
            and bool(job.layout.controls("rectanglelabels", on="Image"))
        )
        for entry, picture in _named(job, labeled=False):
            for region in pictures.regions_of(
                job, picture, *(("rectangle", "keypoint") if posed else shapes)
            ):
                if not picture.width and _needs_size(region):
                    job.losses.add(pictures.NO_SIZE, picture.record, region.item)
                    continue
                try:
                    found = (
                        _posed(region, picture, entry) if posed else _yolo_marks(region, picture, entry, kind)
                    )
                    entry.marks.extend(found)
                except ResultError:
                    job.losses.add(BROKEN, picture.record, region.item)
            yield entry

    return entries


def _needs_size(region: Region) -> bool:
    """Whether parts of the sides cannot be told without the picture's size."""
    turned = region.shape == "rectangle" and bool(region.value.get("rotation"))
    return turned or region.shape in ("ellipse", *MASKS)


def _posed(region: Region, picture: Picture, entry: Entry) -> list[Kept]:
    within = RELATIVE * max(entry.size)
    if region.shape == "rectangle":
        return [Kept(label, box, within=within) for box in _frames(region, entry) for label in region.labels]
    parents = [
        one
        for one in picture.items
        if one.get("id") == region.item.get("parentID") and "height" in one["value"]
    ]
    box = Region("rectangle", [], parents[0]) if parents else None
    unsized = box is not None and not picture.width and _needs_size(box)
    if box is None or unsized or not _frames(box, entry):
        return []
    copies = len(box.value.get("rectanglelabels") or ())
    x, y = point_of(region.value, entry.size)
    place = (min(max(x, 0.0), entry.size[0]), min(max(y, 0.0), entry.size[1]))
    return [Kept(region.labels[0], [place], within=within)] * copies


def _frames(region: Region, entry: Entry) -> list[list[Point]]:
    """The upright box about a region as far as it is in the picture, or none."""
    left, top, right, bottom = _within(bounds(_outline(region, entry.size)), entry.size)
    if right <= left or bottom <= top:
        return []
    return [[(left, top), (right, top), (right, bottom), (left, bottom)]]


def _yolo_marks(region: Region, picture: Picture, entry: Entry, kind: str) -> list[Kept]:
    width, height = entry.size
    within = RELATIVE * max(entry.size)
    if region.shape in MASKS:
        from ls_widgets.geometry.contours import mask_rings
        from ls_widgets.geometry.polygons import signed_area

        rings = [
            ring
            for ring in mask_rings(alpha_of(region, (picture.width, picture.height)))
            if signed_area(ring) > 0
        ]
    else:
        rings = [_outline(region, entry.size)]
        if region.shape == "ellipse":
            rings = [rings[0][::2]]
    kept: list[list[Point]] = []
    for ring in rings:
        if region.shape == "rectangle" and kind == "boxes":
            kept.extend(_frames(region, entry))
        else:
            kept.append([(min(max(x, 0.0), width), min(max(y, 0.0), height)) for x, y in ring])
    return [Kept(label, points, within=within) for points in kept for label in region.labels]


def _conll(job: Job) -> Iterator[Entry]:
    at = 0
    name = spans.text_names(job.layout)[0]
    for record in job.records():
        text = job.layout.shown(record.data, name)
        if text is None:
            continue
        text = str(text)
        first = next(
            (i["from_name"] for i in record.items if job.layout.kind(i["from_name"]) == "labels"), None
        )
        mine = _only(record, [item for item in record.items if item["from_name"] == first])
        found = [one for one in spans.spans_of(job, mine, text, name) if one.labels]
        tokens = list(tagged(text, sorted(found, key=lambda one: one.start)))
        entry = Entry(at, record.where(), text=text)
        for start, end, tag in tokens:
            if tag.startswith("B-"):
                entry.marks.append(Kept(tag[2:], span=(start, end)))
            elif tag.startswith("I-"):
                last = entry.marks[-1]
                last.span = ((last.span or (start, end))[0], end)
        if tokens:
            at += 1
            yield entry


def _spacy(*, tokens: bool) -> Callable[[Job], Iterator[Entry]]:
    def entries(job: Job) -> Iterator[Entry]:
        at = 0
        for record in job.records():
            shown = [*spans.texts(job, record)]
            names = [name for name, _ in shown]
            for name, text in shown:
                mine = [
                    one
                    for one in record.items
                    if one.get("to_name") == name or one.get("to_name") not in names
                ]
                entry = Entry(at, record.where(), text=text)
                for span in spans.spans_of(job, _only(record, mine), text, name):
                    ends, free = (span.start, span.end), text if tokens else ""
                    blank = tokens and not text[slice(*ends)].strip()
                    made = (Kept(label, span=ends, text=free, slight=blank) for label in span.labels)
                    entry.marks.extend(made)
                at += 1
                yield entry

    return entries


def _only(record: Record, items: list[Any]) -> Record:
    return Record(record.index, record.task, record.data, record.annotation, items)


def _brush(job: Job) -> Iterator[Entry]:
    """The masks of each picture; an annotation of several pictures gives several entries of one key."""
    for picture in _pictures(job):
        annotation = (picture.record.annotation or {}).get("id")
        entry = Entry((safe_name(str(picture.record.id)), str(annotation)), picture.record.where())
        for region, alpha in masks_of(job, picture):
            entry.marks.append(Kept(safe_name("-".join(region.labels)) if region.labels else "", mask=alpha))
        yield entry


ENTRIES: dict[str, Callable[[Job], Iterator[Entry]]] = {
    "coco": _coco,
    "voc": _voc,
    "yolo": _yolo("boxes"),
    "yolo_obb": _yolo("obb"),
    "yolo_seg": _yolo("segments"),
    "yolo_keypoints": _yolo("pose"),
    "conll2003": _conll,
    "spacy": _spacy(tokens=True),
    "spacy_jsonl": _spacy(tokens=False),
    "brush_to_png": _brush,
    "brush_to_numpy": _brush,
}
"""Format -> what is expected of each of its pictures or texts; ``json`` is compared as it is."""
