from __future__ import annotations

import pytest

from ls_widgets.config import LabelConfig
from ls_widgets.errors import ConfigError

TEXT = '<Text name="t" value="$t"/>'
CHOICES = '<Choices name="c" toName="t"><Choice value="a"/></Choices>'


def problems(body: str) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        LabelConfig(f"<View>{body}</View>")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (CHOICES, 'toName="t" names nothing'),
        (TEXT + '<Rating name="r" toName="x"/>', 'toName="x" names nothing'),
        (TEXT + '<Rating name="r" toname="x"/>', 'toName="x" names nothing'),
        (TEXT + '<Rating toName = "x" name="r"/>', 'toName="x" names nothing'),
        (TEXT + '<View><Rating name="r" toName=""/></View>', 'toName="" names nothing'),
        (TEXT + '<Image name="i" value="$i"/><Rating name="r"/>', "no toName"),
        ('<Rating name="r"/>', "there is no object"),
        (TEXT + '<Image name="u" value="$i"/><Pairwise name="p" toName="t, u"/>', "without blanks"),
        (TEXT + TEXT, "second object"),
        (TEXT + CHOICES + CHOICES, "second control"),
        ('<Text name="t"/>' + CHOICES, "has no value to show"),
        ('<Image name="i"/>', "has no value to show"),
        (TEXT + '<Choices name="c" toName="t"/>', "nothing to choose"),
        (TEXT + '<Choices name="c" toName="t"><View/></Choices>', "nothing to choose"),
        (TEXT + '<Labels name="l" toName="t"><Header value="x"/></Labels>', "nothing to choose"),
        (
            TEXT + '<Rating name="r" toName="t" perRegion="true" perItem="true"/>',
            "both perRegion and perItem",
        ),
    ],
)
def test_what_cannot_work_is_refused(body: str, said: str):
    found = problems(body)
    assert len(found) == 1
    assert said in found[0]


def test_every_fault_at_once_with_line_and_suggestion():
    found = problems(
        '\n<Text name=\'picture\' value=\'$t\'/>\n<Rating name="r" toName="pictur"/>\n<Image name="i"/>'
    )
    assert found[0].startswith('line 3: Rating "r": toName="pictur" names nothing. Did you mean "picture"?')
    assert found[1].startswith('line 4: Image "i": has no value')


def test_what_the_reference_lets_pass_opens_with_a_warning():
    single = LabelConfig(f"<View>{TEXT}<Rating name=\"r\" toName='x'/></View>")
    assert single.controls["r"].to_name == ["x"]
    assert "names nothing" in str(single.warnings[0])
    itself = LabelConfig(f'<View>{TEXT}<Rating name="r" toName="r"/></View>')
    assert "names a control" in str(itself.warnings[0])
    no_labels = LabelConfig('<View><Image name="i" value="$i"/><PolygonLabels name="p" toName="i"/></View>')
    assert "has no Label" in str(no_labels.warnings[0])


def test_lenient_reading_refuses_malformed_xml_alone():
    read = LabelConfig('<View><Text name="t"/><Choices name="c" toName="x"/></View>', strict=False)
    assert len(read.warnings) == 3
    assert read.instantiate({"t": "x"}).problems == []
    with pytest.raises(ConfigError):
        LabelConfig("<View>", strict=False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "empty"),
        ("   \n ", "empty"),
        ("just text", "neither XML nor the path"),
        ("nowhere/config.xml", "there is no file"),
        ('{"View": {}}', "neither XML nor the path"),
        ("<View>", "A tag is not closed"),
        ("<View/><View/>", "one root tag"),
        ("x <View/>", "begins with <View>"),
        ('<View a="1" a="2"/>', "redefined"),
        ("<View a=1/>", "stand in quotes"),
        ('<View a="&x;"/>', "Entity 'x' not defined"),
        ('<View a="a & b"/>', "&amp;"),
        ('<View a="\x01"/>', "invalid"),
        ("<View>\0</View>", "XML"),
        ("<View a='\ud800'/>", "malformed"),
        ('<?xml version="1.0" encoding="utf-8"?><View/>', "encoding declaration"),
        ("<a:View/>", "a"),
    ],
)
def test_malformed_text(text: str, said: str):
    with pytest.raises(ConfigError) as caught:
        LabelConfig(text)
    assert said in str(caught.value)


@pytest.mark.parametrize("source", [None, 3, [{"text": "x"}], {"text": "x"}])
def test_tasks_where_the_config_belongs(source: object):
    with pytest.raises(ConfigError, match="Tasks come first"):
        LabelConfig(source)
