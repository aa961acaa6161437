"""Files that are too large to be held: read in parts, with little memory, and the same as from memory."""

from __future__ import annotations

import json
import random
import tracemalloc
from collections.abc import Callable
from importlib import import_module
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

import ls_widgets as lsw
from ls_widgets.errors import FormatError
from ls_widgets.formats import json_parts
from ls_widgets.formats.guess import guess
from ls_widgets.formats.spool import IN_MEMORY, Spool
from tests.unit.formats_in.read import coco

LABELS = ("cat", "dog", "cow")


def _boxes(count: int) -> list[list[list[int]]]:
    chance = random.Random(count)
    return [[[chance.randrange(90), chance.randrange(90), 9, 8] for _ in range(3)] for _ in range(count)]


def _coco(count: int) -> str:
    found = [(image, box) for image, boxes in enumerate(_boxes(count)) for box in boxes]
    random.Random(1).shuffle(found)
    return json.dumps({
        "annotations": [
            {"id": at, "image_id": image, "category_id": at % 3, "bbox": box, "segmentation": []}
            for at, (image, box) in enumerate(found)
        ],
        "images": [{"id": i, "file_name": f"é{i}.jpg", "width": 99, "height": 99} for i in range(count)],
        "categories": [{"id": at, "name": name} for at, name in enumerate(LABELS)],
    }, ensure_ascii=False)  # fmt: skip


def _via(count: int) -> str:
    entries = {}
    for at, boxes in enumerate(_boxes(count)):
        regions = [
            {"shape_attributes": {"name": "rect", "x": x, "y": y, "width": w, "height": h},
             "region_attributes": {"label": LABELS[at % 3]}} for x, y, w, h in boxes
        ]  # fmt: skip
        entries[f"{at}.jpg9"] = {
            "filename": f"{at}.jpg",
            "regions": regions,
            "file_attributes": {"seen": "yes"},
        }
    return json.dumps({"_via_settings": {}, "_via_img_metadata": entries})


def _cvat(count: int) -> str:
    lines = ["<annotations><meta><task><labels><label><name>cat</name></label></labels></task></meta>"]
    for at, boxes in enumerate(_boxes(count)):
        inner = "".join(
            f'<box label="{LABELS[at % 3]}" xtl="{x}" ytl="{y}" xbr="{x + w}" ybr="{y + h}"/>'
            for x, y, w, h in boxes
        )
        lines.append(f'<image id="{at}" name="{at}.jpg" width="99" height="99">{inner}</image>')
    return "\n".join([*lines, "</annotations>"])


LARGE: dict[str, tuple[str, Callable[[int], str]]] = {
    "coco": ("a.json", _coco),
    "via": ("a.json", _via),
    "cvat": ("a.xml", _cvat),
}


def _peak(path: Path, form: str) -> int:
    tracemalloc.start()
    try:
        found = lsw.formats.read(path, form, progress=False)
        assert sum(1 for _ in found.tasks) == found.report.tasks
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", LARGE)
def test_memory_does_not_grow_with_the_file(form: str, tmp_path: Path) -> None:
    name, written = LARGE[form]
    counts = (2 * IN_MEMORY, 6 * IN_MEMORY)
    peaks = []
    for count in counts:
        (tmp_path / name).write_text(written(count), encoding="utf-8")
        peaks.append(_peak(tmp_path / name, form))
    assert (peaks[1] - peaks[0]) / (counts[1] - counts[0]) < 400, "bytes for each further picture"


@pytest.mark.parametrize("order", [*permutations(("images", "annotations", "categories"))])
def test_a_coco_file_reads_as_the_same_object_does(
    order: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_parts, "BLOCK", 50)
    body = json.loads(_coco(7))
    body["images"].append({"id": "12", "file_name": "text.jpg", "width": 9, "height": 9})
    body["annotations"].append({"image_id": "12", "category_id": 1, "bbox": [1, 1, 2, 2]})
    body["annotations"].append({"id": 2**70, "image_id": "3", "category_id": "1", "bbox": [1, 1, 2, 2]})
    body = {name: body[name] for name in order} | {"info": {"year": 2026}}
    (tmp_path / "a.json").write_text(json.dumps(body, indent=1))
    for compat in (None, "label-studio"):
        read, held = (lsw.formats.read(one, "coco", compat=compat) for one in (tmp_path / "a.json", body))
        assert _known(read.tasks) == _known(held.tasks)
        assert read.report.carried == held.report.carried
        assert read.config.to_xml() == held.config.to_xml()


def _known(tasks: Any) -> list[Any]:
    """The tasks without random ids, and without addresses, which depend on where pictures are looked for."""
    rows = json.loads(json.dumps([*tasks]))
    for row in rows:
        row.pop("data")
        for body in row.get("annotations") or ():
            for item in body["result"]:
                item.pop("id")
                item.pop("parentID", None)
    return rows


@pytest.mark.parametrize("in_memory", [True, False])
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            lambda body: body["images"].append(body["images"][0]),
            r"images\[1\]\.id: 7 is the id of another image",
        ),
        (
            lambda body: body["annotations"].append(body["annotations"][0]),
            r"annotations\[1\]\.id: 1 is the id of",
        ),
        (
            lambda body: body["annotations"].extend([{**body["annotations"][0], "id": "x"}] * 2),
            r"\[2\]\.id: 'x' is",
        ),
        (
            lambda body: body["annotations"].append({"id": 2, "image_id": 8}),
            r"\[1\]\.image_id: there is no image 8",
        ),
        (
            lambda body: body["annotations"].append({"image_id": "8"}),
            r"\[1\]\.image_id: there is no image '8'",
        ),
        (
            lambda body: body["annotations"].append({"image_id": 7, "category_id": 1}),
            r"\[1\]\.category_id: there is",
        ),
        (lambda body: body.update(images={}), "images must be a list"),
        (lambda body: body.update(annotations={}), "annotations: must be a list"),
        (lambda body: body.pop("images"), "images must be a list"),
    ],
)
def test_what_does_not_fit_together_is_told_with_its_place(
    change: Callable[[Any], Any], told: str, *, in_memory: bool, tmp_path: Path
) -> None:
    body = coco(bbox=[1, 2, 3, 4])
    change(body)
    (tmp_path / "a.json").write_text(json.dumps(body))
    with pytest.raises(FormatError, match=told):
        lsw.formats.read(body if in_memory else tmp_path / "a.json", "coco")


@pytest.mark.parametrize("text", [json.dumps({"info": {}, **coco(bbox=[1, 2, 3, 4])}), _via(9)[:-1]])
def test_the_format_shows_in_the_beginning(text: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(text[:-1] + " " * (2 * json_parts.BLOCK) + ",")
    assert guess(tmp_path / "a.json") in ("coco", "via")
    with pytest.raises(FormatError, match=r"line 1: Expecting property name"):
        lsw.formats.read(tmp_path / "a.json")


def test_a_first_look_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: Any) -> None:
    monkeypatch.setattr(import_module("ls_widgets.formats.progress"), "MOMENT", -1)
    (tmp_path / "a.json").write_text(_coco(50), encoding="utf-8")
    lsw.formats.read(tmp_path / "a.json", "coco")
    told = capsys.readouterr().err
    assert "coco, first look: 203 images and annotations, done" in told
    counted: list[int] = []
    lsw.formats.read(tmp_path / "a.json", "coco", progress=lambda done, _: counted.append(done))
    assert counted[-1] == 50
    assert max(counted) == 50


def test_rows_are_read_by_several_at_once_and_added_between() -> None:
    with Spool() as rows:
        for at in range(IN_MEMORY + 5):
            rows.add([at])
        one, other = iter(rows), iter(rows)
        pairs = [(next(one), next(other)) for _ in range(IN_MEMORY + 2)]
        assert all(a == b == [at] for at, (a, b) in enumerate(pairs))
        rows.add("late")
        assert [*rows][-2:] == [[IN_MEMORY + 4], "late"]
