"""Frames of pigeonXT (example, changed, label or a column for each), and pairs of pigeon."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ls_widgets.errors import FormatError
from ls_widgets.formats.reading import Reading, as_number
from ls_widgets.formats.sample import Answer, Sample

CHANGED = "changed"
FEW = 30
"""Different answers up to which they are classes."""
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff")


def read(reading: Reading) -> Iterator[Sample]:
    """A sample for each row; rows that were not changed are tasks without labels."""
    columns, rows = _table(reading.source)
    example = reading.options["example"] or ("example" if "example" in columns else columns[0])
    label = reading.options["label"] or ("label" if "label" in columns else None)
    for name in (example, label):
        if name is not None and name not in columns:
            raise FormatError(f"there is no column {name!r}; there are {', '.join(columns)[:200]}.")
    rest = [name for name in columns if name not in (example, label, CHANGED)]
    flags = [] if label is not None else [name for name in rest if all(_is_flag(row[name]) for row in rows)]
    if label is None and not flags:
        raise FormatError(
            f"there is no column of labels among {', '.join(columns)[:200]}: name it as label=."
        )
    values = [row[label] for row in rows if not _is_missing(row[label])] if label is not None else []
    kind = _kind(values)
    for at, row in enumerate(rows):
        sample = Sample(f"row {at}", data={name: row[name] for name in rest if name not in flags})
        shown = row[example]
        text = os.fspath(shown) if isinstance(shown, os.PathLike) else str(shown)
        if text.lower().endswith(_PICTURES):
            sample.picture = text
        else:
            sample.text = text
        sample.labeled = CHANGED not in columns or bool(row[CHANGED])
        if sample.labeled:
            sample.answers = _answers(row, label, flags, kind, sample.where)
        yield sample


def _table(source: Any) -> tuple[list[str], list[dict[str, Any]]]:
    if isinstance(source, Sequence) and all(
        isinstance(one, list | tuple) and len(one) == 2 for one in source
    ):
        return ["example", "label"], [{"example": one, "label": other} for one, other in source]
    if (
        isinstance(source, Sequence)
        and not isinstance(source, str)
        and all(isinstance(one, Mapping) for one in source)
    ):
        columns = list(dict.fromkeys(str(name) for row in source for name in row))
        return columns, [{name: row.get(name) for name in columns} for row in source]
    import narwhals as nw

    try:
        native: Any = source
        frame = nw.from_native(native, eager_only=True)
    except TypeError as error:
        raise FormatError(f"a frame of pigeonXT is needed, not {type(source).__name__}.") from error
    except Exception as error:
        raise FormatError(f"the frame cannot be read: {error}.") from error
    columns = [str(name) for name in frame.columns]
    if not columns:
        raise FormatError("the frame has no columns.")
    return columns, [dict(zip(columns, row, strict=True)) for row in frame.iter_rows()]


def _is_missing(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def _is_flag(value: Any) -> bool:
    return (
        _is_missing(value)
        or isinstance(value, bool)
        or str(value) in ("True", "False", "0", "1", "0.0", "1.0")
    )


def _kind(values: Sequence[Any]) -> str:
    if values and all(isinstance(one, int | float) and not isinstance(one, bool) for one in values):
        return "number"
    return "choices" if len({str(one) for one in values}) <= FEW else "textarea"


def _answers(
    row: Mapping[str, Any], label: str | None, flags: Sequence[str], kind: str, where: str
) -> list[Answer]:
    if label is None:
        chosen = [name for name in flags if str(row[name]) in ("True", "1", "1.0")]
        return [Answer("choices", chosen, multiple=True, choices=[*flags])] if chosen else []
    value = row[label]
    if _is_missing(value):
        return []
    if isinstance(value, list | tuple):
        return [Answer("choices", [str(one) for one in value], multiple=True)] if len(value) else []
    return [Answer(kind, [as_number(value, where) if kind == "number" else str(value)])]
