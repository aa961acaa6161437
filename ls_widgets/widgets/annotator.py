"""The labeling view: a thin anywidget around a :class:`~ls_widgets.Project`."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import anywidget
import traitlets

from ls_widgets.errors import ResultError, TaskError
from ls_widgets.model.records import Annotation, Task
from ls_widgets.project import Project
from ls_widgets.project.replies import checked_reply
from ls_widgets.project.suggestions import checked_model
from ls_widgets.stores.base import Applied
from ls_widgets.tasks.media import MediaBox
from ls_widgets.widgets import kernel
from ls_widgets.widgets.arguments import refuse_for_project, unknown_keyword
from ls_widgets.widgets.assets import core_source
from ls_widgets.widgets.events import Callback, Events
from ls_widgets.widgets.hub import Hub
from ls_widgets.widgets.messages import PROTOCOL, ViewOptions
from ls_widgets.widgets.saved_output import SavedOutput
from ls_widgets.widgets.shown import (
    position_of,
    shown_annotation,
    task_of,
    title_of,
    working_id,
)
from ls_widgets.widgets.task_states import TaskStates

if TYPE_CHECKING:
    from ls_widgets.project.masks import Masks

log = logging.getLogger("ls_widgets")


class Annotator(anywidget.AnyWidget):
    """Tasks and a labeling config as an interactive view; labels flow back as they are made.

    The traits ``task``, ``annotation``, ``selection`` and ``progress`` follow what is shown and stored:
    ``observe`` works, and they are right as soon as a call returns.

    Args:
        tasks: A DataFrame, list of dicts or strings, the path of a csv, tsv, json or jsonl file, or a
            :class:`~ls_widgets.Project`.
        config: Labeling config: XML text, a path, or a :class:`~ls_widgets.LabelConfig`.
        name: Names the project and its store; by default a digest of the config.
        store: ``"auto"`` (a SQLite file under ``.ls_widgets``), ``None`` (memory), a path or a URL.
        annotator: Who labels; kept with each change, and ``completed_by`` in exports.
        id: Column that identifies a task; by default a digest of the row.
        predict: Predictions to show: a function on a batch of tasks, a column name, or a list.
        suggest: A function that gets a ``Prompt`` (what was drawn with a control that has
            ``smart="true"``) and returns a mask, a polygon or results, shown as suggestions: see
            :meth:`ls_widgets.Project.suggest`.
        reply: A function on ``(messages, task)`` that gives the next message of a Chat, as text or as a
            dict with ``role`` and ``content``: see :meth:`ls_widgets.Project.reply`.
        prelabel: Start each new annotation as a copy of the newest prediction.
        order: A column to sort by, or a function on a task.
        hotkeys: Keys over the defaults, such as ``{"annotation.submit": "ctrl+s"}``.
        image_roots: Folders besides the working directory that local pictures may come from.
        title: What the view is headed with; by default the name.
        height: A CSS length; by default as much as the tasks need.
        deny_empty: Refuse to submit an annotation without any result.
        select_after_create: Select each region that was drawn.
        keep_label: Keep the label active after a region was drawn.
        show_region_labels: Show the labels of regions on the picture or text.
        read_only: Show, and change nothing.

    Raises:
        ConfigError: With all faults of the config, each with line and hint.
        TaskError: When the tasks cannot be read or do not fit the config.
        StoreError: When the store cannot be opened.

    >>> import ls_widgets as lsw
    >>> annotator = lsw.Annotator([{"text": "Anna sings"}], '''<View><Text name="txt" value="$text"/>
    ...   <Labels name="ner" toName="txt"><Label value="PER"/></Labels></View>''', store=None)
    >>> region = annotator.add_region("ner", {"start": 0, "end": 4}, labels="PER")
    >>> annotator.submit()
    >>> annotator
    Annotator('Labeling', 1 task, 1 done)
    >>> annotator.close()
    """

    _esm = core_source()
    session = traitlets.Unicode().tag(sync=True)
    protocol = traitlets.Int(PROTOCOL).tag(sync=True)

    task = traitlets.Any(None, allow_none=True, read_only=True)
    annotation = traitlets.Any(None, allow_none=True, read_only=True)
    selection = traitlets.Tuple(read_only=True)
    progress = traitlets.Dict(read_only=True)

    _hub: Hub | None = None

    def __init__(
        self,
        tasks: Any,
        config: Any = None,
        *,
        name: str | None = None,
        store: Any = "auto",
        annotator: str | None = None,
        id: str | None = None,  # noqa: A002 (the caller's word for it)
        predict: Any = None,
        prelabel: bool = False,
        suggest: Any = None,
        reply: Any = None,
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
        **unknown: Any,
    ) -> None:
        if unknown:
            raise TypeError(unknown_keyword(type(self), next(iter(unknown))))
        project_options = {
            "name": name, "annotator": annotator, "predict": predict, "order": order, "id": id
        }  # fmt: skip
        if isinstance(tasks, Project):
            refuse_for_project({"config": config, **project_options}, store)
            self.project = tasks
        else:
            self.project = Project(tasks, config, store=store, **project_options)
        """The headless project: everything but the view."""
        if image_roots is not None:
            self.project.image_roots = list(image_roots)
        if suggest is not None:
            self.project.suggest_model = checked_model(suggest)
        if reply is not None:
            self.project.reply_model = checked_reply(reply)
        options: ViewOptions = {
            "hotkeys": dict(hotkeys or {}),
            "prelabel": prelabel,
            "deny_empty": deny_empty,
            "select_after_create": select_after_create,
            "keep_label": keep_label,
            "show_region_labels": show_region_labels,
            "read_only": read_only,
            "suggest": self.project.suggest_model is not None,
            "reply": self.project.reply_model is not None,
            "annotator": self.project.annotator if annotator is None else annotator,
            "height": height,
        }
        loop = kernel.main_loop()
        media = MediaBox(roots=image_roots or ())
        later = partial(kernel.run_later, loop)
        self._prelabel = prelabel
        self._title = title or title_of(self.project)
        self._events = Events(
            later,
            follow=self._follow_changes,
            move=self._follow_view,
            find=partial(task_of, self.project),
            failed=self._tell_failure,
        )
        self._saved = SavedOutput(self.project, media, title=self._title, later=later)
        self._states = TaskStates(self.project, media)
        self._index = self.project.cursor
        self._states.place(self._index)  # an order of the user's own runs here, never in a handler
        self._current: str | None = None
        super().__init__(session=_session_name(self.project))
        self._hub = Hub(
            self.project,
            self._send_message,
            events=self._events,
            states=self._states,
            options=options,
            title=self._title,
            session=self.session,
        )
        kernel.unpin(self.comm)
        self.on_msg(self._receive)
        self._show_state()

    # ---- what comes back ----

    def to_frame(self, kind: Literal["tasks", "annotations", "regions"] = "tasks") -> Any:
        """The labels in the caller's kind of frame: see :meth:`ls_widgets.Project.to_frame`."""
        return self.project.to_frame(kind)

    def regions(self) -> Any:
        """One row per region: task, control, label, geometry, score, origin."""
        return self.project.to_frame("regions")

    def to_ls(self) -> list[dict[str, Any]]:
        """Tasks and annotations as Label Studio's JSON."""
        return self.project.to_ls()

    def export(self, format: str, folder: str | Path, **options: Any) -> Any:  # noqa: A002
        """Write the labels into a folder in any of ``lsw.formats``: see :meth:`ls_widgets.Project.export`."""
        return self.project.export(format, folder, **options)

    def load(self, source: Any, format: str | None = None, **options: Any) -> Any:  # noqa: A002
        """Labels of another tool, shown at once: see :meth:`ls_widgets.Project.load`."""
        return self.project.load(source, format, **options)

    def history(self) -> Any:
        """A frame of every change: who, when, what, seconds."""
        return self.project.history()

    # ---- control from Python: the view follows at once ----

    def goto(self, task: str | int | Task) -> None:
        """Show a task, by key, position or :class:`Task`. TaskError when there is none."""
        position = position_of(self.project, task)
        self.project.cursor = position
        self._push({"push": "command", "name": "goto", "index": self._states.place(position)})
        self._events.moved(position, None, ())

    def select(self, *ids: str) -> None:
        """Select regions of the shown annotation by id; none to clear. ResultError for an unknown id."""
        known = {item.get("id") for item in (self.annotation.result if self.annotation else [])}
        for region in ids:
            if region not in known:
                raise ResultError(f"The shown annotation has no region {region!r}.")
        self._push({"push": "command", "name": "select", "ids": list(ids)})
        self._events.moved(self._index, self._current, ids)

    def add_region(
        self, from_name: str, value: Mapping[str, Any], *, labels: str | Sequence[str] = (), **fields: Any
    ) -> str:
        """Add a region to the shown annotation and return its id.

        ``value`` is the geometry in Label Studio's units: percent of the picture for boxes, such as
        ``{"x": 10, "y": 20, "width": 30, "height": 15}``, code points for spans. ``fields`` are
        further keys of the result (``meta``, ``score``). See :meth:`ls_widgets.Project.add_region`.
        """
        return self.project.add_region(self._working(), from_name, value, labels=labels, **fields)

    def update_region(self, region: str, *, labels: str | Sequence[str] | None = None, **value: Any) -> None:
        """Change geometry, labels or answers of a region: ``update_region(id, x=12.5, labels="Car")``."""
        self.project.update_region(self._working(), region, labels=labels, **value)

    def delete_region(self, region: str) -> None:
        """Delete a region with its per-region results and relations. ResultError for an unknown id."""
        self.project.delete_region(self._working(), region)

    def masks(
        self, task: str | int | Task | None = None, *, control: str | None = None, page: int = 0
    ) -> Masks:
        """Label -> bool array of the picture's size, of the shown task or another; setting one draws it.

        ``annotator.masks("img_1")["road"] = array`` is one step of undo, and the view follows. See
        :meth:`ls_widgets.Project.masks`.
        """
        here = self._here().key
        if task is not None and self.project.tasks[position_of(self.project, task)].key != here:
            return self.project.masks(task, control=control, page=page)

        def find() -> Annotation | str:
            shown = shown_annotation(self.project, here, self._current)
            return Annotation("", here, [], "void") if shown is None else shown.id

        def begin() -> Annotation | str:
            return working_id(self.project, here, self._current, prelabel=self._prelabel)

        return self.project.masks_of(here, find, control=control, page=page, begin=begin)

    def submit(self) -> None:
        """Submit the shown annotation (or its changes) and go to the next task."""
        annotation = self._working()
        if isinstance(annotation, Annotation):
            self.project.annotate(annotation.task, annotation.result)
        else:
            self.project.submit(annotation)
        self._next()

    def skip(self) -> None:
        """Skip the shown task and go to the next one."""
        self.project.skip(self._here().key)
        self._next()

    def undo(self) -> bool:
        """Take back the last step of this annotator and show its task; False when there is none."""
        return self._show_step(self.project.undo())

    def redo(self) -> bool:
        """Do the last undone step again and show its task; False when there is none."""
        return self._show_step(self.project.redo())

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
        """Close the view; the labels stay in the store, and ``project`` stays usable."""
        if self._hub is not None:
            self._hub.close()
            self.layout.close()  # a widget of its own, which ipywidgets would keep
        super().close()

    def __repr__(self) -> str:
        counts = self.project.progress
        done, total = counts["submitted"] + counts["skipped"], counts["total"]
        return f"Annotator({self._title!r}, {total} {'task' if total == 1 else 'tasks'}, {done} done)"

    def _ipython_display_(self) -> None:
        self._saved.display()
        self._saved.display_widget(self)

    # ---- inside ----

    def _here(self) -> Task:
        """The shown task. TaskError where there are no tasks."""
        if not len(self.project.tasks):
            raise TaskError("There are no tasks.")
        return self.project.tasks[self._index]

    def _working(self) -> Annotation | str:
        """The shown annotation's id; a new annotation of the shown task when there is none yet."""
        annotation = working_id(self.project, self._here().key, self._current, prelabel=self._prelabel)
        self._current = annotation if isinstance(annotation, str) else annotation.id
        return annotation

    def _next(self) -> None:
        place = self._states.place(self._index) + 1
        if place < len(self.project.tasks):
            self.goto(self._states.position(place))

    def _show_step(self, step: Annotation | None) -> bool:
        if step is not None and step.task != self._here().key:
            position = self.project.source.index_of(step.task)
            if position is not None:
                self.goto(position)
        return step is not None

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if self._hub is not None:
            self._hub.receive(content)

    def _push(self, message: dict[str, Any]) -> None:
        if self._hub is not None:
            self._hub.push(message)

    def _send_message(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        self.send(content, buffers or None)

    def _follow_changes(self, steps: Sequence[Applied]) -> None:
        self._show_state()
        if any(step.kind != "edit" for step in steps):
            self._saved.refresh()

    def _follow_view(self, index: int, annotation: str | None, selection: Sequence[str]) -> bool:
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
        annotation = shown_annotation(self.project, task.key, self._current)
        self.set_trait("annotation", annotation)
        there = {item.get("id") for item in annotation.result} if annotation else set()
        self.set_trait("selection", tuple(region for region in self.selection if region in there))

    def _tell_failure(self, text: str, detail: str) -> None:
        log.error("%s\n%s", text, detail)
        self._push({"push": "notice", "tone": "error", "text": text[:300], "detail": detail[-4000:]})


def _session_name(project: Project) -> str:
    """Where the browser keeps what is not acknowledged: the same for the same store, new for memory."""
    state = project.store_state
    place = state["location"] if state["durable"] else secrets.token_hex(8)
    return hashlib.sha256(f"{place}\0{project.name}\0{project.config.digest}".encode()).hexdigest()[:24]
