"""Made, shown, closed and forgotten."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import types
import weakref
from pathlib import Path

import pandas as pd
import pytest

from ls_widgets import Annotator, ConfigError, LabelConfig, Project, TaskError
from ls_widgets.widgets import kernel
from tests.conftest import ROOT
from tests.unit.widgets.front import CONFIG, TEXTS, View, Wire


def test_repr_is_stable_and_readable(make):
    assert repr(make()) == "Annotator('Labeling', 3 tasks, 0 done)"
    named = make(TEXTS[:1], name="names")
    named.submit()
    assert repr(named) == "Annotator('names', 1 task, 1 done)"
    assert View(Wire(named)).welcome["title"] == "names"
    assert View(Wire(make())).welcome["title"] == "Labeling"


def test_a_project_can_be_given():
    project = Project(TEXTS, CONFIG, name="given", store=None, annotator="ann")
    annotator = Annotator(project, prelabel=True)
    annotator.submit()
    assert project.progress["submitted"] == 1
    assert annotator.project is project
    assert "given" in repr(annotator)
    assert View(Wire(annotator)).welcome["options"]["annotator"] == "ann"
    with pytest.raises(TypeError, match="config=, name=, store="):
        Annotator(project, CONFIG, name="other", store=None)
    annotator.close()
    assert project.progress["submitted"] == 1


def test_wrong_arguments_are_told_in_a_sentence():
    frame = pd.DataFrame(TEXTS)
    with pytest.raises(TaskError, match="swapped"):
        Annotator(CONFIG, frame, store=None)
    with pytest.raises(TaskError, match="swapped"):
        Annotator(LabelConfig(CONFIG), frame, store=None)
    with pytest.raises(TypeError, match=r"no argument predcit=. Did you mean predict=\?"):
        Annotator(frame, CONFIG, predcit=1)
    with pytest.raises(TypeError, match="There are name, store"):
        Annotator(frame, CONFIG, zzz=1)
    with pytest.raises(ConfigError):
        Annotator(frame, "<View><Text/></View>", store=None)
    gc.collect()  # a half-made widget is thrown away without a word


def test_no_data_and_no_config_are_in_the_traits(make):
    annotator = make([{"text": "the secret of the row"}], title="T")
    state = {name: held for name, held in annotator.get_state().items() if name != "_esm"}
    assert "secret" not in repr(state)
    assert "Choice" not in repr(state)
    assert not {"task", "annotation", "selection", "progress"} & set(state)


def test_the_session_is_that_of_the_store(make, tmp_path):
    path = tmp_path / "labels.db"
    one, two = make(store=path), make(store=path)
    assert one.session == two.session
    assert make().session != make().session
    assert str(tmp_path) not in one.session


def test_the_same_line_goes_on_where_it_was(make, tmp_path):
    path = tmp_path / "labels.db"
    first = make(store=path)
    first.add_region("ner", {"start": 0, "end": 4}, labels="PER")
    first.submit()
    first.close()
    first.project.close()
    again = make(store=path)
    assert again.task.index == 1
    again.goto(0)
    assert again.annotation.status == "submitted"
    assert again.undo()
    assert again.annotation.status == "draft"


def test_closing_is_clean_and_what_is_closed_is_forgotten(tmp_path):
    project = Project(TEXTS, CONFIG, store=tmp_path / "labels.db", annotator="ann")
    listeners = len(project._listeners)
    annotator = Annotator(project)
    wire = Wire(annotator)
    View(wire)
    annotator.submit()
    annotator.close()
    annotator.close()
    assert wire.closed
    assert len(project._listeners) == listeners
    sent = len(wire.log)
    project.annotate(0, [])
    annotator.goto(2)
    assert len(wire.log) == sent
    gone = weakref.ref(annotator)
    del annotator, wire
    gc.collect()
    assert gone() is None
    project.close()


def alive() -> tuple[int, int, int]:
    """Open files, objects of ours and of the widget libraries, threads."""
    gc.collect()
    folder = Path("/proc/self/fd")
    ours = [
        one
        for one in gc.get_objects()
        if str(type(one).__module__).startswith(("ls_widgets", "ipywidgets", "comm"))
    ]
    return len([*folder.iterdir()]) if folder.is_dir() else 0, len(ours), threading.active_count()


def test_five_hundred_widgets_leave_nothing_behind(tmp_path):
    project = Project(TEXTS, CONFIG, store=tmp_path / "labels.db", annotator="ann")

    def use() -> None:
        shared = Annotator(project)
        View(Wire(shared))
        shared.close()
        own = Annotator(TEXTS, CONFIG, store=tmp_path / "labels.db", annotator="ann")
        own.close()

    use()
    before = alive()
    for count in range(250):
        use()
        if count % 50 == 49:
            gc.collect()
    after = alive()
    assert after[0] - before[0] < 20  # SQLite keeps some to use again
    assert after[1] - before[1] < 50
    assert after[2] <= before[2]
    assert project._listeners == []
    project.close()


def test_the_hook_of_ipykernel_is_replaced_where_it_is_and_skipped_where_not():
    comm_module = pytest.importorskip("ipykernel.comm.comm", reason="ipykernel is not installed")
    comm = comm_module.BaseComm(target_name="t", primary=False)
    kernel.unpin(comm)
    if hasattr(comm_module.BaseComm, "_reply_subshell_for"):
        comm._reply_subshell_id = "pinned"
        assert comm._reply_subshell_for({"content": {"id": "x"}}, "default") == "default"
    else:
        assert not hasattr(comm, "_reply_subshell_for")
    plain = types.SimpleNamespace()
    kernel.unpin(plain)
    assert vars(plain) == {}


def test_importing_the_package_stays_light():
    heavy = ("anywidget", "ipywidgets", "IPython", "pandas", "numpy", "PIL", "narwhals")
    code = f"import sys, ls_widgets; print([name for name in {heavy} if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
