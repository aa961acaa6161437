"""Every tag of the config language, declared once; the view's types and the tag reference come from here."""

from __future__ import annotations

from ls_widgets.config.spec import TagSpec
from ls_widgets.config.tags.answers import ANSWERS
from ls_widgets.config.tags.children import CHILDREN
from ls_widgets.config.tags.layout import LAYOUT
from ls_widgets.config.tags.objects import OBJECTS
from ls_widgets.config.tags.regions import REGIONS

__all__ = ["TAGS", "find_spec"]

TAGS: dict[str, TagSpec] = {spec.tag: spec for spec in (*OBJECTS, *REGIONS, *ANSWERS, *CHILDREN, *LAYOUT)}
_FOLDED = {name.lower(): spec for name, spec in TAGS.items()}


def find_spec(tag: str) -> TagSpec | None:
    """The declaration of a tag in any case; None for an unknown one."""
    return _FOLDED.get(tag.lower())
