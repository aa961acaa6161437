// Where stretches of a document lie, in CSS pixels from the corner of its surface.
import type { Rect } from "../../geometry/rect";
import type { Extent } from "../shapes/span-text";
import type { HtmlModel } from "./hypertext-model";
import type { Page } from "./hypertext-page";
import { type HtmlText, isLeftwardIn, leafAt, UNSEEN } from "./hypertext-text";

const LEAST = 0.5;

/** Rectangles of an extent, one for each line and column of text that it touches. */
export function rectsOf(page: Page, doc: HtmlText, { start, end }: Extent): Rect[] {
  const { x, y } = page.origin();
  const rects: Rect[] = [];
  const { range } = page;
  for (let at = leafAt(doc, start); at < doc.starts.length; at++) {
    const from = doc.starts[at] ?? 0;
    if (from >= end) break;
    const node = page.nodes[at];
    if (!node) continue;
    range.setStart(node, Math.max(start, from) - from);
    range.setEnd(node, Math.min(end - from, node.length));
    for (const { left, top, width, height } of range.getClientRects())
      if (width > LEAST) join(rects, { left: left - x, top: top - y, width, height });
  }
  return rects;
}

/** Elements inside of a line part its text, but not what is painted. */
function join(rects: Rect[], rect: Rect): void {
  const last = rects.at(-1);
  const inLine = last && Math.abs(last.top + last.height / 2 - rect.top - rect.height / 2) < last.height / 2;
  if (!inLine || Math.abs(last.left + last.width - rect.left) > 1) {
    rects.push(rect);
    return;
  }
  const top = Math.min(last.top, rect.top);
  const bottom = Math.max(last.top + last.height, rect.top + rect.height);
  rects[rects.length - 1] = {
    left: last.left,
    top,
    width: rect.left + rect.width - last.left,
    height: bottom - top,
  };
}

/** The caret before a position, or `behind` the one before: no width; null when nothing is shown there. */
export function caretRect(page: Page, doc: HtmlText, at: number, behind = false): Rect | null {
  const ahead = behind ? doc.text.length : nextSeen(doc, at);
  const after = ahead < doc.text.length ? edgeRect(page, doc, ahead, "start") : null;
  if (after && ahead === at) return after;
  const back = previousSeen(doc, at);
  return (back < at ? edgeRect(page, doc, back, "end") : null) ?? after;
}

/** Where the character at a position begins or ends, by the way it is written; no width. */
export function edgeRect(page: Page, doc: HtmlText, at: number, end: "start" | "end"): Rect | null {
  const rects = rectsOf(page, doc, unit(doc, at));
  const rect = end === "start" ? rects[0] : rects.at(-1);
  if (!rect) return null;
  const right = (end === "end") !== isLeftwardIn(doc, at);
  return { ...rect, left: rect.left + (right ? rect.width : 0), width: 0 };
}

function unit({ points }: HtmlText, at: number): Extent {
  const point = points.fromUnit(at);
  return { start: points.toUnit(point), end: points.toUnit(point + 1) };
}

/** The first position from here on whose character is shown. */
export function nextSeen({ flow }: HtmlText, at: number): number {
  let to = at;
  while (to < flow.length && flow[to] === UNSEEN) to++;
  return to;
}

/** The last position before this one whose character is shown; this one when there is none. */
export function previousSeen({ flow }: HtmlText, at: number): number {
  let to = at - 1;
  while (to >= 0 && flow[to] === UNSEEN) to--;
  return to < 0 ? at : to;
}

/** The position in the text of a place in the page; null outside of the document. */
export function positionOf(page: Page, doc: HtmlText, node: Node, offset: number): number | null {
  const leaf = page.leafOf.get(node);
  if (leaf !== undefined) return (doc.starts[leaf] ?? 0) + offset;
  if (!page.content.contains(node)) return null;
  const walker = page.content.ownerDocument.createTreeWalker(page.content, 4);
  const child = node.childNodes[offset];
  walker.currentNode = child ?? node;
  let next: Node | null = child && page.leafOf.has(child) ? child : null;
  if (!child) {
    // Behind everything in the node.
    let last: Node = node;
    while (last.lastChild) last = last.lastChild;
    walker.currentNode = last;
    const inside = page.leafOf.get(last);
    if (inside !== undefined) return (doc.starts[inside] ?? 0) + (last as Text).length;
  }
  next ??= walker.nextNode();
  const found = next && page.leafOf.get(next);
  return typeof found === "number" ? (doc.starts[found] ?? 0) : doc.text.length;
}

/** The position nearest to a point of the window. */
export function positionAt({ page, doc, surface }: HtmlModel, x: number, y: number): number | null {
  const shown = page.peek();
  const box = surface?.getBoundingClientRect();
  if (!shown || !box) return null;
  const inside = (value: number, low: number, high: number) => Math.max(low + 1, Math.min(value, high - 2));
  const place = shown.caretAt(inside(x, box.left, box.right), inside(y, box.top, box.bottom));
  return place && positionOf(shown, doc, place.node, place.offset);
}
