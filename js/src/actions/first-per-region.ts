import type { TagNode } from "../generated/wire";

/** The first control that a region of an object brings with it, in document order. */
export function firstPerRegion(node: TagNode | null, object: string): TagNode | undefined {
  if (!node || (node.attrs.perRegion === true && node.name && node.to_name.includes(object)))
    return node ?? undefined;
  return node.children.map((child) => firstPerRegion(child, object)).find(Boolean);
}
