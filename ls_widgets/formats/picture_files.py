"""Picture files that an import names: where they are, and how large they are as seen."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|/data/")
_MARK = re.compile(r"^[0-9a-f]{8}__(?=.)")
"""What exports put before the names of pictures, so that equal names of two folders stay apart."""
_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff")
_BESIDE = ("", "images", "JPEGImages", "img")
_ORIENTATION = 0x0112
_SIDEWAYS = 5
MOST_PIXELS = 2_000_000_000


class PictureFiles:
    """Looks pictures up below folders; nothing outside of them is touched, whatever a file names.

    ``images``: a folder, or the address that names are appended to. Else the folder of the labels, and
    ``images`` beside it.
    """

    def __init__(
        self, folder: Path | None, images: str | os.PathLike[str] | None, *, always: bool = False
    ) -> None:
        self._always = always  # addresses too get the root
        self._root = ""
        self._folders: list[Path] = []
        self._sizes: dict[Path, tuple[int, int] | None] = {}
        self._left_out: set[str] = set()
        if isinstance(images, str) and _ADDRESS.match(images):
            self._root = images
        elif images is not None:
            self._folders = [Path(images).expanduser()]
        if images is None and folder is not None:
            self.look_in(folder)

    def look_in(self, folder: Path) -> None:
        """Looks in the folder of the labels, and in those beside it that pictures mostly are in."""
        apart = folder.name.lower() in ("labels", "annotations", "masks")
        nearby = [folder, folder.parent] if apart else [folder]
        self._folders += [base / name for base in nearby for name in _BESIDE]

    def leave_out(self, paths: Iterable[Path]) -> None:
        """Files that are labels, though they look like pictures."""
        self._left_out.update(map(os.path.realpath, paths))

    def shown(self, name: str) -> str:
        """What a task shows: the file where it is there, else the name under the root."""
        if self._root and self._always:
            name = name.lstrip("/")
        elif _ADDRESS.match(name):
            return name
        if self._root:
            return self._root + name if self._root.endswith(("/", "=")) else f"{self._root}/{name}"
        found = self.find(name)
        if found is None:
            return name
        try:
            return found.relative_to(Path.cwd()).as_posix()
        except ValueError:
            return str(found)

    def find(self, name: str) -> Path | None:
        """The file of a name, with or without a suffix; None where it is nowhere below the folders."""
        if not name or "\0" in name or _ADDRESS.match(name):
            return None
        for folder in self._folders:
            base = os.path.realpath(folder)
            for part in self._parts(name):
                path = os.path.realpath(os.path.join(base, part))  # noqa: PTH118 - absolute parts are cut off
                inside = path.startswith(base + os.sep) and path not in self._left_out
                if inside and os.path.isfile(path):  # noqa: PTH113 - never raises
                    return Path(path)
        return None

    def _parts(self, name: str) -> Iterator[str]:
        plain = name.replace("\\", "/").lstrip("/")
        last = plain.rpartition("/")[2]
        for one in dict.fromkeys((plain, last, _MARK.sub("", last))):
            yield one
            if not one.lower().endswith(_SUFFIXES):
                yield from (f"{one}{suffix}" for suffix in _SUFFIXES)

    def size(self, name: str) -> tuple[int, int] | None:
        """Width and height as seen of the picture of a name; None where there is none."""
        path = self.find(name)
        if path is None:
            return None
        if path not in self._sizes:
            self._sizes[path] = picture_size(path)
        return self._sizes[path]

    @property
    def folders(self) -> list[Path]:
        """The folders that are there."""
        return [folder for folder in self._folders if folder.is_dir()]


def picture_size(path: Path) -> tuple[int, int] | None:
    """Width and height as seen, of the header alone; None for what is no picture."""
    import warnings

    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path) as image:
                width, height = image.size
                turned = image.getexif().get(_ORIENTATION, 1) if image.format in ("JPEG", "MPO", "PNG") else 1
    except Exception:  # noqa: BLE001 - broken headers make the decoders raise errors of every kind
        return None
    if width * height > MOST_PIXELS or not width * height:
        return None
    return (height, width) if isinstance(turned, int) and turned >= _SIDEWAYS else (width, height)


def picture_files(folder: Path) -> list[Path]:
    """The pictures of a folder and those below it, by name."""
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file())
