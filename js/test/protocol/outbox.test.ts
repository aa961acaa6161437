import "fake-indexeddb/auto";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { jsonBytes } from "../../src/core/json";
import { Scope } from "../../src/core/scope";
import type { Ack, Op } from "../../src/generated/wire";
import { Refusal, Silence } from "../../src/protocol/client";
import { openJournal } from "../../src/protocol/journal";
import { createOutbox, type Outbox, type Report } from "../../src/protocol/outbox";

const NO_PROGRESS = { total: 0, submitted: 0, skipped: 0, draft: 0 };

function opOf(seq: number, client = "me", text = ""): Op {
  return {
    client,
    seq,
    task: "t",
    annotation: "a",
    base_rev: 0,
    kind: "edit",
    label: "x",
    diff: { fields: { note: [null, text] } },
    at: "",
    target: null,
  };
}

/** Applies as the kernel does: each (client, seq) once, in order, and acknowledges cumulatively. */
function kernelOf() {
  const applied: Op[] = [];
  const highest = new Map<string, number>();
  return {
    applied,
    take(client: string, ops: readonly Op[]): Ack {
      for (const op of ops) {
        if (op.seq !== (highest.get(op.client) ?? 0) + 1) continue;
        highest.set(op.client, op.seq);
        applied.push(op);
      }
      return { seq: highest.get(client) ?? 0, revs: {}, conflicts: [], progress: NO_PROGRESS };
    },
  };
}

interface Rig {
  readonly outbox: Outbox;
  readonly reports: Report[];
  readonly notices: string[];
  readonly batches: Op[][];
  readonly scope: Scope;
}

function rig(send: (client: string, ops: readonly Op[]) => Promise<Ack>, client = "me"): Rig {
  const reports: Report[] = [];
  const notices: string[] = [];
  const batches: Op[][] = [];
  const scope = new Scope();
  const outbox = createOutbox(
    client,
    {
      send: (sender, ops) => {
        batches.push([...ops]);
        return send(sender, ops);
      },
      acknowledged: () => undefined,
      report: (report) => reports.push(report),
      notice: (text) => notices.push(text),
    },
    scope,
  );
  return { outbox, reports, notices, batches, scope };
}

const memory = () => openJournal("s", undefined);

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => void vi.useRealTimers());

describe("the outbox", () => {
  it("sends batches of at most 50 ops and 256 KiB, one in flight, and says saved only after the ack", async () => {
    const kernel = kernelOf();
    const answers: (() => void)[] = [];
    const { outbox, reports, batches } = rig(
      (client, ops) => new Promise((resolve) => answers.push(() => resolve(kernel.take(client, ops)))),
    );
    for (let seq = 1; seq <= 120; seq += 1) outbox.push(opOf(seq));
    outbox.push(opOf(121, "me", "x".repeat(200_000)));
    outbox.push(opOf(122, "me", "x".repeat(200_000)));
    outbox.push(opOf(123, "me", "x".repeat(1_000_000)));
    outbox.push(opOf(124));
    await outbox.open(await memory(), 0);
    await vi.advanceTimersByTimeAsync(0);
    while (answers.length > 0) {
      expect(answers).toHaveLength(1);
      expect(reports.at(-1)?.save).toBe("saving");
      answers.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(batches.map((ops) => ops.length)).toEqual([50, 50, 21, 1, 1, 1]);
    expect(batches.every((ops) => ops.length === 1 || jsonBytes(ops) <= 256 * 1024)).toBe(true);
    expect(reports.at(-1)).toEqual({ save: "saved", waiting: 0, why: "" });
    expect(kernel.applied.map(({ seq }) => seq)).toEqual(Array.from({ length: 124 }, (_, at) => at + 1));
  });

  it("sends nothing that the journal has not stored", async () => {
    const kernel = kernelOf();
    const { outbox, batches } = rig((client, ops) => Promise.resolve(kernel.take(client, ops)));
    let stored = () => {};
    const put = () => new Promise<void>((resolve) => (stored = resolve));
    await outbox.open({ ...(await memory()), durable: true, put }, 0);
    outbox.push(opOf(1));
    await vi.advanceTimersByTimeAsync(1000);
    expect(batches).toEqual([]);
    stored();
    await vi.advanceTimersByTimeAsync(0);
    expect(batches).toHaveLength(1);
  });

  it("refuses what no message can carry", () => {
    const { outbox, batches } = rig(() => Promise.reject(new Silence("")));
    expect(outbox.push(opOf(1, "me", "x".repeat(4 * 1024 * 1024)))).toBe(false);
    expect([outbox.pending(), batches]).toEqual([[], []]);
  });

  it("tries again after 1, 2, 4 … 30 seconds and at once after a sign of life", async () => {
    const times: number[] = [];
    let alive = false;
    const kernel = kernelOf();
    const { outbox, reports } = rig((client, ops) => {
      times.push(Date.now());
      return alive ? Promise.resolve(kernel.take(client, ops)) : Promise.reject(new Silence(""));
    });
    vi.setSystemTime(0);
    vi.useFakeTimers({ now: 0 });
    outbox.push(opOf(1));
    await outbox.open(await memory(), 0);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(times.slice(0, 8)).toEqual([0, 1000, 3000, 7000, 15000, 31000, 61000, 91000]);
    expect(reports.at(-1)).toEqual({ save: "unsaved", waiting: 1, why: "the kernel is busy or gone" });
    alive = true;
    outbox.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(reports.at(-1)?.save).toBe("saved");
  });

  it("says why the kernel refuses, keeps the op and goes on trying", async () => {
    let full = true;
    const kernel = kernelOf();
    const { outbox, reports } = rig((client, ops) =>
      full ? Promise.reject(new Error("Not saved: disk full")) : Promise.resolve(kernel.take(client, ops)),
    );
    outbox.push(opOf(1));
    await outbox.open(await memory(), 0);
    await vi.advanceTimersByTimeAsync(0);
    expect(reports.at(-1)).toEqual({ save: "error", waiting: 1, why: "Not saved: disk full" });
    full = false;
    await vi.advanceTimersByTimeAsync(1000);
    expect(kernel.applied).toHaveLength(1);
  });

  it("under loss, doubling and reordering of messages every op is applied exactly once, in order", async () => {
    const fate = fc.record({
      lostUp: fc.boolean(),
      twice: fc.boolean(),
      late: fc.boolean(),
      lostDown: fc.boolean(),
    });
    const schedule = fc.record({
      fates: fc.array(fate, { maxLength: 25 }),
      ops: fc.integer({ min: 1, max: 80 }),
      pause: fc.nat(400),
    });
    await fc.assert(
      fc.asyncProperty(schedule, async ({ fates, ops, pause }) => {
        const kernel = kernelOf();
        const held: (() => void)[] = [];
        let n = 0;
        const { outbox, reports, scope } = rig(async (client, batch) => {
          const now = fates[n];
          n += 1;
          const silence = () =>
            new Promise<Ack>((_, reject) => setTimeout(() => reject(new Silence("")), 5000));
          if (now?.lostUp) return silence();
          if (now?.late) {
            held.push(() => kernel.take(client, batch));
            return silence();
          }
          const ack = kernel.take(client, batch);
          if (now?.twice) kernel.take(client, batch);
          for (const run of held.splice(0).reverse()) run();
          return now?.lostDown ? silence() : ack;
        });
        await outbox.open(await memory(), 0);
        for (let seq = 1; seq <= ops; seq += 1) {
          outbox.push(opOf(seq));
          if (seq % 7 === 0) await vi.advanceTimersByTimeAsync(pause);
        }
        await vi.advanceTimersByTimeAsync(1_500_000);
        expect(kernel.applied.map(({ seq }) => seq)).toEqual(Array.from({ length: ops }, (_, at) => at + 1));
        expect(reports.at(-1)?.save).toBe("saved");
        expect(outbox.pending()).toEqual([]);
        scope.end();
      }),
      { numRuns: 1000 },
    );
  }, 120_000);
});

describe("the journal", () => {
  beforeEach(() => void vi.useRealTimers());

  it("keeps ops of a session by client and number, and forgets up to an ack", async () => {
    const journal = await openJournal("one", indexedDB);
    const other = await openJournal("two", indexedDB);
    expect(journal.durable).toBe(true);
    await journal.put([opOf(2), opOf(1), opOf(1, "old"), opOf(10)]);
    await other.put([opOf(1, "elsewhere")]);
    expect((await journal.all()).map(({ client, seq }) => [client, seq])).toEqual([
      ["me", 1],
      ["me", 2],
      ["me", 10],
      ["old", 1],
    ]);
    await journal.drop("me", 2);
    expect((await journal.all()).map(({ client, seq }) => [client, seq])).toEqual([
      ["me", 10],
      ["old", 1],
    ]);
  });

  it("stores an op before it is sent, and a later page sends what is left under its own name, once", async () => {
    const kernel = kernelOf();
    const dead = rig(() => new Promise(() => undefined), "page1");
    await dead.outbox.open(await openJournal("reload", indexedDB), 0);
    dead.outbox.push(opOf(1, "page1"));
    dead.outbox.push(opOf(2, "page1"));
    await vi.waitFor(async () => {
      expect(await (await openJournal("reload", indexedDB)).all()).toHaveLength(2);
      expect(dead.batches.length).toBeGreaterThan(0);
    });
    dead.scope.end();

    const next = rig((client, ops) => Promise.resolve(kernel.take(client, ops)), "page2");
    next.outbox.push(opOf(1, "page2"));
    await next.outbox.open(await openJournal("reload", indexedDB), 0);
    await vi.waitFor(() => expect(next.reports.at(-1)?.save).toBe("saved"));
    expect(kernel.applied.map(({ client, seq }) => `${client}/${seq}`)).toEqual([
      "page1/1",
      "page1/2",
      "page2/1",
    ]);
    await vi.waitFor(async () => expect(await (await openJournal("reload", indexedDB)).all()).toEqual([]));
  });

  it("does not let what the store cannot place hold up the rest", async () => {
    const journal = await openJournal("stray", indexedDB);
    await journal.put([opOf(5, "gone")]);
    const kernel = kernelOf();
    const { outbox, reports, notices } = rig((client, ops) => Promise.resolve(kernel.take(client, ops)));
    outbox.push(opOf(1));
    await outbox.open(journal, 0);
    await vi.waitFor(() => expect(reports.at(-1)?.save).toBe("saved"));
    expect(kernel.applied).toHaveLength(1);
    expect(notices).toHaveLength(1);
    expect((await journal.all()).map(({ client }) => client)).toEqual(["gone"]);
  });

  it("sets aside what an earlier page left and the kernel refuses for good", async () => {
    const journal = await openJournal("refused", indexedDB);
    await journal.put([opOf(1, "gone")]);
    const kernel = kernelOf();
    const { outbox, reports, notices } = rig((client, ops) =>
      client === "gone"
        ? Promise.reject(new Refusal("that is no op"))
        : Promise.resolve(kernel.take(client, ops)),
    );
    outbox.push(opOf(1));
    await outbox.open(journal, 0);
    await vi.waitFor(() => expect(reports.at(-1)?.save).toBe("saved"));
    expect(kernel.applied).toHaveLength(1);
    expect(notices).toHaveLength(1);
    expect((await journal.all()).map(({ client }) => client)).toEqual(["gone"]);
  });

  it("is honest when the browser keeps nothing", async () => {
    expect((await openJournal("x", undefined)).durable).toBe(false);
    const broken = {
      open: () => {
        throw new Error("denied");
      },
    } as unknown as IDBFactory;
    expect((await openJournal("x", broken)).durable).toBe(false);
  });
});
