import { describe, expect, it } from "vitest";
import { type Matrix, viewMatrix } from "../../src/geometry/affine";
import { carried } from "../../src/tags/objects/image-canvas";
import { createInk } from "../../src/tags/objects/image-caption";
import { marksOf } from "../../src/tags/objects/image-marks";
import type { Look, Painting } from "../../src/tags/objects/image-paint";
import { changes, createRepaint, inSight } from "../../src/tags/objects/image-repaint";
import { NATURAL, region } from "./bench";
import { SHAPES } from "./shapes";

const LOOK: Look = { stroke: "#d33", fill: "#d33", opacity: 0.2, width: 2, dotted: false };
const PLAIN: Matrix = [1, 0, 0, 1, 0, 0];
const painting = (matrix = PLAIN): Painting => ({
  frame: NATURAL,
  ratio: 1,
  matrix,
  captions: false,
  lifted: new Set(),
  look: () => LOOK,
  text: null,
});

const grid = (count: number) => {
  const regions = Array.from({ length: count }, (_, at) =>
    region(`r${at}`, { x: (at % 10) * 10, y: Math.floor(at / 10) * 10, width: 5, height: 5, rotation: 0 }),
  );
  return marksOf(regions, "img", null, NATURAL, SHAPES, new WeakMap());
};

function canvas() {
  const calls: { name: string; args: readonly unknown[] }[] = [];
  const ctx = new Proxy(
    {},
    {
      get: (_, name) =>
        name === "measureText"
          ? () => ({ width: 8 })
          : (...args: unknown[]) => void calls.push({ name: String(name), args }),
      set: () => true,
    },
  );
  const target = { width: 0, height: 0, getContext: () => ctx } as unknown as HTMLCanvasElement;
  const boxes = () => calls.filter(({ name }) => name === "strokeRect").length;
  return { target, calls, boxes };
}

describe("what is painted again", () => {
  it("is all at first and in another view, and nothing when nothing changed", () => {
    const repaint = createRepaint(createInk());
    const { target, calls, boxes } = canvas();
    const marks = grid(50);
    repaint(target, marks, painting());
    expect(boxes()).toBe(50);
    calls.length = 0;
    repaint(target, [...marks], painting());
    expect(calls).toEqual([]);
    repaint(target, marks, painting([1, 0, 0, 1, 5, 5]));
    expect(boxes()).toBe(50);
  });

  it("is what is lifted and put down, and nothing when what is lifted changes", () => {
    const repaint = createRepaint(createInk());
    const { target, calls, boxes } = canvas();
    const marks = grid(100);
    const [lifted, other] = [marks[55], grid(100)[55]];
    if (!lifted || !other) throw new Error("no marks");
    repaint(target, marks, painting());
    calls.length = 0;
    repaint(target, marks, { ...painting(), lifted: new Set([lifted]) });
    const around = boxes();
    expect(around).toBeGreaterThan(0);
    expect(around).toBeLessThan(60);
    calls.length = 0;
    const changed = marks.with(55, other);
    repaint(target, changed, { ...painting(), lifted: new Set([other]) });
    expect(calls).toEqual([]);
    repaint(target, changed, painting());
    expect(boxes()).toBe(around + 1);
  });

  it("is only what lies around a change, and nothing outside is cleared", () => {
    const repaint = createRepaint(createInk());
    const { target, calls, boxes } = canvas();
    const marks = grid(100);
    repaint(target, marks, painting());
    calls.length = 0;
    repaint(
      target,
      marks.filter((_, at) => at !== 55),
      painting(),
    );
    expect(boxes()).toBeGreaterThan(0);
    expect(boxes()).toBeLessThan(30);
    const cleared = calls.find(({ name }) => name === "clearRect");
    const [, , width, height] = (cleared?.args ?? []) as number[];
    expect((width ?? 0) * (height ?? 0)).toBeLessThan((NATURAL.width * NATURAL.height) / 10);
    expect(calls.filter(({ name }) => name === "clip")).toHaveLength(1);
  });

  it("is nothing for a change out of sight", () => {
    const repaint = createRepaint(createInk());
    const { target, calls } = canvas();
    const marks = grid(100);
    const far = painting(viewMatrix(NATURAL, 0, 10, { x: 0, y: 0 }));
    repaint(target, marks, far);
    calls.length = 0;
    repaint(target, marks.slice(0, 99), far);
    expect(calls).toEqual([]);
  });
});

describe("changes between two lists of marks", () => {
  it("are those in one of them alone, wherever they stand", () => {
    const marks = grid(10);
    const [first] = marks;
    expect(changes(marks, marks.slice(1))).toEqual([first]);
    const other = grid(1)[0];
    const swapped = marks.map((mark, at) => (at === 4 && other ? other : mark));
    expect(changes(marks, swapped)).toEqual([marks[4], other]);
    expect(changes(marks, [])).toHaveLength(10);
  });

  it("are not looked at one by one when there are many", () => {
    expect(changes(grid(300), grid(300))).toBeNull();
  });
});

describe("marks in sight", () => {
  it("are those that meet the frame, in every quarter turn", () => {
    const marks = grid(100);
    const whole = { left: 0, top: 0, right: 400, bottom: 400 };
    for (const turns of [0, 1, 2, 3] as const) {
      const seen = inSight(marks, painting(viewMatrix(NATURAL, turns, 8, { x: 0, y: 0 })), whole);
      expect(seen.length).toBeGreaterThan(0);
      expect(seen.length).toBeLessThan(10);
    }
  });
});

describe("a canvas that is carried to another view", () => {
  it("lies where the same image points are now", () => {
    const from = viewMatrix(NATURAL, 1, 2, { x: 10, y: 20 });
    const to = viewMatrix(NATURAL, 1, 3, { x: -30, y: 5 });
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = carried(from, to).slice(7, -1).split(",").map(Number);
    const at = (m: Matrix, x: number, y: number) => [m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]];
    const [x = 0, y = 0] = at(from, 40, 70);
    const [wantedX = 0, wantedY = 0] = at(to, 40, 70);
    expect(a * x + c * y + e).toBeCloseTo(wantedX, 6);
    expect(b * x + d * y + f).toBeCloseTo(wantedY, 6);
  });
});
