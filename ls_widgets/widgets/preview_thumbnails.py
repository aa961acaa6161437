"""Small pictures of a task's images, kept while they are likely to be shown again."""

from __future__ import annotations

import base64
import io
from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from ls_widgets.widgets.preview_picture import Page, PictureBody, Thumbnail

if TYPE_CHECKING:
    from ls_widgets.tasks.media import MediaBox

ALONE = (320, 240)
IN_LIST = (160, 120)
"""Width and height within which a picture is shown, alone and among other pages."""
PAGES = 8
"""Pages of a list that are shown."""
LARGEST = 32 << 20
"""Bytes of a picture that is worth decoding for a thumbnail."""
KEPT = 200
"""Thumbnails in memory."""


class Thumbnails:
    """Makes thumbnails through the media that the view reads."""

    def __init__(self, media: MediaBox) -> None:
        self._media = media
        self._made: OrderedDict[tuple[str, str, int], Thumbnail | None] = OrderedDict()

    def body(
        self, task: str, name: str, value: Any, *, again: Callable[[], Any], labeled: Iterable[int]
    ) -> PictureBody:
        """The pages of an image, those that are labeled before others."""
        described = self._media.add(value, again=again)
        listed = described if isinstance(described, list) else [described]
        known = [page for page in sorted(set(labeled)) if page < len(listed)]
        rest = (page for page in range(len(listed)) if page not in known)
        chosen = sorted([*known, *rest][:PAGES]) if len(listed) > PAGES else range(len(listed))
        box = IN_LIST if len(listed) > 1 else ALONE
        pages = [Page(page, self._thumbnail((task, name, page), listed[page], box)) for page in chosen]
        waits = any(
            _is_large(listed[one.number]) and one.thumbnail and not one.thumbnail.url for one in pages
        )
        return PictureBody(pages, len(listed), box, waits)

    def _thumbnail(self, key: tuple[str, str, int], described: Any, box: tuple[int, int]) -> Thumbnail | None:
        if key not in self._made:
            thumbnail = self._shrunk(described, box)
            if thumbnail is not None and not thumbnail.url and _is_large(described):
                return thumbnail  # its levels may be there the next time
            self._made[key] = thumbnail
        self._made.move_to_end(key)
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        return self._made[key]

    def _shrunk(self, described: Any, box: tuple[int, int]) -> Thumbnail | None:
        """A small JPEG of a local picture, its size alone where it is broken; None for one elsewhere."""
        if not isinstance(described, dict) or "media" not in described:
            return None
        width, height = described["width"], described["height"]
        if described["type"] == "image/svg+xml":
            return Thumbnail("", width, height)
        from PIL import Image, ImageOps

        try:
            with Image.open(io.BytesIO(self._content(described))) as picture:
                picture.draft("RGB", box)
                small = ImageOps.exif_transpose(picture).convert("RGB")
            small.thumbnail(box)
            out = io.BytesIO()
            small.save(out, "JPEG", quality=70)
        except Exception:  # noqa: BLE001 (decoders raise errors of every kind for broken pictures)
            return Thumbnail("", width, height)
        url = f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode('ascii')}"
        return Thumbnail(url, width, height)

    def _content(self, described: dict[str, Any]) -> bytes:
        """The picture's bytes, or the smallest level of a large one that was shown; empty for none."""
        if "tiles" in described:
            return self._media.overview(described["media"]) or b""
        if described["size"] > LARGEST:
            return b""
        return self._media.read(described["media"], 0, described["size"])


def _is_large(described: Any) -> bool:
    return isinstance(described, dict) and "tiles" in described
