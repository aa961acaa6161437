// Painted places of the spans: measured once for each layout, looked through for what is in sight or hit.
import type { Rect } from "../../geometry/rect";
import type { Span } from "../shapes/span";
import { rectsOf } from "./hypertext-measure";
import type { HtmlModel } from "./hypertext-model";

export interface Marks {
  /** Rectangles of a span from the corner of the surface; empty when nothing of it is shown. */
  of(span: Span): readonly Rect[];
}

export function createMarks(model: HtmlModel): Marks {
  let known = new WeakMap<Span, readonly Rect[]>();
  let page: unknown = null;
  let layout = "";
  return {
    of(span) {
      const shown = model.page.peek();
      if (!shown) return [];
      if (shown !== page || layout !== model.layout.peek()) {
        page = shown;
        layout = model.layout.peek();
        known = new WeakMap();
      }
      let rects = known.get(span);
      if (!rects) {
        rects = rectsOf(shown, model.doc, span);
        if (model.surface?.clientWidth !== 0) known.set(span, rects); // a hidden view has none for now
      }
      return rects;
    },
  };
}

/** Spans painted at a point of the window. */
export function spansAt(model: HtmlModel, marks: Marks, x: number, y: number): Span[] {
  const corner = model.surface?.getBoundingClientRect();
  if (!corner) return [];
  const left = x - corner.left;
  const top = y - corner.top;
  const hit = (rect: Rect) =>
    left >= rect.left &&
    left <= rect.left + rect.width &&
    top >= rect.top &&
    top <= rect.top + rect.height + 2;
  return model.stacked
    .peek()
    .filter(({ span }) => marks.of(span).some(hit))
    .map(({ span }) => span);
}
