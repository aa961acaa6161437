"""``$variables`` in attribute values: which there are, and what they stand for in a task."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PATTERN = re.compile(r"\$([A-Za-z0-9_.\[\]{}]+)")
_STEP = re.compile(r"[^.\[\]]+")
_TRAILING = ".[]{}"
_MAX_STEPS = 32
_MAX_NAME = 256
_MAX_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class Template:
    """An attribute value with variables: text and variable names in turn, text first and last."""

    parts: tuple[str, ...]

    @property
    def variables(self) -> tuple[str, ...]:
        """Variables in order, as written after the ``$``."""
        return self.parts[1::2]

    @property
    def whole(self) -> bool:
        """Whether the value is one variable and nothing else, which keeps the type of the data."""
        return len(self.parts) == 3 and not self.parts[0] and not self.parts[2]


def read_template(value: Any) -> Template | None:
    """The variables of an attribute value; None where there are none."""
    if not isinstance(value, str) or "$" not in value:
        return None
    parts = _PATTERN.split(value)
    return Template(tuple(parts)) if len(parts) > 1 else None


def root_of(variable: str) -> str:
    """The column that a dotted path begins with."""
    found = _STEP.match(variable)
    return found[0] if found else variable


def find(data: Mapping[str, Any], variable: str) -> tuple[bool, Any]:
    """Whether the data have the variable, and its value: a column of this very name first, then a path."""
    if variable in data:
        return True, data[variable]
    unfinished = variable[-1:] in _TRAILING and (
        variable[-1:] != "]" or variable.count("[") != variable.count("]")
    )
    if unfinished or len(variable) > _MAX_NAME:
        return False, None
    cuts = [index for index, char in enumerate(variable) if char in ".["]
    for cut in reversed(cuts[:_MAX_STEPS]):
        if variable[:cut] in data:
            return _walk(data[variable[:cut]], variable[cut:])
    return False, None


def find_loose(data: Mapping[str, Any], variable: str) -> tuple[bool, Any, str]:
    """As :func:`find`, but punctuation that a sentence put after the variable is given back as text."""
    found, value = find(data, variable)
    bare = variable
    while not found and len(bare) <= _MAX_NAME and bare and bare[-1] in _TRAILING:
        bare = bare[:-1]
        found, value = find(data, bare)
    return found, value, variable[len(bare) :] if found else ""


def _walk(value: Any, path: str) -> tuple[bool, Any]:
    steps = _STEP.findall(path)
    if len(steps) > _MAX_STEPS:
        return False, None
    for step in steps:
        value = from_json(value)
        if isinstance(value, Mapping) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isascii() and step.isdigit() and len(step) < 10:
            if int(step) >= len(value):
                return False, None
            value = value[int(step)]
        else:
            return False, None
    return True, value


def from_json(value: Any) -> Any:
    """Lists and objects that a text cell holds as JSON; anything else unchanged."""
    if not isinstance(value, str) or len(value) > _MAX_TEXT or value.lstrip()[:1] not in {"[", "{"}:
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def as_text(value: Any) -> str:
    """A value inside other text, as JavaScript would write it where that is readable."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, list | dict):
        try:
            return json.dumps(value, ensure_ascii=False, default=str)
        except (ValueError, RecursionError):
            return "…"
    return str(value)
