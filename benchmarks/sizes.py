"""Bytes: of an edit on its way to the kernel, and of the bundle."""

from __future__ import annotations

import json

from benchmarks import boxes, spans
from benchmarks.rig import STATIC, Rig, Row, task

COUNTS = (10, 1_000, 5_000)
LIMIT = 45_000
REFERENCE_BUNDLE = 6_100_000
SENT = """(act) => {
  const { store, kernel } = window.editor;
  const sizes = () => kernel.sent.flatMap((one) => (one.kind === 'ops' ? JSON.stringify(one).length : []));
  const before = sizes().length;
  new Function('store', act)(store);
  return new Promise((resolve) => {
    const look = () => (sizes().length > before ? resolve(sizes().at(-1)) : requestAnimationFrame(look));
    look();
  });
}"""
STEPS = {
    "move a box": (boxes.CONFIG, boxes.DATA, boxes.boxes,
        "store.reshape(new Map([['box-3', { x: 1, y: 1, width: 1, height: 1, rotation: 0 }]]), 'Move box')"),
    "new box": (boxes.CONFIG, boxes.DATA, boxes.boxes,
        "store.pressLabel('box', 'car'); store.draw('img', 'rectangle', { x: 1, y: 1, width: 1, height: 1})"),
    "new span": (spans.CONFIG, {"text": spans.TEXT}, spans.spans,
        "store.pressLabel('ner', 'PER'); store.draw('txt', 'span', { start: 3, end: 9, text: 'sample' })"),
    "submit": (boxes.CONFIG, boxes.DATA, boxes.boxes, "store.submit()"),
}  # fmt: skip


def run(rig: Rig) -> list[Row]:
    rows = []
    for name, (config, data, make, act) in STEPS.items():
        first = None
        for count in COUNTS:
            with rig.page() as page:
                rig.open(page, config, [task(config, data, 0, make(count))])
                size = page.evaluate(SENT, act)
            first = first or size
            rows.append(Row(f"{name}: message with {count:,} regions", [size], "bytes", target=first + 16))
    manifest = json.loads((STATIC / "manifest.json").read_text(encoding="utf-8"))
    core = manifest["sizes"]["core_gzip"]
    chunks = {name: chunk["gzip"] for name, chunk in manifest["chunks"].items()}
    rows.append(Row("core, gzip", [core], "bytes", reference=REFERENCE_BUNDLE, target=LIMIT))
    rows.append(Row("core and all chunks, gzip", [core + sum(chunks.values())], "bytes", REFERENCE_BUNDLE))
    rows += [Row(f"chunk {name}, gzip", [size], "bytes") for name, size in chunks.items()]
    return rows
