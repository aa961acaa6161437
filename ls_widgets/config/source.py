"""From what the caller hands over to the XML text of a config."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ls_widgets.config.words import did_you_mean, listing, quote
from ls_widgets.errors import ConfigError, Problem

MAX_BYTES = 2_000_000

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ENCODING = re.compile(r"""\A<\?xml[^>]{0,200}?(\s+encoding\s*=\s*["']([A-Za-z][\w.-]{0,40})["'])""")


def read_source(source: object) -> str:
    """XML text from text, bytes or a path; an encoding declaration is only good on bytes and files."""
    if isinstance(source, bytes | bytearray):
        return _decode(bytes(source), "config")
    if isinstance(source, os.PathLike):
        return _read(Path(os.fspath(source)))
    if not isinstance(source, str):
        raise _refuse(
            f"expected XML text, a path, a template or a schema, got {type(source).__name__}.",
            "Tasks come first, then the config: Annotator(tasks, config).",
        )
    if len(source) > MAX_BYTES:
        raise _too_large()
    text = source.removeprefix("\ufeff")
    if "<" not in text:
        return _not_xml(text)
    if _ENCODING.match(text):
        raise _refuse(
            "text with an encoding declaration is malformed: text has no encoding.",
            "Remove the line <?xml … ?>, or pass the file's path or bytes.",
            line=1,
        )
    return text


def _not_xml(text: str) -> str:
    if not text.strip():
        raise _refuse("the config is empty.", "Write at least <View></View>.")
    if "\n" not in text and "\0" not in text and len(text) < 4096:
        try:
            if Path(text).is_file():
                return _read(Path(text))
        except (OSError, ValueError):
            pass
        if text.lower().endswith(".xml"):
            raise _refuse(f"there is no file {quote(text)}.", "Check the path.")
    from ls_widgets.templates import templates

    word = text.strip()
    if word in templates:
        return templates[word].config
    hint = (
        did_you_mean(word, templates) or f"A config begins with <View>. Templates: {listing([*templates])}."
    )
    raise _refuse(f"{quote(word)} is neither XML nor the path of a file nor a template.", hint)


def _read(path: Path) -> str:
    if not path.is_file():
        raise _refuse(f"there is no file {quote(path)}.", "Check the path.")
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _refuse(
            f"cannot read {quote(path)}: {error.strerror}.", "Check the file's permissions."
        ) from error
    return _decode(data, str(path))


def _decode(data: bytes, where: str) -> str:
    if len(data) > MAX_BYTES:
        raise _too_large()
    encoding = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    declared = _ENCODING.match(data[:300].decode("ascii", "replace"))
    if encoding is None:
        encoding = declared[2] if declared else "utf-8"
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except (LookupError, UnicodeError) as error:
        raise _refuse(f"cannot be read as {encoding}.", "Save the file as UTF-8.", where=where) from error
    found = _ENCODING.match(text)
    return text[: found.start(1)] + text[found.end(1) :] if found else text


def _too_large() -> ConfigError:
    return _refuse(
        f"the config is larger than {MAX_BYTES // 1_000_000} MB.", "Put long lists into task data."
    )


def _refuse(message: str, hint: str, *, line: int | None = None, where: str = "config") -> ConfigError:
    return ConfigError([Problem(where, message, line, hint)])
