// Answers that a brand-new annotation starts with: choices marked selected="true".
import type { Item, TagNode } from "../generated/wire";
import { createItem } from "./create-item";
import { factsOf, flag, resultType, stored } from "./facts";
import { below, type TreeIndex } from "./tree-index";

export function preselected(index: TreeIndex, newId: () => string): Item[] {
  const items: Item[] = [];
  for (const node of index.controls.values()) {
    const paths = node.tag === "Taxonomy";
    if (!paths && node.tag !== "Choices") continue;
    if (["perRegion", "perItem", "labeling"].some((name) => flag(node, name))) continue;
    const nested = paths || flag(node, "allowNested");
    const picked = [...marked(node, [], nested)].map((path) => (nested ? path : (path.at(-1) as string)));
    if (picked.length === 0) continue;
    items.push(createItem(node, newId(), { [factsOf(node.tag).payload ?? resultType(node)]: picked }));
  }
  return items;
}

function* marked(node: TagNode, above: readonly string[], nested: boolean): Generator<string[]> {
  for (const choice of below(node, "Choice")) {
    const path = [...above, stored(choice)];
    if (flag(choice, "selected")) yield path;
    if (nested) yield* marked(choice, path, nested);
  }
}
