// A long text in pieces that the browser can lay out, and skip, one by one.
import { lastUpTo } from "../../geometry/search";
import type { Extent } from "../shapes/span-text";

const SIZE = 2000;
const LONGEST_LINE = 20000;

/**
 * Cuts behind line breaks, at about 2,000 characters; a longer line is cut at a blank, or anywhere
 * when it has none. The blocks cover the text without gaps, in UTF-16 units.
 */
export function blocksOf(text: string): Extent[] {
  const blocks: Extent[] = [];
  let start = 0;
  while (start < text.length) {
    const end = cut(text, start);
    blocks.push({ start, end });
    start = end;
  }
  return blocks;
}

function cut(text: string, start: number): number {
  if (text.length - start <= SIZE) return text.length;
  const line = text.indexOf("\n", start + SIZE - 1);
  const end = line < 0 ? text.length : line + 1;
  if (end - start <= LONGEST_LINE) return end;
  const earlier = text.lastIndexOf("\n", start + LONGEST_LINE - 1);
  if (earlier >= start) return earlier + 1;
  const blank = text.lastIndexOf(" ", start + LONGEST_LINE - 1);
  if (blank > start + SIZE) return blank + 1;
  const hard = start + LONGEST_LINE;
  return (text.charCodeAt(hard) & 0xfc00) === 0xdc00 ? hard - 1 : hard;
}

/** Number of the block that holds a position; the last one for the end of the text. */
export function blockAt(blocks: readonly Extent[], at: number): number {
  return lastUpTo(blocks.length, (number) => blocks[number]?.start ?? 0, at);
}

/** The element that holds a block's text node first: a child of `content`, or the last one inside it. */
export function blockElement(content: Element, at: number): Element | undefined {
  const child = content.children[at];
  const inner = child?.lastElementChild;
  return inner?.classList.contains("lsw-text-block") ? inner : child;
}

/**
 * The UTF-16 position of a place in the page; null outside of `content`, whose element children are
 * the blocks. What stands beside a block's text, such as a speaker's name, is before or behind it.
 */
export function positionOf(
  content: Element,
  blocks: readonly Extent[],
  node: Node,
  offset: number,
): number | null {
  const last = blocks.at(-1)?.end ?? 0;
  if (node === content) return blocks[offset]?.start ?? last;
  if (!content.contains(node)) return null;
  let child: Node = node;
  while (child.parentNode && child.parentNode !== content) child = child.parentNode;
  const at = Array.prototype.indexOf.call(content.children, child);
  const block = blocks[at];
  const element = blockElement(content, at);
  if (!block || !element) return null;
  if (node === element.firstChild) return Math.min(block.start + offset, block.end);
  if (node === element || node === child) return offset === 0 ? block.start : block.end;
  const before = element.compareDocumentPosition(node) & element.DOCUMENT_POSITION_PRECEDING;
  return before ? block.start : block.end;
}
