// Regions from results: items that share an id and hold geometry. Derived, never stored; a region
// whose items did not change stays the same object, so that an edit rebuilds only what it touched.
import type { Item } from "../generated/wire";
import type { Geometry, ItemFacts, Json, Message, Region } from "./editor";
import { factsOf, flag, payloadKey } from "./facts";
import { isObject } from "./json";
import { type LabelTable, labelColor, shownLabels } from "./labels";
import { NEUTRAL } from "./palette";
import { GEOMETRY, shapeOf } from "./shapes";
import type { TreeIndex } from "./tree-index";

export interface Look {
  readonly index: TreeIndex;
  readonly labels: LabelTable;
}

/** Regions by id: those indexed once, and the few drawn since. */
export interface ById {
  readonly indexed: ReadonlyMap<string, Region>;
  readonly later: ReadonlyMap<string, Region>;
  get(id: string): Region | undefined;
  has(id: string): boolean;
}

export interface RegionSet {
  readonly look: Look;
  /** What the set was made from. */
  readonly result: readonly Item[];
  readonly list: readonly Region[];
  readonly byId: ById;
  /** Answers for the whole task, by control; those for one page by `pageKey`. */
  readonly answers: ReadonlyMap<string, Item>;
  /** Ids of results that are no regions. */
  readonly others: ReadonlySet<string>;
}

interface Collected extends Pick<RegionSet, "list" | "answers" | "others"> {
  readonly byId: ReadonlyMap<string, Region>;
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

/** Where the answer of a control that asks on each page of its object is kept. */
export const pageKey = (control: string, page: unknown): string => `${control}\n${page ?? 0}`;

function answerKey({ from_name: name = "", item_index }: Item, look: Look): string {
  const control = look.index.controls.get(name);
  return control && flag(control, "perItem") ? pageKey(name, item_index) : name;
}

/** Value keys of an item that are not its answer. */
export function geometryKeys(item: Item): string[] {
  const payload = payloadKey(item.type);
  return isObject(item.value) ? Object.keys(item.value).filter((name) => name !== payload) : [];
}

export function holdsGeometry(item: Item): boolean {
  return geometryKeys(item).length >= (CLASSIFICATIONS.has(item.type) ? 2 : 1);
}

export function regionsOf(result: readonly Item[], look: Look, previous: RegionSet | null): RegionSet {
  const same = previous?.look === look ? previous : null;
  const more = same && (replaced(result, same) ?? extended(result, same));
  if (more) return more;
  const kept = same?.byId ?? null;
  const collected = collect(result, look, kept) ?? (collect(grouped(result), look, kept) as Collected);
  return { look, result, ...collected, byId: index(collected.byId) };
}

function index(indexed: ReadonlyMap<string, Region>, later: ReadonlyMap<string, Region> = new Map()): ById {
  return {
    indexed,
    later,
    get: (id) => later.get(id) ?? indexed.get(id),
    has: (id) => later.has(id) || indexed.has(id),
  };
}

const FEW = 64;

/**
 * The set with a few regions behind the others, as drawing leaves it: the thousands before them are
 * not indexed again. Null after any other change.
 */
function extended(result: readonly Item[], previous: RegionSet): RegionSet | null {
  const { look, result: old, list: before, byId, others } = previous;
  let same = 0;
  while (same < old.length && result[same] === old[same]) same += 1;
  for (let at = same; at < old.length; at += 1) if (old[at]?.type !== "relation") return null;
  if (result.length - same > FEW) return null;
  const added = collect(result.slice(same), look, null, before.length);
  if (!added || added.others.size > 0) return null;
  if (added.list.length === 0) return { ...previous, result };
  if (added.list.some(({ id }) => others.has(id) || byId.has(id))) return null;
  const list = [...before, ...added.list];
  const later = new Map([...byId.later, ...added.byId]);
  const ids =
    later.size > FEW ? index(new Map(list.map((region) => [region.id, region]))) : index(byId.indexed, later);
  return { ...previous, result, list, byId: ids };
}

/** The set with a few regions changed where they stand. Null after any other change. */
function replaced(result: readonly Item[], previous: RegionSet): RegionSet | null {
  const { look, result: old, byId } = previous;
  if (result.length !== old.length) return null;
  const list = [...previous.list];
  const later = new Map(byId.later);
  for (const [at, was] of old.entries()) {
    const is = result[at] as Item;
    if (was === is) continue;
    const id = was.id ?? "";
    const before = later.get(id) ?? byId.get(id);
    const group = before?.items.map((item) => (item === was ? is : item)) ?? [];
    const region = is.id === was.id && group.includes(is) && build(id, group, look);
    if (!before || !region || region.items[0] !== group[0] || later.size > FEW) return null;
    const placed = { ...region, ordinal: before.ordinal };
    list[before.ordinal - 1] = placed;
    later.set(id, placed);
  }
  return { ...previous, result, list, byId: index(byId.indexed, later) };
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
function collect(result: readonly Item[], look: Look, kept: ById | null, offset = 0): Collected | null {
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
        if (item.from_name !== undefined) answers.set(answerKey(item, look), item);
      continue;
    }
    const ordinal = offset + list.length + 1;
    const placed = region.ordinal === ordinal ? region : { ...region, ordinal };
    list.push(placed);
    byId.set(id, placed);
  }
  return { list, byId, answers, others };
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
  const shown = items.map((item) => shownLabels(item, look.index));
  const first = shown.findIndex((labels) => labels.length > 0);
  return {
    id,
    ordinal: 0,
    object,
    shape,
    geometry,
    facts,
    labels: shown.flat(),
    color:
      first < 0 ? NEUTRAL : labelColor(look.labels, items[first]?.from_name ?? "", shown[first]?.[0] ?? ""),
    text: typeof value.text === "string" ? value.text : shape === "message" ? said(value.chatmessage) : "",
    note: noteOf(main),
    score:
      items.map((item) => item.score).find((score): score is number => typeof score === "number") ?? null,
    origin: typeof main.origin === "string" ? main.origin : "manual",
    readonly: items.some((item) => item.readonly === true),
    items,
  };
}

function said(message: unknown): string {
  const { role, content } = message as Message;
  return `${role ?? ""}: ${typeof content === "string" ? content : JSON.stringify(content ?? "")}`;
}

function noteOf(item: Item): string {
  const note = isObject(item.meta) ? item.meta.text : undefined;
  if (typeof note === "string") return note;
  return Array.isArray(note) ? note.filter((line) => typeof line === "string").join("\n") : "";
}
