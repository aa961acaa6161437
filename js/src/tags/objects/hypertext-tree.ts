// From HTML to what can be shown of it. The document is parsed once and never put into the page; places
// are counted on it, so that whatever is left out of what is shown moves none of them.
import { isEmbedded, NUMBERED, TEXT_ATTRIBUTES, TEXT_TAGS } from "../../ui/sanitise";

/** A text node, or a `br`, which counts as one character. */
export interface Leaf {
  readonly parent: Element;
  /** Which `text()` of its parent it is, from 1; comments, scripts and frames do not part a text. */
  readonly run: number;
  readonly data: string;
  readonly isBreak: boolean;
  /** Number of the shown element that holds it, and its place among the texts there; null when not shown. */
  readonly shown: { readonly element: number; readonly nth: number } | null;
  /** White space is shown as it is. */
  readonly pre: boolean;
  /** Line breaks that the page selection has before it. */
  readonly breaks: number;
  /** A table cell begins before it. */
  readonly tab: boolean;
}

export interface Tree {
  /** The parsed body, which XPaths start from. */
  readonly body: Element;
  /** A copy with text tags and harmless attributes only, its elements numbered. */
  readonly copy: Element;
  /** The parsed elements by the numbers of their copies. */
  readonly elements: readonly Element[];
  readonly leaves: readonly Leaf[];
  /** The leaves inside each element: first, and the one behind the last. */
  readonly within: ReadonlyMap<Element, readonly [number, number]>;
  /** Texts of the style sheets. */
  readonly sheets: readonly string[];
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));
/** Not in the reference's page at all: what stands around them is one text. */
const DROPPED = words("script iframe");
const SKIPPED = words("noscript template frame frameset noframes noembed");
const UNSHOWN = words(
  "style title svg object embed applet audio video canvas select datalist dialog head meta link base input " +
    "param source track area",
);
const BLOCKS = words(
  "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer " +
    "form h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav ol optgroup p plaintext pre search " +
    "section summary table tbody tfoot thead tr ul xmp",
);
/** Followed by an empty line in the page selection. */
const SPACED = words("p h1 h2 h3 h4 h5 h6");
const PRE = words("pre listing xmp plaintext textarea");
const KEEPS_SPACE = /white-space(?:-collapse)?\s*:[^;]*(?:pre|break-spaces)/i;
const FOLDED = /(?:^|;)\s*display\s*:\s*none/i;
const XHTML = "http://www.w3.org/1999/xhtml";

/** `fragment`: as markup inside of a page, so that a head's content belongs to the body. */
export function parsed(html: string, fragment: boolean): Tree {
  // A frame's document is never in quirks mode, so neither is this one; a doctype of its own is ignored.
  const whole = `<!doctype html>${fragment ? "<body>" : ""}${html}`;
  const source = new DOMParser().parseFromString(whole, "text/html");
  const copy = source.createElement("div");
  const body: Element = source.body?.localName === "body" ? source.body : source.createElement("body");
  const elements: Element[] = [];
  const leaves: Leaf[] = [];
  const within = new Map<Element, readonly [number, number]>();
  let breaks = 0;
  let tab = false;

  function leaf(of: Omit<Leaf, "breaks" | "tab">) {
    leaves.push({ ...of, breaks, tab });
    breaks = 0;
    tab = false;
  }

  function number(element: Element, made: Element) {
    made.setAttribute(NUMBERED, String(elements.length));
    elements.push(element);
  }

  /** Its texts are counted; `target` is its copy, or null when it is not shown. */
  function walk(parent: Element, target: Element | null, pre: boolean): void {
    const from = leaves.length;
    const element = elements.length - 1;
    let run = 0;
    let joined = false;
    let nth = 0;
    for (const node of parent.childNodes) {
      if (node.nodeType === 3) {
        const { data } = node as Text;
        if (!joined) run += 1;
        joined = true;
        target?.append(data);
        leaf({ parent, run, data, isBreak: false, shown: target && { element, nth: nth++ }, pre });
      } else if (node.nodeType === 1) {
        const child = node as Element;
        if (DROPPED.has(child.localName)) continue;
        joined = false;
        if (!SKIPPED.has(child.localName)) enter(child, target, pre);
      }
    }
    within.set(parent, [from, leaves.length]);
  }

  function enter(child: Element, target: Element | null, pre: boolean): void {
    const { localName: name } = child;
    const made = target && shownAs(child);
    if (made) {
      target.append(made);
      number(child, made);
    }
    if (name === "br") {
      leaf({
        parent: child,
        run: 1,
        data: "\n",
        isBreak: true,
        shown: made && { element: elements.length - 1, nth: 0 },
        pre,
      });
      within.set(child, [leaves.length - 1, leaves.length]);
      return;
    }
    const block = made !== null && BLOCKS.has(name);
    if (block) breaks = Math.max(breaks, 1);
    if (made && (name === "td" || name === "th") && child.previousElementSibling) tab = true;
    walk(child, made, pre || PRE.has(name) || KEEPS_SPACE.test(child.getAttribute("style") ?? ""));
    if (block && child.firstChild) breaks = Math.max(breaks, 1) + (SPACED.has(name) ? 1 : 0);
  }

  number(body, copy);
  walk(body, copy, false);
  const sheets = [...source.querySelectorAll("style")].map((style) => style.textContent ?? "");
  return { body, copy, elements, leaves, within, sheets };
}

/** An empty element for the copy; null when nothing in it is shown. */
function shownAs(element: Element): Element | null {
  const { localName: name, namespaceURI } = element;
  if (UNSHOWN.has(name) || namespaceURI === "http://www.w3.org/2000/svg") return null;
  if (element.hasAttribute("hidden") || FOLDED.test(element.getAttribute("style") ?? "")) return null;
  const plain = namespaceURI === XHTML && TEXT_TAGS.has(name);
  const other = PRE.has(name) ? "pre" : BLOCKS.has(name) ? "div" : "span";
  const made = element.ownerDocument.createElement(plain ? name : other);
  for (const { name: attribute, value } of element.attributes)
    if (TEXT_ATTRIBUTES.has(attribute) && (attribute !== "src" || isEmbedded(value)))
      made.setAttribute(attribute, value);
  // Text that is folded away could not be labeled.
  if (name === "details") made.setAttribute("open", "");
  return made;
}
