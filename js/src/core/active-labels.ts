// Labels follow the selection: those of the selected regions are active until it ends.
import { effect, untracked } from "@preact/signals-core";
import type { TagNode } from "../generated/wire";
import { sameList } from "./annotations";
import type { Region } from "./editor";
import { flag } from "./facts";
import { type Active, labelsOf } from "./labels";
import { regionById, type State } from "./state";

/** Starts following; returns the end of it. Labels that were pressed meanwhile stay active. */
export function followSelection(state: State): () => void {
  let shown: readonly Region[] = [];
  let held: Active = new Map();

  function activate(): void {
    const { index, labels } = state.look.peek();
    const keep = shown.length === 0 && state.options.peek().keep_label;
    const next = new Map(state.labels.peek());
    for (const [control, set] of keep ? [] : held) if (next.get(control) === set) next.delete(control);
    const made = new Map<string, readonly string[]>();
    for (const control of labels.keys()) {
      const node = index.controls.get(control) as TagNode;
      const regions = shown.filter((region) => node.to_name.includes(region.object));
      if (regions.length > 0) made.set(control, shared(node, regions));
    }
    for (const [control, set] of made) next.set(control, set);
    if (held.size > 0 || made.size > 0) state.labels.value = next;
    held = made;
  }

  return effect(() => {
    const regions = state.selection.value.flatMap((id) => regionById(state, id) ?? []);
    if (sameList(regions, shown)) return;
    shown = regions;
    untracked(activate);
  });
}

/** Labels of a control that all of these regions carry; the blank one where they carry none. */
function shared(control: TagNode, [first, ...others]: readonly Region[]): readonly string[] {
  const of = (region: Region | undefined): readonly string[] => {
    const item = region?.items.find((one) => one.from_name === control.name);
    const labels = item ? labelsOf(item) : [];
    return item && labels.length === 0 && flag(control, "allowEmpty") ? [""] : labels;
  };
  return of(first).filter((label) => others.every((region) => of(region).includes(label)));
}
