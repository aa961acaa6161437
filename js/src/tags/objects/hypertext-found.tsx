// What a search found in a document, painted where it is in sight.
import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import type { Extent } from "../shapes/span-text";
import { type Rect, rectsOf } from "./hypertext-measure";
import type { HtmlModel } from "./hypertext-model";
import type { Sight } from "./hypertext-overlay";
import type { Reading } from "./hypertext-reading";

interface Painted extends Rect {
  readonly here: boolean;
}

/** More than these at once are not told apart anyway. */
const MOST = 500;

interface FoundProps {
  readonly model: HtmlModel;
  readonly reading: Reading;
  readonly sight: Signal<Sight>;
}

export function FoundLayer({ model, reading, sight }: FoundProps) {
  const { text, lines } = reading;
  const painted = useSignal<readonly Painted[]>([]);
  useSignalEffect(() => {
    void model.layout.value;
    const page = model.page.value;
    const found = text.found.value;
    const gone = text.gone.value;
    const { top, bottom } = sight.value;
    const rectsAt = (at: number) => (page ? rectsOf(page, model.doc, lines.inDoc(found[at] as Extent)) : []);
    const rects: Painted[] = [];
    const first = firstBelow(found.length, (at) => (rectsAt(at).at(-1)?.top ?? top) >= top);
    for (let at = first; at < found.length && rects.length < MOST; at++) {
      const own = rectsAt(at);
      if ((own[0]?.top ?? top) > bottom) break;
      for (const rect of own) rects.push({ ...rect, here: at === gone });
    }
    painted.value = rects;
  });
  return (
    <div class="lsw-html-under" aria-hidden="true">
      {painted.value.map(({ here, left, top, width, height }) => (
        <i
          key={`${left}/${top}`}
          class={here ? "lsw-html-found lsw-html-here" : "lsw-html-found"}
          style={{ left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` }}
        />
      ))}
    </div>
  );
}

/** The first number of a rising row that is in or below sight: few of them are measured. */
function firstBelow(length: number, isBelow: (at: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
