import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { labelTable } from "../../src/core/labels";
import { type Look, type RegionSet, regionsOf } from "../../src/core/regions";
import { indexTree } from "../../src/core/tree-index";
import type { Item } from "../../src/generated/wire";
import { treeOf } from "../support/tree";

const CONFIG = `<View><Text name="txt" value="$t"/><Labels name="ner" toName="txt"><Label value="P"/></Labels>
<Choices name="why" toName="txt" perRegion="true"><Choice value="x"/></Choices>
<Choices name="mood" toName="txt"><Choice value="x"/></Choices></View>`;

function lookOf(): Look {
  const index = indexTree(treeOf(CONFIG));
  return { index, labels: labelTable(index) };
}

const span = (id: string, start = 0): Item => ({
  id,
  from_name: "ner",
  to_name: "txt",
  type: "labels",
  value: { start, end: start + 3, labels: ["P"] },
});
const why = (id: string): Item => ({
  id,
  from_name: "why",
  to_name: "txt",
  type: "choices",
  value: { choices: ["x"] },
});
const mood = (id: string): Item => ({ ...why(id), from_name: "mood" });
const relation = (from: string, to: string): Item => ({ type: "relation", from_id: from, to_id: to });

function same(set: RegionSet, fresh: RegionSet): void {
  expect(set.list).toEqual(fresh.list);
  expect([...set.answers]).toEqual([...fresh.answers]);
  for (const region of fresh.list) expect(set.byId.get(region.id)).toBe(set.list[region.ordinal - 1]);
  expect(set.byId.has("nobody")).toBe(false);
}

describe("regions after an edit", () => {
  it("are what they would be without the ones before", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e", "f");
    const step = fc.oneof(
      fc.record({
        act: fc.constant("add" as const),
        item: fc.oneof(
          id.map((at) => span(at)),
          id.map(why),
          id.map(mood),
        ),
      }),
      fc.record({
        act: fc.constant("relate" as const),
        item: fc.tuple(id, id).map(([from, to]) => relation(from, to)),
      }),
      fc.record({ act: fc.constant("remove" as const), at: fc.nat(8) }),
      fc.record({ act: fc.constant("move" as const), at: fc.nat(8) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const look = lookOf();
        let result: Item[] = [];
        let set = regionsOf(result, look, null);
        for (const one of steps) {
          const end = result.findIndex(({ type }) => type === "relation");
          if (one.act === "add") result = result.toSpliced(end < 0 ? result.length : end, 0, one.item);
          else if (one.act === "relate") result = [...result, one.item];
          else if (one.act === "remove") result = result.toSpliced(one.at, 1);
          else
            result = result.map((item, at) =>
              at === one.at && item.value ? { ...item, value: { ...item.value, start: 1 } } : item,
            );
          set = regionsOf(result, look, set);
          same(set, regionsOf(result, look, null));
        }
      }),
    );
  });

  it("of which hundreds are drawn one by one are all found by their ids", () => {
    const look = lookOf();
    let result: Item[] = [relation("r0", "r1")];
    let set = regionsOf(result, look, null);
    for (let at = 0; at < 300; at += 1) {
      const before = set.list;
      result = result.toSpliced(-1, 0, span(`r${at}`, at));
      set = regionsOf(result, look, set);
      expect(set.list.slice(0, -1).every((region, place) => region === before[place])).toBe(true);
    }
    same(set, regionsOf(result, look, null));
  });

  it("stay the same list when only a relation changes", () => {
    const look = lookOf();
    const result = [span("a"), span("b", 5)];
    const set = regionsOf(result, look, null);
    expect(regionsOf([...result, relation("a", "b")], look, set).list).toBe(set.list);
  });
});
