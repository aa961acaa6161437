"""The table of formats that are read: one line for each, served by one module beside this file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ls_widgets.config.words import did_you_mean, listing
from ls_widgets.errors import FormatError
from ls_widgets.formats.label_files import files_in, is_hidden

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
    files: tuple[str, ...] = ()
    """Suffixes of its one file; empty for a format of whole folders."""
    deeper: tuple[str, ...] = ()
    """Patterns of where the file is, where the folder itself has none."""
    reference: Mapping[str, Any] = field(default_factory=dict)
    """Options of Label Studio's importer, for ``compat`` alone."""

    def load(self) -> Reader:
        """The module that reads it."""
        return cast("Reader", import_module(f"ls_widgets.formats.{self.module}"))

    def chosen(self, given: Mapping[str, Any], *, reference: bool = False) -> dict[str, Any]:
        """All options with what the caller gave; FormatError for one that the format does not have."""
        options = {**self.options, **(self.reference if reference else {})}
        for name in given:
            if name in options:
                continue
            if name in self.reference:
                raise FormatError(f'{name} is an option of compat="label-studio" alone. {_INSTEAD[name]}')
            hint = did_you_mean(name, options) or (
                f"It has {listing([*options])}." if options else "It has none."
            )
            raise FormatError(f"reading {self.name} has no option {name!r}. {hint}")
        return {**options, **given, **self.fixed}

    def file(self, source: Any) -> Any:
        """The one file of a folder, where the format is one file; else the source as it is."""
        if not self.files or not isinstance(source, str | os.PathLike):
            return source
        folder = Path(source).expanduser()
        if not folder.is_dir():
            return source
        found = files_in(folder, *self.files)
        chosen = [one for one in found if one.stem in ("result", "annotations")] or found
        chosen = chosen or self.below(folder)
        if len(chosen) == 1:
            return chosen[0]
        suffixes = " or ".join(self.files)
        names = listing([one.relative_to(folder).as_posix() for one in chosen[:_NAMED]])
        raise FormatError(
            f"'{folder}' has several {suffixes} files: name one of them ({names})."
            if chosen
            else f"'{folder}' has no {suffixes} file."
        )

    def below(self, folder: Path) -> list[Path]:
        """The files where the format's usual tree has them, by name."""
        return sorted(
            one
            for pattern in self.deeper
            for one in folder.glob(pattern)
            if not is_hidden(one.name) and one.is_file()
        )

    def naming(self, reading: Reading, *, reference: bool) -> Mapping[str, Any]:
        """Names for a config that is made, where the format has its own."""
        module: Any = self.load()
        return module.naming(reading) if reference and hasattr(module, "naming") else {}


_NAMES = {"image_root_url": "/data/local-files/?d=", "to_name": "image", "from_name": "label"}
_YOLO_NAMES = {
    **_NAMES, "image_root_url": "/data/local-files/?d=images", "image_ext": ".jpg,.jpeg,.png",
}  # fmt: skip
_INSTEAD = {
    "image_root_url": "images= says where pictures are.",
    "to_name": "config= says which names there are.",
    "from_name": "config= says which names there are.",
    "image_ext": "Pictures of all kinds are found.",
    "point_width": "Key points get the editor's own width.",
}
_YOLO = {"classes": None}
_NAMED = 5
"""Files that a message names."""
_JSON, _LINES, _TOKENS = (".json",), (".jsonl", ".ndjson", ".json"), (".conll", ".bio", ".iob", ".txt")

FORMATS: tuple[ReaderFormat, ...] = (
    ReaderFormat("json", "Label Studio JSON: tasks with annotations and predictions", "read_ls",
                 files=_LINES),
    ReaderFormat("coco", "COCO: boxes, polygons, RLE, key points", "read_coco",
                 {"use_super_categories": False}, files=_JSON,
                 deeper=("annotations/*.json", "*/_annotations.coco.json"),
                 reference={**_NAMES, "point_width": 1.0}),
    ReaderFormat("voc", "Pascal VOC: XML files with boxes", "read_voc"),
    ReaderFormat("yolo", "YOLO: boxes; outlines, turned boxes and key points where lines have them",
                 "read_yolo", _YOLO, {"kind": ""}, reference=_YOLO_NAMES),
    ReaderFormat("yolo_obb", "YOLO-OBB: four corners of each box", "read_yolo", _YOLO, {"kind": "obb"}),
    ReaderFormat("yolo_seg", "YOLO segmentation: outlines", "read_yolo", _YOLO, {"kind": "segments"}),
    ReaderFormat("yolo_keypoints", "YOLO pose: boxes with key points", "read_yolo",
                 {**_YOLO, "points": None}, {"kind": "pose"}),
    ReaderFormat("conll2003", "CoNLL-2003: a token and its tag a line", "read_conll", files=_TOKENS),
    ReaderFormat("spacy", "spaCy DocBin", "read_spacy", {"language": "xx", "key": "sc"}, files=(".spacy",)),
    ReaderFormat("spacy_jsonl", "a text with its spans a line", "read_prodigy", files=_LINES),
    ReaderFormat("prodigy", "Prodigy JSONL: spans, pictures, choices, accepted or rejected", "read_prodigy",
                 files=_LINES),
    ReaderFormat("doccano", "doccano JSONL: spans, relations, classes, texts", "read_doccano",
                 {"texts": None}, files=_LINES),
    ReaderFormat("labelme", "labelme: a JSON file for each picture", "read_labelme"),
    ReaderFormat("via", "VGG Image Annotator: JSON or CSV", "read_via", {"label": None},
                 files=(".json", ".csv")),
    ReaderFormat("cvat", "CVAT for images: XML", "read_cvat", files=(".xml",)),
    ReaderFormat("pigeonxt", "frames of pigeonXT, or lists of pigeon", "read_pigeon",
                 {"example": None, "label": None}),
    ReaderFormat("bbox_widget", "dicts of jupyter-bbox-widget", "read_bbox_widget", files=_JSON),
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
