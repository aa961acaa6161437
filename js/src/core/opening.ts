// What a task and an annotation look like when they are opened.
import type { AnnotationState, Item } from "../generated/wire";
import { blank, isVoid } from "./annotations";
import type { Fields } from "./diff";
import { newId } from "./ids";
import { clone } from "./json";
import { firstActive } from "./labels";
import { preselected } from "./preselect";
import type { State, TaskRecord } from "./state";

/** Forgets what belongs to the annotation that was shown. */
export function clearView(state: State): void {
  state.gesture.value?.cancel();
  state.gesture.value = null;
  state.selection.value = [];
  state.hover.value = null;
  state.relating.value = null;
  state.hidden.value = new Set();
  state.locked.value = new Set();
  state.problems.value = new Map();
}

/** An annotation that exists only here until its first change. */
export function begin(state: State, record: TaskRecord): AnnotationState {
  const annotations = record.annotations.peek();
  const empty = annotations.find((one) => isVoid(one) && one.rev === 0 && record.fresh.has(one.id));
  if (empty) return empty;
  const prediction = state.options.peek().prelabel ? record.predictions.peek().at(-1) : undefined;
  const start = prediction
    ? { result: copied(prediction.result), fields: { parent_prediction: prediction.id } as Fields }
    : { result: preselected(state.look.peek().index, newId), fields: {} };
  const annotation = blank(newId(), record.state.key, start.result, start.fields);
  record.fresh.set(annotation.id, start);
  record.annotations.value = [...annotations, annotation];
  return annotation;
}

/** A prediction's results as the start of an annotation: ids stay, the origin says where from. */
export function copied(result: readonly Item[]): Item[] {
  return clone(result as Item[]).map((item) =>
    item.type === "relation" ? item : { ...item, origin: "prediction" },
  );
}

/** Labels active when a task opens: those kept on wish, else the ones the config selects. */
export function startLabels(state: State): void {
  const { labels, index } = state.look.peek();
  const kept = state.options.peek().keep_label
    ? [...state.labels.peek()].filter(([control]) => index.controls.has(control))
    : [];
  state.labels.value = kept.length > 0 ? new Map(kept) : firstActive(labels);
}
