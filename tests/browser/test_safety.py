"""What data and configs say is text: nothing of it runs, and nothing is fetched because of it."""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import pytest
from playwright.sync_api import expect

from tests.browser.standalone import ORIGIN, Standalone

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "<svg onload=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "javascript:alert(1)",
    "\"><style>@import 'http://example.invalid/x.css'</style>",
    "{{constructor.constructor('alert(1)')()}}",
]
CONFIG = """<View>
 <Style>.lsw, body { background: url(http://example.invalid/pixel) } @import "http://example.invalid/a.css";</Style>
 <Header value="$text"/>
 <Labels name="ner" toName="txt"><Label value=%(hostile)s hint=%(hostile)s/></Labels>
 <Text name="txt" value="$text"/>
 <Choices name="mood" toName="txt"><Choice value=%(hostile)s html=%(hostile)s/></Choices>
 <TextArea name="why" toName="txt" placeholder=%(hostile)s/>
 <View style="background: url(http://example.invalid/pixel); position: fixed"><Header value="inside"/></View>
</View>"""
FOREIGN = "script, iframe, object, embed, [onclick], [onload], [onerror], a[href^=javascript]"
INJECTED = """(foreign) => {
  const { shadowRoot } = document.querySelector('[data-lsw-root]');
  return shadowRoot.querySelectorAll(foreign).length;
}"""


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_the_data_or_the_config_runs(standalone: Standalone, hostile: str) -> None:
    page = standalone.page
    asked, dialogs = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    standalone.open(CONFIG % {"hostile": quoteattr(hostile)}, {"text": hostile}, {"text": "next"})
    expect(standalone.surface("txt")).to_contain_text(hostile)
    standalone.key("1")
    standalone.drag_text(0, 4)
    standalone.write("why", hostile)
    standalone.key("Enter")
    standalone.submit()
    standalone.root.and_(page.locator("[data-task=task-1]")).wait_for()
    assert page.evaluate(INJECTED, FOREIGN) == 0
    assert dialogs == []
    assert [url for url in asked if not url.startswith((ORIGIN, "blob:", "data:"))] == []
    assert standalone.errors == []
