"""One cell of a source as strict JSON: what JSON cannot hold becomes text that names it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import enum
import hashlib
import math
import os
import re
import sys
import uuid
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from ls_widgets.text.offsets import text_fault

ARRAY_LIMIT = 10_000
"""Elements of an array that is shown as a list; a larger one is named by its shape and digest."""
DEPTH_LIMIT = 100
TEXT_LIMIT = 200

_SURROGATE = re.compile("[\ud800-\udfff]")
_ADDRESS = re.compile(r" at 0x[0-9A-Fa-f]+")
_INT_BITS = 4_096


def json_value(value: Any, *, where: str = "", problems: list[str] | None = None) -> Any:
    """A fresh strict-JSON copy of any value; never raises and never keeps a reference to it.

    NaN, NaT, ``pd.NA`` and None become None; NumPy and pandas scalars become Python ones; arrays
    of up to 10,000 elements, tuples, sets, frames and dataclasses become lists and dicts; times are
    ISO 8601 text; ``Decimal``, ``UUID`` and paths are text; an enum member is its value. Infinities,
    bytes, large arrays, pictures, cycles and other objects become their repr, cut, with a digest of
    their content where they hold some, so that equal contents stay equal in another process. Each
    of these is named in ``problems``. Lone surrogates become U+FFFD, one for one.
    """
    found: list[str] = []
    try:
        result = _convert(value, where, found, frozenset())
    except Exception as error:  # noqa: BLE001 - a hostile object may fail in any of its methods
        result = _opaque(value, where, f"reading it fails ({type(error).__name__})", found)
    if problems is not None:
        problems.extend(found)
    return result


def _convert(value: Any, where: str, problems: list[str], above: frozenset[int]) -> Any:
    kind = type(value)
    if kind is str:
        return _text(value, where, problems)
    if kind is float:
        return _number(value, where, problems)
    if kind in (bool, type(None)):
        return value
    if kind is int:
        return _integer(value, where, problems)
    known, scalar = _scalar(value, where, problems)
    if known:
        return scalar
    if id(value) in above:
        return _opaque(value, where, "contains itself", problems)
    if len(above) >= DEPTH_LIMIT:
        return _opaque(value, where, f"is nested deeper than {DEPTH_LIMIT} levels", problems)
    inside = above | {id(value)}
    if isinstance(value, Mapping):
        return _object(value, where, problems, inside)
    if isinstance(value, (list, tuple, deque, range)):
        return [_convert(item, f"{where}[{i}]", problems, inside) for i, item in enumerate(value)]
    if isinstance(value, AbstractSet):
        items = [_convert(item, where, problems, inside) for item in value]
        return sorted(items, key=lambda item: (type(item).__name__, str(item)))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return _object(fields, where, problems, inside)
    return _foreign(value, where, problems, inside)


def _object(value: Mapping[Any, Any], where: str, problems: list[str], inside: frozenset[int]) -> dict:
    names = unique_names(list(value), problems=problems, where=where)
    return {
        name: _convert(item, f"{where}.{name}", problems, inside)
        for name, item in zip(names, value.values(), strict=True)
    }


def _scalar(value: Any, where: str, problems: list[str]) -> tuple[bool, Any]:
    if isinstance(value, enum.Enum):
        return True, _convert(value.value, where, problems, frozenset())
    if is_null(value):
        return True, None
    if isinstance(value, bytes | bytearray | memoryview):
        return True, _opaque(value, where, text_fault(value), problems)
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.generic):
        return True, _numpy_scalar(value, where, problems)
    if isinstance(value, str):
        return True, _text(value, where, problems)
    if isinstance(value, int):
        return True, _integer(value, where, problems)
    if isinstance(value, float):
        return True, _number(value, where, problems)
    if isinstance(value, decimal.Decimal) and not value.is_finite():
        return True, _opaque(value, where, "is not finite", problems)
    for base, text in _TEXTS:
        if isinstance(value, base):
            return True, _text(text(value), where, problems)
    return False, None


def is_null(value: Any) -> bool:
    """Whether the value stands for a missing one: None, NaN, NaT or ``pd.NA``."""
    if value is None:
        return True
    if isinstance(value, float | decimal.Decimal):
        return math.isnan(value) if isinstance(value, float) else value.is_nan()
    pandas = sys.modules.get("pandas")
    return pandas is not None and (value is pandas.NaT or value is pandas.NA)


def _numpy_scalar(value: Any, where: str, problems: list[str]) -> Any:
    numpy = sys.modules["numpy"]
    if isinstance(value, numpy.datetime64):
        return None if numpy.isnat(value) else str(numpy.datetime_as_string(value))
    if isinstance(value, numpy.timedelta64):
        if numpy.isnat(value):
            return None
        plain = value.astype("timedelta64[us]").item()
        return _duration(plain)
    if isinstance(value, numpy.floating):
        return _number(float(value), where, problems)
    if isinstance(value, numpy.bool_ | numpy.integer | numpy.str_):
        return _convert(value.item(), where, problems, frozenset())
    return _opaque(value, where, "is no JSON value", problems)


def _text(value: str, where: str, problems: list[str]) -> str:
    text = str.__str__(value)
    if text.isascii() or not _SURROGATE.search(text):
        return text
    problems.append(f"{where} {text_fault(text)}: it is shown as \ufffd")
    return _SURROGATE.sub("\ufffd", text)


def _number(value: float, where: str, problems: list[str]) -> Any:
    number = float(value)
    if math.isfinite(number):
        return number
    return None if math.isnan(number) else _opaque(number, where, "is not finite", problems)


def _integer(value: int, where: str, problems: list[str]) -> Any:
    if value.bit_length() > _INT_BITS:
        problems.append(f"{where}: an integer of {value.bit_length()} bits is too long to be shown")
        return f"<int of {value.bit_length()} bits sha256:{_digest(hex(value).encode())}>"
    return int(value)


def _duration(value: dt.timedelta) -> str:
    if hasattr(value, "isoformat"):  # pandas' own knows nanoseconds
        return value.isoformat()  # type: ignore[attr-defined]
    hours, rest = divmod(value.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    fraction = f".{value.microseconds:06d}".rstrip("0") if value.microseconds else ""
    return f"P{value.days}DT{hours}H{minutes}M{seconds}{fraction}S"


_TEXTS: Sequence[tuple[type, Callable[[Any], str]]] = (
    (dt.datetime, lambda value: value.isoformat()),
    (dt.date, lambda value: value.isoformat()),
    (dt.time, lambda value: value.isoformat()),
    (dt.timedelta, _duration),
    (decimal.Decimal, str),
    (uuid.UUID, str),
    (os.PathLike, os.fsdecode),
)


def _foreign(value: Any, where: str, problems: list[str], inside: frozenset[int]) -> Any:
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if numpy is not None and isinstance(value, numpy.ndarray):
        if value.size <= ARRAY_LIMIT:
            return _convert(value.tolist(), where, problems, inside)
        return _opaque(value, where, "is a large array", problems)
    if pandas is not None:
        if isinstance(value, pandas.Period | pandas.Interval):
            return str(value)
        if isinstance(value, pandas.Series | pandas.Index) and len(value) <= ARRAY_LIMIT:
            return _convert(value.tolist(), where, problems, inside)
        if isinstance(value, pandas.DataFrame) and value.size <= ARRAY_LIMIT:
            return _convert(value.to_dict("list"), where, problems, inside)
    return _opaque(value, where, "is no JSON value", problems)


def _opaque(value: Any, where: str, why: str, problems: list[str]) -> str:
    shown = describe(value)
    problems.append(f"{where}: a value of type {type(value).__name__} {why}; it is shown as {shown}")
    return shown


def describe(value: Any) -> str:
    """Text for a value that JSON cannot hold: the same for the same content in every process."""
    try:
        return _described(value)
    except Exception:  # noqa: BLE001 - a hostile repr
        return f"<{type(value).__name__}>"


def _described(value: Any) -> str:
    if isinstance(value, bytes | bytearray | memoryview):
        content = bytes(value)
        if len(content) <= 40:
            return repr(content)
        return f"<bytes {content[:8]!r}… of {len(content)} sha256:{_digest(content)}>"
    numpy, images = sys.modules.get("numpy"), sys.modules.get("PIL.Image")
    if numpy is not None and isinstance(value, numpy.ndarray):
        shape = "×".join(str(n) for n in value.shape)
        content = repr(value.tolist()).encode() if value.dtype.hasobject else value.tobytes()
        return f"<array {value.dtype} {shape} sha256:{_digest(content)}>"
    if images is not None and isinstance(value, images.Image):
        width, height = value.size
        name = getattr(value, "filename", "")
        source = os.fsdecode(name) if name else f"sha256:{_digest(value.tobytes())}"
        return _SURROGATE.sub("\ufffd", f"<image {value.mode} {width}×{height} {source}>")
    text = _SURROGATE.sub("\ufffd", _ADDRESS.sub("", repr(value)))
    if len(text) <= TEXT_LIMIT:
        return text
    return f"{text[:TEXT_LIMIT]}… sha256:{_digest(text.encode())}"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def unique_names(names: Sequence[Any], *, problems: list[str], where: str = "") -> list[str]:
    """Names as distinct texts: levels joined by ``.``, a repeated one numbered ``_2``, ``_3``, and so on."""
    if all(type(name) is str and name.isascii() for name in names) and len(set(names)) == len(names):
        return list(names)
    place = f"{where}: " if where else ""
    texts = [_name(name) for name in names]
    taken, result = set(texts), []
    used: set[str] = set()
    for text in texts:
        unique, n = text, 1
        while unique in used:
            n += 1
            unique = f"{text}_{n}"
            if unique in taken:
                unique = text
        if unique != text:
            problems.append(f"{place}the name '{text}' comes again: it is called '{unique}' here")
        used.add(unique)
        result.append(unique)
    return result


def _name(name: Any) -> str:
    if isinstance(name, tuple):
        return ".".join(part for part in map(_name, name) if part)
    text = name if isinstance(name, str) else str(json_value(name))
    return _SURROGATE.sub("\ufffd", text)
