from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ls_widgets.errors import TaskError
from ls_widgets.tasks.addresses import Url, cut, resolve

CASES = json.loads((Path(__file__).parents[2] / "contract/addresses/schemes.json").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["address"]))
def test_schemes_are_those_that_a_browser_sees(case, tmp_path):
    try:
        found = resolve(case["address"], roots=[tmp_path])
    except TaskError as error:
        refused = "path" if "outside" in str(error) or "cannot be read" in str(error) else "refused"
        kind = "path" if "Label Studio file" in str(error) else refused
    else:
        kind = "url" if isinstance(found, Url) else "data" if isinstance(found, bytes) else "path"
    assert kind == case["kind"]


def test_addresses_come_out_as_the_browser_will_read_them():
    assert resolve(" ht\ntps://host.org/a.png ", roots=[]) == Url("https://host.org/a.png")


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "root"
    (folder / "upload" / "1").mkdir(parents=True)
    (folder / "a b.png").write_bytes(b"inside")
    (folder / "upload" / "1" / "u.png").write_bytes(b"upload")
    (tmp_path / "rootless").mkdir()
    (tmp_path / "rootless" / "x.png").write_bytes(b"outside")
    return folder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b.png", "a b.png"),
        ("./upload/../a b.png", "a b.png"),
        ("/data/local-files/?d=a%20b.png", "a b.png"),
        ("/data/upload/1/u.png", "upload/1/u.png"),
        ("upload/1/u.png", "upload/1/u.png"),
    ],
)
def test_paths_are_found_under_the_roots(root, text, expected, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    assert resolve(text, roots=[other, root]) == (root / expected).resolve()
    assert resolve(str(root / expected), roots=[root]) == (root / expected).resolve()


@pytest.mark.parametrize(
    "text",
    [
        "../rootless/x.png",
        "{parent}/rootless/x.png",
        "/etc/hostname",
        "/data/upload/../../../../../etc/hostname",
        "/data/local-files/?d=../../../etc/hostname",
        "/data/local-files/?d=/etc/hostname",
        "link.png",
        "folder-link/x.png",
        "/dev/zero",
        "pipe",
        "upload",
        "missing.png",
        "a\0b.png",
        "x" * 5000,
        "~/x.png",
    ],
)
def test_nothing_outside_and_nothing_but_regular_files_is_reached(root, text):
    (root / "link.png").symlink_to(root.parent / "rootless" / "x.png")
    (root / "folder-link").symlink_to(root.parent / "rootless")
    os.mkfifo(root / "pipe")
    with pytest.raises(TaskError):
        resolve(text.replace("{parent}", str(root.parent)), roots=[root])


def test_messages_show_control_and_bidi_characters():
    assert cut("a\u202eb\n") == "a\\u202eb\\u000a"
    assert len(cut("x" * 999)) == 201
