from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ls_widgets.config import LabelConfig
from ls_widgets.errors import ConfigError


def cases(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        case = json.loads(path.read_text())
        if isinstance(case, dict) and "config" in case:
            yield case


def test_configs_are_read_as_the_reference_reads_them(corpus: Path):
    count = 0
    for case in cases(corpus / "interface"):
        if not case["ok"]:
            continue
        count += 1
        config = LabelConfig(case["config"])
        name = case["name"]
        assert case["controls"].keys() <= config.controls.keys(), name
        assert case["objects"].keys() <= config.objects.keys(), name
        for control, want in case["controls"].items():
            got = config.controls[control]
            assert got.tag == want["tag"], name
            assert got.to_name == (want["to_name"] or got.to_name), name
            if want["labels"]:
                assert got.labels == want["labels"], name
        for shown, want in case["objects"].items():
            assert config.objects[shown].value == want["value"], name
        variables = {
            want["value_name"].split("[{{")[0]
            for want in case["objects"].values()
            if want["value_is_variable"]
        }
        assert variables <= config.data_keys.keys(), name
        if case.get("comment_task"):
            assert config.comment_task is not None, name
            assert config.comment_task["data"] == case["comment_task"]["data"], name
        again = LabelConfig(config.to_xml(), strict=False)
        assert again.digest == config.digest, name
        assert not config.instantiate(config.sample_task()).problems, name
        assert not config.validate_task(config.sample_task()), name
    assert count


def test_malformed_configs_are_refused(corpus: Path):
    for case in cases(corpus / "interface"):
        if case["stage"] == "parse":
            with pytest.raises(ConfigError):
                LabelConfig(case["config"])


def test_the_reference_s_verdicts_on_results(corpus: Path):
    for case in cases(corpus / "validate"):
        config = LabelConfig(case["config"], strict=False)
        for tried in case["cases"]:
            given = tried["input"]
            items = [*given[1], given[0]] if tried["kind"] == "relation" else given.get("result", [given])
            assert (not config.validate_result(items)) == tried["ok"], given


def test_whatever_was_labeled_opens_and_is_judged_no_more_strictly(corpus: Path):
    for folder in sorted((corpus / "tasks").iterdir()):
        if not (folder / "config.xml").exists():
            continue
        config = LabelConfig(folder / "config.xml", strict=False)
        packed = folder / "tasks.json.gz"
        text = (
            gzip.decompress(packed.read_bytes()) if packed.exists() else (folder / "tasks.json").read_bytes()
        )
        verdicts = {
            (verdict["task"], verdict["kind"], verdict["id"]): verdict["ok"]
            for verdict in json.loads((folder / "validate.json").read_text())
        }
        for task in json.loads(text):
            config.instantiate(task["data"])
            for kind in ("annotations", "predictions"):
                for labeled in task.get(kind) or []:
                    if isinstance(labeled, dict) and verdicts.get((task["id"], kind, labeled["id"])):
                        assert config.validate_result(labeled["result"]) == [], folder.name


def test_results_of_the_editor_are_sound(corpus: Path):
    for case in cases(corpus / "editor"):
        assert LabelConfig(case["config"]).validate_result(case["result"]) == [], case["name"]
