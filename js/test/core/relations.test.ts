import { describe, expect, it } from "vitest";
import { apply } from "../../src/core/diff";
import type { Item } from "../../src/generated/wire";
import { NER } from "../support/replay";
import { taskOf } from "../support/tree";
import { type View, viewOf } from "../support/view";

const ITEMS = ["a", "b", "c"].map(
  (id, at): Item => ({
    value: { start: at * 5, end: at * 5 + 4, text: "text", labels: ["PER"] },
    id,
    from_name: "ner",
    to_name: "txt",
    type: "labels",
    origin: "manual",
  }),
);

function three(more: Item[] = []): View {
  const result = [...ITEMS, ...more];
  const annotation = { id: "x", task: "task0", rev: 1, result, pending: false, fields: { status: "draft" } };
  return viewOf(NER, [taskOf(0, { annotations: [annotation] })]);
}
const shown = ({ store }: View) =>
  store.relations.value.map(({ from, to, direction }) => [from.id, to.id, direction]);
/** The ops say what happened, for whoever holds the same results. */
const agree = ({ store, ops }: View, start: readonly Item[]) =>
  expect(ops.reduce((items, op) => apply(items, op.diff), start)).toEqual(store.annotation.value?.result);
const last = ({ store }: View) => store.annotation.value?.result.at(-1);

describe("relations", () => {
  it("are one result at the end, in the reference's key order; new regions go before them", () => {
    const view = three();
    view.store.relate("a", "b");
    expect(JSON.stringify(last(view))).toBe(
      '{"from_id":"a","to_id":"b","type":"relation","direction":"right"}',
    );
    view.store.pressLabel("ner", "PER");
    view.store.draw("txt", "span", { start: 30, end: 32 });
    expect(last(view)?.type).toBe("relation");
    expect(shown(view)).toEqual([["a", "b", "right"]]);
    expect(view.store.regions.value).toHaveLength(4);
    agree(view, ITEMS);
  });

  it("join an ordered pair once, and no region with itself or with one that is not there", () => {
    const view = three();
    for (const [from, to] of [
      ["a", "b"],
      ["a", "b"],
      ["a", "a"],
      ["a", "z"],
      ["b", "a"],
    ] as const)
      view.store.relate(from, to);
    expect(shown(view)).toEqual([
      ["a", "b", "right"],
      ["b", "a", "right"],
    ]);
    expect(view.ops).toHaveLength(2);
  });

  it("turn right, both, left, right, one step of undo each, and keep what else they say", () => {
    const relation: Item = { from_id: "a", to_id: "b", type: "relation", labels: ["knows"] };
    const view = three([relation]);
    const seen = [0, 1, 2].map(() => {
      view.store.turnRelation("a", "b");
      return last(view)?.direction;
    });
    expect(seen).toEqual(["bi", "left", "right"]);
    expect(view.store.relations.value[0]?.labels).toEqual(["knows"]);
    view.store.undo();
    expect(shown(view)).toEqual([["a", "b", "left"]]);
    view.store.unrelate("a", "b");
    expect(shown(view)).toEqual([]);
    agree(view, [...ITEMS, relation]);
  });

  it("go with their regions; those to regions that are not there are kept and not shown", () => {
    const stray: Item = { from_id: "a", to_id: "gone", type: "relation", direction: "right" };
    const view = three([stray]);
    view.store.relate("b", "c");
    expect(shown(view)).toEqual([["b", "c", "right"]]);
    view.store.remove(["c"]);
    expect(shown(view)).toEqual([]);
    expect(last(view)).toEqual(stray);
  });

  it("a click takes the partner once; the region itself and a deletion do not relate", () => {
    const view = three();
    expect(view.store.partner("b")).toBe(false);
    view.store.relating.value = "a";
    expect(view.store.partner("a")).toBe(true);
    expect(view.store.relating.value).toBe("a");
    expect(view.store.partner("b")).toBe(true);
    expect(view.store.relating.value).toBeNull();
    expect(shown(view)).toEqual([["a", "b", "right"]]);
    view.store.relating.value = "c";
    view.store.remove(["c"]);
    expect(view.store.relating.value).toBeNull();
  });
});

describe("labels of relations", () => {
  const RELATION = '{"from_id":"a","to_id":"b","type":"relation","direction":"right"';

  it("stand in the order they were picked, one step each; none leaves no key", () => {
    const view = three();
    view.store.relate("a", "b");
    view.store.labelRelation("a", "b", ["under"]);
    view.store.labelRelation("a", "b", ["under", "on"]);
    expect(JSON.stringify(last(view))).toBe(`${RELATION},"labels":["under","on"]}`);
    view.store.labelRelation("a", "b", ["under", "on"]);
    expect(view.ops).toHaveLength(3);
    view.store.labelRelation("a", "b", []);
    expect(JSON.stringify(last(view))).toBe(`${RELATION}}`);
    view.store.undo();
    expect(view.store.relations.value[0]?.labels).toEqual(["under", "on"]);
    agree(view, ITEMS);
  });

  it("of the data stay with everything else of the relation, declared or not", () => {
    const relation: Item = { from_id: "a", to_id: "b", type: "relation", labels: ["odd"], note: "why" };
    const view = three([relation]);
    view.store.labelRelation("a", "b", ["odd", "on"]);
    expect(last(view)).toEqual({ ...relation, labels: ["odd", "on"] });
  });
});

it("a relation that comes twice is one row; rows stay the same while others change", () => {
  const twice: Item = { from_id: "a", to_id: "b", type: "relation", direction: "right" };
  const view = three([twice, { ...twice }]);
  const [row, ...more] = view.store.relations.value;
  expect(more).toEqual([]);
  view.store.relate("b", "c");
  expect(view.store.relations.value[0]).toBe(row);
  const rows = view.store.relations.value;
  view.store.pressLabel("ner", "PER");
  view.store.draw("txt", "span", { start: 30, end: 32 });
  expect(view.store.relations.value).toBe(rows);
  view.store.unrelate("a", "b");
  expect(shown(view)).toEqual([["b", "c", "right"]]);
});
