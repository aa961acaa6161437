// The steps that can be undone and done again, newest last, across tasks.
import type { Diff, Op, OpKind, OpRef } from "../generated/wire";
import { invert } from "./diff";

export interface History {
  readonly undo: readonly Op[];
  readonly redo: readonly Op[];
}

/** A step taken back or done again, before it becomes an op. */
export interface Step {
  readonly kind: Extract<OpKind, "undo" | "redo">;
  readonly target: OpRef;
  readonly task: string;
  readonly annotation: string;
  readonly label: string;
  readonly diff: Diff;
}

const LIMIT = 500;

function originOf(op: Op): OpRef {
  return op.kind === "undo" || op.kind === "redo" ? (op.target ?? op) : op;
}

function ref({ client, seq }: OpRef): OpRef {
  return { client, seq };
}

function isSame(one: OpRef, other: OpRef): boolean {
  return one.client === other.client && one.seq === other.seq;
}

export function undoStep(history: History): Step | null {
  const op = history.undo.at(-1);
  return op ? step("undo", op, invert(op.diff)) : null;
}

export function redoStep(history: History): Step | null {
  const op = history.redo.at(-1);
  return op ? step("redo", op, op.kind === "undo" ? invert(op.diff) : op.diff) : null;
}

function step(kind: Step["kind"], op: Op, diff: Diff): Step {
  return { kind, target: ref(originOf(op)), task: op.task, annotation: op.annotation, label: op.label, diff };
}

/** The history after an op: a new step ends what could be done again. */
export function record(history: History, op: Op): History {
  const target = op.target;
  if (target && (op.kind === "undo" || op.kind === "redo")) {
    const from = op.kind === "undo" ? history.undo : history.redo;
    const moved = from.findLast((one) => isSame(originOf(one), target));
    if (!moved) return history;
    const left = from.filter((one) => one !== moved);
    return op.kind === "undo"
      ? { undo: left, redo: [...history.redo, moved] }
      : { undo: [...history.undo, moved], redo: left };
  }
  return { undo: [...history.undo, op].slice(-LIMIT), redo: [] };
}

/** What the kernel says can be undone, with the ops on top that it has not stored yet. */
export function rebased(history: History, pending: readonly Op[]): History {
  const known = [...history.undo, ...history.redo];
  return pending.filter((op) => !known.some((one) => isSame(one, op))).reduce(record, history);
}
