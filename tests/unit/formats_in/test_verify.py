"""Exports are read back and compared: sound ones pass, each kind of damage is found."""

from __future__ import annotations

import tracemalloc
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import ls_widgets as lsw
from ls_widgets.errors import FormatError
from ls_widgets.formats import coco
from ls_widgets.formats.expected import Entry, Kept
from ls_widgets.formats.job import Job
from ls_widgets.formats.shelf import Shelf
from ls_widgets.geometry.rle import rle_from_mask

CONFIG = """<View><Image name="img" value="$image"/>
<RectangleLabels name="box" toName="img"><Label value="cat"/><Label value="dog"/></RectangleLabels></View>"""
SPANS = """<View><Text name="txt" value="$text"/>
<Labels name="ner" toName="txt"><Label value="PER"/></Labels></View>"""


def boxes() -> lsw.Project:
    project = lsw.Project([{"image": "a.jpg"}, {"image": "b.jpg"}], CONFIG, store=None)
    for task, (label, rotation) in enumerate((("cat", 0), ("dog", 20))):
        value = {
            "x": 40,
            "y": 30,
            "width": 10.25,
            "height": 20,
            "rotation": rotation,
            "rectanglelabels": [label],
        }
        item = {"from_name": "box", "original_width": 640, "original_height": 480, "value": value}
        project.annotate(task, [item])
    return project


def replaced(pattern: str, old: str, new: str) -> Callable[[Path], None]:
    """Changes the first file of a name."""

    def damage(folder: Path) -> None:
        path = next(folder.glob(pattern))
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    return damage


def removed(pattern: str) -> Callable[[Path], None]:
    return lambda folder: next(folder.glob(pattern)).unlink()


DAMAGES = {
    "another label in JSON": ("json", replaced("result.json", '"cat"', '"dog"')),
    "a task that is gone": ("json", lambda folder: (folder / "result.json").write_text("[]") and None),
    "another label": ("yolo", replaced("labels/*a.txt", "0 ", "1 ")),
    "a box that moved": ("coco", replaced("result.json", "256.0", "256.1")),
    "a picture that is gone": ("voc", removed("Annotations/*a.xml")),
    "one box too many": ("yolo_obb", replaced("labels/*a.txt", "0 ", "0 0 0 .1 0 .1 .1 0 .1\n0 ")),
}


@pytest.mark.parametrize("form", ["json", "coco", "voc", "yolo", "yolo_obb", "yolo_seg"])
def test_sound_exports_pass(form: str, tmp_path: Path) -> None:
    project = boxes()
    report = project.export(form, tmp_path / form, on_loss="ignore", verify=True)
    assert report.verdict
    assert report.verdict.compared == 2
    assert lsw.formats.verify(tmp_path / form, form, project)


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_found(damage: str, tmp_path: Path) -> None:
    form, harm = DAMAGES[damage]
    project = boxes()
    project.export(form, tmp_path / "out", on_loss="ignore")
    harm(tmp_path / "out")
    verdict = project.verify(tmp_path / "out", form)
    assert not verdict
    assert verdict.differences
    assert "differences" in repr(verdict)


def test_nothing_is_written_where_the_files_would_be_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = boxes()
    write = coco.write

    def wrong(job: Job) -> None:
        write(job)
        replaced("result.json", "256.0", "256.1")(job.folder.root)

    monkeypatch.setattr(coco, "write", wrong)
    with pytest.raises(FormatError, match="nothing was written") as caught:
        project.export("coco", tmp_path / "out", verify=True)
    assert str(tmp_path / "out") in str(caught.value)
    assert [*tmp_path.iterdir()] == []


def test_losses_are_told_before_a_file_is_in_its_place(tmp_path: Path) -> None:
    project = boxes()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(Warning, match="turn of a box"):
            project.export("voc", tmp_path / "out")
    assert [*tmp_path.iterdir()] == []


def test_files_of_one_name_and_exports_without_a_project_are_verified(tmp_path: Path) -> None:
    project = boxes()
    assert project.export("coco", tmp_path / "all.json", verify=True).verdict
    assert project.verify(tmp_path / "all.json", "coco")
    report = lsw.formats.write(project.to_ls(), CONFIG, "yolo_obb", tmp_path / "out", verify=True)
    assert report.verdict
    assert report.verdict.path == tmp_path / "out"


def test_spans_that_cut_a_token_may_grow_to_it(tmp_path: Path) -> None:
    project = lsw.Project([{"text": "Annabel met Bo"}], SPANS, store=None)
    project.annotate(0, [{"from_name": "ner", "value": {"start": 0, "end": 3, "labels": ["PER"]}}])
    verdict = project.export("spacy", tmp_path / "out", verify=True, on_loss="ignore").verdict
    assert verdict
    assert verdict.compared == 1


def test_spans_of_blanks_take_no_other_span(tmp_path: Path) -> None:
    project = lsw.Project([{"text": "ab cdefgh i"}], SPANS, store=None)
    ends = ((9, 10), (4, 5))
    project.annotate(
        0, [{"from_name": "ner", "value": {"start": a, "end": b, "labels": ["PER"]}} for a, b in ends]
    )
    assert project.export("spacy", tmp_path / "out", verify=True, on_loss="ignore").verdict


def test_spans_that_moved_are_found(tmp_path: Path) -> None:
    project = lsw.Project([{"text": "Ann met Bo"}], SPANS, store=None)
    project.annotate(0, [{"from_name": "ner", "value": {"start": 0, "end": 3, "labels": ["PER"]}}])
    project.export("spacy_jsonl", tmp_path / "out", verify=True)
    replaced("result.jsonl", '"end":3', '"end":7')(tmp_path / "out")
    assert project.verify(tmp_path / "out", "spacy_jsonl").differences == [
        "task 1: 'PER' from 0 to 3 is missing",
        f"'{tmp_path / 'out' / 'result.jsonl'}', line 1: 'PER' from 0 to 7 is in no label",
    ]


def test_formats_that_cannot_be_read_back_say_so(tmp_path: Path) -> None:
    project = boxes()
    with pytest.raises(FormatError, match="csv cannot be read back"):
        project.verify(tmp_path / "out", "csv")
    with pytest.raises(FormatError, match="csv cannot be read back"):
        project.export("csv", tmp_path / "out", verify=True)
    with pytest.raises(FormatError, match="our own files"):
        project.export("coco", tmp_path / "out", verify=True, compat="label-studio")
    assert [*tmp_path.iterdir()] == []


def _masks(count: int) -> list[dict[str, Any]]:
    """Tasks with a mask of 800 by 600 pixels each."""
    side = np.zeros((600, 800), np.uint8)
    tasks = []
    for at in range(count):
        side[at : at + 9] = 255
        value = {"format": "rle", "rle": rle_from_mask(side), "brushlabels": ["cat"]}
        size = {"original_width": 800, "original_height": 600}
        item = {"id": "a", "from_name": "b", "to_name": "i", "type": "brushlabels", **size, "value": value}
        annotations = [{"id": at, "result": [item]}]
        tasks.append({"id": at + 1, "data": {"image": f"{at}.jpg"}, "annotations": annotations})
    return tasks


def test_masks_wait_on_disk(tmp_path: Path) -> None:
    config = '<View><Image name="i" value="$image"/><BrushLabels name="b" toName="i"/></View>'
    peaks = []
    for count in (10, 40):
        tasks = _masks(count)
        tracemalloc.start()
        try:
            report = lsw.formats.write(tasks, config, "brush_to_numpy", tmp_path / f"{count}", verify=True)
            peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
        assert report.verdict is not None
        assert report.verdict.compared == count
    assert peaks[1] - peaks[0] < 800 * 600, "one mask, though there are thirty more"


def test_both_looks_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("ls_widgets.formats.progress"), "MOMENT", -1)
    project = lsw.Project([{"image": f"{at}.jpg"} for at in range(70)], CONFIG, store=None)
    project.export("coco", tmp_path / "out", verify=True)
    told = capsys.readouterr().err
    assert "verifying coco, labels: 70 tasks, done" in told.replace(" of 70", "")
    assert "verifying coco, files: 70 tasks, done" in told
    assert project.verify(tmp_path / "out", "coco", progress=False)
    assert not capsys.readouterr().err


def test_a_shelf_gives_what_was_put_there() -> None:
    mask = np.zeros((7, 9), np.uint8)
    mask[2:5, 3] = 200
    first = Kept("cat", [(0.1, 1 / 3), (2, 3.5)], within=0.25, slight=True)
    span = Kept("\ud800", span=(2, 5), text="an Ann")
    with Shelf() as shelf:
        shelf.add(Entry(("1", "a"), "task 1", [first, Kept("cat", mask=mask)], (9, 7)))
        shelf.add(Entry(0, "task 2", [span], text="Ann \ud800"))
        shelf.add(Entry(("1", "a"), "task 1", [first], (9, 7)))
        assert [*shelf] == [("1", "a"), 0]
        assert 1 not in shelf
        found = shelf["1", "a"]
        assert (found.where, found.size, len(found.marks)) == ("task 1", (9, 7), 3)
        assert first.equals(found.marks[0])
        assert found.marks[2].slight
        assert found.marks[2].within == 0.25
        assert np.array_equal(found.marks[1].mask, mask > 0)
        assert span.equals(shelf[0].marks[0])
        assert shelf[0].marks[0].text == "an Ann"
        assert shelf[0].text == "Ann \ud800"
