// What a model answers, as results that fit the annotation; and what accepting them changes.
import type { Diff, Item } from "../generated/wire";
import { make } from "./diff";
import { append } from "./edits";
import { factsOf, payloadKey } from "./facts";
import { isObject } from "./json";
import { labelsOf } from "./labels";
import type { Look } from "./regions";

export interface Answer {
  readonly items: readonly Item[];
  /** Items that belong to no control and object of the config, or are no results at all. */
  readonly refused: number;
}

const idOf = (item: Item) => item.id ?? "";

/**
 * Items with ids of their own: a missing one is made, one that another region of the annotation has is
 * replaced. Labels controls without a label get the prompt's, as far as they know it.
 */
export function proposals(
  answer: readonly unknown[],
  prompt: readonly Item[],
  taken: (id: string) => boolean,
  look: Look,
  newId: () => string,
): Answer {
  const { controls, objects } = look.index;
  const fits = (item: unknown): item is Item =>
    isObject(item) &&
    (item.type === "relation" ||
      (isObject(item.value) &&
        typeof item.type === "string" &&
        controls.has(String(item.from_name)) &&
        objects.has(String(item.to_name))));
  const known = answer.filter(fits);
  const own = new Set(prompt.map(idOf));
  const ids = new Map<string, string>();
  for (const item of known) {
    const id = idOf(item);
    if (item.type !== "relation" && id !== "" && !ids.has(id))
      ids.set(id, taken(id) && !own.has(id) ? newId() : id);
  }
  const asked = prompt.flatMap(labelsOf);
  const items = known.map((item): Item => {
    if (item.type !== "relation")
      return labelled({ ...item, id: ids.get(idOf(item)) ?? newId(), origin: "prediction" }, asked, look);
    const end = (id: unknown) => ids.get(String(id)) ?? String(id);
    return { ...item, from_id: end(item.from_id), to_id: end(item.to_id) };
  });
  return { items, refused: answer.length - known.length };
}

function labelled(item: Item, asked: readonly string[], look: Look): Item {
  const control = look.index.controls.get(item.from_name ?? "");
  if (!control || !factsOf(control.tag).labels || labelsOf(item).length > 0) return item;
  const declared = new Set(look.labels.get(item.from_name ?? "")?.map((row) => row.stored));
  const labels = [...new Set(asked)].filter((label) => declared.has(label));
  return labels.length > 0 ? { ...item, value: { ...item.value, [payloadKey(item.type)]: labels } } : item;
}

/** New results go before the relations; one that answers a prompt in the data takes its place. */
export function acceptance(result: readonly Item[], items: readonly Item[]): Diff {
  const name = (item: Item) => `${item.id}\n${item.from_name}`;
  const there = new Map(result.map((item) => [name(item), item]));
  const updated: [Item, Item][] = [];
  const added: Item[] = [];
  const related: Item[] = [];
  for (const item of items) {
    const before = item.type === "relation" ? undefined : there.get(name(item));
    if (before) updated.push([before, item]);
    else if (item.type === "relation") related.push(item);
    else added.push(item);
  }
  const placed = append(result, added).added ?? [];
  const end = result.length + added.length;
  return make([], updated, [...placed, ...related.map((item, at) => ({ at: end + at, item }))]);
}
