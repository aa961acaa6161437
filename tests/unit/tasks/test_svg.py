from __future__ import annotations

import pytest

from ls_widgets.tasks.media import MediaBox
from tests.unit.tasks.media_tools import content, error

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" {}>{}</svg>'


class TestSvg:
    @pytest.mark.parametrize(
        ("attributes", "size"),
        [
            ('width="100" height="50"', (100, 50)),
            ('width="10mm" height="2in"', (38, 192)),
            ('viewBox="0 0 30 20"', (225, 150)),
            ('viewBox="0,0,400,20"', (300, 15)),
            ('width="100" viewBox="0 0 30 20"', (100, 67)),
            ('width="50%" height="100%" viewBox="0 0 30 20"', (225, 150)),
        ],
    )
    def test_sizes_are_those_of_chromium_and_are_written_down(self, attributes, size):
        box = MediaBox()
        found = box.add(SVG.format(attributes, "<rect/>").encode())
        assert (found["type"], found["width"], found["height"]) == ("image/svg+xml", *size)
        assert f'width="{size[0]}"'.encode() in content(box, found)

    def bombs(self):
        size = 'width="9" height="9"'
        levels = "".join(
            f'<g id="l{i}">' + f'<use xlink:href="#l{i - 1}"/>' * 10 + "</g>" for i in range(1, 8)
        )
        yield "DOCTYPE", '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format(size, "&a;")
        yield "grow", SVG.format(size, '<g id="l0"><rect/></g>' + levels)
        yield "themselves", SVG.format(size, '<g id="a"><use href="#b"/></g><g id="b"><use href=" #a"/></g>')
        yield "elements", SVG.format(size, "<rect/>" * 5_001)
        yield "bytes", SVG.format(size, f"<text>{'x' * 1_000_000}</text>")
        yield "no size", SVG.format("", "<rect/>")
        yield "cannot be shown", SVG.format('width="1e400" height="9"', "")
        yield "cannot be shown", SVG.format('width="0" height="9"', "")
        yield "cannot be shown", SVG.format('width="-5" height="9"', "")
        yield "no XML", SVG.format(size, "<g>")
        yield "no XML", SVG.format(size, "<g>" * 400 + "</g>" * 400)
        yield "SVG namespace", '<svg width="5" height="5"/>'

    def test_what_could_harm_the_browser_is_refused(self, tmp_path):
        for part, text in self.bombs():
            path = tmp_path / "bad.svg"
            path.write_text(text)
            assert part in error(path), text[:200]
        assert "bad.svg" in error(path)

    def test_utf_16_does_not_hide_a_doctype(self):
        text = '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format('width="9" height="9"', "")
        error(f'<?xml version="1.0" encoding="utf-16"?>{text}'.encode("utf-16"))
