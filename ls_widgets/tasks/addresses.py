"""Where a text in a task points to: an address for the browser, embedded bytes, or a local file."""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, unquote_to_bytes, urlsplit

from ls_widgets.errors import TaskError

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_EDGES = "".join(map(chr, range(33)))
_LOCAL = "/data/local-files/"
_UPLOAD = "/data/upload/"
_CUT = 200


@dataclass(frozen=True, slots=True)
class Url:
    """An http or https address; only the browser ever fetches it."""

    address: str


def resolve(text: str, *, roots: Sequence[Path]) -> Url | bytes | Path:
    """What a text from task data means: a :class:`Url`, the bytes of a data URL, or an allowed file.

    The scheme is the one that a browser would see (white space and control characters at the edges
    and line breaks within do not hide it); all but http, https and data are refused. Anything else
    is a path, relative to the roots in turn, or Label Studio's ``/data/local-files/?d=`` and
    ``/data/upload/`` addresses. Raises :class:`TaskError` with a message for the view.
    """
    address = re.sub(r"[\t\r\n]", "", text.strip(_EDGES))
    if not address:
        raise TaskError("There is no image: the value is empty.")
    scheme = _SCHEME.match(address)
    if scheme is None or len(scheme[1]) == 1:  # one letter: a Windows drive
        return _local_file(text, roots)
    name = scheme[1].lower()
    if name in ("http", "https"):
        return Url(_checked_url(address))
    if name == "data":
        return _embedded(address)
    raise TaskError(
        f"'{cut(address)}': addresses of the kind '{cut(name)}:' are not shown. "
        "Give http, https or data addresses, or paths."
    )


def allowed_file(path: str | os.PathLike[str], *, roots: Sequence[Path]) -> Path:
    """The real path of a regular file under one of the roots, links followed; else a TaskError."""
    real = _real(path)
    if not any(_inside(real, root) for root in roots):
        shown = ", ".join(f"'{root}'" for root in roots) or "none"
        raise TaskError(
            f"'{cut(os.fspath(path))}' is outside of the folders that images may come from ({shown}). "
            "Name its folder as a root, or give a pathlib.Path instead of a text."
        )
    return _regular(real, path)


def regular_file(path: str | os.PathLike[str]) -> Path:
    """The real path of a regular file, links followed; else a TaskError that names it."""
    return _regular(_real(path), path)


def _regular(real: Path, path: str | os.PathLike[str]) -> Path:
    """The real path of ``path`` where it is that of a regular file."""
    try:
        mode = real.stat().st_mode
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise TaskError(f"'{cut(os.fspath(path))}' cannot be read: {reason}.") from error
    if not stat.S_ISREG(mode):
        kind = "a folder" if stat.S_ISDIR(mode) else "no regular file"
        raise TaskError(f"'{cut(os.fspath(path))}' is {kind}.")
    return real


def cut(text: str) -> str:
    """A text for a message: at most 200 characters, control and bidi characters made visible."""
    shown = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text[: _CUT + 1])
    return shown if len(text) <= _CUT else f"{shown[:_CUT]}…"


def _checked_url(address: str) -> str:
    try:
        host = urlsplit(address).hostname
    except ValueError:
        host = None
    if not host:
        raise TaskError(f"'{cut(address)}' is no complete address: the host is missing.")
    return address


def _embedded(address: str) -> bytes:
    head, comma, body = address.partition(",")
    if not comma or not head.lower().startswith("data:image/"):
        raise TaskError(f"'{cut(address)}' is no data address of an image.")
    if not head.lower().endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote(body), validate=False)
    except (binascii.Error, ValueError) as error:
        raise TaskError(f"'{cut(address)}': the base64 text is broken.") from error


def _local_file(text: str, roots: Sequence[Path]) -> Path:
    for candidate in _candidates(text):
        for root in roots:
            path = root / candidate
            if os.path.exists(path):  # noqa: PTH110 - never raises
                real = _real(path)  # once: what is looked at is what is opened
                if _inside(real, root):
                    return _regular(real, path)
    if text.startswith((_LOCAL, _UPLOAD)):
        shown = ", ".join(f"'{root}'" for root in roots)
        raise TaskError(f"'{cut(text)}' names a Label Studio file that is not under {shown}.")
    path = Path(text)
    return allowed_file(path if path.is_absolute() or not roots else roots[0] / path, roots=roots)


def _candidates(text: str) -> list[str]:
    """Relative paths to look for under each root."""
    if "\0" in text:
        raise TaskError(f"'{cut(text)}' is no path.")
    if text.startswith(_LOCAL):
        return [name.lstrip("/") for name in parse_qs(urlsplit(text).query).get("d", [])]
    if text.startswith(_UPLOAD):
        rest = unquote(urlsplit(text).path[len(_UPLOAD) :]).lstrip("/")
        return [rest, f"upload/{rest}"]
    return [text]


def _real(path: str | os.PathLike[str]) -> Path:
    try:
        return Path(os.path.realpath(path))
    except (OSError, ValueError) as error:
        raise TaskError(f"'{cut(os.fspath(path))}' is no path: {error}.") from error


def _inside(real: Path, root: Path) -> bool:
    base = os.path.realpath(root)
    try:
        return os.path.commonpath([base, real]) == base
    except ValueError:
        return False
