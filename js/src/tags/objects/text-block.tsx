import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { text as attribute, flag } from "../../core/facts";
import { type Caption, captionsAbove, captionsAfter } from "./text-captions";
import { type Mark, marksIn } from "./text-measure";
import type { TextModel } from "./text-model";

/** Calls back when an element comes near the visible part of the text, or leaves it. */
export type Watch = (element: Element, near: (yes: boolean) => void) => () => void;

interface BlockProps {
  readonly model: TextModel;
  readonly at: number;
  readonly watch: Watch;
}

interface Paint {
  readonly marks: readonly Mark[];
  readonly captions: readonly Caption[];
}

const FIRST = 3;
const DEEPEST = 2;
const NOTHING: Paint = { marks: [], captions: [] };
const CHARS_A_LINE = 75;
const LINE = 22.4;

/** A piece of the text with the marks of its spans; measured and painted only while it is near. */
export function Block({ model, at, watch }: BlockProps) {
  const element = useRef<HTMLDivElement>(null);
  const near = useSignal(at < FIRST);
  const paint = useSignal(NOTHING);
  const seen = useRef<{ spans: readonly unknown[]; width: number }>({ spans: [], width: 0 });
  const block = model.blocks[at] ?? { start: 0, end: 0 };
  const shown = model.shown.slice(block.start, block.end);

  useEffect(() => {
    if (element.current) return watch(element.current, (yes) => (near.value = yes));
  }, []);
  useSignalEffect(() => {
    model.size.value;
    const box = element.current;
    if (!near.value || !box) {
      model.marks.delete(at);
      return;
    }
    const inside = model.stacked.value.filter(({ span }) => span.start < block.end && span.end > block.start);
    const width = box.clientWidth;
    const same = width === seen.current.width && inside.length === seen.current.spans.length;
    if (!same || !inside.every((one, i) => one === seen.current.spans[i])) {
      seen.current = { spans: inside, width };
      const marks = marksIn(box, block, inside);
      const captions = flag(model.node, "showLabels")
        ? captionsAbove(marks, width)
        : attribute(model.node, "showLabels")
          ? []
          : captionsAfter(marks, model.shown, width);
      paint.value = { marks, captions };
    }
    model.marks.set(at, paint.peek().marks);
  });

  const { marks, captions } = paint.value;
  const lines = shown.split("\n").reduce((sum, line) => sum + Math.ceil(line.length / CHARS_A_LINE) || 1, 0);
  return (
    <div
      class="lsw-text-block"
      ref={element}
      style={{ containIntrinsicBlockSize: `auto ${Math.round(lines * LINE)}px` }}
    >
      {shown}
      {marks.length > 0 && (
        <div class="lsw-span-marks" aria-hidden="true">
          {marks.map((mark) => (
            <i
              key={mark.key}
              class={
                mark.of.span.region.origin === "prediction"
                  ? "lsw-span-mark lsw-span-predicted"
                  : "lsw-span-mark"
              }
              style={{
                left: `${mark.left}px`,
                top: `${mark.top}px`,
                width: `${mark.width}px`,
                height: `${mark.height + 2 * (1 + Math.min(mark.of.level, DEEPEST))}px`,
                "--lsw-color": attribute(model.node, "highlightColor") || mark.of.span.region.color,
              }}
            />
          ))}
          {captions.map(({ key, text, color, left, top, width, height }) => (
            <i
              key={`caption/${key}`}
              class="lsw-span-caption"
              data-text={text}
              style={{
                left: `${left}px`,
                top: `${top}px`,
                maxWidth: `${width}px`,
                height: `${height}px`,
                "--lsw-color": color,
              }}
            />
          ))}
        </div>
      )}
    </div>
  );
}
