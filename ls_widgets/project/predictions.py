"""Where a project's predictions come from: the store, a column or list, a model asked when needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import PredictionError, StoreError
from ls_widgets.model import lsjson
from ls_widgets.model.ids import new_id
from ls_widgets.model.wire import PredictionState

if TYPE_CHECKING:
    from ls_widgets.config import LabelConfig
    from ls_widgets.stores.base import Store
    from ls_widgets.tasks.source import TaskSource

BATCH = 16
FAILURES_ALLOWED = 3


class Predictions:
    """Looks predictions up, and asks the model for tasks that were not asked yet.

    A failing model never stops labeling: what went wrong is in ``problems``, and after three
    failures in a row the model is not asked any more.
    """

    def __init__(self, predict: Any, *, config: LabelConfig, source: TaskSource, store: Store) -> None:
        self._config, self._source, self._store = config, source, store
        self.problems: list[str] = []
        self._asked: set[str] = set()
        self._failures = 0
        self.model: Any = predict if callable(predict) else None
        self._column: str | None = None
        self._list: Sequence[Any] | None = None
        if predict is None or callable(predict):
            return
        if isinstance(predict, str):
            if predict not in source.columns:
                raise PredictionError(
                    f"predict={predict!r} is no column; columns: {', '.join(source.columns)[:200]}."
                )
            self._column = predict
            return
        self._list = list(predict)
        if len(self._list) != len(source):
            raise PredictionError(
                f"predict= has {len(self._list)} elements for {len(source)} tasks; it must have one each."
            )

    def waits(self, key: str) -> bool:
        """Whether the model has yet to be asked about a task."""
        return self.model is not None and self._failures < FAILURES_ALLOWED and key not in self._asked

    def states(self, key: str, index: int | None, *, ask: bool = True) -> list[PredictionState]:
        """All predictions of a task, newest last."""
        if ask and index is not None and self.waits(key):
            self._ask(key, index)
        envelope = None if index is None else self._source.envelope(index)
        bodies = self.bodies(key, index, envelope=envelope)
        states = [lsjson.prediction_state(body, source) for source, body in bodies]
        return [state for state in states if state is not None]

    def bodies(
        self,
        key: str,
        index: int | None,
        *,
        envelope: Mapping[str, Any] | None,
        stored: Mapping[str, list[tuple[str, Any]]] | None = None,
    ) -> list[tuple[str, Any]]:
        """Source and Label Studio dict of each prediction of a task, those of its ``envelope`` first.

        ``stored`` saves asking the store.
        """
        imported = [] if envelope is None else lsjson.read_predictions(envelope, key)
        given = [] if index is None else self._given(key, index)
        return [*imported, *given, *(self._store.predictions(key) if stored is None else stored.get(key, []))]

    def _given(self, key: str, index: int) -> list[tuple[str, Any]]:
        if self._column is None and self._list is None:
            return []
        name = self._column or "given"
        output = self._source.raw(index, name) if self._column else (self._list or ())[index]
        try:
            found = self._normalised(output, key, index, version=name)
        except PredictionError as error:
            self._report(str(error))
            return []
        return [(f"{name}/{key}/{at}", body) for at, body in enumerate(found)]

    def _ask(self, key: str, index: int) -> None:
        indices = range(index, min(index + BATCH, len(self._source)))
        keys = {self._source.key(i): i for i in indices}
        waiting = {k: i for k, i in keys.items() if k not in self._asked}
        known = {k for k in waiting if any(s.startswith("model/") for s, _ in self._store.predictions(k))}
        self._asked.update(waiting)
        try:
            errors = self.ask(self.model, [i for k, i in waiting.items() if k not in known])
            self._failures = 0
        except (PredictionError, StoreError) as error:
            self._failures += 1
            off = " The model is not asked any more." if self._failures == FAILURES_ALLOWED else ""
            self._report(f"{error}{off}")
            return
        for error in errors:
            self._report(str(error))

    def ask(self, model: Any, indices: Sequence[int], *, version: str | None = None) -> list[PredictionError]:
        """Runs the model on tasks and stores what it says; returns the errors of single tasks."""
        from ls_widgets.ml.predictors import each, run

        if not indices:
            return []
        call = model if callable(model) else getattr(model, "predict", None)
        if call is None:
            raise PredictionError(f"a model must be callable or have predict(), not {type(model).__name__}.")
        version = version or str(getattr(model, "model_version", None) or getattr(call, "__name__", "model"))
        keys = [self._source.key(i) for i in indices]
        names = [f"task {key}" for key in keys]
        data = [self._source.data(i) for i in indices]
        outputs = run(call, data, names=names)
        errors: list[PredictionError] = []
        rows: list[tuple[str, str, dict[str, Any]]] = []
        normalised = each(outputs, self._config, names=names, data=data, model_version=version)
        for key, found in zip(keys, normalised, strict=True):
            if isinstance(found, PredictionError):
                errors.append(found)
            else:
                rows.extend(
                    (key, f"model/{body['model_version']}/{key}/{at}", body) for at, body in enumerate(found)
                )
        self._store.add_predictions(rows)
        return errors

    def ask_all(self, model: Any, *, version: str | None) -> int:
        """Asks about every task; one PredictionError at the end names the tasks without a prediction."""
        model = model if model is not None else self.model
        if model is None:
            raise PredictionError("there is no model: give a callable, here or as predict=.")
        errors: list[PredictionError] = []
        for start in range(0, len(self._source), BATCH):
            errors += self.ask(model, range(start, min(start + BATCH, len(self._source))), version=version)
        if errors:
            more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
            raise PredictionError(f"{errors[0]}{more}")
        return len(self._source)

    def paired(self, outputs: Sequence[Any]) -> list[tuple[str, Any]]:
        """Task keys and outputs, where there is one output for each task."""
        if len(outputs) != len(self._source):
            raise PredictionError(f"{len(outputs)} predictions for {len(self._source)} tasks: one each.")
        return [(self._source.key(i), output) for i, output in enumerate(outputs)]

    def add(self, pairs: Iterable[tuple[str, Any]], *, version: str | None) -> int:
        """Stores the predictions of outputs, all or none; how many there were."""
        rows = [
            (key, f"added/{new_id()}", body)
            for key, output in pairs
            for body in self._normalised(output, key, self._source.index_of(key), version=version)
        ]
        self._store.add_predictions(rows)
        return len(rows)

    def _normalised(
        self, output: Any, key: str, index: int | None, *, version: str | None
    ) -> list[dict[str, Any]]:
        from ls_widgets.ml.predictors import normalise

        data = None if index is None else self._source.data(index)
        return normalise(output, self._config, where=f"task {key}", model_version=version, data=data)

    def _report(self, text: str) -> None:
        if text not in self.problems:
            self.problems.append(text)
