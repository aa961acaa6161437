// Relations between regions: results without an id, last in the list, one for each ordered pair.
import { computed } from "@preact/signals-core";
import type { Item, Placed } from "../generated/wire";
import { sameList } from "./annotations";
import type { Writer } from "./commit";
import { make } from "./diff";
import type { Editor, RelationRow } from "./editor";
import { equal } from "./json";
import { regionById } from "./state";

export type Relations = Pick<
  Editor,
  "relations" | "relate" | "unrelate" | "turnRelation" | "labelRelation" | "partner"
>;

const NONE: readonly RelationRow[] = [];
const TURNED = { right: "bi", bi: "left", left: "right" } as const;

function directionOf({ direction }: Item): RelationRow["direction"] {
  return direction === "left" || direction === "bi" ? direction : "right";
}

function labelsOf({ labels }: Item): readonly string[] {
  return Array.isArray(labels) ? labels.map(String) : [];
}

export function relations({ state, edit }: Writer): Relations {
  /** A row stays the same object as long as its result and its regions do. */
  const known = new WeakMap<Item, RelationRow>();
  let before = NONE;

  function rowOf(item: Item): RelationRow | null {
    const from = regionById(state, String(item.from_id));
    const to = regionById(state, String(item.to_id));
    if (!from || !to) return null;
    const row = known.get(item);
    if (row?.from === from && row.to === to) return row;
    const made = { from, to, direction: directionOf(item), labels: labelsOf(item) };
    known.set(item, made);
    return made;
  }

  function rows(): readonly RelationRow[] {
    const found = new Map<string, RelationRow>();
    for (const item of state.result.value) {
      const row = item.type === "relation" ? rowOf(item) : null;
      const pair = row && `${row.from.id}\n${row.to.id}`;
      if (row && pair && !found.has(pair)) found.set(pair, row);
    }
    const list = [...found.values()];
    if (list.length === 0) before = NONE;
    else if (!sameList(list, before)) before = list;
    return before;
  }

  function found(from: string, to: string): Placed[] {
    return state.result.value.flatMap((item, at) =>
      item.type === "relation" && item.from_id === from && item.to_id === to ? { at, item } : [],
    );
  }

  function change(from: string, to: string, step: string, next: (item: Item) => Item): void {
    const updated = found(from, to).map(({ item }): [Item, Item] => [item, next(item)]);
    edit(step, make([], updated, []));
  }

  function relate(from: string, to: string): void {
    const both = regionById(state, from) && regionById(state, to);
    if (!both || from === to || found(from, to).length > 0) return;
    const item: Item = { from_id: from, to_id: to, type: "relation", direction: "right" };
    edit("Relate regions", make([], [], [{ at: state.result.value.length, item }]));
  }

  return {
    relations: computed(rows),
    relate,
    unrelate: (from, to) => void edit("Delete relation", make(found(from, to), [], [])),
    turnRelation: (from, to) =>
      change(from, to, "Turn relation", (item) => ({ ...item, direction: TURNED[directionOf(item)] })),
    labelRelation(from, to, labels) {
      const [placed] = found(from, to);
      if (!placed || equal(labelsOf(placed.item), labels)) return;
      change(from, to, "Label relation", ({ labels: _labels, ...item }) => ({
        ...item,
        type: item.type,
        ...(labels.length > 0 && { labels: [...labels] }),
      }));
    },
    partner(id) {
      const from = state.relating.value;
      if (from === null) return false;
      if (id !== from) {
        state.relating.value = null;
        relate(from, id);
      }
      return true;
    },
  };
}
