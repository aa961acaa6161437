"""The output that stays in a saved notebook: a preview above the live view, which hides it."""

from __future__ import annotations

import base64
import io
import secrets
from typing import TYPE_CHECKING, Any

from ls_widgets.widgets.preview import PreviewRow, Thumbnail, preview_html

if TYPE_CHECKING:
    from ls_widgets.project import Project
    from ls_widgets.tasks.media import MediaBox

ROWS = 20
THUMBNAIL = (320, 240)
PICTURE_BYTES = 300_000


class SavedOutput:
    """Shows the preview, and replaces it as labels arrive, also in outputs shown before."""

    def __init__(self, project: Project, media: MediaBox) -> None:
        self._project = project
        self._media = media
        self._display_id = f"lsw-{secrets.token_hex(8)}"
        self._shown = False
        self._thumbnails: dict[str, Thumbnail | None] = {}

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
        """Bring the shown preview up to date."""
        if self._shown:
            from IPython.display import update_display

            update_display(self._bundle(), raw=True, display_id=self._display_id)

    def _bundle(self) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self._summary()}

    def _summary(self) -> str:
        counts = self._project.progress
        return (
            f"{self._project.name}: {counts['submitted']} of {counts['total']} tasks submitted, "
            f"{counts['skipped']} skipped, {counts['draft']} in work"
        )

    def html(self) -> str:
        """The preview of the newest labeled tasks."""
        return preview_html(self._project.config, self._rows(), self._summary())

    def _rows(self) -> list[PreviewRow]:
        config = self._project.config
        rows: list[PreviewRow] = []
        left = PICTURE_BYTES
        for index, states in self._project.recent(ROWS):
            task = self._project.tasks[index]
            values = config.instantiate(task.data).values
            texts: dict[str, str] = {}
            images: dict[str, Thumbnail] = {}
            for name, tag in config.objects.items():
                value = values.get(tag.id, {}).get("value", tag.attrs.get("value"))
                if tag.tag == "Text" and value is not None:
                    texts[name] = str(value)
                elif tag.tag == "Image":
                    thumbnail = self._thumbnail(index, task.key, name, tag.attrs.get("value"), value)
                    if thumbnail is not None and len(thumbnail.url) <= left:
                        left -= len(thumbnail.url)
                        images[name] = thumbnail
            for state in states:
                rows.append(PreviewRow(task.key, state["fields"]["status"], texts, images, state["result"]))
        return rows

    def _thumbnail(self, index: int, key: str, name: str, written: Any, value: Any) -> Thumbnail | None:
        cached = f"{key}\0{name}"
        if cached not in self._thumbnails:
            column = written[1:] if isinstance(written, str) and written.startswith("$") else ""
            source = self._project.tasks
            raw = source.raw(index, column) if column in source.columns else value
            self._thumbnails[cached] = self._shrink(self._media.add(raw))
        return self._thumbnails[cached]

    def _shrink(self, described: dict[str, Any]) -> Thumbnail | None:
        """A small JPEG of a local picture; None for one that lies elsewhere or cannot be read."""
        if "media" not in described:
            return None
        from PIL import Image, ImageOps

        try:
            data = self._media.read(described["media"], 0, described["size"])
            with Image.open(io.BytesIO(data)) as picture:
                picture.draft("RGB", THUMBNAIL)
                small = ImageOps.exif_transpose(picture).convert("RGB")
                small.thumbnail(THUMBNAIL)
        except (OSError, ValueError, Image.DecompressionBombError):
            return None
        out = io.BytesIO()
        small.save(out, "JPEG", quality=70)
        url = f"data:image/jpeg;base64,{base64.b64encode(out.getvalue()).decode('ascii')}"
        return Thumbnail(url, described["width"], described["height"])
