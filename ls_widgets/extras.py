"""Libraries that only some formats and sources need."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from ls_widgets.errors import MissingExtraError


def need(module: str, *, extra: str, what: str) -> Any:
    """The module; MissingExtraError with what to install where it is not there."""
    try:
        return import_module(module)
    except ImportError as error:
        raise missing(module.partition(".")[0], extra=extra, what=what) from error


def missing(package: str, *, extra: str, what: str) -> MissingExtraError:
    """The error that says what to install."""
    return MissingExtraError(
        f"{what} needs {package}: pip install 'ls-widgets[{extra}]' (or pip install {package})."
    )
