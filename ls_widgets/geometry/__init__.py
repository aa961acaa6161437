"""Geometry of image regions: pixels on one side, Label Studio's values on the other.

Masks are NumPy arrays of shape (height, width). Boxes are (x, y, width, height[, rotation]) and polygons
lists of (x, y) in pixels, y pointing down. A value is the ``value`` of a Label Studio result, in percent
of the picture.

>>> from ls_widgets import geometry
>>> mask = geometry.polygon_mask([(0, 0), (2, 0), (2, 2), (0, 2)], 4, 4)
>>> geometry.bounds(geometry.mask_polygons(mask)[0])
Box(x=0.0, y=0.0, width=2.0, height=2.0, rotation=0.0)
>>> geometry.polygon_value(geometry.mask_polygons(mask)[0], (4, 4))["points"]
[[0.0, 0.0], [50.0, 0.0], [50.0, 50.0], [0.0, 50.0]]
"""

from __future__ import annotations

from ls_widgets.geometry.bitmask import mask_from_png_url, png_url_from_mask
from ls_widgets.geometry.boxes import (
    Box,
    Point,
    bounds,
    box_about,
    box_centre,
    box_corners,
    box_from_corners,
    box_iou,
)
from ls_widgets.geometry.coco_rle import coco_from_mask, mask_from_coco
from ls_widgets.geometry.contours import mask_polygons, mask_rings, pixel_contours
from ls_widgets.geometry.polygons import area, clipped, mask_iou, polygon_mask, signed_area
from ls_widgets.geometry.rle import decode, encode, mask_from_rle, rle_from_mask
from ls_widgets.geometry.shapes import (
    bitmask_value,
    box_of,
    box_value,
    brush_value,
    outline,
    point_of,
    point_value,
    polygon_value,
    value_mask,
)

__all__ = [
    "Box",
    "Point",
    "area",
    "bitmask_value",
    "bounds",
    "box_about",
    "box_centre",
    "box_corners",
    "box_from_corners",
    "box_iou",
    "box_of",
    "box_value",
    "brush_value",
    "clipped",
    "coco_from_mask",
    "decode",
    "encode",
    "mask_from_coco",
    "mask_from_png_url",
    "mask_from_rle",
    "mask_iou",
    "mask_polygons",
    "mask_rings",
    "outline",
    "pixel_contours",
    "png_url_from_mask",
    "point_of",
    "point_value",
    "polygon_mask",
    "polygon_value",
    "rle_from_mask",
    "signed_area",
    "value_mask",
]
