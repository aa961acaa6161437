"""Exports of one file of tasks: ours and, where it can be imported, Label Studio's Python SDK.

``python -m benchmarks.formats [--tasks 10000] [--sdk-python PATH]``. CPU seconds of one process each, the
best of three runs; files go to memory where the system has ``/dev/shm``, as a disk would be measured else.
``--sdk-python`` names the interpreter that has ``label-studio-sdk``; by default it is this one.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import textwrap
from importlib.util import find_spec
from pathlib import Path
from typing import Any

RUNS = 3
BOXES = 5
TARGET = 10
TEXT = """<View><Text name="t" value="$text"/><Choices name="c" toName="t"><Choice value="a"/>
<Choice value="b"/></Choices></View>"""
IMAGE = """<View><Image name="i" value="$image"/><RectangleLabels name="b" toName="i"><Label value="car"/>
<Label value="dog"/></RectangleLabels></View>"""
CASES = {
    "json_min": ("text", TEXT), "csv": ("text", TEXT), "coco": ("boxes", IMAGE),
    "yolo": ("boxes", IMAGE), "voc": ("boxes", IMAGE),
}  # fmt: skip
OURS = """
import sys, tempfile, time
import ls_widgets as lsw
source, config, form, base = sys.argv[1:]
found = []
for _ in range({runs}):
    with tempfile.TemporaryDirectory(dir=base) as folder:
        start = time.process_time()
        lsw.formats.write(source, config, form, folder + "/out", on_loss="ignore", progress=False)
        found.append(time.process_time() - start)
print(min(found))
"""
PROJECT = """
import json, sys, tempfile, time
import ls_widgets as lsw
source, config, form, base = sys.argv[1:]
project = lsw.Project.from_ls(source, config, store=None)
found = []
for _ in range({runs}):
    with tempfile.TemporaryDirectory(dir=base) as folder:
        start = time.process_time()
        project.export(form, folder + "/out", on_loss="ignore", progress=False)
        found.append(time.process_time() - start)
print(min(found))
"""
SDK = """
import logging, sys, tempfile, time
from label_studio_sdk.converter import Converter
logging.disable(logging.CRITICAL)
source, config, form, base = sys.argv[1:]
converter = Converter(config, project_dir=None, upload_dir=None, download_resources=False)
found = []
for _ in range({runs}):
    with tempfile.TemporaryDirectory(dir=base) as folder:
        start = time.process_time()
        converter.convert(source, folder + "/out", form.upper(), is_dir=False)
        found.append(time.process_time() - start)
print(min(found))
"""


def task(number: int, data: dict[str, Any], result: list[dict[str, Any]]) -> dict[str, Any]:
    annotation = {
        "id": 100_001 + number, "completed_by": {"id": 1, "email": "a@example.com"}, "result": result,
        "was_cancelled": False, "ground_truth": False, "created_at": "2024-01-01T00:00:00Z",
        "updated_at": "2024-01-01T00:00:05Z", "lead_time": 3.5,
    }  # fmt: skip
    return {"id": number + 1, "data": data, "annotations": [annotation], "predictions": []}


def text_task(number: int, _: random.Random) -> dict[str, Any]:
    choice = {"id": "abc", "from_name": "c", "to_name": "t", "type": "choices", "origin": "manual"}
    result = [{**choice, "value": {"choices": ["ab"[number % 2]]}}]
    return task(number, {"text": f"row {number} with some words to read and judge"}, result)


def box_task(number: int, chance: random.Random) -> dict[str, Any]:
    head = {"from_name": "b", "to_name": "i", "type": "rectanglelabels", "origin": "manual"}
    head |= {"original_width": 640, "original_height": 480, "image_rotation": 0}
    boxes = [
        {"x": chance.uniform(0, 50), "y": chance.uniform(0, 50), "width": chance.uniform(1, 40),
         "height": chance.uniform(1, 40), "rotation": 0, "rectanglelabels": [chance.choice(["car", "dog"])]}
        for _ in range(BOXES)
    ]  # fmt: skip
    result = [{"id": f"r{at}", **head, "value": box} for at, box in enumerate(boxes)]
    return task(number, {"image": f"https://example.com/img_{number}.jpg"}, result)


def seconds(python: str, code: str, *arguments: str) -> float | None:
    program = textwrap.dedent(code).format(runs=RUNS)
    done = subprocess.run([python, "-c", program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        lines = done.stderr.strip().splitlines()
        print(f"  no figure: {lines[-1] if lines else 'unknown'}", file=sys.stderr)
        return None
    return float(done.stdout.split()[-1])


def rate(count: int, cost: float | None) -> str:
    return "-" if cost is None else f"{count / cost:,.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.formats", description=__doc__)
    parser.add_argument("--tasks", type=int, default=10_000)
    parser.add_argument("--sdk-python", default=sys.executable)
    asked = parser.parse_args()
    base = "/dev/shm" if Path("/dev/shm").is_dir() else tempfile.gettempdir()
    chance = random.Random(1)
    makers = {"text": text_task, "boxes": box_task}
    quick = "with" if find_spec("orjson") else "without"
    print(
        f"{asked.tasks:,} tasks, tasks per CPU second, {quick} orjson; {BOXES} boxes where there are pictures"
    )
    print(f"{'format':10} {'from a file':>12} {'a project':>12} {'SDK':>12} {'times':>7}  target")
    with tempfile.TemporaryDirectory(dir=base) as folder:
        sources = {name: Path(folder) / f"{name}.json" for name in makers}
        for name, make in makers.items():
            tasks = [make(number, chance) for number in range(asked.tasks)]
            sources[name].write_text(json.dumps(tasks), encoding="utf-8")
        for form, (name, config) in CASES.items():
            given = (str(sources[name]), config, form, base)
            ours = seconds(sys.executable, OURS, *given)
            project = seconds(sys.executable, PROJECT, *given)
            theirs = seconds(asked.sdk_python, SDK, *given)
            times = theirs / ours if ours and theirs else None
            figures = [rate(asked.tasks, cost) for cost in (ours, project, theirs)]
            print(
                f"{form:10} {figures[0]:>12} {figures[1]:>12} {figures[2]:>12} "
                f"{'-' if times is None else f'{times:.1f}':>7}  {TARGET}"
            )


if __name__ == "__main__":
    main()
