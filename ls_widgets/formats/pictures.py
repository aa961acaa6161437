"""Records of image tasks: pictures with their sizes and names, and the regions on them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from ls_widgets.formats.job import Job, Shown
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.names import is_stored, media_name, safe_name
from ls_widgets.formats.records import Record
from ls_widgets.model.wire import Item

NO_SIZE = "region on a picture whose size is not known"
UNLABELLED = "region without a label"
ANSWER = "answer (choice, text, rating, …)"
ANSWER_ON_REGION = "answer about a region"
NOT_COPIED = "picture that could not be copied (on the web, or not readable here)"
LEFT_OUT = "region that Label Studio's converter leaves out"
MOST_PIXELS = 1 << 20
"""Longest side of a picture that is taken for one."""

LABELLED = {
    "rectanglelabels": "rectangle",
    "polygonlabels": "polygon",
    "ellipselabels": "ellipse",
    "keypointlabels": "keypoint",
    "brushlabels": "brush",
    "bitmasklabels": "bitmask",
    "vectorlabels": "vector",
}
"""Kinds of results with labels of their own, and their shapes."""
BARE = {"rectangle", "polygon", "ellipse", "keypoint", "brush", "magicwand", "bitmask", "vector"}


class Picture(Struct):
    """One picture of a record. Sizes are pixels, 0 where they are not known."""

    record: Record
    to_name: str
    page: int
    address: str
    items: list[Item] = []
    """Results on it, one control after the other as they first appear."""
    width: int = 0
    height: int = 0


class Region(Struct):
    """A shape with its labels."""

    shape: str
    """``rectangle``, ``polygon``, ``ellipse``, ``keypoint``, ``brush``, ``bitmask`` or ``vector``."""
    labels: list[str]
    item: Item

    @property
    def value(self) -> dict[str, Any]:
        """Geometry in percent of the picture."""
        return self.item["value"]


def why_not(layout: Layout, *shapes: str) -> str:
    """Why no picture has regions of these shapes; empty where one may have."""
    if not layout.objects("Image"):
        return "it has no Image."
    if layout.controls(*(f"{shape}labels" for shape in shapes), on="Image"):
        return ""
    bare = [*shapes, "magicwand"] if "brush" in shapes else [*shapes]
    if layout.controls(*bare, on="Image"):
        if layout.controls("Labels", on="Image"):
            return ""
        return "its shapes have no labels: add Labels for the Image, or take the tags that have them."
    spelt = {"keypoint": "KeyPoint"}
    names = ", ".join(f"{spelt.get(shape, shape.capitalize())}Labels" for shape in shapes)
    return f"its Image has none of {names}, and no Labels beside a shape."


def pictures_of(job: Job, record: Record) -> Iterator[Picture]:
    """The pictures of a record, in the order of config and pages; one also where nothing is marked."""
    found: dict[tuple[str, int], Picture] = {}
    only = job.layout.only_picture if job.reference else ""
    for item in _by_control(record.items):
        name, page = only or str(item.get("to_name")), item.get("item_index")
        key = (name, page if type(page) is int and page > 0 and job.layout.has_pages(name) else 0)
        picture = found.get(key)
        if picture is None:
            picture = _picture(job, record, *key)
            if picture is None:
                job.losses.add(ANSWER, record, item)
                continue
            found[key] = picture
        picture.items.append(item)
    for name in job.layout.pictures:
        if not found or all(to_name != name for to_name, _ in found):
            picture = _picture(job, record, name, 0)
            if picture is not None and picture.address:
                found[name, 0] = picture
    for picture in found.values():
        _measure(job, picture)
        yield picture


def _by_control(items: list[Item]) -> list[Item]:
    if len(items) < 2:
        return items
    first = items[0].get("from_name")
    for item in items:
        if item.get("from_name") != first:
            break
    else:
        return items
    groups: dict[Any, list[Item]] = {}
    for item in items:
        groups.setdefault(item.get("from_name"), []).append(item)
    return [item for group in groups.values() for item in group]


def _picture(job: Job, record: Record, to_name: str, page: int) -> Picture | None:
    if not job.layout.is_picture(to_name):
        return None
    shown = job.layout.shown(record.data, to_name, page)
    address = shown if isinstance(shown, str) else "" if shown is None else f"task-{record.id}.png"
    return Picture(record, to_name, page, address)


def _measure(job: Job, picture: Picture) -> None:
    for item in picture.items:
        size = size_of(item)
        if size is not None:
            picture.width, picture.height = size
            return
    shown = None if job.reference else shown_of(job, picture)
    if shown is not None:
        picture.width, picture.height = shown.width, shown.height


def size_of(item: Item) -> tuple[int, int] | None:
    """Width and height of the picture in pixels as a result names them, in itself or in its value."""
    for held in (item, item["value"]):
        width, height = held.get("original_width"), held.get("original_height")
        if _is_side(width) and _is_side(height):
            return int(width), int(height)  # type: ignore[arg-type]
    return None


def _is_side(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value <= MOST_PIXELS


def shown_of(job: Job, picture: Picture) -> Shown | None:
    """The picture itself, where it is within reach."""
    variable = job.layout.variable(picture.to_name, picture.page)
    return None if variable is None else job.media.picture(picture.record.index, variable)


def regions_of(job: Job, picture: Picture, *shapes: str, labelled: bool = True) -> Iterator[Region]:
    """The regions of these shapes; all else on the picture is counted as lost, and what has no label.

    A bare shape takes the labels of the Labels results of the same region. ``labelled=False`` takes
    regions without a label too.
    """
    beside = _labels_beside(picture.items)
    for item in picture.items:
        value, kind = item["value"], item.get("type")
        if not isinstance(kind, str):
            kind = ""
        shape = LABELLED.get(kind)
        if shape is not None:
            labels = value.get(kind)
        elif kind == "labels" and _shape_of(value):
            if beside.get(id_of(item), _NOTHING)[1]:
                continue  # the bare shape stands for it
            shape, labels = _shape_of(value), value.get("labels")
        elif kind in BARE:
            shape = "brush" if kind == "magicwand" else kind
            labels = beside.get(id_of(item), _NOTHING)[0]
        else:
            job.losses.add(ANSWER_ON_REGION if _shape_of(value) else ANSWER, picture.record, item)
            continue
        if shape not in shapes:
            job.losses.add(f"{shape}, which the format does not know", picture.record, item)
        elif labelled and not (isinstance(labels, list) and labels):
            job.losses.add(UNLABELLED, picture.record, item)
        else:
            names = labels if isinstance(labels, list) else []
            if len(names) != 1 or type(names[0]) is not str:
                names = [str(name) for name in names]
            yield Region(shape, names, item)


_NOTHING: tuple[None, bool] = (None, False)


def id_of(item: Item, field: str = "id") -> str | int | None:
    """The id of a region, or of its parent; None for what is none."""
    name = item.get(field)
    return name if isinstance(name, str | int) else None


def _labels_beside(items: list[Item]) -> dict[Any, tuple[list[Any], bool]]:
    """Region id -> labels of its Labels results, and whether a bare shape is there too."""
    found: dict[Any, list[Any]] = {}
    for item in items:  # most have their labels in themselves
        if item.get("type") == "labels" and id_of(item) is not None:
            found.setdefault(id_of(item), []).extend(texts(item["value"], "labels"))
    if not found:
        return {}
    bare = {id_of(item) for item in items if isinstance(item.get("type"), str) and item["type"] in BARE}
    return {name: (labels, name in bare) for name, labels in found.items()}


def _shape_of(value: dict[str, Any]) -> str:
    if "width" in value and "x" in value:
        return "rectangle" if "height" in value else "keypoint"
    names = {"points": "polygon", "radiusX": "ellipse", "rle": "brush", "imageDataURL": "bitmask"}
    return next(
        (shape for key, shape in names.items() if key in value), "vector" if "vertices" in value else ""
    )


def texts(value: dict[str, Any], key: str) -> list[str]:
    """The labels of a value; none where they are no list."""
    found = value.get(key)
    return [str(label) for label in found] if isinstance(found, list) else []


def numbers(value: dict[str, Any], *keys: str) -> list[float] | None:
    """Finite numbers of a value; None where one is missing or none."""
    try:
        found = [float(value[key]) for key in keys]
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    return found if all(-1e9 < number < 1e9 for number in found) else None


def points(value: dict[str, Any], key: str = "points") -> list[tuple[float, float]] | None:
    """Points in percent; None where they are none."""
    try:
        if key == "vertices":
            found = [(float(point["x"]), float(point["y"])) for point in value[key]]
        else:
            found = [(float(x), float(y)) for x, y in value[key]]
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    fine = all(-1e9 < x < 1e9 and -1e9 < y < 1e9 for x, y in found)
    return found if found and fine else None


def file_name(picture: Picture) -> str:
    """What Label Studio calls the file of a picture: ``<8 hex>__name.jpg``."""
    if picture.address:
        return media_name(picture.address)
    return safe_name(f"task-{picture.record.id}")


def stem_of(name: str) -> str:
    """A file name without its suffix."""
    stem = name.rpartition(".")[0]
    return stem if stem.strip(".") else name


def reference_path(picture: Picture, name: str) -> str:
    """How COCO names a picture that is not copied: by address where Label Studio stores it."""
    return picture.address if is_stored(picture.address) else f"images/{name}"


def copy_picture(job: Job, picture: Picture, name: str) -> bool:
    """Puts the picture into ``images/``; counted as lost where it is out of reach."""
    shown = shown_of(job, picture)
    try:
        content = shown.read() if shown is not None else None
    except Exception:  # noqa: BLE001 - decoders and file systems fail in every way
        content = None
    if content is None:
        job.losses.add(NOT_COPIED, picture.record)
        return False
    job.folder.write(f"images/{name}", content)
    return True
