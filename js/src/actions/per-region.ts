// Controls that a region brings with it.
import type { TagNode } from "../generated/wire";

/** Whether it stands in the rows of the region list. */
export function isInRow({ tag, attrs }: TagNode): boolean {
  return tag === "TextArea" && attrs.perRegion === true && attrs.displayMode === "region-list";
}

/** The first control of the regions of an object, in document order. */
export function firstPerRegion(node: TagNode | null, object: string): TagNode | undefined {
  if (!node || (node.attrs.perRegion === true && node.name && node.to_name.includes(object)))
    return node ?? undefined;
  return node.children.map((child) => firstPerRegion(child, object)).find(Boolean);
}
