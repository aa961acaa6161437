// What a search found in a document, painted where it is in sight.

import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import { firstWhere } from "../../geometry/search";
import type { Extent } from "../shapes/span-text";
import { rectsOf } from "./hypertext-measure";
import type { HtmlModel } from "./hypertext-model";
import type { Sight } from "./hypertext-overlay";
import type { Reading } from "./hypertext-reading";
import { type Found, FoundMarks, MOST_FOUND } from "./span-marks";

interface FoundProps {
  readonly model: HtmlModel;
  readonly reading: Reading;
  readonly sight: Signal<Sight>;
}

export function FoundLayer({ model, reading, sight }: FoundProps) {
  const { text, lines } = reading;
  const painted = useSignal<readonly Found[]>([]);
  useSignalEffect(() => {
    void model.layout.value;
    const page = model.page.value;
    const found = text.found.value;
    const gone = text.gone.value;
    const { top, bottom } = sight.value;
    const rectsAt = (at: number) => (page ? rectsOf(page, model.doc, lines.inDoc(found[at] as Extent)) : []);
    const rects: Found[] = [];
    // A rising row: few of them are measured.
    const first = firstWhere(found.length, (at) => (rectsAt(at).at(-1)?.top ?? top) >= top);
    for (let at = first; at < found.length && rects.length < MOST_FOUND; at++) {
      const own = rectsAt(at);
      if ((own[0]?.top ?? top) > bottom) break;
      for (const rect of own) rects.push({ ...rect, here: at === gone });
    }
    painted.value = rects;
  });
  return <FoundMarks found={painted.value} />;
}
