"""Taking a document type away from a config before it reaches the XML parser.

Only entities that stand for plain text are expanded; everything else that a DOCTYPE can do is refused.
"""

from __future__ import annotations

import re

from ls_widgets.config.words import quote
from ls_widgets.errors import ConfigError, Problem

_ENTITY = re.compile(
    r"""<!ENTITY\s+([A-Za-z_][\w.-]{0,63})\s+(?:"([^"<&%]{0,1000})"|'([^'<&%]{0,1000})')\s*>"""
)
_HEAD = re.compile(r"<!DOCTYPE\s+[A-Za-z_:][\w.:-]{0,63}\s*")
_SKIPPED = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|&([A-Za-z_][\w.-]{0,63});", re.DOTALL)
_MOST = 20


def remove_doctype(text: str, limit: int) -> tuple[str, Problem | None]:
    """The text without its DOCTYPE, and a warning if there was one; at most ``limit`` characters long."""
    start = _start(text)
    if start is None:
        return text, None
    line = text.count("\n", 0, start) + 1
    head = _HEAD.match(text, start)
    if head is None:
        raise _refused(line, "a DOCTYPE that cannot be read")
    at, entities = head.end(), {}
    if text.startswith("[", at):
        at, entities = _entities(text, at + 1, line)
    if not text.startswith(">", at):
        raise _refused(line, "a DOCTYPE that refers to something outside the config")
    blank = "\n" * text.count("\n", start, at)
    rest = _expand(text[at + 1 :], entities, limit, line)
    warning = Problem(
        "DOCTYPE", "is not part of the config language and was left out.", line, "Write the text itself."
    )
    return text[:start] + blank + rest, warning


def _start(text: str) -> int | None:
    """Where the DOCTYPE begins, if one stands before the root tag."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!DOCTYPE", at):
            return at
        closing = "-->" if text.startswith("<!--", at) else "?>" if text.startswith("<?", at) else None
        end = text.find(closing, at) if closing else -1
        if closing is None or end < 0:
            return None
        at = end + len(closing)
    return None


def _entities(text: str, at: int, line: int) -> tuple[int, dict[str, str]]:
    entities: dict[str, str] = {}
    while True:
        while at < len(text) and text[at].isspace():
            at += 1
        if text.startswith("]", at):
            break
        found = _ENTITY.match(text, at)
        if found is None or len(entities) >= _MOST:
            raise _refused(line, "a DOCTYPE that declares more than a few plain texts")
        name, double, single = found.groups()
        entities.setdefault(name, double if double is not None else single)
        at = found.end()
    at += 1
    while at < len(text) and text[at].isspace():
        at += 1
    return at, entities


def _expand(text: str, entities: dict[str, str], limit: int, line: int) -> str:
    size = len(text)

    def replace(found: re.Match[str]) -> str:
        nonlocal size
        literal = entities.get(found[1]) if found[1] else None
        if literal is None:
            return found[0]
        size += len(literal)
        if size > limit:
            raise _refused(line, "entities that expand beyond the size limit")
        return literal.replace('"', "&quot;").replace("'", "&apos;").replace(">", "&gt;")

    return _SKIPPED.sub(replace, text) if entities else text


def _refused(line: int, what: str) -> ConfigError:
    hint = f"Remove the declaration {quote('<!DOCTYPE …>')} and write the text itself."
    return ConfigError([Problem("DOCTYPE", f"{what} is refused.", line, hint)])
