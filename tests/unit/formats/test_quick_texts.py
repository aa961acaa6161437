"""Spans, words and recordings that are found quickly are those that are found step by step."""

from __future__ import annotations

import io
import json
import wave
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ls_widgets.config import LabelConfig
from ls_widgets.formats import conll, formats, plain_spans
from ls_widgets.formats.export import run
from ls_widgets.formats.job import NoMedia
from ls_widgets.formats.plain import Plain, PlainTask
from ls_widgets.formats.source import loads, open_source
from ls_widgets.formats.spans import Span
from ls_widgets.formats.treebank import step_by_step, words
from tests.unit.formats.cases import SPANS, annotation, losses, span, task, write

PIECES = st.sampled_from([
    *".,:;?!-()[]{}<>$%&@#/'\"`aé5_ıİ", "word", "can", "not", "cannot", "Gonna", "gİmme", "lemme", "wanna",
    "'tis", "'twas", "d'ye", "more'n", "n't", "'s", "'ll", "...", "--", "''", "``",
    "long" * 30, *([" "] * 12), "\n", "\t", "\u00a0", "\u2028", "  ", "\r\n",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join)


@given(TEXTS)
@example("wanna\n'tis")
@settings(max_examples=1500, deadline=None)
def test_words_are_those_of_all_the_rules_in_turn(text: str) -> None:
    assert words(text) == [*step_by_step(text)]


PLACES = st.lists(st.integers(0, 30), min_size=2, max_size=2, unique=True).map(sorted)


@given(TEXTS, st.lists(PLACES, max_size=4))
@settings(max_examples=500, deadline=None)
def test_lines_have_the_tags_of_each_word(text: str, places: list[list[int]]) -> None:
    found = sorted((Span(start, end, ["A", "B"]) for start, end in places), key=lambda one: one.start)
    tagged = conll.tagged(text, found)
    assert conll._lines(text, found) == "".join(f"{text[a:b]} -X- _ {tag}\n" for a, b, tag in tagged)


NUMBERS = st.integers(-1, 12) | st.sampled_from([2.5, "3", None, True])
ODD = st.fixed_dictionaries({}, optional={
    "type": st.sampled_from(["relation", "choices"]), "from_name": st.sampled_from(["other", "more"]),
    "to_name": st.just("other"), "id": st.just(5),
    "value": st.just({"start": 1, "end": 2, "labels": []}) | st.just({"start": 1})
    | st.builds(lambda start, end: {"start": start, "end": end, "labels": ["ORG"]}, NUMBERS, NUMBERS),
})  # fmt: skip
PLAIN = PLACES.map(lambda ends: span(ends[0], ends[1], "PER"))
RESULTS = st.lists(PLAIN, max_size=3) | st.lists(
    st.builds(lambda one, odd: one | odd, PLAIN, ODD), max_size=3
)
ANNOTATIONS = st.lists(
    st.builds(
        lambda result, more: annotation(result, **more),
        RESULTS,
        st.fixed_dictionaries({}, optional={"was_cancelled": st.booleans(), "skipped": st.just(True)}),
    ),
    max_size=2,
)
DATA = st.fixed_dictionaries({"text": TEXTS | st.sampled_from([None, 12, ["a b"], "x" * 40])}) | st.just({})
CONFIGS = {
    "one": SPANS,
    "two": SPANS.replace(
        "</View>", '<Labels name="more" toName="txt"><Label value="A"/></Labels></View>'
    ),
}  # fmt: skip


@given(made=st.lists(st.tuples(DATA, ANNOTATIONS, st.booleans()), min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("compat", [None, "label-studio"])
@pytest.mark.parametrize("config", [*CONFIGS])
def test_plain_spans_are_written_as_any_result_is(
    tmp_path_factory: pytest.TempPathFactory, config: str, compat: str | None, made: list[Any]
) -> None:
    tasks = [
        task(data, *given, number=number) | ({"drafts": [{"result": []}]} if draft else {})
        for number, (data, given, draft) in enumerate(made)
    ]
    folder = tmp_path_factory.mktemp("plain")
    (folder / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    sources: dict[str, Any] = {"quick": folder / "tasks.json", "listed": tasks}
    found = [
        outcome(source, CONFIGS[config], folder / name, compat=compat) for name, source in sources.items()
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plain, "__call__", lambda _, block: loads(block))
        slow = outcome(tasks, CONFIGS[config], folder / "slow", compat=compat)
    assert found == [slow, slow]


def outcome(source: Any, config: str, folder: Path, **options: Any) -> tuple[bytes, dict[str, int]]:
    """The lines and what they lack."""
    report = write(source, config, "conll2003", folder, **options)
    return (folder / "result.conll").read_bytes(), losses(report)


HEARD = """<View><Audio name="a" value="$audio"/><TextArea name="said" toName="a"/>
<Labels name="part" toName="a"><Label value="A"/></Labels></View>"""
SAID = {"id": "x", "from_name": "said", "type": "textarea", "value": {"text": ["one"]}}
VALUES: list[dict[str, Any]] = [
    {"text": ["one"], "start": 1.5}, {"text": ["a", "b"]}, {"text": "one"}, {"text": []}, {"text": ["a", 5]},
    {"text": [""]}, {},
]  # fmt: skip
ODD_SAID: list[dict[str, Any]] = [
    {}, {"original_length": 2.5}, {"from_name": "part"}, {"from_name": "other"}, {"type": "relation"},
    {"type": "labels"}, *({"value": value} for value in VALUES),
]  # fmt: skip
ODD_BY: list[dict[str, Any]] = [
    {}, {"was_cancelled": True}, {"skipped": True}, {"completed_by": None},
    {"completed_by": {"email": "a@b.c"}},
]  # fmt: skip
RECORDINGS: list[dict[str, Any]] = [{"audio": "s.wav"}, {"audio": "https://a.b/c.wav"}, {"audio": 5}, {}]


@pytest.mark.parametrize("compat", [None, "label-studio"])
def test_plain_recordings_are_written_as_any_are(tmp_path: Path, compat: str | None) -> None:
    results = [[], *([SAID | odd] for odd in ODD_SAID), [SAID, SAID]]
    people = [by | odd for by in ({"completed_by": 3}, {"user": "bo"}) for odd in ODD_BY]
    each = [*product(RECORDINGS, people, results)]  # plain ones are never far from one another
    tasks = [
        task(data, {"id": 1, "result": result} | by, number=n) for n, (data, by, result) in enumerate(each)
    ]
    tasks += [tasks[0] | {"annotations": []}, tasks[0] | {"drafts": [{"result": []}]}]
    stream = io.BytesIO()
    with wave.open(stream, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(100)
        sound.writeframes(bytes(50))

    class Files(NoMedia):
        def file(self, index: int, variable: str) -> bytes | None:
            return stream.getvalue() if tasks[index]["data"] == RECORDINGS[0] else None

    def outcome(folder: Path) -> tuple[dict[str, bytes], list[str]]:
        options: dict[str, Any] = {"media": Files(), "on_loss": "ignore", "compat": compat}
        report = run(formats["asr_manifest"], open_source(tasks), LabelConfig(HEARD), folder, **options)
        return {path.name: path.read_bytes() for path in report.files}, [*map(str, report.losses)]

    quick = outcome(tmp_path / "quick")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plain, "__call__", lambda _, block: loads(block))
        assert outcome(tmp_path / "slow") == quick


def test_texts_with_spans_alone_are_read_as_plain() -> None:
    plain = Plain(plain_spans._kind("ner", "txt"))
    spans = [span(4, 7, "PER"), span(0, 3, "PER")]
    read = plain(memoryview(json.dumps([task({"text": "Ann Lee"}, annotation(spans))]).encode()))
    assert isinstance(read[0], PlainTask)
    found = plain_spans._plain(read[0], "text")
    assert found is not None
    assert [(one.start, one.end) for one in found.spans] == [(0, 3), (4, 7)]
