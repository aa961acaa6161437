"""In JupyterLab: the first view of a cell, the same answers with a kernel, and the saved notebook."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat

from benchmarks.answers import CONFIG, READY, TASKS, label, rows
from benchmarks.rig import RUNS, Probe, Rig, Row, Sample, rows_of
from tests.browser.lab import APPEND, Lab, Notebook, write_notebook

SETUP = f"""import pandas as pd, ls_widgets as lsw
text = [f"review number {{i}}: the parcel came late and the box was open" for i in range(1000)]
df = pd.DataFrame({{"text": text}})
config = '''{CONFIG}'''"""
VIEW = "lsw.Annotator(df, config, store=None)"
STATE = "@jupyter-widgets/jupyterlab-manager:saveWidgetState"
REFERENCE_VIEW = 1_650.0


def run(rig: Rig) -> list[Row]:
    first: list[Sample] = []
    more: list[Row] = []

    def in_notebook(notebook: Notebook) -> None:
        page = notebook.page
        probe = Probe(page)
        probe.settle()
        show = lambda: page.evaluate(APPEND, [VIEW, True])  # noqa: E731
        first.append(rig.measure(probe, "first view in Lab", show, READY))
        if len(first) < RUNS:
            return
        probe.settle()
        notebook.view().click(position={"x": 3, "y": 3})
        more.extend(rows("in Lab", *label(rig, probe)))
        more.extend(saved(notebook))

    notebooks(rig, in_notebook)
    return [*rows_of("first view from cell execution", first, reference=REFERENCE_VIEW), *more]


def notebooks(rig: Rig, use: Callable[[Notebook], None]) -> None:
    """Opens one new page, notebook and kernel after the other, with the setup cell run."""
    with tempfile.TemporaryDirectory() as folder:
        lab = Lab(Path(folder))
        lab.start()
        try:
            for nth in range(RUNS):
                with rig.page() as page:
                    path = lab.root / f"bench-{nth}.ipynb"
                    write_notebook(path, [SETUP])
                    notebook = Notebook(page, path, lab.url)
                    notebook.open()
                    notebook.run_all()
                    use(notebook)
                lab.end_kernels()
        finally:
            lab.stop()


def saved(notebook: Notebook) -> list[Row]:
    """Bytes on disk, and those of the cells without what the view left in them."""
    notebook.run("1")
    notebook.save()
    without_state = notebook.path.stat().st_size
    notebook.command(STATE)
    notebook.save()
    with_state = notebook.path.stat().st_size
    bare = notebook.saved()
    for cell in bare.cells:
        cell.outputs = []
    bare.metadata.pop("widgets", None)
    cells = len(nbformat.writes(bare).encode())
    name = f"saved notebook, {TASKS} tasks labeled"
    return [
        Row(f"{name}: cells alone", [cells], "bytes"),
        Row(f"{name}: without widget state", [without_state], "bytes"),
        Row(f"{name}: with widget state", [with_state], "bytes"),
    ]
