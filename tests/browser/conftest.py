"""One Chromium and one JupyterLab for all browser tests; a page and a notebook for each."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.browser.lab import Lab, Notebook, write_notebook
from tests.browser.standalone import Standalone
from tests.conftest import ROOT

RESULTS = ROOT / "test-results"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CONSOLE = pytest.StashKey[list[str]]()
OLD_KERNELS = tuple(filter(None, os.environ.get("LSW_KERNELS", "6.31.0").split(",")))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    if report.when != "teardown" and report.failed:
        report.sections.append(("console of the page", "\n".join(item.stash.get(CONSOLE, []))))
        page = item.funcargs.get("page")
        if isinstance(page, Page):
            RESULTS.mkdir(exist_ok=True)
            target = RESULTS / f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', item.nodeid)}.png"
            try:
                page.screenshot(path=target)
                report.sections.append(("screenshot", str(target)))
            except Error as error:
                report.sections.append(("screenshot", f"none: {error}"))
    return report


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page in a context of its own; nothing but the loopback is reached."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.route(re.compile(r"^https?://(?!127\.0\.0\.1[:/])"), lambda route: route.abort())
    page = context.new_page()
    page.set_default_timeout(15_000)
    said = request.node.stash.setdefault(CONSOLE, [])
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()


@pytest.fixture
def standalone(page: Page, corpus: Path) -> Standalone:
    return Standalone(page, corpus / "editor")


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    server = Lab(tmp_path_factory.mktemp("lab"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def notebook(lab: Lab, page: Page, request: pytest.FixtureRequest) -> Iterator[Callable[..., Notebook]]:
    """Opens a new notebook with the given cells in a folder where no labels lie yet."""
    opened: list[Path] = []

    def open_notebook(cells: list[str], *, kernel: str = "python3") -> Notebook:
        name = re.sub(r"[^a-z0-9_]+", "-", request.node.name.lower())
        path = lab.root / f"{name}-{len(opened)}.ipynb"
        opened.append(path)
        write_notebook(path, cells, kernel)
        driver = Notebook(page, path, lab.url)
        driver.open()
        return driver

    shutil.rmtree(lab.root / ".ls_widgets", ignore_errors=True)
    yield open_notebook
    lab.end_kernels()


@pytest.fixture(params=["newest", *OLD_KERNELS])
def kernel(request: pytest.FixtureRequest, lab: Lab) -> str:
    """Name of a kernel spec: the installed ipykernel, and older ones put in front of it."""
    if request.param == "newest":
        return "python3"
    name = f"ipykernel-{request.param}"
    target = Path(sys.prefix) / "kernels" / name
    if not target.is_dir():
        partial = target.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        subprocess.run(
            [
                *(
                    sys.executable,
                    "-m",
                    "pip",
                    "install",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--no-deps",
                ),
                *("--target", str(partial), f"ipykernel=={request.param}", "nest-asyncio"),
            ],
            check=True,
        )
        partial.rename(target)
    lab.add_kernel(name, {"PYTHONPATH": str(target)})
    return name
