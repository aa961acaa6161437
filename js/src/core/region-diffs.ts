// Intent to diff, without state: what each act on regions changes in the list of results.
import type { Diff, Item, TagNode } from "../generated/wire";
import { createItem } from "./create-item";
import { make } from "./diff";
import type { Geometry, ItemFacts, Json, Region } from "./editor";
import { insertions, placed, repeated, touched, withValue } from "./edits";
import { payloadKey, resultType } from "./facts";
import { clone, isObject } from "./json";
import { geometryKeys } from "./regions";

type Result = readonly Item[];

/** A label strip's contribution to a new region. */
export interface Maker {
  readonly control: TagNode;
  /** As the result holds them: names, or paths of a taxonomy. Null for a bare shape. */
  readonly labels: readonly Json[] | null;
}

/** One result for each maker, all with one id and the same geometry. */
export function draw(
  makers: readonly Maker[],
  id: string,
  object: string,
  geometry: Geometry,
  facts: ItemFacts,
): Item[] {
  return makers.map(({ control, labels }) => {
    const value = labels ? { ...geometry, [payloadKey(resultType(control))]: [...labels] } : { ...geometry };
    return createItem(control, id, value, facts, object);
  });
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

/** Labels of one control on regions; an empty list takes a separate labels result away. */
export function relabel(
  result: Result,
  regions: readonly Region[],
  control: TagNode,
  labels: readonly Json[],
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
