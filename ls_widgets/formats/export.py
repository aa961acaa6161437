"""The run of an export: allowed, staged, losses told, moved into place."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from ls_widgets.config import LabelConfig
from ls_widgets.errors import FormatError
from ls_widgets.formats.job import Job, Media, NoMedia
from ls_widgets.formats.layout import Layout
from ls_widgets.formats.losses import Loss, Losses
from ls_widgets.formats.progress import Progress
from ls_widgets.formats.source import Source
from ls_widgets.formats.staging import commit, staged
from ls_widgets.formats.table import Format
from ls_widgets.model.collecting import fewer_collections

if TYPE_CHECKING:
    from ls_widgets.formats.verify import Verdict

REFERENCE = "label-studio"
OnLoss = Literal["warn", "ignore", "raise"]
Annotations = Literal["all", "newest"]


class LossWarning(UserWarning):
    """An export that could not carry everything; the message counts what was left out."""


@dataclass(slots=True)
class Report:
    """What an export wrote, and what it could not carry."""

    format: str
    folder: Path
    files: Sequence[Path] = ()
    losses: list[Loss] = field(default_factory=list)
    verdict: Verdict | None = None
    """What reading the files back showed, where it was asked for."""

    def __repr__(self) -> str:
        files = f"{len(self.files)} {'file' if len(self.files) == 1 else 'files'}"
        lost = "".join(f"\n- not carried: {loss}" for loss in self.losses)
        return f"<{self.format}: {files} in {self.folder}>{lost}"


def run(
    form: Format,
    tasks: Source,
    config: LabelConfig,
    folder: str | os.PathLike[str],
    *,
    media: Media | None = None,
    compat: str | None = None,
    annotations: Annotations | None = None,
    overwrite: bool = False,
    on_loss: OnLoss = "warn",
    progress: Progress | bool | None = None,
    verify: bool = False,
    **options: Any,
) -> Report:
    """Writes tasks in a format; nothing is in the folder before all is written, told and verified."""
    for name, value, allowed in (
        ("compat", compat, (None, REFERENCE)),
        ("annotations", annotations, (None, "all", "newest")),
        ("on_loss", on_loss, ("warn", "ignore", "raise")),
    ):
        if value not in allowed:
            raise FormatError(f"{name}={value!r} is none of {', '.join(map(repr, allowed))}.")
    module = form.load()
    layout = Layout(config, reference=compat == REFERENCE)
    reason = module.why_not(layout)
    if reason:
        raise FormatError(f"this config cannot be exported as {form.name}: {reason}")
    if verify:
        _check_verifiable(form, compat)
    target, losses = Path(folder).expanduser(), Losses()
    newest = annotations == "newest" or (annotations is None and form.newest and compat != REFERENCE)

    with staged(target) as folder_:
        job = Job(
            layout, tasks.followed(form.name, progress=progress), folder_, losses, media or NoMedia(),
            compat == REFERENCE, newest, form.chosen(options),
        )  # fmt: skip
        with fewer_collections():
            module.write(job)
        if losses and on_loss == "raise":
            raise FormatError(f"{form.name} cannot carry all, nothing was written:\n{losses}")
        if losses and on_loss == "warn":
            text = f"{form.name} cannot carry all that the labels hold:\n{losses}"
            warnings.warn(text, LossWarning, stacklevel=3)
        verdict = _verified(form, job, tasks, target, annotations, progress=progress) if verify else None
        files = commit(folder_, target, overwrite=overwrite)
    return Report(form.name, target, files, list(losses), verdict)


def _check_verifiable(form: Format, compat: str | None) -> None:
    from ls_widgets.formats.verify import check_readable

    check_readable(form)
    if compat is not None:
        raise FormatError("verify=True is for our own files: the reference's leave out what it drops.")


def _verified(
    form: Format,
    job: Job,
    tasks: Source,
    target: Path,
    annotations: Annotations | None,
    *,
    progress: Progress | bool | None,
) -> Verdict:
    """Reads the staged files back; FormatError where they do not hold what is labeled."""
    from ls_widgets.formats.verify import verify

    staged_at = job.folder.root
    verdict = verify(
        form, staged_at, tasks, job.layout.config,
        media=job.media, annotations=annotations, progress=progress,
    )  # fmt: skip
    verdict.path = target
    verdict.differences = [one.replace(str(staged_at), str(target)) for one in verdict.differences]
    if not verdict:
        raise FormatError(f"the files would not hold what is labeled, nothing was written:\n{verdict!r}")
    return verdict
