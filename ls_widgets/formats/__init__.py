"""Formats that labels go out to: one module for each, one table that lists them."""

from __future__ import annotations

from ls_widgets.formats.table import Format, Formats, formats

__all__ = ["Format", "Formats", "formats"]
