"""Folders and names: nothing escapes, nothing is lost, nothing is half there."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ls_widgets as lsw
from ls_widgets.formats import ls_json
from ls_widgets.formats.names import Unique, media_name, safe_name
from tests.unit.formats.cases import BOXES, SPANS, annotation, box, names, picture, task, write

HOSTILE = [
    "../../../etc/passwd", "/etc/passwd", "..\\..\\boot.ini", "C:\\x.jpg", "a/../../b.jpg", "\0.jpg",
    "con.jpg",
    "/data/upload/../../../../root.jpg", "/data/local-files/?d=../../../etc/passwd",
    "https://x.com/..%2f..%2fa.jpg",
    "https://x.com/" + "é" * 400 + ".jpg", "https://x.com/\u202egnp.exe", "-rf.jpg", ".bashrc",
    "https://x.com/..",
    "https://x.com/a\nb.jpg", "file:///etc/passwd", "   ", "https://x.com/\ud800.jpg", "~/x.jpg",
    "$HOME/x.jpg",
]  # fmt: skip


@pytest.mark.parametrize(
    "form", ["yolo", "yolo_obb", "voc", "coco_with_images", "brush_to_png", "imagefolder"]
)
@pytest.mark.parametrize("compat", [None, "label-studio"])
def test_no_name_from_the_data_leaves_the_folder(tmp_path: Path, form: str, compat: str | None) -> None:
    config = BOXES.replace("RectangleLabels", "BrushLabels") if form == "brush_to_png" else BOXES
    tasks = [
        task(
            {"image": name},
            annotation([box(0, 0, 10, 10, label=name)], number, completed_by=name),
            number=number,
        )
        for number, name in enumerate(HOSTILE, 1)
    ]
    home = tmp_path / "home" / "out"
    write(tasks, config, form, home, compat=compat)
    assert [path.name for path in tmp_path.iterdir()] == ["home"]
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["out"]
    assert not any(path.is_symlink() for path in home.rglob("*"))
    if form in ("yolo", "voc") and compat is None:
        assert len(list(home.rglob("labels/*"))) + len(list(home.rglob("Annotations/*"))) == len(HOSTILE)


@given(st.text(), st.sampled_from(["", ".txt"]))
def test_safe_names_are_names(text: str, suffix: str) -> None:
    name = safe_name(text, suffix)
    assert name
    assert name == Path(name).name
    assert not name.startswith("..")
    assert len(name.encode("utf-8")) <= 255
    assert safe_name(name) == name or suffix


@given(st.lists(st.sampled_from(["a", "A", "a-2", "ß", "SS", "é" * 200])))
def test_names_are_given_once_in_any_case(stems: list[str]) -> None:
    unique = Unique()
    given_names = [unique(stem, ".txt").casefold() for stem in stems]
    assert len(set(given_names)) == len(given_names)


def test_unicode_names_are_kept() -> None:
    assert media_name("/data/upload/Größe 東京.jpg") == "Größe 東京.jpg"


def test_nothing_is_replaced_unless_asked(tmp_path: Path) -> None:
    tasks = [task(picture(), annotation([box(0, 0, 10, 10)]))]
    (tmp_path / "mine.txt").write_text("mine")
    write(tasks, BOXES, "coco", tmp_path)
    before = (tmp_path / "result.json").read_bytes()
    with pytest.raises(lsw.FormatError, match="overwrite=True"):
        write([], BOXES, "coco", tmp_path)
    assert (tmp_path / "result.json").read_bytes() == before
    write([], BOXES, "coco", tmp_path, overwrite=True)
    assert names(tmp_path) == ["mine.txt", "result.json"]
    assert (tmp_path / "result.json").read_bytes() != before


def test_a_failure_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(job: Any) -> None:
        job.folder.write("result.json", b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ls_json, "write", fail)
    with pytest.raises(lsw.FormatError, match="No space left"):
        write([], SPANS, "json", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_losses_are_told_before_anything_is_there(tmp_path: Path) -> None:
    tasks = [task(picture(), annotation([{"type": "relation", "from_id": "a", "to_id": "b"}]))]
    with pytest.raises(lsw.FormatError, match="relation"):
        write(tasks, BOXES, "csv", tmp_path / "out", on_loss="raise")
    assert not (tmp_path / "out").exists()
    with pytest.warns(UserWarning, match=r"1 × relation \(task 1\)"):
        lsw.formats.write(tasks, BOXES, "csv", tmp_path / "out")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        report = lsw.formats.write(tasks, BOXES, "json", tmp_path / "all")
    assert not report.losses


def test_a_single_file_may_be_named(tmp_path: Path) -> None:
    tasks = [task(picture(), annotation([box(0, 0, 10, 10)]))]
    report = write(tasks, BOXES, "csv", tmp_path / "labels.csv")
    assert report.files == [tmp_path / "labels.csv"]
    assert (tmp_path / "labels.csv").read_text().startswith('"annotation_id"')
    with pytest.raises(lsw.FormatError, match="overwrite"):
        write(tasks, BOXES, "csv", tmp_path / "labels.csv")
    with pytest.raises(lsw.FormatError, match="is a file"):
        write(tasks, BOXES, "yolo", tmp_path / "labels.csv")


@pytest.mark.parametrize(
    ("form", "options", "match"),
    [
        ("cocoo", {}, 'Did you mean "coco"'),
        ("coco", {"imagess": True}, 'Did you mean "images"'),
        ("conll2003", {}, "it has no Text"),
        ("coco", {"compat": "ls"}, "compat='ls'"),
        ("coco", {"on_loss": "cry"}, "on_loss"),
    ],
)
def test_what_cannot_be_is_said(tmp_path: Path, form: str, options: dict[str, Any], match: str) -> None:
    project = lsw.Project.from_ls([task(picture())], BOXES, store=None)
    with pytest.raises(lsw.FormatError, match=match):
        project.export(form, tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


def test_the_table_says_what_a_config_can_be() -> None:
    found = lsw.formats.available(SPANS)
    assert {name for name, reason in found.items() if not reason} >= {"json", "csv", "conll2003", "spacy"}
    assert found["coco"] == "it has no Image."
    assert all(form.title in repr(lsw.formats) for form in lsw.formats.values())
    for form in lsw.formats.values():
        assert (form.load().write.__doc__ or "").strip()


def test_progress_is_told(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    tasks = [task(picture(), number=number) for number in range(1, 200)]
    project = lsw.Project.from_ls(tasks, BOXES, store=None)
    project.export("json_min", tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (199, 199)


def test_an_annotator_exports(tmp_path: Path) -> None:
    annotator = lsw.Annotator([{"text": "x"}], SPANS, store=None)
    assert [path.name for path in annotator.export("json", tmp_path).files] == ["result.json"]
    annotator.close()
