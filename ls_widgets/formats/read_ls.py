"""Label Studio's own JSON as it is read: tasks with annotations and predictions, results as they are."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.losses import Left, Losses
from ls_widgets.formats.reading import as_list, as_object, json_lines
from ls_widgets.formats.source import open_source
from ls_widgets.model import jsontext

DRAFT = Left("draft of an annotation", "it is not submitted")
CANCELLED = "annotation that was cancelled, which is no prediction"
_LINES = (".jsonl", ".ndjson")


def tasks_of(source: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Place and content of each task: of a list, of a file with a list or with a task a line, of one task."""
    if isinstance(source, str | os.PathLike) and Path(source).suffix.lower() in _LINES:
        for where, task in json_lines(Path(source)):
            as_object(task.get("data"), f"{where}.data")
            yield where, task
        return
    place = f"'{source}'" if isinstance(source, str | os.PathLike) else "the tasks"
    passes = open_source([source] if isinstance(source, Mapping) else source)
    for at, task in enumerate(passes()):
        yield f"{place}, [{at}]", task


class OwnLabels:
    """Takes the labels of tasks out, counts what is carried, and tells what is not."""

    def __init__(self, losses: Losses, *, as_predictions: bool, version: str | None) -> None:
        self._losses = losses
        self._as_predictions = as_predictions
        self._version = version
        self.carried: dict[str, int] = {}
        """Type of result -> how many."""

    def of(self, task: Mapping[str, Any], where: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        """Annotations and predictions of a task; all are predictions where that was asked for."""
        annotations = [*self._bodies(task, "annotations", where)]
        predictions = [*self._bodies(task, "predictions", where)]
        if task.get("drafts"):
            self._losses.add(DRAFT, place=where, count=len(as_list(task["drafts"], f"{where}.drafts")))
        if self._version is not None:
            predictions = [{**body, "model_version": self._version} for body in predictions]
        if not self._as_predictions:
            return annotations, predictions
        made: list[dict[str, Any]] = []
        for body in annotations:
            if body.get("was_cancelled"):
                self._losses.add(CANCELLED, place=where)
                continue
            version = self._version or "annotations"
            made.append({"result": body["result"], "score": None, "model_version": version})
        return [], predictions + made

    def _bodies(self, task: Mapping[str, Any], name: str, where: str) -> Iterator[dict[str, Any]]:
        for number, body in enumerate(as_list(task.get(name), f"{where}.{name}")):
            place = f"{where}.{name}[{number}]"
            result = as_object(body, place).get("result")
            if not isinstance(result, list):
                raise FormatError(f"{place}: must be an object with a list called result.")
            for at, item in enumerate(result):
                kind = str(as_object(item, f"{place}.result[{at}]").get("type"))
                self.carried[kind] = self.carried.get(kind, 0) + 1
            try:
                jsontext.dumps(body)
            except ValueError as error:
                raise FormatError(f"{place}: {error}.") from error
            yield dict(body)
