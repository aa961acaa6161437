"""The labeling view: a thin anywidget around a :class:`~ls_widgets.Project`."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from ls_widgets.project import Project
from ls_widgets.tasks.media import MediaBox
from ls_widgets.widgets import kernel
from ls_widgets.widgets.assets import core_path
from ls_widgets.widgets.events import Callback, Events
from ls_widgets.widgets.hub import Hub
from ls_widgets.widgets.messages import PROTOCOL, ViewOptions
from ls_widgets.widgets.saved_output import SavedOutput
from ls_widgets.widgets.task_states import TaskStates


class Annotator(anywidget.AnyWidget):
    """Tasks and a labeling config as an interactive view; labels flow back as they are made.

    Parameters
    ----------
    tasks
        A DataFrame, list of dicts or strings, or the path of a csv, tsv, json or jsonl file.
    config
        Labeling config: XML text, a path, or a :class:`~ls_widgets.LabelConfig`.
    name
        Names the project and its store; by default a digest of the config.
    store
        ``"auto"`` (a SQLite file under ``.ls_widgets``), ``None`` (memory), a path or a URL.
    annotator
        Who labels; kept with each change, and ``completed_by`` in exports.
    id
        Column that identifies a task; by default a digest of the row.
    predict
        Predictions to show: a function on a batch of tasks, a column name, or a list.
    prelabel
        Start each new annotation as a copy of the newest prediction.
    order
        A column to sort by, or a function on task data.
    hotkeys
        Action or label keys over the defaults, such as ``{"annotation.submit": "ctrl+s"}``.
    image_roots
        Folders that local pictures may come from; by default the working directory.

    Raises
    ------
    ConfigError, TaskError, StoreError
        With what is wrong, where, and what to do.

    Notes
    -----
    ``task``, ``annotation``, ``selection`` and ``progress`` are traits: ``observe`` works.
    """

    session = traitlets.Unicode().tag(sync=True)
    protocol = traitlets.Int(PROTOCOL).tag(sync=True)

    task = traitlets.Any(None, allow_none=True, read_only=True)
    annotation = traitlets.Any(None, allow_none=True, read_only=True)
    selection = traitlets.Tuple(read_only=True)
    progress = traitlets.Dict(read_only=True)

    def __init__(
        self,
        tasks: Any,
        config: Any = None,
        *,
        name: str | None = None,
        store: Any = "auto",
        annotator: Any = None,
        id: str | None = None,
        predict: Any = None,
        prelabel: bool = False,
        order: Any = None,
        hotkeys: Mapping[str, str] | None = None,
        image_roots: Sequence[str | Path] | None = None,
        title: str | None = None,
        height: str = "",
        deny_empty: bool = False,
        select_after_create: bool = False,
        keep_label: bool = False,
        show_region_labels: bool = False,
        read_only: bool = False,
    ) -> None:
        self.project = (
            tasks
            if isinstance(tasks, Project)
            else Project(
                tasks, config, name=name, store=store, annotator=annotator, predict=predict, order=order, id=id
            )
        )
        options: ViewOptions = {
            "hotkeys": dict(hotkeys or {}),
            "prelabel": prelabel,
            "deny_empty": deny_empty,
            "select_after_create": select_after_create,
            "keep_label": keep_label,
            "show_region_labels": show_region_labels,
            "read_only": read_only,
            "annotator": "" if annotator is None else str(annotator),
            "height": height,
        }
        loop = kernel.main_loop()
        media = MediaBox(roots=image_roots)
        self._events = Events(
            lambda job: kernel.run_later(loop, job),
            applied=self._follow_changes,
            moved=self._follow_view,
            failed=self._tell_failure,
        )
        self._saved = SavedOutput(self.project, media)
        self._index = self.project.cursor
        self._current: str | None = None
        self._esm = core_path()
        super().__init__(session=_session_name(self.project))
        self._hub = Hub(
            self.project,
            self._send_message,
            events=self._events,
            states=TaskStates(self.project, media),
            options=options,
            title=title or self.project.name,
            session=self.session,
        )
        kernel.unpin(self.comm)
        self.on_msg(self._receive)
        self._show_state()

    # ---- what comes back ----

    def to_frame(self, kind: str = "tasks", **options: Any) -> Any:
        """The labels in the caller's kind of frame: see :meth:`ls_widgets.Project.to_frame`."""
        return self.project.to_frame(kind, **options)

    def regions(self) -> Any:
        """One row per region: task, control, label, geometry, score, origin."""
        return self.project.to_frame("regions")

    def to_ls(self) -> list[dict[str, Any]]:
        """Tasks and annotations as Label Studio's JSON."""
        return self.project.to_ls()

    def history(self) -> Any:
        """A frame of every change: who, when, what, seconds."""
        return self.project.history()

    # ---- control from Python: the view follows at once ----

    def goto(self, task: str | int) -> None:
        """Show a task, by key or by position. KeyError or IndexError when there is none."""
        index = self.project.position(task)
        self.project.cursor = index
        self._hub.push({"push": "command", "name": "goto", "index": index})
        self._follow_view(index, None, [])

    def select(self, *ids: str) -> None:
        """Select regions of the shown annotation by id; none to clear. KeyError for an unknown id."""
        known = {item.get("id") for item in (self.annotation.result if self.annotation else [])}
        for region in ids:
            if region not in known:
                raise KeyError(f"The shown annotation has no region {region!r}.")
        self._hub.push({"push": "command", "name": "select", "ids": list(ids)})
        self.set_trait("selection", tuple(ids))

    def add_region(
        self, from_name: str, value: Mapping[str, Any], *, labels: str | Sequence[str] = (), **fields: Any
    ) -> str:
        """Add a region to the shown annotation and return its id.

        ``value`` is the geometry in Label Studio's units: percent of the picture for boxes,
        code points for spans. ``fields`` are further keys of the result (``meta``, ``score``).

        >>> annotator.add_region("box", {"x": 10, "y": 20, "width": 30, "height": 15}, labels="Car")  # doctest: +SKIP
        """
        return self.project.add_region(self._shown(), from_name, value, labels=labels, **fields)

    def update_region(self, region: str, **value: Any) -> None:
        """Change geometry or payload keys of a region; ``labels=`` its labels. KeyError for an unknown id."""
        self.project.update_region(self._shown(), region, **value)

    def delete_region(self, region: str) -> None:
        """Delete a region with its per-region results and relations. KeyError for an unknown id."""
        self.project.delete_region(self._shown(), region)

    def submit(self) -> None:
        """Submit the shown annotation (or update it) and go to the next task."""
        self.project.submit(self._shown())
        self._next()

    def skip(self) -> None:
        """Skip the shown task and go to the next one."""
        self.project.skip(self.task.key)
        self._next()

    def undo(self) -> bool:
        """Take back the last step of this annotator; False when there is none."""
        return self.project.undo() is not None

    def redo(self) -> bool:
        """Do the last undone step again; False when there is none."""
        return self.project.redo() is not None

    def on_submit(self, callback: Callback) -> Callback:
        """Call ``callback(task, annotation)`` after each submit or update; usable as a decorator."""
        return self._events.add("submit", callback)

    def on_change(self, callback: Callback) -> Callback:
        """Call ``callback(task, annotation)`` after each stored change; usable as a decorator."""
        return self._events.add("change", callback)

    def on_skip(self, callback: Callback) -> Callback:
        """Call ``callback(task, annotation)`` after each skip; usable as a decorator."""
        return self._events.add("skip", callback)

    def on_task(self, callback: Callback) -> Callback:
        """Call ``callback(task)`` when another task is shown; usable as a decorator."""
        return self._events.add("task", callback)

    def close(self) -> None:
        """Close the view; the labels stay in the store."""
        self._hub.close()
        super().close()

    def __repr__(self) -> str:
        counts = self.project.progress
        done = counts["submitted"] + counts["skipped"]
        return f"Annotator({self.project.name!r}, {counts['total']} tasks, {done} done)"

    def _ipython_display_(self) -> None:
        self._saved.display()
        self._saved.display_widget(self)

    # ---- inside ----

    def _shown(self) -> str:
        """Id of the shown annotation; a new one of the shown task when there is none yet."""
        if self._current is None:
            self._current = self.project.working_annotation(self.project.tasks[self._index].key)
        return self._current

    def _next(self) -> None:
        if self._index + 1 < len(self.project.tasks):
            self.goto(self._index + 1)

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        self._hub.receive(content)

    def _send_message(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        self.send(content, buffers or None)

    def _follow_changes(self, steps: Sequence[Any]) -> None:
        self._show_state()
        if any(step.op["kind"] != "edit" for step in steps):
            self._saved.refresh()

    def _follow_view(self, index: int, annotation: str | None, selection: list[str]) -> bool:
        """Take over what the view shows; True when that is another task."""
        moved = index != self._index
        self._index, self._current = index, annotation
        self.set_trait("selection", tuple(selection))
        self._show_state()
        return moved

    def _show_state(self) -> None:
        """Bring the traits up to date with the project."""
        self.set_trait("progress", dict(self.project.progress))
        if not len(self.project.tasks):
            return
        task = self.project.tasks[self._index]
        self.set_trait("task", task)
        self.set_trait("annotation", self.project.shown_annotation(task.key, self._current))

    def _tell_failure(self, text: str, detail: str) -> None:
        self._hub.push({"push": "notice", "tone": "error", "text": text, "detail": detail})


def _session_name(project: Project) -> str:
    """Where the browser keeps what is not acknowledged: the same for the same store, new for memory."""
    state = project.store_state
    place = state["location"] if state["durable"] else secrets.token_hex(8)
    return hashlib.sha256(f"{place}\0{project.name}\0{project.config.digest}".encode()).hexdigest()[:24]


