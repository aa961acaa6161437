"""Labels of other tools come into a project: the calls."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING, Any, Self, cast

if TYPE_CHECKING:
    from ls_widgets.project.project import Project


class Loading:
    """The part of a `Project` that reads what ``lsw.formats.readers`` lists."""

    imported: Any = None
    """What `from_labels` carried, and what it could not carry."""

    @classmethod
    def from_labels(
        cls,
        source: Any,
        format: str | None = None,  # noqa: A002
        *,
        config: Any = None,
        as_predictions: bool = False,
        images: str | PathLike[str] | None = None,
        store: str | PathLike[str] | None = "auto",
        name: str | None = None,
        annotator: str | None = None,
        compat: str | None = None,
        progress: Any = None,
        **options: Any,
    ) -> Self:
        """Opens labels of another tool as a project: their pictures or texts become its tasks.

        ``source``: a file, a folder, a frame, dicts or arrays; ``format``: one of ``lsw.formats.readers``,
        where the look of the source does not say it. Without ``config`` one is made that offers every
        label. ``images``: the folder or address of the pictures, where they are not beside the labels.
        ``imported`` of the project tells what was carried and what could not be; FormatError for what
        is broken names the file and the line. Other options are the format's own.

        >>> from ls_widgets import Project
        >>> boxes = [{"x": 1, "y": 2, "width": 3, "height": 4, "label": "cat"}]
        >>> project = Project.from_labels({"a.png": boxes}, "bbox_widget", store=None)
        >>> project.imported.losses[0].kind
        'region on a picture whose size is not known'
        """
        from ls_widgets.project.attaching import open_labels

        reading = {"images": images, "as_predictions": as_predictions, "compat": compat, **options}
        reading["progress"] = progress
        opening = {"store": store, "name": name, "annotator": annotator}
        made = open_labels(
            cast("type[Project]", cls), source, format, config, reading=reading, opening=opening
        )
        return cast("Self", made)

    def load(
        self,
        source: Any,
        format: str | None = None,  # noqa: A002
        *,
        as_predictions: bool = False,
        images: str | PathLike[str] | None = None,
        model_version: str | None = None,
        progress: Any = None,
        **options: Any,
    ) -> Any:
        """Brings labels of another tool to the tasks that they are about; the report of what was carried.

        Tasks are found by the name of their picture, by their text (white space does not count) or by
        their id. Annotations are submitted in the name of who made them, else of the format; loading the
        same labels again adds nothing, and ``as_predictions`` makes predictions of them. Nothing is
        stored where the source is broken: FormatError names the file and the line.

        >>> from ls_widgets import Project
        >>> project = Project([{"text": "Ann sings"}], '<View><Text name="t" value="$text"/>'
        ...     '<Labels name="ner" toName="t"><Label value="PER"/></Labels></View>', store=None)
        >>> project.load([{"text": "Ann sings", "label": [[0, 3, "PER"]]}], "doccano").carried
        {'labels': 1}
        >>> project.annotations(0)[0].result[0]["value"]["text"]
        'Ann'
        """
        from ls_widgets.project.attaching import load

        reading = {"images": images, **options}
        return load(
            cast("Project", self),
            source,
            format,
            as_predictions=as_predictions,
            version=model_version,
            progress=progress,
            reading=reading,
        )

    def verify(
        self,
        path: str | PathLike[str],
        format: str,  # noqa: A002
        *,
        annotations: str | None = None,
        progress: bool | None = None,
    ) -> Any:
        """Reads an export back and compares geometry and labels with this project, region by region.

        The verdict is true where the files hold every region that the format can carry, within its own
        precision: a millionth of the picture's side for COCO and YOLO, a pixel for VOC, spans and masks
        exactly. It lists each difference, and counts what the format cannot carry. ``annotations``: as
        it was exported. ``progress=False`` is silent. FormatError for a format that cannot be read back.

        >>> import tempfile
        >>> from ls_widgets import Project
        >>> project = Project([{"text": "Ann sings"}], '<View><Text name="t" value="$text"/>'
        ...     '<Labels name="ner" toName="t"><Label value="PER"/></Labels></View>', store=None)
        >>> report = project.load([{"text": "Ann sings", "label": [[0, 3, "PER"]]}], "doccano")
        >>> folder = tempfile.mkdtemp()
        >>> exported = project.export("conll2003", folder)
        >>> bool(project.verify(folder, "conll2003"))
        True
        """
        from ls_widgets.project.exporting import verify

        return verify(cast("Project", self), path, format, annotations=annotations, progress=progress)
