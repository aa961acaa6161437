"""The code of the page on images runs as it stands, beside the notebooks' pictures."""

from __future__ import annotations

import re

import pytest

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "images.md"


def test_the_code_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "notebooks")
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    said = []
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)
        for code, promised in re.findall(r"^(geometry\.\S.*?)  # (Box\(.*?\)|\d+)", block, re.MULTILINE):
            said.append((str(eval(code, names)), promised))
    assert len(blocks) == 4
    assert len(said) == 2
    assert all(value == promised for value, promised in said), said


def test_what_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGE.read_text(encoding="utf-8"))
    assert len(links) == 6
    assert [link for link in links if not (PAGE.parent / link).is_file()] == []
