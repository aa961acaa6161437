from __future__ import annotations

import json
from typing import Any

import pytest

from ls_widgets.config import LabelConfig


def config(body: str) -> LabelConfig:
    return LabelConfig(f"<View>{body}</View>", strict=False)


@pytest.mark.parametrize(
    ("written", "data", "shown"),
    [
        ("$a", {"a": [1]}, [1]),
        ("$a", {"a": None}, ""),
        ("$a", {"a": 0}, 0),
        ("$a.b", {"a": {"b": 1}}, 1),
        ("$a.b", {"a": {"b": 1}, "a.b": 2}, 2),
        ("$a.b.c", {"a.b": {"c": 3}}, 3),
        ("$a[1].b", {"a": [{}, {"b": 4}]}, 4),
        ("$a.b", {"a": '{"b": 5}'}, 5),
        ("Q: $a ($b)", {"a": "x", "b": 2.0}, "Q: x (2)"),
        ("$a.", {"a": "end"}, "end."),
        ("$a and $a", {"a": True}, "true and true"),
        ("[$a]", {"a": {"k": None}}, '[{"k": null}]'),
    ],
)
def test_variables(written: str, data: dict[str, Any], shown: object):
    instance = config(f'<Header value="{written}"/>').instantiate(data)
    assert instance.values == {"0.0": {"value": shown}}
    assert instance.problems == []


def test_a_missing_variable_names_the_tag_the_columns_and_the_near_one():
    instance = config('<Image name="img" value="$imge"/>').instantiate({"image": "a.png", "id": 1})
    assert instance.values == {"0.0": {"value": ""}}
    (problem,) = instance.problems
    for part in ('Image "img"', "$imge", '"image", "id"', 'Did you mean "image"?'):
        assert part in problem


def test_a_dollar_in_a_label_is_text_unless_the_data_have_it():
    read = config(
        '<Text name="t" value="$t"/>'
        '<Choices name="c" toName="t"><Choice value="$5"/><Choice value="$x"/></Choices>'
    )
    instance = read.instantiate({"t": "", "x": "yes"})
    assert instance.values["0.1.0"] == {"value": "$5"}
    assert instance.values["0.1.1"] == {"value": "yes"}
    assert instance.problems == []
    assert read.validate_task({"t": ""}) == []


def test_uploads_under_the_placeholder_key():
    instance = config('<Text name="t" value="$text"/>').instantiate({"$undefined$": "hello"})
    assert instance.values["0.0"] == {"value": "hello"}


def test_only_what_the_data_change_is_there():
    instance = config('<Header value="x"/><Text name="t" value="$t" granularity="word"/>').instantiate(
        {"t": "a"}
    )
    assert instance.values == {"0.1": {"value": "a"}}
    assert instance.children == {}


def test_dynamic_labels_follow_the_static_ones():
    read = config(
        '<Text name="t" value="$t"/>'
        '<Labels name="l" toName="t" value="$opts"><Label value="fixed"/></Labels>'
        '<Taxonomy name="x" toName="t" value="$tree"/>'
        '<Choices name="c" toName="t" value="$tree"/>'
    )
    tree = [{"value": "A", "children": [{"value": "A1"}, "A2"]}]
    instance = read.instantiate(
        {"t": "", "opts": ["one", {"value": 2, "BACKGROUND": "red", "onclick": "x"}], "tree": tree}
    )
    labels = instance.children["0.1"]
    assert [(node["id"], node["tag"], node["attrs"]) for node in labels] == [
        ("0.1.0", "Label", {"value": "fixed"}),
        ("0.1+0", "Label", {"value": "one"}),
        ("0.1+1", "Label", {"value": "2", "background": "red"}),
    ]
    (top,) = instance.children["0.2"]
    assert [(node["id"], node["attrs"]["value"]) for node in top["children"]] == [
        ("0.2+0.0", "A1"),
        ("0.2+0.1", "A2"),
    ]
    assert instance.children["0.3"][0]["children"] == []
    assert "0.1" not in instance.values
    assert instance.problems == []


def test_dynamic_labels_from_a_json_cell():
    read = config('<Text name="t" value="$t"/><Choices name="c" toName="t" value="$o"/>')
    assert [node["attrs"] for node in read.instantiate({"t": "", "o": '["a"]'}).children["0.1"]] == [
        {"value": "a"}
    ]


REPEATER = """<Repeater on="$pages" indexFlag="{{idx}}">
  <Image name="page_{{idx}}" value="$pages[{{idx}}].url"/>
  <View><Header value="Page {{idx}} of {{idx}}"/></View>
  <Choices name="c_{{idx}}" toName="page_{{idx}}" value="$pages[{{idx}}].kinds">
    <Choice value="other"/>
  </Choices>
</Repeater>"""


def test_repeater():
    read = config(REPEATER)
    assert list(read.controls) == ["c_{{idx}}"]
    assert list(read.data_keys) == ["pages"]
    instance = read.instantiate({"pages": [{"url": "a", "kinds": []}, {"url": "b", "kinds": ["k"]}]})
    views = instance.children["0.0"]
    assert [view["id"] for view in views] == ["0.0#0", "0.0#1"]
    image, view, choices = views[1]["children"]
    assert (image["id"], image["name"], image["attrs"]["value"]) == ("0.0#1.0", "page_1", "$pages[1].url")
    assert instance.values["0.0#1.0"] == {"value": "b"}
    assert view["children"][0]["attrs"]["value"] == "Page 1 of {{idx}}"
    assert (choices["name"], choices["to_name"]) == ("c_1", ["page_1"])
    assert [(node["id"], node["attrs"]["value"]) for node in choices["children"]] == [
        ("0.0#1.2.0", "other"),
        ("0.0#1.2+0", "k"),
    ]
    assert instance.problems == []


def test_repeaters_nest():
    read = config(
        '<Repeater on="$a"><Repeater on="$a[{{idx}}].b" indexFlag="{{j}}">'
        '<Text name="t_{{idx}}_{{j}}" value="$a[{{idx}}].b[{{j}}]"/></Repeater></Repeater>'
    )
    instance = read.instantiate({"a": [{"b": ["x"]}, {"b": ["y", "z"]}]})
    inner = instance.children["0.0"][1]["children"][0]
    texts = [view["children"][0] for view in inner["children"]]
    assert [(text["id"], text["name"]) for text in texts] == [
        ("0.0#1.0#0.0", "t_1_0"),
        ("0.0#1.0#1.0", "t_1_1"),
    ]
    assert instance.values["0.0#1.0#1.0"] == {"value": "z"}
    assert read.find_object("t_1_1") is read.objects["t_{{idx}}_{{j}}"]
    assert read.find_object("t_1") is None


def cyclic() -> dict[str, Any]:
    data: dict[str, Any] = {"t": [], "o": [], "pages": []}
    data["t"].append(data["t"])
    node: dict[str, Any] = {"value": "v", "children": []}
    node["children"].append(node)
    data["o"].append(node)
    data["pages"].append(data)
    return data


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {},
        {"t": object(), "o": object(), "pages": object()},
        {"t": 1, "o": 5, "pages": {"a": 1}},
        {"t": "x", "o": [None, [], {}, {"value": []}, 3], "pages": [None, 1, []]},
        {"t": "x", "o": [{"value": "a"}] * 200_000, "pages": [{}] * 200_000},
        {1: 2, None: 3},
        cyclic(),
    ],
    ids=range(10),
)
def test_hostile_data_give_problems_never_an_exception(data: Any):
    read = config(
        '<Text name="t" value="Say $t"/><Taxonomy name="x" toName="t" value="$o"/>'
        '<Repeater on="$pages"><Text name="p{{idx}}" value="$pages[{{idx}}]"/>'
        '<Choices name="c{{idx}}" toName="p{{idx}}" value="$o"/></Repeater>'
    )
    instance = read.instantiate(data)
    assert instance.problems
    assert len(instance.problems) <= 50
    assert read.validate_task(data) or isinstance(data, dict)
    json.dumps([instance.children])
    total = sum(len(str(problem)) for problem in instance.problems)
    assert total < 20_000
