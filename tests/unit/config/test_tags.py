from __future__ import annotations

import json
from pathlib import Path

import pytest

from ls_widgets.config.tags import TAGS, find_spec

ERRATA = {"Magicwand", "Style"}


def test_facts_are_json_and_consistent():
    for tag, spec in TAGS.items():
        assert spec.tag == tag
        assert json.loads(json.dumps(spec.facts()))["role"] == spec.role
        assert len({name.lower() for name in spec.attrs}) == len(spec.attrs)
        for name, attr in spec.attrs.items():
            assert attr.default is None or not attr.choices or attr.default in attr.choices, (tag, name)
        if spec.role == "control":
            assert spec.result_type
            assert not (spec.labels and spec.classification)
        if spec.labels and tag != "Labels":
            assert (spec.payload, spec.result_type) == (tag.lower(), tag.lower())
            assert spec.value


@pytest.mark.parametrize(
    ("tag", "facts"),
    [
        ("Labels", {"shape": None, "payload": "labels", "labels": True, "classification": False}),
        (
            "RectangleLabels",
            {"shape": "rectangle", "payload": "rectanglelabels", "result_type": "rectanglelabels"},
        ),
        ("Rectangle", {"shape": "rectangle", "payload": None, "result_type": "rectangle", "labels": False}),
        ("TextArea", {"payload": "text", "result_type": "textarea", "classification": True}),
        ("Pairwise", {"payload": "selected", "result_type": "pairwise"}),
        ("HyperText", {"role": "object", "surface": "hypertext"}),
        ("AudioPlus", {"role": "object", "surface": "audio"}),
        ("Choice", {"role": "label"}),
        ("View", {"role": "visual"}),
    ],
)
def test_facts_of_a_tag(tag: str, facts: dict[str, object]):
    found = TAGS[tag].facts()
    assert {name: found[name] for name in facts} == facts


def test_every_tag_and_attribute_of_the_catalogue_is_declared(corpus: Path):
    catalogue = json.loads((corpus / "tags.json").read_text())
    for tag, entry in catalogue.items():
        spec = find_spec(tag)
        assert spec, tag
        known = {name.lower() for name in spec.attrs}
        listed = {name.lower().rstrip("=") for name in entry["attrs"]} if tag not in ERRATA else set()
        assert listed <= known, (tag, listed - known)
