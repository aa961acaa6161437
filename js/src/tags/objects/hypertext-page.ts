// The document's nodes where they are shown: in a frame without scripts, or in the view itself.
import { linkAddress } from "../../ui/safe-address";
import { NUMBERED, type Sanitiser } from "../../ui/sanitise";
import { documentStyle } from "./hypertext-style";
import type { Tree } from "./hypertext-tree";

export interface Place {
  readonly node: Node;
  readonly offset: number;
}

export interface Page {
  readonly content: HTMLElement;
  /** The shown text node of each leaf. */
  readonly nodes: readonly (Text | null)[];
  readonly leafOf: ReadonlyMap<Node, number>;
  /** Addresses of the links that may be opened. */
  readonly links: ReadonlyMap<Element, string>;
  /** For measuring: each range that is alive makes every change of the page slower. */
  readonly range: Range;
  /** Where client rectangles of the nodes are measured from, relative to the corner of the surface. */
  origin(): { readonly x: number; readonly y: number };
  /** The place in the text nearest to a point of the window. */
  caretAt(x: number, y: number): Place | null;
}

type Shown = Pick<Page, "nodes" | "leafOf" | "links">;

/** Puts the harmless copy of a document into an element. */
export function fill(content: HTMLElement, tree: Tree, sanitise: Sanitiser): Shown {
  const made = sanitise(tree.copy).firstElementChild;
  const texts = new Map<number, Text[]>();
  const links = new Map<Element, string>();
  const elements = made ? [...made.querySelectorAll<HTMLElement>(`[${NUMBERED}]`)] : [];
  const own = (element: Element) =>
    [...element.childNodes].filter((node): node is Text => node.nodeType === 3);
  if (made) {
    texts.set(0, own(made));
    const all = content.ownerDocument.createDocumentFragment();
    while (made.firstChild) all.append(made.firstChild);
    content.replaceChildren(all);
  }
  const { documentElement } = tree.body.ownerDocument;
  for (const name of ["dir", "lang"]) {
    const written = tree.body.getAttribute(name) ?? documentElement.getAttribute(name);
    if (written) content.setAttribute(name, written);
  }
  const styles = new Map<string, string>();
  dress(content, tree.body, styles);
  for (const element of elements) {
    const number = Number(element.getAttribute(NUMBERED));
    element.removeAttribute(NUMBERED);
    const source = tree.elements[number];
    if (!source) continue;
    texts.set(number, own(element));
    dress(element, source, styles);
    const written = element.localName === "a" ? source.getAttribute("href") : null;
    if (written === null) continue;
    element.setAttribute("role", "link");
    const address = linkAddress(written);
    if (address) links.set(element, address);
  }
  const nodes = tree.leaves.map(({ shown, isBreak }) =>
    shown && !isBreak ? (texts.get(shown.element)?.[shown.nth] ?? null) : null,
  );
  const leafOf = new Map<Node, number>();
  for (const [at, node] of nodes.entries()) if (node) leafOf.set(node, at);
  return { nodes, leafOf, links };
}

/** Names for the document's own style sheet, and its own styles. Set as properties: a policy forbids attributes. */
function dress(element: HTMLElement, source: Element, known: Map<string, string>): void {
  const names = [...source.classList].filter((name) => !name.startsWith("lsw"));
  if (names.length > 0) element.classList.add(...names);
  const written = source.getAttribute("style");
  if (!written) return;
  const style = known.get(written) ?? documentStyle(written);
  known.set(written, style);
  if (style) element.style.cssText += style;
}

/** A frame's document as it is after loading; null where the host does not let the view reach it. */
export function framed(frame: HTMLIFrameElement, shown: (content: HTMLElement) => Shown): Page | null {
  const page = frame.contentDocument;
  if (!page?.body) return null;
  return {
    content: page.body,
    ...shown(page.body),
    range: page.createRange(),
    origin: () => ({ x: 0, y: 0 }),
    caretAt(x, y) {
      const { left, top } = frame.getBoundingClientRect();
      return caretIn(page, x - left, y - top);
    },
  };
}

/** Browsers have one or the other. */
export type CaretDocument = Omit<Document, "caretPositionFromPoint" | "caretRangeFromPoint"> & {
  caretPositionFromPoint?(x: number, y: number): { offsetNode: Node; offset: number } | null;
  caretRangeFromPoint?(x: number, y: number): Range | null;
};

function caretIn(page: CaretDocument, x: number, y: number): Place | null {
  const place = page.caretPositionFromPoint?.(x, y);
  if (place) return { node: place.offsetNode, offset: place.offset };
  const range = page.caretRangeFromPoint?.(x, y);
  return range ? { node: range.startContainer, offset: range.startOffset } : null;
}
