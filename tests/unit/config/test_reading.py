from __future__ import annotations

import json
from pathlib import Path

import pytest

from ls_widgets.config import LabelConfig

MOOD = """<View>
  <Text name="txt" value="$text"/>
  <Choices name="mood" toName="txt"><Choice value="good"/><Choice value="bad" alias="b"/></Choices>
</View>"""


def config(body: str, **options: bool) -> LabelConfig:
    return LabelConfig(f"<View>{body}</View>", **options)


def test_a_plain_config():
    read = LabelConfig(MOOD)
    mood = read.controls["mood"]
    assert (mood.tag, mood.to_name, mood.labels, mood.line) == ("Choices", ["txt"], ["good", "b"], 3)
    assert read.objects["txt"].value == "$text"
    assert read.labels("mood") == ["good", "b"]
    assert list(read.data_keys) == ["text"]
    assert read.warnings == []
    assert read.tree.id == "0"
    assert [child.id for child in mood.children] == ["0.1.0", "0.1.1"]


def test_any_case_is_read_and_the_canonical_one_written():
    read = config(
        '<TEXT name="t" VALUE="$t"/><textarea name="a" toname="t" MAXSUBMISSIONS="2" perregion="true"/>'
    )
    area = read.controls["a"]
    assert str.__str__(area.tag) == "TextArea"
    assert area.tag == "textarea"
    assert area.attrs == {"maxSubmissions": 2, "perRegion": True}
    assert '<TextArea name="a" toName="t" maxSubmissions="2" perRegion="true"/>' in read.to_xml()
    said = " ".join(map(str, read.warnings))
    assert "odd case" in said
    assert '"toname" is not seen' in said


def test_misspelt_case_of_templates_is_silent():
    read = config(
        '<Text name="t" value="$t"/>'
        '<Choices name="c" toName="t" showInLine="true"><Choice value="1"/></Choices>'
    )
    assert read.controls["c"].get("showInline") is True
    assert read.warnings == []


@pytest.mark.parametrize(
    ("written", "attr", "read"),
    [
        ('required="true"', "required", True),
        ('required="True"', "required", True),
        ('required="yes"', "required", "yes"),
        ('value="true"', "value", "true"),
        ('rows="3"', "rows", 3),
        ('rows="1.5"', "rows", 1.5),
        ('rows="many"', "rows", "many"),
        ('rows="$n"', "rows", "$n"),
        ('rows="1e999"', "rows", "1e999"),
        ('displayMode="Region-List"', "displayMode", "region-list"),
        ('placeholder="true"', "placeholder", "true"),
        ('mine="true"', "mine", True),
    ],
)
def test_types_of_attributes(written: str, attr: str, read: object):
    tag = config(f'<Text name="t" value="$t"/><TextArea name="a" toName="t" {written}/>').controls["a"]
    assert tag.attrs[attr] == read
    assert type(tag.attrs[attr]) is type(read)


def test_get_falls_back_to_the_declared_default():
    area = config('<Text name="t" value="$t"/><TextArea name="a" toName="t"/>').controls["a"]
    assert (area.get("rows"), area.get("editable"), area.get("nothing")) == (1, False, None)
    assert area.attrs == {}


def test_text_of_leaf_tags_is_their_value():
    read = config(
        '<Header>Hi $who</Header><Text name="t" value="$t"/>'
        '<Choices name="c" toName="t"><Choice>one</Choice><Choice><!-- x -->two</Choice></Choices>'
        "<Style>.a { color: red }</Style><HyperText name='h'>See <b>$doc</b> now</HyperText>"
    )
    assert read.tree.children[0].attrs == {"value": "Hi $who"}
    assert read.labels("c") == ["one", "two"]
    assert read.tree.children[3].text == ".a { color: red }"
    assert read.objects["h"].value == "See <b>$doc</b> now"
    assert read.objects["h"].children == []
    assert list(read.data_keys) == ["who", "t", "doc"]
    assert sum("has its value as text" in str(warning) for warning in read.warnings) == 2


def test_names_and_targets_that_were_left_out():
    read = config('<Image value="$i"/><Choices><Choice value="a"/></Choices><Rectangle/>')
    assert read.controls["choices"].to_name == ["image"]
    assert read.controls["rectangle"].to_name == ["image"]
    assert len(read.warnings) == 5
    two = config('<Text name="t" value="$t"/><Image name="i" value="$i"/><Rectangle name="r"/>')
    assert two.controls["r"].to_name == ["i"]


def test_self_controls():
    read = config('<Chat name="chat" value="$chat"/><ReactCode name="code" toName="code" outputs="a"/>')
    assert (read.controls["chat"].tag, read.controls["chat"].to_name) == ("ChatMessage", ["chat"])
    assert (read.objects["chat"].tag, read.controls["code"].tag) == ("Chat", "ReactCode")


def test_unknown_tags_and_attributes_stay():
    read = config(
        '<Image name="i" value="$i" glow="9"/><Sparkle name="s" toName="i"><Label value="x"/></Sparkle>'
    )
    assert read.controls["s"].labels == ["x"]
    again = LabelConfig(read.to_xml())
    assert again.objects["i"].attrs["glow"] == "9"
    assert again.controls["s"].tag == "Sparkle"
    assert len(read.warnings) == 2


def test_the_sample_task_of_a_comment():
    read = LabelConfig(
        '<View><!-- note --><Text name="t" value="$t"/></View>'
        '<!-- {"data": {"t": "hello"}, "predictions": []} -->'
    )
    assert read.comment_task == {"data": {"t": "hello"}, "predictions": []}
    assert LabelConfig(read.to_xml()).comment_task == read.comment_task


def test_digest_is_about_meaning():
    one = config('<Text name="t" value="$t" inline="true"/>')
    same = LabelConfig('<view>\n <!-- x -->\n <text INLINE="true"   value="$t" name="t"></text></view>')
    assert one.digest == same.digest
    assert one.digest != config('<Text name="t" value="$u" inline="true"/>').digest


def test_sources(tmp_path: Path):
    file = tmp_path / "config.xml"
    file.write_bytes(
        '<?xml version="1.0" encoding="latin-1"?>\n<View><Header value="é"/></View>'.encode("latin-1")
    )
    for source in (file, str(file), file.read_bytes(), LabelConfig(file)):
        assert LabelConfig(source).tree.children[0].value == "é"
    wide = "<View><Header value='é'/></View>".encode("utf-16")
    assert LabelConfig(wide).tree.children[0].value == "é"
    assert LabelConfig("\ufeff<View/>").tree.tag == "View"
    assert LabelConfig('<?xml version="1.0"?><View/>').tree.tag == "View"


def test_nodes_are_plain_json():
    node = LabelConfig(MOOD).tree.to_node()
    assert json.loads(json.dumps(node)) == node
    assert node["children"][1]["to_name"] == ["txt"]
    assert type(node["tag"]) is str
    assert node["children"][1]["children"][1] == {
        "id": "0.1.1",
        "tag": "Choice",
        "name": None,
        "to_name": [],
        "attrs": {"value": "bad", "alias": "b"},
        "text": None,
        "children": [],
        "line": 3,
    }
