// Label names beside the spans of a document: only where they cover no text.
import type { Stacked } from "../shapes/span";
import { nextSeen, type Rect } from "./hypertext-measure";
import type { HtmlModel } from "./hypertext-model";
import type { Page } from "./hypertext-page";
import { leafAt, lineAt } from "./hypertext-text";

export interface Caption extends Rect {
  readonly key: string;
  readonly text: string;
  readonly color: string;
}

interface Painted {
  readonly of: Stacked;
  readonly rects: readonly Rect[];
}

const LEAST = 40;
const GAP = 4;

function caption({ span: { region } }: Stacked, rect: Rect, left: number, width: number): Caption {
  const { top, height } = rect;
  return { key: region.id, text: region.labels.join(", "), color: region.color, left, top, width, height };
}

/** Right end of the block or cell that holds a text, from the corner of the surface. */
function rightOf(page: Page, node: Node): number {
  let element = node.parentElement;
  const { defaultView } = page.content.ownerDocument;
  while (
    element &&
    element !== page.content &&
    defaultView?.getComputedStyle(element).display.startsWith("inline")
  )
    element = element.parentElement;
  return ((element ?? page.content).getBoundingClientRect().right ?? 0) - page.origin().x;
}

/** Above the start of each span, as wide as the next one on the line lets it be. */
function above(page: Page, _model: HtmlModel, painted: readonly Painted[]): Caption[] {
  const width = page.content.getBoundingClientRect().right - page.origin().x;
  const starts = painted
    .flatMap(({ of, rects: [rect] }) => (rect ? [{ of, rect }] : []))
    .sort((a, b) => a.rect.top - b.rect.top || a.rect.left - b.rect.left);
  return starts.map(({ of, rect }, at) => {
    const next = starts[at + 1]?.rect;
    const inLine = next && Math.abs(next.top - rect.top) < rect.height / 2;
    return caption(of, rect, rect.left, (inLine ? next.left - 2 : width) - rect.left);
  });
}

/** Behind spans that end where their line of text ends, if the rest of the line has room. */
function behind(page: Page, { doc }: HtmlModel, painted: readonly Painted[]): Caption[] {
  return painted.flatMap(({ of, rects }) => {
    const last = rects.at(-1);
    const { end } = of.span;
    const line = lineAt(doc, end - 1);
    const next = nextSeen(doc, end);
    const node = page.nodes[leafAt(doc, end - 1)];
    if (!last || !node || of.level > 0 || (next < line.end && doc.flow[next] !== "\n")) return [];
    const left = last.left + last.width + GAP;
    const room = rightOf(page, node) - left;
    return room > LEAST ? [caption(of, last, left, room)] : [];
  });
}

/** Captions by where the view wants them. */
export const captionsOf = { above, behind, none: (): Caption[] => [] };
