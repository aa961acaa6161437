// The life of an annotation: submitted, updated, skipped, taken back.
import { batch, untracked } from "@preact/signals-core";
import type { AnnotationState, Diff } from "../generated/wire";
import { blank, isShown, isVoid } from "./annotations";
import { prune, type Writer } from "./commit";
import { between } from "./diff";
import type { Tab } from "./editor";
import { redoStep, type Step, undoStep } from "./history";
import type { Navigation } from "./navigation";
import { begin, clearView } from "./opening";
import { say, sceneOf, type TaskRecord } from "./state";
import type { Refusal } from "./validate";
import { type Scene, unsaved } from "./visibility";

export interface Lifecycle {
  openTab(tab: Tab): void;
  /** Submits, or updates what was submitted before; false when something is missing. */
  submit(): boolean;
  skip(): boolean;
  undo(): void;
  redo(): void;
}

/** What stands against a submit; null while what would say so is on its way. */
export type Refusals = (scene: Scene) => Refusal[] | null;

export function lifecycle(writer: Writer, navigation: Navigation, refusalsOf: Refusals): Lifecycle {
  const { state, ports } = writer;

  function flush(): void {
    for (const end of [...state.flushes.values()]) end();
  }

  function open(tab: Tab): void {
    const record = state.record.value;
    if (!record) return;
    flush();
    batch(() => {
      clearView(state);
      state.tab.value = tab;
      record.tab = tab;
    });
  }

  function leadTime(record: TaskRecord, annotation: AnnotationState): number {
    const { lead_time: before } = annotation.fields;
    const seconds = (typeof before === "number" ? before : 0) + navigation.spent(record) / 1000;
    return Math.round(seconds * 1000) / 1000;
  }

  function finish(kind: "submit" | "update" | "skip"): boolean {
    flush();
    const record = state.record.value;
    const annotation = state.annotation.value;
    if (!record || !annotation || state.readOnly.value) return false;
    const drop =
      kind === "skip" ? [] : unsaved(sceneOf(state), annotation.result, state.regionSet.value.byId);
    const kept =
      drop.length > 0 ? annotation.result.filter((item) => !drop.includes(item)) : annotation.result;
    const before = isVoid(annotation) ? {} : annotation.fields;
    const status = kind === "skip" ? "skipped" : "submitted";
    const fields: NonNullable<Diff["fields"]> = {
      lead_time: [before.lead_time ?? null, leadTime(record, annotation)],
    };
    if (before.status !== status) fields.status = [before.status ?? null, status];
    const diff = drop.length > 0 ? between(annotation.result, kept, fields) : { fields };
    const label = { submit: "Submit", update: "Update", skip: "Skip" }[kind];
    if (!writer.edit(label, diff, kind)) return false;
    if (drop.length > 0)
      record.dropped.set(annotation.id, [...(record.dropped.get(annotation.id) ?? []), ...drop]);
    navigation.restart(record);
    return true;
  }

  function refused(): boolean {
    if (state.gesture.value) {
      say(state, "Finish or cancel the open shape first.", "warning");
      return true;
    }
    const annotation = state.annotation.value;
    if (state.options.value.deny_empty && annotation?.result.length === 0) {
      say(state, "Empty annotations denied in this project", "warning");
      return true;
    }
    const refusals = refusalsOf(sceneOf(state));
    if (!refusals) {
      say(state, "Still loading.", "warning");
      return true;
    }
    for (const [control, fault] of state.checks) {
      const message = fault();
      if (message) refusals.push({ control, message, region: null, page: null });
    }
    const [first] = refusals;
    if (!first) return false;
    state.problems.value = new Map(refusals.map(({ control, message }) => [control, message]));
    state.selection.value = first.region ? [first.region.id] : [];
    const object = state.look.value.index.controls.get(first.control)?.to_name[0];
    if (object !== undefined && first.page !== null)
      state.pages.value = new Map(state.pages.value).set(object, first.page);
    return true;
  }

  function submit(): boolean {
    return untracked(() => {
      if (state.readOnly.value) return false;
      flush();
      if (refused()) return false;
      const again = state.annotation.value?.fields.status === "submitted";
      state.selection.value = [];
      if (!finish(again ? "update" : "submit")) return false;
      if (!again) navigation.next();
      return true;
    });
  }

  /** Takes a step on its own task: goes there first, and waits for the task when it is not here. */
  function walk(find: () => Step | null): void {
    flush();
    const step = find();
    if (!step || state.options.peek().read_only || !state.storeState.peek().writable) return;
    const take = () => {
      const again = find();
      if (again && again.target.seq === step.target.seq && again.target.client === step.target.client)
        carry(again);
    };
    const known = [...state.keys].find(([, key]) => key === step.task)?.[0];
    if (state.record.peek()?.state.key === step.task) take();
    else if (known !== undefined) navigation.goto(known, take);
    else {
      ports.locate(step.task).then(
        (index) => {
          if (index === null) say(state, `The task of “${step.label}” is not here any more.`, "warning");
          else navigation.goto(index, take);
        },
        (error: Error) => say(state, error.message, "warning"),
      );
    }
  }

  function carry(step: Step): void {
    const record = state.record.value;
    const known = record?.annotations.value.find(({ id }) => id === step.annotation);
    if (!record || (!known && step.kind === "undo")) return;
    const annotation = known ?? blank(step.annotation, step.task);
    if (!writer.write(record, annotation, step)) return;
    const after = record.annotations.value.find(({ id }) => id === step.annotation);
    const gone = !after || after.fields.status === "deleted";
    const shown = gone ? (record.annotations.value.findLast(isShown) ?? begin(state, record)) : after;
    const tab = state.tab.value;
    if (tab?.kind !== "annotation" || tab.id !== shown.id) open({ kind: "annotation", id: shown.id });
    prune(state);
  }

  return {
    openTab: open,
    submit,
    skip: () =>
      untracked(() => {
        const done = finish("skip");
        if (done) navigation.next();
        return done;
      }),
    undo: () => untracked(() => walk(() => undoStep(state.history.value))),
    redo: () => untracked(() => walk(() => redoStep(state.history.value))),
  };
}
