"""COCO of brush masks as Label Studio writes it: outlines of masks, categories from 1 as they appear."""

from __future__ import annotations

import colorsys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from ls_widgets.errors import ResultError
from ls_widgets.formats import brush_coco_reference, jsonio, pictures
from ls_widgets.formats.brush import masks_of, why_not
from ls_widgets.formats.coco import mask_bounds
from ls_widgets.formats.flat import reference_author
from ls_widgets.formats.job import Job
from ls_widgets.formats.pictures import Picture
from ls_widgets.formats.shapes import bounds_of, outline_of
from ls_widgets.geometry.polygons import area

HOLES = "hole in a mask"

__all__ = ["why_not", "write"]


def write(job: Job) -> None:
    """``result_coco.json``. Each region is one annotation; for the reference each outline is one."""
    images: list[dict[str, Any]] = []
    numbers: dict[str, int] = {}
    annotations: list[dict[str, Any]] = []
    for index, record in enumerate(job.records()):
        for picture in pictures.pictures_of(job, record):
            if job.reference:
                image, name = index, brush_coco_reference.address_of(picture)
                found = [*brush_coco_reference.objects(job, picture, numbers)] if name else []
                if not found:
                    continue
                by = str(reference_author(record.annotation or {}, "unknown"))
            else:
                image, name = len(images), pictures.reference_path(picture, pictures.file_name(picture))
                found = [*_objects(job, picture, numbers)]
                by = record.annotator
            size = {"width": picture.width or None, "height": picture.height or None}
            images.append({"id": image, "file_name": name.rpartition("/")[2], "path": name, **size})
            for one in found:
                annotations.append(
                    {"id": len(annotations), "image_id": image, **one, "iscrowd": 0, "annotator": by}
                )
    categories = [
        {"id": number, "name": label, "supercategory": "", "color": _colour(number), "metadata": {}}
        for label, number in numbers.items()
    ]
    now = datetime.now(UTC)
    info = {
        "year": now.year, "version": "1.0", "description": "Converted from Label Studio",
        "contributor": "Label Studio Converter",
        "date_created": now.isoformat(sep=" ", timespec="seconds"),
    }  # fmt: skip
    body = {"images": images, "annotations": annotations, "categories": categories, "info": info}
    job.folder.write("result_coco.json", jsonio.dumps(body))


def _objects(job: Job, picture: Picture, numbers: dict[str, int]) -> Iterator[dict[str, Any]]:
    for label, shape in _shapes(job, picture):
        yield {"category_id": numbers.setdefault(label, len(numbers) + 1), **shape}


def _shapes(job: Job, picture: Picture) -> Iterator[tuple[str, dict[str, Any]]]:
    masks = Picture(picture.record, picture.to_name, picture.page, picture.address, [])
    masks.width, masks.height = picture.width, picture.height
    outlines = Picture(picture.record, picture.to_name, picture.page, picture.address, [])
    outlines.width, outlines.height = picture.width, picture.height
    for item in picture.items:
        flat = item.get("type") in ("polygonlabels", "rectanglelabels")
        (outlines if flat else masks).items.append(item)
    for region, alpha in masks_of(job, masks):
        for shape in _outlines(job, picture, alpha):
            yield (region.labels or ["no_label"])[0], shape
    for region in pictures.regions_of(job, outlines, "polygon", "rectangle"):
        at = (picture.record, region.item)
        if not picture.width:
            job.losses.add(pictures.NO_SIZE, *at)
            continue
        try:
            corners = outline_of(region, (picture.width, picture.height))
        except ResultError:
            job.losses.add("region whose geometry is broken", *at)
            continue
        flat = [[n for point in corners for n in point]]
        yield region.labels[0], {"segmentation": flat, "area": int(area(corners)), "bbox": bounds_of(corners)}


def _outlines(job: Job, picture: Picture, alpha: Any) -> Iterator[dict[str, Any]]:
    from ls_widgets.geometry.contours import mask_parts

    parts, holes = mask_parts(alpha)
    if holes:
        job.losses.add(HOLES, picture.record, count=holes)
    if parts:
        box, inside = mask_bounds(alpha)
        yield {"segmentation": parts, "area": inside, "bbox": [*box]}


def _colour(number: int) -> str:
    red, green, blue = colorsys.hsv_to_rgb(number * 0.618 % 1, 0.65, 0.9)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
