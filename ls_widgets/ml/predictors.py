"""What a model, a column or a list says about tasks, as Label Studio predictions."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import PredictionError
from ls_widgets.ml.spans import spanned
from ls_widgets.model import jsontext
from ls_widgets.model.ids import derived_id

if TYPE_CHECKING:
    from ls_widgets.config import LabelConfig

Prediction = dict[str, Any]
Model = Callable[[list[dict[str, Any]]], Any]

UNNAMED = "undefined"
"""Label Studio's model version of a prediction without one."""

_SINGLE = ("Choices", "Rating", "Number", "TextArea")


def normalise(
    output: Any,
    config: LabelConfig,
    *,
    where: str,
    model_version: str | None = None,
    data: Mapping[str, Any] | None = None,
) -> list[Prediction]:
    """A model's output for one task as Label Studio predictions.

    ``output``: a list of results, a label or number, ``{label: probability}``, one Label Studio
    prediction or a list of them, or None for no prediction; with the task's ``data`` also spans of its
    text, as `spanned` takes them. Items without an id get one that is the
    same each time. ``where`` names the task in errors.
    """
    if data is not None:
        output = spanned(output, config, data, where=where)
    output = _plain(output, where)
    if output is None:
        return []
    found = _predictions(output, config, where)
    for prediction in found:
        version = prediction.get("model_version")
        prediction["model_version"] = str(version if version is not None else model_version or UNNAMED)
        if "score" in prediction:
            prediction["score"] = _score(prediction["score"])
        prediction["result"] = [
            _item(item, at, config=config, where=where) for at, item in enumerate(prediction["result"])
        ]
    return found


def _plain(output: Any, where: str) -> Any:
    """A JSON copy; a column may hold JSON as text."""
    if isinstance(output, float) and output != output:
        return None
    try:
        if isinstance(output, str) and output.lstrip()[:1] in ("[", "{"):
            return jsontext.loads(jsontext.dumps(json.loads(output)))
        return jsontext.loads(jsontext.dumps(output))
    except (ValueError, RecursionError) as error:
        if isinstance(output, str):
            return output
        raise PredictionError(f"{where}: the output is no prediction: {error}") from None


def _predictions(output: Any, config: LabelConfig, where: str) -> list[Prediction]:
    if isinstance(output, dict):
        if "result" in output:
            return [_prediction(output, config, where)]
        if "value" in output and ("from_name" in output or "type" in output):
            return [{"result": [output]}]
        if output and all(_is_number(value) for value in output.values()) and not _payload(output, config):
            return [_probable(output, config, where)]
        return [{"result": [_wrapped(output, config, where)]}]
    if isinstance(output, list):
        if output and all(isinstance(entry, dict) and "result" in entry for entry in output):
            return [_prediction(entry, config, where) for entry in output]
        if output and all(isinstance(entry, str) for entry in output):
            return [{"result": [_answer(output, config, where)]}]
        return [{"result": output}]
    return [{"result": [_answer(output, config, where)]}]


def _prediction(body: dict[str, Any], config: LabelConfig, where: str) -> Prediction:
    result = body["result"]
    if isinstance(result, dict):
        whole = "value" in result and ("from_name" in result or "type" in result)
        result = [result if whole else _wrapped(result, config, where)]
    elif not isinstance(result, list):
        result = [_answer(result, config, where)]
    return {**body, "result": result}


def _probable(scores: dict[str, Any], config: LabelConfig, where: str) -> Prediction:
    label = max(scores, key=lambda name: scores[name])
    return {"result": [_answer(label, config, where)], "score": scores[label], "label_scores": scores}


def _answer(value: Any, config: LabelConfig, where: str) -> dict[str, Any]:
    """A label or number for the first control that takes one."""
    for name, tag in config.controls.items():
        number = _is_number(value)
        if tag.tag not in _SINGLE or (tag.tag in ("Rating", "Number")) != number:
            continue
        payload: Any = value
        if tag.tag in ("Choices", "TextArea"):
            payload = value if isinstance(value, list) else [value]
        key = "text" if tag.tag == "TextArea" else str(tag.tag).lower()
        return {"from_name": name, "type": str(tag.tag).lower(), "value": {key: payload}}
    raise PredictionError(f"{where}: no control of the config takes {str(value)[:80]!r}.")


def _payload(value: Mapping[str, Any], config: LabelConfig) -> str | None:
    """The first control whose payload key the value holds."""
    for name, tag in config.controls.items():
        spec = tag.spec
        if spec is not None and (spec.payload in value or spec.result_type in value):
            return name
    return None


def _wrapped(value: dict[str, Any], config: LabelConfig, where: str) -> dict[str, Any]:
    name = _payload(value, config)
    if name is None:
        raise PredictionError(f"{where}: no control of the config has the keys {', '.join(value)[:80]}.")
    spec = config.controls[name].spec
    return {"from_name": name, "type": spec.result_type if spec else None, "value": value}


def _item(item: Any, at: int, *, config: LabelConfig, where: str) -> dict[str, Any]:
    if not isinstance(item, dict):
        raise PredictionError(f"{where}, result {at}: must be an object, not {type(item).__name__}.")
    if item.get("type") == "relation":
        return item
    control = config.find_control(str(item.get("from_name"))) if item.get("from_name") else None
    if control is None and not item.get("from_name"):
        name = next((n for n, t in config.controls.items() if str(t.tag).lower() == item.get("type")), None)
        if name is None:
            raise PredictionError(f"{where}, result {at}: names no control (from_name).")
        control, item = config.controls[name], {**item, "from_name": name}
    if not isinstance(item.get("value"), dict):
        raise PredictionError(f"{where}, result {at}: value must be an object.")
    made: dict[str, Any] = {}
    if not item.get("id"):
        made["id"] = derived_id(where, at, jsontext.dumps(item))
    if control is not None and not item.get("to_name") and control.to_name:
        made["to_name"] = control.to_name[0]
    if control is not None and not item.get("type"):
        made["type"] = str(control.tag).lower()
    return {**made, **{name: value for name, value in item.items() if name not in made}}


def _score(score: Any) -> float | None:
    return float(score) if _is_number(score) else None


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def run(model: Model, data: list[dict[str, Any]], *, names: Sequence[str]) -> list[Any]:
    """The model's outputs, one for each task; raises PredictionError when it fails."""
    try:
        outputs = model(data)
        listed = None if outputs is None or isinstance(outputs, (str, Mapping)) else list(outputs)
    except Exception as error:
        raise PredictionError(
            f"{names[0]}: the model failed on {len(data)} tasks: {type(error).__name__}: {str(error)[:200]}"
        ) from error
    if listed is None or len(listed) != len(data):
        count = "one output" if listed is None else f"{len(listed)} outputs"
        raise PredictionError(
            f"{names[0]}: the model gave {count} for {len(data)} tasks; it must give one each."
        )
    return listed


def each(
    outputs: Sequence[Any],
    config: LabelConfig,
    *,
    names: Sequence[str],
    data: Sequence[Mapping[str, Any]],
    model_version: str | None,
) -> Iterator[list[Prediction] | PredictionError]:
    """Predictions of each task, or the error of that task alone."""
    for output, where, one in zip(outputs, names, data, strict=True):
        try:
            yield normalise(output, config, where=where, model_version=model_version, data=one)
        except PredictionError as error:
            yield error
