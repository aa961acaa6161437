import { describe, expect, it } from "vitest";
import { createLanes } from "../../src/shell/arrow-lanes";
import { type End, type Link, layOut, nameWidth } from "../../src/shell/arrow-layout";
import { typedRegion } from "../../src/shell/relation-keys";
import type { Box } from "../../src/ui/place";

const PAGE: Box = { left: 0, top: 0, right: 1000, bottom: Number.POSITIVE_INFINITY };
const TEXT: Box = { left: 20, top: 0, right: 600, bottom: 300 };
const box = (left: number, top: number, width = 40, height = 18): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});
const word = (left: number, top: number, room = 5): End => ({
  object: "txt",
  kind: "lines",
  boxes: [box(left, top)],
  frame: TEXT,
  room: () => room,
});
const area = (at: Box, object = "img", frame: Box = { left: 0, top: 0, right: 500, bottom: 500 }): End => ({
  object,
  kind: "area",
  boxes: [at],
  frame,
  room: () => Number.POSITIVE_INFINITY,
});
const link = (from: End, to: End, more: Partial<Link> = {}): Link => ({
  key: "a\nb",
  from,
  to,
  direction: "right",
  text: "",
  ...more,
});
const one = (given: Link) => {
  const [arrow] = layOut([given], PAGE);
  if (!arrow) throw new Error("not laid out");
  return arrow;
};
/** All numbers of a path as spots; control points too. */
const spots = (path: string) => {
  const numbers = path.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? [];
  return numbers.flatMap((x, at) => (at % 2 ? [] : [{ x, y: numbers[at + 1] as number }]));
};

describe("arrows in a text", () => {
  it("stay in the gap above their line when both ends are on it", () => {
    const arrow = one(link(word(40, 100), word(300, 100)));
    expect(spots(arrow.path).every(({ y }) => y <= 100 && y > 90)).toBe(true);
    expect(spots(arrow.path)[0]).toEqual({ x: 60, y: 100 });
    expect(spots(arrow.path).at(-1)).toEqual({ x: 320, y: 100 });
    expect(arrow.heads).toHaveLength(1);
  });

  it("run along the margin between lines, never across the lines between", () => {
    const arrow = one(link(word(40, 50), word(300, 200)));
    for (const { x, y } of spots(arrow.path)) {
      const inGap = (y <= 50 && y > 40) || (y <= 200 && y > 190);
      expect(inGap || x > TEXT.right || x < TEXT.left).toBe(true);
    }
  });

  it("lie side by side where they would cover each other, at their ends too", () => {
    const from = word(40, 100);
    const arrows = layOut(
      [
        link(from, word(300, 100), { key: "1" }),
        link(from, word(200, 100), { key: "2" }),
        link(from, word(100, 100), { key: "3" }),
      ],
      PAGE,
    );
    const heights = arrows.map(({ path }) => Math.min(...spots(path).map(({ y }) => y)));
    const feet = arrows.map(({ path }) => spots(path)[0]?.x);
    expect(new Set(heights).size).toBe(3);
    expect(new Set(feet).size).toBe(3);
  });

  it("have heads by direction", () => {
    const [from, to] = [word(40, 100), word(300, 100)];
    const heads = (["right", "left", "bi"] as const).map(
      (direction) => one(link(from, to, { direction })).heads,
    );
    expect(heads.map((all) => all.map((head) => spots(head)[0]?.x))).toEqual([[320], [60], [320, 60]]);
  });

  it("end in a sign at the edge for an end out of sight, and are not there when both are", () => {
    const below = word(300, 900);
    const arrow = one(link(word(40, 100), below));
    expect(arrow.signs.map(({ end }) => end)).toEqual(["to"]);
    expect(arrow.signs[0]?.y).toBeLessThanOrEqual(TEXT.bottom);
    expect(arrow.heads).toEqual([]);
    expect(layOut([link(word(40, -300), below)], PAGE)).toEqual([]);
  });

  it("have signs that do not cover each other, nor the names", () => {
    const arrows = layOut(
      [1, 2, 3].map((key) =>
        link(word(40, 100), word(100 * key, 900), { key: String(key), text: "works_for" }),
      ),
      PAGE,
    );
    const spots = arrows.map(({ signs }) => signs[0] as { x: number; y: number });
    for (const [at, one] of spots.entries()) {
      expect(one.y).toBeLessThanOrEqual(TEXT.bottom);
      for (const other of spots.slice(at + 1))
        expect(Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y))).toBeGreaterThan(15);
      for (const { name } of arrows.filter(({ name }) => name.fits)) {
        const beside = Math.abs(one.x - name.x) >= nameWidth("works_for") / 2 + 8;
        expect(beside || Math.abs(one.y - name.y) >= 15).toBe(true);
      }
    }
  });

  it("stay in sight at a word that is only half in sight", () => {
    const arrow = one(link(word(40, -10), word(300, 200)));
    expect(Math.min(...spots(arrow.path).map(({ y }) => y))).toBeGreaterThanOrEqual(TEXT.top);
  });

  it("of one region show their names apart, which all come when it is pointed at", () => {
    const from = word(40, 50);
    const links = [80, 102, 124].map((top) =>
      link(from, word(300, top), { key: `${top}`, text: "works_for" }),
    );
    const names = layOut(links, { ...PAGE, right: 650 }).map(({ name }) => name);
    expect(names.some(({ fits }) => fits)).toBe(false);
    const tops = names.filter(({ free }) => free).map(({ y }) => y);
    expect(tops.length).toBeGreaterThan(1);
    for (const [at, y] of tops.entries())
      for (const other of tops.slice(at + 1)) expect(Math.abs(y - other)).toBeGreaterThanOrEqual(15);
  });

  it("name nothing over their own ends", () => {
    const [from, to] = [word(22, 50), word(24, 72)];
    const narrow = { ...PAGE, right: 605 };
    const [arrow] = layOut([link(from, to, { text: "works_for" })], narrow);
    expect(arrow?.name.free).toBe(false);
    const [far] = layOut([link(word(200, 50), word(300, 160), { text: "works_for" })], narrow);
    expect(far?.name.free).toBe(true);
  });

  it("show names only where they cover nothing", () => {
    const [from, to] = [word(40, 100), word(300, 100)];
    expect(one(link(from, to, { text: "works_for" })).name.fits).toBe(false);
    const roomy = word(300, 100, 18);
    expect(one(link(word(40, 100, 18), roomy, { text: "works_for" })).name.fits).toBe(true);
    const margin = layOut(
      [1, 2, 3].map((key) => link(word(40, 50), word(300, 200), { key: String(key), text: `name ${key}` })),
      PAGE,
    ).map(({ name }) => name);
    expect(margin.every(({ fits, x }) => fits && x > TEXT.right)).toBe(true);
    expect(new Set(margin.map(({ y }) => y)).size).toBe(3);
  });
});

describe("arrows across areas", () => {
  it("go from edge to edge, there and back on different ways", () => {
    const [a, b] = [area(box(50, 50, 60, 60)), area(box(300, 60, 60, 60))];
    const there = spots(one(link(a, b)).path);
    const back = spots(one(link(b, a)).path);
    expect(there[0]?.x).toBeCloseTo(110, 0);
    expect(there.at(-1)?.x).toBeCloseTo(300, 0);
    expect(Math.abs((there[1]?.y ?? 0) - (back[1]?.y ?? 0))).toBeGreaterThan(20);
  });

  it("of a region inside another leave over the top of both", () => {
    const path = spots(one(link(area(box(150, 150, 20, 20)), area(box(100, 100, 200, 200)))).path);
    expect(path[1]?.y).toBeLessThan(100);
    expect(path.at(-1)?.y).toBe(100);
  });

  it("join a text and an image; what is zoomed out of the frame has a sign inside of it", () => {
    const frame = { left: 0, top: 320, right: 500, bottom: 600 };
    const arrow = one(link(word(40, 100), area(box(800, 400), "img", frame)));
    expect(arrow.signs).toMatchObject([{ end: "to", x: 492 }]);
    expect(spots(arrow.path)).toHaveLength(3);
  });
});

describe("lanes", () => {
  it("are the first that is free over the length, and shared when all are taken", () => {
    const lanes = createLanes();
    expect(lanes.take("row", 0, 100, 2)).toBe(0);
    expect(lanes.take("row", 200, 120, 2)).toBe(0);
    expect(lanes.take("row", 50, 150, 2)).toBe(1);
    expect(lanes.take("other", 50, 150, 2)).toBe(0);
    expect(lanes.take("row", 60, 70, 2)).toBeLessThan(2);
  });
});

it("names are wider in scripts with wide characters", () => {
  expect(nameWidth("关系关系")).toBeGreaterThan(nameWidth("abcd") + 15);
});

it.each([
  ["2", 15, false, 2],
  ["1", 15, false, null],
  ["1", 15, true, 1],
  ["15", 15, false, 15],
  ["16", 15, true, null],
  ["0", 15, true, null],
  ["", 15, true, null],
  ["01", 9, true, 1],
])("%j of %i regions, Enter %s, is region %j", (typed, count, enter, region) => {
  expect(typedRegion(typed, count, enter)).toBe(region);
});
