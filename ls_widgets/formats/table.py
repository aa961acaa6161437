"""The table of formats: one line for each, served by one module beside this file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from ls_widgets.config.words import did_you_mean, listing
from ls_widgets.errors import FormatError

if TYPE_CHECKING:
    from os import PathLike

    from ls_widgets.formats.export import Report
    from ls_widgets.formats.importing import Imported
    from ls_widgets.formats.job import Module
    from ls_widgets.formats.reader_table import Readers
    from ls_widgets.formats.verify import Verdict


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is, which configs it takes, and the options that it has of its own."""

    name: str
    title: str
    needs: str
    """Which configs can be exported so, in words."""
    module: str
    options: Mapping[str, Any] = field(default_factory=dict)
    """Names and defaults of the options that callers may give."""
    fixed: Mapping[str, Any] = field(default_factory=dict)
    """What tells formats of one module apart."""
    newest: bool = False
    """Whether only the newest annotation of a task counts where the caller does not say."""
    whole: bool = False
    """Whether predictions are written too."""

    def load(self) -> Module:
        """The module that writes it."""
        return cast("Module", import_module(f"ls_widgets.formats.{self.module}"))

    def chosen(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """All options with what the caller gave; FormatError for one that the format does not have."""
        for name in given:
            if name not in self.options:
                hint = did_you_mean(name, self.options) or f"It has {listing(list(self.options))}."
                raise FormatError(f"{self.name} has no option {name!r}. {hint}")
        return {**self.options, **given, **self.fixed}


_SHAPES = "an Image with labelled shapes"
_BOXES = "an Image with labelled rectangles or polygons"
_SPANS = "a Text with Labels"
_SEGMENTS = "an Audio with Labels"
_TRACKS = "a Video with VideoRectangle"
_MASKS = "an Image with Brush or Bitmask regions"

FORMATS: tuple[Format, ...] = (
    Format("json", "Label Studio JSON: tasks with annotations and predictions", "any", "ls_json",
           whole=True),
    Format("json_min", "Label Studio JSON_MIN: one flat object for each annotation", "any", "json_min"),
    Format("csv", "one row for each annotation, one column for each control", "any", "csv_table",
           {"safe": False}, {"delimiter": ","}),
    Format("tsv", "as csv, with tabs", "any", "csv_table", {"safe": False}, {"delimiter": "\t"}),
    Format("conll2003", "CoNLL-2003: a token and its tag a line", _SPANS, "conll"),
    Format("coco", "COCO: boxes, polygons, masks as RLE, key points", _SHAPES, "coco", {"images": False}),
    Format("coco_with_images", "as coco, with the pictures", _SHAPES, "coco", {}, {"images": True}),
    Format("yolo", "YOLO: boxes and polygons as fractions of the picture", _BOXES, "yolo",
           {"images": False}, {"kind": "boxes"}, newest=True),
    Format("yolo_with_images", "as yolo, with the pictures", _BOXES, "yolo",
           {}, {"kind": "boxes", "images": True}, newest=True),
    Format("yolo_obb", "YOLO-OBB: four corners of each box, turned ones too", _BOXES, "yolo",
           {"images": False}, {"kind": "obb"}, newest=True),
    Format("yolo_obb_with_images", "as yolo_obb, with the pictures", _BOXES, "yolo",
           {}, {"kind": "obb", "images": True}, newest=True),
    Format("yolo_seg", "YOLO segmentation: the outline of each region, masks too",
           "an Image with labelled outlines", "yolo_seg",
           {"images": False}, {"kind": "segments"}, newest=True),
    Format("yolo_keypoints", "YOLO pose: boxes with the key points that belong to them",
           "an Image with RectangleLabels and KeyPointLabels", "yolo_pose",
           {"images": False}, {"kind": "pose"}, newest=True),
    Format("voc", "Pascal VOC: upright boxes in whole pixels, an XML file for each picture",
           "an Image with labelled rectangles", "voc", {"images": False}, newest=True),
    Format("brush_to_numpy", "masks as NumPy arrays, a file for each region", _MASKS, "brush",
           fixed={"suffix": ".npy"}),
    Format("brush_to_png", "masks as grey PNG files, one for each region", _MASKS, "brush",
           fixed={"suffix": ".png"}),
    Format("brush_to_coco", "outlines of masks as COCO polygons", _MASKS, "brush_coco"),
    Format("asr_manifest", "ASR manifest: recording, length, text", "an Audio with a TextArea", "asr"),
    Format("spacy", "spaCy DocBin: doc.ents and doc.spans['sc']", _SPANS, "spacy_docs",
           {"language": "xx"}, {"lines": False}),
    Format("spacy_jsonl", "a text with its spans a line, as Prodigy and spaCy read it", _SPANS, "spacy_docs",
           fixed={"lines": True}),
    Format("bio", "tokens with BIO tags, a row each", _SPANS, "tokens", fixed={"scheme": "bio"}),
    Format("biluo", "tokens with BILUO tags, a row each", _SPANS, "tokens", fixed={"scheme": "biluo"}),
    Format("parquet", "a row for each result, as Parquet", "any", "regions_table", fixed={"kind": "parquet"}),
    Format("arrow", "a row for each result, as an Arrow file", "any", "regions_table",
           fixed={"kind": "arrow"}),
    Format("hf", "a folder that Hugging Face's load_dataset reads", "any", "hugging_face"),
    Format("imagefolder", "Hugging Face ImageFolder: pictures and labels", "an Image", "image_folder"),
    Format("audiofolder", "Hugging Face AudioFolder: recordings and labels", "an Audio", "audio_folder"),
    Format("webvtt", "segments as WebVTT captions", _SEGMENTS, "captions",
           fixed={"kind": "webvtt", "suffix": ".vtt"}),
    Format("srt", "segments as SRT captions", _SEGMENTS, "captions", fixed={"kind": "srt", "suffix": ".srt"}),
    Format("audacity", "segments as Audacity labels", _SEGMENTS, "captions",
           fixed={"kind": "audacity", "suffix": ".txt"}),
    Format("mot", "MOT Challenge: boxes on each frame, in pixels", _TRACKS, "tracks",
           {"size": None}, {"kind": "mot"}, newest=True),
    Format("tracks", "boxes on each frame, interpolated, a row each", _TRACKS, "tracks",
           fixed={"kind": "tracks"}),
)  # fmt: skip


class Formats(Mapping[str, Format]):
    """All formats by name. ``available(config)`` says which ones a config can be exported to."""

    def __init__(self, formats: tuple[Format, ...] = FORMATS) -> None:
        self._formats = {form.name: form for form in formats}

    def __getitem__(self, name: str) -> Format:
        return self._formats[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._formats)

    def __len__(self) -> int:
        return len(self._formats)

    def find(self, name: str) -> Format:
        """A format by name, in any case and with ``-`` for ``_``; FormatError for one that is not there."""
        form = self._formats.get(str(name).lower().replace("-", "_"))
        if form is None:
            hint = did_you_mean(str(name), self._formats) or f"Formats: {listing([*self._formats])}."
            raise FormatError(f"there is no format {name!r}. {hint}")
        return form

    def why_not(self, name: str, config: Any) -> str:
        """Why a config cannot be exported to a format; empty where it can."""
        from ls_widgets.config import LabelConfig
        from ls_widgets.formats.layout import Layout

        known = config if isinstance(config, LabelConfig) else LabelConfig(config)
        return self.find(name).load().why_not(Layout(known))

    def available(self, config: Any) -> dict[str, str]:
        """Format -> why not, empty for those that a config can be exported to.

        >>> formats = Formats()
        >>> found = formats.available('<View><Text name="t" value="$text"/><Labels name="l" toName="t">'
        ...     '<Label value="A"/></Labels></View>')
        >>> found["conll2003"], found["coco"]
        ('', 'it has no Image.')
        """
        return {name: self.why_not(name, config) for name in self}

    def write(
        self,
        tasks: Any,
        config: Any,
        format: str,  # noqa: A002 (as `Project.export` calls it)
        folder: str | PathLike[str],
        **options: Any,
    ) -> Report:
        """Converts Label Studio JSON without a project: a list of tasks, or the path of an export.

        Options are those of :meth:`ls_widgets.Project.export`. A large file is never whole in memory.
        Pictures that tasks name are not looked at: their sizes come from the results.
        """
        from ls_widgets.config import LabelConfig
        from ls_widgets.formats.export import run
        from ls_widgets.formats.source import open_source

        known = config if isinstance(config, LabelConfig) else LabelConfig(config, strict=False)
        return run(self.find(format), open_source(tasks), known, folder, **options)

    @property
    def readers(self) -> Readers:
        """The formats that labels come in from: see :meth:`read`."""
        from ls_widgets.formats.reader_table import READERS

        return READERS

    def read(
        self,
        source: Any,
        format: str | None = None,  # noqa: A002
        *,
        config: Any = None,
        as_predictions: bool = False,
        images: str | PathLike[str] | None = None,
        compat: str | None = None,
        **options: Any,
    ) -> Imported:
        """Labels of another tool as Label Studio tasks, with a config that fits and a report.

        Args:
            source: A file or folder, or what the format is in memory: a frame, dicts, arrays.
            format: One of :attr:`readers`; where it is None the look of the source must say it.
            config: A config whose controls take the labels; None makes one.
            as_predictions: Make predictions instead of annotations; ``model_version`` names them.
            images: The folder or address of the pictures, where they are not beside the labels.
            compat: ``"label-studio"`` for the very results of its importers of COCO and YOLO.
            options: ``progress`` as exports have it, and the format's own: ``classes`` of YOLO,
                ``label`` of VIA, ``labels`` of masks…

        Returns:
            ``.tasks`` (tasks with results), ``.config``, and ``.report``: what was carried, what could
            not be, and why.

        Raises:
            FormatError: For what is broken, with the file and the line or place in it.
            MissingExtraError: Where a format needs a package that is not installed.

        >>> formats = Formats()
        >>> found = formats.read([{"text": "Ann sings", "spans": [{"start": 0, "end": 3, "label": "PER"}]}])
        >>> found.report.carried, found.config.labels("label")
        ({'labels': 1}, ['PER'])
        """
        from ls_widgets.formats.importing import read

        return read(
            source, format, config=config, as_predictions=as_predictions, images=images, compat=compat,
            **options,
        )  # fmt: skip

    def verify(self, path: str | PathLike[str], format: str, project: Any, **options: Any) -> Verdict:  # noqa: A002
        """Reads an export of a project back and compares it: see :meth:`ls_widgets.Project.verify`."""
        return getattr(project, "project", project).verify(path, format, **options)

    def __repr__(self) -> str:
        width = max(map(len, self._formats), default=0)
        lines = (f"  {form.name:{width}}  {form.title}. Needs: {form.needs}." for form in self.values())
        return "\n".join([f"{len(self)} formats:", *lines])


formats = Formats()
"""All formats."""
