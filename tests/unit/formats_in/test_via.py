"""VGG Image Annotator, whose third version has a form of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import ls_widgets as lsw
from ls_widgets.errors import FormatError
from tests.unit.formats_in.read import lost, picture, values


def test_via_takes_sizes_from_the_pictures(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    region = {"shape_attributes": {"name": "rect", "x": 20, "y": 10, "width": 100, "height": 50}}
    regions = [
        {**region, "region_attributes": {"class": "cat", "age": "3"}},
        {
            "shape_attributes": {"name": "polygon", "all_points_x": [0, 9, 9], "all_points_y": [0, 0, 9]},
            "region_attributes": {"class": "cat"},
        },
        {**region, "region_attributes": {}},
    ]
    meta = {
        "a.png12": {
            "filename": "a.png",
            "size": 12,
            "regions": regions,
            "file_attributes": {"caption": "two"},
        }
    }
    (tmp_path / "via.json").write_text(json.dumps({"_via_img_metadata": meta}))
    found = lsw.formats.read(tmp_path / "via.json")
    assert [kind for kind, _ in values(found)] == [
        "rectanglelabels",
        "polygonlabels",
        "rectangle",
        "textarea",
    ]
    assert values(found)[0][1]["width"] == 50
    assert lost(found) == {"further attribute of a region": 1}
    (tmp_path / "a.png").unlink()
    found = lsw.formats.read(tmp_path / "via.json")
    assert lost(found)["region on a picture whose size is not known"] == 3


def via_project(**marks: list[Any]) -> dict[str, Any]:
    """A project of VIA 3 with a mark for each ``xy``."""
    attribute = {
        "1": {"aname": "class", "anchor_id": "FILE1_Z0_XY1", "type": 4, "options": {"0": "cat", "1": "dog"}},
        "2": {"aname": "caption", "anchor_id": "FILE1_Z0_XY0", "type": 1, "options": {}},
        "3": {"aname": "state", "anchor_id": "FILE1_Z0_XY1", "type": 2, "options": {"a": "old", "b": "torn"}},
    }
    metadata: dict[str, Any] = {
        key: {"vid": "1", "flg": 0, "z": [], "xy": xy, "av": {"1": "0"}} for key, xy in marks.items()
    }
    return {
        "project": {"pid": "__VIA_PROJECT_ID__", "pname": "p"},
        "config": {"file": {"loc_prefix": {"1": ""}}},
        "attribute": attribute,
        "file": {
            "1": {"fid": "1", "fname": "a.png", "type": 2, "loc": 1, "src": ""},
            "2": {"fid": "2", "fname": "b.png", "type": 2, "loc": 2, "src": "https://example.com/b.png"},
            "3": {"fid": "3", "fname": "c.mp4", "type": 4, "loc": 1, "src": ""},
        },
        "view": {str(at): {"fid_list": [str(at)]} for at in (1, 2, 3)},
        "metadata": metadata,
    }


def test_projects_of_via_3(tmp_path: Path) -> None:
    picture(tmp_path / "a.png")
    body = via_project(
        box=[2, 20, 10, 100, 50],
        outline=[7, 0, 0, 10, 0, 10, 10],
        point=[1, 5, 5],
        circle=[3, 50, 50, 10],
        ellipse=[4, 50, 50, 20, 10],
        line=[6, 0, 0, 5, 5, 9, 0],
        other=[8, 1, 2, 3, 4],
        whole=[],
    )
    body["metadata"]["whole"]["av"] = {"2": "two cats"}
    body["metadata"]["outline"]["av"] = {"1": "1", "3": "a,b"}
    body["metadata"]["said"] = {"vid": "1", "z": [1.5, 2], "xy": [], "av": {"2": "miaow"}}
    (tmp_path / "p.json").write_text(json.dumps(body))
    found = lsw.formats.read(tmp_path / "p.json")
    assert found.report.format == "via"
    kinds = ["rectangle", "polygon", "keypoint", "ellipse", "ellipse", "vector"]
    assert [kind for kind, _ in values(found)] == [f"{kind}labels" for kind in kinds] + ["textarea"]
    assert values(found)[0][1]["width"] == 50
    assert values(found)[1][1]["polygonlabels"] == ["dog"]
    assert values(found)[4][1]["radiusY"] == 10
    assert values(found)[6][1] == {"text": ["two cats"]}
    assert found.config.labels("box") == ["cat", "dog"]
    assert [task["data"]["image"] for task in found.tasks][1:] == ["https://example.com/b.png"]
    assert lost(found) == {
        "further attribute of a region": 1,
        "shape of the kind 'number 8'": 1,
        "segment of a recording or video": 1,
        "file that is no picture": 1,
    }


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"vid": "7"}, r"metadata\.m\.vid: there is no view '7'"),
        ({"xy": [2, 1, 2, 3]}, r"metadata\.m\.xy: a rect has 4 numbers, not 3"),
        ({"xy": [7, 1, 2, 3]}, r"metadata\.m\.xy: needs x and y"),
        ({"xy": ["x"]}, r"metadata\.m\.xy\[0\]: must be a finite number"),
        ({"av": {"9": "x"}}, r"metadata\.m\.av: there is no attribute '9'"),
        ({"av": {"1": 3}}, r"metadata\.m\.av\.1: must be a text"),
    ],
)
def test_what_is_wrong_in_a_project_of_via_is_named(change: dict[str, Any], part: str) -> None:
    body = via_project(m=[1, 5, 5])
    body["metadata"]["m"] |= change
    with pytest.raises(FormatError, match=part):
        lsw.formats.read(body, "via")
