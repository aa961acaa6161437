"""Long texts with many spans, and a long dialogue: opening them, adding a span, scrolling."""

from __future__ import annotations

from typing import Any

from benchmarks.boxes import moves, smooth
from benchmarks.rig import FRAME, RUNS, Probe, Rig, Row, Sample, rows_of, task

CONFIG = """<View><Labels name="ner" toName="txt"><Label value="PER" hotkey="1"/><Label value="ORG"/>
<Label value="LOC"/></Labels><Text name="txt" value="$text"/></View>"""
DIALOGUE = """<View><ParagraphLabels name="pl" toName="dlg"><Label value="Claim"/></ParagraphLabels>
<Paragraphs name="dlg" value="$dlg" layout="dialogue"/></View>"""
LABELS = ("PER", "ORG", "LOC")
LENGTH = 100_000
COUNTS = {1_000: (6_300.0, 200.0), 5_000: (30_000.0, 200.0)}
NEW_REFERENCE = 6_100.0
LONG = 1_000_000
TURNS = 500
TURNS_REFERENCE = 4_900.0
TURNS_TARGET = 100.0
WHEEL = 150
STEPS = 120
SENTENCE = "the quick brown fox jumps over a lazy dog while many others look on and say nothing at all"
WORDS = SENTENCE.split()


def document(length: int) -> str:
    """Words in paragraphs of about 500 characters."""
    parts, size = [], 0
    while size < length:
        word = WORDS[len(parts) * 7 % len(WORDS)]
        parts.append(word + ("\n" if len(parts) % 110 == 109 else " "))
        size += len(parts[-1])
    return "".join(parts)[:length]


TEXT = document(LENGTH)


def spans(count: int, text: str = TEXT) -> list[dict[str, Any]]:
    step = len(text) // count
    items = []
    for i in range(count):
        start = i * step
        end = min(len(text), start + 8 + i % 3 * 9)
        value = {"start": start, "end": end, "text": text[start:end], "labels": [LABELS[i % len(LABELS)]]}
        items.append(
            {"id": f"span-{i}", "from_name": "ner", "to_name": "txt", "type": "labels", "value": value}
        )
    return items  # fmt: skip


LISTED = "host.dataset.task === 'task-1' && root.querySelector('[data-region]')"
SHOWN = f"{LISTED} && root.querySelector('.lsw-span-mark')"
TALK = f"host.dataset.task === 'task-1' && root.querySelector('[data-phrase=\"{TURNS - 1}\"]')"


def states(count: int, text: str = TEXT) -> list[dict[str, Any]]:
    return [task(CONFIG, {"text": "short"}, 0, []), task(CONFIG, {"text": text}, 1, spans(count, text))]


def run(rig: Rig) -> list[Row]:
    rows = []
    for count, (reference, target) in COUNTS.items():
        opened: list[Sample] = []
        added: list[Sample] = []
        for _ in range(RUNS):
            with rig.page() as page:
                probe = rig.open(page, CONFIG, states(count))
                go = lambda page=page: page.evaluate("() => editor.store.goto(1)")  # noqa: E731
                opened.append(rig.measure(probe, f"open {count} spans", go, SHOWN))
                added += [add(rig, probe, count, nth) for nth in range(3)]
        name = f"open 100,000 characters with {count:,} spans"
        rows += rows_of(name, opened, reference=reference, target=target)
        more = NEW_REFERENCE if count == 1_000 else None
        rows += rows_of(f"new span among {count:,}", added, reference=more, target=FRAME)
    return [*rows, *dialogue(rig), *scrolling(rig)]


def turns(count: int) -> list[dict[str, str]]:
    return [
        {"author": ("Ann", "Bob", "Eve")[i % 3], "text": " ".join(WORDS[: 3 + i * 5 % len(WORDS)])}
        for i in range(count)
    ]


def dialogue(rig: Rig) -> list[Row]:
    opened: list[Sample] = []
    states = [task(DIALOGUE, {"dlg": turns(count)}, at, []) for at, count in enumerate((1, TURNS))]
    for _ in range(RUNS):
        with rig.page() as page:
            probe = rig.open(page, DIALOGUE, states)
            go = lambda page=page: page.evaluate("() => editor.store.goto(1)")  # noqa: E731
            opened.append(rig.measure(probe, f"open {TURNS} turns", go, TALK))
    name = f"open a dialogue of {TURNS} turns"
    return rows_of(name, opened, reference=TURNS_REFERENCE, target=TURNS_TARGET)


def scrolling(rig: Rig) -> list[Row]:
    """A million characters with 5,000 spans: the wheel, the scroll bar from end to end, a new span."""
    with rig.page() as page:
        text = document(LONG)
        probe = rig.open(page, CONFIG, states(max(COUNTS), text))
        page.evaluate("() => editor.store.goto(1)")
        page.wait_for_function(f"() => {{ const host = bench.host(), root = bench.root(); return {SHOWN}; }}")
        added = [add(rig, probe, max(COUNTS), nth) for nth in range(3)]
        box = page.locator("[data-room]").bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        wheel = moves(probe, lambda _: page.mouse.wheel(0, WHEEL), STEPS)
        bar = moves(probe, lambda step: page.evaluate(SCROLL, step / STEPS), STEPS)
    return [
        *rows_of(f"new span in {LONG:,} characters", added, target=FRAME),
        *smooth(f"scroll {LONG:,} characters by the wheel", "a step", [wheel], (None, None)),
        *smooth(f"drag {LONG:,} characters by the scroll bar", "a step", [bar], (None, None)),
    ]


SCROLL = """(part) => new Promise((resolve) => requestAnimationFrame(() => {
  const box = bench.root().querySelector('[data-room]');
  box.scrollTop = part * (box.scrollHeight - box.clientHeight);
  resolve();
}))"""


def add(rig: Rig, probe: Probe, count: int, nth: int) -> Sample:
    """A drag over text with a label active; measured from the release."""
    page = probe.page
    area = page.locator("[data-surface]").first.bounding_box()
    assert area is not None
    y = area["y"] + 60 + 60 * nth
    page.keyboard.press("1")
    page.mouse.move(area["x"] + 100, y)
    page.mouse.down()
    page.mouse.move(area["x"] + 180, y)
    page.mouse.move(area["x"] + 260, y)
    marks = page.evaluate("() => bench.root().querySelectorAll('.lsw-span-mark').length")
    until = f"root.querySelectorAll('.lsw-span-mark').length > {marks}"
    return rig.measure(probe, f"new span among {count}", page.mouse.up, until, event="pointerup")
