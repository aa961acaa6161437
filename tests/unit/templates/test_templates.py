from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import ls_widgets as lsw
from ls_widgets.tasks.pictures import Picture, picture_of

NAMES = sorted(lsw.templates)
SHOWN = {"View", "Header", "Text", "Image", "Labels", "Label", "RectangleLabels", "Rectangle"}
SHOWN |= {"Choices", "Choice", "TextArea", "Rating"}


@pytest.mark.parametrize("name", NAMES)
def test_each_template_works_with_its_tasks(name: str):
    template = lsw.templates[name]
    assert template.name == name
    assert template.title.endswith(".")
    assert "\n" not in template.title
    config = lsw.LabelConfig(name)
    assert config.warnings == []
    assert {str(tag.tag) for tag in config.tree.walk()} <= SHOWN
    assert config.digest == lsw.LabelConfig(template.config).digest
    assert len(template.tasks) >= 2
    for task in template.tasks:
        assert config.validate_task(task) == []
        assert set(task) == set(config.data_keys)
        assert config.instantiate(task).problems == []
        if "image" in task:
            assert isinstance(picture_of(lambda: task["image"], roots=[]), Picture)  # noqa: B023
    project = lsw.Project(template.tasks, name, store=None)
    assert len(project.tasks) == len(template.tasks)


def test_the_table_lists_them_all():
    assert isinstance(lsw.templates, Mapping)
    assert len(lsw.templates) == len(NAMES) >= 10
    text = repr(lsw.templates)
    for name, template in lsw.templates.items():
        assert name in text
        assert template.title in text
    one = repr(lsw.templates["sentiment"])
    assert "3 sample tasks" in one
    assert "<View>" in one


def test_what_a_caller_changes_stays_with_the_caller():
    lsw.templates["sentiment"].tasks[0]["text"] = "changed"
    assert lsw.templates["sentiment"].tasks[0]["text"] != "changed"


def test_unknown_names_are_refused_with_a_near_one():
    with pytest.raises(KeyError, match='Did you mean "sentiment"'):
        lsw.templates["sentimnt"]
    with pytest.raises(lsw.ConfigError, match='Did you mean "sentiment"'):
        lsw.LabelConfig("Sentimnt")
    with pytest.raises(lsw.ConfigError, match='Templates: "answer-quality", '):
        lsw.LabelConfig("xyzzy")
    with pytest.raises(lsw.ConfigError):
        lsw.LabelConfig("../templates/boxes")


def test_a_file_of_that_name_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    Path("boxes").write_text('<View><Text name="mine" value="$t"/></View>', encoding="utf-8")
    assert list(lsw.LabelConfig("boxes").objects) == ["mine"]


@pytest.mark.parametrize(
    "code",
    [
        "import ls_widgets as lsw; lsw.LabelConfig('boxes'); t = lsw.templates",
        "import ls_widgets.templates as t",
        "from ls_widgets import templates as t",
        "import ls_widgets.templates; import ls_widgets as lsw; t = lsw.templates",
    ],
)
def test_the_table_is_found_whatever_was_imported_first(code: str):
    probe = f"{code}; assert t['boxes'].tasks, t"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
