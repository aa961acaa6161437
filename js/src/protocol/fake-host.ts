// A kernel in the page: answers a view from memory. For tests and the standalone page.

import { afterOp, blank, taskStatus } from "../core/annotations";
import type { Message } from "../core/editor";
import type { History } from "../core/history";
import { record as recorded } from "../core/history";
import { isObject } from "../core/json";
import { DEFAULT_OPTIONS } from "../core/state";
import {
  type Ack,
  type AnnotationState,
  type Item,
  type Op,
  PROTOCOL,
  type Progress,
  type Request,
  type Summary,
  type TaskState,
  type TileRequest,
  type TileWait,
  type ViewOptions,
  type Welcome,
} from "../generated/wire";
import type { Handler, Host } from "./host";

export interface FakeKernel {
  readonly host: Host;
  /** Everything the view sent, oldest first. */
  readonly sent: readonly Request[];
  /** Ops in the order they were applied. */
  readonly applied: readonly Op[];
  annotations(task: string): readonly AnnotationState[];
  /** Decides what happens to a message from the view; by default it arrives. */
  arrives: (request: Request) => boolean;
  /** Decides what happens to a message to the view. */
  answers: (message: unknown) => boolean;
  /** Applies ops as Python or another view would, and tells the view. */
  change(ops: readonly Op[]): void;
  push(message: { push: string; [key: string]: unknown }): void;
}

export interface FakeSettings {
  readonly welcome: Pick<Welcome, "tree"> & Partial<Omit<Welcome, "options">>;
  readonly options?: Partial<ViewOptions>;
  readonly tasks: readonly TaskState[];
  readonly media?: { readonly [id: string]: Uint8Array<ArrayBuffer> };
  readonly chunks?: { readonly [name: string]: Uint8Array<ArrayBuffer> };
  /** Answers for tiles of large images; rejects with the kernel's sentence. */
  readonly tile?: (request: TileRequest) => Promise<{ body: TileWait; bytes?: Uint8Array<ArrayBuffer> }>;
  /** The model's answers; rejects with the kernel's sentence. */
  readonly suggest?: ((prompt: readonly Item[]) => Promise<readonly Item[]>) | undefined;
  /** The next message of a chat; rejects with the kernel's sentence. */
  readonly reply?: ((messages: readonly Message[]) => Promise<Message>) | undefined;
  /** When answers arrive: at once in a microtask, unless given. */
  readonly later?: (run: () => void) => void;
}

export function fakeKernel(settings: FakeSettings): FakeKernel {
  const { tasks, later = queueMicrotask } = settings;
  const handlers = new Set<Handler>();
  const sent: Request[] = [];
  const applied: Op[] = [];
  const store = new Map(tasks.map((task) => [task.key, [...task.annotations]]));
  const highest = new Map<string, number>();
  let history: History = { undo: [], redo: [] };
  let pushed = 0;

  const kernel: FakeKernel = {
    sent,
    applied,
    annotations: (task) => store.get(task) ?? [],
    arrives: () => true,
    answers: () => true,
    change(ops) {
      const revs = apply(ops);
      tell({ push: "ops", ops, revs, progress: progress(), undo: history.undo, redo: history.redo });
    },
    push: tell,
    host: {
      get: () => undefined,
      set: () => undefined,
      save_changes: () => undefined,
      on: (event, handler) => event === "msg:custom" && handlers.add(handler),
      off: (_event, handler) => handlers.delete(handler),
      send(content) {
        const request = structuredClone(content) as Request;
        sent.push(request);
        if (!kernel.arrives(request) || request.kind === "cancel") return;
        if (request.kind === "tile" && settings.tile) {
          settings.tile(request).then(
            ({ body, bytes }) => deliver({ re: request.id, body }, bytes),
            (error: Error) => deliver({ re: request.id, error: error.message }),
          );
          return;
        }
        if (request.kind === "suggest" && settings.suggest) {
          settings.suggest(request.result).then(
            (result) => deliver({ re: request.id, body: { result } }),
            (error: Error) => deliver({ re: request.id, error: error.message }),
          );
          return;
        }
        if (request.kind === "reply" && settings.reply) {
          settings.reply(request.messages as Message[]).then(
            (message) => deliver({ re: request.id, body: { message } }),
            (error: Error) => deliver({ re: request.id, error: error.message }),
          );
          return;
        }
        const { body, bytes, error } = answer(request);
        deliver({ re: request.id, ...(error === undefined ? { body } : { error }) }, bytes);
      },
    },
  };

  function tell(message: { push: string; [key: string]: unknown }): void {
    pushed += 1;
    deliver({ n: pushed, ...message });
  }

  function deliver(message: unknown, bytes?: Uint8Array<ArrayBuffer>): void {
    const copy = structuredClone(message);
    if (!kernel.answers(copy)) return;
    later(() => {
      for (const handler of [...handlers]) handler(copy, bytes ? [bytes] : []);
    });
  }

  function apply(ops: readonly Op[]): { [annotation: string]: number } {
    const revs: { [annotation: string]: number } = {};
    for (const op of ops) {
      const list = store.get(op.task);
      if (!list || op.seq !== (highest.get(op.client) ?? 0) + 1) continue;
      highest.set(op.client, op.seq);
      applied.push(op);
      const at = list.findIndex(({ id }) => id === op.annotation);
      const known = list[at] ?? blank(op.annotation, op.task);
      const next = { ...afterOp(known, op, undefined), rev: known.rev + 1 };
      if (at >= 0) list[at] = next;
      else list.push(next);
      revs[op.annotation] = next.rev;
      history = recorded(history, op);
    }
    return revs;
  }

  function progress(): Progress {
    const counts: Progress = { total: tasks.length, submitted: 0, skipped: 0, draft: 0 };
    for (const list of store.values()) {
      const status = taskStatus(list);
      if (status !== "new") counts[status] += 1;
    }
    return counts;
  }

  function answer(request: Request): { body?: unknown; bytes?: Uint8Array<ArrayBuffer>; error?: string } {
    switch (request.kind) {
      case "hello":
        return { body: welcome(request.client) };
      case "window": {
        const wanted = tasks.slice(request.start, request.start + request.count);
        return { body: { tasks: wanted.map((task) => ({ ...task, annotations: store.get(task.key) })) } };
      }
      case "ops": {
        const revs = apply(request.ops);
        const ack: Ack = { seq: highest.get(request.client) ?? 0, revs, conflicts: [], progress: progress() };
        return { body: ack };
      }
      case "media": {
        const bytes = settings.media?.[request.media];
        if (!bytes) return { error: `There is no medium ${request.media}.` };
        return { body: {}, bytes: bytes.slice(request.offset, request.offset + request.length) };
      }
      case "chunk": {
        const bytes = settings.chunks?.[request.name];
        return bytes ? { body: {}, bytes } : { error: `There is no part ${request.name}.` };
      }
      case "tasks": {
        const rows = tasks
          .filter((task) => JSON.stringify([task.key, task.values]).includes(request.query))
          .map(({ key, index }) => ({
            key,
            index,
            title: titleOf(index),
            status: taskStatus(store.get(key) ?? []),
          }));
        return {
          body: { rows: rows.slice(request.start, request.start + request.count), total: rows.length },
        };
      }
      case "summary":
        return { body: summary() };
      default:
        return { body: {} };
    }
  }

  function summary(): Summary {
    const controls = new Map<string, Map<string, number>>();
    const done = [...store.values()].flat().filter(({ fields }) => fields.status === "submitted");
    for (const { from_name = "", value = {} } of done.flatMap(({ result }) => result)) {
      const given = Object.entries(value).flatMap(([key, names]) => (key === "text" ? [] : names));
      for (const name of given.filter((one): one is string => typeof one === "string")) {
        const counts = controls.get(from_name) ?? new Map<string, number>();
        controls.set(from_name, counts.set(name, (counts.get(name) ?? 0) + 1));
      }
    }
    const listed = [...controls].map(([control, counts]) => {
      const values = [...counts].sort((a, b) => b[1] - a[1]);
      return { control, values, more: 0 };
    });
    return { controls: listed, complete: true };
  }

  function titleOf(index: number): string {
    const values = Object.values(tasks[index]?.values ?? {}).flatMap((attrs) => Object.values(attrs));
    return String(values.find((value) => !isObject(value)) ?? index + 1).slice(0, 80);
  }

  function welcome(client: string): Welcome {
    return {
      protocol: PROTOCOL,
      session: "standalone",
      title: "",
      cursor: 0,
      store: { location: "memory", durable: false, writable: true, notice: "" },
      warnings: [],
      ...settings.welcome,
      options: { ...DEFAULT_OPTIONS, ...settings.options },
      progress: progress(),
      acked: highest.get(client) ?? 0,
      pushed,
      undo: [...history.undo],
      redo: [...history.redo],
    };
  }

  return kernel;
}
