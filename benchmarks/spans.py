"""A text of 100,000 characters with many spans: opening it, and adding one more."""

from __future__ import annotations

from typing import Any

from benchmarks.rig import FRAME, RUNS, Rig, Row, Sample, rows_of, task

CONFIG = """<View><Labels name="ner" toName="txt"><Label value="PER" hotkey="1"/><Label value="ORG"/>
<Label value="LOC"/></Labels><Text name="txt" value="$text"/></View>"""
LABELS = ("PER", "ORG", "LOC")
LENGTH = 100_000
COUNTS = {1_000: (6_300.0, 200.0), 5_000: (30_000.0, 200.0)}
NEW_REFERENCE = 6_100.0
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


def spans(count: int) -> list[dict[str, Any]]:
    step = LENGTH // count
    items = []
    for i in range(count):
        start = i * step
        end = min(LENGTH, start + 8 + i % 3 * 9)
        value = {"start": start, "end": end, "text": TEXT[start:end], "labels": [LABELS[i % len(LABELS)]]}
        items.append(
            {"id": f"span-{i}", "from_name": "ner", "to_name": "txt", "type": "labels", "value": value}
        )
    return items  # fmt: skip


LISTED = "host.dataset.task === 'task-1' && root.querySelector('[data-region]')"
SHOWN = f"{LISTED} && root.querySelector('.lsw-span-mark')"


def states(count: int) -> list[dict[str, Any]]:
    return [task(CONFIG, {"text": "short"}, 0, []), task(CONFIG, {"text": TEXT}, 1, spans(count))]


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
    return rows


def add(rig: Rig, probe: Any, count: int, nth: int) -> Sample:
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
