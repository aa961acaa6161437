"""A project's tasks on their way into files: read block by block, with the media that they name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import FormatError, TaskError
from ls_widgets.model import lsjson
from ls_widgets.project.exchange import BLOCK, outgoing
from ls_widgets.tasks.addresses import Url, resolve
from ls_widgets.tasks.cells import json_value

if TYPE_CHECKING:
    from ls_widgets.project.project import Project
    from ls_widgets.stores.base import Stored


def export(project: Project, format: str, folder: str | os.PathLike[str], **options: Any) -> Any:  # noqa: A002
    """See `Project.export`."""
    from ls_widgets.formats import formats
    from ls_widgets.formats.export import run

    checked = bool(options.pop("verify", False))
    form = formats.find(format)
    report = run(
        form,
        lambda: iter_tasks(project, whole=form.whole),
        project.config,
        folder,
        total=len(project.source),
        media=TaskMedia(project),
        **options,
    )
    if checked:
        report.verdict = _checked(project, report, options)
    return report


def _checked(project: Project, report: Any, options: Mapping[str, Any]) -> Any:
    if options.get("compat") is not None:
        raise FormatError("verify=True checks our own files: the reference's leave out what it drops.")
    single = len(report.files) == 1 and report.files[0] == report.folder
    place = report.files[0] if single else report.folder
    verdict = verify(project, place, report.format, annotations=options.get("annotations"))
    if not verdict:
        raise FormatError(f"the files are written, but not as labeled:\n{verdict!r}")
    return verdict


def verify(
    project: Project,
    path: str | os.PathLike[str],
    format: str,  # noqa: A002
    *,
    annotations: str | None = None,
) -> Any:
    """See `Project.verify`."""
    from ls_widgets.formats import formats
    from ls_widgets.formats.verify import verify

    form = formats.find(format)
    return verify(
        form,
        path,
        lambda: iter_tasks(project, whole=form.whole),
        project.config,
        media=TaskMedia(project),
        annotations=annotations,
    )


def iter_tasks(project: Project, *, whole: bool) -> Iterator[Mapping[str, Any]]:
    """The tasks of `Project.to_ls`, few in memory at a time. Predictions come along only if ``whole``."""
    source, find = project.source, _annotations(project)
    for start in range(0, len(source), BLOCK):
        stop = min(start + BLOCK, len(source))
        source.key(stop - 1)
        for i, row in enumerate(source.rows.block(start, stop), start):
            key, envelope = source.key(i), source.envelope(i)
            bodies = project._predictions.bodies(key, i) if whole else ()
            yield lsjson.write_task(
                i,
                _data(row) if envelope is None else envelope["data"],
                envelope=envelope,
                annotations=[outgoing(record) for record in find(key)],
                predictions=[body for _, body in bodies],
            )


def _data(row: Mapping[str, Any]) -> dict[str, Any]:
    # Most cells are plain text; others, and halves of characters, are made JSON first.
    return {
        name: value if type(value) is str and value.isascii() else json_value(value)
        for name, value in row.items()
    }


def _annotations(project: Project) -> Callable[[str], Sequence[Stored]]:
    """The annotations of a task: read at once where they are few, which is quicker, else one by one."""
    store = project.store
    labeled = store.statuses()
    if len(labeled) > AT_ONCE:
        return lambda key: store.stored(key) if key in labeled else ()
    found: dict[str, list[Stored]] = {}
    for record in store.stored():
        found.setdefault(record.state["task"], []).append(record)
    return lambda key: found.get(key, ())


AT_ONCE = 20_000
"""Labeled tasks up to which all annotations are read at once."""


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
