"""The table of formats that are read: one line for each, served by one module beside this file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from ls_widgets.config.words import did_you_mean, listing
from ls_widgets.errors import FormatError

if TYPE_CHECKING:
    from ls_widgets.formats.reading import Reader, Reading


@dataclass(frozen=True, slots=True)
class ReaderFormat:
    """A format that is read: what it is, and the options that it has of its own."""

    name: str
    title: str
    module: str
    options: Mapping[str, Any] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def load(self) -> Reader:
        """The module that reads it."""
        return cast("Reader", import_module(f"ls_widgets.formats.{self.module}"))

    def chosen(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """All options with what the caller gave; FormatError for one that the format does not have."""
        for name in given:
            if name not in self.options:
                hint = did_you_mean(name, self.options) or (
                    f"It has {listing(list(self.options))}." if self.options else "It has none."
                )
                raise FormatError(f"reading {self.name} has no option {name!r}. {hint}")
        return {**self.options, **given, **self.fixed}

    def naming(self, reading: Reading, *, reference: bool) -> Mapping[str, Any]:
        """Names for a config that is made, where the format has its own."""
        module: Any = self.load()
        return module.naming(reading) if reference and hasattr(module, "naming") else {}


_COCO = {"image_root_url": "/data/local-files/?d=", "use_super_categories": False, "point_width": 1.0,
         "to_name": "image", "from_name": "label"}  # fmt: skip
_YOLO = {"classes": None, "image_root_url": "/data/local-files/?d=", "to_name": "image", "from_name": "label"}

FORMATS: tuple[ReaderFormat, ...] = (
    ReaderFormat("json", "Label Studio JSON: tasks with annotations and predictions", "read_ls"),
    ReaderFormat("coco", "COCO: boxes, polygons, RLE, key points", "read_coco", _COCO),
    ReaderFormat("voc", "Pascal VOC: XML files with boxes", "read_voc"),
    ReaderFormat("yolo", "YOLO: boxes; outlines, turned boxes and key points where lines have them",
                 "read_yolo", _YOLO, {"kind": ""}),
    ReaderFormat("yolo_obb", "YOLO-OBB: four corners of each box", "read_yolo", _YOLO, {"kind": "obb"}),
    ReaderFormat("yolo_seg", "YOLO segmentation: outlines", "read_yolo", _YOLO, {"kind": "segments"}),
    ReaderFormat("yolo_keypoints", "YOLO pose: boxes with key points", "read_yolo",
                 {**_YOLO, "points": None}, {"kind": "pose"}),
    ReaderFormat("conll2003", "CoNLL-2003: a token and its tag a line", "read_conll"),
    ReaderFormat("spacy", "spaCy DocBin", "read_spacy", {"language": "xx", "key": "sc"}),
    ReaderFormat("spacy_jsonl", "a text with its spans a line", "read_prodigy"),
    ReaderFormat("prodigy", "Prodigy JSONL: spans, pictures, choices, accepted or rejected", "read_prodigy"),
    ReaderFormat("doccano", "doccano JSONL: spans, relations, classes, texts", "read_doccano"),
    ReaderFormat("labelme", "labelme: a JSON file for each picture", "read_labelme"),
    ReaderFormat("via", "VGG Image Annotator: JSON", "read_via", {"label": None}),
    ReaderFormat("cvat", "CVAT for images: XML", "read_cvat"),
    ReaderFormat("pigeonxt", "frames of pigeonXT, or lists of pigeon", "read_pigeon",
                 {"example": None, "label": None}),
    ReaderFormat("bbox_widget", "dicts of jupyter-bbox-widget", "read_bbox_widget"),
    ReaderFormat("masks", "masks as PNG or NumPy files, or arrays", "read_masks", {"labels": None}),
)  # fmt: skip


class Readers(Mapping[str, ReaderFormat]):
    """All formats that are read, by name."""

    def __init__(self, formats: tuple[ReaderFormat, ...] = FORMATS) -> None:
        self._formats = {form.name: form for form in formats}

    def __getitem__(self, name: str) -> ReaderFormat:
        return self._formats[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._formats)

    def __len__(self) -> int:
        return len(self._formats)

    def find(self, source: Any, name: str | None) -> ReaderFormat:
        """A format by name, or by the look of the source; FormatError where neither says it."""
        if name is None:
            from ls_widgets.formats.guess import guess

            return self._formats[guess(source)]
        plain = str(name).lower().replace("-", "_").removesuffix("_with_images")
        form = self._formats.get(_ALSO.get(plain, plain))
        if form is None:
            hint = did_you_mean(str(name), self._formats) or f"Formats: {listing([*self._formats])}."
            raise FormatError(f"there is no reader for {name!r}. {hint}")
        return form

    def __repr__(self) -> str:
        width = max(map(len, self._formats), default=0)
        lines = (f"  {form.name:{width}}  {form.title}." for form in self.values())
        return "\n".join([f"{len(self)} formats are read:", *lines])


_ALSO = {
    "conll": "conll2003",
    "brush_to_png": "masks",
    "brush_to_numpy": "masks",
    "vgg": "via",
    "pigeon": "pigeonxt",
    "label_studio": "json",
}

READERS = Readers()
