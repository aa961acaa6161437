// Intent to diff, without state: answers, and the pieces that every change of the list of results is made of.
import type { Diff, Item, Placed, TagNode } from "../generated/wire";
import { createItem } from "./create-item";
import { make } from "./diff";
import type { ItemFacts, Json, Region } from "./editor";
import { factsOf, payloadKey, resultType } from "./facts";
import { geometryKeys } from "./regions";

type Result = readonly Item[];

/** Where new results go: before the relations, which stay last. */
function end(result: Result): number {
  let at = result.length;
  while (at > 0 && result[at - 1]?.type === "relation") at -= 1;
  return at;
}

export function append(result: Result, items: readonly Item[]): Diff {
  const from = end(result);
  return make(
    [],
    [],
    items.map((item, at) => ({ at: from + at, item })),
  );
}

/** The item with changes; a copy of a prediction says that it was changed. */
export function touched(item: Item, changes: { [key: string]: unknown }): Item {
  const after = { ...item, ...changes };
  if (item.origin === "prediction") after.origin = "prediction-changed";
  return after;
}

export function withValue(item: Item, changes: { [key: string]: unknown }): Item {
  return touched(item, { value: { ...item.value, ...changes } });
}

/** Geometry and object facts of a region, as another of its results repeats them. */
export function repeated(region: Region): { geometry: { [key: string]: Json }; facts: ItemFacts } {
  const main = region.items[0] as Item;
  const geometry: { [key: string]: Json } = {};
  for (const name of geometryKeys(main)) geometry[name] = main.value?.[name] as Json;
  return { geometry, facts: region.facts };
}

export function placed(result: Result, wanted: ReadonlySet<Item>): Placed[] {
  if (wanted.size === 0) return [];
  return result.flatMap((item, at) => (wanted.has(item) ? { at, item } : []));
}

/** Positions, after the change, of items that follow others. */
export function insertions(result: Result, after: ReadonlyMap<Item, Item>): Placed[] {
  const added: Placed[] = [];
  if (after.size === 0) return added;
  result.forEach((item, at) => {
    const follower = after.get(item);
    if (follower) added.push({ at: at + added.length + 1, item: follower });
  });
  return added;
}

function isEmpty(answer: Json | undefined): boolean {
  return (
    answer === undefined || answer === null || answer === "" || (Array.isArray(answer) && answer.length === 0)
  );
}

/** Sets or removes an answer, for the task or for one region (then it repeats the geometry). */
export function answer(
  result: Result,
  control: TagNode,
  current: Item | undefined,
  value: Json | undefined,
  target: { region: Region } | { id: string; page?: number | undefined },
): Diff {
  const payload = factsOf(control.tag).payload ?? payloadKey(resultType(control));
  const nothing = isEmpty(value) || (payload === "rating" && value === 0);
  if (nothing) return current ? make(placed(result, new Set([current])), [], []) : {};
  if (current) return make([], [[current, withValue(current, { [payload]: value })]], []);
  if (!("region" in target)) {
    const item = createItem(control, target.id, { [payload]: value });
    return append(result, [target.page === undefined ? item : { ...item, item_index: target.page }]);
  }
  const { geometry, facts } = repeated(target.region);
  const item = createItem(
    control,
    target.region.id,
    { ...geometry, [payload]: value },
    facts,
    target.region.object,
  );
  return make([], [], insertions(result, new Map([[target.region.items.at(-1) as Item, item]])));
}
