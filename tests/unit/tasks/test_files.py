from __future__ import annotations

import pytest

from ls_widgets.errors import TaskError
from ls_widgets.tasks.source import open_tasks


def write(tmp_path, name: str, content: str | bytes):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.csv", "text,n\nx,1\n", {"text": "x", "n": 1}),
        ("a.CSV", "\ufefftext;n\r\nx,y;1\r\n", {"text": "x,y", "n": 1}),
        (
            "a.csv",
            'text,flag\n"two\r\nlines, ""quoted""",True\n',
            {"text": 'two\r\nlines, "quoted"', "flag": True},
        ),
        ("a.csv", "text,n\nNA,\n", {"text": "NA", "n": None}),
        ("a.csv", "text,n\nNone,1.5\n", {"text": "None", "n": 1.5}),
        ("a.csv", "id,text\n007,x\n", {"id": 7, "text": "x"}),
        ("a.csv", "text,text\nx,y\n", {"text": "x", "text.1": "y"}),
        ("a.tsv", "text\tn\n=1+1\t2\n", {"text": "=1+1", "n": 2}),
        (
            "a.json",
            '[{"text": "é\\ud83d\\ude00", "deep": [{"a": null}]}]',
            {"text": "é😀", "deep": [{"a": None}]},
        ),
        ("a.json", '{"text": "one task"}', {"text": "one task"}),
        ("a.json", '[{"text": NaN, "big": 9007199254740993}]', {"text": None, "big": 9007199254740993}),
        ("a.json", '["x"]', {"text": "x"}),
        ("a.json", '[{"text" : "\\u0022:\\"::", ":": ":"}]', {"text": '":"::', ":": ":"}),
        ("a.jsonl", '\n{"text": "a\\u2028b"}\r\n\n{"text": "c"}', {"text": "a\u2028b"}),
        ("a.jsonl", '{"text": "raw \u2028 separator"}\n', {"text": "raw \u2028 separator"}),
    ],
)
def test_files_are_read_as_written(tmp_path, name, content, expected):
    assert open_tasks(write(tmp_path, name, content)).data(0) == expected


@pytest.mark.parametrize(
    ("name", "content", "part"),
    [
        ("a.csv", "", "no table"),
        ("a.csv", "a,b\n1,2\n1,2,3,4\n", "line 3"),
        ("a.csv", "text\ncaf\xe9\n".encode("latin-1"), "not UTF-8"),
        ("a.json", b"\xff\xfe[", "not UTF-8"),
        ("a.json", "", "no JSON"),
        ("a.json", "[1, ", "no JSON"),
        ("a.json", '{"a": 1}\n{"a": 2}\n', "name it .jsonl"),
        ("a.json", "version https://git-lfs.github.com/spec/v1\n", "git lfs pull"),
        ("a.json", '[{"text": 1, "text": 2}]', "'text' twice"),
        ("a.json", '[{"text" : 1, "text": 2}]', "'text' twice"),
        ("a.json", '[{"text": "\\u0022:", "a": {"b": 1, "b": 2}}]', "'b' twice"),
        ("a.json", '[{"text": "\\u003a", "a": 1, "a": 2}]', "'a' twice"),
        ("a.json", '[{"a\\":": ":", "a": 1, "a": 2}]', "'a' twice"),
        ("a.json", "[" * 200_000, "nested too deeply"),
        ("a.json", f"[{'9' * 5000}]", "cannot be read"),
        ("a.json", "3", "single int"),
        ("a.jsonl", '{"a": 1}\n{"a": \n', "line 2"),
        ("a.parquet", "", "no Parquet file"),
        ("a.orc", "", "'.orc' are not read"),
        ("noending", "", "are not read"),
    ],
)
def test_broken_files_are_one_typed_error_that_names_the_file(tmp_path, name, content, part):
    with pytest.raises(TaskError) as error:
        open_tasks(write(tmp_path, name, content))
    assert part in str(error.value)
    assert str(tmp_path) in str(error.value)


def test_a_folder_without_files_to_show_is_refused(tmp_path):
    with pytest.raises(TaskError, match="has no files of the kind"):
        open_tasks(tmp_path)
