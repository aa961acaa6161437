import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Region } from "../../src/core/editor";
import { codePoints } from "../../src/geometry/offsets";
import { clicked, pile, type Span, spanGeometry, spanOf, stack } from "../../src/tags/shapes/span";

function region(ordinal: number, geometry: Region["geometry"]): Region {
  return {
    id: `r${ordinal}`,
    ordinal,
    object: "txt",
    shape: "span",
    geometry,
    facts: {},
    labels: [],
    color: "red",
    text: "",
    note: "",
    score: null,
    origin: "manual",
    readonly: false,
    items: [],
  };
}
const span = (ordinal: number, start: number, end: number): Span => ({
  region: region(ordinal, {}),
  start,
  end,
});
const ids = (spans: readonly Span[]) => spans.map((one) => one.region.id);

describe("geometry", () => {
  const text = "Hi 😀😀 Bob";
  const points = codePoints(text);
  it("is read in code points and written back unchanged", () => {
    const found = spanOf(region(1, { start: 3, end: 9, text: "x" }), points);
    expect(found && text.slice(found.start, found.end)).toBe("😀😀 Bob");
    expect(found && spanGeometry(text, points, found, true)).toEqual({ start: 3, end: 9, text: "😀😀 Bob" });
    expect(found && spanGeometry(text, points, found, false)).toEqual({ start: 3, end: 9 });
  });
  it("accepts numbers as text, clamps, and refuses what has no place", () => {
    expect(spanOf(region(1, { start: "0", end: "2" }), points)).toMatchObject({ start: 0, end: 2 });
    expect(spanOf(region(1, { start: 7, end: 999 }), points)).toMatchObject({ end: text.length });
    for (const geometry of [
      { start: 5, end: 5 },
      { start: 6, end: 2 },
      { start: 50, end: 60 },
      { start: "x", end: 3 },
      {},
    ])
      expect(spanOf(region(1, geometry as Region["geometry"]), points)).toBeNull();
  });
});

describe("stacking again", () => {
  it("gives the same objects for what did not change", () => {
    const known = new WeakMap();
    const [a, b, c] = [span(1, 0, 4), span(2, 2, 6), span(3, 10, 12)];
    const before = stack([a, b, c], known);
    const after = stack([a, span(4, 1, 3), b, c], known);
    expect(after.map(({ span: one, level }) => [one.region.id, level])).toEqual([
      ["r1", 0],
      ["r4", 1],
      ["r2", 2],
      ["r3", 0],
    ]);
    expect([after[0] === before[0], after[2] === before[1], after[3] === before[2]]).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe("levels", () => {
  it("differ between spans that overlap, and are low", () => {
    const spans = fc.array(fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 12 })), { maxLength: 25 });
    fc.assert(
      fc.property(spans, (pairs) => {
        const stacked = stack(pairs.map(([start, length], at) => span(at, start, start + length)));
        for (const a of stacked)
          for (const b of stacked)
            if (a !== b && a.span.start < b.span.end && b.span.start < a.span.end)
              expect(a.level).not.toBe(b.level);
        const deepest = Math.max(0, ...stacked.map(({ level }) => level + 1));
        const crowd = Math.max(
          0,
          ...stacked.map(
            ({ span: { start } }) =>
              stacked.filter(({ span: s }) => s.start <= start && start < s.end).length,
          ),
        );
        expect(deepest).toBe(crowd);
      }),
    );
  });
});

describe("a click", () => {
  const [a, b] = [span(1, 0, 25), span(2, 11, 33)];
  const plain = { toggle: false, below: false };
  it("goes to the later of partly overlapping spans, and to the inner of nested ones whatever the order", () => {
    expect(ids(pile([a, b]))).toEqual(["r2", "r1"]);
    expect(ids(pile([span(1, 5, 8), span(2, 0, 20)]))).toEqual(["r1", "r2"]);
    expect(ids(pile([span(1, 0, 20), span(2, 5, 8)]))).toEqual(["r2", "r1"]);
    expect(ids(pile([span(1, 0, 9), span(2, 0, 9)]))).toEqual(["r2", "r1"]);
  });
  it("gives the selections that the reference recorded", () => {
    let selected: readonly string[] = [];
    const seen = [[a, b], [a, b], [a, b], [a], [a, b], [b], [a, b]].map((at) => {
      selected = clicked(pile(at), selected, plain);
      return selected;
    });
    expect(seen).toEqual([["r2"], [], ["r2"], ["r1"], ["r2"], [], ["r2"]]);
  });
  it("where the last one was goes down the pile, and after it unselects", () => {
    const piled = pile([a, b]);
    const again = { ...plain, again: true };
    expect(clicked(piled, [], again)).toEqual(["r2"]);
    expect(clicked(piled, ["r2"], again)).toEqual(["r1"]);
    expect(clicked(piled, ["r1"], again)).toEqual([]);
    expect(clicked(piled, ["r9"], again)).toEqual(["r2"]);
    expect(clicked(piled, ["r1", "r2"], again)).toEqual(["r2"]);
  });
  it("with Alt goes down the pile and round", () => {
    const piled = pile([a, b]);
    expect(clicked(piled, [], { ...plain, below: true })).toEqual(["r2"]);
    expect(clicked(piled, ["r2"], { ...plain, below: true })).toEqual(["r1"]);
    expect(clicked(piled, ["r1"], { ...plain, below: true })).toEqual(["r2"]);
  });
  it("with Ctrl adds and takes away, and beside all spans keeps the selection", () => {
    const keys = { ...plain, toggle: true };
    expect(clicked([a], ["r2"], keys)).toEqual(["r2", "r1"]);
    expect(clicked([a], ["r2", "r1"], keys)).toEqual(["r2"]);
    expect(clicked([], ["r2"], keys)).toEqual(["r2"]);
    expect(clicked([], ["r2"], plain)).toEqual([]);
  });
  it("piles any spans without losing one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 9 })), { maxLength: 9 }),
        (pairs) => {
          const spans = pairs.map(([start, length], at) => span(at, start, start + length));
          expect(new Set(pile(spans))).toEqual(new Set(spans));
        },
      ),
    );
  });
});
