"""XML of strangers: no entities, no network, and errors with file and line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.reading import as_count, as_number

MOST_BYTES = 1 << 30


def parse_xml(path: Path, *, root: str) -> Any:
    """The root of an XML file, which must be of this name; FormatError for any other."""
    import lxml.etree as etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FormatError(f"'{path}' is too large ({path.stat().st_size:,} bytes).")
        found = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise FormatError(f"'{path}', line {error.lineno}: {error.msg}.") from error
    except OSError as error:
        raise FormatError(f"'{path}' cannot be read: {error.strerror or error}.") from error
    if found.tag != root:
        raise FormatError(f"'{path}', line {found.sourceline}: must be <{root}>, not <{found.tag}>.")
    return found


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
