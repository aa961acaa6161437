// The text by keyboard: a caret of our own, selection with Shift, regions with Tab.
import { type Extent, extentOf, isSpace, lineAt, runsLeft, segmentAt } from "../shapes/span-text";
import { nextSpan, spanKey } from "./span-keys";
import { blockAt, positionOf } from "./text-blocks";
import { caretRect } from "./text-measure";
import { drawSpan, pulledTo, reshapeSpan, type TextModel } from "./text-model";

/** Height of the search box and what is over it, which lie over the text. */
const FINDER = 48;
const HALF_LINE = 11;

/** The end of the sentence that goes on at a position, or the start of the one before it, without blanks. */
function sentenceStep(text: string, at: number, on: boolean): number {
  const inside = overBlanks(text, at, on);
  if (inside === (on ? text.length : 0)) return inside;
  const { start, end } = segmentAt(text, on ? inside : inside - 1, "sentence");
  return on ? overBlanks(text, end, false) : overBlanks(text, start, true);
}

/** Over the blanks that stand behind a position (`on`), or before it. */
function overBlanks(text: string, at: number, on: boolean): number {
  let to = at;
  while (on ? to < text.length && isSpace(text[to]) : to > 0 && isSpace(text[to - 1])) to += on ? 1 : -1;
  return to;
}

/**
 * Where a key moves the caret inside the text; null when it is none of these keys. Arrows go the way
 * they point: in a line that runs to the left, the left one goes on. With `far` they go by word and,
 * up and down, by sentence; Home and End go to the ends of the text.
 */
export function stepped(text: string, at: number, key: string, far: boolean): number | null {
  if (key === "Home") return far ? 0 : lineAt(text, at).start;
  if (key === "End") return far ? text.length : lineAt(text, at).end;
  if (far && (key === "ArrowDown" || key === "ArrowUp")) return sentenceStep(text, at, key === "ArrowDown");
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  let to = at;
  if ((key === "ArrowRight") !== runsLeft(text, at)) {
    if (far) to = overBlanks(text, to, true);
    return to < text.length ? segmentAt(text, to, far ? "word" : "grapheme").end : to;
  }
  if (far) to = overBlanks(text, to, false);
  if (to === 0) return 0;
  if (text[to - 1] === "\n" && text[to - 2] === "\r") return to - 2;
  return segmentAt(text, to - 1, far ? "word" : "grapheme").start;
}

/** One visual line up or down; the same place when the page shows no line there. */
function lineStep(model: TextModel, at: number, down: boolean): number {
  const { content, blocks, codec, root } = model;
  const rect = content && caretRect(content, blocks, at);
  if (!rect) return at;
  const origin = content.getBoundingClientRect();
  const y = origin.top + rect.top + (down ? rect.height * 1.8 : -rect.height * 0.8);
  const place = root.caretAt(origin.left + rect.left + 1, y);
  const to = (place && positionOf(content, blocks, place.node, place.offset)) ?? at;
  if (to !== at || !codec.dialogue) return to;
  const next = blocks[blockAt(blocks, at) + (down ? 1 : -1)];
  return next ? next.start : at;
}

/** The nearest place in sight: blocks that are filtered out are stepped over. */
function shown({ blocks, unseen }: TextModel, at: number, on: boolean): number {
  const gone = unseen.peek();
  const from = blockAt(blocks, at);
  if (!gone.has(from)) return at;
  for (let next = from; blocks[next]; next += on ? 1 : -1)
    if (!gone.has(next)) return on ? (blocks[next]?.start ?? at) : (blocks[next]?.end ?? at);
  return at;
}

/** Where the text in sight begins. */
export function placeInSight({ root, scroller, content, blocks, marks }: TextModel): number {
  if (!scroller || !content) return 0;
  const text = content.getBoundingClientRect();
  const y = Math.max(text.top, scroller.getBoundingClientRect().top) + HALF_LINE;
  const place = root.caretAt(text.left + 1, y);
  const at = place && positionOf(content, blocks, place.node, place.offset);
  return at ?? blocks[Math.min(...marks.keys())]?.start ?? 0;
}

/** Where the caret appears first: at the selected span, else where the text in sight begins. */
function firstPlace(model: TextModel): number {
  const span = model.span(model.editor.selection.peek().at(-1));
  return span ? span.end : placeInSight(model);
}

/** True when the key is done with. */
export function onKey(model: TextModel, event: KeyboardEvent): boolean {
  const { text, caret } = model;
  const { key, shiftKey } = event;
  if (event.metaKey) return false;
  const held = caret.peek();
  const range = held && held.anchor !== held.head ? extentOf(held) : null;
  if (key === "Escape") {
    caret.value = held && range ? { anchor: held.head, head: held.head } : null;
    return held !== null;
  }
  if (key === "Tab") return nextSpan(model, shiftKey);
  // Ctrl and arrows go through the phrases of a dialogue, as actions of the view.
  if (model.codec.dialogue && event.ctrlKey && !shiftKey && key.startsWith("Arrow")) return false;
  const far = event.ctrlKey || event.altKey;
  const done = spanKey(model, event, {
    head: held?.head ?? null,
    range,
    draw: (extent) => drawSpan(model, extent),
    step: (from) => stepped(text, from, key, event.ctrlKey),
    pull: (span, end, to) => reshapeSpan(model, pulledTo(model, span, end, to)),
  });
  if (done !== null) return done;
  const head = held?.head ?? firstPlace(model);
  const vertical = key === "ArrowDown" || key === "ArrowUp";
  const wanted =
    vertical && !far ? lineStep(model, head, key === "ArrowDown") : stepped(text, head, key, far);
  if (wanted === null) return false;
  const to = shown(model, wanted, wanted > head);
  // What is selected by words begins with one, not with the blank before it.
  const begin = far && !range ? overBlanks(text, head, to > head) : (held?.anchor ?? head);
  caret.value = { anchor: shiftKey ? begin : to, head: to };
  reveal(model, { start: Math.max(0, to - 1), end: to + 1 });
  return true;
}

/** Scrolls the text, and nothing around it, until the extent's first line is in sight. */
export function reveal(model: TextModel, extent: Extent): void {
  const { scroller, content, blocks } = model;
  const rect = scroller && content && caretRect(content, blocks, Math.min(extent.start, model.text.length));
  if (!rect) return;
  const view = scroller.getBoundingClientRect();
  const from = view.top + (model.finding.peek() ? FINDER : 0);
  const top = content.getBoundingClientRect().top + rect.top;
  if (top < from) scroller.scrollTop -= from - top + rect.height;
  else if (top + rect.height > view.bottom) scroller.scrollTop += top + 2 * rect.height - view.bottom;
}
