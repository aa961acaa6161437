// Keys that do the same to the spans of a text and of a document.
import type { Span } from "../shapes/span";
import type { Extent } from "../shapes/span-text";
import type { End, Spans } from "./span-edit";

/** What a screen reader says of the surface. */
export const KEYS_SAID =
  "Arrow keys move, with Ctrl by word and sentence, Shift selects, a label's key makes a region, " +
  "Tab goes through the regions.";

interface Hands {
  /** Where the caret stands and what is selected; null without. */
  readonly head: number | null;
  readonly range: Extent | null;
  draw(extent: Extent): boolean;
  /** Where a key moves an end of a span; null when it moves none. */
  step(from: number): number | null;
  pull(span: Span, end: End, to: number): void;
}

/** Enter, and arrows that move an end of the selected span: whether the key is done with; null for others. */
export function spanKey(model: Spans, event: KeyboardEvent, hands: Hands): boolean | null {
  const { editor } = model;
  const { key, shiftKey, ctrlKey, altKey } = event;
  const { head, range } = hands;
  const selected = editor.selection.peek();
  if (key === "Enter" && !ctrlKey && !altKey) {
    if (range) return hands.draw(range);
    const under = model.stacked
      .peek()
      .find(({ span }) => head !== null && span.start <= head && head < span.end)?.span;
    const target = under?.region.id ?? selected.at(-1);
    if (target !== undefined && editor.partner(target)) return true;
    if (under) editor.selection.value = [under.region.id];
    return Boolean(under);
  }
  const span = shiftKey && selected.length === 1 ? model.span(selected[0]) : undefined;
  if (!span || editor.readOnly.peek() || !editor.canEdit(span.region.id)) return null;
  // Shift moves the end of the selected span, Alt+Shift its start.
  const end = altKey ? "start" : "end";
  const to = hands.step(span[end]);
  if (to !== null) hands.pull(span, end, to);
  return to !== null;
}

/** Selects the next span by its place; false at the last one, so that Tab goes on. */
export function nextSpan(
  { editor, stacked, caret }: Spans & { readonly caret: { value: object | null } },
  back: boolean,
): boolean {
  const spans = stacked.peek().map(({ span }) => span);
  const now = spans.findIndex((span) => span.region.id === editor.selection.peek().at(-1));
  const next = spans[now < 0 ? (back ? -1 : 0) : now + (back ? -1 : 1)];
  editor.selection.value = next ? [next.region.id] : [];
  // From here on the caret begins at that span; what is selected stays when Tab leaves the text.
  if (next) caret.value = null;
  return next !== undefined;
}
