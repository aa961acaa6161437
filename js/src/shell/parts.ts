// Which parts of the bundle are asked for, and when: what the config needs at once, the rest when idle.
import { computed, effect, type ReadonlySignal, signal } from "@preact/signals-core";
import { renderNode } from "../catalog";
import { factsOf } from "../core/facts";
import type { MakeLate } from "../core/late";
import type { Scope } from "../core/scope";
import type { Store } from "../core/store";
import type { TagNode } from "../generated/wire";
import type { Chunks, Loading } from "../ui/chunks";
import type { LazyComponent } from "../ui/lazy";
import type { ViewRoot } from "../ui/root";

/** A kernel that gets busy later must not keep a panel or a menu from opening. */
const LATER = ["regions", "menus", "tabs"];

/** What images need besides their own part for regions that are no boxes. */
const FIGURES = /^(ellipse|polygon|vector|keypoint|brush|bitmask)$/;
const MASKS = /^b/;

/** Whether the config can make regions, so that there is a list of them. */
export function marksRegions(node: TagNode | null): boolean {
  if (!node) return false;
  const { labels, shape } = factsOf(node.tag);
  return labels === true || shape !== undefined || node.children.some(marksRegions);
}

/** What has to be here before the view can be used. */
export function partsFor(tree: TagNode | null): readonly string[] {
  const names = new Set<string>(marksRegions(tree) ? ["regions"] : []);
  const visit = (node: TagNode) => {
    const { chunk } = renderNode(node).type as Partial<LazyComponent<object>>;
    if (chunk) names.add(chunk);
    const { shape = "" } = factsOf(node.tag);
    if (FIGURES.test(shape)) names.add("figures").add(MASKS.test(shape) ? "masks" : "figures");
    node.children.forEach(visit);
  };
  if (tree) visit(tree);
  return [...names];
}

export interface Fetched {
  /** Whether nothing that the config needs is still on its way. */
  readonly arrived: ReadonlySignal<boolean>;
  /** Whether all parts are here, with all actions. */
  readonly whole: ReadonlySignal<boolean>;
}

/** Starts the fetching. */
export function fetchParts(parts: Chunks, store: Store, root: ViewRoot, scope: Scope): Fetched {
  const arrived = computed(() =>
    // All are asked for before any is waited for.
    partsFor(store.base.value)
      .map((name) => parts.of(name).value.state !== "loading")
      .every(Boolean),
  );
  const asked = signal<readonly ReadonlySignal<Loading<unknown>>[]>([]);
  scope.add(
    effect(() => {
      for (const part of parts.here.value as readonly { late?: MakeLate }[])
        if (part.late) store.extend(part.late);
    }),
  );
  scope.add(
    effect(() => {
      if (!arrived.value || store.link.value !== "live" || asked.value.length) return;
      if (!store.task.value && store.total.value > 0) return;
      const later = marksRegions(store.base.value) ? [...LATER, "relations"] : LATER;
      root.whenIdle(() => {
        asked.value = [...partsFor(store.base.value), ...later].map((name) => parts.of(name));
      });
    }),
  );
  const whole = computed(
    () => asked.value.length > 0 && asked.value.every((part) => part.value.state === "ready"),
  );
  return { arrived, whole };
}
