// How spans at rest, names beside them and what a search found look.
import type { VNode } from "preact";
import { text as attribute } from "../../core/facts";
import type { Rect } from "../../geometry/rect";
import type { Stacked } from "../shapes/span";
import type { Spans } from "./span-edit";

/** A label's name beside its span. */
export interface Caption extends Rect {
  readonly key: string;
  readonly text: string;
  readonly color: string;
}

export interface Found extends Rect {
  /** Whether it was gone to. */
  readonly here: boolean;
}

/** More than these at once are not told apart anyway. */
export const MOST_FOUND = 500;
/** Deeper lines under the text would lie on the next one. */
const DEEPEST = 2;

export const placed = ({ left, top, width, height }: Rect) => ({
  left: `${left}px`,
  top: `${top}px`,
  width: `${width}px`,
  height: `${height}px`,
});

/** One line's part of a span. */
export function markNode(model: Spans, key: string, { span, level }: Stacked, rect: Rect): VNode {
  const { region } = span;
  const predicted = region.origin === "prediction" || model.editor.tab.peek()?.kind === "prediction";
  return (
    <i
      key={key}
      class={predicted ? "lsw-span-mark lsw-span-predicted" : "lsw-span-mark"}
      style={{
        ...placed(rect),
        height: `${rect.height + 2 * (1 + Math.min(level, DEEPEST))}px`,
        "--lsw-color": attribute(model.node, "highlightColor") || region.color,
      }}
    />
  ) as VNode;
}

export function captionNode({ key, text, color, left, top, width, height }: Caption): VNode {
  return (
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
  ) as VNode;
}

export function FoundMarks({ found }: { readonly found: readonly Found[] }) {
  return (
    <div class="lsw-span-under" aria-hidden="true">
      {found.map(({ here, ...rect }) => (
        <i
          key={`${rect.left}/${rect.top}`}
          class={here ? "lsw-span-found lsw-span-here" : "lsw-span-found"}
          style={placed(rect)}
        />
      ))}
    </div>
  );
}
