"""What is wrong with a widget's arguments, in a sentence."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

from ls_widgets.config.words import near


def unknown_keyword(kind: type, name: str) -> str:
    """The sentence for a keyword that the class does not take, with the near one."""
    names = [
        parameter.name
        for parameter in inspect.signature(kind).parameters.values()
        if parameter.kind is parameter.KEYWORD_ONLY
    ]
    match = near(name, names)
    hint = f"Did you mean {match}=?" if match else f"There are {', '.join(names)}."
    return f"{kind.__name__} has no argument {name}=. {hint}"


def refuse_for_project(options: Mapping[str, Any], store: Any) -> None:
    """Raises TypeError for arguments that a given project has settled already."""
    given = [f"{name}=" for name, value in options.items() if value is not None]
    if store != "auto":
        given.append("store=")
    if given:
        raise TypeError(f"The project has its own {', '.join(given)} already: give it to Project instead.")
