"""The output that stays in a saved notebook: a preview above the live view, which hides it."""

from __future__ import annotations

import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from ls_widgets.model.wire import AnnotationState
from ls_widgets.widgets.preview import PICTURE_BYTES, block_html, preview_html
from ls_widgets.widgets.preview_bodies import Bodies
from ls_widgets.widgets.preview_picture import PictureBody
from ls_widgets.widgets.preview_thumbnails import Thumbnails
from ls_widgets.widgets.shown import labeled_last

if TYPE_CHECKING:
    from ls_widgets.project import Project
    from ls_widgets.tasks.media import MediaBox

ROWS = 20
KEPT = 100
"""Parts of the preview in memory, one for each annotation."""

_PICTURE = re.compile('href="data:[^"]*"')


class SavedOutput:
    """Shows the preview, and replaces it as labels arrive, also in outputs shown before.

    ``later`` runs a job when the main thread is free: many changes make one new preview.
    """

    def __init__(
        self, project: Project, media: MediaBox, *, title: str, later: Callable[[Callable[[], None]], None]
    ) -> None:
        self._project = project
        self._bodies = Bodies(project, Thumbnails(media))
        self._title = title
        self._later = later
        self._display_id = f"lsw-{secrets.token_hex(8)}"
        self._shown = False
        self._due = False
        self._made: OrderedDict[tuple[str, str, int, bool], str] = OrderedDict()

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
        return preview_html(self._blocks(), self._summary())

    def _blocks(self) -> Iterator[str]:
        """Lazily: the preview stops asking when it is full."""
        left = PICTURE_BYTES
        for _, states in labeled_last(self._project, ROWS):
            for state in states:
                block = self._block(state, pictures=True)
                cost = sum(map(len, _PICTURE.findall(block)))
                if cost > left:
                    block = self._block(state, pictures=False)
                else:
                    left -= cost
                yield block

    def _block(self, state: AnnotationState, *, pictures: bool) -> str:
        """A task's part, made anew when its labels change, or when it lacks a picture that may come."""
        key = (state["task"], state["id"], state["rev"], pictures)
        if key not in self._made:
            row = self._bodies.row(state)
            block = block_html(row, pictures=pictures)
            if any(isinstance(body, PictureBody) and body.waits for body in row.bodies.values()):
                return block
            self._made[key] = block
        self._made.move_to_end(key)
        while len(self._made) > KEPT:
            self._made.popitem(last=False)
        return self._made[key]
