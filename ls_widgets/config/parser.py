"""Config text to a tree of tags. Nothing in the text is fetched, expanded or run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import chain
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] (no stubs)

from ls_widgets.config.attributes import read_attributes
from ls_widgets.config.doctype import remove_doctype
from ls_widgets.config.source import MAX_BYTES
from ls_widgets.config.spec import TagSpec
from ls_widgets.config.tags import TAGS, find_spec
from ls_widgets.config.tree import OPTIONS, Tag, TagName
from ls_widgets.config.words import did_you_mean, quote
from ls_widgets.errors import ConfigError, Problem

MAX_DEPTH = 250
MAX_TAGS = 100_000
MAX_ATTRIBUTES = 500
MAX_WARNINGS = 1000
"""Warnings that are collected before the rest of a hopeless config is only read."""

_CONTENT = ("Style",)
_MARKUP = ("HyperText", "HTML")


@dataclass(slots=True)
class Parsed:
    """A tree before names are looked at, with what is odd about the text."""

    root: Tag
    comment: str | None = None
    warnings: list[Problem] = field(default_factory=list)


def parse(text: str) -> Parsed:
    """The tree of a config; malformed text raises :class:`ConfigError`."""
    text, warning = remove_doctype(text, MAX_BYTES)
    root = _read_xml(text)
    parsed = Parsed(Tag("0", TagName("View")))
    if warning:
        parsed.warnings.append(warning)
    around = [*root.itersiblings(etree.Comment, preceding=True), *root.itersiblings(etree.Comment)]
    parsed.comment = next(filter(None, map(_sample, chain(root.iter(etree.Comment), around))), None)
    _build(root, parsed)
    return parsed


def sample_of(comment: str | None) -> dict[str, Any] | None:
    """The task that a comment holds as JSON, with ``data`` or as the data alone; None without one."""
    try:
        task = json.loads(comment or "")
    except (ValueError, RecursionError):
        return None
    if not isinstance(task, dict) or not task:
        return None
    return task if isinstance(task.get("data"), dict) else {"data": task}


def _sample(node: etree._Comment) -> str | None:
    return node.text if sample_of(node.text) else None


def _read_xml(text: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=False,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        raise _malformed(error) from None
    except (ValueError, UnicodeError) as error:
        raise ConfigError([Problem("config", f"is malformed XML: {error}.")]) from None
    if root.getroottree().docinfo.doctype:
        raise ConfigError([Problem("DOCTYPE", "a DOCTYPE is refused.", None, "Remove it.")])
    return root


def _malformed(error: etree.XMLSyntaxError) -> ConfigError:
    line, column = error.position
    message = error.msg.split(", line ")[0] if error.msg else "malformed XML"
    hints = {
        "EntityRef": 'Write "&amp;" for an ampersand.',
        "xmlParseEntityRef": 'Write "&amp;" for an ampersand.',
        "Unescaped '<'": 'Write "&lt;" inside attributes; a closing quote may be missing.',
        "Start tag expected": "A config begins with <View>.",
        "Extra content": "A config has one root tag: put everything inside one <View>.",
        "AttValue": "Attribute values stand in quotes.",
        "Opening and ending tag mismatch": "Close tags in the order in which they were opened.",
        "Premature end": "A tag is not closed.",
        "Excessive depth": f"Tags may be nested {MAX_DEPTH} deep.",
    }
    hint = next((hint for start, hint in hints.items() if message.startswith(start)), "")
    return ConfigError([Problem("XML", f"column {column}: {quote(message)[1:-1]}.", line or None, hint)])


def _build(root: etree._Element, parsed: Parsed) -> None:
    stack: list[tuple[etree._Element, Tag | None, str, int]] = [(root, None, "0", 1)]
    count = 0
    while stack:
        element, parent, node_id, depth = stack.pop()
        count += 1
        if depth > MAX_DEPTH:
            raise _beyond(
                element, f"tags are nested more than {MAX_DEPTH} deep.", "Flatten the nested Views."
            )
        if count > MAX_TAGS:
            raise _beyond(element, f"there are more than {MAX_TAGS} tags.", "Take choices from the data.")
        if len(element.attrib) > MAX_ATTRIBUTES:
            raise _beyond(element, f"a tag has more than {MAX_ATTRIBUTES} attributes.", "Remove some.")
        tag = _tag(element, node_id, parsed)
        if parent is None:
            parsed.root = tag
        else:
            parent.children.append(tag)
        inside = [child for child in element if isinstance(child.tag, str)]
        if tag.tag in _CONTENT or (tag.tag in _MARKUP and inside):
            _keep_content(tag, element)
            continue
        if inside:
            _warn_of_text(tag, element, parsed)
        else:
            _take_text(tag, element, parsed)
        below = [(child, tag, f"{node_id}.{index}", depth + 1) for index, child in enumerate(inside)]
        stack.extend(reversed(below))


def _beyond(element: etree._Element, message: str, hint: str) -> ConfigError:
    return ConfigError([Problem("config", message, element.sourceline, hint)])


def _tag(element: etree._Element, node_id: str, parsed: Parsed) -> Tag:
    spelling = etree.QName(element).localname
    spec = find_spec(spelling)
    line = element.sourceline or 0
    written = [(etree.QName(name).localname, str(text)) for name, text in element.attrib.items()]
    canonical = spec.tag if spec else spelling
    name = next((text for key, text in written if key.lower() == "name" and text), None)
    where = f"{canonical} {quote(name)}" if name else canonical
    attrs, problems = read_attributes(written, spec, where, line)
    if len(parsed.warnings) < MAX_WARNINGS:
        parsed.warnings.extend([*_odd_tag(spelling, spec, where, line), *problems])
    attrs.pop("name", None)
    to_name = attrs.pop("toName", None)
    return Tag(
        node_id, TagName(canonical), name, [] if to_name is None else to_name.split(","), attrs, line=line
    )


def _odd_tag(spelling: str, spec: TagSpec | None, where: str, line: int) -> Iterator[Problem]:
    if spec is None:
        hint = did_you_mean(spelling, TAGS)
        yield Problem(where, "is not a tag of the config language; a card stands in for it.", line, hint)
    elif spelling != spec.tag:
        yield Problem(where, f"{quote(spelling)} is odd case.", line, f"Write {spec.tag}.", "other tag")


def _own_text(element: etree._Element) -> str:
    """Text directly inside an element, comments left out."""
    return "".join([element.text or "", *(child.tail or "" for child in element)]).strip()


def _take_text(tag: Tag, element: etree._Element, parsed: Parsed) -> None:
    text = _own_text(element)
    if text and "value" not in tag.attrs:
        tag.attrs["value"] = text
        if tag.tag in OPTIONS:
            hint = f"Label Studio's server refuses it: write value={quote(text)}."
            parsed.warnings.append(Problem(str(tag), "has its value as text.", tag.line, hint))
    elif text:
        tag.text = text


def _keep_content(tag: Tag, element: etree._Element) -> None:
    if tag.tag in _CONTENT:
        tag.text = _own_text(element)
        return
    parts = [escape(element.text or "", quote=False)]
    parts.extend(etree.tostring(child, encoding="unicode", with_tail=True) for child in element)
    tag.attrs.setdefault("value", "".join(parts).strip())


def _warn_of_text(tag: Tag, element: etree._Element, parsed: Parsed) -> None:
    text = _own_text(element)
    if text:
        hint = "Put it into a Header."
        parsed.warnings.append(Problem(str(tag), f"text {quote(text)} is not shown.", tag.line, hint))
