// Which task is shown. Tasks that are here open at once; others are asked for and open on arrival.
import { batch, signal, untracked } from "@preact/signals-core";
import type { AnnotationState, Op, TaskState } from "../generated/wire";
import { blank, isExported, isShown, withPending } from "./annotations";
import { shownAs } from "./commit";
import { begin, clearView, startLabels } from "./opening";
import type { Ports, State, TaskRecord } from "./state";

export interface Navigation {
  /** Shows the task at this index; `then` runs once it is there, unless the person went elsewhere. */
  goto(index: number, then?: () => void): void;
  next(): void;
  previous(): void;
  /** Milliseconds of work on the task since it was last submitted. */
  spent(record: TaskRecord): number;
  restart(record: TaskRecord): void;
  /** Tasks from the kernel; `pending` are ops that it may not have stored. */
  receive(tasks: readonly TaskState[], pending: readonly Op[]): void;
  /** Forgets tasks that are far away. */
  forget(keep: (index: number) => boolean): void;
}

export function navigation(state: State, ports: Ports): Navigation {
  let since = ports.now();
  let arrival: (() => void) | null = null;

  function tick(): void {
    const now = ports.now();
    const record = state.record.peek();
    if (record) record.spent += Math.max(0, now - since);
    since = now;
  }

  function open(record: TaskRecord | null): void {
    tick();
    batch(() => {
      clearView(state);
      state.pages.value = new Map();
      state.record.value = record;
      state.tab.value = null;
      if (!record) return;
      startLabels(state);
      const shown = record.annotations.peek().findLast(isShown);
      record.tab ??= { kind: "annotation", id: (shown ?? begin(state, record)).id };
      state.tab.value = record.tab;
    });
  }

  function here(index: number): TaskRecord | undefined {
    const key = state.keys.get(index);
    return key === undefined ? undefined : state.records.get(key);
  }

  function goto(index: number, then?: () => void): void {
    untracked(() => {
      const to = Math.max(0, Math.min(index, state.total.value - 1));
      for (const end of [...state.flushes.values()]) end();
      arrival = then ?? null;
      const record = here(to);
      if (to !== state.cursor.value || record !== state.record.value) {
        batch(() => {
          state.cursor.value = to;
          open(record ?? null);
        });
      }
      ports.want(to);
      if (record) arrived();
    });
  }

  function arrived(): void {
    const then = arrival;
    arrival = null;
    then?.();
  }

  function receive(tasks: readonly TaskState[], pending: readonly Op[]): void {
    batch(() => {
      for (const task of tasks) {
        const known = state.records.get(task.key);
        const record = merged(task, known, pending);
        state.records.set(task.key, record);
        state.keys.set(task.index, task.key);
        if (known && state.record.peek() === known) refresh(record);
      }
      if (!state.record.peek()) {
        const record = here(state.cursor.peek());
        if (record) open(record);
      }
    });
    if (here(state.cursor.peek())) arrived();
  }

  /** New data of the open task, without leaving it. */
  function refresh(record: TaskRecord): void {
    state.record.value = record;
    const tab = state.tab.peek();
    const list = tab?.kind === "prediction" ? record.predictions.peek() : record.annotations.peek();
    if (tab && list.some(({ id }) => id === tab.id)) return;
    record.tab = null;
    open(record);
  }

  return {
    goto,
    next: () => goto(state.cursor.peek() + 1),
    previous: () => goto(state.cursor.peek() - 1),
    spent(record) {
      if (record === state.record.peek()) tick();
      return record.spent;
    },
    restart(record) {
      tick();
      record.spent = 0;
    },
    receive,
    forget(keep) {
      for (const [index, key] of [...state.keys]) {
        if (keep(index) || index === state.cursor.peek()) continue;
        state.keys.delete(index);
        state.records.delete(key);
      }
    },
  };
}

/** The kernel's state with what is pending on top; annotations begun here stay. */
function merged(task: TaskState, known: TaskRecord | undefined, pending: readonly Op[]): TaskRecord {
  const ops = pending.filter((op) => op.task === task.key);
  const own =
    known?.annotations.peek().filter((one) => !task.annotations.some(({ id }) => id === one.id)) ?? [];
  const clean = new Map(known?.clean);
  for (const one of task.annotations) {
    if (isExported(one.fields) && !one.pending) clean.set(one.id, one.result);
  }
  const record: TaskRecord = {
    state: known && sameTask(known.state, task) ? known.state : task,
    annotations: known?.annotations ?? signal([]),
    predictions: known?.predictions ?? signal([]),
    tab: known?.tab ?? null,
    fresh: known?.fresh ?? new Map(),
    clean,
    cleanings: known?.cleanings ?? new Map(),
    dropped: known?.dropped ?? new Map(),
    spent: known?.spent ?? 0,
  };
  const listed = [...task.annotations, ...own];
  const begun = new Set(ops.map((op) => op.annotation).filter((id) => !listed.some((one) => one.id === id)));
  for (const id of begun) listed.push(blank(id, task.key));
  record.annotations.value = listed.map((one) => shownAs(record, rebase(one, ops, known)));
  record.predictions.value = task.predictions;
  return record;
}

/** An annotation known only here keeps its working copy: it holds the pending ops already. */
function rebase(
  annotation: AnnotationState,
  ops: readonly Op[],
  known: TaskRecord | undefined,
): AnnotationState {
  const working = known?.annotations.peek().find(({ id }) => id === annotation.id);
  if (working === annotation) return annotation;
  return ops.filter((op) => op.annotation === annotation.id).reduce(withPending, annotation);
}

function sameTask(one: TaskState, other: TaskState): boolean {
  return JSON.stringify([one.values, one.children]) === JSON.stringify([other.values, other.children]);
}
