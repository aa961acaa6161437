// One view's conversation with the kernel: hello until it answers, tasks ahead of need, ops out, pushes in.
import { computed, effect, untracked } from "@preact/signals-core";
import type { Message } from "../core/editor";
import { newId } from "../core/ids";
import type { Scope } from "../core/scope";
import { createStore, type Store } from "../core/store";
import {
  type Ack,
  type Op,
  PROTOCOL,
  type Push,
  type PushCommand,
  type PushOps,
  type Replied,
  type Suggestions,
  type Summary,
  type TaskRows,
  type Welcome,
  type Window,
} from "../generated/wire";
import { chunkLoader, type LoadChunk } from "./chunks";
import { createClient, Silence } from "./client";
import type { Host } from "./host";
import { openJournal } from "./journal";
import { createMedia, type MediaCache } from "./media";
import { createOutbox } from "./outbox";
import { createWindow } from "./window";

export interface Session {
  readonly store: Store;
  readonly media: MediaCache;
  /** Fetches a lazy part of the bundle. */
  readonly chunks: LoadChunk;
  /** Changes that the kernel has not acknowledged, oldest first. */
  unsaved(): readonly Op[];
}

export interface SessionOptions {
  readonly indexedDB?: IDBFactory | undefined;
  readonly now?: () => number;
  /** False where the host carries no binary buffers (Colab). */
  readonly buffers?: boolean;
}

const HELLO_WAIT = 5000;
const OPS_WAIT = 5000;
/** A model takes its time; who waits can give up by Escape. */
const MODEL_WAIT = 120_000;
const LONGEST_PAUSE = 30_000;
const CURSOR_PAUSE = 200;

/** Starts in `render`; asks at once and never waits for the answer. */
export function startSession(host: Host, scope: Scope, options: SessionOptions = {}): Session {
  const { now = Date.now, buffers = true } = options;
  const name = newId(12);
  let held: PushOps[] = [];
  let tries = 0;
  let journalOf = "";
  let failure = "";

  const client = createClient(host, scope, { push, gap: () => void hello() });
  const outbox = createOutbox(
    name,
    {
      send: async (sender, ops) => {
        const asked = { kind: "ops" as const, client: sender, ops: [...ops] };
        return (await client.request<Ack>(asked, { timeout: OPS_WAIT })).body;
      },
      acknowledged(ack, ops) {
        store.acknowledged(ack, ops);
        store.lastSaved.value = now();
        if (ops.some((op) => op.client !== name)) tasks.stale();
      },
      report({ save, waiting, why }) {
        const recovered = store.save.peek() === "unsaved" && save === "saved";
        store.save.value = save;
        store.waiting.value = waiting;
        store.why.value = why;
        if (recovered) void hello();
      },
      notice: (text) => store.say(text, "warning"),
    },
    scope,
  );
  const store = createStore(
    {
      commit: (op) => outbox.push(op),
      want: (index) => tasks.ensure(index),
      renew: (index) => tasks.renew(index),
      locate: async (key) => (await rows(key, 0, 20)).rows.find((row) => row.key === key)?.index ?? null,
      rows,
      summary: async () => (await client.request<Summary>({ kind: "summary" })).body,
      suggest: async (task, result, signal) => {
        const asked = { kind: "suggest" as const, task, result: [...result] };
        return (await client.request<Suggestions>(asked, { signal, timeout: MODEL_WAIT })).body.result;
      },
      reply: async (task, chat, messages, signal) => {
        const asked = { kind: "reply" as const, task, chat, messages: [...messages] };
        const { body } = await client.request<Replied>(asked, { signal, timeout: MODEL_WAIT });
        return body.message as Message;
      },
      now,
    },
    scope,
    name,
  );
  const media = createMedia(client, scope);
  const tasks = createWindow({
    fetch: async (start, count) =>
      (await client.request<Window>({ kind: "window", start, count })).body.tasks,
    receive(arrived) {
      store.receive(arrived, outbox.pending());
      media.prefetch(
        arrived.flatMap((task) => Object.values(task.values).flatMap((values) => Object.values(values))),
      );
    },
    forget: (keep) => store.forget(keep),
    total: () => store.total.peek(),
    failed(error) {
      if (!(error instanceof Silence) && error.message !== failure) store.say(error.message, "error");
      failure = error.message;
      if (!scope.ended) scope.timeout(() => tasks.ensure(store.cursor.peek()), 3000);
    },
  });

  async function rows(query: string, start: number, count: number): Promise<TaskRows> {
    return (await client.request<TaskRows>({ kind: "tasks", query, start, count })).body;
  }

  async function hello(): Promise<void> {
    if (scope.ended) return;
    try {
      const asked = { kind: "hello", protocol: PROTOCOL, client: name, buffers } as const;
      const { body } = await client.request<Welcome>(asked, { timeout: HELLO_WAIT });
      await welcome(body);
      tries = 0;
    } catch (error) {
      if (scope.ended) return;
      if (store.link.peek() !== "live") store.link.value = "silent";
      if (!(error instanceof Silence)) store.why.value = (error as Error).message;
      tries += 1;
      scope.timeout(() => void hello(), Math.min(LONGEST_PAUSE, 1000 * 2 ** tries));
    }
  }

  async function welcome(answer: Welcome): Promise<void> {
    const again = journalOf !== "";
    client.heard(answer.pushed);
    if (answer.session !== journalOf) {
      journalOf = answer.session;
      const journal = await openJournal(answer.session, options.indexedDB);
      scope.add(() => journal.close());
      if (!journal.durable) {
        store.say("Nothing unsaved is kept in this browser: stay on this page.", "info");
      }
      await outbox.open(journal, answer.acked);
    }
    if (again) tasks.stale();
    store.welcome(answer, outbox.pending());
    if (early) command(early);
    early = null;
    outbox.wake();
  }

  function push(message: Push): void {
    outbox.wake();
    if (message.push === "ops") {
      if (store.gesture.peek()) held.push(message);
      else store.changed(message, outbox.pending());
    } else if (message.push === "command" && store.link.peek() !== "live") early = message;
    else if (message.push === "predictions") store.predicted(message);
    else if (message.push === "notice") store.say(message.text, message.tone, message.detail);
    else command(message);
  }

  /** Python's last word while the view was being welcomed. */
  let early: PushCommand | null = null;
  function command({ name: act, index, ids, annotation }: PushCommand): void {
    if (act === "goto") store.goto(index ?? 0);
    else if (act === "select") store.selection.value = (ids ?? []).filter((id) => store.region(id));
    else if (act === "show" && annotation) store.openTab({ kind: "annotation", id: annotation });
    else if (act !== "show") store[act]();
    note();
  }

  /** Changes from elsewhere wait while a gesture is open, then yield to it. */
  scope.add(
    effect(() => {
      if (store.gesture.value || held.length === 0) return;
      const waiting = held;
      held = [];
      untracked(() => {
        for (const message of waiting) store.changed(message, outbox.pending());
      });
    }),
  );

  /** Python follows what is shown, a few times a second; a change that goes on does not put it off. */
  let due = false;
  const tell = () => {
    due = false;
    const index = store.cursor.peek();
    const selection = [...store.selection.peek()];
    client
      .request({ kind: "cursor", index, annotation: shown.peek(), selection, seen: client.seen })
      .catch(() => undefined);
  };
  function note(): void {
    if (store.link.value !== "live" || store.total.value === 0 || due) return;
    due = true;
    scope.timeout(tell, CURSOR_PAUSE);
  }
  // Its id: an edit of the annotation is no other place.
  const shown = computed(() => store.annotation.value?.id ?? null);
  scope.add(
    effect(() => {
      void [store.cursor.value, shown.value, store.selection.value];
      note();
    }),
  );

  void hello();
  return { store, media, chunks: chunkLoader(client), unsaved: outbox.unsaved };
}
