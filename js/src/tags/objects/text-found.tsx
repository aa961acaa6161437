// What a search found in one block, painted while the block is near.
import { useSignal, useSignalEffect } from "@preact/signals";
import type { Extent } from "../shapes/span-text";
import { type Found, FoundMarks, MOST_FOUND } from "./span-marks";
import { blockAt } from "./text-blocks";
import { rectsIn } from "./text-measure";
import type { TextModel } from "./text-model";

interface FoundProps {
  readonly model: TextModel;
  readonly block: Extent;
  readonly box: { readonly current: Element | null };
}

export function FoundIn({ model, block, box }: FoundProps) {
  const painted = useSignal<readonly Found[]>([]);
  useSignalEffect(() => {
    model.size.value;
    const found = model.found.value;
    const gone = model.gone.value;
    const element = box.current;
    if (!element) return;
    const origin = element.getBoundingClientRect();
    const rects: Found[] = [];
    // One before, which may reach into this block.
    for (
      let at = Math.max(0, blockAt(found, block.start) - 1);
      at < found.length && rects.length < MOST_FOUND;
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
  return <FoundMarks found={painted.value} />;
}
