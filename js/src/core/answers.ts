// What a person answers in controls, for the task or for one region.
import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { TagNode } from "../generated/wire";
import type { Writer } from "./commit";
import type { Editor, Json, Region } from "./editor";
import * as edits from "./edits";
import { flag } from "./facts";
import { newId } from "./ids";
import { equal } from "./json";
import { itemOf, pageFor, regionById, sceneOf } from "./state";
import { isVisible, regionFor } from "./visibility";

type Answers = Pick<Editor, "value" | "setValue" | "regionFor" | "visible" | "pending" | "check">;

/** One signal for each node, so that who reads it hears only of changes that concern the node. */
function perNode<T>(compute: (node: TagNode) => T): (node: TagNode) => T {
  const known = new WeakMap<TagNode, ReadonlySignal<T>>();
  return (node) => {
    let held = known.get(node);
    if (!held) {
      held = computed(() => compute(node));
      known.set(node, held);
    }
    return held.value;
  };
}

/** Keeps one thing for each control until it is null. */
const keeper =
  <T>(kept: Map<string, T>) =>
  (control: string, one: T | null) => {
    if (one) kept.set(control, one);
    else kept.delete(control);
  };

export function answers({ state, edit }: Writer): Answers {
  function value(control: string, region?: string): Json | undefined {
    const at = region === undefined ? undefined : regionById(state, region);
    if (region !== undefined && !at) return undefined;
    return sceneOf(state).answer(control, at) as Json | undefined;
  }

  return {
    value,
    setValue(control, next, label, region) {
      const node = state.look.value.index.controls.get(control);
      const at = region === undefined ? undefined : regionById(state, region);
      if (!node || (region !== undefined && (!at || at.readonly || state.locked.value.has(region)))) return;
      if (equal(value(control, region), next)) return;
      const page = pageFor(state, node);
      const item = itemOf(state.regionSet.value, control, at, page);
      const target = at ? { region: at } : { id: newId(), page };
      if (at || !flag(node, "perRegion"))
        edit(label, edits.answer(state.result.value, node, item, next, target));
    },
    regionFor: perNode<Region | null>((node) => regionFor(sceneOf(state), node)),
    visible: perNode((node) => isVisible(sceneOf(state), node)),
    pending: keeper(state.flushes),
    check: keeper(state.checks),
  };
}
