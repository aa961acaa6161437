"""What reading gives, as tests look at it; small labels of COCO."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PIL import Image


def picture(path: Path, width: int = 200, height: int = 100) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (width, height)).save(path)
    return path


def results(found: Any, task: int = 0) -> list[dict[str, Any]]:
    bodies = [*found.tasks][task].get("annotations") or []
    return bodies[0]["result"] if bodies else []


def values(found: Any, task: int = 0) -> list[tuple[str, dict[str, Any]]]:
    return [(item["type"], item["value"]) for item in results(found, task)]


def lost(found: Any) -> dict[str, int]:
    return {loss.kind: loss.count for loss in found.report.losses}


def coco(**annotation: Any) -> dict[str, Any]:
    body = {"id": 1, "image_id": 7, "category_id": 3, **annotation}
    return {
        "images": [{"id": 7, "file_name": "a.jpg", "width": 200, "height": 100}],
        "categories": [{"id": 3, "name": "cat", "keypoints": ["nose", "tail"]}, {"id": 9, "name": "unused"}],
        "annotations": [body],
    }
