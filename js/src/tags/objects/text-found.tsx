// What a search found in one block, painted while the block is near.
import { useSignal, useSignalEffect } from "@preact/signals";
import type { Extent } from "../shapes/span-text";
import { blockAt } from "./text-blocks";
import { type Rect, rectsIn } from "./text-measure";
import type { TextModel } from "./text-model";

interface Painted extends Rect {
  readonly here: boolean;
}

interface FoundProps {
  readonly model: TextModel;
  readonly block: Extent;
  readonly box: { readonly current: Element | null };
}

/** More than these in one block are not told apart anyway. */
const MOST = 500;

export function FoundMarks({ model, block, box }: FoundProps) {
  const painted = useSignal<readonly Painted[]>([]);
  useSignalEffect(() => {
    model.size.value;
    const found = model.found.value;
    const gone = model.gone.value;
    const element = box.current;
    if (!element) return;
    const origin = element.getBoundingClientRect();
    const rects: Painted[] = [];
    // One before, which may reach into this block.
    for (
      let at = Math.max(0, blockAt(found, block.start) - 1);
      at < found.length && rects.length < MOST;
      at++
    ) {
      const { start, end } = found[at] as Extent;
      if (start >= block.end) break;
      const [from, to] = [Math.max(start, block.start), Math.min(end, block.end)];
      if (from >= to) continue;
      for (const rect of rectsIn(element, from - block.start, to - block.start, origin))
        rects.push({ ...rect, here: at === gone });
    }
    painted.value = rects;
  });
  return (
    <div class="lsw-span-under" aria-hidden="true">
      {painted.value.map(({ here, left, top, width, height }) => (
        <i
          key={`${left}/${top}`}
          class={here ? "lsw-text-found lsw-text-here" : "lsw-text-found"}
          style={{ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` }}
        />
      ))}
    </div>
  );
}
