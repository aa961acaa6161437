// What a span says where its result does not: many models give positions alone.
import type { Geometry, Region } from "../../core/editor";
import { text } from "../../core/facts";
import type { TagNode } from "../../generated/wire";
import { codePoints } from "../../geometry/offsets";

type Read = (geometry: Geometry) => string;

const NOTHING: Read = () => "";

function find(node: TagNode, name: string): TagNode | null {
  if (node.name === name) return node;
  for (const child of node.children) {
    const found = find(child, name);
    if (found) return found;
  }
  return null;
}

function textReader(node: TagNode): Read {
  const { value } = node.attrs;
  const plain = !/url/i.test(text(node, "valueType")) && !/base64/.test(text(node, "encoding"));
  if (!plain || typeof value !== "string") return NOTHING;
  const points = codePoints(value);
  return ({ start, end }) =>
    typeof start === "number" && typeof end === "number"
      ? value.slice(points.toUnit(start), points.toUnit(end))
      : "";
}

/** Phrases that a span reaches into, with a blank between them. */
function dialogueReader(node: TagNode): Read {
  const { value } = node.attrs;
  if (!Array.isArray(value)) return NOTHING;
  const key = text(node, "textKey");
  return ({ start, end = start, startOffset, endOffset }) => {
    const [first, last] = [Number(start), Number(end)];
    const said = value.slice(first, last + 1).map((phrase) => String(phrase?.[key] ?? ""));
    return said
      .map((one, at) =>
        one.slice(
          at === 0 ? Number(startOffset ?? 0) : 0,
          at === last - first ? Number(endOffset ?? one.length) : one.length,
        ),
      )
      .join(" ");
  };
}

const READERS: { readonly [tag: string]: (node: TagNode) => Read } = {
  Text: textReader,
  Paragraphs: dialogueReader,
};

/** For the regions of one task; each text is counted once, when it is first needed. */
export function spanTexts(tree: TagNode | null): (region: Region) => string {
  const known = new Map<string, Read>();
  const reader = (name: string): Read => {
    const node = tree && find(tree, name);
    return (node && READERS[node.tag]?.(node)) ?? NOTHING;
  };
  return ({ shape, text: stored, object, geometry }) => {
    if (stored || shape !== "span") return stored;
    const read = known.get(object) ?? reader(object);
    known.set(object, read);
    return read(geometry);
  };
}
