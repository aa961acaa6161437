// A store without a kernel: ops are kept in a list.
import type { MakeLate } from "../../src/core/late";
import { lateEdits } from "../../src/core/late-edits";
import { Scope } from "../../src/core/scope";
import { DEFAULT_OPTIONS } from "../../src/core/state";
import { createStore, type Ports, type Store } from "../../src/core/store";
import { validation } from "../../src/core/validate";
import { versions } from "../../src/core/versions";
import type { Op, TaskState, ViewOptions, Welcome } from "../../src/generated/wire";
import { taskOf, treeOf } from "./tree";

export function welcomeOf(xml: string, total: number, options: Partial<ViewOptions> = {}): Welcome {
  return {
    protocol: 1,
    session: "test",
    title: "Test",
    tree: treeOf(xml),
    options: { ...DEFAULT_OPTIONS, ...options },
    progress: { total, submitted: 0, skipped: 0, draft: 0 },
    cursor: 0,
    acked: 0,
    pushed: 0,
    undo: [],
    redo: [],
    store: { location: "memory", durable: false, writable: true, notice: "" },
    warnings: [],
  };
}

export interface View {
  readonly store: Store;
  readonly ops: Op[];
  readonly wanted: number[];
  readonly clock: { now: number };
}

export function viewOf(
  xml: string,
  tasks: readonly TaskState[] = [taskOf(0)],
  options: Partial<ViewOptions> = {},
  ports: Partial<Ports> = {},
  parts: readonly MakeLate[] = [lateEdits, versions, validation],
): View {
  const ops: Op[] = [];
  const wanted: number[] = [];
  const clock = { now: Date.UTC(2030, 0, 1) };
  const store = createStore(
    {
      commit: (op) => ops.push(structuredClone(op)) > 0,
      want: (index) => wanted.push(index),
      renew: () => undefined,
      locate: () => Promise.resolve(null),
      rows: () => Promise.resolve({ rows: [], total: 0 }),
      summary: () => Promise.resolve({ controls: [], complete: true }),
      suggest: () => Promise.resolve([]),
      reply: () => Promise.reject(new Error("none")),
      now: () => clock.now,
      ...ports,
    },
    new Scope(),
    "me",
  );
  for (const part of parts) store.extend(part);
  store.welcome(welcomeOf(xml, tasks.length, options), []);
  store.receive(tasks, []);
  return { store, ops, wanted, clock };
}
