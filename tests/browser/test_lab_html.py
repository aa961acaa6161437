"""A document in JupyterLab: its frame stands inside the notebook's own page and policies."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.html_gestures import CHARACTERS
from tests.browser.lab import Notebook
from tests.browser.test_lab import is_saved

CELL = """import ls_widgets as lsw
html = "<h1>Page</h1><p>One <b>two</b> three</p><img src=x onerror=pwn()><script>pwn()</script>"
doc = lsw.Annotator([{"html": html}], '<View><HyperTextLabels name="ht" toName="html"><Label value="Org"/>'
    '</HyperTextLabels><HyperText name="html" value="$html"/></View>', name="doc")
doc"""
STORED = """import json
print(json.dumps([item["value"] for item in doc.annotation.result]))"""


def test_a_span_in_a_frame_is_stored(notebook: Callable[..., Notebook]) -> None:
    opened = notebook([CELL])
    opened.run_all()
    view = opened.view()
    surface = view.locator('[data-object="html"] [data-surface][data-ready]')
    surface.wait_for()
    view.get_by_role("button", name="Org").click()
    boxes = surface.evaluate(CHARACTERS)
    (left, top, _, height), (right, _, width, _) = boxes[8], boxes[10]
    mouse = opened.page.mouse
    mouse.move(left + 1, top + height / 2)
    mouse.down()
    mouse.move((left + right) / 2, top + height / 2)
    mouse.move(right + width - 1, top + height / 2)
    mouse.up()
    expect(view.locator(".lsw-span-mark")).to_have_count(1)
    is_saved(view)
    [value] = json.loads(opened.run(STORED))
    assert value == {
        "start": "/p[1]/b[1]/text()[1]",
        "startOffset": 0,
        "end": "/p[1]/b[1]/text()[1]",
        "endOffset": 3,
        "globalOffsets": {"start": 8, "end": 11},
        "text": "two",
        "hypertextlabels": ["Org"],
    }
    assert opened.page.evaluate("() => typeof window.pwn") == "undefined"
