"""Whatever is labeled survives out and in again, in every format that can carry it."""

from __future__ import annotations

import gzip
import json
import tempfile
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ls_widgets as lsw
from ls_widgets.config.spec import Key, ValueSpec
from ls_widgets.config.tags import TAGS

LABELS = '<Label value="cat"/><Label value="Zwerg Straße"/>'
IMAGE = f"""<View><Image name="img" value="$image"/>
<RectangleLabels name="rectangle" toName="img">{LABELS}</RectangleLabels>
<PolygonLabels name="polygon" toName="img">{LABELS}</PolygonLabels>
<EllipseLabels name="ellipse" toName="img">{LABELS}</EllipseLabels>
<VectorLabels name="vector" toName="img">{LABELS}</VectorLabels>
<BrushLabels name="brush" toName="img">{LABELS}</BrushLabels></View>"""
POSE = f"""<View><Image name="img" value="$image"/>
<RectangleLabels name="rectangle" toName="img">{LABELS}</RectangleLabels>
<KeyPointLabels name="keypoint" toName="img"><Label value="nose"/><Label value="tail"/>
</KeyPointLabels></View>"""
TEXT = f"""<View><Text name="txt" value="$text"/>
<Labels name="ner" toName="txt">{LABELS}</Labels></View>"""
SEEN = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])

labels = st.sampled_from(["cat", "Zwerg Straße"])
percent = st.floats(0, 100, width=32)
sizes = st.sampled_from([(640, 480), (37, 91), (4000, 3000), (8, 6)])


def item(control: str, kind: str, label: str, size: tuple[int, int], value: dict[str, Any]) -> dict[str, Any]:
    held = {"from_name": control, "to_name": "img", "type": kind, "value": {**value, kind: [label]}}
    return {**held, "original_width": size[0], "original_height": size[1], "image_rotation": 0}


@st.composite
def rectangles(draw: st.DrawFn, size: tuple[int, int], *, turned: bool = True) -> dict[str, Any]:
    x, y = draw(st.floats(0, 70)), draw(st.floats(0, 70))
    width, height = draw(st.floats(15, 30)), draw(st.floats(20, 30))
    turn = draw(st.sampled_from([0, 0, 12.5, 90, 300])) if turned else 0
    value = {"x": x, "y": y, "width": width, "height": height, "rotation": turn}
    return item("rectangle", "rectanglelabels", draw(labels), size, value)


@st.composite
def polygons(draw: st.DrawFn, size: tuple[int, int]) -> dict[str, Any]:
    points = draw(st.lists(st.lists(percent, min_size=2, max_size=2), min_size=3, max_size=9))
    return item("polygon", "polygonlabels", draw(labels), size, {"points": points, "closed": True})


@st.composite
def ellipses(draw: st.DrawFn, size: tuple[int, int]) -> dict[str, Any]:
    value = {"x": draw(st.floats(30, 70)), "y": draw(st.floats(30, 70))}
    value |= {"radiusX": draw(st.floats(1, 20)), "radiusY": draw(st.floats(1, 20)), "rotation": 0}
    return item("ellipse", "ellipselabels", draw(labels), size, value)


@st.composite
def masks(draw: st.DrawFn, size: tuple[int, int]) -> dict[str, Any]:
    mask = np.zeros(size[::-1], bool)
    for _ in range(draw(st.integers(1, 3))):
        left, top = draw(st.integers(0, size[0] - 2)), draw(st.integers(0, size[1] - 2))
        mask[top : top + draw(st.integers(1, 40)), left : left + draw(st.integers(1, 40))] = True
    value = {"format": "rle", "rle": lsw.geometry.rle_from_mask(mask)}
    return item("brush", "brushlabels", draw(labels), size, value)


@st.composite
def vectors(draw: st.DrawFn, size: tuple[int, int]) -> dict[str, Any]:
    corners = draw(st.lists(st.tuples(percent, percent), min_size=3, max_size=6))
    vertices = [{"id": str(at), "x": x, "y": y, "isBezier": False} for at, (x, y) in enumerate(corners)]
    value = {"vertices": vertices, "closed": True}
    return item("vector", "vectorlabels", draw(labels), size, value)


@st.composite
def pictures(draw: st.DrawFn, *shapes: Any) -> list[list[dict[str, Any]]]:
    """Results of three tasks, each with a picture of its own size."""
    found = []
    for _ in range(3):
        size = draw(sizes)
        found.append(draw(st.lists(st.one_of([shape(size) for shape in shapes]), max_size=5)))
    return found


def survives(
    config: str, data: list[dict[str, Any]], results: list[list[dict[str, Any]]], form: str
) -> tuple[lsw.Project, lsw.Project]:
    """The files hold what is labeled, and a project that reads them holds what is in the files."""
    project = lsw.Project(data, config, store=None)
    for index, result in enumerate(results):
        project.annotate(index, result)
    other = lsw.Project(data, config, store=None)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        project.export(form, out, on_loss="ignore", progress=False)
        told = project.verify(out, form)
        assert told, repr(told)
        report = other.load(out, form)
        assert not report.losses, repr(report)
        if not form.startswith("brush"):  # its files are named by annotations, which have other numbers now
            back = other.verify(out, form)
            assert back, repr(back)
    return project, other


FILES = [{"image": f"https://example.com/{name}.jpg"} for name in "abc"]


@SEEN
@given(results=pictures(rectangles, polygons, ellipses, vectors, masks))
def test_shapes_survive_coco(results: list[list[dict[str, Any]]]) -> None:
    survives(IMAGE, FILES, results, "coco")


@SEEN
@given(results=pictures(rectangles, polygons, ellipses, vectors))
def test_outlines_survive_yolo_segmentation(results: list[list[dict[str, Any]]]) -> None:
    survives(IMAGE, FILES, results, "yolo_seg")


@pytest.mark.parametrize("form", ["yolo", "yolo_obb", "voc"])
@SEEN
@given(results=pictures(rectangles))
def test_boxes_survive(form: str, results: list[list[dict[str, Any]]]) -> None:
    survives(IMAGE, FILES, results, form)


@pytest.mark.parametrize("form", ["coco", "yolo_keypoints"])
@SEEN
@given(data=st.data())
def test_key_points_stay_with_their_box(form: str, data: st.DataObject) -> None:
    results = []
    for task in range(3):
        size = data.draw(sizes)
        found = []
        for number in range(data.draw(st.integers(0, 3))):
            box = {**data.draw(rectangles(size, turned=False)), "id": f"box{task}{number}"}
            found.append(box)
            for name in data.draw(st.lists(st.sampled_from(["nose", "tail"]), unique=True)):
                value = {"x": data.draw(st.floats(0.1, 99)), "y": data.draw(st.floats(0.1, 99)), "width": 0.5}
                point = item("keypoint", "keypointlabels", name, size, value)
                found.append({**point, "id": f"{box['id']}{name}", "parentID": box["id"]})
        results.append(found)
    survives(POSE, FILES, results, form)


@pytest.mark.parametrize("form", ["brush_to_png", "brush_to_numpy"])
@SEEN
@given(results=pictures(masks))
def test_masks_survive(form: str, results: list[list[dict[str, Any]]]) -> None:
    config = IMAGE.replace("Zwerg Straße", "cat 2")
    plain = json.loads(json.dumps(results).replace("Zwerg Stra\\u00dfe", "cat 2"))
    project, other = survives(config, FILES, plain, form)
    for task in range(len(FILES)):
        assert drawn(other, task) == drawn(project, task)


def drawn(project: lsw.Project, task: int) -> list[tuple[str, bytes]]:
    """Label and pixels of each mask of a task."""
    found = []
    for item in (item for one in project.annotations(task) for item in one.result):
        size = (item["original_width"], item["original_height"])
        found.append(
            (item["value"]["brushlabels"][0], lsw.geometry.value_mask(item["value"], size).tobytes())
        )
    return sorted(found)


words = st.lists(
    st.text(st.characters(blacklist_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]), min_size=1, max_size=6),
    min_size=1,
    max_size=12,
)


@pytest.mark.parametrize("form", ["conll2003", "spacy_jsonl", "spacy"])
@SEEN
@given(data=st.data())
def test_spans_survive(form: str, data: st.DataObject) -> None:
    texts = [data.draw(st.sampled_from(" \t\n")).join(data.draw(words)) for _ in range(3)]
    results = []
    for text in texts:
        found = []
        for _ in range(data.draw(st.integers(0, 4))):
            start = data.draw(st.integers(0, len(text) - 1))
            end = data.draw(st.integers(start + 1, len(text)))
            value = {"start": start, "end": end, "labels": [data.draw(labels)]}
            found.append({"from_name": "ner", "to_name": "txt", "type": "labels", "value": value})
        results.append(found)
    survives(TEXT, [{"text": text} for text in texts], results, form)


CONTROLS = [
    tag for tag, spec in TAGS.items() if spec.role == "control" and (spec.value or spec.classification)
]
words_said = st.text(st.characters(blacklist_categories=["Cs"]), max_size=8)


@st.composite
def geometry(draw: st.DrawFn, spec: ValueSpec, keys: Mapping[str, Key]) -> dict[str, Any]:
    """A value as its declaration says."""
    found: dict[str, Any] = {}
    for name, key in keys.items():
        match key.kind:
            case "number":
                found[name] = draw(st.floats(key.low or 0, 100 if key.high is None else key.high))
            case "integer" | "position":
                found[name] = draw(st.integers(0, 50))
            case "string":
                found[name] = draw(words_said)
            case "boolean":
                found[name] = draw(st.booleans())
            case "bytes":
                found[name] = draw(st.lists(st.integers(0, 255), max_size=9))
            case "list":
                inner = spec.items.get(name, {})
                parts = draw(st.lists(geometry(spec, inner), min_size=1, max_size=3))
                pairs = "0" in inner
                found[name] = [[*part.values()] if pairs else part for part in parts]
            case "object":
                found[name] = {"text": draw(words_said)}
    return found


ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "choices": st.lists(words_said, min_size=1, max_size=3),
    "taxonomy": st.lists(st.lists(words_said, min_size=1, max_size=3), max_size=3),
    "text": st.lists(words_said, max_size=3),
    "rating": st.integers(1, 5),
    "number": st.floats(-1e9, 1e9) | st.integers(),
    "datetime": st.datetimes().map(str),
    "selected": st.sampled_from(["left", "right"]),
    "ranker": st.dictionaries(words_said, st.lists(words_said, max_size=3), max_size=2),
}


@pytest.mark.parametrize("tag", CONTROLS)
@settings(SEEN, max_examples=8)
@given(data=st.data())
def test_every_control_survives_label_studio_json(tag: str, data: st.DataObject) -> None:
    spec = TAGS[tag]
    shown = next((one.tag for one in TAGS.values() if one.surface == (*spec.surfaces, "text")[0]), "Text")
    config = f'<View><{shown} name="o" value="$o"/><{tag} name="c" toName="o"/></View>'
    results = []
    for at in range(data.draw(st.integers(0, 3))):
        value = data.draw(geometry(spec.value, spec.value.keys)) if spec.value else {}
        if spec.payload:
            value[spec.payload] = data.draw(
                ANSWERS[spec.payload] if spec.classification else st.lists(words_said)
            )
        results.append(
            {"id": f"r{at}", "from_name": "c", "to_name": "o", "type": spec.result_type, "value": value}
        )
    project = lsw.Project.from_ls([{"id": 1, "data": {"o": "x"}}], lsw.LabelConfig(config, strict=False))
    project.annotate(0, results)
    other = lsw.Project.from_ls([{"id": 1, "data": {"o": "x"}}], lsw.LabelConfig(config, strict=False))
    with tempfile.TemporaryDirectory() as folder:
        report = project.export("json", Path(folder) / "out", progress=False, verify=True)
        assert report.verdict
        other.load(Path(folder) / "out")
    assert other.to_ls()[0]["annotations"][0]["result"] == project.to_ls()[0]["annotations"][0]["result"]
    assert [one["value"] for one in other.annotations(0)[0].result] == [one["value"] for one in results]


def test_every_recorded_result_survives_label_studio_json(corpus: Path, tmp_path: Path) -> None:
    carried = 0
    for folder in sorted(path for path in (corpus / "tasks").iterdir() if path.is_dir()):
        plain = folder / "tasks.json"
        raw = (
            plain.read_bytes() if plain.exists() else gzip.decompress((folder / "tasks.json.gz").read_bytes())
        )
        tasks = json.loads(raw)
        (tmp_path / "tasks.json").write_bytes(raw)
        config = lsw.LabelConfig(folder / "config.xml", strict=False)
        project = lsw.Project.from_ls([{"data": task["data"]} for task in tasks], config, store=None)
        project.load(tmp_path / "tasks.json", "json")
        for before, after in zip(tasks, project.to_ls(), strict=True):
            given_ = [one["result"] for one in before.get("annotations") or ()]
            got = [one["result"] for one in after.get("annotations") or ()]
            for item, came in zip(chain(*got), chain(*given_), strict=True):
                if not came.get("id") and came.get("type") != "relation":
                    assert item.pop("id"), "given, as the editor does, so that it is a region"
                    item.update({name: held for name, held in came.items() if name == "id"})
            assert got == given_, folder.name
            carried += sum(map(len, given_))
    assert carried > 1000
