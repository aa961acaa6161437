"""Spans that a model found, as results of the controls that label the text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from ls_widgets.config.data_keys import is_dynamic
from ls_widgets.config.words import did_you_mean, listing, quote
from ls_widgets.errors import LSWError, PredictionError
from ls_widgets.ml.rules import Rules
from ls_widgets.text.docs import from_doc, is_doc
from ls_widgets.text.pipelines import from_pipeline, is_pipeline_output
from ls_widgets.text.reading import SURFACES, Reading, read
from ls_widgets.text.spans import Span

if TYPE_CHECKING:
    from ls_widgets.config import LabelConfig
    from ls_widgets.config.tree import Tag

Finder = Callable[[str], Iterable[Span]]


def spanned(output: Any, config: LabelConfig, data: Mapping[str, Any], *, where: str) -> Any:
    """A model's spans for one task as results; any other output as it is.

    Spans are `Span` objects, a spaCy ``Doc``, the output of a token classification pipeline, or a
    function from a text to spans, which is asked about each labelled text of the task, phrase by
    phrase. Other spans lie in the first labelled text (a ``Doc``'s in the one that it is of); phrases
    of a dialogue count as lines. PredictionError for a span that has no place there.
    """
    if not _holds_spans(output):
        return output
    if isinstance(output, Rules):
        check_labels(output.labels, config)
    places = [(tag, reading) for tag, reading in _readings(config, data) if reading is not None]
    if not places:
        raise PredictionError(f"{where}: the task has no text that labels mark.")
    try:
        if callable(output):
            find = output.find if isinstance(output, Rules) else cast("Finder", output)
            return [item for place in places for item in _found(find, *place, config)]
        if is_doc(output):
            places.sort(key=lambda place: place[1].text != output.text)
        tag, reading = places[0]
        return [_item(span, tag, reading, config) for span in _spans(output, reading.text)]
    except LSWError as error:
        raise PredictionError(f"{where}: {error}") from None


def _holds_spans(output: Any) -> bool:
    if isinstance(output, Span) or callable(output) or is_doc(output) or is_pipeline_output(output):
        return True
    return isinstance(output, list | tuple) and bool(output) and all(isinstance(o, Span) for o in output)


def _spans(output: Any, text: str) -> list[Span]:
    if isinstance(output, Span):
        return [output]
    if is_doc(output):
        return from_doc(output)
    return from_pipeline(output, text=text) if is_pipeline_output(output) else list(output)


def _readings(config: LabelConfig, data: Mapping[str, Any]) -> Iterable[tuple[Tag, Reading | None]]:
    values = config.instantiate(data).values
    for name, tag in config.objects.items():
        surface = tag.spec.surface if tag.spec else None
        if surface in SURFACES and _labellers(config, name):
            written = tag.attrs.get("value")
            yield tag, read(surface, values.get(tag.id, {}).get("value", written), tag.get)


def _labellers(config: LabelConfig, name: str) -> list[Tag]:
    shown = config.objects[name].spec
    return [
        control
        for control in config.controls.values()
        if control.spec and control.spec.labels and name in control.to_name
        and shown is not None and shown.surface in control.spec.surfaces
    ]  # fmt: skip


def _found(find: Finder, tag: Tag, reading: Reading, config: LabelConfig) -> Iterable[dict[str, Any]]:
    for start, end in reading.pieces():
        for span in find(reading.text[start:end]):
            moved = Span(span.start + start, span.end + start, span.label, span.score)
            yield _item(moved, tag, reading, config)


def _item(span: Span, tag: Tag, reading: Reading, config: LabelConfig) -> dict[str, Any]:
    """A label that nobody offers goes to the first control, as Label Studio keeps it."""
    controls = _labellers(config, str(tag.name))
    offering = [one for one in controls if is_dynamic(one) or span.label in config.offered(one)]
    control = (offering or controls)[0]
    spec = control.spec
    payload = (spec.payload if spec else None) or "labels"
    value = reading.value(span.start, span.end)
    if tag.get("saveTextResult") in ("no", False):
        del value["text"]
    item: dict[str, Any] = {
        "from_name": control.name,
        "to_name": tag.name,
        "type": spec.result_type if spec else payload,
        "value": {**value, payload: [span.label]},
    }
    return item if span.score is None else {**item, "score": min(max(float(span.score), 0.0), 1.0)}


def check_labels(labels: Iterable[str], config: LabelConfig) -> None:
    """PredictionError for a label that no control on a text offers."""
    controls = [control for name in config.objects for control in _labellers(config, name)]
    if not controls or any(is_dynamic(control) or not config.offered(control) for control in controls):
        return
    known = dict.fromkeys(label for control in controls for label in config.offered(control))
    for label in labels:
        if label not in known:
            hint = did_you_mean(label, known)
            message = f"no control offers the label {quote(label)}; there are {listing(list(known))}. {hint}"
            raise PredictionError(message.rstrip())
