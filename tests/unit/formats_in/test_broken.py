"""Whatever is wrong in a file of another tool, it is one FormatError, and the project stays as it was."""

from __future__ import annotations

import base64
import contextlib
import copy
import io
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

import ls_widgets as lsw
from ls_widgets.errors import FormatError
from tests.unit.formats_in.read import coco

CONFIG = """<View><Image name="i" value="$image"/><Text name="t" value="$text"/>
<RectangleLabels name="r" toName="i"><Label value="cat"/></RectangleLabels>
<PolygonLabels name="p" toName="i"/><BrushLabels name="b" toName="i"/><KeyPointLabels name="k" toName="i"/>
<Labels name="l" toName="t"><Label value="PER"/></Labels>
<Choices name="c" toName="t"><Choice value="a"/></Choices></View>"""


def _png() -> bytes:
    stream = io.BytesIO()
    Image.fromarray(np.eye(4, 6, dtype=np.uint8) * 255).save(stream, "PNG")
    return stream.getvalue()


def _labelme() -> dict[str, Any]:
    kinds = ("rectangle", "circle", "linestrip", "polygon")
    points = [[1, 1], [2, 2], [3, 1]]
    shapes: list[dict[str, Any]] = [{"label": "cat", "points": points, "shape_type": kind} for kind in kinds]
    mask = base64.b64encode(_png()).decode()
    shapes.append({"label": "cat", "points": [[0, 0], [5, 3]], "shape_type": "mask", "mask": mask})
    return {"imagePath": "a.png", "imageWidth": 6, "imageHeight": 4, "flags": {"bad": True}, "shapes": shapes}


def _via() -> dict[str, Any]:
    shapes: list[dict[str, Any]] = [
        {"name": "rect", "x": 1, "y": 1, "width": 2, "height": 2},
        {"name": "polygon", "all_points_x": [0, 9, 9], "all_points_y": [0, 0, 9]},
        {"name": "ellipse", "cx": 1, "cy": 1, "rx": 1, "ry": 2, "theta": 0.1},
    ]
    regions = [{"shape_attributes": shape, "region_attributes": {"class": "cat"}} for shape in shapes]
    return {"_via_img_metadata": {"a.png1": {"filename": "a.png", "file_attributes": {}, "regions": regions}}}


DOCUMENTS: dict[str, Any] = {
    "coco": coco(bbox=[1, 2, 3, 4], segmentation=[[0, 0, 9, 0, 9, 5]], keypoints=[1, 2, 2, 3, 4, 1]),
    "labelme": _labelme(),
    "via": _via(),
    "via 3": {
        "attribute": {"1": {"aname": "class", "type": 4, "options": {"0": "cat"}}},
        "file": {"1": {"fname": "a.png", "type": 2, "loc": 1, "src": ""}},
        "view": {"1": {"fid_list": ["1"]}},
        "metadata": {
            "m": {"vid": "1", "z": [], "xy": [2, 1, 2, 3, 4], "av": {"1": "0"}},
            "n": {"vid": "1", "z": [], "xy": [7, 1, 2, 3, 4, 5, 1], "av": {}},
        },
    },
    "bbox_widget": [{"image": "a.png", "bboxes": [{"x": 1, "y": 1, "width": 2, "height": 2, "label": "a"}]}],
    "prodigy": [
        {"text": "Ann met Bo", "spans": [{"start": 0, "end": 3, "label": "PER"}], "answer": "accept"},
        {"image": "a.png", "width": 6, "height": 4, "spans": [{"points": [[1, 1], [2, 2], [3, 1]]}]},
        {"text": "fine", "options": [{"id": "a"}], "accept": ["a"], "meta": {"task": 1, "annotation": 2}},
    ],
    "doccano": [
        {"text": "Ann", "label": [[0, 3, "PER"]], "Comments": ["?"]},
        {"filename": "a.png", "bbox": [{"x": 1, "y": 1, "width": 2, "height": 2, "label": "cat"}]},
        {"text": "x", "entities": [{"id": 1, "label": "A", "start_offset": 0, "end_offset": 1}],
         "relations": [{"from_id": 1, "to_id": 1, "type": "r"}]},
    ],
    "pigeonxt": [{"example": "a.jpg", "label": "cat"}, {"example": "b.jpg", "label": None}],
    "json": [{"id": 1, "data": {"text": "Ann met Bo", "image": "a.png"}, "annotations": [{"result": [
        {"id": "a", "from_name": "l", "to_name": "t", "type": "labels",
         "value": {"start": 0, "end": 3, "text": "Ann", "labels": ["PER"]}},
        {"from_id": "a", "to_id": "a", "type": "relation", "labels": ["x"]}]}]}],
}  # fmt: skip
TEXTS: dict[str, tuple[str, bytes]] = {
    "voc": ("a.xml", b"""<annotation><filename>a.png</filename><size><width>20</width><height>10</height>
</size><object><name>cat</name><bndbox><xmin>2</xmin><ymin>1</ymin><xmax>12</xmax><ymax>6</ymax></bndbox></object>
</annotation>"""),
    "cvat": ("a.xml", b"""<annotations><image id="0" name="a.png" width="20" height="10">
<box label="cat" xtl="2" ytl="1" xbr="12" ybr="6" rotation="9"/><polygon label="cat" points="0,0;1,0;1,1"/>
<mask label="cat" rle="1,2,3" left="1" top="2" width="3" height="2"/></image></annotations>"""),
    "conll2003": ("a.conll", "Ann B-PER\nLee I-PER\n\nmet O\n😀 O\n".encode()),
    "yolo": ("labels/a.txt", b"0 0.5 0.5 0.2 0.4 0.75\n0 0.1 0.1 0.3 0.1 0.3 0.5 0.1 0.5\n"),
    "masks": ("a.png", _png()),
    "doccano": ("a.jsonl", b'{"text": "Ann", "label": [[0, 3, "PER"]]}\n{"text": "Bo", "label": ["x"]}\n'),
}  # fmt: skip
JUNK = [None, [], {}, "", "x", "../a", "{{x}}", "$x", "\0", "\ud800", -1, 0.5, 1e308, 10**400, 2**31, True]
JUNK += [float("nan"), float("inf"), [None], [[1]], [1, 2], {"a": 1}]
SEEN = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Paths of everything inside a document."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*path, key)
        yield from places(part, (*path, key))


def read_everywhere(source: Any, form: str) -> None:
    """Reads with a config made, with one given, and into a project; only FormatError is allowed."""
    tasks = [{"text": "Ann met Bo", "image": "a.png"}]
    project = lsw.Project(tasks, CONFIG, store=None)
    for attempt in (
        lambda: [*lsw.formats.read(source, form).tasks],
        lambda: [*lsw.formats.read(source, form, config=CONFIG, as_predictions=True).tasks],
    ):
        with contextlib.suppress(FormatError):
            attempt()
    try:
        project.load(source, form)
    except FormatError:
        assert project.to_ls()[0]["annotations"] == []


@pytest.mark.parametrize("form", DOCUMENTS)
@SEEN
@given(data=st.data())
def test_anything_anywhere_in_a_document(form: str, data: st.DataObject) -> None:
    document = copy.deepcopy(DOCUMENTS[form])
    *path, last = data.draw(st.sampled_from([*places(document)]))
    inner = document
    for key in path:
        inner = inner[key]
    if isinstance(inner, dict) and data.draw(st.booleans()):
        del inner[last]
    else:
        inner[last] = copy.deepcopy(data.draw(st.sampled_from(JUNK)))
    read_everywhere(document, form.partition(" ")[0])


@pytest.mark.parametrize("form", TEXTS)
@SEEN
@given(data=st.data())
def test_bytes_that_are_lost_or_others(form: str, data: st.DataObject) -> None:
    name, content = TEXTS[form]
    at = data.draw(st.integers(0, len(content) - 1))
    kept = content[at + 1 :] if data.draw(st.booleans()) else b""
    broken = (
        content[:at] + data.draw(st.sampled_from([b"", b"\xff", b"-", b"9" * 30, b"<", b"&x;", b"\0"])) + kept
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(broken)
        (Path(folder) / "classes.txt").write_text("cat\n") if form == "yolo" else None
        read_everywhere(Path(folder), form)


def test_truncated_json_names_the_file(tmp_path: Path) -> None:
    for form in ("coco", "labelme", "via", "bbox_widget", "json"):
        text = json.dumps(DOCUMENTS[form], indent=1)
        (tmp_path / "a.json").write_text(text[: len(text) // 2])
        with pytest.raises(FormatError, match=r"a\.json'"):
            lsw.formats.read(tmp_path / "a.json", form)


def test_labels_that_no_config_can_hold_are_told() -> None:
    boxes = [
        {"x": 1, "y": 1, "width": 2, "height": 2, "label": label} for label in ("a\0", "$b", "{{c}}", "d")
    ]
    found = lsw.formats.read({"a.png": boxes}, "bbox_widget")
    assert found.report.losses[0].count == 4
    labels = [{"text": "abc", "label": [[0, 1, "a\0"], [1, 2, "$b"], [2, 3, "d"]]}]
    found = lsw.formats.read(labels, "doccano")
    assert found.config.labels("label") == ["d"]
    assert len(found.report.notes) == 2
    assert found.report.carried == {"labels": 3}
