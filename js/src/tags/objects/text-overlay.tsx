// What lies over the resting marks of a text: the spans in hand, what is selected by keys, the caret.
import { useSignal, useSignalEffect } from "@preact/signals";
import type { Rect } from "../../geometry/rect";
import { type Extent, extentOf, isLeftwardAt, segmentAt } from "../shapes/span-text";
import { type Strong, StrongMarks, strongOf, TagsAndHandles } from "./span-overlay";
import { caretRect, rectsOf } from "./text-measure";
import { positionAt, pulledTo, reshapeSpan, type TextModel } from "./text-model";

interface Shown {
  readonly strong: readonly Strong[];
  readonly range: readonly Rect[];
  readonly caret: Rect | null;
}

export function Overlay({ model }: { readonly model: TextModel }) {
  const { blocks } = model;
  const shown = useSignal<Shown>({ strong: [], range: [], caret: null });
  useSignalEffect(() => {
    model.size.value;
    const { content } = model;
    if (!content) return;
    const lines = (extent: Extent) => rectsOf(content, blocks, extent);
    const caret = model.caret.value;
    const ends = caret && extentOf(caret);
    shown.value = {
      strong: strongOf(model, { of: lines, lines, room: content.clientWidth }),
      range: ends && ends.end > ends.start ? lines(ends) : [],
      caret: caret && caretRect(content, blocks, caret.head),
    };
  });

  const { strong, range, caret } = shown.value;
  return (
    <>
      <div class="lsw-span-under" aria-hidden="true">
        <StrongMarks strong={strong} range={range} />
      </div>
      <div class="lsw-span-over" aria-hidden="true">
        <TagsAndHandles
          model={model}
          strong={strong}
          caret={caret}
          pull={{
            places: ({ span, rects }) => {
              const start = edgeOf(model, rects, span.start, "start");
              const end = edgeOf(model, rects, span.end - 1, "end");
              return start && end && { start, end };
            },
            at: (x, y) => positionAt(model, x, y),
            to: (span, end, at) => pulledTo(model, span, end, at),
            keep: (span) => reshapeSpan(model, span),
          }}
        />
      </div>
    </>
  );
}

/** Where the character at a position begins, at its top, or ends, at its bottom; one that does not show
 * is at the edge of what shows of its span. */
function edgeOf(
  { content, blocks, text }: TextModel,
  span: readonly Rect[],
  at: number,
  end: "start" | "end",
) {
  const own = content ? rectsOf(content, blocks, segmentAt(text, at, "grapheme")) : [];
  const rects = own.length > 0 ? own : span;
  const rect = end === "start" ? rects[0] : rects.at(-1);
  if (!rect) return null;
  const right = (end === "end") !== isLeftwardAt(text, at);
  return { x: rect.left + (right ? rect.width : 0), y: rect.top + (end === "end" ? rect.height : 0) };
}
