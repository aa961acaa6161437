"""What data and configs say is text: nothing of it runs, and nothing is fetched because of it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.fragments import HIT, NAUGHTY, Fragment, fragments
from tests.browser.scripts import script_of
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


# ---- hostile fragments, 1,000 and more ----


@dataclass
class Watch:
    """What a page did that nothing in the data may make it do."""

    page: Page
    asked: set[str] = field(default_factory=set)
    dialogs: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    went: list[str] = field(default_factory=list)

    def start(self) -> None:
        page = self.page
        # Only what passes the browser's own policies comes to a route.
        page.route("**/*", self._asked)
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.context.on("page", lambda other: self.opened.append(other.url))
        # A frame that the policy stops shows the browser's own page of an error.
        page.on("framenavigated", lambda frame: None if "error:" in frame.url else self._went(frame.url))
        page.evaluate(
            """() => {
              window.ran = new Set();
              window.pwn = (number) => void window.ran.add(number);
              window.addEventListener('message', ({ data }) => window.ran.add(data));
            }"""
        )

    def _asked(self, route: Route) -> None:
        if route.request.url not in (f"{ORIGIN}/", f"{ORIGIN}/standalone.js"):
            self.asked.add(route.request.url)
        route.fallback()

    def _went(self, url: str) -> None:
        if url not in ("about:srcdoc", "about:blank", f"{ORIGIN}/"):
            self.went.append(url)

    def ran(self) -> list[str]:
        """The fragments that ran."""
        known = {fragment.number: fragment.html for fragment in fragments()}
        return [known.get(number, str(number)) for number in self.page.evaluate("() => [...window.ran]")]

    def assert_nothing(self) -> None:
        assert self.ran() == []
        assert sorted(self.asked) == []
        assert (self.dialogs, self.opened, self.went) == ([], [], [])


@pytest.fixture(scope="module")
def layers(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The layers of HyperText as a script that offers each of them by itself."""
    return script_of("tags-html/layers.ts", tmp_path_factory.mktemp("layers")).read_text(encoding="utf-8")


@pytest.fixture
def laid(page: Page, layers: str) -> Watch:
    empty = "<!doctype html><meta charset=utf-8><title>layers</title><body>"
    page.route(f"{ORIGIN}/**", lambda route: route.fulfill(body=empty, content_type="text/html"))
    page.goto(f"{ORIGIN}/")
    page.add_script_tag(content=layers)
    watch = Watch(page)
    watch.start()
    return watch


def _try(watch: Watch, layer: str, some: tuple[Fragment, ...]) -> None:
    given = [{"number": fragment.number, "html": fragment.html} for fragment in some]
    watch.page.evaluate("([layer, some]) => window.tried(layer, some)", [layer, given])


@pytest.mark.parametrize("layer", ["sanitiser", "copy", "frame"])
def test_each_layer_alone_keeps_all_fragments_from_running_and_loading(laid: Watch, layer: str) -> None:
    # A document for each fragment takes a while: every second one.
    some = fragments()[:: 2 if layer == "frame" else 1]
    assert len(some) > 1000
    _try(laid, layer, some)
    laid.assert_nothing()


@pytest.mark.parametrize("way", ["raw", "nodes"])
def test_without_any_layer_they_run_and_load(laid: Watch, way: str) -> None:
    """The control: what the other tests give is worth keeping out, and they would see it."""
    some = fragments()[::31]
    _try(laid, way, some)
    assert len(laid.ran()) > len(some) / 2
    loading = {f"{HIT}{fragment.number}" for fragment in some if HIT in fragment.html}
    assert len(laid.asked & loading) > len(loading) / 2


FRAMES = 6
DOCUMENTS = "".join(
    f'<HyperText name="h{at}" value="$h{at}" inline="{str(at >= FRAMES).lower()}" clickableLinks="true"/>'
    for at in range(2 * FRAMES)
)
PLACES = f"""<View>
 <Header value="$all"/>
 <Labels name="ner" toName="txt" value="$options"><Label value="PER"/></Labels>
 <Text name="txt" value="$all"/>
 <Choices name="mood" toName="txt" value="$options"/>
 <TextArea name="why" toName="txt" value="$all" placeholder="$all"/>
 <Paragraphs name="talk" value="$turns" layout="dialogue"/>
 <Chat name="chat" value="$messages"/>
 <Taxonomy name="kinds" toName="txt" value="$options"/>
 <Table name="table" value="$facts"/>
 <List name="list" value="$items" title="$all"/>
 {DOCUMENTS}
</View>"""


def _task(some: tuple[str, ...]) -> dict[str, object]:
    text = "\n".join(some)
    return {
        "all": text,
        "options": [
            {"value": one or " ", "html": one, "hint": one, "alias": f"{at} {one}"}
            for at, one in enumerate(some)
        ],
        "turns": [{"author": one, "text": one} for one in some],
        "messages": [{"role": role, "content": one} for one in some for role in ("user", "assistant", one)],
        "facts": {f"{at} {one}": one for at, one in enumerate(some)},
        "items": [
            {"id": f"{at} {one}", "title": one, "body": one, "html": one} for at, one in enumerate(some)
        ],
        **{f"h{at}": some[at % len(some)] for at in range(2 * FRAMES)},
    }


# A region, a relation of notes, a notice: what a task brings beside its data. Then all of it is poked.
ACT = """(text) => {
  const { store } = window.editor;
  const [label] = store.labelChoices('ner');
  store.pressLabel('ner', label.stored);
  const id = store.draw('txt', 'span', { start: 0, end: 1, text });
  if (id) {
    store.annotate(id, text);
    store.selection.value = [id];
  }
  store.say(text, 'error', text);
}"""
POKE = """() => {
  const { shadowRoot } = document.querySelector('[data-lsw-root]');
  const may = { bubbles: true, cancelable: true };
  const foreign = 'script, object, embed, svg script, [href^="javascript" i], [srcdoc]:not(.lsw-html-frame), '
    + 'iframe:not(.lsw-html-frame), form, body meta, base, link, template, '
    + [...new Set([...ALL])].map((name) => `[on${name}]`).join(', ');
  let found = shadowRoot.querySelectorAll(foreign).length;
  const poke = (root) => {
    found += root.querySelectorAll(foreign).length;
    for (const element of root.querySelectorAll('*')) {
      for (const type of ['mouseover', 'pointerdown', 'dblclick', 'toggle', 'animationstart'])
        element.dispatchEvent(new Event(type, may));
      element.dispatchEvent(new KeyboardEvent('keydown', { ...may, key: 'Shift' }));
      element.dispatchEvent(new MouseEvent('click', may));
    }
  };
  for (const object of shadowRoot.querySelectorAll('[data-object^=h]')) poke(object);
  for (const frame of shadowRoot.querySelectorAll('.lsw-html-frame')) poke(frame.contentDocument);
  return found;
}"""


def _shown(editor: Standalone, tasks: list[tuple[str, ...]]) -> Watch:
    watch = Watch(editor.page)
    editor.open(PLACES, *[_task(some) for some in tasks], {**_task(("end",))})
    watch.start()
    poke = POKE.replace(
        "ALL", json.dumps(["error", "load", "click", "focus", "toggle", "mouseover", "begin"])
    )
    shown = editor.page.locator('[data-object^="h"] [data-surface]')
    waiting = editor.page.locator(".lsw-html-page:not([data-ready])")
    for index, some in enumerate(tasks):
        editor.root.and_(editor.page.locator(f"[data-task=task-{index}]")).wait_for()
        expect(shown).to_have_count(2 * FRAMES)
        expect(waiting).to_have_count(0)
        editor.page.evaluate(ACT, "\n".join(some))
        assert editor.page.evaluate(poke) == 0, some
        editor.page.evaluate("() => { window.editor.store.notices.value = []; window.editor.store.next(); }")
    editor.root.and_(editor.page.locator(f"[data-task=task-{len(tasks)}]")).wait_for()
    return watch


def test_nothing_runs_or_loads_in_any_place_that_shows_data(standalone: Standalone) -> None:
    """Every second fragment, each in a frame or in the view, and with its neighbours everywhere else."""
    some = [fragment.html for fragment in fragments()[::2]]
    assert len(some) > 1000
    step = 2 * FRAMES
    watch = _shown(standalone, [tuple(some[at : at + step]) for at in range(0, len(some), step)])
    watch.assert_nothing()
    assert standalone.errors == []


def test_naughty_strings_are_shown_as_they_are(standalone: Standalone) -> None:
    step = 2 * FRAMES
    watch = _shown(standalone, [tuple(NAUGHTY[at : at + step]) for at in range(0, len(NAUGHTY), step)])
    watch.assert_nothing()
    assert standalone.errors == []
