// Where the spans of a long text lie: ticks beside its scroll bar. A click goes to the nearest one.
import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Span } from "../shapes/span";
import { reveal } from "./text-keys";
import type { TextModel } from "./text-model";

const WIDTH = 8;
const TICK = 2;
/** A click this near to a tick means it, in CSS pixels. */
const NEAR = 6;

/** One colour for each row of ticks: that of its first span. */
export function ticksOf(spans: readonly Span[], length: number, height: number): Map<number, string> {
  const rows = new Map<number, string>();
  for (const { start, region } of spans) {
    const row = Math.floor(((start / length) * height) / TICK);
    if (!rows.has(row)) rows.set(row, region.color);
  }
  return rows;
}

export function MiniMap({ model }: { readonly model: TextModel }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = useSignal(0);
  useSignalEffect(() => {
    const whole = Number(model.size.value.split("x")[1]);
    const { scroller } = model;
    height.value = scroller && whole > scroller.clientHeight ? scroller.clientHeight : 0;
  });
  useSignalEffect(() => {
    const spans = model.stacked.value.map(({ span }) => span);
    const found = model.found.value;
    const high = height.value;
    const context = canvas.current?.getContext("2d");
    if (!canvas.current || !context || high === 0) return;
    const ratio = globalThis.devicePixelRatio || 1;
    canvas.current.width = WIDTH * ratio;
    canvas.current.height = high * ratio;
    context.scale(ratio, ratio);
    for (const [row, color] of ticksOf(spans, model.text.length, high)) {
      context.fillStyle = color;
      context.fillRect(0, row * TICK, WIDTH, TICK);
    }
    context.fillStyle = getComputedStyle(canvas.current).color;
    for (const { start } of found) {
      const y = (start / model.text.length) * high;
      context.fillRect(WIDTH / 2, Math.floor(y / TICK) * TICK, WIDTH / 2, TICK);
    }
  });
  const onClick = (event: MouseEvent) => {
    const y = event.offsetY;
    const place = (start: number) => Math.abs((start / model.text.length) * height.value - y);
    const spans = model.stacked.peek().map(({ span }) => span);
    let nearest: Span | undefined;
    for (const span of spans) if (!nearest || place(span.start) < place(nearest.start)) nearest = span;
    if (nearest && place(nearest.start) <= NEAR) {
      model.editor.selection.value = [nearest.region.id];
      reveal(model, nearest);
    } else if (model.scroller) {
      const { scrollHeight, clientHeight } = model.scroller;
      model.scroller.scrollTop = (y / height.value) * scrollHeight - clientHeight / 2;
    }
  };
  return (
    <div class="lsw-text-map" aria-hidden="true" hidden={height.value === 0}>
      <canvas ref={canvas} style={{ width: `${WIDTH}px`, height: `${height.value}px` }} onClick={onClick} />
    </div>
  );
}
