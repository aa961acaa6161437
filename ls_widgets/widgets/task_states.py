"""Tasks as the view needs them: variables resolved, media registered, rows of the task list."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from ls_widgets.model.wire import TagNode, TaskEntry, TaskState
from ls_widgets.tasks.media import MediaBox
from ls_widgets.widgets.messages import TaskRows
from ls_widgets.widgets.sendable import exact

if TYPE_CHECKING:
    from ls_widgets.config.instance import Instance
    from ls_widgets.model.records import Task
    from ls_widgets.project import Project

log = logging.getLogger("ls_widgets")

MEDIA_ATTRS = {"Image": ("value", "valueList")}
TITLE_LENGTH = 80
SEARCH_ROWS = 20_000
_WHOLE_VARIABLE = re.compile(r"\$([A-Za-z0-9_.\[\]{}]+)")


class TaskStates:
    """Builds :class:`TaskState` for the hub; media that it names can be read from ``media``.

    Indices here are places in the project's queue, which is the order the view goes through.
    """

    def __init__(self, project: Project, media: MediaBox) -> None:
        self.media = media
        self._project = project
        self._places: dict[int, int] = {}
        self._columns = {key.column for key in project.config.data_keys.values()}
        self._images = {
            tag.id: tag.attrs for tag in project.config.objects.values() if tag.tag in MEDIA_ATTRS
        }

    def position(self, index: int) -> int:
        """Position among the project's tasks of the task at this place of the queue."""
        return self._project.queue.positions[index]

    def place(self, position: int) -> int:
        """Place in the queue of the task at this position."""
        positions = self._project.queue.positions
        if isinstance(positions, range):
            return position
        if not self._places:
            self._places = {at: place for place, at in enumerate(positions)}
        return self._places.get(position, 0)

    def state(self, index: int, *, ask: bool = False) -> TaskState:
        """The task at this place, its annotations and predictions; problems where it cannot be shown.

        ``ask`` lets the model of ``predict=`` run, which is code of the user's.
        """
        project = self._project
        position = self.position(index)
        key = project.source.key(position)
        try:
            values, children, problems = self._shown(position)
        except Exception as error:  # cells are foreign objects; one bad task must not hide the others
            log.exception("task %s cannot be shown", key)
            values, children = {}, {}
            problems = [f"This task cannot be shown: {type(error).__name__}: {str(error)[:200]}"]
        return {
            "key": key,
            "index": index,
            "values": values,
            "children": children,
            "problems": problems,
            "annotations": project.states(key),
            "predictions": project.prediction_states(key, ask=ask),
        }

    def _shown(self, position: int) -> tuple[dict[str, dict[str, Any]], dict[str, list[TagNode]], list[str]]:
        project = self._project
        instance = project.config.instantiate(project.source.data(position))
        values = instance.values
        problems = [*project.source.problems(position, columns=self._columns), *instance.problems]
        for node, attrs in self._all_images(instance):
            for name in MEDIA_ATTRS["Image"]:
                if name in attrs:
                    value = self._raw(position, attrs[name], values.get(node, {}).get(name, attrs[name]))
                    values.setdefault(node, {})[name] = self.media.add(value)
        return exact(values), instance.children, problems

    def waiting(self, start: int, stop: int) -> list[str]:
        """Keys of the tasks in these places that the model has yet to be asked about."""
        keys = (self._project.source.key(self.position(index)) for index in range(start, stop))
        return [key for key in keys if self._project.waits_for_model(key)]

    def rows(self, query: str, start: int, count: int) -> TaskRows:
        """Rows of the task list; a search looks at the first 20,000 tasks."""
        total = len(self._project.tasks)
        start, count = max(0, start), max(0, min(200, count))
        if not query.strip():
            stop = min(total, start + count)
            return {"rows": [self._entry(index) for index in range(start, stop)], "total": total}
        words = query.casefold().split()
        found = [
            index
            for index in range(min(total, SEARCH_ROWS))
            if all(word in self._haystack(index) for word in words)
        ]
        return {"rows": [self._entry(index) for index in found[start : start + count]], "total": len(found)}

    def _entry(self, index: int) -> TaskEntry:
        task = self._project.tasks[self.position(index)]
        status = self._project.status(task.key)
        return {"key": task.key, "index": index, "title": self._title(task), "status": status}

    def _title(self, task: Task) -> str:
        data = task.data
        for key in self._project.config.data_keys:
            value = data.get(key)
            if isinstance(value, str | int | float) and str(value).strip():
                return " ".join(str(value)[: 4 * TITLE_LENGTH].split())[:TITLE_LENGTH]
        return task.key

    def _haystack(self, index: int) -> str:
        task = self._project.tasks[self.position(index)]
        status = self._project.status(task.key)
        return f"{index + 1} {task.key} {status} {' '.join(str(v) for v in task.data.values())}".casefold()

    def _all_images(self, instance: Instance) -> list[tuple[str, dict[str, Any]]]:
        """Node id and attributes of each Image, those that a Repeater made included."""
        found = dict(self._images)
        stack = [child for children in instance.children.values() for child in children]
        while stack:
            node = stack.pop()
            if node["tag"] in MEDIA_ATTRS:
                found[node["id"]] = node["attrs"]
            stack.extend(node["children"])
        return list(found.items())

    def _raw(self, position: int, written: Any, resolved: Any) -> Any:
        """The caller's own object (a PIL image, an array) where the attribute is one variable."""
        match = _WHOLE_VARIABLE.fullmatch(written) if isinstance(written, str) else None
        found = self._project.source.raw(position, match[1]) if match else None
        return resolved if found is None else found
