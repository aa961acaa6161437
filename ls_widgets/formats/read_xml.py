"""XML of strangers: no entities, no network, and errors with file and line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.reading import as_count, as_number

MOST_BYTES = 1 << 26
"""Of a file that is held as a whole."""
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
}


def parse_xml(path: Path, *, root: str) -> Any:
    """The root of an XML file, which must be of this name; FormatError for any other."""
    import lxml.etree as etree

    with _told(path):
        if path.stat().st_size > MOST_BYTES:
            raise FormatError(f"'{path}' is too large ({path.stat().st_size:,} bytes).")
        found = etree.fromstring(path.read_bytes(), etree.XMLParser(**_SAFE))
    _check_root(path, found, root)
    return found


def children_of(path: Path, *, root: str) -> Iterator[Any]:
    """The children of the root one at a time: each is emptied once the next is asked for."""
    import lxml.etree as etree

    with _told(path), path.open("rb") as stream:
        depth = 0
        for event, element in etree.iterparse(stream, ("start", "end"), collect_ids=False, **_SAFE):
            if event == "start":
                if depth == 0:
                    _check_root(path, element, root)
                depth += 1
                continue
            depth -= 1
            if depth == 1:
                yield element
                element.clear()
                parent = element.getparent()
                while element.getprevious() is not None:
                    del parent[0]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    import lxml.etree as etree

    try:
        yield
    except etree.XMLSyntaxError as error:
        raise FormatError(f"'{path}', line {error.lineno or 1}: {error.msg}.") from error
    except OSError as error:
        raise FormatError(f"'{path}' cannot be read: {error.strerror or error}.") from error


def _check_root(path: Path, found: Any, root: str) -> None:
    if found.tag != root:
        raise FormatError(f"'{path}', line {found.sourceline}: must be <{root}>, not <{found.tag}>.")


def text_of(element: Any, name: str, where: str) -> str:
    """The text of a child; FormatError where it is missing or empty."""
    text = (element.findtext(name) or "").strip()
    if not text:
        raise FormatError(f"{where}, line {element.sourceline}: <{element.tag}> has no <{name}>.")
    return text


def number_of(element: Any, name: str, where: str) -> float:
    """The number in a child."""
    return as_number(text_of(element, name, where), f"{where}, line {element.sourceline}: <{name}>")


def attribute(element: Any, name: str, where: str) -> str:
    """An attribute; FormatError where it is missing."""
    value = element.get(name)
    if value is None:
        raise FormatError(f"{where}, line {element.sourceline}: <{element.tag}> has no {name}.")
    return str(value)


def attribute_number(element: Any, name: str, where: str) -> float:
    """The number in an attribute."""
    return as_number(attribute(element, name, where), f"{where}, line {element.sourceline}: {name}")


def attribute_count(element: Any, name: str, where: str) -> int:
    """The whole number in an attribute."""
    return as_count(attribute(element, name, where), f"{where}, line {element.sourceline}: {name}")
