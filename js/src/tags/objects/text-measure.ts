// Where stretches of the text lie on the page.
import type { Rect } from "../../geometry/rect";
import type { Stacked } from "../shapes/span";
import type { Extent } from "../shapes/span-text";
import { blockAt, blockElement } from "./text-blocks";

/** One line's part of a span. */
export interface Mark extends Rect {
  readonly key: string;
  readonly of: Stacked;
  readonly first: boolean;
  readonly last: boolean;
}

/** Rectangles of a stretch of one block's text, a line each, without the empty ones of line breaks. */
export function rectsIn(block: Element, from: number, to: number, origin: DOMRect): Rect[] {
  const node = block.firstChild;
  if (!node) return [];
  const range = new Range();
  range.setStart(node, from);
  range.setEnd(node, to);
  const rects: Rect[] = [];
  for (const { left, top, width, height } of range.getClientRects()) {
    if (width > 0.5) rects.push({ left: left - origin.left, top: top - origin.top, width, height });
  }
  return rects;
}

/** Rectangles of an extent, from the corner of `content`. */
export function rectsOf(content: Element, blocks: readonly Extent[], extent: Extent): Rect[] {
  const origin = content.getBoundingClientRect();
  const rects: Rect[] = [];
  for (let at = blockAt(blocks, extent.start); at < blocks.length; at++) {
    const block = blocks[at];
    const element = blockElement(content, at);
    if (!block || !element || block.start >= extent.end) break;
    const from = Math.max(extent.start, block.start) - block.start;
    rects.push(...rectsIn(element, from, Math.min(extent.end, block.end) - block.start, origin));
  }
  return rects;
}

/** The caret before a position: a rectangle without width, or null when nothing is laid out there. */
export function caretRect(content: Element, blocks: readonly Extent[], at: number): Rect | null {
  const number = blockAt(blocks, at);
  const block = blocks[number];
  const node = blockElement(content, number)?.firstChild;
  if (!block || !node) return null;
  const range = new Range();
  range.setStart(node, Math.min(at, block.end) - block.start);
  const origin = content.getBoundingClientRect();
  // A caret behind the last break of a block has no rectangle of its own.
  const rect =
    [...range.getClientRects()].at(-1) ?? [...rectsOf(content, blocks, { start: at - 1, end: at })].at(-1);
  if (!rect) return null;
  const inner =
    rect instanceof DOMRect ? { left: rect.left - origin.left, top: rect.top - origin.top } : rect;
  return { left: inner.left, top: inner.top, width: 0, height: rect.height };
}

/**
 * Marks of all spans that reach into a block, from the block's corner; `known` holds those that were
 * measured since the block was laid out.
 */
export function marksIn(
  element: Element,
  block: Extent,
  stacked: readonly Stacked[],
  known: WeakMap<Stacked, readonly Mark[]>,
): Mark[] {
  const origin = element.getBoundingClientRect();
  return stacked.flatMap((of) => {
    const before = known.get(of);
    if (before) return before;
    const { span } = of;
    const from = Math.max(span.start, block.start) - block.start;
    const rects = rectsIn(element, from, Math.min(span.end, block.end) - block.start, origin);
    const marks = rects.map((rect, line) => ({
      ...rect,
      key: `${span.region.id}/${line}`,
      of,
      first: line === 0 && span.start >= block.start,
      last: line === rects.length - 1 && span.end <= block.end,
    }));
    known.set(of, marks);
    return marks;
  });
}
