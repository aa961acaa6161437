"""Peak memory of imports, conversions and exports: 10,000 tasks beside 100,000.

``python -m benchmarks.streams [--tasks 10000 100000] [--json PATH]``. Each step is a process of its own
on files and a store on disk; its peak is what the system counts. ``growth`` is the last peak over the first:
1 where memory does not depend on the number of tasks. ``told`` is how often a line of progress was written.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.format_tasks import IMAGE, box_task

HEAD = """
import json, resource, sys, time
import ls_widgets as lsw, pandas, narwhals
import ls_widgets.formats.export
source, config, store, out = sys.argv[1:]
start = time.process_time()
"""
TAIL = """
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"peak_mib": used.ru_maxrss / 1024, "seconds": time.process_time() - start}))
"""
OPEN = "project = lsw.Project.from_ls(source, config, store=store)\n"
STEPS = {
    "nothing": ("json", ""),
    "open csv": ("csv", "project = lsw.Project(source, config, store=store)\nproject.tasks[-1].key"),
    "import json": ("json", OPEN),
    "import jsonl": ("jsonl", OPEN),
    **{
        f"import {form}": (kind, f"lsw.Project.from_labels(source, {form!r}, store=store)")
        for form, kind in (("coco", "coco.json"), ("cvat", "xml"))
    },
    **{
        f"export {form}": ("json", f"{OPEN}project.export({form!r}, out, on_loss='ignore')")
        for form in ("json", "json_min", "csv", "coco")
    },
    **{
        f"convert to {form}": ("json", f"lsw.formats.write(source, config, {form!r}, out, on_loss='ignore')")
        for form in ("json", "json_min", "csv", "coco")
    },
}
"""What is measured: the kind of file that it reads, and its code."""


def write_sources(folder: Path, count: int) -> dict[str, Path]:
    """The same tasks as a list, as lines and, without their annotations, as a table; boxes of other tools."""
    paths = {kind: folder / f"{count}.{kind}" for kind in ("json", "jsonl", "csv", "coco.json", "xml")}
    _write_coco(paths["coco.json"], count)
    _write_cvat(paths["xml"], count)
    chance = random.Random(1)
    with paths["json"].open("w") as whole, paths["jsonl"].open("w") as lines, paths["csv"].open("w") as table:
        table.write("image\n")
        for number in range(count):
            task = box_task(number, chance)
            text = json.dumps(task)
            whole.write(f"{',' if number else '['}\n{text}")
            lines.write(f"{text}\n")
            table.write(f"{task['data']['image']}\n")
        whole.write("\n]\n")
    return paths


def _boxes(count: int) -> Iterator[list[tuple[int, int, int, int]]]:
    chance = random.Random(1)
    for _ in range(count):
        yield [(chance.randrange(500), chance.randrange(400), 60, 40) for _ in range(5)]


def _write_coco(path: Path, count: int) -> None:
    images = ({"id": i, "file_name": f"{i}.jpg", "width": 640, "height": 480} for i in range(count))
    found = (
        {"id": 5 * i + at, "image_id": i, "category_id": at % 2, "bbox": box, "segmentation": []}
        for i, boxes in enumerate(_boxes(count))
        for at, box in enumerate(boxes)
    )
    with path.open("w") as stream:
        stream.write('{"categories": [{"id": 0, "name": "car"}, {"id": 1, "name": "person"}]')
        for name, values in (("images", images), ("annotations", found)):
            stream.write(f', "{name}": [')
            stream.writelines(f"{',' if at else ''}\n{json.dumps(value)}" for at, value in enumerate(values))
            stream.write("]")
        stream.write("}")


def _write_cvat(path: Path, count: int) -> None:
    with path.open("w") as stream:
        stream.write("<annotations>")
        for i, boxes in enumerate(_boxes(count)):
            stream.write(f'<image id="{i}" name="{i}.jpg" width="640" height="480">\n')
            for x, y, width, height in boxes:
                corners = f'xtl="{x}" ytl="{y}" xbr="{x + width}" ybr="{y + height}"'
                stream.write(f'<box label="car" {corners}/>\n')
            stream.write("</image>\n")
        stream.write("</annotations>")


def measured(code: str, *arguments: str) -> dict[str, float]:
    program = HEAD + textwrap.dedent(code) + TAIL
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return {**json.loads(done.stdout.splitlines()[-1]), "told": done.stderr.count(" tasks")}


def measure(counts: list[int], folder: Path) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {name: {"step": name, "runs": []} for name in STEPS}
    for count in counts:
        sources = write_sources(folder, count)
        for name, (kind, code) in STEPS.items():
            # Exports open the project that the import of the same file has stored.
            store = folder / f"{count}.{kind}.db"
            given = measured(code, str(sources[kind]), IMAGE, str(store), str(folder / f"{count} {name}"))
            found[name]["runs"].append({"tasks": count, **given})
    for row in found.values():
        first, last = row["runs"][0]["peak_mib"], row["runs"][-1]["peak_mib"]
        row["growth"] = last / first
    return list(found.values())


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.streams", description=__doc__)
    parser.add_argument("--tasks", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(asked.tasks, Path(folder))
    heads = "".join(f"{f'{count:,}':>12} {'CPU s':>8}" for count in asked.tasks)
    print(
        f"peak memory in MiB by number of tasks, 5 boxes each\n{'step':22}{heads} {'growth':>8} {'told':>6}"
    )
    for row in rows:
        cells = "".join(f"{run['peak_mib']:>12,.0f} {run['seconds']:>8.1f}" for run in row["runs"])
        print(f"{row['step']:22}{cells} {row['growth']:>8.2f} {row['runs'][-1]['told']:>6}")
    if asked.json:
        asked.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
