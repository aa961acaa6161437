import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import type { VNode } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Watch } from "../../ui/nearness";
import type { Stacked } from "../shapes/span";
import { type Caption, captionNode, markNode } from "./span-marks";
import { captionsOf } from "./text-captions";
import { FoundIn } from "./text-found";
import { type Mark, marksIn } from "./text-measure";
import type { TextModel } from "./text-model";

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
const NOTHING: Paint = { marks: [], captions: [] };
const CHARS_A_LINE = 75;
const LINE = 22.4;

/** About the height of a text that is not laid out yet, in CSS pixels. */
export function heightOf(shown: string): number {
  const lines = shown
    .split("\n")
    .reduce((sum, line) => sum + (Math.ceil(line.length / CHARS_A_LINE) || 1), 0);
  return Math.round(lines * LINE);
}

/** What the marks and captions of a block were made from. */
interface Seen {
  readonly spans: readonly unknown[];
  readonly size: string;
  readonly where: keyof typeof captionsOf;
}

/** Each mark is drawn once: thousands that did not change cost nothing in the next drawing. */
interface Drawn {
  measured: WeakMap<Stacked, readonly Mark[]>;
  readonly nodes: WeakMap<Mark, VNode>;
}

/** A piece of the text with the marks of its spans; measured and painted only while it is near. */
export function Block({ model, at, watch }: BlockProps) {
  const element = useRef<HTMLDivElement>(null);
  const near = useSignal(at < FIRST);
  const paint = useSignal(NOTHING);
  const seen = useRef<Seen>({ spans: NOTHING.marks, size: "", where: "none" });
  const drawn = useRef<Drawn>({ measured: new WeakMap(), nodes: new WeakMap() }).current;
  const block = model.blocks[at] ?? { start: 0, end: 0 };
  const shown = model.shown.slice(block.start, block.end);
  const spans = useComputed(() => model.inBlock.value[at] ?? []);

  useEffect(() => {
    // A row that the browser skips would hide the block from the observer.
    const row = element.current?.closest("[data-phrase]") ?? element.current;
    if (row) return watch(row, (yes) => (near.value = yes));
  }, []);
  /** The marks of the spans as they are now. */
  const measure = (): readonly Mark[] => {
    const box = element.current;
    const width = box?.clientWidth ?? 0;
    // A host that hides the view for a moment leaves nothing to measure: what was seen stays true.
    if (!box || width === 0) return paint.peek().marks;
    const inside = spans.peek();
    const size = `${width}x${box.clientHeight}`;
    const where = model.captions.peek();
    const before = seen.current;
    if (size !== before.size) drawn.measured = new WeakMap();
    if (size !== before.size || inside !== before.spans || where !== before.where) {
      seen.current = { spans: inside, size, where };
      const marks = marksIn(box, block, inside, drawn.measured);
      paint.value = { marks, captions: captionsOf[where](marks, model.shown, width) };
    }
    return paint.peek().marks;
  };
  useSignalEffect(() => {
    model.size.value;
    if (near.value !== model.marks.has(at)) model.sighted.value = model.sighted.peek() + 1;
    if (!near.value || !element.current) {
      model.marks.delete(at);
      return;
    }
    void [spans.value, model.captions.value];
    model.marks.set(at, measure);
    measure();
  });

  const node = (mark: Mark): VNode => {
    const before = drawn.nodes.get(mark);
    if (before) return before;
    const made = markNode(model, mark.key, mark.of, mark);
    drawn.nodes.set(mark, made);
    return made;
  };
  const { marks, captions } = paint.value;
  const height = useMemo(() => heightOf(shown), [shown]);
  return (
    <div class="lsw-text-block" ref={element} style={{ containIntrinsicBlockSize: `auto ${height}px` }}>
      {shown}
      {marks.length > 0 && (
        <div class="lsw-span-marks" aria-hidden="true">
          {marks.map(node)}
          {captions.map(captionNode)}
        </div>
      )}
      {near.value && model.found.value.length > 0 && <FoundIn model={model} block={block} box={element} />}
    </div>
  );
}
