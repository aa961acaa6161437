"""Tasks from any DataFrame, list or file, and the media that they name."""

from __future__ import annotations
