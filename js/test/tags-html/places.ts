// Generated documents, sound and broken, and what the browser itself says about places in them; bundled for
// a browser test.
import { htmlGeometry, placeOf } from "../../src/tags/objects/hypertext-codec";
import { snapped } from "../../src/tags/objects/hypertext-model";
import { linesOf } from "../../src/tags/objects/hypertext-reading";
import { htmlText, selectedText } from "../../src/tags/objects/hypertext-text";
import { parsed } from "../../src/tags/objects/hypertext-tree";
import { generator, someText } from "../tags-text/generated";

type Random = (most: number) => number;

const MARKUP = (
  "<p>|</p>|<div>|</div>|<b>|</b>|<i>|</i>|<span lang=fr>|</span>|<h2>|</h2>|<ul><li>|<li>|</ul>|<table><tr><td>|<td>|" +
  "<tr><th>|</table>|<table><caption>|<pre>|</pre>|<blockquote>|<br>|<hr>|<a href=x>|</a>|<!--c-->|<style>b{}</style>|" +
  "<script>1</script>|<img alt=x>|<p dir=rtl>|<dl><dt>|<dd>|</dl>|<tbody>|<details><summary>|</p>\n  <p>|&amp;|&eacute"
).split("|");

function someHtml(random: Random): string {
  const parts = Array.from({ length: 4 + random(40) }, () =>
    random(5) < 2 ? (MARKUP[random(MARKUP.length)] as string) : someText(random, 1 + random(4)),
  );
  return parts.join("");
}

/** The page as Label Studio's is: without scripts and comments, each text whole. */
function pageOf(html: string): Document {
  const page = new DOMParser().parseFromString(`<!doctype html>${html}`, "text/html");
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT);
  const gone: ChildNode[] = [...page.body.querySelectorAll("script")];
  while (walker.nextNode()) gone.push(walker.currentNode as Comment);
  for (const node of gone) node.remove();
  page.body.normalize();
  return page;
}

/** All text up to a place, a line break counted for each `br`. */
function textBefore(page: Document, place?: { readonly node: Node; readonly offset: number }): string {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  let text = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node === place?.node) return text + (node as Text).data.slice(0, place.offset);
    if (node.nodeType === Node.TEXT_NODE) text += (node as Text).data;
    else if ((node as Element).localName === "br") text += "\n";
  }
  return text;
}

function found(page: Document, path: unknown): Node | null {
  const { FIRST_ORDERED_NODE_TYPE } = XPathResult;
  return page.evaluate(`/html/body${path}`, page, null, FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;
}

/** What the browser itself says when a person has selected this. */
function said(frame: HTMLIFrameElement, start: Node, from: number, end: Node, to: number): string {
  const selection = frame.contentWindow?.getSelection();
  selection?.setBaseAndExtent(start, from, end, to);
  return selection?.toString() ?? "";
}

const letters = (text: string) => text.replace(/\s+/g, "");

/** What differs between our places in a generated document and those of the browser. */
function differing(seed: number, frame: HTMLIFrameElement): string[] {
  const random = generator(seed);
  const html = someHtml(random);
  const page = pageOf(html);
  const shown = frame.contentDocument as Document;
  const body = shown.importNode(page.body, true);
  shown.body.replaceWith(body);
  const doc = htmlText(parsed(html, false));
  const lines = linesOf(doc);
  const wrong: string[] = [];
  const check = (what: string, ours: unknown, theirs: unknown) => {
    const [one, other] = [JSON.stringify(ours), JSON.stringify(theirs)];
    if (one !== other) wrong.push(`${seed} ${what}: ${one} for ${other} in ${JSON.stringify(html)}`);
  };
  check("text", doc.text, textBefore(page));
  const borders = [...new Intl.Segmenter().segment(doc.text)].map(({ index }) => index);
  const any = (whole: boolean) =>
    whole ? (borders[random(borders.length)] ?? 0) : random(doc.text.length + 1);
  for (let round = 0; round < 8; round++) {
    const whole = round % 2 === 0;
    const [one, other] = [any(whole), any(whole)];
    const picked = { start: Math.min(one, other), end: Math.max(one, other) };
    const extent = snapped(doc, picked, "symbol");
    if (!extent) continue;
    const { start, end } = extent;
    const geometry = htmlGeometry(doc, extent, true);
    const { globalOffsets, text: _, ...paths } = geometry;
    check("global", globalOffsets, {
      start: [...doc.text.slice(0, start)].length,
      end: [...doc.text.slice(0, end)].length,
    });
    check("place", placeOf({ geometry }, doc), extent);
    check("place of offsets", placeOf({ geometry: { globalOffsets } as never }, doc), extent);
    check("place in lines", lines.inDoc(lines.ofDoc(extent)), extent);
    // A line break has no text of its own: its neighbour's end or start stands for it.
    if (doc.text[start] === "\n" || doc.text[end - 1] === "\n") continue;
    check("place of paths", placeOf({ geometry: paths as never }, doc), extent);
    const [from, to] = [found(page, geometry.start), found(page, geometry.end)];
    const [first, last] = [Number(geometry.startOffset), Number(geometry.endOffset)];
    if (!from || !to) {
      check("paths", [geometry.start, geometry.end], []);
      continue;
    }
    check("start", textBefore(page, { node: from, offset: first }).length, start);
    check("end", textBefore(page, { node: to, offset: last }).length, end);
    const [left, right] = [found(shown, geometry.start), found(shown, geometry.end)];
    // The browser never selects a part of what is seen as one character.
    const joins = (at: number) => doc.text.slice(Math.max(0, at - 1), at + 1).includes("\u200d");
    if (left && right && whole && !joins(start) && !joins(end)) {
      const selected = said(frame, left, first, right, last);
      check("letters", letters(selectedText(doc, extent)), letters(selected));
    }
  }
  return wrong;
}

async function differences(seeds: number): Promise<string[]> {
  const frame = globalThis.document.createElement("iframe");
  frame.setAttribute("srcdoc", "<!doctype html>");
  const loaded = new Promise((done) => frame.addEventListener("load", done, { once: true }));
  globalThis.document.body.append(frame);
  await loaded;
  const wrong = Array.from({ length: seeds }, (_, seed) => differing(seed, frame)).flat();
  frame.remove();
  return wrong;
}

Object.assign(globalThis, { differences });
