"""A document in parts is the document: from a file as from memory, at whatever byte a block ends."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ls_widgets.errors import FormatError
from ls_widgets.formats import json_parts
from ls_widgets.formats.json_parts import FileDocument, HeldDocument, Part

VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
DOCUMENTS = st.dictionaries(
    st.sampled_from(["images", "é\n", "", "b"]), VALUES | st.lists(VALUES), max_size=4
)
BLANKS = st.sampled_from([None, 0, 2])


def shown(parts: Any) -> list[tuple[str, Any, Any]]:
    return [(part.name, part.at, part.value) for part in parts]


def same(document: FileDocument, held: Any) -> None:
    parts = [*document.parts("images", "é\n")]
    assert shown(parts) == shown(HeldDocument(held).parts("images", "é\n"))
    whole = [part for part in parts if part.stop]
    with document.again() as again:
        for part in reversed(whole):
            assert again(part.start, part.stop) == part.value


@settings(max_examples=200, deadline=None)
@given(
    held=DOCUMENTS | st.lists(VALUES) | VALUES, block=st.integers(1, 40), indent=BLANKS, mark=st.booleans()
)
def test_a_file_gives_what_memory_gives(held: Any, block: int, indent: int | None, *, mark: bool) -> None:
    text = json.dumps(held, indent=indent, ensure_ascii=False)
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_parts, "BLOCK", block)
        path = Path(folder) / "a.json"
        path.write_bytes(("\ufeff" * mark + f" \n{text}\n ").encode())
        same(FileDocument(path), held)


@settings(max_examples=200, deadline=None)
@given(held=DOCUMENTS | st.lists(VALUES), block=st.integers(1, 40), data=st.data())
def test_what_is_broken_is_refused_with_its_line(held: Any, block: int, data: st.DataObject) -> None:
    text = json.dumps(held, indent=1, ensure_ascii=False)
    at = data.draw(st.integers(0, len(text) - 1))
    rest = data.draw(st.sampled_from(["", text[at + 1 :]]))
    broken = text[:at] + data.draw(st.sampled_from(["", "!", "]", "}", ",", ":", '"', "\\", "\x01"])) + rest
    told = ""
    try:
        json.loads(broken)
    except json.JSONDecodeError as error:
        told = f"line {error.lineno}: {error.msg}."
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_parts, "BLOCK", block)
        path = Path(folder) / "a.json"
        path.write_text(broken, encoding="utf-8")
        with pytest.raises(FormatError) if told else contextlib.nullcontext() as refused:
            [*FileDocument(path).parts("images")]
    assert refused is None or str(refused.value) == f"'{path}', {told}"


def test_text_that_is_no_utf_8_is_refused_with_its_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_parts, "BLOCK", 3)
    path = tmp_path / "a.json"
    path.write_bytes('["é", "'.encode() + b"\xe9" + b'"]')
    with pytest.raises(FormatError, match=r"is not UTF-8 \(byte 8\)"):
        [*FileDocument(path).parts()]


@pytest.mark.parametrize("content", ["[" * 100_000, "[" + "9" * 5_000 + "]"])
def test_what_python_refuses_is_an_error_of_the_format(content: str, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(FormatError, match=r"a\.json"):
        [*FileDocument(tmp_path / "a.json").parts()]


def test_only_a_block_is_read_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_parts, "BLOCK", 64)
    (tmp_path / "a.json").write_text('{"a": 1, "images": [{"n": 1}, ' + " " * 200 + "broken")
    parts = FileDocument(tmp_path / "a.json").parts("images")
    assert [next(parts)[:3] for _ in range(4)] == [
        ("", None, {}), ("a", None, 1), ("images", None, []), ("images", 0, {"n": 1}),
    ]  # fmt: skip
    with pytest.raises(FormatError, match="line 1: Expecting value"):
        next(parts)


def test_parts_in_memory_are_given_again() -> None:
    document = HeldDocument({"images": [1, 2], "b": {"c": 3}})
    found = [*document.parts("images")]
    assert found[-1] == Part("b", None, {"c": 3}, 4, 4)
    with document.again() as again:
        assert [again(part.start, part.stop) for part in found] == [{}, [], 1, 2, {"c": 3}]
