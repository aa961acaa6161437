// What lies over a document: marks of its spans in sight, the selected and hovered ones, handles, the caret.
import { type Signal, useSignal, useSignalEffect } from "@preact/signals";
import type { Rect } from "../../geometry/rect";
import type { Stacked } from "../shapes/span";
import { type Extent, extentOf } from "../shapes/span-text";
import { captionsOf } from "./hypertext-captions";
import type { Marks } from "./hypertext-marks";
import { caretRect, edgeRect, nextSeen, positionAt, previousSeen, rectsOf } from "./hypertext-measure";
import { type HtmlModel, pulledTo, reshapeSpan } from "./hypertext-model";
import { type Caption, captionNode, markNode } from "./span-marks";
import { type Strong, StrongMarks, strongOf, TagsAndHandles } from "./span-overlay";

/** The part of the document that is painted: what can be seen, and as much around it. */
export interface Sight {
  readonly top: number;
  readonly bottom: number;
}

interface LayerProps {
  readonly model: HtmlModel;
  readonly marks: Marks;
}

interface Resting {
  readonly of: Stacked;
  readonly rects: readonly Rect[];
}

const NOTHING = { resting: [] as readonly Resting[], captions: [] as readonly Caption[] };

export function MarkLayer({ model, marks, sight }: LayerProps & { readonly sight: Signal<Sight> }) {
  const painted = useSignal(NOTHING);
  useSignalEffect(() => {
    void model.layout.value;
    const page = model.page.value;
    const { top, bottom } = sight.value;
    const resting = (page ? model.stacked.value : [])
      .map((of) => ({ of, rects: marks.of(of.span) }))
      .filter(({ rects }) => rects.some((rect) => rect.top < bottom && rect.top + rect.height > top));
    const captions = page ? captionsOf[model.captions.value](page, model, resting) : [];
    painted.value = { resting, captions };
  });
  // Marks change with the annotation that is shown.
  void model.editor.tab.value;
  return (
    <div class="lsw-span-marks" aria-hidden="true">
      {painted.value.resting.map(({ of, rects }) =>
        rects.map((rect, line) => markNode(model, `${of.span.region.id}/${line}`, of, rect)),
      )}
      {painted.value.captions.map(captionNode)}
    </div>
  );
}

interface Over {
  readonly strong: readonly Strong[];
  readonly range: readonly Rect[];
  readonly caret: Rect | null;
}

export function OverLayer({ model, marks }: LayerProps) {
  const { editor, doc } = model;
  const shown = useSignal<Over>({ strong: [], range: [], caret: null });
  useSignalEffect(() => {
    void [model.layout.value, editor.regions.value];
    const page = model.page.value;
    const lines = (extent: Extent) => (page ? rectsOf(page, doc, extent) : []);
    const caret = model.caret.value;
    const extent = caret && extentOf(caret);
    shown.value = {
      strong: strongOf(model, page && { of: marks.of, lines, room: model.surface?.clientWidth ?? 0 }),
      range: extent && extent.end > extent.start ? lines(extent) : [],
      caret: page && caret && caret.by === "keys" ? caretRect(page, doc, caret.head, caret.behind) : null,
    };
  });

  const { strong, range, caret } = shown.value;
  return (
    <div class="lsw-span-over" aria-hidden="true">
      <StrongMarks strong={strong} range={range} />
      <TagsAndHandles
        model={model}
        strong={strong}
        caret={caret}
        pull={{
          places: ({ span }) => {
            const page = model.page.value;
            const start = page && edgeRect(page, doc, nextSeen(doc, span.start), "start");
            const end = page && edgeRect(page, doc, previousSeen(doc, span.end), "end");
            if (!start || !end) return null;
            return { start: { x: start.left, y: start.top }, end: { x: end.left, y: end.top + end.height } };
          },
          at: (x, y) => positionAt(model, x, y),
          to: (span, end, at) => pulledTo(model, span, end, at),
          keep: (span) => reshapeSpan(model, span),
        }}
      />
    </div>
  );
}
