import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply, applyFields, between, type Fields, invert, replay, squash } from "../../src/core/diff";
import { equal } from "../../src/core/json";
import type { Diff, Item } from "../../src/generated/wire";

type Case = { name: string; result: Item[]; after_result: Item[] };

function cases<T>(name: string): T[] {
  return JSON.parse(
    readFileSync(new URL(`../../../tests/contract/diff/${name}.json`, import.meta.url), "utf8"),
  );
}

describe("the diff fixtures shared with Python", () => {
  type Applied = Case & { fields: Fields; diff: Diff; after_fields: Fields; inverse: Diff };
  it.each(cases<Applied>("apply"))("apply: $name", (given) => {
    const after = apply(given.result, given.diff);
    expect(after).toEqual(given.after_result);
    expect(applyFields(given.fields, given.diff)).toEqual(given.after_fields);
    expect(invert(given.diff)).toEqual(given.inverse);
    expect(apply(after, given.inverse)).toEqual(given.result);
    expect(applyFields(given.after_fields, given.inverse)).toEqual(given.fields);
  });

  it.each(cases<Case & { diff: Diff }>("between"))("between: $name", (given) => {
    expect(between(given.result, given.after_result)).toEqual(given.diff);
  });

  it.each(cases<Case & { diff: Diff }>("rebase"))("rebase: $name", (given) => {
    expect(apply(given.result, given.diff)).toEqual(given.after_result);
  });

  it.each(cases<Case & { first: Diff; second: Diff; squashed: Diff }>("squash"))("squash: $name", (given) => {
    expect(squash(given.first, given.second)).toEqual(given.squashed);
    expect(apply(given.result, given.squashed)).toEqual(given.after_result);
  });
});

const item = fc.record(
  {
    id: fc.constantFrom("a", "b", "c", "d"),
    from_name: fc.constantFrom("box", "note"),
    type: fc.constantFrom("choices", "labels", "relation"),
    from_id: fc.constantFrom("a", "b"),
    extra: fc.jsonValue(),
  },
  { requiredKeys: ["type"] },
) as fc.Arbitrary<Item>;
const list = fc.array(item, { maxLength: 7 });

describe("properties", () => {
  it("between leads from any list to any other and back, duplicates included", () => {
    fc.assert(
      fc.property(list, list, (old, next) => {
        const diff = between(old, next);
        expect(equal(apply(old, diff), next)).toBe(true);
        expect(equal(apply(next, invert(diff)), old)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("squash does what both steps do, and can be taken back", () => {
    fc.assert(
      fc.property(list, list, list, (a, b, c) => {
        const both = squash(between(a, b), between(b, c));
        expect(equal(apply(a, both), c)).toBe(true);
        expect(equal(apply(c, invert(both)), a)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("replay of a sequence that is already in the list changes nothing", () => {
    const unique = fc.uniqueArray(item, { selector: (one) => `${one.id}/${one.from_name}`, maxLength: 6 });
    const keyed = unique.map((items) =>
      items.map((one, at) => ({ ...one, id: one.id ?? `x${at}`, type: "labels" })),
    );
    fc.assert(
      fc.property(keyed, keyed, keyed, (a, b, c) => {
        const steps = [between(a, b), between(b, c)];
        const again = steps.reduce<readonly Item[]>((items, step) => replay(items, step), c);
        expect(new Set(again.map((one) => JSON.stringify(one)))).toEqual(
          new Set(c.map((one) => JSON.stringify(one))),
        );
      }),
      { numRuns: 500 },
    );
  });
});
