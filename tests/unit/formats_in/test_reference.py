"""Imports with ``compat="label-studio"``: tasks and configs as its importers make them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ls_widgets as lsw
from ls_widgets.formats.picture_files import joined_address
from ls_widgets.tasks.addresses import resolve
from tests.unit.formats_in.read import coco, picture, results


def read(source: Path, form: str, **options: Any) -> Any:
    return lsw.formats.read(source, form, compat="label-studio", **options)


def stored(folder: Path, body: dict[str, Any]) -> Path:
    path = folder / "coco.json"
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("root", "name", "address"),
    [
        ("/data/local-files/?d=", "a b.jpg", "/data/local-files/?d=a%20b.jpg"),
        ("/data/local-files/?d=my dir/", "/x\\é.jpg", "/data/local-files/?d=my%20dir/x/%C3%A9.jpg"),
        ("https://a.b/c?x=1", "d#1.jpg", "https://a.b/c/d%231.jpg?x=1"),
        ("s3://bucket/in", "100%.jpg", "s3://bucket/in/100%25.jpg"),
        ("/data/x/", "a.jpg", "/data/x/a.jpg"),
    ],
)
def test_names_are_escaped_in_addresses(root: str, name: str, address: str) -> None:
    assert joined_address(root, name) == address


def test_an_escaped_name_is_found_again(tmp_path: Path) -> None:
    file = picture(tmp_path / "a&b #1.jpg")
    body = coco(bbox=[1, 2, 3, 4])
    body["images"][0]["file_name"] = file.name
    (task,) = lsw.formats.read(stored(tmp_path, body), "coco", images="/data/local-files/?d=").tasks
    assert resolve(task["data"]["image"], roots=[tmp_path]) == file


def test_tasks_come_in_the_order_of_the_pictures_ids(tmp_path: Path) -> None:
    body = coco(bbox=[1, 2, 3, 4])
    body["images"] = [
        {**body["images"][0], "id": number, "file_name": f"{number}.jpg"} for number in (10, 7, 9)
    ]
    shown = [task["data"]["image"] for task in read(stored(tmp_path, body), "coco").tasks]
    assert [address[-6:] for address in shown] == ["=7.jpg", "=9.jpg", "10.jpg"]


@pytest.mark.parametrize(
    ("fields", "tags"),
    [
        ({"bbox": [1, 2, 3, 4]}, ["RectangleLabels"]),
        ({"bbox": [1, 2, 3, 4], "segmentation": []}, ["PolygonLabels", "RectangleLabels"]),
        ({"segmentation": [[0, 0, 9, 0, 9, 9]]}, ["PolygonLabels"]),
        ({"keypoints": [1, 2, 2], "bbox": [1, 2, 3, 4]}, ["KeyPointLabels", "RectangleLabels"]),
    ],
)
def test_a_config_has_the_shapes_that_annotations_have_fields_for(
    tmp_path: Path, fields: dict[str, Any], tags: list[str]
) -> None:
    found = read(stored(tmp_path, coco(**fields)), "coco")
    assert sorted(str(tag.tag) for tag in found.config.controls.values()) == tags


def test_a_category_without_a_super_category_is_itself(tmp_path: Path) -> None:
    body = coco(bbox=[1, 2, 3, 4])
    body["categories"][1]["supercategory"] = "things"
    (tag,) = read(stored(tmp_path, body), "coco", use_super_categories=True).config.controls.values()
    assert [one.value for one in tag.children] == ["cat", "things:unused"]


def test_yolo_has_a_task_for_each_picture_alone(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.png", "c.webp", "D.JPG"):
        picture(tmp_path / "images" / name)
    (tmp_path / "labels").mkdir()
    (tmp_path / "classes.txt").write_text("dog\ncat\n")
    line = "1 0.5 0.5 0.2 0.4"
    (tmp_path / "labels/a.txt").write_text(f"{line} 0.9\n{line} 0\n{line} 0.7 0.8 0.9\n")
    (tmp_path / "labels/lost.txt").write_text(line)
    found = read(tmp_path, "yolo")
    labelled, bare = found.tasks
    assert labelled["data"] == {"image": "/data/local-files/?d=images/a.jpg"}
    assert bare == {"data": {"image": "/data/local-files/?d=images/b.png"}}
    assert [item.get("score") for item in results(found)] == [0.9, None, 0.7]
    assert results(found)[0]["value"]["rectanglelabels"] == ["cat"]
    assert len([*read(tmp_path, "yolo", image_ext=".webp, .JPG").tasks]) == 2


@pytest.mark.parametrize("line", ["", "1 0.5 0.5 0.2", "x 0 0 0 0", "2 0.5 0.5 0.2 0.4"])
def test_a_broken_line_of_yolo_is_told(tmp_path: Path, line: str) -> None:
    picture(tmp_path / "images/a.jpg")
    (tmp_path / "labels").mkdir()
    (tmp_path / "classes.txt").write_text("dog\ncat\n")
    (tmp_path / "labels/a.txt").write_text(f"0 0.5 0.5 0.2 0.4\n{line}\n")
    with pytest.raises(lsw.FormatError, match=r"a\.txt', line 2"):
        read(tmp_path, "yolo")
