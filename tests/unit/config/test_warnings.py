from __future__ import annotations

import pytest

from ls_widgets.config import LabelConfig

TEXT = '<Text name="t" value="$t"/>'
IMAGE = '<Image name="i" value="$i"/>'
LABELS = '<Labels name="l" toName="t"><Label value="a"/></Labels>'


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (TEXT + '<Labels name="l" toName="t"><Label value="a" maxUsage="1"/></Labels>', 'mean "maxUsages"'),
        (TEXT + LABELS + '<Filter name="f" toName="l" casesensitive="true"/>', 'mean "caseSensetive"'),
        (TEXT + LABELS + '<Filter name="f" toName="ner"/>', 'toName="ner" names nothing'),
        (TEXT + '<Chioces name="c" toName="t"><Choice value="a"/></Chioces>', 'mean "Choices"'),
        (TEXT + '<Choices name="c" toName="t" choice="multi"><Choice value="a"/></Choices>', "is not one of"),
        (TEXT + '<Labels name="l" toName="t"><Label value="a"/><Label value="a"/></Labels>', "twice"),
        (TEXT + '<Labels name="l" toName="t"><Label value="a"/><Label value=""/></Labels>', "has no value"),
        (TEXT + LABELS + '<Label value="b"/>', "stands outside"),
        (TEXT + "<Panel><Header value='x'/></Panel><Channel column='x'/>", "stands outside of TimeSeries"),
        (
            TEXT + '<RectangleLabels name="r" toName="t"><Label value="a"/></RectangleLabels>',
            "does not work on Text",
        ),
        (IMAGE + '<Labels name="l" toName="i"><Label value="a"/></Labels>', "has no shape"),
        (TEXT + '<Pairwise name="p" toName="t"/>', "two different objects"),
        (TEXT + IMAGE + '<Rating name="r" toName="t,i"/>', "only Pairwise"),
        (TEXT + '<Rating name="t" toName="t"/>', "has the name of the object"),
        (
            TEXT + '<View visibleWhen="choice-selected" whenTagName="nope"/>',
            'whenTagName="nope" names nothing',
        ),
        ('<Video name="v" value="$v" minPlaybackSpeed="2"/>', "above defaultPlaybackSpeed"),
        ('<Video name="v" value="$v" defaultPlaybackSpeed="fast"/>', "is not a number"),
        (TEXT + "<Repeater><Header value='x'/></Repeater>", "needs the attribute on"),
        (TEXT + "lost words", '"lost words" is not shown'),
    ],
)
def test_one_warning(body: str, said: str):
    warnings = [str(warning) for warning in LabelConfig(f"<View>{body}</View>").warnings]
    assert [warning for warning in warnings if said in warning], warnings


def test_sound_configs_are_silent():
    body = (
        TEXT
        + LABELS
        + IMAGE
        + '<Labels name="m" toName="i" model_path="x"><Label value="b"/></Labels>'
        + '<Rectangle name="r" toName="i"/><View visibleWhen="region-selected" whenTagName="l">'
        + '<TextArea name="n" toName="t" perRegion="true"/></View>'
        + '<Relations><Relation value="to"/></Relations><Collapse><Panel value="x"/></Collapse>'
    )
    assert LabelConfig(f"<View>{body}</View>").warnings == []
