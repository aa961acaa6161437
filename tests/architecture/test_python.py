"""The house rules of the Python side, read from the source."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

import ls_widgets
from tests.conftest import ROOT

PACKAGE = ROOT / "ls_widgets"
MODULES = sorted(PACKAGE.rglob("*.py"))
# The lazy table of public names reaches everything.
HOUSED = [path for path in MODULES if path != PACKAGE / "__init__.py"]

# Errors, and the shapes that both languages share: they import nothing of ours.
SHARED = {"errors", "model.wire"}
ARROWS = {
    "errors": set(),
    "extras": set(),
    "geometry": set(),
    "config": {"geometry"},
    "model": {"config.spec", "geometry"},
    "text": {"model"},
    "stores": {"model", "config"},
    "tasks": {"model", "config", "text", "extras"},
    "formats": {"model", "config", "geometry", "text", "extras"},
    "project": {"tasks", "stores", "model", "config", "geometry", "text"},
    "ml": {"project", "model", "config", "geometry", "text"},
    "quality": {"project", "model", "config", "geometry"},
    "templates": {"config"},
    "widgets": {"project", "tasks", "stores", "model", "config"},
}
# Reached through their tables, inside the method that needs them.
LAZY = {"config": {"templates"}, "project": {"formats", "ml", "quality", "templates"}}

HEAVY = {
    "IPython",
    "PIL",
    "anywidget",
    "dask",
    "duckdb",
    "ipywidgets",
    "narwhals",
    "numpy",
    "pandas",
    "polars",
}
HEAVY |= {"pyarrow", "pyspark", "sqlalchemy", "torch"}
# The one module that needs them; it must itself be imported lazily.
HOMES = {"widgets/annotator.py": {"anywidget"}}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def imports(tree: ast.AST, *, lazy: bool) -> Iterator[str]:
    """Names of imported modules: those inside functions when ``lazy``, else those outside."""
    inside = within(tree, lambda node: isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    yield from names(node for node in ast.walk(tree) if (node in inside) is lazy)


def imports_at_once(tree: ast.AST) -> Iterator[str]:
    """Names of what importing the module imports: neither in functions nor for types only."""
    later = within(
        tree,
        lambda node: (
            isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
        ),
    )
    yield from names(node for node in ast.walk(tree) if node not in later)


def within(tree: ast.AST, chosen: Callable[[ast.AST], bool]) -> set[ast.AST]:
    return {inner for node in ast.walk(tree) if chosen(node) for inner in ast.walk(node)}


def names(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def allowed(target: str, arrows: set[str]) -> bool:
    return any(target == arrow or target.startswith(f"{arrow}.") for arrow in arrows)


@pytest.mark.parametrize("path", HOUSED, ids=name_of)
def test_imports_follow_the_arrows(path: Path) -> None:
    house = path.relative_to(PACKAGE).with_suffix("").parts[0]
    assert house in ARROWS, (
        f"{house} has no place in the house: add it to ARROWS and to the architecture page"
    )
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for lazy in (False, True):
        arrows = ARROWS[house] | SHARED | {house} | (LAZY.get(house, set()) if lazy else set())
        for module in imports(tree, lazy=lazy):
            if module.startswith("ls_widgets."):
                target = module.removeprefix("ls_widgets.")
                assert allowed(target, arrows), f"{name_of(path)} may not import {module}"


def test_what_everyone_shares_imports_nothing_of_ours() -> None:
    for name in SHARED:
        tree = ast.parse((PACKAGE / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8"))
        every = [*imports(tree, lazy=False), *imports(tree, lazy=True)]
        assert not [module for module in every if module.startswith("ls_widgets")]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_heavy_libraries_are_imported_where_they_are_needed(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    libraries = {module.partition(".")[0] for module in imports_at_once(tree)}
    assert libraries & HEAVY <= HOMES.get(name_of(path), set())


def test_the_package_is_light() -> None:
    """Importing it takes a fraction of what pandas takes, and pulls in none of the heavy libraries."""

    def clock(code: str) -> float:
        probe = f"import time; t = time.perf_counter(); {code}; print(time.perf_counter() - t)"
        runs = (
            subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
            for _ in "123"
        )
        return min(float(run.stdout) for run in runs)

    probe = "import ls_widgets, sys, json; print(json.dumps(list(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout)}
    assert not loaded & HEAVY
    assert clock("import ls_widgets") < 0.6 * clock("import pandas")


def test_public_names_are_sorted_complete_and_there() -> None:
    assert ls_widgets.__all__ == sorted(ls_widgets.__all__)
    assert set(ls_widgets.__all__) == set(ls_widgets._HOMES)
    for name in ls_widgets.__all__:
        value = getattr(ls_widgets, name)
        assert (value.__doc__ or "").strip(), f"{name} has no docstring"
    assert set(ls_widgets.__all__) <= set(dir(ls_widgets))


def test_public_methods_say_what_they_do() -> None:
    silent = [
        f"{name}.{member}"
        for name in ls_widgets.__all__
        if inspect.isclass(getattr(ls_widgets, name))
        for member, value in vars(getattr(ls_widgets, name)).items()
        if not member.startswith("_")
        and (inspect.isfunction(value) or isinstance(value, property | classmethod | staticmethod))
        and not inspect.getdoc(getattr(getattr(ls_widgets, name), member))
    ]
    assert not silent


def test_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()
