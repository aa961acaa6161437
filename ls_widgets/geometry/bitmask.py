"""Masks as PNG data addresses: black pixels whose alpha is the mask, as Bitmask results hold them."""

from __future__ import annotations

import base64
import binascii
import io
import warnings
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import ResultError
from ls_widgets.geometry.rle import PIXELS_LIMIT, alpha_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_START = "data:image/png;base64,"


def mask_from_png_url(url: str, size: tuple[int, int] | None = None) -> NDArray[np.uint8]:
    """The alpha, 0 to 255, of a ``data:image/png;base64,…`` address, of shape (height, width).

    ``size`` is the (width, height) that the picture must have. A PNG without alpha counts where it is
    not black. Raises ResultError for another kind of address, a broken PNG and one of another size.
    """
    import numpy as np
    from PIL import Image

    _check(png_url_size(url), size)
    try:
        content = base64.b64decode(url[len(_START) :], validate=True)
    except (ValueError, binascii.Error):
        raise ResultError("the bitmask's address is no base64.") from None
    try:
        with warnings.catch_warnings(action="ignore"):
            picture = Image.open(io.BytesIO(content), formats=("PNG",))
            opaque = not picture.has_transparency_data
            pixels = np.asarray(picture.convert("RGBA"))
    except ResultError:
        raise
    except Exception as error:  # noqa: BLE001 (broken pictures raise errors of every kind)
        raise ResultError(f"the bitmask is no PNG that can be read: {error}.") from None
    if opaque:
        return np.where(pixels[..., :3].any(axis=2), np.uint8(255), np.uint8(0))
    return np.ascontiguousarray(pixels[..., 3])


def png_url_size(url: Any) -> tuple[int, int]:
    """Width and height that a PNG address claims, from its first bytes. ResultError for another address."""
    if not isinstance(url, str) or not url.startswith(_START):
        raise ResultError(f"a bitmask must be an address that starts with {_START}.")
    try:
        head = base64.b64decode(url[len(_START) : len(_START) + 32], validate=True)
    except (ValueError, binascii.Error):
        raise ResultError("the bitmask's address is no base64.") from None
    if len(head) != 24 or not head.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ResultError("the bitmask is no PNG.")
    return int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")


def png_url_from_mask(mask: Any) -> str:
    """The ``imageDataURL`` of a bitmask result from an array of shape (height, width).

    Booleans become 255 where they are true; integers from 0 to 255 are alpha as they are. Raises
    ResultError for any other array.
    """
    from PIL import Image

    alpha = Image.fromarray(alpha_of(mask))
    picture = Image.new("RGBA", alpha.size)
    picture.putalpha(alpha)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return _START + base64.b64encode(stream.getvalue()).decode("ascii")


def _check(found: tuple[int, int], wanted: tuple[int, int] | None) -> None:
    if found[0] * found[1] > PIXELS_LIMIT:
        raise ResultError(f"the bitmask has {found[0]}×{found[1]} pixels: too large.")
    if wanted is not None and tuple(wanted) != found:
        raise ResultError(
            f"the bitmask has {found[0]}×{found[1]} pixels; the picture {wanted[0]}×{wanted[1]}."
        )
