"""Task files: csv, tsv, json (a Label Studio export too), jsonl, parquet and txt, here or at an address."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ls_widgets.errors import TaskError
from ls_widgets.extras import need
from ls_widgets.model import jsontext
from ls_widgets.model.collecting import fewer_collections
from ls_widgets.tasks.encoding import not_utf8
from ls_widgets.tasks.indexed import LARGE, FileValues, json_fault, line_values, list_values
from ls_widgets.tasks.remote import Fetched, is_address, shown

if TYPE_CHECKING:
    import pandas as pd

_ENCODING = " Save it as UTF-8, or read it with pandas.read_csv(path, encoding=...)."


def read_file(path: str | os.PathLike[Any]) -> pd.DataFrame | Sequence[Any]:
    """A task file as a frame (csv, tsv, parquet) or a list (json, jsonl, txt); the suffix tells the kind.

    csv as Label Studio reads it: a header row, ``;`` between the cells if the first line has more
    of them than commas, types inferred; only an empty cell is missing, so that the texts ``NA`` and
    ``None`` stay texts. A json file holds a list, or an object, which is one task. Of a large json or
    jsonl file only the places of its tasks are kept. Each line of a txt file is a task.
    """
    text = os.fsdecode(path)
    if is_address(text):
        fetched = Fetched(text)
        try:
            found = _read_local(fetched.path)
        except TaskError as error:
            raise TaskError(str(error).replace(f"'{fetched.path}'", f"'{shown(text)}'")) from error
        if isinstance(found, FileValues):
            found.keep = fetched
        return found
    file = Path(os.path.expanduser(text))  # noqa: PTH111 - leaves the name of an unknown user as it is
    if not os.path.isfile(file):  # noqa: PTH113 - never raises
        raise TaskError(
            f"'{_cut(text)}' is no file. Tasks are a DataFrame, a list of dicts or texts ([text] for a "
            f"single one), or the path of a {_kinds()} file."
        )
    return _read_local(file)


def is_task_file(path: Path) -> bool:
    """Whether a file holds tasks by its name; a txt file may as well be one text."""
    return path.suffix.lower() in _READERS and path.suffix.lower() != ".txt"


def read_files(files: Sequence[Path]) -> pd.DataFrame | Sequence[Any]:
    """Task files that are parts of one, all of one kind, one after the other."""
    kinds = {file.suffix.lower() for file in files}
    if len(kinds) > 1:
        raise TaskError(
            f"'{files[0].parent}' holds task files of several kinds ({', '.join(sorted(kinds))}): give those "
            "of one kind by a pattern."
        )
    parts = [read_file(file) for file in files]
    if len(parts) == 1:
        return parts[0]
    if kinds <= {".json", ".jsonl"}:
        return list(itertools.chain.from_iterable(parts))
    import pandas as pd

    return pd.concat(parts, ignore_index=True)  # type: ignore[arg-type]


def _read_local(file: Path) -> pd.DataFrame | Sequence[Any]:
    suffix = file.suffix.lower()
    reader = _READERS.get(suffix)
    if reader is None:
        raise TaskError(f"'{file}': files of the kind '{file.suffix}' are not read; {_kinds()} are.")
    try:
        if suffix in (".json", ".jsonl") and file.stat().st_size > LARGE:
            found = line_values(file) if suffix == ".jsonl" else list_values(file)
            if found is not None:
                return found
        return reader(file)
    except UnicodeDecodeError as error:
        raise not_utf8(file, _ENCODING) from error
    except OSError as error:
        raise TaskError(f"'{file}' cannot be read: {error.strerror or error}.") from error


def _read_csv(file: Path) -> pd.DataFrame:
    with file.open("rb") as stream:
        first = stream.readline(1_000_000)
    return _read_table(file, ";" if first.count(b";") > first.count(b",") else ",")


def _read_tsv(file: Path) -> pd.DataFrame:
    return _read_table(file, "\t")


def _read_table(file: Path, separator: str) -> pd.DataFrame:
    import pandas as pd

    try:
        return pd.read_csv(
            file,
            sep=separator,
            encoding="utf-8-sig",
            keep_default_na=False,
            na_values=[""],
            index_col=False,
            low_memory=False,
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as error:
        raise TaskError(f"'{file}' is no table with a header row: {str(error).strip()}.") from error


def _read_json(file: Path) -> list[Any]:
    content = _parse(file.read_text(encoding="utf-8-sig"), f"'{file}'")
    if isinstance(content, dict):
        return [content]
    if isinstance(content, list):
        return content
    raise TaskError(f"'{file}' holds a single {type(content).__name__}, not a list of tasks.")


def _read_jsonl(file: Path) -> list[Any]:
    lines = file.read_text(encoding="utf-8-sig").split("\n")
    return [_parse(line, f"'{file}' line {n}") for n, line in enumerate(lines, 1) if line.strip()]


def _parse(text: str, place: str) -> Any:
    try:
        with fewer_collections():
            content = jsontext.loads(text)
        if not _may_repeat(text, content):
            return content
    except (ValueError, RecursionError):  # the slow reader knows the place
        pass
    try:
        return json.loads(text, object_pairs_hook=lambda pairs: _unique(pairs, place))
    except json.JSONDecodeError as error:
        hint = ""
        if error.msg == "Extra data" and error.lineno > 1:
            hint = " If it holds one JSON value a line, name it .jsonl."
        elif text.startswith("version https://git-lfs"):
            hint = " It is a Git LFS pointer: run git lfs pull."
        raise TaskError(f"{place} is no JSON: {json_fault(error)}.{hint}") from error
    except RecursionError as error:
        raise TaskError(f"{place} is nested too deeply.") from error
    except ValueError as error:
        raise TaskError(f"{place} cannot be read: {error}.") from error


def _may_repeat(text: str, content: Any) -> bool:
    """Whether an object of a text may have a key twice: then fewer keys were read than are written there."""
    if any(odd in text for odd in _ODD):
        return True
    return text.count('":') != msgspec.json.encode(content).count(b'":')


_ODD = ('" :', "\t:", "\r:", "\n:", "\\u0022", "\\u003a", "\\u003A")
"""Spellings that would hide a key, or look like one, once they are written anew."""


def _unique(pairs: list[tuple[str, Any]], place: str) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise TaskError(f"{place}: an object has the key '{_cut(twice)}' twice.")
    return content


def _read_lines(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8-sig")
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return [line.removesuffix("\r") for line in lines]


def _read_parquet(file: Path) -> pd.DataFrame:
    parquet = need("pyarrow.parquet", extra="arrow", what="reading parquet files")
    try:
        return parquet.read_table(file).to_pandas()
    except Exception as error:  # Arrow has errors of its own
        raise TaskError(f"'{file}' is no Parquet file that can be read: {error}.") from error


_READERS: dict[str, Callable[[Path], Any]] = {
    ".csv": _read_csv,
    ".tsv": _read_tsv,
    ".json": _read_json,
    ".jsonl": _read_jsonl,
    ".parquet": _read_parquet,
    ".txt": _read_lines,
}


def _kinds() -> str:
    *first, last = (suffix[1:] for suffix in _READERS)
    return f"{', '.join(first)} or {last}"


def _cut(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}…"
