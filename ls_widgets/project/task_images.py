"""A task's picture as a Pillow image, as the view shows it."""

from __future__ import annotations

import io
import warnings
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from ls_widgets.errors import TaskError
from ls_widgets.tasks.addresses import Url
from ls_widgets.tasks.opened import as_seen, opened, orientation
from ls_widgets.tasks.pictures import Picture, picture_of
from ls_widgets.tasks.pixels import array_pixels, array_shape, image_channels, image_pixels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

_MODES = {1: "L", 3: "RGB", 4: "RGBA"}


def open_image(value: Any, *, page: int = 0, roots: Sequence[str | Path] = ()) -> Image.Image:
    """The picture of an Image's value in RGB, upright, animations by their first frame.

    ``page`` counts in lists and in TIFFs. TaskError for a picture on the web, which is never
    fetched, and for one that cannot be read.
    """
    pages = value if isinstance(value, list | tuple) else None
    one = value if pages is None else pages[page] if 0 <= page < len(pages) else None
    with warnings.catch_warnings(action="ignore"):  # Pillow's, which name no file
        found = picture_of(lambda: one, roots=[Path.cwd(), *(Path(root) for root in roots)])
        if isinstance(found, list):
            at = page if pages is None else 0
            if not 0 <= at < len(found):
                raise TaskError(f"the picture has {len(found)} pages; there is no page {at}.")
            found = found[at]
        if isinstance(found, TaskError):
            raise found
        if isinstance(found, Url):
            raise TaskError(f"the picture is on the web and is not fetched: {found.address}")
        return _pixels(found).convert("RGB")


def _pixels(picture: Picture) -> Image.Image:
    if picture.large is not None:
        with picture.large.source() as (held, _):
            if hasattr(held, "convert"):
                return _upright(held, picture.large.orientation)
            return _of_array(held)
    if picture.make is not None:
        return _decoded(io.BytesIO(picture.make()))
    if picture.file is None:
        raise TaskError("the picture has no pixels.")
    with picture.file.open("rb") as stream:
        return _decoded(stream)


def _decoded(stream: IO[bytes]) -> Image.Image:
    image = opened(stream, "the picture", size=None)
    return _upright(image, orientation(image))


def _upright(image: Image.Image, turned: int) -> Image.Image:
    from PIL import Image

    channels = image_channels(image)
    return Image.frombytes(
        _MODES[channels], as_seen(image.size, turned), image_pixels(image, channels, turned)
    )


def _of_array(array: Any) -> Image.Image:
    from PIL import Image

    width, height, channels = array_shape(array)
    return Image.frombytes(_MODES[channels], (width, height), array_pixels(array))
