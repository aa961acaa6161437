"""Texts: CoNLL, tokens, spaCy; and segments of recordings."""

from __future__ import annotations

import csv
import io
import json
import sys
import wave
from pathlib import Path
from typing import Any

import pytest

import ls_widgets as lsw
from tests.unit.formats.cases import SPANS, annotation, losses, names, span, task, write

TEXT = 'Anna Smith joined Acme Corp. in 2020, "ok".'
MARKED = [
    task({"text": TEXT}, annotation([span(0, 10, "PER"), span(5, 10, "ORG"), span(18, 27, "ORG", "PER")]))
]


def test_conll_tags_every_token_that_a_span_touches(tmp_path: Path) -> None:
    report = write(MARKED, SPANS, "conll2003", tmp_path)
    lines = (tmp_path / "result.conll").read_text().splitlines()
    assert lines[0] == "-DOCSTART- -X- O"
    assert [line.replace(" -X- _", "") for line in lines[1:-1]] == [
        "Anna B-PER", "Smith I-PER", "joined O", "Acme B-ORG", "Corp. I-ORG", "in O", "2020 O", ", O", '" O',
        "ok O", '" O', ". O",
    ]  # fmt: skip
    assert losses(report) == {"span that overlaps an earlier one": 1, "further label of a span": 1}


def test_offsets_are_code_points(tmp_path: Path) -> None:
    text = "😀 Zoë\r\nlebt"
    write([task({"text": text}, annotation([span(2, 5, "PER")]))], SPANS, "conll2003", tmp_path)
    assert "Zoë -X- _ B-PER\nlebt -X- _ O\n" in (tmp_path / "result.conll").read_text(encoding="utf-8")


def test_tokens_with_biluo_tags(tmp_path: Path) -> None:
    write(MARKED, SPANS, "biluo", tmp_path)
    with (tmp_path / "tokens.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["tag"] for row in rows[:5]] == ["B-PER", "L-PER", "O", "B-ORG", "L-ORG"]
    assert all(TEXT[int(row["start"]) : int(row["end"])] == row["token"] for row in rows)


def test_spacy_lines_keep_all_spans(tmp_path: Path) -> None:
    write(MARKED, SPANS, "spacy_jsonl", tmp_path)
    line = json.loads((tmp_path / "result.jsonl").read_text())
    assert line["text"] == TEXT
    assert [(one["start"], one["end"], one["label"]) for one in line["spans"]] == [
        (0, 10, "PER"), (5, 10, "ORG"), (18, 27, "ORG"), (18, 27, "PER"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("form", "library", "extra"), [("spacy", "spacy", "spacy"), ("parquet", "pyarrow", "arrow")]
)
def test_a_missing_library_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, library: str, extra: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(lsw.MissingExtraError, match=rf"ls-widgets\[{extra}\]"):
        write(MARKED, SPANS, form, tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("value", [{"labels": ["PER"]}, {"start": "x", "end": 3, "labels": ["PER"]},
                                   {"start": 900, "end": 905, "labels": ["PER"]}])  # fmt: skip
@pytest.mark.parametrize("form", ["conll2003", "spacy_jsonl", "bio"])
def test_a_broken_span_costs_itself(tmp_path: Path, form: str, value: dict[str, Any]) -> None:
    broken = {**span(0, 4, "PER"), "value": value}
    report = write([task({"text": TEXT}, annotation([broken, span(0, 4, "PER")]))], SPANS, form, tmp_path)
    assert losses(report) == {"span without a start and an end inside the text": 1}
    assert "PER" in next(tmp_path.iterdir()).read_text()


AUDIO = """<View><Audio name="aud" value="$audio"/>
<Labels name="who" toName="aud"><Label value="Ann"/></Labels>
<TextArea name="said" toName="aud" perRegion="true"/></View>"""


def segment(start: float, end: float, *texts: str) -> list[dict[str, Any]]:
    head = {"id": f"a{start}", "to_name": "aud", "original_length": 9.5}
    place = {"start": start, "end": end, "channel": 0}
    said = {**head, "from_name": "said", "type": "textarea", "value": {**place, "text": [*texts]}}
    who = {**head, "from_name": "who", "type": "labels", "value": {**place, "labels": ["Ann"]}}
    return [who, *([said] if texts else [])]


def test_captions(tmp_path: Path) -> None:
    items = [*segment(61.5, 62.25, "a < b -->", "next"), *segment(0, 1.0015)]
    tasks = [task({"audio": "/data/upload/1/talk.wav"}, annotation(items))]
    write(tasks, AUDIO, "webvtt", tmp_path / "vtt")
    assert (tmp_path / "vtt/talk.vtt").read_text() == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.002\n<v Ann>Ann\n"
        "\n00:01:01.500 --> 00:01:02.250\n<v Ann>a &lt; b --&gt;\nnext\n"
    )
    write(tasks, AUDIO, "srt", tmp_path / "srt")
    assert "2\n00:01:01,500 --> 00:01:02,250\na < b →\nnext\n\n" in (tmp_path / "srt/talk.srt").read_text()
    write(tasks, AUDIO, "audacity", tmp_path / "aud")
    assert (tmp_path / "aud/talk.txt").read_text().splitlines()[
        1
    ] == "61.500000\t62.250000\tAnn: a < b --> next"


SPEECH = '<View><Audio name="aud" value="$audio"/><TextArea name="text" toName="aud"/></View>'


def test_asr_manifest_measures_and_copies_the_recording(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * 12000))
    said = {
        "id": "t",
        "from_name": "text",
        "to_name": "aud",
        "type": "textarea",
        "value": {"text": ["hello"]},
    }
    far = {**said, "original_length": 4.5}
    tasks = [
        task({"audio": "a.wav"}, annotation([said])),
        task({"audio": "https://example.com/b.wav"}, annotation([far]), number=2),
        task({"audio": "gone.wav"}, annotation([said]), number=3),
    ]
    project = lsw.Project.from_ls(tasks, SPEECH, store=None)
    project.image_roots = [tmp_path]
    report = project.export("asr_manifest", tmp_path / "out", on_loss="ignore")
    lines = [json.loads(line) for line in (tmp_path / "out/manifest.json").read_text().splitlines()]
    assert [(line["duration"], line["text"]) for line in lines] == [(1.5, "hello"), (4.5, "hello")]
    assert (tmp_path / "out" / lines[0]["audio_filepath"]).read_bytes() == (tmp_path / "a.wav").read_bytes()
    assert sum(losses(report).values()) == 1


VIDEO = """<View><Video name="vid" value="$video"/><VideoRectangle name="box" toName="vid"/>
<Labels name="l" toName="vid"><Label value="car"/></Labels></View>"""


def test_tracks_are_interpolated_and_leave_gaps(tmp_path: Path) -> None:
    frame = {"width": 10, "height": 10, "y": 0, "rotation": 0}
    sequence = [
        {**frame, "frame": 1, "x": 0, "time": 0.1, "enabled": True},
        {**frame, "frame": 3, "x": 20, "time": 0.3, "enabled": False},
        {**frame, "frame": 6, "x": 50, "time": 0.6, "enabled": True},
    ]
    value = {"framesCount": 8, "duration": 0.8, "sequence": sequence, "labels": ["car"]}
    item = {"id": "v", "from_name": "box", "to_name": "vid", "type": "videorectangle", "value": value}
    tasks = [task({"video": "https://example.com/v.mp4"}, annotation([item]))]
    write(tasks, VIDEO, "tracks", tmp_path / "tracks")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "tracks/tracks.csv").read_text())))
    assert [(int(row["frame"]), float(row["x"])) for row in rows] == [
        (1, 0), (2, 10), (3, 20), (6, 50), (7, 50), (8, 50),
    ]  # fmt: skip
    with pytest.raises(lsw.FormatError, match="size="):
        write(tasks, VIDEO, "mot", tmp_path / "mot")
    assert not (tmp_path / "mot").exists()
    write(tasks, VIDEO, "mot", tmp_path / "mot", size=(200, 100))
    (path,) = [name for name in names(tmp_path / "mot") if name.endswith("gt.txt")]
    assert (tmp_path / "mot" / path).read_text().splitlines()[1] == "2,1,20.00,0.00,20.00,10.00,1,1,1"
