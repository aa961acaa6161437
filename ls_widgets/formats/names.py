"""Names of files from names in task data: nothing in them leaves the folder or hides another file."""

from __future__ import annotations

import re
import unicodedata
from hashlib import md5

MOST_BYTES = 240
"""Bytes of a name with its suffix; file systems take 255."""

SHORT = 120
_PLAIN = re.compile(r"[A-Za-z0-9_@%+,=~-](?:[A-Za-z0-9_@%+,=~ .-]*[A-Za-z0-9_@%+,=~-])?")
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_INSIDE = re.compile(r"data:([a-z]{1,12})/(?:x-)?([A-Za-z0-9]{1,8})\b")
_STORED = re.compile(r"/data/|(?!https?:|data:)[A-Za-z][A-Za-z0-9+.-]*://")


def safe_name(text: str, suffix: str = "") -> str:
    """A text as the name of a file: letters of every script are kept, what paths are made of is not.

    >>> safe_name("../../etc/passwd"), safe_name("straße 1", ".txt"), safe_name("NUL")
    ('-..-etc-passwd', 'straße 1.txt', '_NUL')
    """
    if len(text) <= SHORT and _PLAIN.fullmatch(text) and not _DEVICE.fullmatch(text):
        return text + suffix
    name = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", text))
    name = "".join("_" if unicodedata.category(char)[0] == "C" else char for char in name)
    name = cut_bytes(name.strip(" ").lstrip("."), MOST_BYTES - len(suffix.encode()))
    if not suffix:
        name = name.rstrip(". ")
    if not name or _DEVICE.fullmatch(name):
        name = f"_{name}"
    return name + suffix


def cut_bytes(text: str, most: int) -> str:
    """The longest beginning of a text that takes at most so many bytes of UTF-8."""
    return text.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore")


class Unique:
    """Gives each name once: one that is taken, in any case of letters, gets ``-2``, ``-3``, and so on."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def __call__(self, stem: str, suffix: str = "") -> str:
        name, number = stem, 1
        while (key := (name + suffix).casefold()) in self._taken:
            number += 1
            name = f"{cut_bytes(stem, MOST_BYTES - len(suffix) - len(str(number)) - 1)}-{number}"
        self._taken.add(key)
        return name + suffix


def media_name(address: str) -> str:
    """The name that Label Studio gives the file of an address: plain where it is stored, else marked.

    >>> media_name("/data/upload/1/a.jpg"), media_name("https://example.com/a.jpg?size=2")
    ('a.jpg', 'f6821b6c__a.jpg')
    """
    path = address.partition("?")[0].rpartition("/")[2]
    inside = _INSIDE.match(address)
    if inside is not None:  # the rest of the address is the file itself
        path = f"{inside[1]}.{inside[2]}"
    if not is_stored(address):
        mark = md5(address.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()[:8]
        name = f"{mark}__{path}"
        return name if len(name) <= SHORT and _PLAIN.fullmatch(name) else safe_name(name)
    if "?d=" in address:
        path = address.partition("?d=")[2].partition("&")[0].rpartition("/")[2]
    return safe_name(path or "file")


def is_stored(address: str) -> bool:
    """Whether Label Studio keeps the file itself or in a bucket, so that exports name it by address."""
    return bool(_STORED.match(address))
