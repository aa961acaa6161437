// Controls that a region brings with it.
import type { TagNode } from "../generated/wire";

/** Whether it stands in the rows of the region list. */
export function isInRow({ tag, attrs }: TagNode): boolean {
  return tag === "TextArea" && attrs.perRegion === true && attrs.displayMode === "region-list";
}
