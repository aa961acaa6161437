import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distance, type Point } from "../../src/geometry/affine";
import {
  areaOf,
  type Curve,
  flatten,
  isInside,
  lineNear,
  nearestOnCurve,
  nearestOnSegment,
  shiftInside,
  splitCurve,
  turnAbout,
} from "../../src/geometry/path";
import { stackAt } from "../../src/tags/objects/image-marks";
import { NATURAL, region } from "./bench";
import { SHAPES } from "./shapes";

const real = fc.double({ min: -1000, max: 1000, noNaN: true });
const point = fc.record({ x: real, y: real });
const part = fc.double({ min: 0.05, max: 0.95, noNaN: true });
const curve: fc.Arbitrary<Curve> = fc.tuple(point, point, point, point);
const star = [
  { x: 50, y: 0 },
  { x: 80, y: 100 },
  { x: 0, y: 35 },
  { x: 100, y: 35 },
  { x: 20, y: 100 },
];

describe("lines", () => {
  it("are nearest at an end or at a right angle", () => {
    const [a, b] = [
      { x: 0, y: 0 },
      { x: 10, y: 0 },
    ];
    expect(nearestOnSegment(a, b, { x: 4, y: 3 })).toEqual({ at: { x: 4, y: 0 }, distance: 3, t: 0.4 });
    expect(nearestOnSegment(a, b, { x: 14, y: 3 })).toMatchObject({ at: b, distance: 5, t: 1 });
    expect(nearestOnSegment(a, a, { x: 3, y: 4 })).toMatchObject({ distance: 5 });
  });

  it("are closed only where they are", () => {
    const corner = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
      { x: 100, y: 100 },
    ];
    expect(lineNear(corner, true, { x: 50, y: 50 }, 1)).toBe(true);
    expect(lineNear(corner, false, { x: 50, y: 50 }, 1)).toBe(false);
    expect(lineNear([{ x: 1, y: 1 }], false, { x: 2, y: 1 }, 1)).toBe(true);
    expect(lineNear([], true, { x: 0, y: 0 }, 9)).toBe(false);
  });

  it("enclose what a canvas fills, where they cross themselves too", () => {
    expect(isInside(star, { x: 50, y: 50 })).toBe(true);
    expect(isInside(star, { x: 50, y: 95 })).toBe(false);
    expect(
      areaOf([...star].sort((p, q) => Math.atan2(p.y - 50, p.x - 50) - Math.atan2(q.y - 50, q.x - 50))),
    ).toBeGreaterThan(0);
    expect(isInside([], { x: 0, y: 0 })).toBe(false);
  });
});

describe("curves", () => {
  it("split into two halves of the same form", () => {
    fc.assert(
      fc.property(curve, part, part, (whole, t, u) => {
        const [first] = splitCurve(whole, t);
        const [, , , there] = splitCurve(first, u)[0];
        const [, , , here] = splitCurve(whole, t * u)[0];
        expect(distance(there, here)).toBeLessThan(1e-6);
      }),
    );
  });

  it("are found by a point on them", () => {
    const arch: Curve = [
      { x: 0, y: 0 },
      { x: 0, y: 100 },
      { x: 100, y: 100 },
      { x: 100, y: 0 },
    ];
    const [, , , top] = splitCurve(arch, 0.5)[0];
    const found = nearestOnCurve(arch, top);
    expect(found.distance).toBeLessThan(1);
    expect(found.t).toBeCloseTo(0.5, 2);
    expect(flatten(arch).at(-1)).toEqual(arch[3]);
  });
});

describe("on the image", () => {
  it("points turn and come back", () => {
    fc.assert(
      fc.property(point, point, real, (p, about, degrees) => {
        expect(distance(turnAbout(turnAbout(p, about, degrees), about, -degrees), p)).toBeLessThan(1e-6);
      }),
    );
  });

  it("figures are pushed back as far as needed, if they fit", () => {
    const size = { width: 100, height: 100 };
    const box = (left: number, right: number): Point[] => [
      { x: left, y: 10 },
      { x: right, y: 20 },
    ];
    expect(shiftInside(box(-5, 20), size)).toEqual({ x: 5, y: 0 });
    expect(shiftInside(box(90, 104), size)).toEqual({ x: -4, y: 0 });
    expect(shiftInside(box(10, 20), size)).toEqual({ x: 0, y: 0 });
    expect(shiftInside(box(-5, 120), size)).toBeNull();
  });

  it("points and lines are hit from further away, and lie on top", () => {
    const mark = (shape: "keypoint" | "rectangle" | "vector", geometry: object) => {
      const one = region(shape, geometry as never, { shape });
      const figure = SHAPES[shape]?.parse(one.geometry, NATURAL);
      const known = SHAPES[shape];
      if (!known) throw new Error(shape);
      return {
        id: shape,
        region: one,
        shape: known,
        figure,
        bounds: known.bounds(figure),
        area: known.area(figure),
      };
    };
    const vertices = [
      { id: "a", x: 0, y: 50 },
      { id: "b", x: 100, y: 50, prevPointId: "a" },
    ];
    const all = [
      mark("rectangle", { x: 10, y: 10, width: 80, height: 80, rotation: 0 }),
      mark("vector", { vertices, closed: false }),
      mark("keypoint", { x: 50, y: 51, width: 0.1 }),
    ];
    const names = (x: number, y: number) => stackAt(all, { x, y }, 3).map(({ id }) => id);
    expect(names(305, 205)).toEqual(["keypoint", "vector", "rectangle"]);
    expect(names(200, 205)).toEqual(["vector", "rectangle"]);
    expect(names(200, 215)).toEqual(["rectangle"]);
    expect(names(10, 205)).toEqual(["vector"]);
  });
});
