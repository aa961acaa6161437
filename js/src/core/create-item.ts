// New results, with the keys in the order Label Studio's editor writes them.
import type { Item, TagNode } from "../generated/wire";
import type { ItemFacts } from "./editor";
import { resultType } from "./facts";

export function createItem(
  control: TagNode,
  id: string,
  value: { [key: string]: unknown },
  facts: ItemFacts = {},
  object: string = control.to_name[0] ?? control.name ?? "",
): Item {
  return {
    ...facts,
    value,
    id,
    from_name: control.name ?? "",
    to_name: object,
    type: resultType(control),
    origin: "manual",
  };
}
