// Relations between regions: results without an id, last in the list, one for each ordered pair.
import { computed } from "@preact/signals-core";
import type { Item, Placed } from "../generated/wire";
import type { Writer } from "./commit";
import { make } from "./diff";
import type { Editor, RelationRow } from "./editor";
import { regionById } from "./state";

export type Relations = Pick<Editor, "relations" | "relate" | "unrelate" | "turnRelation" | "partner">;

const NONE: readonly RelationRow[] = [];
const TURNED = { right: "bi", bi: "left", left: "right" } as const;

function directionOf({ direction }: Item): RelationRow["direction"] {
  return direction === "left" || direction === "bi" ? direction : "right";
}

export function relations({ state, edit }: Writer): Relations {
  function found(from: string, to: string): Placed[] {
    return state.result.value.flatMap((item, at) =>
      item.type === "relation" && item.from_id === from && item.to_id === to ? { at, item } : [],
    );
  }

  function relate(from: string, to: string): void {
    const both = regionById(state, from) && regionById(state, to);
    if (!both || from === to || found(from, to).length > 0) return;
    const item: Item = { from_id: from, to_id: to, type: "relation", direction: "right" };
    edit("Relate regions", make([], [], [{ at: state.result.value.length, item }]));
  }

  return {
    relations: computed(() => {
      const rows = state.result.value.flatMap((item): RelationRow | [] => {
        if (item.type !== "relation") return [];
        const from = regionById(state, String(item.from_id));
        const to = regionById(state, String(item.to_id));
        const labels = Array.isArray(item.labels) ? item.labels.map(String) : [];
        return from && to ? { from, to, direction: directionOf(item), labels } : [];
      });
      return rows.length > 0 ? rows : NONE;
    }),
    relate,
    unrelate: (from, to) => void edit("Delete relation", make(found(from, to), [], [])),
    turnRelation(from, to) {
      const turned = found(from, to).map(({ item }): [Item, Item] => [
        item,
        { ...item, direction: TURNED[directionOf(item)] },
      ]);
      edit("Turn relation", make([], turned, []));
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
