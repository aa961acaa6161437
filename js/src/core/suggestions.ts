// What a model proposes for a prompt: regions beside the data until a person accepts them.
import { computed, effect, type ReadonlySignal, signal, untracked } from "@preact/signals-core";
import type { Item } from "../generated/wire";
import type { Writer } from "./commit";
import type { Editor, ItemFacts, Region, ShapeName } from "./editor";
import { flag } from "./facts";
import { newId } from "./ids";
import { equal } from "./json";
import { surfaceOf } from "./label-use";
import { labelsOf } from "./labels";
import { acceptance, proposals } from "./proposals";
import type { RegionMaking } from "./region-edits";
import { type RegionSet, regionsOf } from "./regions";
import { regionById, say } from "./state";

export type Suggestions = Pick<
  Editor,
  "draw" | "prompts" | "suggestions" | "suggesting" | "accept" | "reject"
>;

/** A mask is painted in several strokes: the model is asked when the hand rests. */
const STROKES_WAIT = 1200;
const PAINTED: readonly ShapeName[] = ["brush", "bitmask"];

export function suggestions(
  { state, ports, edit }: Writer,
  { results, draw }: Pick<RegionMaking, "results" | "draw">,
): Suggestions {
  const prompt = signal<readonly Item[]>([]);
  const proposed = signal<readonly Item[]>([]);
  const suggesting = signal(false);
  let asked: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function regions(items: ReadonlySignal<readonly Item[]>): ReadonlySignal<readonly Region[]> {
    let before: RegionSet | null = null;
    return computed(() => {
      before = regionsOf(items.value, state.look.value, before);
      return before.list;
    });
  }

  function stop(): void {
    clearTimeout(timer);
    asked?.abort();
    asked = null;
    suggesting.value = false;
  }

  function clear(): void {
    stop();
    prompt.value = [];
    proposed.value = [];
  }

  /** Whether a region of this kind would ask the model instead of being an annotation. */
  function isPrompt(items: readonly Item[]): boolean {
    const control = state.look.value.index.controls.get(items[0]?.from_name ?? "");
    return control !== undefined && (flag(control, "smart") || flag(control, "smartOnly"));
  }

  function ask(items: readonly Item[], atOnce: boolean): void {
    const task = state.task.value?.key;
    if (task === undefined) return;
    const mine = new AbortController();
    asked = mine;
    suggesting.value = true;
    ports.suggest(task, items, mine.signal).then(
      (answer) => {
        if (asked !== mine) return;
        stop();
        receive(answer, items, atOnce);
      },
      (error: Error) => {
        if (asked !== mine) return;
        stop();
        say(state, "The model could not suggest anything.", "error", error.message);
      },
    );
  }

  function receive(answer: readonly unknown[], items: readonly Item[], atOnce: boolean): void {
    const set = state.regionSet.value;
    const held = new Set(state.result.value.map(({ id }) => id));
    const { items: fitting, refused } = proposals(
      answer,
      items,
      (id) => held.has(id) || set.byId.has(id),
      set.look,
      newId,
    );
    if (refused > 0) say(state, `${refused} of the model's results do not belong to this config.`, "warning");
    else if (fitting.length === 0) say(state, "The model suggests nothing here.");
    proposed.value = fitting;
    if (atOnce || state.autoAccept.value) accept();
  }

  function drawn(...given: Parameters<Editor["draw"]>): string | null {
    const [object, shape, geometry, facts = {}] = given;
    const { suggest } = state.options.value;
    const items = suggest && state.autoAnnotate.value ? results(...given) : null;
    const { is_positive: _polarity, ...plain } = facts;
    if (!items || !isPrompt(items)) return draw(object, shape, geometry, plain);
    const control = state.look.value.index.controls.get(items[0]?.from_name ?? "");
    // A span is an annotation already; what the model makes of it is added at once.
    if (control && surfaceOf(state.look.value.index, control) !== "image") {
      const id = draw(object, shape, geometry, plain);
      const region = id === null ? undefined : regionById(state, id);
      stop();
      if (region) ask(region.items, true);
      return id;
    }
    const fresh = shape === "keypoint" ? items.map((item) => pointed(item, facts)) : items;
    stop();
    prompt.value = [...connected(prompt.value, fresh), ...fresh];
    proposed.value = [];
    const go = () => ask(prompt.value, false);
    if (PAINTED.includes(shape)) timer = setTimeout(go, STROKES_WAIT);
    else go();
    return fresh[0]?.id ?? null;
  }

  function accept(ids?: readonly string[]): void {
    const items = proposed.value;
    const relations = items.filter((item) => item.type === "relation");
    const taken = items.filter((item) => item.type !== "relation" && (ids?.includes(item.id ?? "") ?? true));
    if (taken.length === 0) return;
    const rest = items.filter((item) => item.type !== "relation" && !taken.includes(item));
    const count = new Set(taken.map(({ id }) => id)).size;
    const all = ids === undefined || rest.length === 0;
    const label = count === 1 ? "Accept suggestion" : `Accept ${count} suggestions`;
    const diff = acceptance(state.result.value, all ? [...taken, ...relations] : taken);
    if (!edit(label, diff)) return;
    stop();
    prompt.value = [];
    proposed.value = all ? [] : [...rest, ...relations];
    if (state.options.value.select_after_create)
      state.selection.value = [...new Set(taken.map(({ id }) => id ?? ""))];
  }

  function reject(ids?: readonly string[]): void {
    const rest = ids ? proposed.value.filter(({ id }) => !ids.includes(id ?? "")) : [];
    if (rest.some((item) => item.type !== "relation")) proposed.value = rest;
    else clear();
  }

  const place = computed(() => [state.task.value?.key, state.annotation.value?.id].join("\n"));
  effect(() => {
    // Another annotation, or no model any more: what was proposed has no place.
    void [place.value, state.autoAnnotate.value];
    untracked(clear);
  });

  return {
    draw: drawn,
    prompts: regions(prompt),
    suggestions: regions(proposed),
    suggesting,
    accept,
    reject,
  };
}

/** A key point as the model expects it: with its polarity, and its labels in both spellings. */
function pointed(item: Item, facts: ItemFacts): Item {
  const labels = labelsOf(item);
  return {
    ...item,
    is_positive: facts.is_positive ?? true,
    value: labels.length > 0 ? { ...item.value, labels: [...labels] } : item.value,
  } as Item;
}

/** Earlier prompts for the same thing: drawn with the same controls and labels on the same page. */
function connected(before: readonly Item[], fresh: readonly Item[]): readonly Item[] {
  const kind = (items: readonly Item[]) =>
    items.map((item) => [item.from_name, item.to_name, item.item_index ?? 0, labelsOf(item)]);
  const ids = [...new Set(before.map(({ id }) => id))];
  return ids
    .map((id) => before.filter((item) => item.id === id))
    .filter((items) => equal(kind(items), kind(fresh)))
    .flat();
}
