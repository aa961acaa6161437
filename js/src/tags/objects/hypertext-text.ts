// A document as one text: what is counted, what the page shows of it, and its lines. Positions are UTF-16
// units of `text`; Label Studio's `globalOffsets` are the same positions in code points.

import { type CodePoints, codePoints } from "../../geometry/offsets";
import { lastUpTo } from "../../geometry/search";
import { type Extent, isLeftwardAt, runsLeft } from "../shapes/span-text";
import type { Leaf, Tree } from "./hypertext-tree";

export interface HtmlText {
  readonly tree: Tree;
  /** All text nodes in order; a `br` is a line break. */
  readonly text: string;
  /** As long as `text`: white space as it is seen, and `UNSEEN` for each unit that the page does not show. */
  readonly flow: string;
  readonly points: CodePoints;
  /** Where each leaf begins. */
  readonly starts: readonly number[];
  /** Stretches of `text` between block borders and line breaks, without gaps. */
  readonly lines: readonly Extent[];
}

export const UNSEEN = "\0";

export function htmlText(tree: Tree): HtmlText {
  const starts: number[] = [];
  let at = 0;
  for (const { data } of tree.leaves) {
    starts.push(at);
    at += data.length;
  }
  const text = tree.leaves.map(({ data }) => data).join("");
  const { flow, lines } = flowOf(tree.leaves);
  return { tree, text, flow, points: codePoints(text), starts, lines };
}

function flowOf(leaves: readonly Leaf[]): { flow: string; lines: Extent[] } {
  const chunks: string[] = [];
  const lines: Extent[] = [];
  let start = 0;
  let at = 0;
  /** Of the last blank that may turn out to end its line. */
  let blank: { chunk: number; unit: number } | null = null;
  let afterBlank = true;

  const dropBlank = () => {
    const chunk = blank && chunks[blank.chunk];
    if (blank && chunk)
      chunks[blank.chunk] = chunk.slice(0, blank.unit) + UNSEEN + chunk.slice(blank.unit + 1);
    blank = null;
    afterBlank = true;
  };
  const endLine = (end: number) => {
    if (end > start) lines.push({ start, end });
    start = end;
  };
  const collapse = (data: string) => {
    let chunk = "";
    let from = 0;
    for (const { 0: run, index } of data.matchAll(/[ \t\n\r\f]+/g)) {
      chunk += data.slice(from, index);
      if (index > from) afterBlank = false;
      if (!afterBlank) blank = { chunk: chunks.length, unit: chunk.length };
      chunk += (afterBlank ? UNSEEN : " ") + UNSEEN.repeat(run.length - 1);
      from = index + run.length;
      afterBlank = true;
    }
    if (from < data.length) {
      afterBlank = false;
      blank = null;
    }
    chunks.push(chunk + data.slice(from));
  };

  for (const { data, isBreak, shown, pre, breaks, tab } of leaves) {
    if (breaks > 0 || tab || isBreak) dropBlank();
    if (breaks > 0 || tab) endLine(at);
    if (!shown) chunks.push(UNSEEN.repeat(data.length));
    else if (isBreak) chunks.push(data);
    else if (!pre) collapse(data);
    else {
      chunks.push(data);
      for (let unit = data.indexOf("\n"); unit >= 0; unit = data.indexOf("\n", unit + 1))
        endLine(at + unit + 1);
      blank = null;
      afterBlank = false;
    }
    at += data.length;
    if (isBreak) endLine(at);
  }
  dropBlank();
  endLine(at);
  return { flow: chunks.join(""), lines };
}

/** The leaf that holds the character at a position. */
export const leafAt = ({ starts }: HtmlText, at: number): number =>
  lastUpTo(starts.length, (leaf) => starts[leaf] ?? 0, at);

/** Number of the line that holds the character at a position. */
export function lineNumber({ lines }: HtmlText, at: number): number {
  return lastUpTo(lines.length, (line) => lines[line]?.start ?? 0, at);
}

/** Whether one line ends and the next begins at a position, without a line break between. */
export function isBorder(doc: HtmlText, at: number): boolean {
  return at > 0 && doc.lines[lineNumber(doc, at)]?.start === at && doc.flow[at - 1] !== "\n";
}

/** The line that holds the character at a position. */
export function lineAt(doc: HtmlText, at: number): Extent {
  return doc.lines[lineNumber(doc, at)] ?? { start: 0, end: doc.text.length };
}

/** Whether the character at a position is written from right to left. */
export function isLeftwardIn(doc: HtmlText, at: number): boolean {
  const { start, end } = lineAt(doc, at);
  return isLeftwardAt(doc.flow.slice(start, end), at - start);
}

/** Whether the line that holds a position runs from right to left. */
export function runsLeftIn(doc: HtmlText, at: number): boolean {
  const { start, end } = lineAt(doc, at);
  return runsLeft(doc.flow.slice(start, end), 0);
}

/** Text as the page selection gives it: line breaks between blocks, a tab between the cells of a row. */
export function selectedText(doc: HtmlText, { start, end }: Extent): string {
  const { leaves } = doc.tree;
  let said = "";
  let breaks = 0;
  let tab = false;
  for (let at = leafAt(doc, start); at < leaves.length; at++) {
    const leaf = leaves[at] as Leaf;
    const from = doc.starts[at] ?? 0;
    if (from >= end) break;
    breaks = Math.max(breaks, leaf.breaks);
    tab ||= leaf.tab;
    const seen = doc.flow
      .slice(Math.max(start, from), Math.min(end, from + leaf.data.length))
      .replaceAll(UNSEEN, "");
    if (seen === "") continue;
    // A block that begins on a new line anyway needs no break for it.
    const broken = said.endsWith("\n");
    if (said !== "") said += "\n".repeat(Math.max(0, breaks - Number(broken))) + (tab && !broken ? "\t" : "");
    said += seen;
    breaks = 0;
    tab = false;
  }
  return said;
}
