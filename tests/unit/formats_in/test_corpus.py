"""Every recorded import of the reference."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ls_widgets as lsw

CASES = (
    "coco-from-evalme-bbox",
    "coco-from-mech-keypoints",
    "coco-from-mech-polygons",
    "coco-from-mech-rectangles",
    "coco-from-sdk-coco",
    "coco-sdk",
    "coco-sdk-options",
    "yolo-from-evalme-bbox",
    "yolo-from-mech-rectangles",
    "yolo-sdk",
)


def differs(got: Any, expected: Any, at: str = "") -> str:
    """Where two results differ; ids are random, numbers may be off by a billionth."""
    if isinstance(got, dict) and isinstance(expected, dict):
        if got.keys() != expected.keys():
            return f"{at}: {sorted(got)} or {sorted(expected)}"
        parts = (differs(got[name], expected[name], f"{at}/{name}") for name in got if name != "id")
        return next(filter(None, parts), "")
    if isinstance(got, list) and isinstance(expected, list):
        if len(got) != len(expected):
            return f"{at}: {len(got)} or {len(expected)} elements"
        pairs = enumerate(zip(got, expected, strict=True))
        return next(filter(None, (differs(*pair, f"{at}/{i}") for i, pair in pairs)), "")
    if isinstance(got, int | float) and isinstance(expected, int | float):
        return "" if abs(got - expected) <= 1e-9 * max(1, abs(expected)) else f"{at}: {got} or {expected}"
    return "" if got == expected else f"{at}: {got!r} or {expected!r}"


def labels_of(config: lsw.LabelConfig) -> dict[str, Any]:
    """Controls with labels and colours; the reference's object has its default name whatever was asked."""
    return {
        name: (str(tag.tag), [(one.value, one.attrs.get("background")) for one in tag.children])
        for name, tag in config.controls.items()
    }


@pytest.mark.parametrize("name", CASES)
def test_results_and_config_are_those_of_the_reference(corpus: Path, name: str) -> None:
    folder = corpus / "import" / name
    options = json.loads((folder / "call.json").read_text())["kwargs"]
    source = folder / "input" / "coco.json" if name.startswith("coco") else folder / "input"
    as_predictions = options.pop("out_type", "annotations") == "predictions"
    found = lsw.formats.read(
        source,
        name.split("-", maxsplit=1)[0],
        compat="label-studio",
        as_predictions=as_predictions,
        **options,
    )
    expected = json.loads((folder / "expected.json").read_text())
    got = [*found.tasks]
    if name.startswith("yolo"):
        expected.sort(key=lambda task: task["data"]["image"])
        got.sort(key=lambda task: task["data"]["image"])
    assert differs(got, expected) == ""
    reference = lsw.LabelConfig(folder / "expected.label_config.xml", strict=False)
    assert labels_of(found.config) == labels_of(reference)
