import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Scope } from "../../src/core/scope";
import { validation } from "../../src/core/validate";
import type { Item, Op } from "../../src/generated/wire";
import { type FakeKernel, type FakeSettings, fakeKernel } from "../../src/protocol/fake-host";
import { type Session, startSession } from "../../src/protocol/session";
import { taskOf, treeOf } from "../support/tree";

const CONFIG = `<View><Text name="t" value="$t"/><Choices name="c" toName="t"><Choice value="A"/><Choice value="B"/></Choices></View>`;
const tasks = Array.from({ length: 60 }, (_, index) =>
  taskOf(index, { values: { "0.0": { value: `text ${index}` } } }),
);

let scopes: Scope[] = [];
beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
afterEach(() => {
  for (const scope of scopes) scope.end();
  scopes = [];
  vi.useRealTimers();
});

function kernelOf(more: Partial<FakeSettings> = {}): FakeKernel {
  return fakeKernel({ welcome: { tree: treeOf(CONFIG) }, tasks, ...more });
}

async function settle(ms = 0): Promise<void> {
  for (let round = 0; round < 12; round += 1) await vi.advanceTimersByTimeAsync(round === 0 ? ms : 0);
}

async function start(kernel: FakeKernel, indexedDB?: IDBFactory): Promise<Session & { scope: Scope }> {
  const scope = new Scope();
  scopes.push(scope);
  const session = startSession(kernel.host, scope, { indexedDB });
  await settle();
  session.store.extend(validation);
  return { ...session, scope };
}

const kinds = (kernel: FakeKernel) => kernel.sent.map(({ kind }) => kind);

describe("a session", () => {
  it("says hello, shows the first task alone, then fetches twenty ahead", async () => {
    const kernel = kernelOf();
    const { store } = await start(kernel);
    await settle();
    expect(store.link.value).toBe("live");
    expect(store.task.value?.key).toBe("task0");
    const windows = kernel.sent.flatMap((one) => (one.kind === "window" ? [[one.start, one.count]] : []));
    expect(windows[0]).toEqual([0, 1]);
    expect(windows.slice(1).reduce((sum, [, count]) => sum + (count ?? 0), 0)).toBe(20);
  });

  it("goes on for twenty tasks without the kernel, then everything arrives once and in order", async () => {
    const kernel = kernelOf();
    const { store } = await start(kernel);
    await settle();
    kernel.arrives = () => false;
    for (let n = 0; n < 20; n += 1) {
      store.setValue("c", [n % 2 ? "A" : "B"], "Choose");
      expect(store.submit()).toBe(true);
      expect(store.task.value?.key).toBe(`task${n + 1}`);
    }
    await settle(20_000);
    expect([store.save.value, store.waiting.value]).toEqual(["unsaved", 40]);
    kernel.arrives = () => true;
    await settle(30_000);
    await settle();
    expect([store.save.value, store.waiting.value, store.progress.value.submitted]).toEqual(["saved", 0, 20]);
    expect(kernel.applied.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    expect(kernel.annotations("task3")[0]?.result[0]?.value).toEqual({ choices: ["A"] });
  });

  it("is silent and read-only until the kernel answers", async () => {
    const kernel = kernelOf();
    kernel.arrives = () => false;
    const { store } = await start(kernel);
    expect(store.link.value).toBe("connecting");
    await settle(5000);
    expect([store.link.value, store.readOnly.value]).toEqual(["silent", true]);
    kernel.arrives = () => true;
    await settle(5000);
    await settle();
    expect([store.link.value, store.readOnly.value]).toEqual(["live", false]);
  });

  it("says hello again after a gap and catches up", async () => {
    const kernel = kernelOf();
    const { store } = await start(kernel);
    await settle();
    const op = (seq: number, task: string): Op => ({
      client: "python",
      seq,
      task,
      annotation: `by-python-${seq}`,
      base_rev: 0,
      kind: "create",
      label: "annotate",
      diff: {
        added: [
          {
            at: 0,
            item: { id: "i", from_name: "c", to_name: "t", type: "choices", value: { choices: ["B"] } },
          },
        ],
        fields: { status: [null, "draft"] },
      },
      at: "",
      target: null,
    });
    kernel.change([op(1, "task0")]);
    await settle();
    expect([store.value("c"), store.undoLabel.value]).toEqual([["B"], "annotate"]);
    kernel.answers = () => false;
    kernel.change([op(2, "task1")]);
    kernel.answers = () => true;
    kernel.change([op(3, "task2")]);
    await settle();
    await settle();
    expect(kinds(kernel).filter((kind) => kind === "hello")).toHaveLength(2);
    store.goto(1);
    expect(store.value("c")).toEqual(["B"]);
    store.goto(2);
    expect(store.value("c")).toEqual(["B"]);
  });

  it("leaves an open gesture alone and applies what came meanwhile when it ends", async () => {
    const kernel = kernelOf();
    const { store } = await start(kernel);
    await settle();
    store.gesture.value = { object: "t", cancel: () => undefined };
    const item: Item = { id: "i", from_name: "c", to_name: "t", type: "choices", value: { choices: ["B"] } };
    const diff = { added: [{ at: 0, item }], fields: { status: [null, "draft"] as [null, string] } };
    kernel.change([
      {
        client: "python",
        seq: 1,
        task: "task0",
        annotation: "z",
        base_rev: 0,
        kind: "create",
        label: "x",
        diff,
        at: "",
        target: null,
      },
    ]);
    await settle();
    expect(store.value("c")).toBeUndefined();
    store.gesture.value = null;
    expect(store.value("c")).toEqual(["B"]);
  });

  it("sends what an earlier page left, once, and shows it", async () => {
    vi.useRealTimers();
    const kernel = kernelOf({ welcome: { tree: treeOf(CONFIG), session: "reloaded" } });
    const until = (done: () => void) => vi.waitFor(done, { timeout: 4000 });
    const scope = new Scope();
    const first = startSession(kernel.host, scope, { indexedDB });
    await until(() => expect(first.store.task.value?.key).toBe("task0"));
    kernel.arrives = ({ kind }) => kind !== "ops";
    first.store.setValue("c", ["A"], "Choose");
    await until(() => expect(kinds(kernel)).toContain("ops"));
    scope.end();
    kernel.arrives = () => true;
    const second = new Scope();
    scopes.push(second);
    const { store } = startSession(kernel.host, second, { indexedDB });
    await until(() => expect(store.value("c")).toEqual(["A"]));
    expect(kernel.applied).toHaveLength(1);
    expect(store.annotations.value).toHaveLength(1);
  });

  it("follows commands, notices and predictions, and tells what is shown", async () => {
    const kernel = kernelOf();
    const { store } = await start(kernel);
    await settle();
    kernel.push({ push: "command", name: "goto", index: 3 });
    kernel.push({ push: "notice", tone: "error", text: "The callback failed.", detail: "trace" });
    kernel.push({
      push: "predictions",
      task: "task3",
      predictions: [{ id: "1", result: [], score: 0.5, model_version: "m" }],
    });
    await settle(300);
    expect([store.cursor.value, store.notices.value.at(-1)?.text]).toEqual([3, "The callback failed."]);
    expect(store.predictions.value).toHaveLength(1);
    expect(kernel.sent.findLast(({ kind }) => kind === "cursor")).toMatchObject({ index: 3, selection: [] });
  });

  it("an edit alone does not tell again where the view is", async () => {
    const kernel = kernelOf();
    const { store } = await start(kernel);
    await settle(300);
    const told = () => kinds(kernel).filter((kind) => kind === "cursor").length;
    const before = told();
    store.setValue("c", ["A"], "Choose A");
    await settle(300);
    await settle();
    expect([kernel.applied.length, told() - before]).toEqual([1, 0]);
    kernel.push({ push: "command", name: "goto", index: 0 });
    await settle(300);
    expect(told() - before).toBe(1);
  });

  it("finds the task of an undo that is far away", async () => {
    const kernel = kernelOf();
    const { store } = await start(kernel);
    await settle();
    store.setValue("c", ["A"], "Choose A");
    store.goto(59);
    await settle(300);
    await settle();
    store.undo();
    await settle();
    expect([store.cursor.value, store.value("c"), kernel.applied.length]).toEqual([0, undefined, 2]);
  });
});
