"""The code of the page on sources runs as it stands and gives what its comments promise."""

from __future__ import annotations

import ast
import re

from tests.conftest import ROOT

PAGE = ROOT / "docs" / "sources.md"


def test_the_code_runs_and_gives_what_it_says() -> None:
    text = PAGE.read_text(encoding="utf-8")
    names: dict[str, object] = {}
    said = []
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        exec(compile(block, str(PAGE), "exec"), names)
        for code, promised in re.findall(r"^(project\.to_frame\S+)  # (.+)$", block, re.MULTILINE):
            found = eval(code, names)
            said.append(str(found) == promised or list(found) == ast.literal_eval(promised))
    assert said == [True, True]


def test_what_it_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)]+)\)", PAGE.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (PAGE.parent / link).is_file()] == []
