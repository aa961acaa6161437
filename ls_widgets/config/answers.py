"""Whether the payload of an answer fits its control."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ls_widgets.config.data_keys import is_dynamic
from ls_widgets.config.tree import Tag
from ls_widgets.config.words import did_you_mean, quote


def check_answer(control: Tag, offered: Mapping[str, None], value: Mapping[str, Any]) -> Iterator[str]:
    """Sentences about what is wrong with the value of an answering control that offers these choices."""
    spec = control.spec
    payload = spec.payload if spec else None
    if payload is None:
        return
    if payload not in value:
        if payload != "datetime":
            yield f"value has no {payload}."
        return
    if payload in _OPEN:
        yield from _OPEN[payload](value[payload])
    else:
        yield from _OF_CONTROL[payload](control, offered, value[payload])


def _choices(control: Tag, offered: Mapping[str, None], answer: Any) -> Iterator[str]:
    if not isinstance(answer, list):
        yield f"value.choices must be a list, got {type(answer).__name__}."
        return
    yield from _known(control, offered, answer, "choices")


def _taxonomy(control: Tag, offered: Mapping[str, None], answer: Any) -> Iterator[str]:
    if not isinstance(answer, list) or not all(isinstance(path, list) for path in answer):
        yield "value.taxonomy must be a list of paths."
        return
    if control.get("legacy") is not True:
        yield from _known(control, offered, answer, "taxonomy")


def _known(control: Tag, offered: Mapping[str, None], answer: list[Any], payload: str) -> Iterator[str]:
    open_ended = is_dynamic(control) or control.attrs.get("apiUrl") is not None
    for chosen in answer:
        for part in chosen if isinstance(chosen, list) else [chosen]:
            if not isinstance(part, str):
                yield f"value.{payload} must hold text, got {type(part).__name__}."
            elif part not in offered and not open_ended:
                hint = did_you_mean(part, offered)
                yield f"value.{payload} has {quote(part)}, which {control} does not offer. {hint}".rstrip()


def _text(answer: Any) -> Iterator[str]:
    texts = answer if isinstance(answer, list) else [answer]
    if not all(isinstance(text, str) for text in texts):
        yield "value.text must be text or a list of texts."


def _rating(control: Tag, _offered: Mapping[str, None], answer: Any) -> Iterator[str]:
    most = control.get("maxRating")
    high = most if isinstance(most, int) else 5
    number = isinstance(answer, int | float) and not isinstance(answer, bool)
    if not number or not 0 <= answer <= high or answer % 1:
        yield f"value.rating must be a whole number from 0 to {high}, got {quote(answer)}."


def _number(answer: Any) -> Iterator[str]:
    if not isinstance(answer, int | float) or isinstance(answer, bool) or answer != answer:
        yield f"value.number must be a number, got {quote(answer)}."


def _datetime(answer: Any) -> Iterator[str]:
    if not isinstance(answer, str):
        yield f"value.datetime must be text, got {type(answer).__name__}."


def _selected(answer: Any) -> Iterator[str]:
    if answer not in ("left", "right"):
        yield f'value.selected must be "left" or "right", got {quote(answer)}.'


def _ranker(answer: Any) -> Iterator[str]:
    if not isinstance(answer, Mapping) or not all(isinstance(column, list) for column in answer.values()):
        yield "value.ranker must be an object of lists."


_OF_CONTROL: dict[str, Callable[[Tag, Mapping[str, None], Any], Iterator[str]]] = {
    "choices": _choices,
    "taxonomy": _taxonomy,
    "rating": _rating,
}
_OPEN: dict[str, Callable[[Any], Iterator[str]]] = {
    "text": _text,
    "number": _number,
    "datetime": _datetime,
    "selected": _selected,
    "ranker": _ranker,
}
