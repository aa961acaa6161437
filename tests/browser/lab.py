"""A JupyterLab of our own, and notebooks in it that tests drive through its public commands."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Locator, Page

START_SECONDS = 60
READY_MS = 60_000
ANSWER_SECONDS = 120
ANSI = re.compile(r"\x1b\[[0-9;]*m")
SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
        "doNotDisturbMode": True,
    },
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/notebook-extension:tracker": {"windowingMode": "none"},
}

# The panel is looked up each time: it is another object after a reload.
PANEL = "const app = window.jupyterapp; const panel = app.shell.currentWidget;"
CONNECTED = f"""() => {{
  if (!window.jupyterapp) return false;
  {PANEL}
  return !!panel?.content?.model && panel.sessionContext?.session?.kernel?.connectionStatus === 'connected';
}}"""
# An answer is a reply and the 'idle' that follows it; either is lost when the server does not listen yet.
# The status that JupyterLab shows tells nothing here: it counts no work but that of cells.
ANSWERS = f"""async () => {{
  {PANEL}
  const kernel = panel.sessionContext.session.kernel;
  const later = () => new Promise((done) => setTimeout(done, 1000, false));
  const asked = () => kernel.requestKernelInfo().then(() => true, later);
  while (!(await Promise.race([asked(), later()])));
}}"""
# Listens before the kernel dies: its states after that may pass between two looks.
WATCH_DEATH = f"""() => {{
  {PANEL}
  const kernel = panel.sessionContext.session.kernel;
  window.kernelDied = false;
  kernel.statusChanged.connect((_, status) => {{
    if (['autorestarting', 'restarting', 'dead', 'starting'].includes(status)) window.kernelDied = true;
  }});
}}"""
RUN_ALL = f"async () => {{ {PANEL} await app.commands.execute('notebook:run-all-cells'); }}"
APPEND = f"""async ([source, wait]) => {{
  {PANEL}
  const model = panel.content.model.sharedModel;
  const at = model.cells.length;
  model.insertCell(at, {{ cell_type: 'code', source, metadata: {{}}, outputs: [] }});
  panel.content.activeCellIndex = at;
  panel.content.deselectAll();
  const done = app.commands.execute('notebook:run-cell');
  if (wait) await done;
  return at;
}}"""
RERUN = f"""async (at) => {{
  {PANEL}
  panel.content.activeCellIndex = at;
  panel.content.deselectAll();
  await app.commands.execute('notebook:run-cell');
}}"""
OUTPUTS = f"(at) => {{ {PANEL} return panel.content.model.cells.get(at).outputs.toJSON(); }}"
FINISHED = f"""(at) => {{
  {PANEL}
  const cell = panel.content.widgets[at];
  return cell.prompt !== '*' && cell.model.executionCount !== null;
}}"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Lab:
    """One server for many notebooks; its folders are its own, its network the loopback alone."""

    def __init__(self, home: Path) -> None:
        self.root = home / "root"
        self.home = home
        self.url = f"http://127.0.0.1:{free_port()}"
        self.log = home / "lab.log"
        self._process: subprocess.Popen[bytes] | None = None
        for folder in (self.root, *(home / name for name in ("settings", "workspaces", "data", "ipython"))):
            folder.mkdir(parents=True)
        for name, values in SETTINGS.items():
            plugin, _, part = name.partition(":")
            path = home / "settings" / plugin / f"{part}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values), encoding="utf-8")

    def start(self) -> None:
        port = self.url.rpartition(":")[2]
        arguments = {
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.port": port,
            "ServerApp.port_retries": "0",
            "ServerApp.open_browser": "False",
            "ServerApp.allow_root": "True",
            "ServerApp.root_dir": str(self.root),
            "ServerApp.terminals_enabled": "False",
            "ServerApp.disable_check_xsrf": "True",
            "IdentityProvider.token": "",
            "LabApp.expose_app_in_browser": "True",
            "LabApp.extension_manager": "readonly",
            "LabApp.news_url": "None",
            # A kernel that dies in its first seconds gets new ports, which open sockets never learn of.
            "AsyncIOLoopKernelRestarter.random_ports_until_alive": "False",
        }
        environment = {
            **os.environ,
            "JUPYTER_CONFIG_DIR": str(self.home / "config"),
            "JUPYTER_DATA_DIR": str(self.home / "data"),
            "JUPYTER_RUNTIME_DIR": str(self.home / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(self.home / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.home / "workspaces"),
            "IPYTHONDIR": str(self.home / "ipython"),
            "JUPYTER_PLATFORM_DIRS": "0",
        }
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "jupyterlab",
                    *(f"--{name}={value}" for name, value in arguments.items()),
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
                cwd=self.root,
                start_new_session=True,
            )
        self._wait()

    def _wait(self) -> None:
        import time

        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
                urllib.request.urlopen(f"{self.url}/api/status", timeout=2).close()
                return
            if self._process is None or self._process.poll() is not None:
                break
        raise RuntimeError(f"JupyterLab did not start:\n{self.log.read_text(encoding='utf-8')[-4000:]}")

    def stop(self) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _api(self, path: str, method: str = "GET") -> Any:
        request = urllib.request.Request(f"{self.url}/api/{path}", method=method)
        with urllib.request.urlopen(request, timeout=30) as answer:
            body = answer.read()
        return json.loads(body) if body else None

    def end_kernels(self) -> None:
        """Ends every session, so that no kernel of one test takes time or files from the next."""
        for session in self._api("sessions"):
            self._api(f"sessions/{session['id']}", "DELETE")

    def add_kernel(self, name: str, environment: dict[str, str]) -> None:
        """A kernel spec with our Python and other packages in front."""
        folder = self.home / "data" / "kernels" / name
        folder.mkdir(parents=True, exist_ok=True)
        spec = {
            "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            "display_name": name,
            "language": "python",
            "env": environment,
        }
        (folder / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")


@dataclass(slots=True)
class Notebook:
    """An open notebook with a live kernel."""

    page: Page
    path: Path
    url: str
    _pid: int | None = None

    def open(self) -> None:
        self.page.goto(f"{self.url}/lab/tree/{self.path.name}?reset")
        self._ready()

    def _ready(self) -> None:
        self.page.wait_for_function(CONNECTED, timeout=READY_MS)
        self._ask(ANSWERS)

    def _ask(self, script: str, arg: Any = None) -> Any:
        """What the script's promise gives; one that is never kept fails the test."""
        return self.page.evaluate(
            f"""(arg) => Promise.race([({script})(arg), new Promise((_, fail) => setTimeout(
              () => fail(new Error('no answer in {ANSWER_SECONDS} s')), {ANSWER_SECONDS * 1000}))])""",
            arg,
        )

    def run_all(self) -> None:
        """Runs every cell and waits for the last answer; an error in one fails the test."""
        self._ask(RUN_ALL)
        for cell in range(self.cells()):
            self.text(cell)

    def run(self, code: str) -> str:
        """Appends a cell, runs it, and gives its text output; an error in it fails the test."""
        return self.text(self._ask(APPEND, [code, True]))

    def start(self, code: str) -> int:
        """Appends a cell and starts it without waiting; gives its index."""
        return self._ask(APPEND, [code, False])

    def wait(self, cell: int, seconds: float = 60) -> str:
        self.page.wait_for_function(FINISHED, arg=cell, timeout=seconds * 1000)
        return self.text(cell)

    def rerun(self, cell: int) -> str:
        self._ask(RERUN, cell)
        return self.text(cell)

    def outputs(self, cell: int) -> list[dict[str, Any]]:
        return self._ask(OUTPUTS, cell)

    def text(self, cell: int) -> str:
        parts = []
        for output in self.outputs(cell):
            if output["output_type"] == "error":
                where = ANSI.sub("", "\n".join(output["traceback"][-3:]))
                raise AssertionError(f"{output['ename']}: {output['evalue']}\n{where}")
            text = output.get("text") or output.get("data", {}).get("text/plain", "")
            parts.append("".join(text) if isinstance(text, list) else text)
        return "".join(parts)

    def view(self, nth: int = 0) -> Locator:
        return self.page.locator("[data-lsw-root]").nth(nth)

    def cells(self) -> int:
        return self._ask(f"() => {{ {PANEL} return panel.content.model.cells.length; }}")

    def command(self, name: str, arguments: dict[str, Any] | None = None) -> None:
        """Runs a command of JupyterLab and waits for it."""
        self._ask(
            "async ([name, args]) => { await window.jupyterapp.commands.execute(name, args); }",
            [name, arguments or {}],
        )

    def save(self) -> None:
        self.command("docmanager:save")

    def saved(self) -> Any:
        """The notebook as it is on disk."""
        return nbformat.read(self.path, as_version=4)

    def reload(self, meanwhile: Callable[[], None] | None = None) -> None:
        """Loads the page again; the kernel goes on."""
        self.page.reload()
        if meanwhile:
            meanwhile()
        self._ready()

    def pid(self) -> int:
        if self._pid is None:
            self._pid = int(self.run("import os; print(os.getpid())"))
        return self._pid

    def pause(self) -> None:
        """Stops the kernel's process: it takes messages and answers none until :meth:`resume`."""
        os.kill(self.pid(), signal.SIGSTOP)

    def resume(self) -> None:
        os.kill(self.pid(), signal.SIGCONT)

    def kill(self) -> None:
        """Ends the kernel's process with -9; the server then starts another."""
        old = self.pid()
        self._pid = None
        self._ask(WATCH_DEATH)
        os.kill(old, signal.SIGKILL)
        self.page.wait_for_function("() => window.kernelDied", timeout=READY_MS)
        self._ready()

    def theme(self, name: str) -> None:
        self.command("apputils:change-theme", {"theme": name})
        light = "false" if "Dark" in name else "true"
        self.page.wait_for_selector(f"body[data-jp-theme-light='{light}']", state="attached")


def write_notebook(path: Path, cells: list[str], kernel: str = "python3") -> None:
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in cells],
        metadata={"kernelspec": {"name": kernel, "display_name": kernel, "language": "python"}},
    )
    nbformat.write(notebook, path)
