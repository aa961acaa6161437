"""A JSON document one part at a time: of a file, memory holds a block and the part that is looked at."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from ls_widgets.errors import FormatError
from ls_widgets.formats import jsonio

BLOCK = 1 << 18
"""Bytes read at once."""
WORD = 12
"""What ends this near to the end of what is read may be a number, word or escape that is cut there."""

_blank = re.compile(r"[ \t\r\n]*").match
_decode = json.JSONDecoder().raw_decode

Again = Callable[[int, int], Any]
"""Gives the value of a part once more, by its ``start`` and ``stop``."""


class Part(NamedTuple):
    """A member of a document, or one element of it."""

    name: str
    """The member; empty in a document that is a list or a single value."""
    at: int | str | None
    """Index or key in a member that was opened; None for a member as a whole."""
    value: Any
    """What it holds. Of a list or object that was opened an empty one comes first, then its elements."""
    start: int
    stop: int


class HeldDocument:
    """What the caller has in memory."""

    def __init__(self, content: Any) -> None:
        self._content = content
        self._values: list[Any] = []

    def parts(self, *inside: str) -> Iterator[Part]:
        """Members in order, those named ``inside`` opened; a list as the document is opened always."""
        content = self._content
        if isinstance(content, list | tuple):
            yield from self._opened("", content)
        elif not isinstance(content, Mapping):
            yield self._part("", None, content)
        else:
            yield self._part("", None, {})
            for name, value in content.items():
                if name in inside and isinstance(value, list | tuple | Mapping):
                    yield from self._opened(name, value)
                else:
                    yield self._part(name, None, value)

    @contextmanager
    def again(self) -> Iterator[Again]:
        """Looks up parts that were given before."""
        yield lambda start, _: self._values[start]

    def _opened(self, name: str, content: Any) -> Iterator[Part]:
        keyed = isinstance(content, Mapping)
        yield self._part(name, None, {} if keyed else [])
        for at, value in content.items() if keyed else enumerate(content):
            yield self._part(name, at, value)

    def _part(self, name: str, at: int | str | None, value: Any) -> Part:
        self._values.append(value)
        place = len(self._values) - 1
        return Part(name, at, value, place, place)


class FileDocument:
    """A file of UTF-8. FormatError with the line of what is no JSON, once it is met."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def parts(self, *inside: str) -> Iterator[Part]:
        """As those of a `HeldDocument`; ``start`` and ``stop`` are bytes of the file."""
        try:
            with self._path.open("rb") as stream:
                text = _Text(self._path, stream)
                match text.next():
                    case "{":
                        yield Part("", None, {}, 0, 0)
                        for name in text.members():
                            yield from _member(text, name, inside)
                    case "[":
                        yield from _opened(text, "")
                    case _:
                        yield Part("", None, *text.value())
                if text.next():
                    text.refuse("Extra data")
        except OSError as error:
            raise FormatError(f"'{self._path}' cannot be read: {error.strerror or error}.") from error

    @contextmanager
    def again(self) -> Iterator[Again]:
        """Reads parts of the file once more."""
        with self._path.open("rb", buffering=0) as stream:

            def read(start: int, stop: int) -> Any:
                stream.seek(start)
                return jsonio.loads(stream.read(stop - start))

            yield read


Document = HeldDocument | FileDocument


def _member(text: _Text, name: str, inside: Collection[str]) -> Iterator[Part]:
    if name in inside and text.next() in ("{", "["):
        yield from _opened(text, name)
    else:
        yield Part(name, None, *text.value())


def _opened(text: _Text, name: str) -> Iterator[Part]:
    keyed = text.next() == "{"
    yield Part(name, None, {} if keyed else [], 0, 0)
    for at in text.members() if keyed else text.elements():
        yield Part(name, at, *text.value())


class _Text:
    """The text of a file: what was read of it and not yet passed."""

    def __init__(self, path: Path, stream: Any) -> None:
        self._path, self._stream = path, stream
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text, self._at = "", 0
        self._lines = 0
        """Line breaks before the text."""
        self._known, self._byte = 0, 0
        """A place in the text, and its byte in the file."""
        while not self._text and self._more():
            pass
        if self._text.startswith("\ufeff"):
            self._at = 1

    def next(self) -> str:
        """The next character that is no blank; empty at the end."""
        while True:
            self._at = _blank(self._text, self._at).end()  # type: ignore[union-attr] - matches always
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def value(self) -> tuple[Any, int, int]:
        """The value that begins here, and its first byte and that after its last."""
        self.next()
        while True:
            try:
                found, end = _decode(self._text, self._at)
            except json.JSONDecodeError as error:
                cut = error.msg.startswith("Unterminated") or error.pos > len(self._text) - WORD
                if not cut or not self._more():
                    self.refuse(error.msg, error.pos)
            except (RecursionError, ValueError) as error:
                raise FormatError(f"'{self._path}' is no JSON that can be read: {error}.") from error
            else:
                if end <= len(self._text) - WORD or not self._more():
                    break
        start, stop = self._byte_of(self._at), self._byte_of(end)
        self._at = end
        return found, start, stop

    def members(self) -> Iterator[str]:
        """Names of an object's members; the value of each is taken before the next is asked for."""
        for _ in self._each("}"):
            if self.next() != '"':
                self.refuse("Expecting property name enclosed in double quotes")
            name = self.value()[0]
            if self.next() != ":":
                self.refuse("Expecting ':' delimiter")
            self._at += 1
            yield name

    def elements(self) -> Iterator[int]:
        """Indices of a list's elements, each of which is taken before the next is asked for."""
        return self._each("]")

    def _each(self, close: str) -> Iterator[int]:
        self._at += 1
        if self.next() == close:
            self._at += 1
            return
        at = 0
        while True:
            yield at
            at += 1
            found = self.next()
            if found not in (",", close):
                self.refuse("Expecting ',' delimiter")
            self._at += 1
            if found == close:
                return

    def refuse(self, message: str, at: int | None = None) -> NoReturn:
        """Raises FormatError with the line."""
        line = self._lines + self._text.count("\n", 0, self._at if at is None else at) + 1
        raise FormatError(f"'{self._path}', line {line}: {message}.")

    def _more(self) -> bool:
        """Reads on, as much as is held already; False at the end of the file."""
        rest = self._text[self._at :]
        content = self._stream.read(max(BLOCK, len(rest)))
        pending = self._decoder.getstate()[0]
        try:
            text = self._decoder.decode(content, final=not content)
        except UnicodeDecodeError as error:
            byte = self._stream.tell() - len(content) - len(pending) + error.start
            raise FormatError(f"'{self._path}' is not UTF-8 (byte {byte}).") from error
        if not content:
            return False
        self._byte_of(self._at)
        self._lines += self._text.count("\n", 0, self._at)
        self._text, self._at, self._known = rest + text, 0, 0
        return True

    def _byte_of(self, at: int) -> int:
        """The byte of the file that a character begins at; places only go on."""
        self._byte += len(self._text[self._known : at].encode())
        self._known = at
        return self._byte
