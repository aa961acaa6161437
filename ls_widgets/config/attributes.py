"""Written attributes to canonical names and typed values."""

from __future__ import annotations

import math
from functools import cache
from typing import Any

from ls_widgets.config.spec import Attr, TagSpec
from ls_widgets.config.tags import find_spec
from ls_widgets.config.words import did_you_mean, listing, quote
from ls_widgets.errors import Problem

_TEMPLATE_MARKS = ("$", "{{")
_BACKEND_PREFIX = "model_"
_MOST_PROBLEMS = 50


def read_attributes(
    written: list[tuple[str, str]], spec: TagSpec | None, where: str, line: int
) -> tuple[dict[str, Any], list[Problem]]:
    """Attributes by canonical name, and what is odd about them. Unknown ones are kept."""
    known = _folded(spec.tag if spec else "")
    attrs: dict[str, Any] = {}
    problems: list[Problem] = []
    for spelling, text in written:
        name = known.get(spelling.lower(), spelling)
        if name in attrs:
            problems.append(Problem(where, f"has {name} twice; the first one counts.", line))
            continue
        declared = spec.attrs.get(name) if spec else None
        attrs[name], fault = _typed(name, text, declared)
        if len(problems) >= _MOST_PROBLEMS:
            continue
        if fault:
            problems.append(Problem(where, f"{name}={quote(text)} {fault}", line))
        if (
            spec
            and declared is None
            and name not in {"name", "toName"}
            and not name.startswith(_BACKEND_PREFIX)
        ):
            hint = did_you_mean(name, spec.attrs)
            problems.append(Problem(where, f"has no attribute {quote(name)}; it has no effect.", line, hint))
        if name in {"name", "toName"} and spelling != name:
            message = f"{quote(spelling)} is not seen by Label Studio's server."
            problems.append(Problem(where, message, line, f"Write {name}.", "unseen"))
    return attrs, problems


@cache
def _folded(tag: str) -> dict[str, str]:
    """Canonical attribute names of a known tag by their lower case."""
    spec = find_spec(tag)
    names = {name.lower(): name for name in spec.attrs} if spec else {}
    return names | {"name": "name", "toname": "toName"}


def _typed(name: str, text: str, declared: Attr | None) -> tuple[Any, str]:
    kind = declared.kind if declared else "flag"
    if name in {"name", "toName", "value"}:
        return text, ""
    if kind in {"bool", "flag"}:
        return _boolean(text, strict=kind == "bool")
    if any(mark in text for mark in _TEMPLATE_MARKS):
        return text, ""
    if kind == "number":
        return _number(text)
    if kind == "choice" and declared:
        return _choice(text, declared.choices)
    if kind == "value" and declared and isinstance(declared.default, int | float):
        return _number(text)
    return text, ""


def _boolean(text: str, *, strict: bool) -> tuple[Any, str]:
    if text in {"true", "false"}:
        return text == "true", ""
    if not strict or "$" in text:
        return text, ""
    folded = text.strip().lower()
    if folded in {"true", "false"}:
        return folded == "true", "must be written in lower case for Label Studio."
    return text, 'is neither "true" nor "false".'


def _number(text: str) -> tuple[Any, str]:
    plain = text.strip()
    try:
        if len(plain) > 40 or "_" in plain:
            raise ValueError
        number = float(plain)
        if math.isfinite(number):
            return (int(plain) if plain.lstrip("+-").isdigit() else number), ""
    except ValueError:
        pass
    return text, "is not a number."


def _choice(text: str, choices: tuple[str, ...]) -> tuple[str, str]:
    if text in choices:
        return text, ""
    folded = {choice.lower(): choice for choice in choices}
    same = folded.get(text.strip().lower())
    if same is not None:
        return same, f"must be written {quote(same)} for Label Studio."
    return text, f"is not one of {listing(choices)}. {did_you_mean(text, choices)}".rstrip()
