// The one diff type: applied, inverted, composed and found as in `ls_widgets/model/diff.py`; the
// fixtures in `tests/contract/diff` hold both together. Removal and update speak of the list before
// the change, insertion of the list after it.
import type { Diff, Item, Placed } from "../generated/wire";
import { equal } from "./json";

export type Fields = { [key: string]: unknown };

/** What identifies an item within one result list; duplicates are told apart by their order. */
export function key(item: Item): string {
  return item.type === "relation"
    ? `r\n${item.from_id}\n${item.to_id}`
    : `i\n${item.id ?? null}\n${item.from_name ?? null}`;
}

/** A diff without its empty parts. */
export function make(
  removed: Placed[],
  updated: [Item, Item][],
  added: Placed[],
  fields: Diff["fields"] = {},
): Diff {
  return {
    ...(removed.length > 0 && { removed }),
    ...(updated.length > 0 && { updated }),
    ...(added.length > 0 && { added }),
    ...(Object.keys(fields).length > 0 && { fields }),
  };
}

/** The list after the change, as far as a diff made on another state fits. */
export function apply(result: readonly Item[], diff: Diff): Item[] {
  const gone = diff.removed ? positions(result, diff.removed) : null;
  const kept = gone ? result.filter((_, at) => !gone.has(at)) : result.slice();
  if (diff.updated) replace(kept, diff.updated);
  for (const { at, item } of diff.added ?? []) kept.splice(at, 0, item);
  return kept;
}

/** Like `apply`, for a change that the list may already hold: nothing is inserted twice. */
export function replay(result: readonly Item[], diff: Diff): Item[] {
  const places = new Set(result.map(key));
  for (const { item } of diff.removed ?? []) places.delete(key(item));
  const known = (placed: Placed) => places.has(key(placed.item));
  const again = (diff.added ?? []).filter(known).map(({ item }): [Item, Item] => [item, item]);
  const updated = [...(diff.updated ?? []), ...again];
  return apply(result, { ...diff, updated, added: (diff.added ?? []).filter((placed) => !known(placed)) });
}

/** The fields after the change; a field that becomes null goes. */
export function applyFields(fields: Fields, diff: Diff): Fields {
  if (!diff.fields) return fields;
  const after = { ...fields };
  for (const [name, [, value]] of Object.entries(diff.fields)) {
    if (value === null) delete after[name];
    else after[name] = value;
  }
  return after;
}

function positions(result: readonly Item[], removed: readonly Placed[]): Set<number> {
  const gone = new Set<number>();
  const strays: string[] = [];
  for (const { at, item } of removed) {
    const there = result[at];
    const wanted = key(item);
    if (there && !gone.has(at) && key(there) === wanted) gone.add(at);
    else strays.push(wanted);
  }
  for (const wanted of strays) {
    const at = result.findIndex((item, place) => !gone.has(place) && key(item) === wanted);
    if (at >= 0) gone.add(at);
  }
  return gone;
}

function replace(kept: Item[], updated: readonly [Item, Item][]): void {
  // Found by id first: thousands of items would need as many composed keys.
  const idOf = (item: Item) => item.id ?? item.from_id;
  const waiting = new Map<unknown, [Item, Item][]>();
  for (const pair of updated) {
    const list = waiting.get(idOf(pair[0]));
    if (list) list.push(pair);
    else waiting.set(idOf(pair[0]), [pair]);
  }
  for (let at = 0, left = updated.length; at < kept.length && left > 0; at += 1) {
    const item = kept[at] as Item;
    const list = waiting.get(idOf(item)) ?? [];
    const found = list.findIndex(([before]) => key(before) === key(item));
    if (found < 0) continue;
    kept[at] = (list.splice(found, 1)[0] as [Item, Item])[1];
    left -= 1;
  }
}

/** The change back. */
export function invert(diff: Diff): Diff {
  const fields: { [key: string]: [unknown, unknown] } = {};
  for (const [name, [before, after]] of Object.entries(diff.fields ?? {})) fields[name] = [after, before];
  const updated = (diff.updated ?? []).map(([before, after]): [Item, Item] => [after, before]);
  return make(diff.added ?? [], updated, diff.removed ?? [], fields);
}

/** The smallest change from one list to the other that keeps the order exactly. */
export function between(old: readonly Item[], next: readonly Item[], fields?: Diff["fields"]): Diff {
  const pairs = staying(old, next);
  const left = new Set(pairs.map(([one]) => one));
  const right = new Set(pairs.map(([, other]) => other));
  const updated = pairs
    .map(([one, other]): [Item, Item] => [old[one] as Item, next[other] as Item])
    .filter(([before, after]) => !equal(before, after));
  return make(placedBut(old, left), updated, placedBut(next, right), fields);
}

function placedBut(items: readonly Item[], without: ReadonlySet<number>): Placed[] {
  return items.map((item, at) => ({ at, item })).filter(({ at }) => !without.has(at));
}

/** Index pairs of the items that stay, ascending on both sides and as many as possible. */
function staying(old: readonly Item[], next: readonly Item[]): [number, number][] {
  const places = new Map<string, number[]>();
  old.forEach((item, at) => {
    const name = key(item);
    const list = places.get(name);
    if (list) list.push(at);
    else places.set(name, [at]);
  });
  const counts = new Map<string, number>();
  for (const item of next) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  const single = new Set(
    [...places].filter(([name, list]) => list.length === 1 && counts.get(name) === 1).map(([name]) => name),
  );
  const pairs: [number, number][] = [];
  next.forEach((item, other) => {
    const name = key(item);
    const waiting = places.get(name) ?? [];
    const at = single.has(name) ? 0 : waiting.findIndex((one) => equal(old[one], item));
    if (at >= 0 && waiting.length > 0) pairs.push([waiting.splice(at, 1)[0] as number, other]);
  });
  return longestAscending(pairs);
}

function longestAscending(pairs: readonly [number, number][]): [number, number][] {
  const ends: number[] = [];
  const before: number[] = [];
  const first = (at: number) => (pairs[at] as [number, number])[0];
  pairs.forEach(([one], at) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (first(ends[middle] as number) < one) low = middle + 1;
      else high = middle;
    }
    before.push(low > 0 ? (ends[low - 1] as number) : -1);
    ends[low] = at;
  });
  const chain: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number)
    chain.push(pairs[at] as [number, number]);
  return chain.reverse();
}

/** One diff that does what `one` and then `two` do. */
export function squash(one: Diff, two: Diff): Diff {
  const added = new Map((one.added ?? []).map(({ at, item }) => [at, item]));
  const taken = (one.removed ?? []).map(({ at }) => at);
  const changes = new Map((one.updated ?? []).map((pair) => [key(pair[0]), pair]));
  const removed = [...(one.removed ?? [])];
  const dropped = new Set((two.removed ?? []).map(({ at }) => at));
  const stays = new Map([...added].filter(([at]) => !dropped.has(at)).map(([at, item]) => [key(item), at]));
  for (const { at, item } of two.removed ?? []) {
    if (added.has(at)) continue;
    const earlier = changes.get(key(item));
    changes.delete(key(item));
    removed.push({
      at: afterInserting(beforeInserting(at, added.keys()), taken),
      item: earlier?.[0] ?? item,
    });
  }
  for (const [before, after] of two.updated ?? []) {
    const at = stays.get(key(before));
    if (at !== undefined) added.set(at, after);
    else changes.set(key(before), [changes.get(key(before))?.[0] ?? before, after]);
  }
  const places = (two.added ?? []).map(({ at }) => at);
  const inserted = [...(two.added ?? [])];
  for (const [at, item] of added) {
    if (!dropped.has(at)) inserted.push({ at: afterInserting(beforeInserting(at, dropped), places), item });
  }
  const updated = [...changes.values()].filter(([before, after]) => !equal(before, after));
  return make(removed.sort(byPlace), updated, inserted.sort(byPlace), squashFields(one, two));
}

function squashFields(one: Diff, two: Diff): { [key: string]: [unknown, unknown] } {
  const both = { ...one.fields };
  for (const [name, [before, after]] of Object.entries(two.fields ?? {})) {
    both[name] = [both[name] ? both[name][0] : before, after];
  }
  return Object.fromEntries(Object.entries(both).filter(([, [before, after]]) => !equal(before, after)));
}

const byPlace = (one: Placed, other: Placed) => one.at - other.at;

/** Where position `at` is counted without the positions of `others`. */
function beforeInserting(at: number, others: Iterable<number>): number {
  return at - [...others].filter((other) => other < at).length;
}

/** Where position `at` comes to lie when `places` are filled in ascending order. */
function afterInserting(at: number, places: readonly number[]): number {
  let to = at;
  for (const place of places.toSorted((one, other) => one - other)) {
    if (place > to) break;
    to += 1;
  }
  return to;
}
