"""The built bundle: its budget, its freshness, its licences, and the hook that makes it."""

from __future__ import annotations

import gzip
import hashlib
import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.conftest import ROOT

STATIC = ROOT / "ls_widgets" / "static"
CORE_MINIFIED, CORE_GZIP, CSS, CHUNK = 150_000, 45_000, 20_000, 1_000_000


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def manifest() -> Any:
    return json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))


def test_core_is_within_its_budget(manifest: Any) -> None:
    core = (STATIC / "core.js").read_bytes()
    assert len(core) <= CORE_MINIFIED
    assert len(gzip.compress(core, 9)) <= CORE_GZIP
    assert manifest["sizes"]["css"] <= CSS


def test_lazy_parts_are_there_and_fit_a_message(manifest: Any) -> None:
    for chunk in manifest["chunks"].values():
        packed = (STATIC / chunk["file"]).read_bytes()
        assert len(packed) <= CHUNK
        assert hashlib.sha256(gzip.decompress(packed)).hexdigest() == chunk["sha256"]


def test_bundle_is_of_these_sources(hook: ModuleType, manifest: Any) -> None:
    assert manifest["source_hash"] == hook.source_hash(ROOT)
    assert not hook.is_stale(ROOT)


def test_both_languages_hash_alike(hook: ModuleType) -> None:
    node = Path(sys.executable).parent / "node"
    done = subprocess.run([node, "js/source-hash.mjs"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == hook.source_hash(ROOT)


def test_a_changed_source_makes_the_bundle_stale(hook: ModuleType, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "js" / "src", tmp_path / "js" / "src")
    for name in hook.SINGLE:
        shutil.copyfile(ROOT / name, tmp_path / name)
    assert hook.is_stale(tmp_path), "no bundle"
    static = tmp_path / "ls_widgets" / "static"
    static.mkdir(parents=True)
    (static / "manifest.json").write_text(json.dumps({"source_hash": hook.source_hash(tmp_path)}))
    assert not hook.is_stale(tmp_path)
    (tmp_path / "js" / "src" / "new.ts").write_text("export const added = 1;\n")
    assert hook.is_stale(tmp_path)
    shutil.rmtree(tmp_path / "js" / "src")
    assert not hook.is_stale(tmp_path), "an sdist that carries the bundle is never rebuilt"
    shutil.rmtree(static)
    with pytest.raises(RuntimeError, match="no bundle"):
        hook.is_stale(tmp_path)


def test_a_failed_build_says_what_failed(hook: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text("{")
    with pytest.raises(RuntimeError, match="npm ci"):
        hook.build(tmp_path)


def test_licences_of_the_bundle_ship_with_it() -> None:
    notice = (STATIC / "THIRD_PARTY.md").read_text(encoding="utf-8")
    for name in ("preact", "@preact/signals", "@preact/signals-core", "lucide"):
        assert f"## {name}" in notice
    assert notice.count("```text") == notice.count("\n## ")
