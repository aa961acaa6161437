"""The house rules of the TypeScript side, read from its import lines."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

SOURCE = ROOT / "js" / "src"
MODULES = sorted(
    path for path in SOURCE.rglob("*") if path.suffix in (".ts", ".tsx") and "generated" not in path.parts
)
IMPORT = re.compile(
    r"""(?:^|\n)\s*(?:import|export)\b[^;'"]*?\bfrom\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']"""
)

BASE = {"generated"}
ARROWS = {
    "core": set(),
    "geometry": set(),
    "protocol": {"core"},
    "ui": {"core"},
    "tags": {"ui", "geometry", "core"},
    "catalog": {"actions", "tags", "ui", "core"},
    "actions": {"tags", "ui", "core"},
    "shell": {"actions", "catalog", "tags", "ui", "core"},
    # Lazy parts of the bundle, one file each; nothing imports them but the page without a host.
    "chunks": {"shell", "actions", "tags", "ui", "core"},
    "entry": {"shell", "protocol", "ui", "core"},
    "standalone": {"chunks", "shell", "protocol", "ui", "core"},
}
PACKAGES = {
    "core": {"@preact/signals-core"},
    "geometry": set(),
    "protocol": {"@preact/signals-core"},
}
UI_PACKAGES = {
    "preact",
    "preact/hooks",
    "preact/jsx-runtime",
    "@preact/signals",
    "@preact/signals-core",
    "tinykeys",
}
# A package that one reviewed module alone may use.
ONLY_IN = {"ui/sanitise.ts": {"dompurify"}}

# One reviewed place for the document; nothing turns a string into markup or code anywhere.
PAGE_ROOT = "ui/root.ts"
PAGE = re.compile(r"(?<![\w.$'\"`-])(?:window|document|globalThis\.(?:window|document))\s*(?:\?\.|\.|\[)")
INJECTION = re.compile(
    r"\.(?:innerHTML|outerHTML|srcdoc)\b|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|setHTMLUnsafe"
    r"|\bnew Function\b|\beval\(|\bset(?:Timeout|Interval)\(\s*[\"'`]"
)
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def code_of(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def house_of(name: str) -> str:
    return name.partition("/")[0].removesuffix(".tsx").removesuffix(".ts")


def imports(path: Path) -> tuple[set[str], set[str]]:
    """Modules of ours, as paths under ``js/src`` without suffix, and packages."""
    ours, packages = set(), set()
    for groups in IMPORT.findall(code_of(path)):
        target = groups[0] or groups[1]
        if target.startswith("."):
            ours.add(posixpath.normpath(posixpath.join(posixpath.dirname(name_of(path)), target)))
        else:
            packages.add(target)
    return ours, packages


def catalogued() -> set[str]:
    """Modules that the catalog or a lazy part names: the tags."""
    tables = [SOURCE / "catalog.ts", *sorted((SOURCE / "chunks").glob("*.ts"))]
    named = {name for table in tables for name in imports(table)[0]}
    return {name for name in named if name.startswith("tags/")}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_follow_the_arrows(path: Path) -> None:
    house = house_of(name_of(path))
    assert house in ARROWS, (
        f"{house} has no place in the house: add it to ARROWS and to the architecture page"
    )
    ours, packages = imports(path)
    for target in ours:
        assert house_of(target) in ARROWS[house] | BASE | {house}, f"{name_of(path)} may not import {target}"
    assert packages <= PACKAGES.get(house, UI_PACKAGES) | ONLY_IN.get(name_of(path), set())


@pytest.mark.parametrize("path", sorted((SOURCE / "tags").rglob("*.ts*")), ids=name_of)
def test_no_tag_imports_another(path: Path) -> None:
    ours, _ = imports(path)
    own = name_of(path).rpartition(".")[0]
    assert not ours & (catalogued() - {own})


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_the_page_is_reached_through_the_root_alone(path: Path) -> None:
    found = PAGE.findall(code_of(path))
    assert not found or name_of(path) == PAGE_ROOT


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_string_becomes_markup_or_code(path: Path) -> None:
    assert not INJECTION.findall(code_of(path))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_names(path: Path) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.css)?\.tsx?", path.name)
    code = code_of(path)
    assert not re.search(r"^\s*(?:export\s+)?(?:const\s+)?enum\b", code, re.MULTILINE)
    if name_of(path) != "entry.ts":
        assert not re.search(r"^export default\b", code, re.MULTILINE)
