"""The notebooks as they lie in the repository; that their cells give these outputs is nbval's to say."""

from __future__ import annotations

import re

import nbformat
import pytest

from tests.conftest import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
IMAGES = {"boxes", "click-to-segment", "keypoints", "masks", "ocr", "polygons"}


def test_there_is_one_for_each_kind_of_image_work() -> None:
    assert {path.stem for path in NOTEBOOKS} >= IMAGES


@pytest.mark.parametrize("name", [path.stem for path in NOTEBOOKS])
def test_outputs_are_those_of_any_machine(name: str) -> None:
    path = ROOT / "notebooks" / f"{name}.ipynb"
    cells = nbformat.read(path, as_version=4).cells
    views = [cell for cell in cells if "nbval-ignore-output" in cell.metadata.get("tags", [])]
    outputs = [output for cell in cells for output in cell.get("outputs", [])]
    assert views, "no cell shows a view"
    assert [cell.source for cell in views if cell.outputs] == []
    assert outputs
    assert not [output for output in outputs if output.output_type == "error"]
    assert not re.search(r"/(home|root|Users|tmp|work)/|0x[0-9a-f]{6}", str(outputs))


def test_all_data_has_its_source_named_and_is_used() -> None:
    folder = ROOT / "notebooks" / "data"
    there = {path.name for path in folder.iterdir()} - {"README.md"}
    table = (folder / "README.md").read_text(encoding="utf-8")
    named = {name for row in re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE) for name in row.split(", ")}
    assert there <= named
    code = "".join(cell.source for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells)
    assert {name for name in there if f"data/{name}" not in code} == set()
