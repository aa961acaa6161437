"""Without a browser: import, a million rows, the cost of a change, and durable changes a second."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.rig import RUNS, Rig, Row

CONFIG = """<View><Text name="t" value="$text"/><Choices name="c" toName="t"><Choice value="a"/>
<Choice value="b"/></Choices></View>"""
RESULT = [{"from_name": "c", "to_name": "t", "type": "choices", "value": {"choices": ["a"]}}]
CHANGES = 300
PER_CHANGE = {"1,000": 1_000, "200,000": 200_000}


def seconds(act: Callable[[], Any]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def imports(module: str) -> list[float]:
    """Milliseconds to import a module in a Python of its own."""
    code = f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    command = [sys.executable, "-c", code]
    return [
        float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) * 1000
        for _ in range(RUNS)
    ]


def frame(rows: int) -> Any:
    import pandas as pd

    return pd.DataFrame({"text": [f"row {i} with some words to read" for i in range(rows)]})


def change_costs(project: Any) -> Iterator[float]:
    for index in range(CHANGES):
        key = project.tasks[index].key
        yield seconds(lambda key=key: project.annotate(key, RESULT)) * 1000


def openings(rows: int) -> list[float]:
    import ls_widgets as lsw

    data = frame(rows)
    return [seconds(lambda: lsw.Project(data, CONFIG, store=None)) * 1000 for _ in range(RUNS)]


def run(_: Rig) -> list[Row]:
    import ls_widgets as lsw

    pandas = imports("pandas")
    rows = [
        Row("import ls_widgets", imports("ls_widgets"), target=300),
        Row("import pandas, to compare", pandas),
    ]
    rows.append(Row("open 1,000,000 rows", openings(1_000_000), target=1_000))
    for name, count in PER_CHANGE.items():
        costs = list(change_costs(lsw.Project(frame(count), CONFIG, store=None)))
        first = rows[-1].ours if name != "1,000" else None
        rows.append(Row(f"a change among {name} tasks, in memory", costs, target=first and 3 * first))
    with tempfile.TemporaryDirectory() as folder:
        project = lsw.Project(frame(1_000), CONFIG, store=Path(folder) / "bench.db")
        costs = list(change_costs(project))
        rows.append(Row("a change, durable on disk", costs))
        rows.append(
            Row(
                "durable changes a second",
                [1000 * len(costs) / sum(costs)],
                "1/s",
                None,
                100,
                more_is_better=True,
            )
        )
        project.store.close()
    return rows
