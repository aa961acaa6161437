// Links of a document: they do nothing, unless `clickableLinks` lets them open in a tab of their own.
import { flag } from "../../core/facts";
import type { HtmlModel } from "./hypertext-model";
import { leafAt } from "./hypertext-text";

function addressAround({ page }: HtmlModel, node: Node | null): { link: Element; address: string } | null {
  const shown = page.peek();
  for (let one = node; shown && one && one !== shown.content; one = one.parentNode) {
    const address = shown.links.get(one as Element);
    if (address !== undefined) return { link: one as Element, address };
  }
  return null;
}

function open({ surface, node }: HtmlModel, address: string): boolean {
  if (!surface || !flag(node, "clickableLinks")) return false;
  const link = surface.ownerDocument.createElement("a");
  link.href = address;
  link.target = "_blank";
  link.rel = "noopener noreferrer nofollow";
  link.click();
  return true;
}

/** False when no link is at this point of the window, or it may not be opened. */
export function openLinkAt(model: HtmlModel, x: number, y: number): boolean {
  const page = model.page.peek();
  const corner = model.surface?.getBoundingClientRect();
  const found = addressAround(model, page?.caretAt(x, y)?.node ?? null);
  if (!page || !corner || !found) return false;
  const { x: left, y: top } = page.origin();
  const inside = [...found.link.getClientRects()].some(
    (rect) =>
      x - corner.left >= rect.left - left &&
      x - corner.left <= rect.right - left &&
      y - corner.top >= rect.top - top &&
      y - corner.top <= rect.bottom - top,
  );
  return inside && open(model, found.address);
}

/** The link that holds a position of the text. */
export function openLinkOf(model: HtmlModel, position: number): boolean {
  const node = model.page.peek()?.nodes[leafAt(model.doc, position)] ?? null;
  const found = addressAround(model, node);
  return found !== null && open(model, found.address);
}
