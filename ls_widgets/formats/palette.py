"""Colours of labels in the configs that Label Studio's importers write."""

from __future__ import annotations

import colorsys
from typing import Any

_FIRST = ("218, 1, 238", "0, 255, 0", "1, 146, 243", "241, 135, 0", "12, 0, 184")


def background(number: Any) -> str:
    """The colour of a category's number: recorded for the first five, then spread over the hues."""
    at = number if isinstance(number, int) and number >= 0 else 0
    if at < len(_FIRST):
        return f"rgba({_FIRST[at]}, 1)"
    red, green, blue = (round(part * 255) for part in colorsys.hsv_to_rgb(at * 0.618 % 1, 0.8, 0.9))
    return f"rgba({red}, {green}, {blue}, 1)"
