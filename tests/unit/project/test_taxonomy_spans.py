"""Spans whose labels are paths of a Taxonomy, from Python: made, changed, read."""

from __future__ import annotations

from typing import Any

import pytest

from ls_widgets import Project
from ls_widgets.errors import ResultError

CONFIG = """<View><Text name="txt" value="$text"/><Taxonomy name="tax" toName="txt" labeling="true">
  <Choice value="Place"><Choice value="City" alias="c"/></Choice><Choice value="Person"/></Taxonomy></View>"""
CITY = [["Place", "c"]]


def project(config: str = CONFIG) -> Project:
    return Project([{"text": "Anna in Paris"}], config, store=None)


def test_a_span_has_its_paths_where_others_have_labels() -> None:
    made = project()
    annotation = made.annotate(0, [], status="draft")
    region = made.add_region(annotation, "tax", {"start": 8, "end": 13, "taxonomy": CITY})
    (item,) = made.annotations(0)[0].result
    assert item == {
        "value": {"start": 8, "end": 13, "text": "Paris", "taxonomy": CITY},
        "id": region,
        "from_name": "tax",
        "to_name": "txt",
        "type": "taxonomy",
        "origin": "manual",
    }
    after = made.update_region(annotation, region, start=0, end=4, taxonomy=[["Person"]])
    assert after.result[0]["value"] == {"start": 0, "end": 4, "text": "Anna", "taxonomy": [["Person"]]}
    assert made.problems(after) == []
    assert made.history()["label"].tolist()[-2:] == ["Draw span", "Change region"]


def test_the_frame_of_regions_names_the_path_as_label() -> None:
    made = project()
    made.annotate(
        0, [{"from_name": "tax", "value": {"start": 8, "end": 13, "taxonomy": [*CITY, ["Person"]]}}]
    )
    frame = made.to_frame("regions")
    assert frame["label"].tolist() == ["Place / c"]
    assert frame["labels"].tolist() == [["Place / c", "Person"]]
    assert frame["taxonomy"].tolist() == [[*CITY, ["Person"]]]


@pytest.mark.parametrize(
    ("config", "value", "options", "said"),
    [
        (CONFIG, {"start": 0, "end": 4}, {}, "taxonomy="),
        (CONFIG, {"start": 0, "end": 4, "taxonomy": CITY}, {"labels": "Person"}, "taxonomy="),
        (CONFIG, {"start": 0, "end": 4, "taxonomy": [["Nowhere"]]}, {}, "Nowhere"),
        (CONFIG.replace("labeling", "legacy"), {"start": 0, "end": 4, "taxonomy": CITY}, {}, "no regions"),
    ],
)
def test_a_span_without_known_paths_is_refused(
    config: str, value: dict[str, Any], options: dict[str, Any], said: str
) -> None:
    made = project(config)
    annotation = made.annotate(0, [], status="draft")
    with pytest.raises(ResultError, match=said):
        made.add_region(annotation, "tax", value, **options)
    assert made.annotations(0)[0].result == []
