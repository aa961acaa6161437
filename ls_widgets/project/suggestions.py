"""A model that is asked by drawing: prompts in, suggestions out. Nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ls_widgets.errors import LSWError, PredictionError, TaskError
from ls_widgets.model.wire import Item
from ls_widgets.project.prompt import Prompt
from ls_widgets.project.region_controls import Controls
from ls_widgets.project.region_values import facts_of, payload_of, shown_of

if TYPE_CHECKING:
    from ls_widgets.project.region_edits import RegionEdits

Suggest = Callable[[Prompt], Any]


def checked_model(model: Any) -> Suggest:
    """The model, when it can be called; else TypeError."""
    if not callable(model):
        raise TypeError(f"suggest= takes a function on a Prompt, not {type(model).__name__}.")
    return model


def suggestions_of(
    project: RegionEdits, model: Suggest, task: str, result: Sequence[Mapping[str, Any]]
) -> list[Item]:
    """See `Project.suggest`."""
    from ls_widgets.ml.suggestions import suggested

    controls = Controls(project.config, project.source, task)
    prompt, facts = _prompt(project, controls, task, result)
    try:
        output = model(prompt)
    except LSWError:
        raise
    except Exception as error:
        raise PredictionError(f"suggest= raised {type(error).__name__}: {error}") from error
    return suggested(output, prompt, project=project, controls=controls, facts=facts)


def _prompt(
    project: RegionEdits, controls: Controls, task: str, result: Sequence[Mapping[str, Any]]
) -> tuple[Prompt, dict[str, Any]]:
    """The prompt, and what results on its picture say of it."""
    from ls_widgets.ml.suggestions import completed

    if not isinstance(result, list | tuple) or not all(isinstance(item, Mapping) for item in result):
        raise PredictionError("a prompt must be a list of results.")
    items = [completed(item, controls, facts={}) for item in result]
    regions = [item for item in items if item.get("type") != "relation"]
    if not regions:
        raise PredictionError("a prompt must be a list of results.")
    newest = regions[-1]
    main = next(item for item in regions if item.get("id") == newest.get("id"))
    target = str(newest["to_name"])
    index = main.get("item_index")
    page = index if isinstance(index, int) else 0
    shown = shown_of(controls, target, roots=project.image_roots)
    facts = facts_of(shown, [*project.store.states(task), _state(task, items)], target, page=page)
    image = shown.surface == "image"
    prompt = Prompt(
        task,
        controls.data,
        items,
        control=str(main["from_name"]),
        object=target,
        label=_label(controls, [item for item in regions if item.get("id") == newest.get("id")]),
        size=(facts["original_width"], facts["original_height"]) if "original_width" in facts else None,
        page=page,
        text=shown.text,
        load=partial(_load, project, controls, target, page) if image else None,
    )
    return prompt, facts


def _state(task: str, items: list[Item]) -> Any:
    return {"id": "", "task": task, "rev": 0, "result": items, "pending": False, "fields": {}}


def _load(project: RegionEdits, controls: Controls, target: str, page: int) -> Any:
    from ls_widgets.project.task_images import open_image

    try:
        return open_image(controls.value(target), page=page, roots=project.image_roots)
    except TaskError as error:
        raise PredictionError(str(error)) from None


def _label(controls: Controls, items: Sequence[Item]) -> str | None:
    """The first label of a region; smart key points hold it under ``labels`` as well."""
    for item in items:
        value = item.get("value") or {}
        for key in (payload_of(controls, item), "labels"):
            held = value.get(key)
            if isinstance(held, list) and held and isinstance(held[0], str) and controls.gives_labels(item):
                return held[0]
    return None
