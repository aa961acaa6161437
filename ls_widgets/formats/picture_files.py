"""Picture files that an import names: where they are, and how large they are as seen."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from ls_widgets.errors import FormatError
from ls_widgets.formats.label_files import files_below

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|/data/(?:upload|local-files)/")
"""Of the web, or of a Label Studio; other paths in ``/data`` are those of somebody's disk."""
_LOCAL = "/data/local-files/?d="
_MARK = re.compile(r"^[0-9a-f]{8}__(?=.)")
"""What exports put before the names of pictures, so that equal names of two folders stay apart."""
_SUFFIXES = (".jpg", ".jpeg", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff")
_BESIDE = ("", "images", "JPEGImages", "img")
_APART = ("labels", "annotations", "masks", "segmentationclass")
_WORDS = re.compile(r"[^0-9a-z]+")
LEAST_WORD = 3
"""Letters that the names of a folder and of a file have in common, to belong together."""
_ORIENTATION = 0x0112
_SIDEWAYS = 5
MOST_PIXELS = 2_000_000_000


class PictureFiles:
    """Looks pictures up below folders; nothing outside of them is touched, whatever a file names.

    ``images``: a folder, or the address that names are appended to. Else the folder of the labels and those
    beside it that pictures mostly are in. Of the folders below, those come first that the name of the
    ``labels`` names: ``train2017`` for ``instances_train2017``.
    """

    def __init__(
        self,
        folder: Path | None,
        images: str | os.PathLike[str] | None,
        *,
        labels: str = "",
        always: bool = False,
    ) -> None:
        self._always = always  # addresses too get the root
        self._root = ""
        self._words = [word for word in _WORDS.split(labels.lower()) if len(word) >= LEAST_WORD]
        self._folders: list[str] = []
        self._further: list[str] = []
        """Folders of which one alone must have a picture."""
        self._sizes: dict[Path, tuple[int, int] | None] = {}
        self._left_out: set[str] = set()
        if isinstance(images, str) and (always or _ADDRESS.match(images)):
            self._root = images
        elif images is not None:
            given = Path(images).expanduser()
            if not always and not given.is_dir():
                raise FormatError(f"images={os.fspath(images)!r}: there is no such folder.")
            self._look_around([given])
        if images is None and folder is not None:
            self.look_in(folder)

    def look_in(self, folder: Path) -> None:
        """Looks in the folder of the labels, and in those beside it that pictures mostly are in."""
        apart = folder.name.lower() in _APART
        self._look_around([folder, folder.parent] if apart else [folder])

    def _look_around(self, bases: list[Path]) -> None:
        homes = [os.path.realpath(base) for base in bases]
        known = list(_folders([base / name for base in bases for name in _BESIDE], homes))
        below = [real for folder in known for real in _folders(_below(folder), homes)]
        self._folders += dict.fromkeys([*known, *filter(self._is_named, below)])
        self._further += [folder for folder in dict.fromkeys(below) if folder not in self._folders]

    def _is_named(self, folder: str) -> bool:
        name = os.path.basename(folder).lower()  # noqa: PTH119 - for many folders
        return len(name) >= LEAST_WORD and any(
            word.startswith(name) or name.startswith(word) for word in self._words
        )

    def leave_out(self, paths: Iterable[Path]) -> None:
        """Files that are labels, though they look like pictures."""
        self._left_out.update(map(os.path.realpath, paths))

    def shown(self, name: str) -> str:
        """What a task shows: the file where it is there, else the name under the root."""
        if _ADDRESS.match(name) and not (self._root and self._always):
            return name
        if self._root:
            return joined_address(self._root, name)
        found = self.find(name)
        if found is None:
            return name
        try:
            return found.relative_to(Path.cwd()).as_posix()
        except ValueError:
            return str(found)

    def is_known(self, name: str) -> bool:
        """Whether a task can show the picture: it is there, or on the web."""
        return bool(self._root or _ADDRESS.match(name)) or self.find(name) is not None

    def find(self, name: str) -> Path | None:
        """The file of a name, with or without a suffix; None where it is nowhere below the folders."""
        if not name or "\0" in name or _ADDRESS.match(name):
            return None
        for folder in self._folders:
            path = self._within(folder, name)
            if path is not None:
                return Path(path)
        found = {path for folder in self._further if (path := self._within(folder, name))}
        return Path(found.pop()) if len(found) == 1 else None

    def _within(self, folder: str, name: str) -> str | None:
        for part in self._parts(name):
            path = os.path.normpath(os.path.join(folder, part))  # noqa: PTH118 - absolute parts are cut off
            if not path.startswith(folder + os.sep) or not os.path.isfile(path):  # noqa: PTH113 - never raises
                continue
            path = os.path.realpath(path)
            if path.startswith(folder + os.sep) and path not in self._left_out:
                return path
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
        return [Path(folder) for folder in self._folders]


def joined_address(root: str, name: str) -> str:
    """The address of a file below another address; what would mean something else in one is escaped.

    >>> joined_address("/data/local-files/?d=a", "b/c d.jpg"), joined_address("https://x.org/y?z=1", "#1.jpg")
    ('/data/local-files/?d=a/b/c%20d.jpg', 'https://x.org/y/%231.jpg?z=1')
    """
    path = quote(name.replace("\\", "/").strip("/"), safe="/")
    base, local, folder = root.partition(_LOCAL)
    if local:
        folder = quote(unquote(folder).rstrip("/"), safe="/")
        return f"{base}{local}{folder}/{path}" if folder else f"{base}{local}{path}"
    parts = urlsplit(root)
    if not parts.scheme and not parts.netloc:
        return f"{root.rstrip('/')}/{path}"
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{path}"))


def _folders(paths: Iterable[str | os.PathLike[str]], homes: list[str]) -> Iterator[str]:
    """The real paths of those that are folders in one of ``homes``, or these themselves."""
    for path in paths:
        real = os.path.realpath(path)
        if os.path.isdir(real) and any(real == home or real.startswith(home + os.sep) for home in homes):  # noqa: PTH112
            yield real


def _below(folder: str) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.path for entry in entries if entry.is_dir())
    except OSError:
        return []


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
    return files_below(folder, *_SUFFIXES)
