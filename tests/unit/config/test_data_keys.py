from __future__ import annotations

import pandas as pd
import pytest

from ls_widgets.config import LabelConfig

CONFIG = """<View>
  <Header value="About $who."/>
  <Text name="t" value="$text"/>
  <Image name="i" valueList="$pages"/>
  <Paragraphs name="p" value="$talk" audioUrl="$sound"/>
  <Video name="v" value="$film" frameRate="$fps"/>
  <Choices name="c" toName="t" value="$opts"/>
  <Repeater on="$qs"><Text name="q{{idx}}" value="$qs[{{idx}}].q"/></Repeater>
  <TimeSeries name="s" value="$series" valueType="json"><Channel column="Temp"/></TimeSeries>
</View>"""


def test_keys_in_order_with_what_needs_them():
    keys = LabelConfig(CONFIG).data_keys
    assert list(keys) == ["who", "text", "pages", "talk", "sound", "film", "fps", "opts", "qs", "series"]
    (need,) = keys["pages"].needs
    assert (need.tag.name, need.attr) == ("i", "valueList")
    assert keys["qs"].needs[0].types == (list,)


def test_sample_tasks_fit_and_repeat():
    read = LabelConfig(CONFIG)
    sample = read.sample_task(3)
    assert sample == read.sample_task(3)
    assert sample != read.sample_task(4)
    assert read.validate_task(sample) == []
    instance = read.instantiate(sample)
    assert instance.problems == []
    assert sample["series"].keys() == {"time", "temp"}
    assert sample["pages"][0].startswith("data:image/png;base64,")


def test_validate_task_by_type():
    read = LabelConfig(CONFIG)
    good = read.sample_task()
    assert [str(problem) for problem in read.validate_task({**good, "talk": 3})] == [
        'line 5: Paragraphs "p": $talk must be a list or text, got a number.'
    ]
    assert "must be text" in str(read.validate_task({**good, "film": None})[0])
    assert "must be a list" in str(read.validate_task({**good, "qs": "x"})[0])
    del good["text"]
    (problem,) = read.validate_task({**good, "texte": 1})
    assert 'needs $text, and the data have no "text"' in problem.message
    assert problem.hint == 'Did you mean "texte"?'
    assert read.validate_task(None)


@pytest.mark.parametrize("columns", [["a.b", "c"], ["a", "c"], ["c", "$undefined$"]])
def test_check_finds_columns_and_paths(columns: list[str]):
    read = LabelConfig('<View><Text name="t" value="$a.b"/><Header value="$c"/></View>')
    assert read.check(pd.DataFrame(columns=columns)) == []
    assert read.check([dict.fromkeys(columns)]) == []


def test_check_says_what_is_missing():
    read = LabelConfig('<View><Text name="t" value="$text"/></View>')
    (problem,) = read.check(pd.DataFrame(columns=["txt", 3]))
    assert problem.hint == 'Did you mean "txt"?'
    assert '"txt", "3"' in problem.message
