// What the kernel tells the view: its welcome, acks, and changes made by Python or another view.
import { batch, untracked } from "@preact/signals-core";
import type { Ack, Op, PushOps, PushPredictions, Welcome } from "../generated/wire";
import { blank, isShown, isVoid, withPending } from "./annotations";
import { prune, shownAs, worked } from "./commit";
import { rebased } from "./history";
import { equal } from "./json";
import type { Navigation } from "./navigation";
import { begin } from "./opening";
import { type Ports, type State, say, type TaskRecord } from "./state";

export interface Remote {
  /** `pending` are ops that the kernel may not have stored. */
  welcome(answer: Welcome, pending: readonly Op[]): void;
  acknowledged(ack: Ack, ops: readonly Op[]): void;
  changed(push: PushOps, pending: readonly Op[]): void;
  predicted(push: PushPredictions): void;
}

export function remote(state: State, navigation: Navigation, ports: Ports, client: string): Remote {
  let met = false;

  /** An op of another author; false when the view's copy is not the one it was made on. */
  function take(record: TaskRecord, op: Op, rev: number, pending: readonly Op[]): boolean {
    const list = record.annotations.peek();
    const known = list.find(({ id }) => id === op.annotation);
    if ((known?.rev ?? 0) !== rev - 1) return false;
    const next = { ...worked(record, known ?? blank(op.annotation, op.task), op), rev };
    const own = pending.filter((one) => one.annotation === op.annotation).reduce(withPending, next);
    const shown = shownAs(record, own);
    record.annotations.value = known ? list.map((one) => (one === known ? shown : one)) : [...list, shown];
    return true;
  }

  /** Leaves an annotation that went, and an untouched empty one when Python begins another. */
  function follow(record: TaskRecord): void {
    const tab = state.tab.peek();
    const open = state.annotation.peek();
    const stays = tab?.kind === "prediction" || (open && isShown(open));
    const arrived = record.annotations.peek().findLast(isShown);
    if (!stays && (arrived || !open || !isVoid(open))) {
      record.tab = { kind: "annotation", id: (arrived ?? begin(state, record)).id };
      state.tab.value = record.tab;
    }
    prune(state);
  }

  return {
    welcome(answer, pending) {
      batch(() => {
        if (!equal(state.base.peek(), answer.tree)) state.base.value = answer.tree;
        state.title.value = answer.title;
        state.options.value = answer.options;
        state.storeState.value = answer.store;
        state.progress.value = answer.progress;
        state.total.value = answer.progress.total;
        state.warnings.value = answer.warnings;
        state.history.value = rebased(answer, pending);
        state.link.value = "live";
      });
      const cursor = met ? state.cursor.peek() : answer.cursor;
      met = true;
      if (answer.progress.total > 0) untracked(() => navigation.goto(cursor));
    },

    acknowledged(ack, ops) {
      batch(() => {
        state.progress.value = ack.progress;
        for (const task of new Set(ops.map((op) => op.task))) {
          const annotations = state.records.get(task)?.annotations;
          if (!annotations) continue;
          annotations.value = annotations.peek().map((one) => {
            const rev = ack.revs[one.id];
            return rev === undefined || rev === one.rev ? one : { ...one, rev };
          });
        }
      });
      for (const { annotation, message } of ack.conflicts) {
        say(state, message, "warning");
        const task = ops.find((op) => op.annotation === annotation)?.task ?? "";
        const record = state.records.get(task);
        if (record) ports.renew(record.state.index);
      }
    },

    changed(push, pending) {
      batch(() => {
        const left = new Map<string, number>();
        for (const op of push.ops) left.set(op.annotation, (left.get(op.annotation) ?? 0) + 1);
        for (const op of push.ops) {
          const rest = (left.get(op.annotation) ?? 1) - 1;
          left.set(op.annotation, rest);
          const record = op.client === client ? undefined : state.records.get(op.task);
          if (!record) continue;
          if (!take(record, op, (push.revs[op.annotation] ?? 0) - rest, pending))
            ports.renew(record.state.index);
          if (record === state.record.peek()) follow(record);
        }
        state.progress.value = push.progress;
        state.total.value = push.progress.total;
        state.history.value = rebased(push, pending);
      });
    },

    predicted(push) {
      const record = state.records.get(push.task);
      if (record) record.predictions.value = push.predictions;
    },
  };
}
