// The one way a change happens: a diff becomes an op, the op goes to the outbox, then the view shows it.
import { batch, untracked } from "@preact/signals-core";
import type { AnnotationState, Diff, Op, OpKind, OpRef } from "../generated/wire";
import { afterOp, finishes, isVoid, taskStatus } from "./annotations";
import { apply, between } from "./diff";
import { append } from "./edits";
import { record as recorded } from "./history";
import { regionsOf } from "./regions";
import { type Ports, type State, say, sceneOf, type TaskRecord } from "./state";
import { isSaved } from "./visibility";

/** Numbers the ops of one view and carries them out. */
export interface Writer {
  readonly state: State;
  readonly ports: Ports;
  readonly client: string;
  /** A change of the open annotation; false when nothing may change or nothing would. */
  edit(label: string, diff: Diff, kind?: OpKind): boolean;
  /** A change of any annotation of a loaded task, such as an undo. */
  write(record: TaskRecord, annotation: AnnotationState, change: Change): boolean;
}

export interface Change {
  readonly kind: OpKind;
  readonly label: string;
  readonly diff: Diff;
  readonly target?: OpRef;
}

export function createWriter(state: State, ports: Ports, client: string): Writer {
  let seq = 0;

  function write(record: TaskRecord, annotation: AnnotationState, change: Change): boolean {
    const op: Op = {
      client,
      seq: seq + 1,
      task: record.state.key,
      annotation: annotation.id,
      base_rev: annotation.rev,
      kind: change.kind,
      label: change.label,
      diff: change.diff,
      at: new Date(ports.now()).toISOString(),
      target: change.target ?? null,
    };
    if (!ports.commit(op)) {
      say(state, "This is too large to be saved: not made.", "error", change.label);
      return false;
    }
    seq += 1;
    batch(() => show(record, annotation, op));
    return true;
  }

  function show(record: TaskRecord, annotation: AnnotationState, op: Op): void {
    const before = record.annotations.peek();
    const next = worked(record, annotation, op);
    record.annotations.value = before.some(({ id }) => id === next.id)
      ? before.map((one) => (one.id === next.id ? next : one))
      : [...before, next];
    state.history.value = recorded(state.history.peek(), op);
    count(state, record, before);
    prune(state);
  }

  function edit(label: string, diff: Diff, kind: OpKind = "edit"): boolean {
    return untracked(() => {
      const record = state.record.value;
      const annotation = state.annotation.value;
      if (!record || !annotation || state.readOnly.value || Object.keys(diff).length === 0) return false;
      if (state.problems.value.size > 0) state.problems.value = new Map();
      const grown = kind === "edit" ? withDropped(record, annotation, diff) : diff;
      const whole = isVoid(annotation) ? created(annotation, grown) : grown;
      const made = kind === "edit" && isVoid(annotation) ? "create" : kind;
      return write(record, annotation, { kind: made, label, diff: whole });
    });
  }

  /** Answers left out of a submit come back, in the same step, when their control shows again. */
  function withDropped(record: TaskRecord, annotation: AnnotationState, diff: Diff): Diff {
    const dropped = record.dropped.get(annotation.id) ?? [];
    if (dropped.length === 0) return diff;
    const after = apply(annotation.result, diff);
    const set = regionsOf(after, state.look.value, state.regionSet.value);
    const scene = sceneOf(state, set);
    const back = dropped.filter((item) => {
      const control = item.from_name ?? "";
      const node = scene.index.controls.get(control);
      const region = set.byId.get(item.id ?? "");
      return (
        node !== undefined && scene.answer(control, region) === undefined && isSaved(scene, node, region)
      );
    });
    record.dropped.set(
      annotation.id,
      dropped.filter((item) => !back.includes(item)),
    );
    return back.length > 0
      ? between(annotation.result, apply(after, append(after, back)), diff.fields)
      : diff;
  }

  return { state, ports, client, edit, write };
}

/** The annotation after an op, with the book of submitted results kept. */
export function worked(record: TaskRecord, annotation: AnnotationState, op: Op): AnnotationState {
  const { id } = annotation;
  const target = op.target && record.cleanings.get(`${op.target.client}/${op.target.seq}`);
  const [before, after] = target ?? [];
  const clean = op.kind === "undo" ? before : after;
  if (target && clean) record.clean.set(id, clean);
  else if (target) record.clean.delete(id);
  const next = afterOp(annotation, op, record.clean.get(id));
  if (finishes(op)) {
    record.cleanings.set(`${op.client}/${op.seq}`, [record.clean.get(id), next.result]);
    record.clean.set(id, next.result);
  }
  return shownAs(record, next);
}

/** A void annotation shows what a new one starts with. */
export function shownAs(record: TaskRecord, annotation: AnnotationState): AnnotationState {
  return isVoid(annotation) ? { ...annotation, ...record.fresh.get(annotation.id) } : annotation;
}

/** A change of an annotation that the store does not have yet: all it holds is new. */
export function created(annotation: AnnotationState, diff: Diff): Diff {
  const fields: { [key: string]: [unknown, unknown] } = { status: [null, "draft"] };
  for (const [name, value] of Object.entries(annotation.fields)) {
    if (name !== "status") fields[name] = [null, value];
  }
  for (const [name, [, value]] of Object.entries(diff.fields ?? {})) fields[name] = [null, value];
  const added = apply(annotation.result, diff).map((item, at) => ({ at, item }));
  return { ...(added.length > 0 && { added }), fields };
}

/** Counts follow at once; the kernel's numbers come with each ack. */
function count(state: State, record: TaskRecord, before: readonly AnnotationState[]): void {
  const was = taskStatus(before);
  const is = taskStatus(record.annotations.peek());
  if (was === is) return;
  const progress = { ...state.progress.peek() };
  if (was !== "new") progress[was] -= 1;
  if (is !== "new") progress[is] += 1;
  state.progress.value = progress;
}

/** Selection, hover and an awaited partner never point at what is gone. */
export function prune(state: State): void {
  const { byId } = state.regionSet.peek();
  const selected = state.selection.peek();
  if (selected.some((id) => !byId.has(id))) state.selection.value = selected.filter((id) => byId.has(id));
  const hover = state.hover.peek();
  if (hover !== null && !byId.has(hover)) state.hover.value = null;
  const relating = state.relating.peek();
  if (relating !== null && !byId.has(relating)) state.relating.value = null;
}
