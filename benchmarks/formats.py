"""Exports of one file of tasks: ours and, where it can be imported, Label Studio's Python SDK.

``python -m benchmarks.formats [--tasks 10000] [--sdk-python PATH]``. CPU seconds, the best of twelve runs
in processes that take turns; files go to memory where the system has ``/dev/shm``, as a disk would be
measured else. ``--sdk-python`` names the interpreter that has ``label-studio-sdk``; by default it is this.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import subprocess
import sys
import tempfile
from math import isclose
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from PIL import Image

from benchmarks.format_tasks import CASES, KINDS

RUNS = 3
ROUNDS = 4
TARGET = 10
TIMED = """
import shutil, sys, time
from pathlib import Path
source, config, form, out = sys.argv[1:]
config = Path(config).read_text(encoding="utf-8")
{prepare}
found = []
for _ in range({runs}):
    shutil.rmtree(out, ignore_errors=True)
    start = time.process_time()
    {run}
    found.append(time.process_time() - start)
print(min(found))
"""
OURS = {
    "prepare": "import ls_widgets as lsw",
    "run": "lsw.formats.write(source, config, form, out, on_loss='ignore', progress=False)",
}
PROJECT = {
    "prepare": "import ls_widgets as lsw; project = lsw.Project.from_ls(source, config, store=None)",
    "run": "project.export(form, out, on_loss='ignore', progress=False)",
}
SDK = {
    "prepare": """
import logging
from label_studio_sdk.converter import Converter
logging.disable(logging.CRITICAL)
converter = Converter(config, project_dir=None, upload_dir=None, download_resources=False)
""",
    "run": "Path(out).mkdir(); converter.convert(source, out, form.upper(), is_dir=False)",
}


def seconds(python: str, program: dict[str, str], *arguments: str) -> float | None:
    code = TIMED.format(runs=RUNS, **program)
    done = subprocess.run([python, "-c", code, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        print(f"  no figure: {lines[-1] if lines else 'unknown'}", file=sys.stderr)
        return None
    return float(done.stdout.split()[-1])


def best(programs: dict[str, tuple[str, dict[str, str]]], out: Path, *given: str) -> dict[str, float | None]:
    """The least seconds of each program, by turns: a machine that others use is not always as fast."""
    found: dict[str, float | None] = {}
    for _ in range(ROUNDS):
        for name, (python, program) in programs.items():
            cost = seconds(python, program, *given, f"{out}-{name}")
            known = found.get(name)
            found[name] = cost if known is None or cost is None else min(cost, known)
    return found


def content(path: Path) -> Any:
    """What a file says, however its JSON, numbers, blanks and pixels are spelt."""
    if path.suffix == ".png":
        with Image.open(path) as image:
            return image.mode, image.size, image.tobytes()
    if path.suffix not in (".json", ".csv", ".xml", ".txt"):
        return path.read_bytes()
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        found = json.loads(text)
        if isinstance(found, dict):
            found.pop("info", None)  # it has the date
        return found
    if path.suffix == ".csv":
        return [*csv.reader(text.splitlines())]
    if path.suffix == ".xml":
        return [(tag.tag, (tag.text or "").strip()) for tag in ET.fromstring(text).iter()]
    return [[float(word) for word in line.split()] for line in text.splitlines()]


def alike(one: Any, other: Any) -> bool:
    """Whether two values are the same but for the last places of floats."""
    if isinstance(one, float) and isinstance(other, float):
        return isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(alike, one, other))
    return one == other


def difference(ours: Path, theirs: Path) -> str:
    """The first file that is not the same in both folders; empty where all are."""
    names = [
        {str(file.relative_to(root)) for file in root.rglob("*") if file.is_file()} for root in (ours, theirs)
    ]
    odd = names[0] ^ names[1]
    if odd:
        return min(odd)
    known = {"classes.txt"}  # words, not numbers
    for name in sorted(names[0] - known):
        if not alike(content(ours / name), content(theirs / name)):
            return name
    return ""


def rate(count: int, cost: float | None) -> str:
    return "-" if cost is None else f"{count / cost:,.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats", description=__doc__)
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--sdk-python", default=sys.executable)
    asked = parser.parse_args()
    base = "/dev/shm" if Path("/dev/shm").is_dir() else None
    chance = random.Random(1)
    print(f"{asked.tasks:,} tasks (a hundredth with masks), tasks per CPU second")
    print(
        f"{'format':14} {'from a file':>12} {'a project':>12} {'SDK':>12} {'times':>7}  target  same output"
    )
    table: list[dict[str, Any]] = []
    counts: dict[str, int] = {}
    with tempfile.TemporaryDirectory(dir=base) as folder:
        root = Path(folder)
        for name, kind in KINDS.items():
            counts[name] = max(round(asked.tasks * kind.share), 1)
            tasks = [kind.make(number, chance) for number in range(counts[name])]
            (root / f"{name}.json").write_text(json.dumps(tasks), encoding="utf-8")
        for form, name in CASES.items():
            (root / "config.xml").write_text(KINDS[name].config, encoding="utf-8")
            given = [str(root / f"{name}.json"), str(root / "config.xml"), form]
            programs = {
                "ours": (sys.executable, OURS), "project": (sys.executable, PROJECT),
                "sdk": (asked.sdk_python, SDK),
            }  # fmt: skip
            found = best(programs, root / form, *given)
            ours, project, theirs = found["ours"], found["project"], found["sdk"]
            times, odd = theirs / ours if ours and theirs else None, ""
            if times is not None:
                odd = difference(root / f"{form}-ours", root / f"{form}-sdk")
            figures = [rate(counts[name], cost) for cost in (ours, project, theirs)]
            same = "-" if times is None else f"no: {odd}" if odd else "yes"
            print(
                f"{form:14} {figures[0]:>12} {figures[1]:>12} {figures[2]:>12} "
                f"{'-' if times is None else f'{times:.1f}':>7}  {TARGET:>6}  {same}"
            )
            table.append({"format": form, "ours": ours, "project": project, "sdk": theirs, "same": same})
    print(json.dumps({"tasks": asked.tasks, "seconds": table}))


if __name__ == "__main__":
    main()
