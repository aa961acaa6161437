"""Config, tasks and store together: everything that labeling is, without a view."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import Any, Literal

from ls_widgets.config import LabelConfig
from ls_widgets.errors import PredictionError, TaskError
from ls_widgets.model.records import (
    Annotation,
    Prediction,
    Task,
    annotation_from_state,
    prediction_from_state,
)
from ls_widgets.model.wire import AnnotationState, PredictionState
from ls_widgets.project import exchange
from ls_widgets.project.feed import Feed
from ls_widgets.project.loading import Loading
from ls_widgets.project.predictions import Predictions
from ls_widgets.project.queue import Order, Queue
from ls_widgets.project.region_edits import RegionEdits
from ls_widgets.project.replies import Reply, checked_reply, reply_to
from ls_widgets.project.steps import Steps
from ls_widgets.project.suggestions import Suggest, checked_model, suggestions_of
from ls_widgets.project.tasks import Tasks
from ls_widgets.stores import open_store
from ls_widgets.stores.base import Version
from ls_widgets.tasks.source import TaskSource, check_order, open_tasks


class Project(RegionEdits, Loading, Feed):
    """Labels of a set of tasks, kept in a store; the same calls serve scripts and views.

    ``store``: ``"auto"`` (a file under ``.ls_widgets/``), None (memory) or a path. ``annotator``: whose
    labels these are; the user of the system by default. ``predict``: a column, a list, or a callable on
    a list of task data. ``order``: a column or a callable on a task. ``id``: the column of task keys.
    ``suggest``: a callable that is asked by drawing (`suggest`). ``reply``: one that goes on with a Chat
    (`reply`).

    >>> project = Project([{"text": "fine"}], '<View><Text name="t" value="$text"/>'
    ...     '<Choices name="c" toName="t"><Choice value="a"/></Choices></View>', store=None)
    >>> project.annotate(0, [{"from_name": "c", "to_name": "t", "type": "choices",
    ...     "value": {"choices": ["a"]}}]).status
    'submitted'
    >>> list(project.to_frame()["c"])
    ['a']
    """

    suggest_model: Suggest | None = None
    """The callable of ``suggest=``; it may be set later, and replaced."""
    reply_model: Reply | None = None
    """The callable of ``reply=``; it may be set later, and replaced."""

    def __init__(
        self,
        tasks: Any,
        config: Any,
        *,
        name: str | None = None,
        store: str | PathLike[str] | None = "auto",
        annotator: str | None = None,
        predict: Any = None,
        order: Order = None,
        id: str | None = None,  # noqa: A002 (the caller's word for it)
        suggest: Suggest | None = None,
        reply: Reply | None = None,
    ) -> None:
        check_order(tasks, config)
        self.reply_model = None if reply is None else checked_reply(reply)
        self.suggest_model = None if suggest is None else checked_model(suggest)
        self.config = config if isinstance(config, LabelConfig) else LabelConfig(config)
        """The labeling config."""
        source = open_tasks(tasks, self.config, id=id)
        self._open(source, name=name, store=store, annotator=annotator, predict=predict, order=order)

    @classmethod
    def from_ls(
        cls,
        items: Any,
        config: Any,
        store: str | PathLike[str] | None = None,
        *,
        name: str | None = None,
        annotator: str | None = None,
    ) -> Project:
        """Opens tasks with annotations and predictions as Label Studio exports them: a list or a path.

        Nothing is lost: `to_ls` of what was not changed equals what came in. Opening the same export
        on the same store again adds nothing twice. Raises FormatError for what is no such list.
        """
        project = cls.__new__(cls)
        project.config = config if isinstance(config, LabelConfig) else LabelConfig(config, strict=False)
        source = exchange.open_export(items, project.config)
        project._open(source, name=name, store=store, annotator=annotator, predict=None, order=None)
        return project

    def _open(
        self,
        source: TaskSource,
        *,
        name: str | None,
        store: str | PathLike[str] | None,
        annotator: str | None,
        predict: Any,
        order: Order,
        progress: bool | None = None,
    ) -> None:
        name = name or self.config.digest[:16]
        opened = open_store(store, name)
        exchange.import_annotations(opened, source, progress=progress)
        predictions = Predictions(predict, config=self.config, source=source, store=opened)
        super().__init__(source, opened, annotator=annotator or _user(), predictions=predictions)
        self.name = name
        self.tasks = Tasks(source)
        """The tasks: ``tasks[i].key``, ``.data``."""
        self.warnings: list[str] = [*map(str, self.config.warnings), *source.warnings]
        """What was found on opening, in sentences."""
        self.queue = Queue(source, self._tally, order)
        """The open tasks in order: iterate, or `next()`."""
        self._steps = Steps(self)

    # ---- labels ----

    def annotate(self, task: Any, result: Sequence[Mapping[str, Any]], **fields: Any) -> Annotation:
        """Adds an annotation with Label Studio results; durable when this returns.

        ``task``: a key, a position or a `Task`. Results without an id get one, and what the config says
        of them is filled in. ``fields``: ``status="draft"``, ``lead_time``, ``ground_truth``...
        What does not fit the config is kept all the same and listed in `problems`; ResultError is
        raised for what cannot be stored.
        """
        return self._steps.annotate(self.key(task), result, fields)

    def update(self, annotation: Any, result: Sequence[Mapping[str, Any]], **fields: Any) -> Annotation:
        """Replaces the result of an annotation, as one step."""
        return self._steps.update(self._known(annotation), result, fields)

    def submit(self, annotation: Any) -> Annotation:
        """Submits a draft, or the changes made since the last submit."""
        return self._steps.submit(self._known(annotation))

    def skip(self, task: Any, **fields: Any) -> Annotation:
        """Skips a task: the annotator's draft, if there is one, becomes the skipped annotation."""
        return self._steps.skip(self.key(task), fields)

    def delete(self, annotation: Any) -> Annotation:
        """Takes an annotation away; undo and history still know it."""
        return self._steps.delete(self._known(annotation))

    def copy_prediction(self, prediction: Prediction | PredictionState, task: Any = None) -> Annotation:
        """A draft that starts as the prediction: its region ids, ``origin``, ``parent_prediction``."""
        return self._steps.copy_prediction(prediction, None if task is None else self.key(task))

    def undo(self) -> Annotation | None:
        """Takes back the annotator's last step, in whatever task; None when there is none."""
        return self._steps.undo()

    def redo(self) -> Annotation | None:
        """Does again what was undone last."""
        return self._steps.redo()

    def problems(self, annotation: Any) -> list[Any]:
        """What of an annotation's result does not fit the config, or the text that its spans lie in."""
        from ls_widgets.project.spans import problems

        state = self._known(annotation)
        found = self.config.validate_result(state["result"])
        return found + problems(self.config, self.source, state["task"], state["result"])

    def check_spans(self) -> Any:
        """Spans whose saved text is not what the task holds there, as a frame; empty when all is well.

        ``text[start:end]`` is compared but for blanks and line ends, which Label Studio saves as shown.
        Columns: task, annotation, region, control, object, start, end, saved, now, problem.

        >>> from ls_widgets import Project
        >>> project = Project([{"text": "Anna sings"}], '<View><Text name="txt" value="$text"/>'
        ...     '<Labels name="ner" toName="txt"><Label value="PER"/></Labels></View>', store=None)
        >>> span = {"start": 0, "end": 4, "text": "Anne", "labels": ["PER"]}
        >>> made = project.annotate(0, [{"from_name": "ner", "value": span}])
        >>> list(project.check_spans()["now"])
        ['Anna']
        """
        from ls_widgets.project.spans import check_spans

        return check_spans(self)

    def annotations(self, task: Any) -> list[Annotation]:
        """The annotations of a task, oldest first; deleted ones are left out."""
        states = self.states(self.key(task))
        live = [state for state in states if state["fields"]["status"] not in ("void", "deleted")]
        return [annotation_from_state(state) for state in live]

    def drafts(self) -> list[Annotation]:
        """Work not submitted yet: drafts, and annotations with changes since their last submit."""
        states = [record.state for record in self.store.stored()]
        return [annotation_from_state(s) for s in states if s["fields"]["status"] == "draft" or s["pending"]]

    def versions(self, annotation: Any) -> list[Version]:
        """The submitted results of an annotation, oldest first."""
        return self.store.versions(self._known(annotation)["id"])

    # ---- predictions ----

    def predictions(self, task: Any) -> list[Prediction]:
        """The predictions of a task, newest last."""
        key = self.key(task)
        return [prediction_from_state(state, key) for state in self.prediction_states(key)]

    def add_predictions(
        self, predictions: Mapping[Any, Any] | Iterable[Any], *, model_version: str | None = None
    ) -> int:
        """Stores predictions: a mapping of task -> output, or one output for each task, None for none.

        Outputs are results, a label, probabilities or Label Studio predictions. Returns how many
        predictions were stored; raises PredictionError before anything is stored.
        """
        if isinstance(predictions, Mapping):
            pairs = [(self.key(task), output) for task, output in predictions.items()]
        else:
            pairs = self._predictions.paired(list(predictions))
        return self._predictions.add(pairs, version=model_version)

    def predict(self, model: Any = None, *, model_version: str | None = None) -> int:
        """Asks a model (or the one given as ``predict=``) about every task and stores what it says.

        Returns the number of tasks. Tasks whose output is no prediction are named in one
        PredictionError at the end, when all others are stored.
        """
        return self._predictions.ask_all(model, version=model_version)

    def suggest(self, task: Any, result: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """What the callable of ``suggest=`` makes of a prompt: whole results, of which none is stored.

        Args:
            task: A key, a position or a `Task`.
            result: The results of the region that was drawn, after those it belongs with.

        The callable takes one argument, a ``Prompt`` (``.image``, ``.points``, ``.box``, ``.pixel``,
        ``.label``, ``.text``, ``.result``...), and gives a mask of the picture's size, a polygon in pixels,
        a ``geometry.Box``, a value or results in Label Studio's units, a list of any of these, or None.

        Raises:
            PredictionError: When there is no such callable, and when it fails or gives something else.

        >>> from ls_widgets import Project, geometry
        >>> project = Project([{"image": "https://example.org/a.png"}],
        ...     '<View><Image name="img" value="$image"/><KeyPoint name="kp" toName="img" smart="true"/>'
        ...     '<RectangleLabels name="box" toName="img"><Label value="car"/></RectangleLabels></View>',
        ...     suggest=lambda prompt: geometry.Box(0, 0, *prompt.point), store=None)
        >>> click = {"from_name": "kp", "value": {"x": 50, "y": 10, "width": 1}}
        >>> click.update(original_width=200, original_height=100)
        >>> project.suggest(0, [click])[0]["value"]["width"]
        50.0
        """
        if self.suggest_model is None:
            raise PredictionError("there is no model to ask: give a callable as suggest=.")
        return suggestions_of(self, self.suggest_model, self.key(task), result)

    def reply(self, task: Any, messages: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """What the callable of ``reply=`` says next in a chat: a message, which is not stored.

        The callable takes the messages so far (dicts with ``role``, ``content``, ``createdAt`` in
        milliseconds) and the `Task`. It gives text, or a message; the role is ``assistant`` where it
        says none. Raises PredictionError when there is no such callable, and when it fails.

        >>> project = Project([{"chat": []}], '<View><Chat name="chat" value="$chat"/></View>', store=None,
        ...     reply=lambda messages, task: messages[-1]["content"].upper())
        >>> project.reply(0, [{"role": "user", "content": "hello"}])
        {'role': 'assistant', 'content': 'HELLO'}
        """
        if self.reply_model is None:
            raise PredictionError("there is no function to ask: give a callable as reply=.")
        position = self.source.index_of(self.key(task))
        return reply_to(self.reply_model, messages, self.tasks[position or 0])

    @property
    def prediction_problems(self) -> list[str]:
        """What went wrong with predictions that were asked for while tasks were shown."""
        return list(self._predictions.problems)

    # ---- out ----

    def to_frame(self, kind: Literal["tasks", "annotations", "regions"] = "tasks") -> Any:
        """Labels in the caller's kind of frame, with the caller's columns and index.

        ``tasks``: one row for each task, one typed column for each control (the newest submitted
        annotation counts). ``annotations``: one row each. ``regions``: one row for each region, its
        geometry in Label Studio's units; masks are left out: `masks` has them as arrays.
        """
        return exchange.to_frame(self, kind)

    def history(self) -> Any:
        """Every change: when, who, which task, what it did, seconds since the author's change before."""
        return exchange.history_frame(self)

    def to_ls(self) -> list[dict[str, Any]]:
        """All tasks as Label Studio's JSON export has them; drafts apart."""
        return exchange.to_ls(self)

    def export(self, format: str, folder: str | PathLike[str], **options: Any) -> Any:  # noqa: A002
        """Writes the labels into a folder, in one of the formats that ``lsw.formats`` lists.

        All files appear at once when everything is written; none is replaced unless ``overwrite=True``.
        What the format cannot carry is counted in the report and warned of; ``on_loss="raise"`` writes
        nothing then, ``"ignore"`` is silent. ``compat="label-studio"`` gives the reference's very files
        where ours are right on purpose. ``annotations``: ``"all"``, or only the ``"newest"`` of a task.
        ``verify=True`` reads the files back before they are in place: see `verify`.
        ``progress``: a callable on (done, total); False for none. Other options are the format's own.
        Raises FormatError for a config that the format cannot hold, and before a file is replaced.

        >>> import tempfile
        >>> project = Project([{"text": "fine"}], '<View><Text name="t" value="$text"/>'
        ...     '<Choices name="c" toName="t"><Choice value="a"/></Choices></View>', store=None)
        >>> [path.name for path in project.export("csv", tempfile.mkdtemp()).files]
        ['result.csv']
        """
        from ls_widgets.project.exporting import export

        return export(self, format, folder, **options)

    def summary(self) -> dict[str, Any]:
        """Progress, annotators, counts of labels, and stored labels whose tasks are not here."""
        return exchange.summary(self)

    # ---- identity ----

    def key(self, task: Any) -> str:
        """The key of a task given by key, position or `Task`; raises TaskError for none of ours."""
        if isinstance(task, Task):
            return task.key
        if isinstance(task, int) and not isinstance(task, bool):
            return self.tasks[task].key
        if isinstance(task, str) and self.source.index_of(task) is not None:
            return task
        raise TaskError(f"there is no task {task!r}; keys are project.tasks[i].key.")

    def _first(self) -> int:
        positions = self.queue.positions
        return positions[0] if len(positions) else 0

    def _known(self, annotation: Any) -> AnnotationState:
        name = annotation.id if isinstance(annotation, Annotation) else str(annotation)
        state = self.store.state(name)
        if state is None:
            raise TaskError(f"there is no annotation {name!r}.")
        return state

    def close(self) -> None:
        """Closes the store; the project cannot be used after."""
        self.store.close()

    def __repr__(self) -> str:
        done = self.progress
        return (
            f"<Project {self.name}: {done['submitted']} of {done['total']} tasks submitted, "
            f"{done['skipped']} skipped, {done['draft']} drafts, in {self.store.info.location}>"
        )


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "annotator"
