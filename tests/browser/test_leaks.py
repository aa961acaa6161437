"""A view that ends leaves nothing behind: nodes, listeners and timers go with its scope."""

from __future__ import annotations

import pytest

from tests.browser.masks import BRUSH, TASK
from tests.browser.standalone import Standalone

MIXED = """<View>
  <Labels name="ner" toName="txt"><Label value="PER"/></Labels><Text name="txt" value="$text"/>
  <Image name="img" value="$image"/>
  <RectangleLabels name="box" toName="img"><Label value="Car"/></RectangleLabels>
  <Choices name="mood" toName="txt"><Choice value="good"/></Choices><TextArea name="why" toName="txt"/>
</View>"""
ROUND = """async ([start, times]) => {
  for (let turn = 0; turn < times; turn += 1) {
    const host = document.createElement('div');
    document.body.append(host);
    const editor = window.lswStandalone(host, structuredClone(start));
    const root = host.querySelector('[data-lsw-root]');
    do await new Promise(requestAnimationFrame);
    while (root.dataset.state === 'loading');
    editor.end();
    host.remove();
  }
}"""


@pytest.mark.parametrize("config", [MIXED, BRUSH], ids=["mixed", "brush"])
def test_two_hundred_views_leave_nothing_behind(standalone: Standalone, config: str) -> None:
    standalone.open(config, {"text": "Anna lives in Paris", **TASK})
    page = standalone.page
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def counts() -> dict[str, int]:
        session.send("HeapProfiler.collectGarbage")
        metrics = {
            entry["name"]: entry["value"] for entry in session.send("Performance.getMetrics")["metrics"]
        }
        return {name: int(metrics[name]) for name in ("Nodes", "JSEventListeners")}

    page.evaluate(ROUND, [standalone.start, 5])
    before = counts()
    page.evaluate(ROUND, [standalone.start, 200])
    after = counts()
    # Each view has hundreds of nodes and dozens of listeners: one of them kept per view would show.
    assert after["JSEventListeners"] - before["JSEventListeners"] < 100
    assert after["Nodes"] - before["Nodes"] < 2000
