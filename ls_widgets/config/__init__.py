"""Labeling configs: XML to a typed tree of tags, checked, with one task's data in place."""

from __future__ import annotations

from ls_widgets.config.instance import Instance
from ls_widgets.config.label_config import LabelConfig

__all__ = ["Instance", "LabelConfig"]
