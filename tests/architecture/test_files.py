"""Rules for every file: size, words, freshness of what is generated."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

CEILING = 400
CODE = [
    path
    for folder, pattern in (
        ("ls_widgets", "*.py"),
        ("js/src", "*.ts"),
        ("js/src", "*.tsx"),
        ("tests", "*.py"),
        ("js/test", "*.ts*"),
    )
    for path in sorted((ROOT / folder).rglob(pattern))
    if "generated" not in path.parts
]
TEXT = {".py", ".ts", ".tsx", ".mjs", ".md", ".toml", ".json", ".ipynb", ".yml", ""}
SKIPPED = {".git", ".venv", "node_modules", "static", "test-results", "dist", "__pycache__"}
SKIPPED |= {".pytest_cache", ".ruff_cache", ".hypothesis", ".ls_widgets", ".ipynb_checkpoints", "results"}
# Paths of one machine have no meaning on another.
MACHINE = re.compile(r"(?<![\w.:/])/(?:work|root|home)/[\w.]|[A-Z]:\\\\Users\\\\")


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", CODE, ids=relative)
def test_no_file_is_over_the_ceiling(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= CEILING, f"{lines} lines: split by reason to change"


def test_no_path_of_a_machine() -> None:
    found = []
    for path in ROOT.rglob("*"):
        if SKIPPED & set(path.relative_to(ROOT).parts) or path.suffix not in TEXT or not path.is_file():
            continue
        if path == Path(__file__):
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if MACHINE.search(line):
                found.append(f"{relative(path)}:{number}: {line.strip()[:80]}")
    assert not found


def test_generated_files_are_fresh() -> None:
    done = subprocess.run(
        [sys.executable, "js/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
