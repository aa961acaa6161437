"""Runs benchmarks and prints one table; every figure goes to ``benchmarks/results/`` as well."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks import answers, big_image, boxes, headless, lab, masks, relations, sizes, spans
from benchmarks.rig import RUNS, SHOWN_FUNCTIONS, Rig, Row, browser

BENCHMARKS = {
    "lab": lab.run,
    "answers": answers.run,
    "boxes": boxes.run,
    "big_image": big_image.run,
    "masks": masks.run,
    "spans": spans.run,
    "relations": relations.run,
    "sizes": sizes.run,
    "headless": headless.run,
}
RESULTS = Path(__file__).parent / "results"
HEAD = ("what", "ours", "p95", "reference", "times better", "target", "met")
PACKAGES = ("jupyterlab", "ipykernel", "anywidget", "pandas", "playwright")


def number(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    digits = 0 if abs(value) >= 100 or unit == "bytes" else 1 if abs(value) >= 1 else 2
    return f"{value:,.{digits}f} {unit}"


def cells(row: Row) -> tuple[str, ...]:
    return (
        row.what,
        number(row.ours, row.unit),
        number(row.p95, row.unit) if len(row.runs) > 1 else "-",
        number(row.reference, row.unit),
        "-" if row.ratio is None else f"{row.ratio:,.1f}",
        number(row.target, row.unit),
        {None: "-", True: "yes", False: "NO"}[row.met],
    )


def table(rows: list[Row]) -> str:
    lines = [HEAD, *map(cells, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    padded = [[cell.rjust(width) for cell, width in zip(line, widths, strict=True)] for line in lines]
    for line, source in zip(padded, lines, strict=True):
        line[0] = source[0].ljust(widths[0])
    rule = ["-" * width for width in widths]
    return "\n".join("  ".join(line) for line in [padded[0], rule, *padded[1:]])


def circumstances(rig: Rig) -> dict[str, Any]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}",
        "system": platform.platform(),
        "python": platform.python_version(),
        "chromium": rig.browser.version,
        "runs": RUNS,
        **{name: version(name) for name in PACKAGES},
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", metavar="name", help=f"any of: {', '.join(BENCHMARKS)}; all by default"
    )
    parser.add_argument(
        "--profile", action="store_true", help="name the functions that cost most (slower; minified in Lab)"
    )
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in BENCHMARKS]
    if unknown:
        parser.error(f"no benchmark is called {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    rows: list[Row] = []
    with browser(profile=asked.profile) as rig:
        about = circumstances(rig)
        for name in asked.names or BENCHMARKS:
            print(f"{name} ...", file=sys.stderr, flush=True)
            rows += BENCHMARKS[name](rig)
        for what, costs in rig.profiles.items():
            print(f"{what}: ms, all runs together")
            for function, cost in costs.most_common(SHOWN_FUNCTIONS):
                print(f"  {cost:8.1f}  {function}")
    print(table(rows))
    print(", ".join(f"{key} {value}" for key, value in about.items()))
    RESULTS.mkdir(exist_ok=True)
    figures = [{**asdict(row), "ours": row.ours, "p95": row.p95, "met": row.met} for row in rows]
    target = RESULTS / f"{about['at'].replace(':', '')}.json"
    target.write_text(json.dumps({**about, "rows": figures}, indent=1), encoding="utf-8")
    print(f"written to {target}")


if __name__ == "__main__":
    main()
