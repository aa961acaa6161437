import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  apply,
  boundsOf,
  distance,
  invert,
  keepInside,
  type Size,
  type Turns,
  turned,
  viewMatrix,
} from "../../src/geometry/affine";
import {
  type Box,
  boxBounds,
  boxContains,
  boxFromEdges,
  boxFromPoints,
  boxFromSide,
  centre,
  corners,
  fromLocal,
  normalAngle,
  snapBox,
  toLocal,
  turnBox,
} from "../../src/geometry/box";
import { rectangle } from "../../src/tags/shapes/rectangle";
import { RULES } from "./bench";

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const point = fc.record({ x: real(-2000, 2000), y: real(-2000, 2000) });
const box: fc.Arbitrary<Box> = fc.record({
  x: real(-500, 2000),
  y: real(-500, 2000),
  width: real(1, 1000),
  height: real(1, 1000),
  rotation: real(0, 359.9),
});
const size: fc.Arbitrary<Size> = fc.record({ width: real(10, 5000), height: real(10, 5000) });
const near = (a: { x: number; y: number }, b: { x: number; y: number }) =>
  expect(distance(a, b)).toBeLessThan(1e-6);

describe("view of an image", () => {
  it("goes to the screen and back", () => {
    fc.assert(
      fc.property(
        size,
        fc.integer({ min: 0, max: 3 }),
        real(0.05, 20),
        point,
        point,
        (s, turns, scale, at, p) => {
          const m = viewMatrix(s, turns as Turns, scale, at);
          near(apply(invert(m), apply(m, p)), p);
        },
      ),
    );
  });

  it("puts the turned image exactly on its place", () => {
    fc.assert(
      fc.property(size, fc.integer({ min: 0, max: 3 }), real(0.05, 20), point, (s, turns, scale, at) => {
        const m = viewMatrix(s, turns as Turns, scale, at);
        const shown = turned(s, turns as Turns);
        const b = boundsOf([apply(m, { x: 0, y: 0 }), apply(m, { x: s.width, y: s.height })]);
        near({ x: b.left, y: b.top }, at);
        near(
          { x: b.right - b.left, y: b.bottom - b.top },
          { x: shown.width * scale, y: shown.height * scale },
        );
      }),
    );
  });

  it("turns clockwise", () => {
    const m = viewMatrix({ width: 600, height: 400 }, 1, 1, { x: 0, y: 0 });
    expect(apply(m, { x: 0, y: 0 })).toEqual({ x: 400, y: 0 });
    expect(apply(m, { x: 600, y: 0 })).toEqual({ x: 400, y: 600 });
  });

  it("keeps moved bounds inside, and never pulls in what is outside already", () => {
    fc.assert(
      fc.property(box, point, size, (b, by, s) => {
        const bounds = boxBounds(b);
        const kept = keepInside(bounds, by, s);
        if (bounds.left >= 0 && bounds.right <= s.width) {
          expect(bounds.left + kept.x).toBeGreaterThanOrEqual(-1e-9);
          expect(bounds.right + kept.x).toBeLessThanOrEqual(s.width + 1e-9);
        }
        expect(Math.abs(kept.x)).toBeLessThanOrEqual(Math.abs(by.x) + 1e-9);
      }),
    );
  });
});

describe("boxes", () => {
  it("follow the corner formulas", () => {
    const [tl, tr, br, bl] = corners({ x: 10, y: 20, width: 100, height: 50, rotation: 30 });
    const [c, s] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)];
    near(tl, { x: 10, y: 20 });
    near(tr, { x: 10 + 100 * c, y: 20 + 100 * s });
    near(br, { x: 10 + 100 * c - 50 * s, y: 20 + 100 * s + 50 * c });
    near(bl, { x: 10 - 50 * s, y: 20 + 50 * c });
  });

  it("have a frame of their own", () => {
    fc.assert(
      fc.property(box, point, (b, p) => {
        near(fromLocal(b, toLocal(b, p)), p);
      }),
    );
  });

  it("turn about the centre and back", () => {
    fc.assert(
      fc.property(box, real(-720, 720), (b, angle) => {
        const there = turnBox(b, angle);
        near(centre(there), centre(b));
        expect(there.rotation).toBeGreaterThanOrEqual(0);
        expect(there.rotation).toBeLessThan(360);
        const back = turnBox(there, b.rotation);
        near(back, b);
      }),
    );
  });

  it("contain their centre and not what is outside their bounds", () => {
    fc.assert(
      fc.property(box, point, (b, p) => {
        expect(boxContains(b, centre(b))).toBe(true);
        const { left, top, right, bottom } = boxBounds(b);
        if (p.x < left - 1e-6 || p.x > right + 1e-6 || p.y < top - 1e-6 || p.y > bottom + 1e-6) {
          expect(boxContains(b, p)).toBe(false);
        }
      }),
    );
  });

  it("keep the opposite corner when edges cross", () => {
    fc.assert(
      fc.property(box, real(-2000, 2000), real(-2000, 2000), (b, right, bottom) => {
        const next = boxFromEdges(b, 0, 0, right, bottom);
        expect(next.width).toBeCloseTo(Math.abs(right));
        expect(corners(next).some((corner) => distance(corner, b) < 1e-6)).toBe(true);
      }),
    );
  });

  it("come from any two points", () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(boxFromPoints(a, b)).toEqual(boxFromPoints(b, a));
        expect(boxContains(boxFromPoints(a, b), a, 1e-9)).toBe(true);
      }),
    );
  });

  it("come from a side and a point on either hand", () => {
    fc.assert(
      fc.property(point, point, point, (a, b, p) => {
        fc.pre(distance(a, b) > 1);
        const made = boxFromSide(a, b, p);
        const all = corners(made);
        for (const end of [a, b]) expect(all.some((corner) => distance(corner, end) < 1e-5)).toBe(true);
        expect(made.height).toBeGreaterThanOrEqual(0);
        expect(normalAngle(made.rotation)).toBe(made.rotation);
      }),
    );
  });

  it("snap to whole pixels inside the image", () => {
    fc.assert(
      fc.property(box, (b) => {
        const snapped = snapBox({ ...b, rotation: 0 }, { width: 600, height: 400 });
        for (const edge of [snapped.x, snapped.y, snapped.width, snapped.height]) expect(edge % 1).toBe(0);
        expect(snapped.width).toBeGreaterThan(0);
        expect(snapped.x + snapped.width).toBeLessThanOrEqual(600);
        expect(snapped.y).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe("percent", () => {
  const geometry = fc.record({
    x: real(0, 100),
    y: real(0, 100),
    width: real(0, 100),
    height: real(0, 100),
    rotation: real(0, 359),
  });

  it("stays the very same number when nothing changed", () => {
    fc.assert(
      fc.property(geometry, size, (g, s) => {
        const figure = rectangle.parse(g, s);
        expect(figure && rectangle.format(figure, s, g)).toEqual(g);
      }),
    );
  });

  it("changes only what a gesture changed", () => {
    const base = { x: 33.333333333333336, y: 10.1, width: 29.96474735605171, height: 7.7, extra: 1 };
    const s = { width: 600, height: 400 };
    const figure = rectangle.parse(base, s);
    const rules = { ...RULES, size: s };
    const moved = figure && rectangle.format(rectangle.move(figure, { x: 6, y: 0 }, rules), s, base);
    expect(moved).toEqual({ ...base, x: expect.closeTo(34.333333, 5) });
    expect(moved).not.toHaveProperty("rotation");
  });

  it("refuses what is no box", () => {
    const s = { width: 600, height: 400 };
    for (const bad of [
      {},
      { x: 1, y: 1, width: "3", height: 1 },
      { x: Number.NaN, y: 1, width: 1, height: 1 },
    ]) {
      expect(rectangle.parse(bad, s)).toBeNull();
    }
  });
});
