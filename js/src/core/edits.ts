// Intent to diff, without state: what each act of a person changes in the list of results.
import type { Diff, Item, Placed, TagNode } from "../generated/wire";
import { createItem } from "./create-item";
import { make } from "./diff";
import type { Geometry, ItemFacts, Json, Region } from "./editor";
import { factsOf, payloadKey, resultType } from "./facts";
import { clone, isObject } from "./json";
import { geometryKeys } from "./regions";

type Result = readonly Item[];

/** A label strip's contribution to a new region. */
export interface Maker {
  readonly control: TagNode;
  /** Null for a bare shape. */
  readonly labels: readonly string[] | null;
}

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

/** One result for each maker, all with one id and the same geometry. */
export function draw(
  result: Result,
  makers: readonly Maker[],
  id: string,
  object: string,
  geometry: Geometry,
  facts: ItemFacts,
): Diff {
  const items = makers.map(({ control, labels }) => {
    const value = labels ? { ...geometry, [payloadKey(resultType(control))]: [...labels] } : { ...geometry };
    return createItem(control, id, value, facts, object);
  });
  return append(result, items);
}

/** The item with changes; a copy of a prediction says that it was changed. */
function touched(item: Item, changes: { [key: string]: unknown }): Item {
  const after = { ...item, ...changes };
  if (item.origin === "prediction") after.origin = "prediction-changed";
  return after;
}

function withValue(item: Item, changes: { [key: string]: unknown }): Item {
  return touched(item, { value: { ...item.value, ...changes } });
}

/** New geometry in every result that repeats it. */
export function reshape(changes: readonly (readonly [Region, Geometry])[]): Diff {
  const updated: [Item, Item][] = [];
  for (const [region, geometry] of changes) {
    for (const item of region.items) {
      if (geometryKeys(item).length === 0) continue;
      const { [payloadKey(item.type)]: _answer, ...moved } = geometry;
      updated.push([item, withValue(item, moved)]);
    }
  }
  return make([], updated, []);
}

/** Geometry and object facts of a region, as another of its results repeats them. */
function repeated(region: Region): { geometry: { [key: string]: Json }; facts: ItemFacts } {
  const main = region.items[0] as Item;
  const geometry: { [key: string]: Json } = {};
  for (const name of geometryKeys(main)) geometry[name] = main.value?.[name] as Json;
  return { geometry, facts: region.facts };
}

/** Labels of one control on regions; an empty list takes a separate labels result away. */
export function relabel(
  result: Result,
  regions: readonly Region[],
  control: TagNode,
  labels: readonly string[],
  newItem = createItem,
): Diff {
  const payload = payloadKey(resultType(control));
  const updated: [Item, Item][] = [];
  const removed: Item[] = [];
  const after = new Map<Item, Item>();
  for (const region of regions) {
    const item = region.items.find((one) => one.from_name === control.name);
    const last = region.items.at(-1) as Item;
    if (!item) {
      const { geometry, facts } = repeated(region);
      if (labels.length > 0) {
        after.set(
          last,
          newItem(control, region.id, { ...geometry, [payload]: [...labels] }, facts, region.object),
        );
      }
    } else if (labels.length === 0 && region.items[0] !== item) removed.push(item);
    else updated.push([item, withValue(item, { [payload]: [...labels] })]);
  }
  return make(placed(result, new Set(removed)), updated, insertions(result, after));
}

function placed(result: Result, wanted: ReadonlySet<Item>): Placed[] {
  if (wanted.size === 0) return [];
  return result.flatMap((item, at) => (wanted.has(item) ? { at, item } : []));
}

/** Positions, after the change, of items that follow others. */
function insertions(result: Result, after: ReadonlyMap<Item, Item>): Placed[] {
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
  target: { region: Region } | { id: string; facts?: ItemFacts },
): Diff {
  const payload = factsOf(control.tag).payload ?? payloadKey(resultType(control));
  const nothing = isEmpty(value) || (payload === "rating" && value === 0);
  if (nothing) return current ? make(placed(result, new Set([current])), [], []) : {};
  if (current) return make([], [[current, withValue(current, { [payload]: value })]], []);
  if (!("region" in target)) {
    return append(result, [createItem(control, target.id, { [payload]: value }, target.facts)]);
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

/** Takes regions away with their answers and relations; children move up to the grandparent. */
export function remove(result: Result, ids: ReadonlySet<string>): Diff {
  const gone = new Set<Item>();
  const parents = new Map<string, unknown>();
  for (const item of result) {
    const related =
      item.type === "relation" && (ids.has(String(item.from_id)) || ids.has(String(item.to_id)));
    const own = item.type !== "relation" && item.id !== undefined && ids.has(item.id);
    if (own || related) gone.add(item);
    if (own && !parents.get(item.id as string)) parents.set(item.id as string, item.parentID);
  }
  const updated: [Item, Item][] = [];
  for (const item of result) {
    if (gone.has(item) || typeof item.parentID !== "string" || !ids.has(item.parentID)) continue;
    let parent: unknown = item.parentID;
    for (let step = 0; typeof parent === "string" && ids.has(parent) && step <= ids.size; step += 1) {
      parent = parents.get(parent);
    }
    const { parentID: _old, ...rest } = item;
    const orphan = typeof parent !== "string" || ids.has(parent);
    updated.push([item, orphan ? (rest as Item) : { ...item, parentID: parent }]);
  }
  return make(placed(result, gone), updated, []);
}

/** Copies of results with new ids, one for each id they had. */
export function copies(items: readonly Item[], newId: () => string): { items: Item[]; ids: string[] } {
  const ids = new Map<string, string>();
  const made = items.map((item) => {
    const old = item.id ?? "";
    const id = ids.get(old) ?? newId();
    ids.set(old, id);
    const { readonly: _readonly, ...copy } = clone(item);
    return { ...copy, type: item.type, id, origin: "manual" };
  });
  return { items: made, ids: [...ids.values()] };
}

/** The note of a region in `meta.text` of each of its results; an empty one goes. */
export function annotate(region: Region, note: string): Diff {
  const updated = region.items.map((item): [Item, Item] => {
    const { text: _text, ...others } = isObject(item.meta) ? item.meta : {};
    const meta = note === "" ? others : { ...others, text: [note] };
    const after: { [key: string]: unknown } = {};
    for (const [name, value] of Object.entries(item)) {
      if (name !== "meta") after[name] = value;
      if (name === "value" && Object.keys(meta).length > 0) after.meta = meta;
    }
    return [item, touched(after as Item, {})];
  });
  return make([], updated, []);
}
