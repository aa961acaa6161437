"""What every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def find_corpus() -> Path | None:
    """The folder of recorded cases: ``CORPUS``, else beside the checkout."""
    for folder in (os.environ.get("CORPUS"), ROOT.parent / "shared" / "corpus"):
        if folder and (Path(folder) / "editor").is_dir():
            return Path(folder)
    return None


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Configs, tasks, exports and gestures recorded from the reference."""
    folder = find_corpus()
    if folder is None:
        pytest.skip("the corpus of recorded cases is not here; CORPUS names its folder")
    return folder
