"""The output that stays in a saved notebook: a preview above the live view, which hides it."""

from __future__ import annotations

import base64
import io
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ls_widgets.model.span_text import shown_text
from ls_widgets.widgets.preview import PreviewRow, Thumbnail, preview_html
from ls_widgets.widgets.shown import labeled_last

if TYPE_CHECKING:
    from ls_widgets.project import Project
    from ls_widgets.tasks.media import MediaBox

ROWS = 20
THUMBNAIL = (320, 240)
PICTURE_BYTES = 150_000
LARGEST = 32 << 20
"""Bytes of a picture that is worth decoding for a thumbnail."""
KEPT = 200
"""Thumbnails in memory."""


class SavedOutput:
    """Shows the preview, and replaces it as labels arrive, also in outputs shown before.

    ``later`` runs a job when the main thread is free: many changes make one new preview.
    """

    def __init__(
        self, project: Project, media: MediaBox, *, title: str, later: Callable[[Callable[[], None]], None]
    ) -> None:
        self._project = project
        self._media = media
        self._title = title
        self._later = later
        self._display_id = f"lsw-{secrets.token_hex(8)}"
        self._shown = False
        self._due = False
        self._thumbnails: OrderedDict[tuple[str, str], Thumbnail | None] = OrderedDict()

    def display(self) -> None:
        """Put the preview into the running cell's output."""
        from IPython.display import display

        display(self._bundle(), raw=True, display_id=self._display_id)
        self._shown = True

    def display_widget(self, widget: Any) -> None:
        """Put the live view below it; its text form is what a dead kernel and Markdown show."""
        from IPython.display import display

        bundle = widget._repr_mimebundle_()
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        display({**(data or {}), "text/plain": repr(widget)}, metadata=metadata, raw=True)

    def refresh(self) -> None:
        """Bring the shown preview up to date, soon and once."""
        if self._shown and not self._due:
            self._due = True
            self._later(self._update)

    def _update(self) -> None:
        from IPython.display import update_display

        self._due = False
        update_display(self._bundle(), raw=True, display_id=self._display_id)

    def _bundle(self) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self._summary()}

    def _summary(self) -> str:
        counts = self._project.progress
        return (
            f"{self._title}: {counts['submitted']} of {counts['total']} tasks submitted, "
            f"{counts['skipped']} skipped, {counts['draft']} in work"
        )

    def html(self) -> str:
        """The preview of the newest labeled tasks."""
        return preview_html(self._project.config, self._rows(), self._summary())

    def _rows(self) -> Iterator[PreviewRow]:
        """Lazily: the preview stops asking when it is full."""
        left = PICTURE_BYTES
        for index, states in labeled_last(self._project, ROWS):
            task = self._project.tasks[index]
            values = self._project.config.instantiate(task.data).values
            texts: dict[str, str] = {}
            images: dict[str, Thumbnail] = {}
            for name, tag in self._project.config.objects.items():
                value = values.get(tag.id, {}).get("value", tag.attrs.get("value"))
                if tag.tag == "Text" and value is not None:
                    texts[name] = shown_text(value, str(tag.get("encoding"))) or ""
                elif tag.tag == "Image" and not isinstance(value, list | tuple):
                    thumbnail = self._thumbnail(index, task.key, name, tag.attrs.get("value"), value)
                    if thumbnail is not None and len(thumbnail.url) <= left:
                        left -= len(thumbnail.url)
                        images[name] = thumbnail
            for state in states:
                yield PreviewRow(task.key, str(state["fields"]["status"]), texts, images, state["result"])

    def _thumbnail(self, index: int, key: str, name: str, written: Any, value: Any) -> Thumbnail | None:
        cached = (key, name)
        if cached not in self._thumbnails:
            variable = written[1:] if isinstance(written, str) and written.startswith("$") else ""
            raw = self._project.source.raw(index, variable) if variable else None
            described = self._media.add(value if raw is None else raw)
            thumbnail = self._shrink(described)
            if thumbnail is None and isinstance(described, dict) and "tiles" in described:
                return None  # its levels may be there the next time
            self._thumbnails[cached] = thumbnail
        self._thumbnails.move_to_end(cached)
        while len(self._thumbnails) > KEPT:
            self._thumbnails.popitem(last=False)
        return self._thumbnails[cached]

    def _shrink(self, described: Any) -> Thumbnail | None:
        """A small JPEG of a local picture; None for one that lies elsewhere or cannot be read."""
        local = isinstance(described, dict) and "media" in described
        if not local or described["type"] == "image/svg+xml":
            return None
        from PIL import Image, ImageOps

        try:
            with Image.open(io.BytesIO(self._content(described))) as picture:
                picture.draft("RGB", THUMBNAIL)
                small = ImageOps.exif_transpose(picture).convert("RGB")
            small.thumbnail(THUMBNAIL)
            out = io.BytesIO()
            small.save(out, "JPEG", quality=70)
        except Exception:  # noqa: BLE001 (decoders raise errors of every kind for broken pictures)
            return None
        url = f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode('ascii')}"
        return Thumbnail(url, described["width"], described["height"])

    def _content(self, described: dict[str, Any]) -> bytes:
        """The picture's bytes, or the smallest level of a large one that was shown; empty for none."""
        if "tiles" in described:
            return self._media.overview(described["media"]) or b""
        if described["size"] > LARGEST:
            return b""
        return self._media.read(described["media"], 0, described["size"])
