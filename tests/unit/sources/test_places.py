"""Tasks from folders, patterns, files and addresses."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

import ls_widgets as lsw
from ls_widgets import LabelConfig
from ls_widgets.errors import FormatError, MissingExtraError, TaskError
from ls_widgets.formats import progress
from ls_widgets.project import exchange
from ls_widgets.tasks import encoding, indexed, remote
from ls_widgets.tasks.source import open_tasks

IMAGES = """<View><Image name="i" value="$image"/><RectangleLabels name="b" toName="i"><Label value="a"/>
</RectangleLabels></View>"""
TEXTS = """<View><Text name="t" value="$text"/>
<Choices name="c" toName="t"><Choice value="a"/></Choices></View>"""
ROWS = [{"text": "one", "n": 1}, {"text": "zwei 😀", "n": 2}]


def fill(folder: Path) -> None:
    frame = pd.DataFrame(ROWS)
    frame.to_csv(folder / "a.csv", index=False)
    frame.to_csv(folder / "a.tsv", index=False, sep="\t")
    frame.to_parquet(folder / "a.parquet", index=False)
    (folder / "a.json").write_text(json.dumps(ROWS))
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS))


class Quiet(SimpleHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path.startswith("/shut"):
            self.send_error(403)
            return
        if self.path.startswith("/slow"):
            self.server.asked.wait()  # type: ignore[attr-defined]
            return
        super().do_GET()

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    fill(tmp_path)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path))) as server:
        server.asked = threading.Event()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.asked.set()  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("suffix", ["csv", "tsv", "json", "jsonl", "parquet"])
def test_task_files_are_read_from_the_web(served: str, suffix: str) -> None:
    source = open_tasks(f"{served}/a.{suffix}?token=1")
    assert [source.data(i) for i in range(len(source))] == ROWS


def test_what_is_not_on_the_web_is_named(served: str) -> None:
    with pytest.raises(TaskError, match=r"/missing\.csv' is not there"):
        open_tasks(f"{served}/missing.csv")
    with pytest.raises(TaskError, match=r"/shut\.csv' cannot be read: the server answers 403 Forbidden\.$"):
        open_tasks(f"{served}/shut.csv")
    with pytest.raises(TaskError, match=r"/a\.csv' cannot be read: .*127\.0\.0\.1"):
        open_tasks("http://127.0.0.1:1/a.csv?sig=secret")
    with pytest.raises(TaskError, match="ftp://"):
        open_tasks("ftp://127.0.0.1/a.csv")
    with pytest.raises(TaskError, match="are not read"):
        open_tasks(f"{served}/")


def test_what_takes_too_long_or_too_much_is_named(served: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "SECONDS", 0.2)
    with pytest.raises(TaskError, match=r"/slow\.csv' cannot be read: no answer within"):
        open_tasks(f"{served}/slow.csv")
    monkeypatch.setattr(remote, "SECONDS", 60)
    monkeypatch.setattr(remote, "MOST", 10)
    with pytest.raises(TaskError, match="larger than 10 bytes"):
        open_tasks(f"{served}/a.csv")


def test_passwords_and_signatures_are_not_in_messages(served: str) -> None:
    for address in (
        f"{served.replace('//', '//ann:secret@')}/none.csv",
        f"{served}/none.csv?sig=secret#secret",
    ):
        with pytest.raises(TaskError, match=r"/none\.csv' is not there") as error:
            open_tasks(address)
        assert "secret" not in str(error.value)


def test_a_large_file_from_the_web_stays_on_disk_as_long_as_its_tasks(
    served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ls_widgets.tasks.files.LARGE", 10)
    source = open_tasks(f"{served}/a.jsonl")
    assert [source.data(i) for i in range(len(source))] == ROWS
    file = source.rows._records.keep.path  # type: ignore[attr-defined]
    assert file.is_file()
    del source
    gc.collect()
    assert not file.exists()


def test_task_files_are_read_from_s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import boto3
    from moto.server import ThreadedMotoServer

    fill(tmp_path)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            monkeypatch.setenv(name, "testing")
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        client = boto3.client("s3")
        client.create_bucket(Bucket="tasks")
        client.upload_file(str(tmp_path / "a.jsonl"), "tasks", "deep/a.jsonl")
        source = open_tasks("s3://tasks/deep/a.jsonl")
        assert [source.data(i) for i in range(len(source))] == ROWS
        with pytest.raises(TaskError, match="not there"):
            open_tasks("s3://tasks/none.jsonl")
    finally:
        server.stop()


def test_of_a_long_report_the_first_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("Server failed to authenticate the request.\nRequestId: 7\nTime: now")

    monkeypatch.setattr("fsspec.open", refuse)
    with pytest.raises(TaskError, match=r"cannot be read: Server failed to authenticate the request\.$"):
        open_tasks("az://tasks/a.jsonl")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fsspec", None)
    with pytest.raises(MissingExtraError, match=r"ls-widgets\[remote\]"):
        open_tasks("s3://bucket/a.csv")


def test_a_folder_holds_a_task_for_each_picture(tmp_path: Path) -> None:
    for name in ("10.png", "2.png", "deep/1.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        Image.new("RGB", (8, 6)).save(tmp_path / name)
    (tmp_path / "notes.txt").write_text("no picture")
    (tmp_path / ".hidden.png").write_bytes(b"")
    project = lsw.Project(tmp_path, IMAGES, store=None)
    names = [Path(task.data["image"]).relative_to(tmp_path).as_posix() for task in project.tasks]
    assert names == ["2.png", "10.png", "deep/1.jpg"]
    region = project.add_region(
        project.annotate(0, []), "b", {"x": 0, "y": 0, "width": 50, "height": 50}, labels="a"
    )
    assert region
    assert project.annotations(0)[0].result[0]["original_width"] == 8
    pattern = lsw.Project(str(tmp_path / "**" / "*.jpg"), IMAGES, store=None)
    assert len(pattern.tasks) == 1


def test_a_folder_of_texts_holds_their_content(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("two\nlines")
    (tmp_path / "a.txt").write_text("one")
    project = lsw.Project(tmp_path, TEXTS, store=None)
    assert [task.data["text"] for task in project.tasks] == ["one", "two\nlines"]
    (tmp_path / "c.txt").write_bytes(b"\xff")
    with pytest.raises(TaskError, match=r"c\.txt' is not UTF-8"):
        lsw.Project(tmp_path, TEXTS, store=None)


def test_folders_without_what_the_config_shows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(TaskError, match="no files of the kind"):
        lsw.Project(tmp_path, IMAGES, store=None)
    with pytest.raises(TaskError, match="names no file"):
        lsw.Project(str(tmp_path / "*.png"), IMAGES, store=None)
    (tmp_path / "a.txt").write_text("x")
    with pytest.raises(TaskError, match="narrow the pattern"):
        lsw.Project(str(tmp_path / "*"), IMAGES, store=None)


@pytest.mark.parametrize("suffix", ["parquet", "csv", "jsonl", "json"])
def test_task_files_in_a_folder_are_parts_of_one(tmp_path: Path, suffix: str) -> None:
    for number in (10, 2):
        part = tmp_path / "all" / f"part-{number}"
        part.mkdir(parents=True)
        fill(part)
    (tmp_path / "all" / "_SUCCESS").touch()
    pattern = open_tasks(str(tmp_path / "all" / "**" / f"*.{suffix}"), LabelConfig(TEXTS))
    assert [pattern.data(i) for i in range(len(pattern))] == [*ROWS, *ROWS]
    with pytest.raises(TaskError, match="several kinds"):
        open_tasks(tmp_path / "all")
    for other in (tmp_path / "all").rglob("a.*"):
        if other.suffix != f".{suffix}":
            other.unlink()
    folder = open_tasks(tmp_path / "all", LabelConfig(IMAGES.replace("$image", "$text")))
    assert [folder.data(i) for i in range(len(folder))] == [*ROWS, *ROWS]


def test_an_empty_text_is_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("one")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TaskError, match="'' is no file"):
        lsw.Project("", TEXTS, store=None)
    assert len(lsw.Project(".", TEXTS, store=None).tasks) == 1


def test_each_line_of_a_text_file_is_a_task(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"one\r\n\r\nthree\n")
    project = lsw.Project(path, TEXTS, store=None)
    assert [task.data["text"] for task in project.tasks] == ["one", "", "three"]


def test_one_picture_is_one_task() -> None:
    assert len(lsw.Project(Image.new("RGB", (4, 4)), IMAGES, store=None).tasks) == 1
    for shape, tasks in (((6, 8), 1), ((6, 8, 3), 1), ((5, 6, 8, 3), 5), ((5, 6, 8), 5)):
        pixels = np.zeros(shape, dtype="uint8")
        assert len(lsw.Project(pixels, IMAGES, store=None).tasks) == tasks
    assert len(lsw.Project(np.array(["one", "two"]), TEXTS, store=None).tasks) == 2


@pytest.mark.parametrize("suffix", ["csv", "json", "jsonl", "txt"])
def test_the_first_byte_that_is_not_utf8_is_named(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoding, "PIECE", 7)
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(b'"t\xc3\xa9xt"\n"one"\n"\xc3\xa9 caf\xe9"\n')
    with pytest.raises(TaskError, match=r"line 3, byte 21 \(0xe9\)"):
        open_tasks(path)


def test_a_parquet_file_that_is_cut_short_is_one_error(tmp_path: Path) -> None:
    fill(tmp_path)
    path = tmp_path / "a.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(TaskError, match=r"a\.parquet' is no Parquet file"):
        open_tasks(path)


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_an_export_that_stays_in_its_file_comes_in_and_out_whole(
    tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = [{"id": "r", "from_name": "c", "to_name": "t", "type": "choices", "value": {"choices": ["a"]}}]
    tasks = [
        {
            "id": i + 5,
            "data": {"text": f"é {i}"},
            "annotations": [{"id": i + 9, "result": result}],
            "predictions": [],
        }
        for i in range(30)
    ]
    path = tmp_path / f"a.{suffix}"
    lines = [json.dumps(task) for task in tasks]
    path.write_text("[" + ",".join(lines) + "]" if suffix == "json" else "\n".join(lines))
    small = lsw.Project.from_ls(tasks, TEXTS, store=None)
    monkeypatch.setattr("ls_widgets.tasks.files.LARGE", 10)
    monkeypatch.setattr(exchange, "INCOMING", 7)
    project = lsw.Project.from_ls(path, TEXTS, tmp_path / "a.db")
    assert project.to_ls() == small.to_ls()
    assert [task.key for task in project.tasks][:2] == ["5", "6"]
    assert len(lsw.Project.from_ls(path, TEXTS, tmp_path / "a.db").to_frame("annotations")) == 30
    project.export("json", tmp_path / "out")
    assert json.loads((tmp_path / "out" / "result.json").read_text()) == small.to_ls()


def test_nothing_of_a_large_export_is_stored_when_its_last_task_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ls_widgets.tasks.files.LARGE", 10)
    monkeypatch.setattr(exchange, "INCOMING", 2)
    path = tmp_path / "a.jsonl"
    good = {"data": {"text": "a"}, "annotations": [{"result": []}]}
    path.write_text("\n".join(map(json.dumps, [good] * 9 + [{**good, "annotations": 3}])))
    with pytest.raises(FormatError):
        lsw.Project.from_ls(path, TEXTS, tmp_path / "a.db")
    path.write_text(json.dumps(good))
    assert len(lsw.Project.from_ls(path, TEXTS, tmp_path / "a.db").to_frame("annotations")) == 1


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_large_files_stay_in_their_file(tmp_path: Path, suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ls_widgets.tasks.files.LARGE", 10)
    monkeypatch.setattr(indexed, "PIECE", 16)
    path = tmp_path / f"a.{suffix}"
    rows = [{"text": f"é {i} 😀", "deep": {"list": [1, "]", '"'] * i}} for i in range(50)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    text = "\ufeff[" + ",\n ".join(lines) + " ]" if suffix == "json" else "\ufeff" + "\n\n".join(lines)
    path.write_text(text, encoding="utf-8")
    source = open_tasks(path)
    assert [source.data(i) for i in range(len(source))] == rows
    assert source.index_of(source.key(49)) == 49
    path.write_text(text.replace("é 3 ", "e 3 "))
    with pytest.raises(TaskError, match="was changed"):
        source.data(3)


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ('[{"a": 1}, {"a": 2}', "ends before"),
        ('[{"a": 1}, {"a": ]', "no JSON"),
        ('[{"a": 1},\n\n {"a": nope}, ' + '{"a": 3}, ' * 9 + "]", "line 3 is no JSON: Expecting value"),
        ('[{"a": 1} {"a": 2}]', "comma"),
        ('[{"a": 1}, ]', "no JSON"),
        ('[{"a": 1}] 2', "followed"),
        ("[" * 100_000, "too deeply"),
        (b'[{"a": 1},\n {"a": "\xff"}]', r"not UTF-8: line 2, byte 19 \(0xff\)"),
    ],
)
def test_a_large_broken_file_is_one_error(
    tmp_path: Path, content: str | bytes, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ls_widgets.tasks.files.LARGE", 5)
    path = tmp_path / "a.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(TaskError, match=part):
        open_tasks(path)


def test_an_import_that_takes_a_moment_says_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(progress, "MOMENT", 0)
    tasks = [{"data": {"text": str(i)}, "annotations": [{"result": []}]} for i in range(130)]
    lsw.Project.from_ls(tasks, TEXTS, store=None)
    assert "importing: 64 of 130 tasks" in capsys.readouterr().err
