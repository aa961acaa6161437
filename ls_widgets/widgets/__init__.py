"""Thin anywidget classes, the protocol they speak, and what a saved notebook shows."""
