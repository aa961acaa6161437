// A document by keyboard: a caret, selection with Shift, regions with Tab.
import { type Extent, extentOf, isSpace } from "../shapes/span-text";
import { caretRect, nextSeen, positionAt, previousSeen } from "./hypertext-measure";
import { drawSpan, type HtmlModel, partAt, pulledTo, reshapeSpan } from "./hypertext-model";
import { type HtmlText, isBorder, lineAt, runsLeftIn } from "./hypertext-text";
import { nextSpan, spanKey } from "./span-keys";

/** Behind the character at a position. */
const after = ({ points }: HtmlText, at: number) => points.toUnit(points.fromUnit(at) + 1);

/** Over the blanks that stand behind a position (`on`), or before it. */
function overBlanks(doc: HtmlText, at: number, on: boolean): number {
  let to = on ? nextSeen(doc, at) : at;
  if (on) while (to < doc.text.length && isSpace(doc.flow[to])) to = nextSeen(doc, to + 1);
  else
    for (let last = previousSeen(doc, to); last < to && isSpace(doc.flow[last]); last = previousSeen(doc, to))
      to = last;
  return to;
}

/** The end of the sentence that goes on at a position, or the start of the one before it, without blanks. */
function sentenceStep(doc: HtmlText, at: number, on: boolean): number {
  const inside = overBlanks(doc, at, on);
  if (!on) {
    const last = previousSeen(doc, inside);
    return last === inside ? inside : overBlanks(doc, partAt(doc, last, "sentence").start, true);
  }
  if (inside >= doc.text.length) return at;
  const end = overBlanks(doc, partAt(doc, inside, "sentence").end, false);
  return after(doc, previousSeen(doc, end));
}

/**
 * Where a key moves the caret inside the document; null when it is none of these keys. Arrows go the way
 * they point: in a line that runs to the left, the left one goes on. With `far` they go by word and,
 * up and down, by sentence; Home and End go to the ends of the document.
 */
export function stepped(doc: HtmlText, at: number, key: string, far: boolean): number | null {
  const { flow, text } = doc;
  if (far && key === "Home") return nextSeen(doc, 0);
  if (far && key === "End") return after(doc, previousSeen(doc, text.length));
  if (far && (key === "ArrowDown" || key === "ArrowUp")) return sentenceStep(doc, at, key === "ArrowDown");
  if (key === "Home") return nextSeen(doc, lineAt(doc, Math.min(at, text.length - 1)).start);
  if (key === "End") {
    const { start, end } = lineAt(doc, Math.min(at, text.length - 1));
    const last = previousSeen(doc, end);
    return last < start ? at : flow[last] === "\n" ? last : Math.min(last + 1, end);
  }
  if (key !== "ArrowLeft" && key !== "ArrowRight") return null;
  if ((key === "ArrowRight") !== runsLeftIn(doc, at)) {
    const to = far ? overBlanks(doc, at, true) : nextSeen(doc, at);
    return to < text.length ? partAt(doc, to, far ? "word" : "grapheme").end : at;
  }
  let to = previousSeen(doc, at);
  if (to === at) return at;
  if (far) while (to > 0 && isSpace(flow[to])) to = previousSeen(doc, to);
  return partAt(doc, to, far ? "word" : "grapheme").start;
}

/** Where a caret stands: `behind` the end of a line that has no character between it and the next one. */
interface Place {
  readonly at: number;
  readonly behind: boolean;
}

/** One visual line up or down; the same place when none is there. */
function lineStep(model: HtmlModel, from: Place, down: boolean): Place {
  const { doc, surface } = model;
  const page = model.page.peek();
  const rect = page && caretRect(page, doc, from.at, from.behind);
  const corner = surface?.getBoundingClientRect();
  if (!rect || !corner) return from;
  // Blocks stand apart: a few steps of half a line reach the next one.
  for (let step = 1; step <= 6; step++) {
    const y = rect.top + rect.height / 2 + (down ? 1 : -1) * rect.height * (0.6 + step / 2);
    const at = positionAt(model, corner.left + rect.left + 1, corner.top + y);
    if (at === null) continue;
    const away = (behind: boolean) => {
      const place = caretRect(page, doc, at, behind);
      const moved = place && (down ? place.top > rect.top + 2 : place.top < rect.top - 2);
      return place && moved ? Math.abs(place.top + place.height / 2 - y) : Number.POSITIVE_INFINITY;
    };
    const [before, here] = [isBorder(doc, at) ? away(true) : Number.POSITIVE_INFINITY, away(false)];
    if (Math.min(before, here) < Number.POSITIVE_INFINITY) return { at, behind: before < here };
  }
  return from;
}

/** Where a key moves the caret; null when it is none of these keys. */
function moved(model: HtmlModel, from: Place, key: string, far: boolean): Place | null {
  const { doc } = model;
  if (!far && (key === "ArrowDown" || key === "ArrowUp")) return lineStep(model, from, key === "ArrowDown");
  if (!far && from.behind && key === (runsLeftIn(doc, from.at - 1) ? "ArrowLeft" : "ArrowRight"))
    return { ...from, behind: false };
  const inLine = !far && from.behind && (key === "Home" || key === "End");
  const at = stepped(doc, inLine ? from.at - 1 : from.at, key, far);
  return at === null ? null : { at, behind: key === "End" && isBorder(doc, at) };
}

/** Where the caret appears first: at the selected span, else where the document in sight begins. */
function firstPlace(model: HtmlModel): number {
  const span = model.span(model.editor.selection.peek().at(-1));
  if (span) return span.end;
  const corner = model.scroller?.getBoundingClientRect();
  const found = corner && positionAt(model, corner.left + 1, corner.top + 8);
  return nextSeen(model.doc, found ?? 0);
}

/** True when the key is done with. */
export function onKey(model: HtmlModel, event: KeyboardEvent): boolean {
  const { doc, caret } = model;
  const { key, shiftKey } = event;
  if (event.metaKey) return false;
  const held = caret.peek();
  const range = held && held.anchor !== held.head ? extentOf(held) : null;
  if (key === "Escape") {
    caret.value = held && range ? { anchor: held.head, head: held.head, by: "keys" } : null;
    return held !== null;
  }
  if (key === "Tab") return nextSpan(model, shiftKey);
  const far = event.ctrlKey || event.altKey;
  const done = spanKey(model, event, {
    head: held?.head ?? null,
    range,
    draw: (extent) => drawSpan(model, extent),
    step: (from) => stepped(doc, from, key, event.ctrlKey),
    pull: (span, end, to) => reshapeSpan(model, pulledTo(model, span, end, to)),
  });
  if (done !== null) return done;
  const head = held?.head ?? firstPlace(model);
  const to = moved(model, { at: head, behind: held?.behind === true }, key, far);
  if (to === null) return false;
  // What is selected by words begins with one, not with the blank before it.
  const begin = far && !range ? overBlanks(doc, head, to.at > head) : (held?.anchor ?? head);
  caret.value = {
    anchor: shiftKey ? begin : to.at,
    head: to.at,
    by: "keys",
    behind: to.behind,
  };
  reveal(model, { start: to.at, end: to.at });
  return true;
}

/** Scrolls the document, and nothing around it, until the extent's first line is in sight. */
export function reveal({ scroller, surface, doc, page }: HtmlModel, extent: Extent): void {
  const shown = page.peek();
  const rect = shown && caretRect(shown, doc, extent.start);
  if (!scroller || !surface || !rect) return;
  const view = scroller.getBoundingClientRect();
  const corner = surface.getBoundingClientRect();
  const top = corner.top + rect.top;
  if (top < view.top + rect.height) scroller.scrollTop -= view.top - top + 2 * rect.height;
  else if (top + rect.height > view.bottom) scroller.scrollTop += top + 2 * rect.height - view.bottom;
  const left = corner.left + rect.left;
  if (left < view.left) scroller.scrollLeft -= view.left - left + rect.height;
  else if (left > view.right - rect.height) scroller.scrollLeft += left + 4 * rect.height - view.right;
}
