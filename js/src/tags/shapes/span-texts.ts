// What a span says where its result does not: many models give positions alone.
import type { Region } from "../../core/editor";
import { text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { codePoints } from "../../geometry/offsets";

function find(node: TagNode, name: string): TagNode | null {
  if (node.tag === "Text" && node.name === name) return node;
  for (const child of node.children) {
    const found = find(child, name);
    if (found) return found;
  }
  return null;
}

/** For the regions of one task; each text is counted once, when it is first needed. */
export function spanTexts(tree: TagNode | null): (region: Region) => string {
  const known = new Map<string, (start: number, end: number) => string>();
  const reader = (name: string) => {
    const node = tree && find(tree, name);
    const value = node?.attrs.value;
    const plain = node && !/url/i.test(text(node, "valueType")) && !/base64/.test(text(node, "encoding"));
    if (!plain || typeof value !== "string") return () => "";
    const points = codePoints(value);
    return (start: number, end: number) => value.slice(points.toUnit(start), points.toUnit(end));
  };
  return ({ shape, text: stored, object, geometry: { start, end } }) => {
    if (stored || shape !== "span" || typeof start !== "number" || typeof end !== "number") return stored;
    const read = known.get(object) ?? reader(object);
    known.set(object, read);
    return read(start, end);
  };
}
