"""The headless heart: config, tasks and store together."""

from __future__ import annotations

from ls_widgets.project.project import Project

__all__ = ["Project"]
