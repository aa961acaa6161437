from __future__ import annotations

from pathlib import Path

import pytest

from ls_widgets.config import LabelConfig
from ls_widgets.errors import ConfigError
from tests.calls import calls


def refused(text: str | bytes) -> str:
    with pytest.raises(ConfigError) as caught:
        LabelConfig(text)
    assert len(str(caught.value)) < 100_000
    return str(caught.value)


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY a "x"><!ENTITY b "&a;&a;">',
        '<!ENTITY % p "x"> %p;',
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        '<!ENTITY x PUBLIC "a" "http://127.0.0.1/">',
        '<!ENTITY x "<b/>">',
        "<!ELEMENT View ANY>",
        '<!ATTLIST View style CDATA "x">',
        "<!-- c --><!NOTATION n SYSTEM 'x'>",
        "".join(f'<!ENTITY e{n} "x">' for n in range(21)),
    ],
)
def test_declarations_beyond_plain_texts_are_refused(subset: str):
    assert "DOCTYPE" in refused(f'<!DOCTYPE View [{subset}]><View><Header value="&x;"/></View>')


@pytest.mark.parametrize("head", ['SYSTEM "x.dtd"', 'PUBLIC "a" "http://127.0.0.1/x.dtd"', "["])
def test_doctypes_that_lead_outside_are_refused(head: str):
    assert "DOCTYPE" in refused(f"<!-- a --><?pi x?>\n<!DOCTYPE View {head}><View/>")


def test_doctype_in_wide_bytes_is_seen_too():
    text = '<!DOCTYPE View [<!ENTITY x SYSTEM "file:///etc/hostname">]><View><Header value="&x;"/></View>'
    assert "DOCTYPE" in refused(text.encode("utf-16"))


def test_plain_entities_are_expanded_and_reported():
    config = LabelConfig(
        '<!DOCTYPE View [\n<!ENTITY x "it\'s &#34;">\n]>\n<View><Header value="&x;!"/></View>'.replace(
            "&#34;", ">"
        )
    )
    header = config.tree.children[0]
    assert (header.value, header.line) == ("it's >!", 4)
    assert "DOCTYPE" in str(config.warnings[0])


def test_expansion_has_a_limit():
    bomb = f'<!DOCTYPE View [<!ENTITY x "{"A" * 1000}">]><View><Header value="{"&x;" * 5000}"/></View>'
    assert "size limit" in refused(bomb)


def test_limits():
    assert "2 MB" in refused("<View>" + " " * 2_000_001 + "</View>")
    assert "2 MB" in refused(b"<View>" + b" " * 2_000_001 + b"</View>")
    assert "deep" in refused("<View>" * 251 + "</View>" * 251)
    assert "deep" in refused("<View>" * 100_000)
    assert "tags" in refused("<View>" + "<a/>" * 100_001 + "</View>")
    assert "attributes" in refused("<View " + " ".join(f'a{n}="1"' for n in range(2000)) + "/>")
    deepest = LabelConfig("<View>" * 250 + "</View>" * 250)
    assert sum(1 for _ in deepest.tree.walk()) == 250
    assert LabelConfig(deepest.to_xml()).digest == deepest.digest


def test_files_are_limited(tmp_path: Path):
    big = tmp_path / "big.xml"
    big.write_bytes(b" " * 2_000_001)
    assert "2 MB" in refused(str(big))
    (tmp_path / "odd.xml").write_bytes(b'<?xml version="1.0" encoding="rot13"?><View/>')
    assert "UTF-8" in refused(str(tmp_path / "odd.xml"))
    with pytest.raises(ConfigError, match="no file"):
        LabelConfig(tmp_path)


def test_problems_are_bounded_and_show_control_characters():
    choices = "".join(f'<Choices name="c{n}" toName="x{n}"/>' for n in range(2000))
    with pytest.raises(ConfigError) as caught:
        LabelConfig(f'<View><Text name="t" value="$t"/>{choices}</View>')
    assert len(caught.value.problems) == 201
    said = refused('<View><Rating name="r" toName="\u202eevil' + "x" * 500 + '"/></View>')
    assert "\u202e" not in said
    assert "\\u202e" in said
    assert "x" * 300 not in said


def test_work_grows_with_the_labels_and_no_faster():
    def work(count: int) -> int:
        labels = "".join(f'<Label value="L{n}" background="red"/>' for n in range(count))
        text = f'<View><Text name="t" value="$t"/><Labels name="l" toName="t">{labels}</Labels></View>'
        assert len(LabelConfig(text).labels("l")) == count
        return calls(lambda: LabelConfig(text))

    few, many = work(200), work(2000)
    assert many < 11 * few
