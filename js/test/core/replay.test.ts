import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Item, Op } from "../../src/generated/wire";
import { editorCases, hasCorpus } from "../support/corpus";
import { agree, BOXES, box, facts, stored } from "../support/replay";
import { taskOf } from "../support/tree";
import { type View, viewOf } from "../support/view";

describe("what others change", () => {
  const annotation = (rev: number, result: Item[] = []) => ({
    id: "x",
    task: "task0",
    rev,
    result,
    pending: false,
    fields: { status: "draft" },
  });
  const item = (id: string, x: number): Item => ({
    id,
    from_name: "box",
    to_name: "img",
    type: "rectanglelabels",
    value: { ...box, x, rectanglelabels: ["Car"] },
  });
  const op = (diff: Op["diff"], base: number): Op => ({
    client: "python",
    seq: 1,
    task: "task0",
    annotation: "x",
    base_rev: base,
    kind: "edit",
    label: "add_region",
    diff,
    at: "",
    target: null,
  });

  it("a change of the same region yields to one that is on its way", () => {
    const view = viewOf(BOXES, [taskOf(0, { annotations: [annotation(4, [item("a", 1), item("b", 1)])] })]);
    view.store.reshape(new Map([["a", { ...box, x: 50 }]]), "Move");
    const diff = {
      updated: [
        [item("a", 1), item("a", 9)],
        [item("b", 1), item("b", 9)],
      ] as [Item, Item][],
    };
    const push = {
      n: 1,
      push: "ops" as const,
      ops: [op(diff, 4)],
      revs: { x: 5 },
      progress: view.store.progress.value,
      undo: [],
      redo: [],
    };
    view.store.changed(push, view.ops);
    expect(view.store.regions.value.map(({ geometry }) => geometry.x)).toEqual([50, 9]);
    expect(view.store.annotation.value?.rev).toBe(5);
    expect(view.store.undoLabel.value).toBe("Move");
  });

  it("asks for the task again when its copy is not the one the change was made on", () => {
    const asked: number[] = [];
    const ports = { renew: (index: number) => asked.push(index) };
    const view = viewOf(BOXES, [taskOf(0, { annotations: [annotation(4)] })], {}, ports);
    const push = {
      n: 1,
      push: "ops" as const,
      ops: [op({}, 6)],
      revs: { x: 7 },
      progress: view.store.progress.value,
      undo: [],
      redo: [],
    };
    view.store.changed(push, []);
    expect(asked).toEqual([0]);
    view.store.receive([taskOf(0, { annotations: [annotation(7, [item("n", 3)])] })], []);
    expect(view.store.regions.value.map(({ id }) => id)).toEqual(["n"]);
  });

  it("a task that was forgotten comes back with what the kernel has not stored", () => {
    const view = viewOf(BOXES, [taskOf(0), taskOf(1), taskOf(2)]);
    view.store.pressLabel("box", "Car");
    const id = view.store.draw("img", "rectangle", box, facts);
    view.store.goto(2);
    view.store.forget((index) => index === 2);
    view.store.receive([taskOf(0)], view.ops);
    view.store.goto(0);
    expect(view.store.regions.value.map((region) => region.id)).toEqual([id]);
    view.store.undo();
    expect(view.store.regions.value).toEqual([]);
  });

  it("an annotation begun by Python replaces an untouched empty one", () => {
    const view = viewOf(BOXES);
    const created = {
      ...op(
        { added: [{ at: 0, item: item("n", 3) }], fields: { status: [null, "draft"] as [null, string] } },
        0,
      ),
      kind: "create" as const,
    };
    const push = {
      n: 1,
      push: "ops" as const,
      ops: [created],
      revs: { x: 1 },
      progress: view.store.progress.value,
      undo: [created],
      redo: [],
    };
    view.store.changed(push, []);
    expect(view.store.annotation.value?.id).toBe("x");
    expect(view.store.annotations.value).toHaveLength(1);
  });
});

describe("properties", () => {
  type Act = (view: View, n: number) => void;
  const pick = (view: View, n: number) => {
    const ids = view.store.regions.value.map(({ id }) => id);
    return ids.length > 0 ? [ids[n % ids.length] as string] : [];
  };
  const acts: Act[] = [
    ({ store }, n) => {
      store.selection.value = [];
      if (!store.labels.value.get("box")?.length) store.pressLabel("box", n % 2 ? "Car" : "Man");
      store.draw("img", "rectangle", { ...box, x: n }, facts);
    },
    (view, n) => view.store.reshape(new Map(pick(view, n).map((id) => [id, { ...box, y: n }])), "Move"),
    (view, n) => view.store.relabel(pick(view, n), "box", [n % 2 ? "Car" : "Man"]),
    (view, n) => view.store.remove(pick(view, n)),
    (view, n) => view.store.duplicate(pick(view, n)),
    (view, n) => view.store.annotate(pick(view, n)[0] ?? "", `note ${n % 3}`),
    (view, n) =>
      view.store.setValue("plate", n % 3 ? [`${n}`] : undefined, "Type", pick(view, n)[0] ?? "none"),
    (view) => void view.store.submit(),
    (view) => view.store.undo(),
    (view) => view.store.redo(),
    (view) => view.store.previous(),
  ];

  it("whatever is done, the kernel can rebuild it; undoing all leads back, redoing all leads forth", () => {
    const steps = fc.array(fc.tuple(fc.nat(acts.length - 1), fc.nat(20)), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (list) => {
        const view = viewOf(BOXES, [taskOf(0), taskOf(1)]);
        for (const [act, n] of list) {
          acts[act]?.(view, n);
          agree(view);
        }
        const ids = [...new Set(view.ops.map(({ annotation }) => annotation))];
        const held = () => ids.map((id) => stored(view.ops, id));
        const done = held();
        while (view.store.undoLabel.value !== null) view.store.undo();
        for (const state of held()) expect(state).toEqual({ result: [], fields: {} });
        while (view.store.redoLabel.value !== null) view.store.redo();
        const again = held();
        if (list.every(([act]) => acts[act] !== acts[8])) expect(again).toEqual(done);
      }),
      { numRuns: 150 },
    );
  });
});

describe.skipIf(!hasCorpus)("recorded results of the reference editor", () => {
  it.each(editorCases().map((one) => [one.name, one] as const))(
    "%s is loaded and written back unchanged",
    (_, one) => {
      const annotation = {
        id: "x",
        task: "task0",
        rev: 1,
        result: one.result,
        pending: false,
        fields: { status: "draft" },
      };
      const view = viewOf(one.config, [taskOf(0, { annotations: [annotation] })]);
      const ids = view.store.regions.value.map(({ id }) => id);
      view.store.annotate(ids[0] ?? "", "a note");
      view.store.duplicate(ids);
      view.store.remove(ids);
      while (view.store.undoLabel.value !== null) view.store.undo();
      expect(JSON.stringify(view.store.annotation.value?.result)).toBe(JSON.stringify(one.result));
      const geometric = one.result
        .filter(({ value }) => value && Object.keys(value).length >= 2)
        .map(({ id }) => id);
      expect(ids).toEqual([...new Set(geometric)]);
    },
  );
});
