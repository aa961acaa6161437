// How ops change annotations; the store, the rebase of what the kernel sends and the fake kernel share it.
import type { AnnotationState, Item, Op, TaskEntry } from "../generated/wire";
import { apply, applyFields, type Fields, replay } from "./diff";

export type TaskStatus = TaskEntry["status"];

/** True for an annotation that holds nothing in the store yet, or whose creation was undone. */
export function isVoid(annotation: AnnotationState): boolean {
  const { status } = annotation.fields;
  return status === undefined || status === null || status === "void";
}

export function isShown(annotation: AnnotationState): boolean {
  return !isVoid(annotation) && annotation.fields.status !== "deleted";
}

export function blank(id: string, task: string, result: Item[] = [], fields: Fields = {}): AnnotationState {
  return { id, task, rev: 0, result, pending: false, fields };
}

/** What an op changes: a void annotation has no results, whatever the view shows in it. */
export function storedResult(annotation: AnnotationState): readonly Item[] {
  return isVoid(annotation) ? [] : annotation.result;
}

/** Whether work waits for an update; `clean` is the result as last submitted or skipped. */
function isPending(fields: Fields, result: readonly Item[], clean: readonly Item[] | undefined): boolean {
  return isExported(fields) && !!clean && !sameList(clean, result);
}

export function isExported({ status }: Fields): boolean {
  return status === "submitted" || status === "skipped";
}

/** Ops after which the result counts as submitted. */
export function finishes({ kind }: Op): boolean {
  return kind === "submit" || kind === "update" || kind === "skip";
}

export function afterOp(
  annotation: AnnotationState,
  op: Op,
  clean: readonly Item[] | undefined,
): AnnotationState {
  const result = apply(storedResult(annotation), op.diff);
  const fields = applyFields(isVoid(annotation) ? {} : annotation.fields, op.diff);
  return { ...annotation, result, fields, pending: !finishes(op) && isPending(fields, result, clean) };
}

/** The same for a state from the kernel, which may or may not hold the op already. */
export function withPending(annotation: AnnotationState, op: Op): AnnotationState {
  const result = replay(storedResult(annotation), op.diff);
  const fields = applyFields(annotation.fields, op.diff);
  const waits = annotation.pending || isPending(fields, result, annotation.result);
  return { ...annotation, result, fields, pending: !finishes(op) && waits };
}

export function sameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((item, at) => item === other[at]);
}

export function taskStatus(annotations: readonly AnnotationState[]): TaskStatus {
  const held = annotations.filter(isShown).map(({ fields }) => fields.status);
  if (held.includes("submitted")) return "submitted";
  if (held.includes("skipped")) return "skipped";
  return held.length > 0 ? "draft" : "new";
}
