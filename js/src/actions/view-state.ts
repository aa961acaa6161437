// What the shell shows and hides; never stored with labels, never undone.
import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { Item } from "../generated/wire";
import type { ViewRoot } from "../ui/root";

export type Floating = "help" | "palette" | "tasks" | "menu" | "store" | null;
export type RegionOrder = "time" | "label" | "score";

export interface ViewState {
  readonly floating: Signal<Floating>;
  /** Whether the side panel is open: as chosen, else where there is room beside the object. */
  readonly panel: ReadonlySignal<boolean>;
  readonly panelChoice: Signal<boolean | null>;
  readonly panelWidth: Signal<number>;
  /** Whether the config or the annotation has anything for the panel. */
  readonly hasPanel: Signal<boolean>;
  /** Whether the panel lies over the object, for want of width. */
  readonly over: ReadonlySignal<boolean>;
  readonly order: Signal<RegionOrder>;
  readonly byLabel: Signal<boolean>;
  /** Whether the closing card stands in place of the task. */
  readonly done: Signal<boolean>;
  /** Counts up to put the focus into the note of the selected region, or into its row of the list. */
  readonly toNote: Signal<number>;
  readonly toRow: Signal<number>;
  /** Both ends of the relation that is pointed at. */
  readonly linked: Signal<readonly string[]>;
  /** Both ends of the relation that is worked on; empty without one. */
  readonly relation: Signal<readonly string[]>;
  /** Digits of the other region's number, while a relation waits for it. */
  readonly typed: Signal<string>;
  /** Relations whose arrows are hidden, by `relationKey`. */
  readonly unseen: Signal<ReadonlySet<string>>;
  readonly clip: Signal<readonly Item[]>;
}

/** Narrowest view with the panel at its side. */
export const WIDE = 900;
export const NARROW = 600;

export function createViewState(root: ViewRoot): ViewState {
  const kept = <T extends string>(key: string, choices: readonly T[], usual: T): Signal<T> => {
    const found = choices.find((choice) => choice === root.remembered(key));
    const state = signal<T>(found ?? usual);
    let first = true;
    state.subscribe((value) => {
      if (!first) root.remember(key, value);
      first = false;
    });
    return state;
  };
  const width = signal(Math.min(480, Math.max(200, Number(root.remembered("panel-width")) || 280)));
  const over = computed(() => root.width.value <= WIDE);
  const choice = signal<boolean | null>(null);
  return {
    floating: signal<Floating>(null),
    panel: computed(() => choice.value ?? !over.value),
    panelChoice: choice,
    panelWidth: width,
    hasPanel: signal(false),
    over,
    order: kept<RegionOrder>("region-order", ["time", "label", "score"], "time"),
    byLabel: signal(false),
    done: signal(false),
    toNote: signal(0),
    toRow: signal(0),
    linked: signal<readonly string[]>([]),
    relation: signal<readonly string[]>([]),
    typed: signal(""),
    unseen: signal<ReadonlySet<string>>(new Set()),
    clip: signal<readonly Item[]>([]),
  };
}
