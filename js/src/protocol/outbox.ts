// Ops on their way to the kernel: kept in the journal first, sent in order, one batch in flight, sent
// again until acknowledged. The kernel applies each (client, seq) once, so sending twice is safe.
import type { SaveState } from "../core/editor";
import { jsonBytes } from "../core/json";
import type { Scope } from "../core/scope";
import type { Ack, Op } from "../generated/wire";
import { Refusal, Silence } from "./client";
import type { Journal } from "./journal";

export interface Report {
  readonly save: SaveState;
  readonly waiting: number;
  /** Why changes wait; empty when nothing is wrong. */
  readonly why: string;
}

export interface Post {
  send(client: string, ops: readonly Op[]): Promise<Ack>;
  acknowledged(ack: Ack, ops: readonly Op[]): void;
  report(report: Report): void;
  notice(text: string): void;
}

export interface Outbox {
  /** False for an op that no message could carry. */
  push(op: Op): boolean;
  /** Own ops that are not acknowledged, oldest first. */
  pending(): readonly Op[];
  /** The same with those that earlier views of this browser left. */
  unsaved(): readonly Op[];
  /** From `hello`: what is stored already, and where ops are kept from now on. Sends without being waited for. */
  open(journal: Journal, acked: number): Promise<void>;
  /** Tries again now, after a sign of life. */
  wake(): void;
}

const BATCH_OPS = 50;
const BATCH_BYTES = 256 * 1024;
/** A socket drops messages above 10 MiB with its neighbours; half a level of nesting is allowed for. */
const MESSAGE_BYTES = 4 * 1024 * 1024 - 4096;
const LONGEST_WAIT = 30_000;

interface Entry {
  readonly op: Op;
  readonly bytes: number;
  kept: boolean;
}

export function createOutbox(client: string, post: Post, scope: Scope): Outbox {
  let journal: Journal | null = null;
  let entries: Entry[] = [];
  let flying = false;
  let failures = 0;
  let refusal = "";
  let cancel = () => {};

  function report(): void {
    const waiting = entries.length;
    if (waiting === 0) post.report({ save: "saved", waiting, why: "" });
    else if (failures === 0) post.report({ save: "saving", waiting, why: "" });
    else if (refusal) post.report({ save: "error", waiting, why: refusal });
    else
      post.report({
        save: "unsaved",
        waiting,
        why: failures < 4 ? "the kernel is busy" : "the kernel is busy or gone",
      });
  }

  function push(op: Op): boolean {
    const bytes = jsonBytes(op);
    if (bytes > MESSAGE_BYTES) return false;
    entries.push({ op, bytes, kept: false });
    report();
    void keep();
    return true;
  }

  /** Stores what is new in one transaction, then sends. */
  async function keep(): Promise<void> {
    const fresh = entries.filter((entry) => !entry.kept);
    if (!journal) return;
    if (fresh.length > 0) {
      try {
        await journal.put(fresh.map(({ op }) => op));
      } catch (error) {
        post.notice(`Nothing unsaved is kept in this browser: ${(error as Error).message}`);
      }
      for (const entry of fresh) entry.kept = true;
    }
    if (failures === 0) await fly();
  }

  function batch(): Entry[] {
    const [first] = entries;
    if (!first?.kept) return [];
    let bytes = 0;
    const taken: Entry[] = [];
    for (const entry of entries) {
      bytes += entry.bytes;
      const fits = taken.length < BATCH_OPS && bytes <= BATCH_BYTES;
      if (!entry.kept || entry.op.client !== first.op.client || (taken.length > 0 && !fits)) break;
      taken.push(entry);
    }
    return taken;
  }

  async function fly(): Promise<void> {
    if (flying || scope.ended) return;
    const taken = batch();
    const sender = taken[0]?.op.client;
    if (sender === undefined) return;
    flying = true;
    cancel();
    try {
      const ack = await post.send(
        sender,
        taken.map(({ op }) => op),
      );
      failures = 0;
      refusal = "";
      land(sender, ack);
    } catch (error) {
      if (error instanceof Refusal && sender !== client) setAside(sender);
      else {
        failures += 1;
        refusal = error instanceof Silence ? "" : (error as Error).message;
        cancel = scope.timeout(again, Math.min(LONGEST_WAIT, 1000 * 2 ** (failures - 1)));
      }
    }
    flying = false;
    report();
    if (failures === 0) await fly();
  }

  function again(): void {
    if (!flying) void fly();
  }

  /** What an earlier page load left and this store cannot place must not hold up the rest. */
  function setAside(sender: string): void {
    const left = entries.filter(({ op }) => op.client === sender);
    entries = entries.filter(({ op }) => op.client !== sender);
    post.notice(
      `${left.length} changes of an earlier view do not fit this store. They stay in this browser.`,
    );
  }

  function land(sender: string, ack: Ack): void {
    const done = ({ op }: Entry) => op.client === sender && op.seq <= ack.seq;
    const landed = entries.filter(done).map(({ op }) => op);
    if (landed.length === 0 && sender === client) throw new Error("the kernel did not take the changes");
    if (landed.length === 0) setAside(sender);
    entries = entries.filter((entry) => !done(entry));
    void journal?.drop(sender, ack.seq).catch(() => undefined);
    post.acknowledged(ack, landed);
  }

  return {
    push,
    unsaved: () => entries.map(({ op }) => op),
    pending: () => entries.filter(({ op }) => op.client === client).map(({ op }) => op),
    async open(opened, acked) {
      const first = journal === null;
      journal = opened;
      entries = entries.filter(({ op }) => op.client !== client || op.seq > acked);
      if (first) {
        const left = (await opened.all()).filter((op) => op.client !== client);
        entries = [...left.map((op) => ({ op, bytes: jsonBytes(op), kept: true })), ...entries];
      }
      failures = 0;
      report();
      void keep();
    },
    wake() {
      failures = 0;
      cancel();
      again();
    },
  };
}
