// Keys of one relation, wherever it has the focus, and numbers typed for the other end of a new one.
import type { RelationRow } from "../core/editor";
import { pairOf, picked, type RelationChoices, relationKey } from "./relation-words";
import type { ShellValue } from "./shell-context";

export const RELATION_KEYS =
  "Enter jumps to the other end, Space turns it, digits pick labels, H hides it, Delete takes it away.";

/** The region whose number was typed: at once when no other number begins so, else after Enter. */
export function typedRegion(typed: string, count: number, enter: boolean): number | null {
  const ordinal = Number(typed);
  if (!/^\d+$/.test(typed) || ordinal < 1 || ordinal > count) return null;
  return enter || ordinal * 10 > count ? ordinal : null;
}

/** Selects one end, or, when that is selected already, the other: surfaces bring it into sight. */
export function jump({ store }: Pick<ShellValue, "store">, { from, to }: RelationRow): void {
  const [selected] = store.selection.value;
  store.selection.value = [selected === to.id ? from.id : to.id];
}

export function toggleArrow({ view }: Pick<ShellValue, "view">, row: RelationRow): void {
  const unseen = new Set(view.unseen.value);
  const key = relationKey(row);
  if (!unseen.delete(key)) unseen.add(key);
  view.unseen.value = unseen;
}

/** True when the key was used up. */
export function onRelationKey(
  event: KeyboardEvent,
  row: RelationRow,
  shell: Pick<ShellValue, "store" | "view">,
  choices: RelationChoices,
): boolean {
  const { store } = shell;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const [from, to] = pairOf(row);
  if (event.key === "Enter") jump(shell, row);
  else if (event.key.toLowerCase() === "h") toggleArrow(shell, row);
  else if (store.readOnly.value) return false;
  else if (event.key === " ") store.turnRelation(from, to);
  else if (event.key === "Delete" || event.key === "Backspace") store.unrelate(from, to);
  else {
    const choice = /^[1-9]$/.test(event.key) && choices.list[Number(event.key) - 1];
    if (!choice) return false;
    store.labelRelation(from, to, picked(row.labels, choice.value, choices));
  }
  return true;
}
