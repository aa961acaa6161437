"""Models and their predictions."""
