"""Files of an export: written beside the target first, then moved into place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, overload

from ls_widgets.errors import FormatError

_WRITE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)


class Paths(Sequence[Path]):
    """Paths of files in a folder, made when they are asked for: an export may have written very many."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self._folder = folder
        self._names = names

    def __len__(self) -> int:
        return len(self._names)

    @overload
    def __getitem__(self, index: int) -> Path: ...
    @overload
    def __getitem__(self, index: slice) -> Paths: ...
    def __getitem__(self, index: int | slice) -> Path | Paths:
        if isinstance(index, slice):
            return Paths(self._folder, self._names[index])
        return self._folder / self._names[index]

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, list | tuple | Paths) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(list(self))


class Staging:
    """A folder that takes the place of the target when everything is written.

    Names are relative and made by `names.safe_name` where they hold anything of task data; parts are
    joined with ``/``.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._base = str(root)
        self._folders: set[str] = {""}
        self._names: dict[str, None] = {}

    def path(self, name: str) -> str:
        """Where a file of this name is written; its folder is made."""
        folder, _, last = name.rpartition("/")
        if not last or last.startswith("..") or "\\" in name or "\0" in name:
            raise FormatError(f"{name!r} is no name of a file of an export.")
        if folder not in self._folders:
            if ".." in folder.split("/"):
                raise FormatError(f"{name!r} is no name of a file of an export.")
            os.makedirs(os.path.join(self._base, folder), exist_ok=True)  # noqa: PTH103, PTH118 - many files
            self._folders.add(folder)
        self._names[name] = None
        return f"{self._base}/{name}"

    def write(self, name: str, content: bytes) -> None:
        """A whole file."""
        handle = os.open(self.path(name), _WRITE, 0o666)
        try:
            written = os.write(handle, content)
            while written < len(content):
                written += os.write(handle, memoryview(content)[written:])
        finally:
            os.close(handle)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write piece by piece."""
        with Path(self.path(name)).open("wb", buffering=1 << 20) as stream:
            yield stream

    def folder(self, name: str) -> None:
        """A folder, also where it stays empty."""
        os.makedirs(os.path.join(self._base, name), exist_ok=True)  # noqa: PTH103, PTH118

    def files(self) -> list[str]:
        """Relative names of the files that were asked for, sorted."""
        return sorted(self._names)


@contextmanager
def staged(target: Path) -> Iterator[Staging]:
    """A staging folder on the target's file system, gone afterwards. FormatError where none can be made.

    It is inside of a target that is there, which may be a mount, a link, or all that may be written to.
    """
    try:
        home = target if target.is_dir() else target.parent
        home.mkdir(parents=True, exist_ok=True)
        root = Path(tempfile.mkdtemp(prefix=f".{target.name[:40]}.", suffix=".tmp", dir=home))
    except OSError as error:
        raise FormatError(f"'{target}' cannot be written: {error.strerror or error}.") from error
    try:
        yield Staging(root)
    except OSError as error:
        raise FormatError(f"'{target}' could not be written: {error.strerror or error}.") from error
    finally:
        shutil.rmtree(root, ignore_errors=True)


def commit(staging: Staging, target: Path, *, overwrite: bool) -> Sequence[Path]:
    """Moves what was staged to the target; the paths there.

    A folder that is new appears at once with all its files; into one that exists each file moves by
    itself. A target with the suffix of the one file of the export becomes that file. FormatError
    before anything is moved where a file is there already, unless ``overwrite``.
    """
    files = staging.files()
    if len(files) == 1 and target.suffix and target.suffix == Path(files[0]).suffix and not target.is_dir():
        if target.exists() and not overwrite:
            raise FormatError(f"'{target}' is there already: give overwrite=True to replace it.")
        os.replace(staging.root / files[0], target)  # noqa: PTH105
        return [target]
    if target.exists() and not target.is_dir():
        raise FormatError(f"'{target}' is a file; an export of this format needs a folder.")
    there = [name for name in files if (target / name).exists()] if target.exists() else []
    if there and not overwrite:
        more = f" and {len(there) - 1} more" if len(there) > 1 else ""
        raise FormatError(
            f"'{target / there[0]}'{more} would be overwritten: choose another folder or give overwrite=True."
        )
    staging.root.chmod(0o777 & ~_umask())
    if not target.exists():
        os.replace(staging.root, target)  # noqa: PTH105
    else:
        _move_each(staging, files, target)
    return Paths(target, files)


def _move_each(staging: Staging, files: list[str], target: Path) -> None:
    for folder in (path for path in staging.root.rglob("*") if path.is_dir()):
        (target / folder.relative_to(staging.root)).mkdir(parents=True, exist_ok=True)
    for name in files:
        place = target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        os.replace(staging.root / name, place)  # noqa: PTH105


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
