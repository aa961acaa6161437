// Label names beside the spans of a document: only where they cover no text.
import type { Rect } from "../../geometry/rect";
import type { Stacked } from "../shapes/span";
import { isLeftward } from "../shapes/span-text";
import { nextSeen } from "./hypertext-measure";
import type { HtmlModel } from "./hypertext-model";
import type { Page } from "./hypertext-page";
import { leafAt, lineAt } from "./hypertext-text";
import type { Caption } from "./span-marks";

interface Painted {
  readonly of: Stacked;
  readonly rects: readonly Rect[];
}

const LEAST = 40;
const GAP = 4;

const namesOf = ({ span: { region } }: Stacked) => region.labels.join(", ");

function caption(of: Stacked, rect: Rect, left: number, width: number, text = namesOf(of)): Caption {
  const { top, height } = rect;
  const { id, color } = of.span.region;
  return { key: id, text, color, left, top, width, height };
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

/** Above the start of each span, as wide as the next one on the line lets it be; near starts share one. */
function above(page: Page, _model: HtmlModel, painted: readonly Painted[]): Caption[] {
  const width = page.content.getBoundingClientRect().right - page.origin().x;
  const starts = painted
    .flatMap(({ of, rects: [rect] }) => (rect ? [{ of, rect }] : []))
    .sort((a, b) => a.rect.top - b.rect.top || a.rect.left - b.rect.left);
  const made: Caption[] = [];
  for (let at = 0; at < starts.length; ) {
    const { of, rect } = starts[at] as (typeof starts)[number];
    const inLine = (other: { readonly rect: Rect } | undefined) =>
      other && Math.abs(other.rect.top - rect.top) < rect.height / 2 ? other.rect.left : undefined;
    const names = [namesOf(of)];
    while ((inLine(starts[++at]) ?? Number.POSITIVE_INFINITY) < rect.left + LEAST / 4)
      names.push(namesOf((starts[at] as (typeof starts)[number]).of));
    const next = inLine(starts[at]);
    made.push(
      caption(of, rect, rect.left, (next === undefined ? width : next - 2) - rect.left, names.join(", ")),
    );
  }
  return made;
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
    // In a line of both directions the end of the text may stand in its middle.
    if (isLeftward(doc.flow.slice(line.start, end))) return [];
    const left = last.left + last.width + GAP;
    const room = rightOf(page, node) - left;
    return room > LEAST ? [caption(of, last, left, room)] : [];
  });
}

/** Captions by where the view wants them. */
export const captionsOf = { above, behind, none: (): Caption[] => [] };
