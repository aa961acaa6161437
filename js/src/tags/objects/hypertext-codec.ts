// Label Studio's geometry of a span in a document: XPaths with UTF-16 offsets inside text nodes, and
// `globalOffsets` in code points of the whole text.
import type { Geometry, Region } from "../../core/editor";
import { isObject } from "../../core/json";
import type { Extent } from "../shapes/span-text";
import { type HtmlText, leafAt, selectedText } from "./hypertext-text";
import type { Leaf } from "./hypertext-tree";

/** XPath of a leaf's text from the body. */
function pathOf(body: Element, leaf: Leaf): string {
  const steps = leaf.isBreak ? [] : [`text()[${leaf.run}]`];
  for (let element = leaf.parent; element !== body; ) {
    let nth = 1;
    for (let other = element.previousElementSibling; other; other = other.previousElementSibling)
      if (other.localName === element.localName) nth += 1;
    steps.unshift(`${element.localName.toLowerCase()}[${nth}]`);
    const { parentElement } = element;
    if (!parentElement) break;
    element = parentElement;
  }
  return `/${steps.join("/")}`;
}

/** Units of the same `text()` before a leaf: comments part its nodes, but not the text. */
function unitsBefore({ tree }: HtmlText, at: number): number {
  const { parent, run } = tree.leaves[at] as Leaf;
  let units = 0;
  for (let other = at - 1; other >= 0; other--) {
    const leaf = tree.leaves[other] as Leaf;
    if (leaf.parent !== parent || leaf.run !== run || leaf.isBreak) break;
    units += leaf.data.length;
  }
  return units;
}

/** The XPath and offset of a position; at a border, of the text before it (`end`) or behind it. */
function pointOf(doc: HtmlText, at: number, side: "start" | "end"): { path: string; offset: number } {
  const { leaves } = doc.tree;
  const step = side === "start" ? 1 : -1;
  let number = leafAt(doc, side === "start" ? at : Math.max(0, at - 1));
  // A line break has no text node: the next text does for it.
  while (leaves[number]?.isBreak && leaves[number + step]) number += step;
  const leaf = leaves[number];
  if (!leaf) return { path: "/", offset: 0 };
  const inside = Math.max(0, Math.min(at - (doc.starts[number] ?? 0), leaf.data.length));
  return {
    path: pathOf(doc.tree.body, leaf),
    offset: unitsBefore(doc, number) + (leaf.isBreak ? 0 : inside),
  };
}

/** Geometry of an extent in the order in which Label Studio writes it; `text` only where it is saved. */
export function htmlGeometry(doc: HtmlText, extent: Extent, saveText: boolean): Geometry {
  const start = pointOf(doc, extent.start, "start");
  const end = pointOf(doc, extent.end, "end");
  const geometry: Geometry = {
    start: start.path,
    startOffset: start.offset,
    end: end.path,
    endOffset: end.offset,
    globalOffsets: { start: doc.points.fromUnit(extent.start), end: doc.points.fromUnit(extent.end) },
  };
  if (saveText) geometry.text = selectedText(doc, extent).replaceAll(/\r\n|[\r\n]/g, "\\n");
  return geometry;
}

const STEP = /^([a-z][\w.:-]*|text\(\)|\*)(?:\[(\d{1,7})\])?$/i;

/** Where an XPath with its offset points to; null when there is nothing of that kind. */
function resolved({ tree, starts, text }: HtmlText, path: string, offset: number): number | null {
  const steps = path.replace(/^\.?\/*(?:html(?:\[1\])?\/body(?:\[1\])?(?:\/|$))?/i, "").split("/");
  let element = tree.body;
  for (const [at, step] of steps.entries()) {
    if (step === "") continue;
    const [, name, index = "1"] = STEP.exec(step) ?? [];
    if (name === undefined) return null;
    if (name.toLowerCase() === "text()")
      return at === steps.length - 1
        ? inRun(tree.leaves, starts, tree.within.get(element), Number(index), offset)
        : null;
    let nth = Number(index);
    const next = [...element.children].find(
      (child) => (name === "*" || child.localName.toLowerCase() === name.toLowerCase()) && --nth === 0,
    );
    if (!next) return null;
    element = next;
  }
  const inside = tree.within.get(element);
  if (!inside) return null;
  // The offset counts the element's children, as a range does.
  const counted = [...element.childNodes].filter(({ nodeType }) => nodeType === 1 || nodeType === 3);
  if (offset < 0 || offset > counted.length) return null;
  let [leaf] = inside;
  for (const node of counted.slice(0, offset)) {
    if (node.nodeType === 3) leaf += 1;
    else leaf = tree.within.get(node as Element)?.[1] ?? leaf;
  }
  return starts[leaf] ?? text.length;

  function inRun(
    leaves: readonly Leaf[],
    begins: readonly number[],
    range: readonly [number, number] | undefined,
    run: number,
    units: number,
  ): number | null {
    let left = units;
    for (let at = range?.[0] ?? 0; at < (range?.[1] ?? 0); at++) {
      const leaf = leaves[at] as Leaf;
      if (leaf.parent !== element || leaf.run !== run || leaf.isBreak) continue;
      if (left <= leaf.data.length) return left < 0 ? null : (begins[at] ?? 0) + left;
      left -= leaf.data.length;
    }
    return null;
  }
}

const count = (value: unknown): number | null => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= 0 ? number : null;
};

function byOffsets({ points, text }: HtmlText, start: unknown, end: unknown): Extent | null {
  const from = count(start);
  const to = count(end);
  if (from === null || to === null || to > points.length || points.length === 0) return null;
  const extent = { start: points.toUnit(from), end: points.toUnit(to) };
  return extent.end > extent.start && extent.end <= text.length ? extent : null;
}

function byPaths(doc: HtmlText, geometry: Geometry): Extent | null {
  const { start, end } = geometry;
  if (typeof start !== "string" || typeof end !== "string") return null;
  const from = resolved(doc, start, count(geometry.startOffset ?? 0) ?? -1);
  const to = resolved(doc, end, count(geometry.endOffset ?? 0) ?? -1);
  return from !== null && to !== null && to > from ? { start: from, end: to } : null;
}

const letters = (text: string) => text.replaceAll("\\n", "").replace(/\s+/g, "");

/**
 * Where a region lies. XPaths and `globalOffsets` that disagree come from another page of the same text:
 * the place that holds the saved text is meant, else the one of `globalOffsets`.
 */
export function placeOf({ geometry }: Pick<Region, "geometry">, doc: HtmlText): Extent | null {
  const { globalOffsets, start, end, text } = geometry;
  const global = isObject(globalOffsets) ? byOffsets(doc, globalOffsets.start, globalOffsets.end) : null;
  const xpath = byPaths(doc, geometry);
  if (!xpath || !global) return global ?? xpath ?? byOffsets(doc, start, end);
  if (xpath.start === global.start && xpath.end === global.end) return xpath;
  const holds = (extent: Extent) =>
    typeof text === "string" && letters(text) !== "" && letters(selectedText(doc, extent)) === letters(text);
  return holds(xpath) && !holds(global) ? xpath : global;
}
