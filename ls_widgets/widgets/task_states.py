"""Tasks as the view needs them: variables resolved, media registered, rows of the task list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ls_widgets.model.wire import TaskEntry, TaskState
from ls_widgets.tasks.media import MediaBox
from ls_widgets.widgets.messages import TaskRows

if TYPE_CHECKING:
    from ls_widgets.project import Project

MEDIA_ATTRS = {"Image": ("value", "valueList")}
TITLE_LENGTH = 80
SEARCH_ROWS = 20_000
_WHOLE_VARIABLE = re.compile(r"\$([A-Za-z0-9_.\[\]{}]+)")


class TaskStates:
    """Builds :class:`TaskState` for the hub; media that it names can be read from ``media``."""

    def __init__(self, project: Project, media: MediaBox) -> None:
        self.media = media
        self._project = project
        self._images = {
            tag.id: tag for tag in project.config.objects.values() if tag.tag in MEDIA_ATTRS
        }

    def state(self, index: int) -> TaskState:
        """The task at ``index``, its annotations and predictions."""
        project = self._project
        task = project.tasks[index]
        instance = project.config.instantiate(task.data)
        values = instance.values
        problems = [*project.tasks.problems(index), *map(str, instance.problems)]
        for node, tag in self._all_images(instance):
            for name in MEDIA_ATTRS["Image"]:
                if name in tag:
                    value = self._raw(index, tag[name], values.get(node, {}).get(name, tag[name]))
                    described = (
                        [self.media.add(page) for page in value] if isinstance(value, list) else self.media.add(value)
                    )
                    values.setdefault(node, {})[name] = described
        return {
            "key": task.key,
            "index": index,
            "values": values,
            "children": instance.children,
            "problems": problems,
            "annotations": project.states(task.key),
            "predictions": project.prediction_states(task.key),
        }

    def rows(self, query: str, start: int, count: int) -> TaskRows:
        """Rows of the task list; a search looks at the first 20,000 tasks."""
        total = len(self._project.tasks)
        count = max(0, min(200, count))
        if not query.strip():
            stop = min(total, max(0, start) + count)
            return {"rows": [self._entry(index) for index in range(max(0, start), stop)], "total": total}
        words = query.casefold().split()
        found = [
            index
            for index in range(min(total, SEARCH_ROWS))
            if all(word in self._haystack(index) for word in words)
        ]
        return {"rows": [self._entry(index) for index in found[start : start + count]], "total": len(found)}

    def _entry(self, index: int) -> TaskEntry:
        key = self._project.tasks[index].key
        return {"key": key, "index": index, "title": self._title(index), "status": self._project.status(key)}

    def _title(self, index: int) -> str:
        data = self._project.tasks[index].data
        for key in self._project.config.data_keys:
            value = data.get(key)
            if isinstance(value, str | int | float) and str(value).strip():
                return " ".join(str(value).split())[:TITLE_LENGTH]
        return self._project.tasks[index].key

    def _haystack(self, index: int) -> str:
        task = self._project.tasks[index]
        status = self._project.status(task.key)
        return f"{index + 1} {task.key} {status} {' '.join(str(v) for v in task.data.values())}".casefold()

    def _all_images(self, instance: Any) -> list[tuple[str, dict[str, Any]]]:
        """Node id and attributes of each Image, those that a Repeater made included."""
        found = {node: tag.attrs for node, tag in self._images.items()}
        stack = [child for children in instance.children.values() for child in children]
        while stack:
            node = stack.pop()
            if node["tag"] in MEDIA_ATTRS:
                found[node["id"]] = node["attrs"]
            stack.extend(node["children"])
        return list(found.items())

    def _raw(self, index: int, written: Any, resolved: Any) -> Any:
        """The caller's own object (a PIL image, an array) where the attribute names a column as it is."""
        match = _WHOLE_VARIABLE.fullmatch(written) if isinstance(written, str) else None
        if match and match[1] in self._project.tasks.columns:
            return self._project.tasks.raw(index, match[1])
        return resolved
