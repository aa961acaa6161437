// Regions from results: items that share an id and hold geometry. Derived, never stored; a region
// whose items did not change stays the same object, so that an edit rebuilds only what it touched.
import type { Item } from "../generated/wire";
import type { Geometry, ItemFacts, Json, Region } from "./editor";
import { factsOf, payloadKey } from "./facts";
import { isObject } from "./json";
import { type LabelTable, labelColor, labelsOf } from "./labels";
import { NEUTRAL } from "./palette";
import { GEOMETRY, shapeOf } from "./shapes";
import type { TreeIndex } from "./tree-index";

export interface Look {
  readonly index: TreeIndex;
  readonly labels: LabelTable;
}

export interface RegionSet {
  readonly look: Look;
  readonly list: readonly Region[];
  readonly byId: ReadonlyMap<string, Region>;
  /** Answers for the whole task, by control. */
  readonly answers: ReadonlyMap<string, Item>;
}

const FACTS = ["original_width", "original_height", "image_rotation", "original_length", "item_index"];
const CLASSIFICATIONS = new Set([
  "choices",
  "taxonomy",
  "textarea",
  "rating",
  "number",
  "datetime",
  "pairwise",
  "ranker",
]);

/** Value keys of an item that are not its answer. */
export function geometryKeys(item: Item): string[] {
  const payload = payloadKey(item.type);
  return isObject(item.value) ? Object.keys(item.value).filter((name) => name !== payload) : [];
}

export function holdsGeometry(item: Item): boolean {
  return geometryKeys(item).length >= (CLASSIFICATIONS.has(item.type) ? 2 : 1);
}

export function regionsOf(result: readonly Item[], look: Look, previous: RegionSet | null): RegionSet {
  const kept = previous?.look === look ? previous.byId : null;
  return collect(result, look, kept) ?? (collect(grouped(result), look, kept) as RegionSet);
}

/** Results in groups of one id, as nearly all lists have them already. */
function grouped(result: readonly Item[]): Item[] {
  const groups = new Map<string, Item[]>();
  for (const item of result) {
    if (item.type === "relation") continue;
    const group = groups.get(item.id ?? "");
    if (group) group.push(item);
    else groups.set(item.id ?? "", [item]);
  }
  return [...groups.values()].flat();
}

/** Null when an id comes again after another one. */
function collect(
  result: readonly Item[],
  look: Look,
  kept: ReadonlyMap<string, Region> | null,
): RegionSet | null {
  const list: Region[] = [];
  const byId = new Map<string, Region>();
  const answers = new Map<string, Item>();
  const others = new Set<string>();
  for (let at = 0; at < result.length; ) {
    const first = result[at] as Item;
    const from = at;
    at += 1;
    if (first.type === "relation") continue;
    const id = first.id ?? "";
    while (at < result.length && (result[at]?.id ?? "") === id && result[at]?.type !== "relation") at += 1;
    if (others.has(id) || byId.has(id)) return null;
    const before = kept?.get(id);
    const made = before && isMadeOf(before, result, from, at);
    const region = made ? before : build(id, result.slice(from, at), look);
    if (!region) {
      others.add(id);
      for (const item of result.slice(from, at))
        if (item.from_name !== undefined) answers.set(item.from_name, item);
      continue;
    }
    const ordinal = list.length + 1;
    const placed = region.ordinal === ordinal ? region : { ...region, ordinal };
    list.push(placed);
    byId.set(id, placed);
  }
  return { look, list, byId, answers };
}

/** The region has its main result first, so its results are compared in any order. */
function isMadeOf({ items }: Region, result: readonly Item[], from: number, to: number): boolean {
  if (items.length !== to - from) return false;
  for (let at = from; at < to; at += 1) if (!items.includes(result[at] as Item)) return false;
  return true;
}

function build(id: string, group: readonly Item[], look: Look): Region | null {
  const main = group.find(holdsGeometry);
  if (!main) return null;
  const items = group[0] === main ? group : [main, ...group.filter((item) => item !== main)];
  const object = main.to_name ?? "";
  const tag = look.index.objects.get(object)?.tag;
  const surface = tag === undefined ? undefined : factsOf(tag).surface;
  const shape = shapeOf(main, surface);
  const value = main.value ?? {};
  const names = shape ? GEOMETRY[shape].filter((name) => name in value) : geometryKeys(main);
  const geometry: Geometry = {};
  for (const name of names) {
    geometry[name] = (surface === "text" && name !== "text" ? Number(value[name]) : value[name]) as Json;
  }
  const facts: ItemFacts = {};
  for (const name of FACTS) if (name in main) facts[name] = main[name] as Json;
  const labelled = items.find((item) => labelsOf(item).length > 0);
  return {
    id,
    ordinal: 0,
    object,
    shape,
    geometry,
    facts,
    labels: items.flatMap(labelsOf),
    color: labelled
      ? labelColor(look.labels, labelled.from_name ?? "", labelsOf(labelled)[0] ?? "")
      : NEUTRAL,
    text: typeof value.text === "string" ? value.text : "",
    note: noteOf(main),
    score:
      items.map((item) => item.score).find((score): score is number => typeof score === "number") ?? null,
    origin: typeof main.origin === "string" ? main.origin : "manual",
    readonly: items.some((item) => item.readonly === true),
    items,
  };
}

function noteOf(item: Item): string {
  const note = isObject(item.meta) ? item.meta.text : undefined;
  if (typeof note === "string") return note;
  return Array.isArray(note) ? note.filter((line) => typeof line === "string").join("\n") : "";
}
