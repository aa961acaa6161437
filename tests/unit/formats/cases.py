"""Small tasks in Label Studio's JSON, and the files that exporting them gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import ls_widgets as lsw

BOXES = """<View><Image name="img" value="$image"/>
<RectangleLabels name="box" toName="img"><Label value="dog"/><Label value="cat"/></RectangleLabels>
<Choices name="light" toName="img"><Choice value="day"/><Choice value="night"/></Choices></View>"""
SPANS = """<View><Text name="txt" value="$text"/>
<Labels name="ner" toName="txt"><Label value="PER"/><Label value="ORG"/></Labels></View>"""


def annotation(result: list[dict[str, Any]], number: int = 1, **fields: Any) -> dict[str, Any]:
    return {"id": number, "result": result, "completed_by": 7, **fields}


def task(data: dict[str, Any], *annotations: dict[str, Any], number: int = 1) -> dict[str, Any]:
    return {"id": number, "data": data, "annotations": [*annotations]}


def box(
    x: float, y: float, width: float, height: float, *, rotation: float = 0, label: str = "dog", **more: Any
) -> dict[str, Any]:
    """A box in percent of a picture of 200×100 pixels."""
    value = {
        "x": x,
        "y": y,
        "width": width,
        "height": height,
        "rotation": rotation,
        "rectanglelabels": [label],
    }
    head = {"id": "r1", "from_name": "box", "to_name": "img", "type": "rectanglelabels"}
    return {**head, "original_width": 200, "original_height": 100, "value": value, **more}


def choice(label: str) -> dict[str, Any]:
    head = {"id": "c1", "from_name": "light", "to_name": "img", "type": "choices"}
    return {**head, "value": {"choices": [label]}}


def span(start: int, end: int, *labels: str) -> dict[str, Any]:
    head = {"id": f"s{start}", "from_name": "ner", "to_name": "txt", "type": "labels"}
    return {**head, "value": {"start": start, "end": end, "text": "", "labels": [*labels]}}


def picture(name: str = "a.jpg") -> dict[str, Any]:
    return {"image": f"https://example.com/{name}"}


def write(tasks: list[dict[str, Any]] | Path, config: str, form: str, folder: Path, **options: Any) -> Any:
    """Exports and gives the report; nothing is warned of."""
    return lsw.formats.write(tasks, config, form, folder, **{"on_loss": "ignore", **options})


def losses(report: Any) -> dict[str, int]:
    return {loss.kind: loss.count for loss in report.losses}


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
