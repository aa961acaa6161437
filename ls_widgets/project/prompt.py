"""What a person points at when a model is asked for suggestions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import PredictionError
from ls_widgets.geometry.boxes import Box, Point, bounds, box_centre
from ls_widgets.geometry.contours import mask_polygons
from ls_widgets.geometry.shapes import outline, point_of, value_mask
from ls_widgets.model.wire import Item

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image


@dataclass(slots=True)
class Prompt:
    """The region just drawn, for a model that a person asks by drawing; lengths are pixels.

    >>> from ls_widgets.project.prompt import Prompt
    >>> click = {"id": "k", "from_name": "kp", "to_name": "img", "value": {"x": 50, "y": 25}}
    >>> prompt = Prompt("t1", {}, [click], control="kp", object="img", size=(200, 100))
    >>> prompt.point, prompt.pixel
    ((100.0, 25.0), (25, 100))
    """

    task: str
    """The task's key."""
    data: Mapping[str, Any]
    """The task's data."""
    result: list[Item]
    """Label Studio results of the prompt, newest last: earlier clicks for the same thing come before it."""
    control: str
    """Name of the control that drew the newest region."""
    object: str
    """Name of the Image or Text it lies on."""
    label: str | None = None
    """The label it was drawn with."""
    size: tuple[int, int] | None = None
    """Width and height of the picture; None for other objects."""
    page: int = 0
    """Of a list of pictures."""
    text: str | None = None
    """What a Text shows."""
    load: Callable[[], Image.Image] | None = field(default=None, repr=False)
    _image: Image.Image | None = field(default=None, repr=False)

    @property
    def image(self) -> Image.Image:
        """The picture as seen, in RGB; read when it is first asked for.

        Raises PredictionError where there is none, and for one on the web, which is never fetched.
        """
        if self._image is None:
            if self.load is None:
                raise PredictionError(f"{self.object!r} shows no picture.")
            self._image = self.load()
        return self._image

    @property
    def value(self) -> Mapping[str, Any]:
        """Geometry and labels of the newest region, in Label Studio's units."""
        return _value(self.result[-1]) if self.result else {}

    @property
    def points(self) -> list[Point]:
        """All clicks (key points), oldest first; else the points of a polygon or vector."""
        size = self._size()
        clicks = [point_of(_value(item), size) for item in self._clicks()]
        if clicks or not {"points", "vertices"} & self.value.keys():
            return clicks
        return outline(self.value, size)

    @property
    def positive(self) -> list[bool]:
        """For each click whether it lies on the thing (True) or beside it."""
        return [item.get("is_positive", True) not in (False, 0) for item in self._clicks()]

    @property
    def box(self) -> Box | None:
        """The upright box about the newest region that has an extent."""
        size = self._size()
        for item in reversed(self.result):
            value = _value(item)
            if "rle" in value or "imageDataURL" in value:
                parts = mask_polygons(value_mask(value, size))
                if parts:
                    return bounds([point for part in parts for point in part])
            elif {"points", "vertices", "radiusX", "height"} & value.keys():
                return bounds(outline(value, size))
        return None

    @property
    def point(self) -> Point:
        """The newest click, else the middle of `box`. PredictionError where there is neither."""
        clicks = self._clicks()
        if clicks:
            return point_of(_value(clicks[-1]), self._size())
        box = self.box
        if box is None:
            raise PredictionError("the prompt has no place on the picture.")
        return box_centre(box)

    @property
    def pixel(self) -> tuple[int, int]:
        """Row and column of the pixel at `point`, as arrays are indexed; always inside the picture."""
        x, y = self.point
        width, height = self._size()
        return min(max(int(y), 0), height - 1), min(max(int(x), 0), width - 1)

    @property
    def mask(self) -> NDArray[np.bool_]:
        """The pixels of the newest region as a bool array, (height, width). ResultError where it has none."""
        return value_mask(self.value, self._size())

    def _clicks(self) -> Sequence[Item]:
        seen: dict[Any, Item] = {}
        for item in self.result:
            value = _value(item)
            if {"x", "y"} <= value.keys() and not {"height", "radiusX"} & value.keys():
                seen[item.get("id") or id(item)] = item
        return list(seen.values())

    def _size(self) -> tuple[int, int]:
        if self.size is None:
            raise PredictionError(f"the size of the picture at {self.object!r} is not known.")
        return self.size


def _value(item: Item) -> Mapping[str, Any]:
    value = item.get("value")
    return value if isinstance(value, Mapping) else {}
