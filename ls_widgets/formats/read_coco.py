"""COCO as it is read: boxes, polygons, masks as RLE, key points and what they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ls_widgets.errors import FormatError, ResultError
from ls_widgets.formats import read_coco_reference
from ls_widgets.formats.building import box_of_corners
from ls_widgets.formats.coco_index import CocoIndex
from ls_widgets.formats.coco_points import DEFAULT
from ls_widgets.formats.losses import HIDDEN_POINT, NO_FLAGS, Left
from ls_widgets.formats.progress import followed, on_stderr
from ls_widgets.formats.read_coco_reference import FIELDS, number_first
from ls_widgets.formats.reading import (
    Reading,
    as_id,
    as_list,
    as_number,
    as_numbers,
    as_object,
    as_size,
    as_text,
)
from ls_widgets.formats.sample import Answer, Mark, Sample
from ls_widgets.geometry.boxes import Box
from ls_widgets.geometry.coco_rle import mask_from_coco

CROWD = Left("mark of a crowd (iscrowd)", NO_FLAGS)
PARTS = Left("object of several polygons, which became a polygon each", "a polygon has one outline")
ATTRIBUTES = Left("attributes of an object", "the file does not say what they may be")
SKELETON = Left("skeleton between key points", "key points have no lines between them")
CAPTION = Left("caption", "Label Studio's importer takes objects alone")
PANOPTIC = Left("segments of a panoptic file", "they are in pictures of their own")
EMPTY = Left("object without a shape", "there is nothing to draw")
VISIBLE = 2

naming = read_coco_reference.naming


@dataclass(slots=True)
class Category:
    """A category: its label, and the names of its key points."""

    label: str
    points: list[str] = field(default_factory=list)
    loose: bool = False
    """It holds key points that belong to no object."""


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each image, in the order of the list.

    The document is gone through twice, for memory holds neither list: what belongs together is seen first.
    """
    place, index = reading.place, CocoIndex(reading.place)
    listed, offered = _look_through(reading, index)
    categories = _categories(reading, listed, place)
    groups = index.groups()
    used: dict[tuple[str, str], None] = {}
    order = index.images_by_id(number_first) if reading.reference else range(len(index.images))
    with reading.document.again() as again:
        for position in order:
            where = f"{place}, images[{position}]"
            sample = _sample(again(*index.images[position]), where)
            for at in groups[position]:
                annotation, where = again(*index.annotations[at]), f"{place}, annotations[{at}]"
                category = _category(annotation, categories, where)
                if category is None:
                    _add_caption(reading, annotation, sample, where)
                elif reading.reference:
                    sample.marks += read_coco_reference.marks(reading, annotation, category.label, where)
                else:
                    sample.marks += _marks(reading, annotation, category, sample, where)
            used |= {(mark.shape, mark.labels[0]): None for mark in sample.marks}
            yield sample
    if reading.reference:
        read_coco_reference.declare(reading, categories, offered)
    else:
        _declare(reading, categories, used)


def _add_caption(reading: Reading, annotation: dict[str, Any], sample: Sample, where: str) -> None:
    """A text about the whole picture: all captions of it are one answer."""
    if "caption" not in annotation or reading.reference:
        reading.losses.add(CAPTION if "caption" in annotation else PANOPTIC, place=where)
        return
    if not sample.answers:
        sample.answers.append(Answer("textarea", [], control="caption"))
    sample.answers[0].values.append(as_text(annotation["caption"], f"{where}.caption"))


def _look_through(reading: Reading, index: CocoIndex) -> tuple[Any, list[str]]:
    """Fills the index; gives the list of categories, and the shapes that annotations have fields for."""
    place, listed, shapes, has_images = reading.place, None, {}, False
    parts = reading.document.parts("images", "annotations")
    first = next(parts).value
    as_object({} if isinstance(first, list) else first, place)
    progress, unit = on_stderr(progress=reading.progress), "images and annotations"
    for part in followed(parts, None, "coco, first look", progress=progress, unit=unit):
        where = f"{place}, {part.name}[{part.at}]"
        if part.at is None:
            if part.name == "images":
                has_images = isinstance(part.value, list)
            elif part.name == "categories":
                listed = part.value
            elif part.name == "annotations":
                as_list(part.value, f"{place}, annotations")
        elif part.name == "images":
            image = as_object(part.value, where)
            _sample(image, where)
            index.add_image(as_id(image.get("id"), f"{where}.id"), part)
        elif part.name == "annotations":
            found = as_object(part.value, where)
            number = None if found.get("id") is None else as_id(found["id"], f"{where}.id")
            index.add_annotation(number, as_id(found.get("image_id"), f"{where}.image_id"), part)
            shapes |= dict.fromkeys(shape for field, shape in FIELDS.items() if field in found)
    if not has_images:
        raise FormatError(f"{place}: images must be a list; lists of results alone do not name the pictures.")
    return listed, [*shapes]


def _categories(reading: Reading, listed: Any, place: str) -> dict[Any, Category]:
    found: dict[Any, Category] = {}
    for at, entry in enumerate(as_list(listed, f"{place}, categories")):
        where = f"{place}, categories[{at}]"
        about = as_object(entry, where)
        identity = as_id(about.get("id"), f"{where}.id")
        if identity in found:
            raise FormatError(f"{where}.id: {identity!r} is the id of another category too.")
        label = as_text(about.get("name"), f"{where}.name")
        if reading.options["use_super_categories"] and "supercategory" in about:
            label = f"{about['supercategory']}:{label}"
        points = [str(one) for one in as_list(about.get("keypoints"), f"{where}.keypoints")]
        if about.get("skeleton"):
            reading.losses.add(SKELETON, place=where)
        loose = label == DEFAULT and about.get("supercategory") == DEFAULT and bool(points)
        found[identity] = Category(label, points, loose)
        if isinstance(about.get("color"), str) and about["color"].startswith("#"):
            reading.colours.setdefault(label, about["color"])
    return found


def _sample(image: dict[str, Any], where: str) -> Sample:
    name = as_text(image.get("file_name"), f"{where}.file_name")
    size = as_size(image.get("width"), image.get("height"), where)
    return Sample(where, picture=name, size=size)


def _category(annotation: dict[str, Any], categories: Mapping[Any, Category], where: str) -> Category | None:
    if "category_id" not in annotation:
        return None
    category = _of_id(categories, annotation["category_id"], f"{where}.category_id")
    if category is None:
        raise FormatError(f"{where}.category_id: there is no category {annotation['category_id']!r}.")
    return category


def _of_id(table: Mapping[Any, Any], name: Any, where: str) -> Any:
    """What an id refers to; VIA writes some of the numbers as texts."""
    identity = as_id(name, where)
    if identity not in table and isinstance(identity, str) and identity.isdecimal():
        identity = int(identity)
    return table.get(identity)


def _declare(reading: Reading, categories: Mapping[Any, Category], marks: Iterable[tuple[str, str]]) -> None:
    """Each category belongs to the shapes that its objects have; one without objects to all of them."""
    used = {
        ("rectangle" if shape == "corners" else shape, label): None
        for shape, label in marks
        if shape != "keypoint"
    }
    known = {label for _, label in used}
    labels = [category.label for category in categories.values() if not category.loose]
    for shape in dict.fromkeys(shape for shape, _ in used) or ("rectangle",):
        reading.declare(shape, [label for label in labels if label not in known or (shape, label) in used])
    points = [point for category in categories.values() for point in category.points]
    if points:
        reading.declare("keypoint", points)


def _marks(
    reading: Reading, annotation: dict[str, Any], category: Category, sample: Sample, where: str
) -> Iterator[Mark]:
    if annotation.get("iscrowd"):
        reading.losses.add(CROWD, place=where)
    if annotation.get("attributes"):
        reading.losses.add(ATTRIBUTES, place=where)
    score = annotation.get("score")
    score = None if score is None else as_number(score, f"{where}.score")
    points = list(_points(reading, annotation, category, where))
    if category.loose and points:
        for point in points:
            point.score = score
            yield point
        return
    shapes = list(_shapes(reading, annotation, sample, where))
    if not shapes and not points:
        reading.losses.add(EMPTY, place=where)
    for at, (shape, geometry) in enumerate(shapes):
        name = f"{where}#{at}"
        yield Mark(shape, [category.label], geometry, name, score=score, where=where)
        if at == 0:
            for point in points:
                point.parent = name
    yield from points


def _shapes(
    reading: Reading, annotation: dict[str, Any], sample: Sample, where: str
) -> Iterator[tuple[str, Any]]:
    segmentation = annotation.get("segmentation")
    if isinstance(segmentation, dict):
        try:
            mask = mask_from_coco(segmentation)
        except ResultError as error:
            raise FormatError(f"{where}.segmentation: {error}") from error
        if sample.size is not None and mask.shape != sample.size[::-1]:
            raise FormatError(
                f"{where}.segmentation.size: {[*mask.shape]} is not the picture's, {[*sample.size[::-1]]}."
            )
        yield "mask", mask
        return
    rings = as_list(segmentation, f"{where}.segmentation")
    if rings and not isinstance(rings[0], list):
        rings = [rings]
    rings = [ring for ring in rings if ring != []]
    for at, ring in enumerate(rings):
        flat = as_numbers(ring, f"{where}.segmentation[{at}]")
        if len(flat) % 2 or len(flat) < 6:
            raise FormatError(f"{where}.segmentation[{at}]: needs x and y of at least three points.")
        points = list(zip(flat[::2], flat[1::2], strict=True))
        # Exports write a box as its corners; hardly anybody draws an outline that is one to a millionth.
        yield "corners" if len(rings) == 1 and box_of_corners(points) else "polygon", points
    if len(rings) > 1:
        reading.losses.add(PARTS, place=where)
    if not rings and annotation.get("bbox"):
        yield "rectangle", Box(*as_numbers(annotation["bbox"], f"{where}.bbox", count=4))


def _points(reading: Reading, annotation: dict[str, Any], category: Category, where: str) -> Iterator[Mark]:
    flat = as_numbers(annotation.get("keypoints"), f"{where}.keypoints")
    if len(flat) % 3:
        raise FormatError(f"{where}.keypoints: needs x, y and visibility of each point.")
    for at in range(0, len(flat), 3):
        number = at // 3
        x, y, seen = flat[at : at + 3]
        if not seen:
            continue
        if seen < VISIBLE:
            reading.losses.add(HIDDEN_POINT, place=where)
        label = category.points[number] if number < len(category.points) else f"{category.label} {number + 1}"
        yield Mark("keypoint", [label], (x, y), where=where)
