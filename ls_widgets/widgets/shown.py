"""Which annotation of a task is at hand, and which tasks were labeled last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ls_widgets.errors import TaskError
from ls_widgets.model.ids import new_id
from ls_widgets.model.records import Annotation, Task, annotation_from_state
from ls_widgets.model.wire import AnnotationState
from ls_widgets.project.preselect import preselected

if TYPE_CHECKING:
    from ls_widgets.project import Project

UNNAMED = "Labeling"
GONE = ("void", "deleted")


def title_of(project: Project) -> str:
    """The project's name where it has one of its own."""
    return UNNAMED if project.config.digest.startswith(project.name) else project.name


def position_of(project: Project, task: str | int | Task) -> int:
    """Position of a task given by key, position or :class:`Task`. TaskError for none of ours."""
    if isinstance(task, int) and not isinstance(task, bool):
        if -len(project.tasks) <= task < len(project.tasks):
            return task % len(project.tasks)
        raise TaskError(f"There is no task {task}; there are {len(project.tasks)}.")
    position = project.source.index_of(project.key(task))
    if position is None:
        raise TaskError(f"There is no task {task!r}.")
    return position


def task_of(project: Project, task: str | int) -> Task:
    """The task of a key or position; one without data and place where it is not here any more."""
    position = task if isinstance(task, int) else project.source.index_of(task)
    return Task(str(task), -1, {}) if position is None else project.tasks[position]


def shown_annotation(project: Project, task: str, annotation: str | None) -> Annotation | None:
    """The annotation that the view names, else the newest one of the task, else None."""
    state = _shown_state(project, task, annotation)
    return None if state is None else annotation_from_state(state)


def working_id(project: Project, task: str, annotation: str | None, *, prelabel: bool) -> Annotation | str:
    """The id of the shown annotation; where the task has none a new one, stored with its first change.

    A new one starts as in the view: with preselected choices, with ``prelabel`` as the newest prediction.
    """
    state = _shown_state(project, task, annotation)
    if state is not None:
        return state["id"]
    predictions = project.predictions(task) if prelabel else []
    if predictions:
        return project.copy_prediction(predictions[-1], task).id
    return Annotation(new_id(), task, preselected(project.config, task_of(project, task).data), "void")


def _shown_state(project: Project, task: str, annotation: str | None) -> AnnotationState | None:
    live = [state for state in project.states(task) if state["fields"]["status"] not in GONE]
    named = [state for state in live if state["id"] == annotation]
    return (named or live or [None])[-1]


def labeled_last(project: Project, count: int) -> list[tuple[int, list[AnnotationState]]]:
    """Positions of the tasks touched last, newest first, and their annotations."""
    found: list[tuple[int, list[AnnotationState]]] = []
    for key in reversed(project.statuses()):
        position = project.source.index_of(key)
        states = [state for state in project.states(key) if state["fields"]["status"] not in GONE]
        if position is not None and states:
            found.append((position, states))
        if len(found) == count:
            break
    return found
