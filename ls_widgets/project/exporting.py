"""A project's tasks on their way into files: read block by block, with the media that they name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import TaskError
from ls_widgets.model import lsjson
from ls_widgets.project.exchange import BLOCK, outgoing
from ls_widgets.tasks.addresses import Url, resolve

if TYPE_CHECKING:
    from ls_widgets.project.project import Project


def export(project: Project, format: str, folder: str | os.PathLike[str], **options: Any) -> Any:  # noqa: A002
    """See `Project.export`."""
    from ls_widgets.formats import formats
    from ls_widgets.formats.export import run

    form = formats.find(format)
    return run(
        form,
        _source(project, whole=form.whole),
        project.config,
        folder,
        media=TaskMedia(project),
        **options,
    )


def verify(
    project: Project,
    path: str | os.PathLike[str],
    format: str,  # noqa: A002
    *,
    annotations: str | None = None,
    progress: bool | None = None,
) -> Any:
    """See `Project.verify`."""
    from ls_widgets.formats import formats
    from ls_widgets.formats.verify import verify

    form = formats.find(format)
    return verify(
        form,
        path,
        _source(project, whole=form.whole),
        project.config,
        media=TaskMedia(project),
        annotations=annotations,
        progress=progress,
    )


READ = 128
"""Tasks whose annotations are read at once: more would leave the processor's cache."""


def _source(project: Project, *, whole: bool) -> Any:
    from ls_widgets.formats.source import Source

    return Source(lambda decode: map(decode, _blocks(project, whole=whole)), len(project.source))


def _blocks(project: Project, *, whole: bool) -> Iterator[list[Mapping[str, Any]]]:
    """The tasks of `Project.to_ls`, few in memory at a time. Predictions come along only if ``whole``.

    They share parts with the source: only to be read.
    """
    source, store, predictions = project.source, project.store, project._predictions
    for start in range(0, len(source), BLOCK):
        stop = min(start + BLOCK, len(source))
        source.key(stop - 1)
        pairs = source.pairs(start, stop)
        for first in range(start, stop, READ):
            keys = [source.key(i) for i in range(first, min(first + READ, stop))]
            stored = store.stored_among(keys)
            added = store.predictions_among(keys) if whole else {}
            block = []
            for i, key, (data, envelope) in zip(range(first, stop), keys, pairs, strict=False):
                bodies = predictions.bodies(key, i, envelope=envelope, stored=added) if whole else ()
                block.append(
                    lsjson.write_task(
                        i,
                        data,
                        envelope=envelope,
                        annotations=[outgoing(record) for record in stored.get(key, ())],
                        predictions=[body for _, body in bodies],
                    )
                )
            yield block


class TaskMedia:
    """The files behind a project's tasks, under the folders that pictures may come from."""

    def __init__(self, project: Project) -> None:
        self._source = project.source
        self._roots = [*map(Path, project.image_roots), Path.cwd()]

    def picture(self, index: int, variable: str) -> Any:
        """The picture that a task shows; None for one on the web, or one that cannot be read."""
        from ls_widgets.formats.job import Shown
        from ls_widgets.tasks.pictures import Picture, picture_of

        value = self._source.raw(index, variable)
        try:
            picture = picture_of(lambda: value, roots=self._roots)
        except Exception:  # noqa: BLE001 - pictures and the objects that hold them are foreign
            return None
        if not isinstance(picture, Picture):
            return None

        def read() -> bytes:
            if picture.file is not None:
                return picture.file.read_bytes()
            return picture.make() if picture.make is not None else b""

        return Shown(picture.width, picture.height, _SUFFIXES.get(picture.type, ""), read)

    def file(self, index: int, variable: str) -> Path | bytes | None:
        """The file that a task names; None for one on the web, or one that cannot be read."""
        value = self._source.raw(index, variable)
        if isinstance(value, bytes | bytearray):
            return bytes(value)
        try:
            found = resolve(os.fspath(value), roots=self._roots)
        except (TaskError, TypeError, OSError):
            return None
        return None if isinstance(found, Url) else found


_SUFFIXES = {
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/bmp": ".bmp",
    "image/svg+xml": ".svg",
}
