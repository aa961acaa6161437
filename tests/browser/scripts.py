"""Pieces of the view's source as scripts that a page can run by themselves."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.conftest import ROOT


def script_of(entry: str, folder: Path) -> Path:
    """Bundles a file of ``js/test`` and returns where the script lies."""
    target = folder / f"{Path(entry).stem}.js"
    tool = ROOT / "node_modules" / ".bin" / "esbuild"
    options = ["--bundle", "--format=iife", "--log-level=error", f"--outfile={target}"]
    subprocess.run([tool, f"js/test/{entry}", *options], cwd=ROOT, check=True)
    return target
