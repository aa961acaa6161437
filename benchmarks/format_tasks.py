"""Annotated tasks in Label Studio's JSON, of the kinds that the benchmark of formats converts."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

BOXES = 5
WORDS = 15
SPANS = 3
STROKES = 2
TEXT = """<View><Text name="t" value="$text"/><Choices name="c" toName="t"><Choice value="a"/>
<Choice value="b"/></Choices></View>"""
IMAGE = """<View><Image name="i" value="$image"/><RectangleLabels name="b" toName="i"><Label value="car"/>
<Label value="dog"/></RectangleLabels></View>"""
SPANNED = """<View><Text name="t" value="$text"/><Labels name="l" toName="t"><Label value="PER"/>
<Label value="ORG"/></Labels></View>"""
PAINTED = """<View><Image name="i" value="$image"/><BrushLabels name="b" toName="i"><Label value="car"/>
<Label value="dog"/></BrushLabels></View>"""


def task(number: int, data: dict[str, Any], result: list[dict[str, Any]]) -> dict[str, Any]:
    """A task with the fields, and in the order, in which Label Studio exports it."""
    made, changed = "2024-01-01T00:00:00.123456Z", "2024-01-01T00:00:05.123456Z"
    annotation = {
        "id": 100_001 + number, "completed_by": 1, "result": result, "was_cancelled": False,
        "ground_truth": False, "created_at": made, "updated_at": changed, "draft_created_at": made,
        "lead_time": 3.512, "prediction": {}, "result_count": len(result),
        "unique_id": f"2a9b6e0c-5f0d-4f27-9d7e-{number:012}", "import_id": None, "last_action": None,
        "bulk_created": False, "task": number + 1, "project": 7, "updated_by": 1, "parent_prediction": None,
        "parent_annotation": None, "last_created_by": None,
    }  # fmt: skip
    return {
        "id": number + 1, "annotations": [annotation], "file_upload": "0a1b2c3d-tasks.json", "drafts": [],
        "predictions": [], "data": data, "meta": {}, "created_at": made, "updated_at": changed,
        "allow_skip": True, "inner_id": number + 1, "total_annotations": 1, "cancelled_annotations": 0,
        "total_predictions": 0, "comment_count": 0, "unresolved_comment_count": 0,
        "last_comment_updated_at": None, "project": 7, "updated_by": 1, "comment_authors": [],
    }  # fmt: skip


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


def span_task(number: int, chance: random.Random) -> dict[str, Any]:
    """A text of some words, no two alike, some of them marked."""
    words = [
        f"{chance.choice(['alpha', 'Beta', 'gamma', 'of'])}{chance.randrange(100)}" for _ in range(WORDS)
    ]
    words[6] += ","
    text = f"{' '.join(words)}."
    head = {"from_name": "l", "to_name": "t", "type": "labels", "origin": "manual"}
    result: list[dict[str, Any]] = []
    for at in sorted(chance.sample(range(WORDS), SPANS)):
        start, word = len(" ".join([*words[:at], ""])), words[at].rstrip(",")
        value = {"start": start, "end": start + len(word), "text": word}
        label = chance.choice(["PER", "ORG"])
        result.append({"id": f"r{at}", **head, "value": {**value, "labels": [label]}})
    return task(number, {"text": text}, result)


def brush_task(number: int, chance: random.Random) -> dict[str, Any]:
    """Strokes with smooth edges on a picture of 640×480, as the editor's brush paints them."""
    from PIL import Image, ImageDraw

    from ls_widgets.geometry import rle_from_mask

    head = {"from_name": "b", "to_name": "i", "type": "brushlabels", "origin": "manual"}
    head |= {"original_width": 640, "original_height": 480, "image_rotation": 0}
    result = []
    for at in range(STROKES):
        large = Image.new("L", (1280, 960))
        points = [(chance.uniform(80, 1200), chance.uniform(80, 880)) for _ in range(4)]
        draw = ImageDraw.Draw(large)
        draw.line(points, fill=255, width=60, joint="curve")
        for x, y in points:
            draw.ellipse((x - 30, y - 30, x + 30, y + 30), fill=255)
        rle = rle_from_mask(large.resize((640, 480), Image.Resampling.BOX))
        value = {"format": "rle", "rle": rle, "brushlabels": [chance.choice(["car", "dog"])]}
        result.append({"id": f"r{at}", **head, "value": value})
    return task(number, {"image": f"https://example.com/img_{number}.jpg"}, result)


@dataclass(frozen=True, slots=True)
class Kind:
    """A config, a task of it by number, and how many of the tasks asked for are made."""

    config: str
    make: Callable[[int, random.Random], dict[str, Any]]
    share: float = 1


KINDS = {
    "text": Kind(TEXT, text_task),
    "spans": Kind(SPANNED, span_task),
    "boxes": Kind(IMAGE, box_task),
    "masks": Kind(PAINTED, brush_task, 0.01),
}
CASES = {
    "json_min": "text", "csv": "text", "tsv": "text", "conll2003": "spans", "coco": "boxes", "yolo": "boxes",
    "yolo_obb": "boxes", "voc": "boxes", "brush_to_numpy": "masks", "brush_to_png": "masks",
}  # fmt: skip
"""Format -> the kind of tasks that it is measured with."""
